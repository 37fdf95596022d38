"""Outcomes of a comparison, patient by patient: value, when settled, who cannot enter."""

import numpy as np
import pandas as pd
import pytest

from synchronox_core.services.comparisons.strategy_outcomes import (
    BINARY,
    OUTCOMES,
    build_outcome,
    list_outcome_methods,
)
from synchronox_core.statistics.outcomes import BinaryOutcome

MONTH = 365.25 / 12
DECISION, MONTH_18, LAST_NEWS = 100.0, 548.0, 900.0
PATIENT = {
    "cohort": "retrospective",
    "decision_days": DECISION,
    "horizon_days": MONTH_18,
    "complete_treatment": "not_achieved",
    "complete_treatment_reason": "N2",
    "completion_days": np.nan,
    "os_days": LAST_NEWS,
    "os_event": 0.0,
    "pfs_days": LAST_NEWS,
    "pfs_event": 0.0,
    "second_site_days": np.nan,
    "second_site_state": "not_met",
    "clavien_rectum_30d": None,
    "clavien_liver_30d": None,
    "clavien_rectum_reason": "no_operation",
    "clavien_liver_reason": "no_operation",
}


def outcome_of(name, **changed):
    """Outcome of one patient, and whether that patient can enter."""
    outcome, can_enter = build_outcome(pd.DataFrame([{**PATIENT, **changed}]), name)
    return outcome, bool(can_enter[0])


def binary(name, **changed):
    outcome, _ = outcome_of(name, **changed)
    value = outcome.values[0]
    return None if np.isnan(value) else value, outcome.is_settled[0], outcome.months[0] * MONTH


@pytest.mark.parametrize(
    ("changed", "value", "is_settled", "settled_day"),
    [
        ({"complete_treatment": "achieved", "completion_days": 300.0}, 1, True, 300),
        ({}, 0, True, MONTH_18),
        ({"complete_treatment_reason": "N1", "os_days": 200.0, "os_event": 1.0}, 0, True, 200),
        ({"os_days": 800.0, "os_event": 1.0}, 0, True, MONTH_18),
        ({"complete_treatment": "not_evaluable", "complete_treatment_reason": "E2"},
         None, True, MONTH_18),
        ({"complete_treatment": "not_evaluable", "complete_treatment_reason": "E1",
          "os_days": 250.0}, None, False, 250),
        ({"complete_treatment": "pending", "complete_treatment_reason": "W1",
          "os_days": 260.0}, None, False, 260),
    ],
)  # fmt: skip
def test_complete_treatment_is_settled_by_achievement_death_or_month_18(
    changed, value, is_settled, settled_day
):
    found = binary("complete_treatment", **changed)
    assert found == (value, is_settled, pytest.approx(settled_day - DECISION))


@pytest.mark.parametrize(
    ("changed", "value"),
    [
        ({}, 0),
        ({"clavien_rectum_30d": "IIIa", "clavien_rectum_reason": None}, 1),
        ({"clavien_rectum_30d": "II", "clavien_rectum_reason": None}, 0),
        ({"clavien_rectum_reason": "complications_not_stated"}, None),
        ({"clavien_rectum_reason": "complications_not_stated", "clavien_liver_30d": "V",
          "clavien_liver_reason": None}, 1),
    ],
)  # fmt: skip
def test_severe_morbidity_is_iiia_or_more_at_either_site(changed, value):
    assert binary("severe_morbidity", **changed)[0] == value


def test_severe_morbidity_is_read_30_days_after_the_second_site_whatever_was_found():
    for grade in ("0", "IVa"):
        cells = {"clavien_liver_30d": grade, "second_site_days": 300.0}
        _, is_settled, day = binary("severe_morbidity", **cells)
        assert (is_settled, day) == (True, pytest.approx(330 - DECISION))
        cells = {"clavien_liver_30d": grade, "os_days": 310.0}
        value, is_settled, day = binary("severe_morbidity", **cells)
        assert (value, is_settled, day) == (None, False, pytest.approx(310 - DECISION))


def test_survival_counts_from_the_decision_and_refuses_an_event_before_it():
    outcome, can_enter = outcome_of("os", os_days=DECISION + 12 * MONTH, os_event=1.0)
    assert (outcome.months[0], outcome.cause[0]) == (pytest.approx(12), 1)
    assert can_enter
    assert not outcome_of("pfs", pfs_days=90.0, pfs_event=1.0)[1]
    assert not outcome_of("pfs", pfs_days=DECISION, pfs_event=1.0)[1]
    assert outcome_of("pfs", pfs_days=DECISION, pfs_event=0.0)[1]
    assert not outcome_of("os", os_days=np.nan)[1]


@pytest.mark.parametrize(
    ("changed", "cause", "day"),
    [
        ({"second_site_days": 220.0}, 1, 220),
        ({"os_days": 400.0, "os_event": 1.0}, 2, 400),
        ({}, 0, LAST_NEWS),
    ],
)
def test_second_site_competes_with_death(changed, cause, day):
    outcome, can_enter = outcome_of("second_site", **changed)
    assert (outcome.cause[0], outcome.months[0] * MONTH) == (cause, pytest.approx(day - DECISION))
    assert can_enter


def test_second_site_treated_on_an_unknown_day_cannot_enter():
    assert not outcome_of("second_site", second_site_state="met")[1]


@pytest.mark.parametrize("name", list(OUTCOMES))
def test_the_doubly_robust_method_is_offered_for_outcomes_at_a_horizon_only(name):
    is_binary = isinstance(outcome_of(name)[0], BinaryOutcome)
    assert (name in BINARY) == is_binary
    assert ("augmented" in list_outcome_methods(name)) == is_binary
