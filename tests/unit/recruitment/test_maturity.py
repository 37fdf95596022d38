"""Maturity of the endpoints, patient by patient."""

import pandas as pd

from synchronox_core.recruitment.maturity import (
    classify_primary,
    classify_survival,
    count_by_quarter,
    count_maturity,
)
from tests.lib.ascii_table import rows_of

AS_OF = pd.Timestamp("2028-06-30")


def patients(table):
    frame = pd.DataFrame(rows_of(table))
    frame["time_zero"] = pd.to_datetime(frame["time_zero"])
    for name in ("os_days", "os_event"):
        if name in frame:
            frame[name] = pd.to_numeric(frame[name])
    return frame


def test_primary_endpoint_matures_with_its_day_alone():
    found = patients("""
        time_zero  | complete_treatment | complete_treatment_reason | maturity
        -----------+--------------------+---------------------------+--------------
        2026-12-30 | achieved           | A1                        | judged
        2027-01-01 | achieved           | A1                        | not_yet
        2026-12-30 | not_achieved       | N1                        | judged
        2027-06-01 | not_achieved       | N1                        | not_yet
        2026-12-30 | not_evaluable      | E2                        | not_evaluable
        2026-01-01 | pending            | W2                        | not_yet
        2027-06-01 | pending            | W1                        | not_yet
        2026-01-01 | not_evaluable      | E0                        | outside
                   | not_evaluable      | E0                        | outside
    """)
    assert classify_primary(found, AS_OF)["maturity"].tolist() == found["maturity"].tolist()


def test_month_18_of_the_last_of_august_is_the_last_of_february():
    found = patients("""
        time_zero  | complete_treatment | complete_treatment_reason
        -----------+--------------------+--------------------------
        2026-08-31 | achieved           | A1
    """)
    assert classify_primary(found, AS_OF)["day"].tolist() == [pd.Timestamp("2028-02-29")]


def test_survival_at_three_years_needs_news_at_three_years_or_a_death():
    # Three years after 2025-01-01 are 1095 days.
    found = patients("""
        time_zero  | os_days | os_event | os_reason         | maturity      | item
        -----------+---------+----------+-------------------+---------------+------------------
        2025-01-01 | 1095    | 0        |                   | judged        |
        2025-01-01 | 1094    | 0        |                   | not_evaluable | last_news
        2025-01-01 | 10      | 1        |                   | judged        |
        2025-01-01 |         |          | last_news_missing | not_evaluable | last_news_missing
        2026-01-01 | 10      | 1        |                   | not_yet       |
                   |         |          | t0_missing        | outside       |
    """)
    classified = classify_survival(found, AS_OF)
    assert classified["maturity"].tolist() == found["maturity"].tolist()
    assert classified["item"].fillna("").tolist() == found["item"].fillna("").tolist()


def test_classes_add_up_to_the_patients_and_quarters_leave_out_who_is_outside():
    found = patients("""
        time_zero  | complete_treatment | complete_treatment_reason
        -----------+--------------------+--------------------------
        2026-12-30 | achieved           | A1
        2026-12-30 | not_evaluable      | E2
        2027-06-01 | pending            | W1
        2026-01-01 | not_evaluable      | E0
    """)
    classified = classify_primary(found, AS_OF)
    assert count_maturity(classified)["patients"].sum() == 4
    assert count_by_quarter(classified).to_dict("records") == [
        {"quarter": "2028-Q2", "maturity": "judged", "patients": 1},
        {"quarter": "2028-Q2", "maturity": "not_evaluable", "patients": 1},
        {"quarter": "2028-Q4", "maturity": "not_yet", "patients": 1},
    ]
