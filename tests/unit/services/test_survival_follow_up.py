"""When patients come under observation, when it ends and why: rows drawn by hand."""

import pandas as pd
import pytest

from synchronox_core.services.survival.endpoints import build_follow_up

MONTH = 365.25 / 12
PATIENT = {
    "patient_id": "P1",
    "group": "all",
    "centre_id": "C01",
    "cohort": "retrospective",
    "inclusion_days": 900,
    "decision_days": 100,
    "horizon_days": 548,
    "days": 700,
    "event": 0,
    "reason": "last_news",
    "status": "not_achieved",
    "status_code": "N2",
    "complete_days": None,
    "second_days": None,
    "second_stop_days": None,
    "second_stop": None,
}


def followed(endpoint, origin="folfirinox", **changes):
    frame = pd.DataFrame([{**PATIENT, **changes}])
    return build_follow_up(endpoint, frame, origin).iloc[0]


def test_retrospective_patients_are_observed_from_the_first_folfirinox():
    row = followed("os")
    assert (row.entry_months, row.cause, row.reason) == (0, 0, "last_news")
    assert row.months == pytest.approx(700 / MONTH)
    assert row.is_known


@pytest.mark.parametrize("cohort", ["prospective", "unknown"])
def test_other_patients_are_observed_from_their_inclusion(cohort):
    assert followed("os", cohort=cohort, inclusion_days=60).entry_months == pytest.approx(
        60 / MONTH
    )
    assert followed("os", cohort=cohort, inclusion_days=-5).entry_months == 0


@pytest.mark.parametrize("days", [60, 61])
def test_inclusion_at_or_after_the_end_is_refused_with_its_reason(days):
    row = followed("os", cohort="prospective", inclusion_days=days, days=60, event=1)
    assert (row.is_known, row.reason) == (False, "entered_after_end")


def test_prospective_patient_without_day_of_inclusion_is_left_out():
    row = followed("os", cohort="prospective", inclusion_days=None)
    assert (row.is_known, row.reason) == (False, "inclusion_missing")


def test_unknown_outcome_keeps_its_reason():
    row = followed("os", days=None, event=None, reason="death_date_missing")
    assert (row.is_known, row.reason) == (False, "death_date_missing")
    assert followed("os", days=None, event=None, reason=None).reason == "outcome_missing"


def test_unknown_outcome_is_told_before_an_unknown_start():
    unknown = {"days": None, "event": None, "reason": "t0_missing", "inclusion_days": None}
    assert followed("os", cohort="prospective", **unknown).reason == "t0_missing"


def test_clock_of_strategies_starts_at_the_decision():
    row = followed("os", "decision", cohort="prospective", inclusion_days=130)
    assert row.months == pytest.approx(600 / MONTH)
    assert row.entry_months == pytest.approx(30 / MONTH)
    assert followed("os", "decision", decision_days=None).reason == "decision_missing"
    assert followed("os", "decision", decision_days=701).reason == "ended_before_decision"


def test_death_without_progression_censors_or_competes():
    dead = {"event": 0, "reason": "censored_at_death"}
    assert followed("pfs", **dead).cause == 0
    assert followed("progression", **dead).cause == 2
    assert followed("progression", event=1, reason=None).cause == 1
    assert followed("progression").cause == 0


@pytest.mark.parametrize(
    ("changes", "days", "cause"),
    [
        ({"status": "achieved", "status_code": "A1", "complete_days": 300}, 300, 1),
        ({"status": "achieved", "status_code": "A2", "complete_days": 640}, 640, 1),
        ({"event": 1, "days": 400, "status_code": "N1"}, 400, 2),
        ({"event": 1, "days": 548, "status_code": "N1"}, 548, 2),
        ({"event": 1, "days": 600}, 548, 3),
        ({}, 548, 3),
        ({"days": 500}, 500, 3),
        ({"status": "pending", "status_code": "W1", "days": 200}, 200, 0),
        ({"status": "not_evaluable", "status_code": "E1", "days": 200}, 200, 0),
    ],
)
def test_course_of_treatment_ends_with_success_death_or_month_18(changes, days, cause):
    row = followed("complete_treatment", **changes)
    assert row.months == pytest.approx(18 * days / 548)
    assert (row.cause, row.is_known) == (cause, True)


def test_course_that_cannot_be_evaluated_is_left_out_with_its_code():
    row = followed("complete_treatment", status="not_evaluable", status_code="E2")
    assert (row.is_known, row.reason) == (False, "E2")


@pytest.mark.parametrize(
    ("changes", "days", "cause", "reason"),
    [
        ({"second_days": 548}, 548, 1, None),
        ({"second_days": 549}, 548, 0, "late_second_site"),
        (
            {"second_stop": "death", "second_stop_days": 300, "event": 1, "days": 300},
            300,
            2,
            "death",
        ),
        ({"second_stop": "progression", "second_stop_days": 200}, 200, 3, "progression"),
        ({"second_stop": "refused", "second_stop_days": 200}, 200, 3, "refused"),
        ({"second_stop": "complete_response", "second_stop_days": 90}, 90, 4, "complete_response"),
        ({"second_stop": "under_way", "days": 200}, 200, 0, "under_way"),
        ({"second_stop": "lost", "days": 200}, 200, 0, "lost"),
        ({"second_stop": "no_reason", "event": 1, "days": 600}, 548, 0, "no_reason"),
        ({"second_stop": "no_reason", "days": 500}, 500, 0, "no_reason"),
    ],
)
def test_way_to_the_second_site_ends_at_its_treatment_a_stop_or_month_18(
    changes, days, cause, reason
):
    row = followed("second_site", **changes)
    assert row.months == pytest.approx(18 * days / 548)
    assert (row.cause, row.is_known) == (cause, True)
    assert cause == 1 or row.reason == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"second_stop": "unknown"}, "unknown"),
        ({"second_stop": "day_missing"}, "day_missing"),
        ({"second_stop": "under_way", "days": None, "reason": "last_news_missing"},
         "last_news_missing"),
    ],
)  # fmt: skip
def test_way_to_the_second_site_that_is_not_known_is_left_out_with_its_reason(changes, reason):
    row = followed("second_site", **changes)
    assert (row.is_known, row.reason) == (False, reason)
