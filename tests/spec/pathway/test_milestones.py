"""Steps of curative treatment: days from the first FOLFIRINOX, or why a step is not reached.

Paths are drawn as for the primary endpoint (``tests/lib/paths.py``): t0 is 2022-01-10, month 18
is 2023-07-10, the data cut 2025-12-31 unless drawn. Days were counted on a calendar.
"""

import pytest

from synchronox_core.endpoints.complete_treatment import derive_complete_treatment
from synchronox_core.endpoints.milestones import MILESTONE_COLUMNS, STOP_COLUMN, derive_milestones
from synchronox_core.protocol.answers import State, yes_or_no
from synchronox_core.protocol.settings import ProtocolSettings
from tests.lib.ascii_table import rows_of
from tests.lib.paths import R0_LIVER, R0_RECTUM, draw_path
from tests.lib.records import record

LITERAL = ProtocolSettings()
SHORT = {
    "R0": R0_RECTUM,
    "R1": "2022-06-01 apr 0 20",
    "late": "2023-09-01 apr 5 20",
    "undated": "? apr 5 20",
    "both": "2022-10-01 apr 5 20",
    "explored": "2022-03-01 exploration_only ? ?",
    "excised": "2022-06-01 local_excision ? ?",
}
EVENTS = {
    "blocked": "progression_preventing_resection",
    "palliative": "palliative_decision",
    "refused": "treatment_refused",
}
COLUMNS = {"first": "first_site_days", "second": "second_site_days", "done": "completion_days"}


def steps_of(patient, *, eligible=True):
    treatment = derive_complete_treatment(patient, LITERAL, yes_or_no(eligible))
    return derive_milestones(patient, LITERAL, treatment)


def told(answer):
    """Days of a step, ``?`` when they are missing, or the code of why it is not reached."""
    if answer.state is State.MET:
        return "?" if answer.value is None else str(answer.value)
    return answer.reason or "none"


def assert_steps(drawing):
    for row in rows_of(drawing):
        path = {"seen": "1 2022-01-03 measured", **row}
        path["rectum"] = SHORT.get(row["rectum"])
        path["liver"] = R0_LIVER if row["liver"] else None
        if row.get("events"):
            path["events"] = ", ".join(
                f"{day} {EVENTS.get(event, event)}"
                for day, event in (group.split() for group in row["events"].split(","))
            )
        answers = steps_of(draw_path(path))
        drawn = {name: row[name] for name in COLUMNS if name in row}
        assert {name: told(answers[COLUMNS[name]]) for name in drawn} == drawn, row


def test_both_sites_treated_give_the_day_of_each_step():
    assert_steps("""
        rectum   | liver | first | second    | done
        R0       | R0    | 142   | 264       | 264
        R1       | R0    | 142   | 264       | not_curative
        both     | R0    | 264   | 264       | 264
        explored | R0    | 264   | no_reason | no_reason
        excised  | R0    | 142   | 264       | not_curative
        undated  | R0    | ?     | ?         | unknown
        late     | R0    | 264   | 599       | late
    """)


def test_a_step_not_reached_tells_the_first_fact_since_the_last_step():
    assert_steps("""
        rectum | liver | events                | died       | first       | second
        R0     |       | 2022-09-01 blocked    |            | 142         | progression
        R0     |       | 2022-09-01 palliative |            | 142         | palliative
        R0     |       | 2022-09-01 refused    |            | 142         | refused
        R0     |       |                       | 2022-09-01 | 142         | death
        R0     |       | 2022-08-01 blocked    | 2022-09-01 | 142         | progression
        R0     |       | 2022-03-01 refused    | 2022-09-01 | 142         | death
        R0     |       | 2022-09-01 recurrence |            | 142         | no_reason
        R0     |       | 2023-07-10 palliative |            | 142         | palliative
        R0     |       | 2023-07-11 palliative |            | 142         | no_reason
               |       | 2022-03-01 blocked    |            | progression | progression
               |       |                       | 2022-03-01 | death       | death
    """)


def test_nobody_has_stopped_who_may_still_go_on():
    assert_steps("""
        rectum | liver | events             | news       | cut        | second    | done
        R0     |       |                    | 2022-06-10 | 2023-07-09 | under_way | under_way
        R0     |       |                    |            | 2023-07-10 | no_reason | no_reason
        R0     |       | 2022-09-01 refused |            | 2022-08-31 | under_way | under_way
        R0     |       | 2022-09-01 refused |            | 2022-09-01 | refused   | refused
        R0     | R0    |                    |            | 2022-09-30 | under_way | under_way
    """)


def test_a_patient_without_news_near_month_18_is_lost():
    assert_steps("""
        rectum | liver | news       | second    | done
        R0     |       | 2023-06-09 | lost      | lost
        R0     |       | 2023-06-10 | no_reason | no_reason
    """)


def test_a_complete_response_stands_for_the_second_site_once_the_liver_is_treated():
    assert_steps("""
        rectum | liver | exams                                    | cut        | second            | done
               | R0    | 2022-06-01 complete                      | 2023-01-31 | complete_response | under_way
               | R0    | 2022-06-01 complete, 2023-06-01 negative | 2023-12-31 | complete_response | 507
               |       | 2022-06-01 complete, 2023-06-01 negative | 2023-12-31 | no_reason         | no_reason
    """)  # noqa: E501 (a drawn table)


def test_a_fact_before_the_complete_response_tells_more():
    assert_steps("""
        rectum | liver | exams               | events                | second            | done
               | R0    | 2022-12-01 complete | 2022-11-01 refused    | refused           | refused
               | R0    | 2022-06-01 complete | 2022-12-01 regrowth   | complete_response | regrowth
    """)


def test_a_row_that_cannot_be_read_leaves_a_step_unknown():
    assert_steps("""
        rectum | liver | held              | events             | first   | second    | done
        R0     |       | operations        |                    | 142     | unknown   | unknown
        R0     |       | lesion_treatments |                    | 142     | unknown   | unknown
               |       | events            |                    | unknown | unknown   | unknown
        R0     |       | operations        | 2022-09-01 refused | 142     | refused   | refused
        R0     |       | chemotherapy      |                    | 142     | no_reason | no_reason
    """)


def test_a_contraindication_found_at_an_operation_ends_the_way():
    patient = record(
        patient={"vital_status": "alive", "last_news_date": "2025-12-31"},
        operations=[
            {"operation_date": "2022-06-01", "site": "liver", "liver_procedure": "minor_resection"},
            {
                "operation_date": "2022-09-01",
                "site": "rectum",
                "rectal_procedure": "exploration_only",
                "contraindication_found": "yes",
            },
        ],
    )
    assert told(steps_of(patient)["second_site_days"]) == "contraindication"


def test_restaging_decision_and_radiotherapy_take_their_first_day():
    patient = record(
        as_of="2022-12-31",
        patient={"strategy_decided_on": "2022-05-02", "vital_status": "alive"},
        assessments=[
            {"timepoint": "end_folfirinox", "site": "liver", "assessment_date": "2022-04-25"},
            {"timepoint": "end_folfirinox", "site": "rectum", "assessment_date": "2022-04-20"},
            {"timepoint": "baseline", "site": "liver", "assessment_date": "2022-01-02"},
        ],
        radiotherapy=[{"start_date": "2022-05-16"}],
    )
    steps = {name: told(answer) for name, answer in steps_of(patient).items()}
    assert steps == {
        "restaging_days": "100",
        "decision_days": "112",
        "radiotherapy_days": "126",
        "first_site_days": "under_way",
        "second_site_days": "under_way",
        "completion_days": "under_way",
        "second_site_stop_days": "under_way",
    }


def test_a_step_passed_over_is_not_recorded_and_not_missed():
    patient = draw_path({})
    steps = steps_of(patient)
    assert told(steps["restaging_days"]) == told(steps["decision_days"]) == "not_recorded"
    assert told(steps["radiotherapy_days"]) == "none"


def test_a_patient_outside_the_analysis_set_has_no_completion():
    assert told(steps_of(draw_path({}), eligible=False)["completion_days"]) == "not_eligible"


def test_a_death_without_its_day_leaves_the_steps_unknown():
    patient = record(as_of="2022-12-31", patient={"vital_status": "dead"})
    assert told(steps_of(patient)["first_site_days"]) == "unknown"


def test_the_stop_before_the_second_site_has_the_day_of_its_first_fact():
    # From 2022-01-10 to 2022-11-01 are 295 days, to 2022-12-01 are 325.
    path = {"liver": R0_LIVER, "rectum": None, "died": "2022-12-01"}
    blocked = {**path, "events": "2022-11-01 progression_preventing_resection"}
    for drawn, days, reason in ((blocked, 295, "progression"), (path, 325, "death")):
        stop = steps_of(draw_path(drawn))["second_site_stop_days"]
        assert (stop.state, stop.value, stop.reason) == (State.MET, days, reason)


def test_a_second_site_treated_after_all_has_no_stop():
    path = {"liver": R0_LIVER, "rectum": R0_RECTUM, "events": "2022-06-15 palliative_decision"}
    stop = steps_of(draw_path(path))["second_site_stop_days"]
    assert (stop.state, stop.value, stop.reason) == (State.NOT_MET, None, "")


def test_no_reason_on_record_is_no_stop():
    path = {"liver": R0_LIVER, "rectum": None}
    stop = steps_of(draw_path(path))["second_site_stop_days"]
    assert (stop.state, stop.reason) == (State.NOT_MET, "no_reason")


@pytest.mark.parametrize("column", [*MILESTONE_COLUMNS, STOP_COLUMN])
def test_without_a_day_zero_no_step_is_determinable(column):
    answer = steps_of(record(t0=None))[column]
    assert (answer.state, answer.reason) == (State.UNDETERMINABLE, "t0_missing")
