"""What the board knew on the day of its decision: later rows change nothing."""

import pytest

from synchronox_core.endpoints.decision import (
    DECISION_COLUMNS,
    KNOWN_COLUMNS,
    derive_decision,
)
from synchronox_core.endpoints.predictors import Moment, derive_predictors
from synchronox_core.protocol.answers import State
from synchronox_core.protocol.vocabulary import Reason
from tests.lib.records import record

DECIDED = {"strategy_planned": "liver_first", "strategy_decided_on": "2022-05-10"}
BEFORE = {
    "lesions": [{"first_seen_date": "2022-01-02", "segments": "II", "is_target": "yes"}],
    "assessments": [
        {"assessment_date": "2022-01-05", "site": "liver", "timepoint": "baseline"},
        {"assessment_date": "2022-05-02", "site": "liver", "timepoint": "end_folfirinox"},
        {"assessment_date": "2022-04-02", "site": "rectum", "ymrtrg": 4},
        {"assessment_date": "2022-05-02", "site": "rectum", "ymrtrg": 3},
    ],
    "measurements": [
        {"lesion_no": 1, "assessment_no": 1, "diameter_mm": 40.0, "status": "measurable"},
        {"lesion_no": 1, "assessment_no": 2, "diameter_mm": 20.0, "status": "measurable"},
    ],
    "chemotherapy": [
        {
            "phase": "induction",
            "regimen": "folfirinox",
            "start_date": "2022-01-10",
            "end_date": "2022-04-20",
            "n_cycles": 6,
        }
    ],
}
AFTER = {
    "assessments": [
        {"assessment_date": "2022-06-02", "site": "rectum", "ymrtrg": 1},
        {"assessment_date": "2022-06-02", "site": "liver", "timepoint": "end_folfirinox"},
    ],
    "measurements": [
        {"lesion_no": 1, "assessment_no": 6, "diameter_mm": 90.0, "status": "measurable"}
    ],
    "chemotherapy": [
        {
            "phase": "induction",
            "regimen": "folfirinox",
            "start_date": "2022-05-20",
            "end_date": "2022-06-20",
            "n_cycles": 2,
        }
    ],
}


def known(tables, patient=DECIDED):
    answers = derive_decision(record(patient=patient, **tables))
    return {column: answers[column].value for column in KNOWN_COLUMNS}


def path(**tables):
    answers = derive_decision(record(patient={**DECIDED, **tables.pop("patient", {})}, **tables))
    return answers["first_site"].value, answers["interruption_days"].value


def test_response_grade_and_cycles_are_those_of_the_day():
    # 40 mm to 20 mm is a partial response; the later of two MRI counts.
    assert known(BEFORE) == {
        "decision_recist": "PR",
        "decision_mri_grade": 3,
        "decision_cycles": 6,
    }


@pytest.mark.parametrize(
    ("row", "grade"),
    [
        ({"assessment_date": "2022-05-09", "site": "rectum", "ymrtrg": None}, None),
        ({"assessment_date": "2022-05-10", "site": "rectum", "ymrtrg": 2}, 2),
        ({"assessment_date": "2022-05-11", "site": "rectum", "ymrtrg": None}, 3),
        ({"assessment_date": None, "site": "rectum", "ymrtrg": 1}, 3),
        ({"assessment_date": "2022-05-09", "site": "liver", "ymrtrg": None}, 3),
        ({"assessment_date": "2022-05-09", "site": None, "ymrtrg": None}, None),
        ({"assessment_date": "2022-05-09", "site": None, "ymrtrg": 3}, 3),
    ],
    ids=["latest ungraded", "that day", "next day", "no day", "liver", "no site", "same grade"],
)
def test_mri_grade_is_that_of_the_latest_rectal_assessment_graded_or_not(row, grade):
    # The grade before it is 3, on 2022-05-02; the board decides on 2022-05-10.
    patient = record(patient=DECIDED, assessments=[*BEFORE["assessments"], row])
    assert derive_decision(patient)["decision_mri_grade"].value == grade
    assert derive_predictors(patient, Moment.RESTAGING).ymrtrg == grade


def test_baseline_assessment_alone_gives_no_mri_grade():
    baseline = {"assessment_date": "2022-01-05", "site": "rectum", "timepoint": "baseline"}
    patient = record(patient=DECIDED, assessments=[{**baseline, "ymrtrg": 4}])
    answer = derive_decision(patient)["decision_mri_grade"]
    assert (answer.value, answer.reason) == (None, Reason.NO_RESPONSE_ASSESSMENT)


def test_rows_dated_after_the_decision_change_nothing_known():
    both = {**BEFORE, **{table: BEFORE[table] + rows for table, rows in AFTER.items()}}
    assert known(both) == known(BEFORE)


def test_later_board_knows_the_later_rows():
    both = {**BEFORE, **{table: BEFORE[table] + rows for table, rows in AFTER.items()}}
    later = {**DECIDED, "strategy_decided_on": "2022-07-01"}
    assert known(both, later)["decision_mri_grade"] == 1
    assert known(both, later)["decision_cycles"] == 8


def test_cycles_of_a_course_that_goes_on_are_not_told_apart():
    course = {**BEFORE["chemotherapy"][0], "end_date": "2022-06-01"}
    assert known({"chemotherapy": [course]})["decision_cycles"] is None


def test_without_the_day_nothing_is_known_and_the_reason_says_so():
    answers = derive_decision(record(patient={"strategy_planned": "adaptive"}, **BEFORE))
    assert tuple(answers) == DECISION_COLUMNS
    assert {answer.reason for answer in answers.values()} == {Reason.DECISION_DAY_MISSING}
    assert {answer.value for answer in answers.values()} == {None}


@pytest.mark.parametrize("table", ["assessments", "chemotherapy"])
def test_row_held_back_leaves_what_rests_on_it_unknown(table):
    column = "decision_mri_grade" if table == "assessments" else "decision_cycles"
    answer = derive_decision(record(patient=DECIDED, held_back=[table], **BEFORE))[column]
    assert (answer.value, answer.state) == (None, State.UNDETERMINABLE)


@pytest.mark.parametrize(
    ("operations", "site"),
    [
        ([("2022-06-01", "liver"), ("2022-09-01", "rectum")], "liver"),
        ([("2022-09-01", "liver"), ("2022-06-01", "rectum")], "rectum"),
        ([("2022-06-01", "both")], "both"),
        ([("2022-06-01", "liver"), ("2022-06-01", "rectum")], "both"),
        ([], None),
    ],
)
def test_first_site_is_that_of_the_first_day_of_treatment(operations, site):
    rows = [{"operation_date": day, "site": where} for day, where in operations]
    assert path(operations=rows)[0] == site


def test_exploration_treats_no_site():
    explored = {
        "operation_date": "2022-06-01",
        "site": "liver",
        "liver_procedure": "exploration_only",
    }
    assert path(operations=[explored])[0] is None


def test_treatment_without_a_day_leaves_the_first_site_unknown():
    rows = [
        {"operation_date": "2022-06-01", "site": "liver"},
        {"operation_date": None, "site": "rectum"},
    ]
    answer = derive_decision(record(patient=DECIDED, operations=rows))["first_site"]
    assert (answer.value, answer.reason) == (None, Reason.DAY_MISSING)


def test_interruption_is_the_first_death_progression_or_contraindication_after_the_decision():
    # 2022-01-10 is time zero: 2022-05-01 is before the decision, 2022-06-09 is day 150.
    events = [
        {"event_date": "2022-05-01", "event_type": "progression", "event_site": "liver"},
        {"event_date": "2022-08-01", "event_type": "progression", "event_site": "liver"},
    ]
    found = {
        "operation_date": "2022-06-09",
        "site": "liver",
        "liver_procedure": "exploration_only",
        "contraindication_found": "yes",
    }
    assert path(events=events, operations=[found])[1] == 150
    death = {"vital_status": "dead", "death_date": "2022-06-09"}
    assert path(events=events, patient=death)[1] == 150
    assert path(events=events[:1])[1] is None
