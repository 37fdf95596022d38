"""RECIST of a patient: which assessment, which targets, what a missing measure does (R.8).

A scan is written ``timepoint day: lesion=diameter``; ``gone`` has disappeared, ``small`` is too
small to measure, ``?`` has a row without a diameter, ``new40`` is a new lesion of 40 mm. Lesions
1 and 2 are targets unless said.
"""

import pytest

from synchronox_core.endpoints.liver_response import derive_recist, derive_recist_record
from synchronox_core.endpoints.liver_targets import list_target_sums
from tests.lib.ascii_table import rows_of
from tests.lib.records import record

TIMEPOINTS = {
    "base": "baseline",
    "mid": "mid_folfirinox",
    "end": "end_folfirinox",
    "later": "surveillance",
}
MARKS = {
    "gone": {"status": "disappeared"},
    "small": {"status": "too_small"},
    "?": {"status": "measurable"},
}


def read_mark(mark):
    if mark.startswith("new"):
        return {"status": "new", "diameter_mm": float(mark[3:])}
    return MARKS.get(mark) or {"status": "measurable", "diameter_mm": float(mark)}


def patient_with(scans, targets="1 2", **graded):
    """A record of the scans drawn; ``graded`` are cells of the scans at the end of FOLFIRINOX."""
    assessments, measurements, seen = [], [], set()
    for number, scan in enumerate((scans or "").split(","), start=1):
        when, _, sizes = scan.strip().partition(":")
        timepoint, day = when.split()
        cells = graded if timepoint == "end" else {}
        moment = {"timepoint": TIMEPOINTS[timepoint], "assessment_date": f"2022-{day}"}
        assessments.append({"site": "liver", **moment, **cells})
        for size in sizes.split():
            lesion, _, mark = size.partition("=")
            seen.add(int(lesion))
            row = {"lesion_no": int(lesion), "assessment_no": number}
            measurements.append(row | read_mark(mark))
    flagged = {int(number) for number in targets.split()}
    lesions = [
        {"lesion_no": number, "is_target": "yes" if number in flagged else "no"}
        | {"first_seen_date": "2022-01-05"}
        for number in sorted(seen | flagged)
    ]
    return record(lesions=lesions, assessments=assessments, measurements=measurements)


def test_response_compares_the_first_scan_at_the_end_with_the_first_before():
    table = """
        scans                                                              | recist | record
        -------------------------------------------------------------------+--------+-------
        base 01-05: 1=60 2=40, end 06-10: 1=42 2=28                        | PR     |
        base 01-05: 1=60 2=40, end 06-10: 1=40 2=28                        | PR     | PR
        base 01-05: 1=60 2=40, end 06-10: 1=72 2=48                        | PD     |
        base 01-05: 1=60 2=40, end 06-10: 1=60 2=40                        | SD     | SD
        base 01-05: 1=60 2=40, end 06-10: 1=60 2=40, end 07-10: 1=20 2=20  | SD     | SD
        end 07-10: 1=20 2=20, end 06-10: 1=60 2=40, base 01-05: 1=60 2=40  | SD     | SD
        base 01-05: 1=60 2=40, base 01-09: 1=90 2=90, end 06-10: 1=60 2=40 | SD     | SD
        base 01-05: 1=60 2=40, mid 03-10: 1=30 2=20, end 06-10: 1=36 2=24  | PD     | PR
        base 01-05: 1=60 2=40, mid 03-10: 1=30 2=20, end 06-10: 1=35 2=24  | PR     | PR
        base 01-05: 1=60 2=40, mid 03-10: 1=30, end 06-10: 1=36 2=24       | PR     | PR
        base 01-05: 1=60 2=40, end 06-10: 1=60 2=40, later 09-10: 1=9 2=9  | SD     | SD
        base 01-05: 1=60 2=40                                              |        |
        later 09-10: 1=60 2=40                                             |        |
    """
    for row in rows_of(table):
        patient = patient_with(row["scans"])
        assert derive_recist(patient).value == row["recist"], row
        assert derive_recist_record(patient).value == row["record"], row


def test_small_lesion_counts_5_mm_and_a_vanished_one_nothing():
    table = """
        scans                                            | sum
        -------------------------------------------------+-----
        base 01-05: 1=60 2=40, end 06-10: 1=30 2=small   | 35
        base 01-05: 1=60 2=40, end 06-10: 1=30 2=gone    | 30
        base 01-05: 1=60 2=40, end 06-10: 1=gone 2=gone  | 0
        base 01-05: 1=60 2=40, end 06-10: 1=30 2=?       |
        base 01-05: 1=60 2=40, end 06-10: 1=30           |
        base 01-05: 1=60 2=40, end 06-10: 1=30.1 2=0.2   | 30.3
    """
    for row in rows_of(table):
        expected = None if row["sum"] is None else float(row["sum"])
        assert list_target_sums(patient_with(row["scans"]))[-1].sum_mm == expected, row


def test_targets_gone_are_complete_only_when_every_other_lesion_is_known_gone():
    table = """
        scans                                                     | recist | record
        ----------------------------------------------------------+--------+-------
        base 01-05: 1=60 2=40, end 06-10: 1=gone 2=gone           | CR     | CR
        base 01-05: 1=60 2=40 3=8, end 06-10: 1=gone 2=gone 3=gone | CR    | CR
        base 01-05: 1=60 2=40 3=8, end 06-10: 1=gone 2=gone 3=small | PR   | CR
        base 01-05: 1=60 2=40 3=8, end 06-10: 1=gone 2=gone       | PR     | CR
    """
    for row in rows_of(table):
        patient = patient_with(row["scans"])
        assert derive_recist(patient).value == row["recist"], row
        assert derive_recist_record(patient).value == row["record"], row


def test_lesion_first_seen_after_restaging_does_not_spoil_a_complete_response():
    patient = record(
        lesions=[
            {"is_target": "yes", "first_seen_date": "2022-01-05"},
            {"is_target": "no", "first_seen_date": "2022-09-01"},
        ],
        assessments=[
            {"site": "liver", "timepoint": "baseline", "assessment_date": "2022-01-05"},
            {"site": "liver", "timepoint": "end_folfirinox", "assessment_date": "2022-06-10"},
        ],
        measurements=[
            {"lesion_no": 1, "assessment_no": 1, "diameter_mm": 20.0, "status": "measurable"},
            {"lesion_no": 1, "assessment_no": 2, "status": "disappeared"},
        ],
    )
    assert derive_recist(patient).value == "CR"


def test_without_a_flag_the_two_largest_from_10_mm_are_targets():
    table = """
        baseline                | targets
        ------------------------+--------
        1=12 2=30 3=20          | 2 3
        1=12 2=12 3=12          | 1 2
        1=9.9 2=30              | 2
        1=10 2=9                | 1
        1=9 2=small             |
        1=? 2=30                | 2
    """
    for row in rows_of(table):
        patient = patient_with(f"base 01-05: {row['baseline']}", targets="")
        targets = list_target_sums(patient)[0].targets
        assert " ".join(map(str, targets)) == (row["targets"] or ""), row


def test_one_flag_is_enough_to_choose_and_more_than_two_all_count():
    assert list_target_sums(patient_with("base 01-05: 1=12 2=30", targets="1"))[0].targets == (1,)
    three = patient_with("base 01-05: 1=12 2=30 3=20", targets="1 2 3")
    assert list_target_sums(three)[0].sum_mm == 62


@pytest.mark.parametrize(
    ("cells", "recist"),
    [
        ({}, "SD"),
        ({"new_liver_lesion": "no", "non_target_progression": "no"}, "SD"),
        ({"new_liver_lesion": "yes"}, "PD"),
        ({"non_target_progression": "yes"}, "PD"),
    ],
)
def test_new_lesion_or_other_progression_is_progression_for_recist_alone(cells, recist):
    patient = patient_with("base 01-05: 1=60 2=40, end 06-10: 1=60 2=40", **cells)
    assert derive_recist(patient).value == recist
    assert derive_recist_record(patient).value == "SD"


def test_lesion_measured_as_new_is_progression():
    scans = "base 01-05: 1=60 2=40, end 06-10: 1=gone 2=gone 3=new40"
    patient = patient_with(scans)
    assert derive_recist(patient).value == "PD"
    assert derive_recist_record(patient).value == "CR"


def test_category_is_not_evaluable_with_its_reason_unless_something_progresses():
    table = """
        scans                                           | new | recist | reason
        ------------------------------------------------+-----+--------+--------------------
        base 01-05: 1=60 2=40, end 06-10: 1=30          |     | NE     | target_not_measured
        base 01-05: 1=60 2=40, end 06-10: 1=30          | yes | PD     |
        base 01-05: 1=60 2=?, end 06-10: 1=30 2=30      |     | NE     | target_not_measured
        base 01-05: 1=60 2=40, end 06-10:               |     | NE     | target_not_measured
        end 06-10: 1=30 2=30                            |     | NE     | no_baseline_sum
        base 01-05: 1=gone 2=gone, end 06-10: 1=30 2=30 |     | NE     | no_baseline_sum
    """
    for row in rows_of(table):
        answer = derive_recist(patient_with(row["scans"], new_liver_lesion=row["new"]))
        assert (answer.value, answer.reason) == (row["recist"], row["reason"] or ""), row


def test_lesions_all_below_10_mm_are_no_target_and_the_record_says_nothing():
    patient = patient_with("base 01-05: 1=8 2=9, end 06-10: 1=8 2=9", targets="")
    answer = derive_recist(patient)
    assert (answer.value, answer.reason) == ("NE", "no_target")
    answer = derive_recist_record(patient)
    assert (answer.value, answer.reason) == (None, "no_target")


def test_category_of_the_report_is_taken_only_where_no_target_was_measured():
    table = """
        scans                                        | targets | reported | recist
        ---------------------------------------------+---------+----------+-------
        base 01-05: 1=8, end 06-10: 1=8              |         | PR       | PR
        base 01-05:, end 06-10:                      |         | SD       | SD
        base 01-05: 1=60 2=40, end 06-10:            | 1 2     | PR       | PR
        base 01-05: 1=60 2=40, end 06-10: 1=30       | 1 2     | PR       | NE
        base 01-05: 1=60 2=40, end 06-10: 1=60 2=40  | 1 2     | PR       | SD
        end 06-10: 1=30 2=30                         | 1 2     | PR       | NE
    """
    for row in rows_of(table):
        patient = patient_with(
            row["scans"], targets=row["targets"] or "", recist_reported=row["reported"]
        )
        assert derive_recist(patient).value == row["recist"], row
        assert derive_recist_record(patient).reason != "reported_category"


def test_scan_of_the_rectum_is_no_liver_assessment():
    patient = record(
        assessments=[{"site": "rectum", "timepoint": "end_folfirinox"}],
        lesions=[{"is_target": "yes"}],
        measurements=[{"lesion_no": 1, "assessment_no": 1, "diameter_mm": 20.0}],
    )
    assert list_target_sums(patient) == ()
    assert derive_recist(patient).reason == "no_graded_assessment"


def test_held_back_assessment_is_named_where_it_may_be_the_one_that_counts():
    assert derive_recist(record(held_back=["assessments"])).reason == "row_held_back"


def test_answer_names_the_cells_it_rests_on_missing_ones_too():
    inputs = derive_recist(patient_with("base 01-05: 1=60 2=40, end 06-10: 1=30")).inputs
    cells = [
        (cell.table, cell.line, cell.column, cell.value, cell.day and cell.day.isoformat())
        for cell in inputs
    ]
    assert ("assessments", 3, "new_liver_lesion", None, "2022-06-10") in cells
    assert ("lesion_measurements", 2, "diameter_mm", 60.0, "2022-01-05") in cells
    assert ("lesion_measurements", 4, "diameter_mm", 30.0, "2022-06-10") in cells
    assert ("lesion_measurements", 0, "diameter_mm", None, "2022-06-10") in cells
