"""Support of a strategy around a patient, and what became of the nearest patients."""

from math import sqrt
from statistics import median

import numpy as np
import pytest

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.design import list_predictors, scale_predictors
from synchronox_core.prediction.support import LEAST_COMPARABLE, NEAREST, build_cohort
from synchronox_core.prediction.training_data import build_training_data
from tests.lib.prediction_cohorts import KNOWN, members

VALUES = scale_predictors(KNOWN, list_predictors(Moment.RESTAGING))


def cohort_of(everybody):
    data, _ = build_training_data(everybody, Moment.RESTAGING)
    return build_cohort(data, np.random.default_rng(1))


@pytest.fixture(scope="module")
def cohort():
    return cohort_of(members(400, 6))


def test_a_common_strategy_has_support(cohort):
    found = cohort.judge_support(VALUES[None, :])["liver_first"]
    assert found.withheld_because is None
    assert found.comparable >= LEAST_COMPARABLE


def test_propensities_of_the_strategies_add_up(cohort):
    assert sum(
        s.propensity for s in cohort.judge_support(VALUES[None, :]).values()
    ) == pytest.approx(1)


def test_a_strategy_nobody_comparable_had_planned_is_withheld():
    # Rectum-first was only ever planned in class II, and the patient is of class I.
    def plan(m):
        is_one = m.predictors[Moment.RESTAGING].resectability == "I"
        return m._replace(strategy_planned="liver_first") if is_one else m

    support = cohort_of([plan(m) for m in members(400, 6)]).judge_support(VALUES[None, :])
    assert support["rectum_first"].withheld_because is not None
    assert support["liver_first"].withheld_because is None


def test_few_comparable_patients_are_not_counted():
    everybody = members(400, 6)
    rare = [
        m._replace(strategy_planned="adaptive" if number < 3 else "liver_first")
        for number, m in enumerate(everybody)
    ]
    found = cohort_of(rare).judge_support(VALUES[None, :])["adaptive"]
    assert found.withheld_because == "comparable"
    assert found.comparable in (0, None)


def test_a_patient_is_not_compared_with_itself(cohort):
    first = str(cohort.data.patient[0])
    values = cohort.completed[0]
    assert cohort.data.patient[cohort.rank(values)[0][0]] == first
    assert first not in cohort.without(first).data.patient
    assert cohort.without("nobody") is cohort


def test_outcomes_of_the_nearest_add_up_or_are_withheld(cohort):
    for values in cohort.completed[:50]:
        found = cohort.summarise_nearest(values)
        told = (found.achieved, found.not_achieved)
        assert told == (None, None) or sum(told) == NEAREST
        assert not any(0 < (count or 0) < 5 for count in (*told, *found.by_strategy.values()))
        assert list(found.by_strategy.values()).count(None) != 1


def test_distances_are_those_of_the_ranking_in_standard_deviations(cohort):
    values = cohort.completed[0]
    gaps = cohort.completed - values
    expected = sorted(sqrt(gap @ cohort.precision @ gap / len(gap)) for gap in gaps)
    found = cohort.summarise_nearest(values)
    assert found.farthest == pytest.approx(expected[NEAREST - 1])
    assert found.middle == pytest.approx(median(expected))
