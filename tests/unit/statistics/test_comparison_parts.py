"""Weights, pairs, pooling, imputation, resampling and balance on tables small enough to check."""

from itertools import permutations

import numpy as np
import pytest

from synchronox_core.statistics.balance import compute_balance
from synchronox_core.statistics.bootstrap import build_bootstrap_effect, resample_within
from synchronox_core.statistics.design import Covariate
from synchronox_core.statistics.imputation import impute_covariates
from synchronox_core.statistics.matching import CALIPER, match_pairs
from synchronox_core.statistics.pooling import pool_moments
from synchronox_core.statistics.sandwich import Moments, estimate_moments
from synchronox_core.statistics.weighting import compute_weights


@pytest.mark.parametrize("tilt", ["overlap", "iptw"])
@pytest.mark.parametrize("arms", [2, 4])
def test_derivatives_of_weights_are_those_of_small_changes(tilt, arms):
    generator = np.random.default_rng(1)
    linear = np.column_stack([generator.standard_normal((5, arms - 1)), np.zeros(5)])
    arm = np.array([0, 1, arms - 1, 0, 1])

    def weigh(log_odds):
        odds = np.exp(log_odds)
        return compute_weights(odds / odds.sum(axis=1, keepdims=True), arm, tilt)

    _, slope = weigh(linear)
    for column in range(arms - 1):
        step = np.zeros_like(linear)
        step[:, column] = 1e-6
        expected = (weigh(linear + step)[0] - weigh(linear - step)[0]) / 2e-6
        assert slope[:, column] == pytest.approx(expected, rel=1e-4)


def test_overlap_weight_of_two_arms_is_the_probability_of_the_other():
    e = np.array([[0.3, 0.7], [0.3, 0.7]])
    assert compute_weights(e, np.array([0, 1]), "overlap")[0] == pytest.approx([0.7, 0.3])


def test_pairs_are_as_many_and_as_close_as_can_be():
    generator = np.random.default_rng(5)
    probability = generator.uniform(0.3, 0.6, 9)
    arm = np.array([0] * 4 + [1] * 5)
    pair = match_pairs(probability, arm)
    logit = np.log(probability / (1 - probability))
    limit = CALIPER * np.sqrt((logit[:4].var() + logit[4:].var()) / 2)
    choices = []
    for partners in permutations(range(4, 9), 4):
        gaps = np.abs(logit[:4] - logit[list(partners)])
        kept = gaps <= limit
        choices.append((-kept.sum(), gaps[kept].sum()))
    found = [np.ptp(logit[pair == number]) for number in range(pair.max() + 1)]
    assert (-len(found), sum(found)) == pytest.approx(min(choices))


def test_pairs_do_not_depend_on_the_order_of_patients():
    generator = np.random.default_rng(6)
    probability, arm = generator.uniform(0.2, 0.8, 40), np.repeat([0, 1], 20)
    order = generator.permutation(40)
    there = match_pairs(probability[order], arm[order]) >= 0
    assert (there == (match_pairs(probability, arm) >= 0)[order]).all()


def test_variance_of_two_independent_means_is_the_usual_one():
    values, arm = np.array([1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0]), np.array([0, 0, 0, 0, 1, 1, 1])
    means = np.array([0.75, 1 / 3])
    member = arm[:, None] == np.arange(2)
    influence = member * (values[:, None] - means) * 7 / member.sum(axis=0)
    found = estimate_moments(means, influence, None)
    # p q / n of each arm, with the factor 7 / 6 of the sample.
    expected = np.array([0.75 * 0.25 / 4, (1 / 3) * (2 / 3) / 3]) * 7 / 6
    assert np.diag(found.covariance) == pytest.approx(expected)
    assert found.variances[0] == pytest.approx(expected.sum())


def test_clusters_of_copies_count_once():
    influence = np.array([[1.0, 0.0], [-1.0, 2.0], [0.0, -2.0], [2.0, 1.0], [-2.0, -1.0]])
    once = estimate_moments(np.ones(2), influence, np.arange(5))
    twice = estimate_moments(np.ones(2), np.repeat(influence, 2, axis=0), np.repeat(range(5), 2))
    assert twice.covariance == pytest.approx(once.covariance)
    assert twice.freedom == 4


def test_few_centres_are_no_clusters():
    influence = np.array([[1.0, 0.0], [-1.0, 2.0], [0.0, -2.0], [0.0, 0.0]])
    grouped = estimate_moments(np.ones(2), influence, np.array([0, 0, 1, 1]))
    assert grouped.covariance == pytest.approx(
        estimate_moments(np.ones(2), influence, None).covariance
    )


def test_pooling_follows_rubins_rules():
    draws = [Moments(np.array([m, 0.5]), np.diag([0.02, 0.01]), 1e9) for m in (0.5, 0.6, 0.7)]
    effect = pool_moments(draws)
    # Within 0.03, between 0.01: total 0.03 + 4/3 * 0.01; share 0.3077, 2 / share^2 = 21.125 df.
    assert effect.difference == pytest.approx(0.1)
    assert effect.standard_error == pytest.approx(np.sqrt(0.03 + 0.04 / 3))
    assert effect.ci_high - effect.difference == pytest.approx(
        2.0789 * np.sqrt(0.03 + 0.04 / 3), abs=2e-4
    )


def test_single_data_set_keeps_its_interval():
    effect = pool_moments([Moments(np.array([0.6, 0.5]), np.diag([0.01, 0.0]), 1e9)])
    assert (effect.ci_low, effect.ci_high) == pytest.approx((0.1 - 0.196, 0.1 + 0.196), abs=1e-4)
    assert effect.ratio == pytest.approx(1.2)


def test_imputation_keeps_what_is_known_and_follows_what_predicts():
    generator = np.random.default_rng(3)
    first = generator.standard_normal(400)
    second = 2 * first + 0.1 * generator.standard_normal(400)
    scaled = np.column_stack([first, second])
    # Unknown where the other variable is high: the known are lower by 2.5 in the mean.
    is_unknown = first > 0.5
    scaled[is_unknown, 1] = np.nan
    scaled[:200:2, 1] = second[:200:2]
    completed = impute_covariates(scaled, np.empty((400, 0)), None, np.random.default_rng(1))
    known = ~np.isnan(scaled)
    assert (completed[known] == scaled[known]).all()
    unknown = np.isnan(scaled[:, 1])
    assert completed[unknown, 1].mean() == pytest.approx(second[unknown].mean(), abs=0.25)
    assert np.isin(completed[unknown, 1], scaled[~unknown, 1]).all()


def test_imputation_refuses_a_variable_known_in_nobody():
    with pytest.raises(ValueError, match="known in nobody"):
        impute_covariates(np.full((4, 1), np.nan), np.empty((4, 0)), None, np.random.default_rng(1))


def test_resample_keeps_the_size_of_each_centre():
    centre = np.array([3, 1, 1, 3, 2, 3])
    rows = resample_within(centre, np.random.default_rng(1))
    assert sorted(centre[rows].tolist()) == [1, 1, 2, 3, 3, 3]


def test_bootstrap_interval_is_withheld_when_many_resamples_fail():
    effect = pool_moments([Moments(np.array([0.6, 0.5]), np.diag([0.01, 0.01]), 1e9)])
    replicates = np.column_stack([np.tile([0.5, 0.7], 50), np.full(100, 0.5)])
    centre = np.repeat(np.arange(10), 5)
    told = build_bootstrap_effect(effect, replicates, centre)
    # Variance 0.01 * 100 / 99, times 50 / (50 - 10) for ten centres of five; t of 9 df: 2.2622.
    error = np.sqrt(0.01 * 100 / 99 * 50 / 40)
    assert told.standard_error == pytest.approx(error)
    assert told.ci_high == pytest.approx(0.1 + 2.2622 * error, abs=1e-4)
    assert told.ratio == pytest.approx(1.2)
    replicates[:10] = np.nan
    assert np.isnan(build_bootstrap_effect(effect, replicates, centre).ci_low)


def test_bootstrap_within_centres_of_one_patient_tells_no_interval():
    effect = pool_moments([Moments(np.array([0.6, 0.5]), np.diag([0.01, 0.01]), 1e9)])
    told = build_bootstrap_effect(effect, np.tile([0.6, 0.5], (50, 1)), np.arange(20))
    assert np.isnan([told.standard_error, told.ci_low, told.ratio_ci_high]).all()


def test_standardised_difference_is_worked_by_hand():
    values = np.array([1.0, 3.0, 2.0, 4.0])
    found = compute_balance(
        (Covariate("size", values),), values[:, None], np.array([0, 0, 1, 1]), np.ones(4)
    )
    # Means 2 and 3, variance 1 in both arms; band 1.96 * sqrt(1/2 + 1/2).
    assert found[0].before == pytest.approx(1)
    assert found[0].after == pytest.approx(1)
    assert found[0].band == pytest.approx(1.96, abs=1e-3)


def test_weights_that_equalise_the_means_leave_no_difference():
    values = np.array([1.0, 3.0, 2.0, 4.0])
    weights = np.array([1.0, 1.0, 1.0, 0.0])
    found = compute_balance(
        (Covariate("size", values),), values[:, None], np.array([0, 0, 1, 1]), weights
    )
    assert found[0].after == pytest.approx(0)
