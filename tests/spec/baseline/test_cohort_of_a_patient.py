"""The cohort of a patient: by the day of the rectal diagnosis, the first of June 2025 included."""

from datetime import date

from synchronox_core.protocol.cohort import derive_cohort
from tests.lib.ascii_table import rows_of


def cohort_and_reason(row):
    day = row["diagnosis"] and date.fromisoformat(row["diagnosis"])
    return derive_cohort(day, row.get("precision"))


def test_the_day_of_diagnosis_decides_the_cohort():
    table = """
        diagnosis  | cohort        | reason
        -----------+---------------+------------------
        2020-05-31 |               | outside_window
        2020-06-01 | retrospective |
        2025-05-31 | retrospective |
        2025-06-01 | prospective   |
        2028-06-01 | prospective   |
        2028-06-02 |               | outside_window
                   |               | diagnosis_missing
    """
    for row in rows_of(table):
        assert cohort_and_reason(row) == (row["cohort"], row["reason"])


def test_a_month_without_its_day_is_uncertain_only_where_its_days_disagree():
    table = """
        diagnosis  | precision | cohort        | reason
        -----------+-----------+---------------+-------------------
        2020-05-15 | month     |               | outside_window
        2020-06-15 | month     | retrospective |
        2025-05-15 | month     | retrospective |
        2025-06-15 | month     | prospective   |
        2028-05-15 | month     | prospective   |
        2028-06-15 | month     |               | boundary_uncertain
        2028-06-15 | day       |               | outside_window
        2028-06-15 |           |               | outside_window
        2028-07-15 | month     |               | outside_window
    """
    for row in rows_of(table):
        assert cohort_and_reason(row) == (row["cohort"], row["reason"])
