"""Pathological response: Rödel's grade of the rectum, Blazer's class of the liver."""

import pytest

from synchronox_core.classification.liver_pathology import classify_blazer
from synchronox_core.classification.rectal_pathology import expected_rodel
from synchronox_core.endpoints.responses import derive_blazer, derive_rodel
from tests.lib.ascii_table import rows_of
from tests.lib.measures import measure_of, number_of
from tests.lib.records import record


def test_blazer_takes_the_mean_of_the_nodules_without_rounding():
    table = """
        nodules_percent  | class
        -----------------+---------
        0                | complete
        0, 0, 0          | complete
        0, 1             | major
        0.4              | major
        1                | major
        49               | major
        48, 51           | major
        49.9             | major
        50               | minor
        0, 100           | minor
        80, 10, 60       | minor
        0, 0, 0, 100     | major
        100              | minor
        49.7, 50.1, 50.2 | minor
        49.7, 50.1, 50.1 | major
    """
    for row in rows_of(table):
        nodules = [measure_of(word) for word in row["nodules_percent"].split(", ")]
        assert classify_blazer(nodules) == row["class"], row


def test_blazer_with_signs_is_given_only_when_both_ends_of_the_mean_agree():
    table = """
        nodules_percent | class
        ----------------+---------
        <5              |
        <=5             |
        >0              |
        >0, 0           |
        >0, 98          |
        >0, <50         |
        <5, 1           | major
        <5, 96          |
        <5, 95          | major
        <=5, 95         |
        <5, 100         | minor
        >=50            | minor
        >50             | minor
        >=49            |
        <50, 1          | major
        <50             |
        <=0             | complete
    """
    for row in rows_of(table):
        nodules = [measure_of(word) for word in row["nodules_percent"].split(", ")]
        assert classify_blazer(nodules) == row["class"], row


def treatments_of(drawing):
    """Treatments in the order of time, drawn as lesion, kind and viable cells in percent."""
    treatments = []
    for position, words in enumerate((drawing or "").split(", ") if drawing else []):
        lesion, kind, viable = words.split()
        percent, sign = number_of(None if viable == "-" else viable)
        treatments.append(
            {
                "lesion_no": int(lesion),
                "operation_no": position + 1,
                "treatment_date": f"2022-0{position + 4}-01",
                "kind": kind,
                "viable_percent": percent,
                "viable_qualifier": sign,
            }
        )
    return treatments


def test_blazer_of_a_patient_pools_the_resected_nodules_with_a_value():
    table = """
        treatments                     | blazer | reason
        -------------------------------+--------+-----------------------
        1 resection 0, 2 resection 100 | minor  |
        1 resection 20, 2 resection -  | major  |
        1 resection 20, 2 rfa -        | major  |
        1 resection 90, 1 resection 0  | minor  |
        1 resection -, 1 resection 10  | major  |
        1 resection -                  |        | viable_cells_missing
        1 resection <5                 |        | viable_cells_uncertain
        1 rfa -                        |        | no_liver_resection
                                       |        | no_liver_resection
    """
    for row in rows_of(table):
        answer = derive_blazer(record(treatments=treatments_of(row["treatments"])))
        assert (answer.value, answer.reason) == (row["blazer"], row["reason"] or ""), row


def test_blazer_shows_every_resected_nodule_with_a_value_or_not():
    answer = derive_blazer(
        record(treatments=treatments_of("1 resection 20, 2 resection -, 3 rfa -"))
    )
    shown = [item.value for item in answer.inputs if item.column == "viable_percent"]
    assert shown == [20, None]


def test_blazer_is_open_when_the_first_of_two_resections_of_a_nodule_has_no_day():
    first, second = treatments_of("1 resection 0, 1 resection 90")
    answer = derive_blazer(record(treatments=[{**first, "treatment_date": None}, second]))
    assert (answer.value, answer.reason) == (None, "day_missing")


def operations_of(drawing):
    """Rectal operations in the order of time, drawn as procedure, scale and grade."""
    operations = []
    for position, words in enumerate((drawing or "").split(", ") if drawing else []):
        procedure, scale, grade = (None if word == "-" else word for word in words.split())
        operations.append(
            {
                "operation_date": f"2022-0{position + 4}-01",
                "site": "rectum",
                "rectal_procedure": procedure,
                "regression_scale": scale,
                "regression_grade": None if grade is None else int(grade),
            }
        )
    return operations


def test_rodel_is_the_grade_of_the_first_rectal_resection_that_bears_one():
    table = """
        operations                               | rodel | reason
        -----------------------------------------+-------+--------------------
        anterior_resection rodel 0               | 0     |
        anterior_resection rodel 4               | 4     |
        - rodel 3                                | 3     |
        anterior_resection dworak 4              |       | scale_not_rodel
        anterior_resection mandard 1             |       | scale_not_rodel
        anterior_resection ryan 0                |       | scale_not_rodel
        anterior_resection - 3                   |       | scale_not_rodel
        anterior_resection rodel -               |       | grade_missing
        anterior_resection rodel 2, apr rodel 4  | 2     |
        anterior_resection rodel -, apr rodel 4  | 4     |
        anterior_resection dworak 2, apr rodel 4 |       | scale_not_rodel
        local_excision rodel 4                   |       | no_rectal_resection
        local_excision rodel 4, apr rodel 1      | 1     |
        exploration_only - -                     |       | no_rectal_resection
                                                 |       | no_rectal_resection
    """
    for row in rows_of(table):
        answer = derive_rodel(record(operations=operations_of(row["operations"])))
        expected = None if row["rodel"] is None else int(row["rodel"])
        assert (answer.value, answer.reason) == (expected, row["reason"] or ""), row


def test_rodel_without_a_resection_may_wait_for_a_row_held_back():
    assert derive_rodel(record(held_back=["operations"])).reason == "row_held_back"
    assert derive_blazer(record(held_back=["lesion_treatments"])).reason == "row_held_back"


def test_rodel_grade_to_expect_of_a_percentage_of_regression():
    """A.3: none; up to 25 %; up to 50 %; above; no viable cell."""
    table = """
        regression_percent | grade
        -------------------+------
        0                  | 0
        0.5                | 1
        25                 | 1
        25.1               | 2
        50                 | 2
        50.1               | 3
        99.9               | 3
        100                | 4
    """
    for row in rows_of(table):
        assert expected_rodel(float(row["regression_percent"])) == int(row["grade"]), row


def test_rodel_grade_is_expected_of_percentages_only():
    with pytest.raises(ValueError, match="between 0 and 100"):
        expected_rodel(100.5)
