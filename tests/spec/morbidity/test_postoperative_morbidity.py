"""Complications within 30 days: the operation each belongs to, the worst grade, the index.

An operation is written ``day site statement``, a complication ``day grade site``; days are
counted from 2022-06-01 and ``-`` is missing. The patient lives and is followed for years.
"""

from datetime import date, timedelta

from synchronox_core.endpoints.postoperative import (
    attribute_complications,
    derive_postoperative,
)
from tests.lib.ascii_table import rows_of
from tests.lib.records import record

START = date(2022, 6, 1)
ALIVE = {"vital_status": "alive", "last_news_date": "2025-06-01"}


def drawn(drawing, *names):
    """Cells of rows parted with commas, their words in the order of the names."""
    rows = [line.split() for line in (drawing or "").split(",") if line]
    return [
        {name: None if word == "-" else word for name, word in zip(names, words, strict=True)}
        for words in rows
    ]


def dated(rows, column):
    """The same rows with the day in the place of the number of days."""
    for row in rows:
        if row[column] is not None:
            row[column] = (START + timedelta(days=int(row[column]))).isoformat()
    return rows


def followed(operations, complications, patient=ALIVE, **more):
    """The record of a patient with these operations and complications."""
    return record(
        patient=patient,
        operations=dated(
            drawn(operations, "operation_date", "site", "complications_30d"), "operation_date"
        ),
        complications=dated(
            drawn(complications, "complication_date", "clavien_grade", "site"),
            "complication_date",
        ),
        **more,
    )


def grade_of(known, site="liver"):
    return derive_postoperative(known, site).clavien_30d


def grades_of(known):
    return [grade_of(known, site).value for site in ("rectum", "liver")]


def assert_grades_by_site(table):
    for row in rows_of(table):
        known = followed(row["operations"], row["complications"])
        assert grades_of(known) == [row["rectum"], row["liver"]], row


def assert_grade_and_reason(table):
    for row in rows_of(table):
        answer = grade_of(followed(row["operations"], row["complications"]))
        assert (answer.value, answer.reason) == (row["grade"], row["reason"] or ""), row


def index_of(known):
    return derive_postoperative(known, "liver").cci


def test_complications_count_from_day_0_to_day_30():
    table = """
        complications | grade
        --------------+------
        -1 I rectal   |
        0 I rectal    | I
        30 I rectal   | I
        31 I rectal   |
    """
    for row in rows_of(table):
        known = followed("0 rectum -", row["complications"])
        assert grade_of(known, "rectum").value == row["grade"], row


def test_the_worst_grade_over_the_operations_of_the_site_counts():
    table = """
        operations                | complications                   | rectum | liver
        --------------------------+---------------------------------+--------+------
        0 rectum yes              | 2 I rectal, 5 IIIb rectal       | IIIb   |
        0 liver yes, 90 liver yes | 3 IVa liver, 95 II liver        |        | IVa
        0 liver yes, 90 liver no  | 3 II general                    |        | II
        0 rectum yes, 90 liver no | 3 IIIa rectal                   | IIIa   | 0
        0 rectum no, 90 liver no  |                                 | 0      | 0
        0 both no                 |                                 | 0      | 0
    """
    assert_grades_by_site(table)


def test_an_operation_on_one_site_answers_for_every_complication_after_it():
    table = """
        operations  | complications | rectum | liver
        ------------+---------------+--------+------
        0 rectum -  | 3 II liver    | II     |
        0 rectum -  | 3 II general  | II     |
        0 liver -   | 3 II rectal   |        | II
    """
    assert_grades_by_site(table)


def test_a_simultaneous_operation_parts_its_complications_and_shares_the_general_ones():
    table = """
        operations                 | complications               | rectum | liver
        ---------------------------+-----------------------------+--------+------
        0 both yes                 | 3 II rectal, 4 IIIa liver   | II     | IIIa
        0 both yes                 | 3 IVb general               | IVb    | IVb
        0 both yes                 | 3 II rectal, 4 I general    | II     | I
        0 rectum yes, 0 liver yes  | 3 II rectal, 4 IIIa liver   | II     | IIIa
        0 rectum yes, 0 liver yes  | 3 I general                 | I      | I
    """
    assert_grades_by_site(table)


def test_a_complication_belongs_to_the_latest_operation_before_it():
    table = """
        operations                 | complications | rectum | liver
        ---------------------------+---------------+--------+------
        0 rectum no, 20 liver yes  | 19 II rectal  | II     |
        0 rectum no, 20 liver yes  | 20 II rectal  | 0      | II
        0 rectum no, 20 liver yes  | 25 II rectal  | 0      | II
        0 rectum no, 40 liver no   | 35 II rectal  | 0      | 0
    """
    assert_grades_by_site(table)


def test_the_operation_that_a_complication_was_entered_with_does_not_decide():
    operations = [
        {"operation_date": "2022-06-01", "site": "rectum"},
        {"operation_date": "2022-06-21", "site": "liver"},
    ]
    complication = {
        "operation_no": 1,
        "complication_date": "2022-06-25",
        "clavien_grade": "IIIa",
        "site": "rectal",
    }
    rectum, liver = attribute_complications(
        record(operations=operations, complications=[complication])
    )
    assert rectum.complications == ()
    assert [row.clavien_grade for row in liver.complications] == ["IIIa"]


def test_without_a_recorded_complication_only_a_statement_for_each_operation_gives_0():
    table = """
        operations               | complications | grade | reason
        -------------------------+---------------+-------+-------------------------
        0 liver no               |               | 0     |
        0 liver no, 90 liver no  |               | 0     |
        0 liver -                |               |       | complications_not_stated
        0 liver no, 90 liver -   |               |       | complications_not_stated
        0 liver yes              |               |       | complications_not_listed
        0 both yes               | 3 II rectal   |       | complications_not_listed
        0 rectum no              |               |       | no_operation
                                 |               |       | no_operation
    """
    assert_grade_and_reason(table)


def test_a_missing_cell_leaves_the_grade_open_unless_grade_v_stands():
    table = """
        operations                | complications              | grade | reason
        --------------------------+----------------------------+-------+------------------------
        0 liver yes               | 3 - liver                  |       | complication_incomplete
        0 liver yes               | 3 - liver, 4 II liver      |       | complication_incomplete
        0 liver yes               | 3 - liver, 4 V liver       | V     |
        0 liver yes               | - I liver                  |       | complication_incomplete
        0 both yes                | 3 I -                      |       | complication_incomplete
        0 liver yes               | 3 I -                      | I     |
        - liver no                |                            |       | operation_incomplete
        0 - no                    |                            |       | operation_incomplete
        0 liver yes, - rectum yes | 3 I liver                  |       | operation_incomplete
        0 liver yes, - rectum yes | 3 V liver                  | V     |
    """
    assert_grade_and_reason(table)


def test_a_held_back_row_leaves_the_grade_open_unless_grade_v_stands():
    for table in ("operations", "complications"):
        for complications, grade in ((None, None), ("3 II liver", None), ("3 V liver", "V")):
            known = followed("0 liver no", complications, held_back=[table])
            assert grade_of(known).value == grade, (table, complications)
    known = followed("0 liver no", None, held_back=["events", "assessments"])
    assert grade_of(known).value == "0"


def test_a_death_within_30_days_is_grade_v_without_a_row():
    table = """
        operations                | died | rectum | liver
        --------------------------+------+--------+------
        0 rectum no               | 30   | V      |
        0 rectum no               | 31   | 0      |
        0 both no                 | 0    | V      | V
        0 rectum no, 20 liver no  | 28   | V      | V
        0 rectum no, 20 liver no  | 35   | 0      | V
    """
    for row in rows_of(table):
        died_on = (START + timedelta(days=int(row["died"]))).isoformat()
        patient = {"vital_status": "dead", "death_date": died_on, "last_news_date": died_on}
        known = followed(row["operations"], None, patient)
        assert grades_of(known) == [row["rectum"], row["liver"]], row


def test_the_index_is_the_highest_of_one_operation_and_follows_the_grade():
    table = """
        operations                | complications                          | liver
        --------------------------+----------------------------------------+------
        0 liver yes               | 3 II liver, 9 IIIb general             | 39.7
        0 liver yes, 90 liver yes | 3 II liver, 9 II liver, 95 IIIa liver  | 29.6
        0 liver yes, 90 liver yes | 3 II liver, 95 IIIb liver, 96 II liver | 39.7
        0 both yes                | 3 II liver, 9 IIIb rectal              | 20.9
        0 liver no                |                                        | 0
        0 liver -                 |                                        |
        0 liver yes               | 3 II liver, 9 V general                | 100
        0 rectum yes              | 3 II rectal                            |
    """
    for row in rows_of(table):
        answer = index_of(followed(row["operations"], row["complications"]))
        assert answer.value == (None if row["liver"] is None else float(row["liver"])), row


def test_the_index_of_a_death_without_a_row_is_100():
    patient = {"vital_status": "dead", "death_date": "2022-06-20", "last_news_date": "2022-06-20"}
    assert index_of(followed("0 liver no", "3 I liver", patient)).value == 100


def test_a_death_on_an_unknown_day_leaves_the_grade_open():
    for patient, reason in (
        ({"vital_status": "dead", "last_news_date": "2022-06-20"}, "death_date_missing"),
        ({"last_news_date": "2025-06-01"}, "vital_status_missing"),
    ):
        answer = grade_of(followed("0 liver no", None, patient))
        assert (answer.value, answer.reason) == (None, reason)


def test_the_answer_names_the_cells_it_rests_on():
    answer = grade_of(followed("0 liver yes", "3 II liver"))
    cells = {(cell.table, cell.line, cell.column): cell.value for cell in answer.inputs}
    assert cells["complications", 2, "clavien_grade"] == "II"
    assert cells["operations", 2, "complications_30d"] == "yes"
    assert cells["patients", 2, "vital_status"] == "alive"
