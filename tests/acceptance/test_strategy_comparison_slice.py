"""A fixed slice of the simulations: estimators find the known truth, the naive one does not."""

import numpy as np
import pytest

from tests.simulations import strategy_comparison, strategy_emulation

REPLICATIONS = 40


@pytest.fixture(scope="module")
def results():
    seeds = range(REPLICATIONS)
    return [strategy_comparison.replicate("effect", ("analytic",), seed) for seed in seeds]


@pytest.fixture(scope="module")
def truths():
    return strategy_comparison.compute_truths(strategy_comparison.SCENARIOS["effect"], 50_000)


@pytest.mark.parametrize("method", strategy_comparison.METHODS)
@pytest.mark.parametrize("contrast", strategy_comparison.CONTRASTS)
def test_estimator_is_near_its_own_truth(results, truths, contrast, method):
    effects = [result[(*contrast, method, "analytic")] for result in results]
    errors = np.array([effect.difference for effect in effects]) - truths[contrast, method]
    # The bias allowed in full, and three standard errors of a mean of so few replications.
    chance = 3 * errors.std(ddof=1) / np.sqrt(REPLICATIONS)
    assert abs(errors.mean()) <= strategy_comparison.MOST_BIAS + chance
    covering = [e.ci_low <= truths[contrast, method] <= e.ci_high for e in effects]
    assert sum(covering) >= 33  # of 40: four standard errors under 0.95


def test_naive_comparison_with_simultaneous_is_far_off(results, truths):
    contrast = ("liver_first", "simultaneous")
    found = [result[(*contrast, "naive", "analytic")].difference for result in results]
    assert np.mean(found) - truths[contrast, "naive"] < -0.10


def test_clones_are_nearer_to_the_truth_than_labels():
    truth = strategy_emulation.compute_truth(50_000)
    found = np.array([strategy_emulation.replicate(seed)[:2] for seed in range(12)])
    errors = np.abs(found.mean(axis=0) - truth)
    assert errors[0] < 0.09  # the bias allowed, and three standard errors of twelve
    assert errors[1] > errors[0]
