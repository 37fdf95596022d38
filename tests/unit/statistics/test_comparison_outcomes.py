"""Arm values from weighted patients: by hand, and their derivatives by small changes."""

import numpy as np
import pytest

from synchronox_core.statistics.censoring import estimate_censoring_weights
from synchronox_core.statistics.outcomes import BinaryOutcome, TimeOutcome
from tests.lib.strategy_cohorts import settle_at_once

EVERYBODY = np.ones((6, 1), dtype=bool)
MONTHS = np.array([2.0, 3.0, 3.0, 5.0, 8.0, 9.0])
CAUSE = np.array([1, 2, 1, 0, 1, 0])


def assert_derivatives(outcome, weights, members):
    found = outcome.estimate_means(weights, members)
    for row in range(len(weights)):
        step = np.zeros(len(weights))
        step[row] = 1e-6
        above = outcome.estimate_means(weights + step, members).means
        below = outcome.estimate_means(weights - step, members).means
        expected = len(weights) * (above - below) / 2e-6
        assert found.sensitivity[row] == pytest.approx(expected, abs=1e-5)


def test_share_is_weighted():
    outcome = settle_at_once(np.array([1.0, 0.0, 1.0, 0.0]))
    members = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=bool)
    assert outcome.estimate_means(np.array([3.0, 1.0, 1.0, 1.0]), members).means == pytest.approx(
        [0.75, 0.5]
    )


def test_restricted_mean_is_the_area_worked_by_hand():
    # Deaths at 2 and 4 of four patients: S = 1, 0.75 from 2, 0.5 from 4; area to 6 = 2 + 1.5 + 1.
    outcome = TimeOutcome(
        np.array([2.0, 4.0, 7.0, 7.0]), np.array([1, 1, 0, 0]), 6.0, "restricted_mean"
    )
    found = outcome.estimate_means(np.ones(4), np.ones((4, 1), dtype=bool))
    assert found.means[0] == pytest.approx(4.5)


def test_restricted_mean_beyond_the_last_patient_is_not_told():
    outcome = TimeOutcome(np.array([2.0, 4.0]), np.array([1, 0]), 6.0, "restricted_mean")
    assert np.isnan(outcome.estimate_means(np.ones(2), np.ones((2, 1), dtype=bool)).means[0])


def test_cumulative_incidence_is_the_one_worked_by_hand():
    # 2: 1/6. 3: S(3-) = 5/6, one event of 5 at risk: + 1/6, S falls by two fifths to 1/2.
    # 8: one event of 2 at risk: + 1/2 * 1/2.
    outcome = TimeOutcome(MONTHS, CAUSE, 10.0, "cumulative_incidence")
    found = outcome.estimate_means(np.ones(6), EVERYBODY)
    assert found.means[0] == pytest.approx(1 / 6 + 1 / 6 + 1 / 4)


@pytest.mark.parametrize("horizon", [4.0, 8.0, 8.5])
def test_derivatives_of_times_are_those_of_small_changes(horizon):
    weights = np.array([1.0, 0.5, 2.0, 1.5, 1.0, 0.7])
    alive = np.where(CAUSE == 2, 0, CAUSE)
    assert_derivatives(TimeOutcome(MONTHS, alive, horizon, "restricted_mean"), weights, EVERYBODY)
    incidence = TimeOutcome(MONTHS, CAUSE, horizon, "cumulative_incidence")
    assert_derivatives(incidence, weights, EVERYBODY)


def test_derivatives_of_a_share_are_those_of_small_changes():
    outcome = BinaryOutcome(
        np.array([1.0, 0.0, np.nan, 1.0, np.nan, 0.0]),
        MONTHS,
        np.array([True, True, False, True, True, True]),
        np.zeros(6, dtype=np.int64),
    )
    assert_derivatives(outcome, np.array([1.0, 0.5, 2.0, 1.5, 1.0, 0.7]), EVERYBODY)


def test_settled_patients_stand_for_those_who_wait():
    months = np.array([1.0, 2.0, 2.0, 4.0, 4.0])
    is_settled = np.array([True, False, True, True, True])
    found = estimate_censoring_weights(months, is_settled, np.zeros(5, dtype=np.int64))
    # One of three at risk is censored at 2 (the one settled that day came first): G = 2/3.
    assert found.weights == pytest.approx([1, 0, 1, 1.5, 1.5])
    assert found.weights.sum() == pytest.approx(5)


def test_strata_have_their_own_censoring():
    months, is_settled = np.array([1.0, 2.0, 1.0, 2.0]), np.array([False, True, True, True])
    found = estimate_censoring_weights(months, is_settled, np.array([0, 0, 1, 1]))
    assert found.weights.tolist() == [0, 2, 1, 1]


def test_influence_through_censoring_is_what_leaving_a_patient_out_does():
    generator = np.random.default_rng(8)
    size = 300
    settles, cut = generator.uniform(4, 18, size), generator.uniform(3, 30, size)
    is_settled = settles <= cut
    values = np.where(is_settled, (settles < 12).astype(float), np.nan)
    stratum = generator.integers(0, 2, size)
    outcome = BinaryOutcome(values, np.minimum(settles, cut), is_settled, stratum)
    members = np.ones((size, 1), dtype=bool)
    found = outcome.estimate_means(np.ones(size), members)
    influence = (found.sensitivity + found.nuisance)[:, 0]
    jackknife = np.array(
        [
            found.means[0]
            - outcome.take(np.arange(size) != row)
            .estimate_means(np.ones(size - 1), members[1:])
            .means[0]
            for row in range(size)
        ]
    )
    assert (size - 1) * jackknife == pytest.approx(influence, abs=0.15)
    assert np.corrcoef(jackknife, influence)[0, 1] > 0.999


def test_assumption_fills_the_not_evaluable_only():
    outcome = BinaryOutcome(
        np.array([1.0, np.nan, np.nan]),
        np.array([9.0, 18.0, 5.0]),
        np.array([True, True, False]),
        np.zeros(3, dtype=np.int64),
    )
    filled = outcome.assume(np.zeros(3)).values
    assert filled[:2].tolist() == [1, 0]
    assert np.isnan(filled[2])
