"""The laws of counts against scipy.stats, which computes them by other routines."""

import numpy as np
import pytest
from scipy import stats

from synchronox_core.statistics.count_laws import (
    compute_binomial_mid_p,
    compute_binomial_tail,
    compute_hypergeometric_mid_p,
    find_binomial_quantile,
    find_poisson_quantile,
)

PLACES = 1e-9
LEVELS = (0.001, 0.025, 0.5, 0.975, 0.999)


def two_sided(law, events):
    half = law.pmf(events) / 2
    return 2 * np.minimum(law.cdf(events) - half, law.sf(events) + half)


@pytest.mark.parametrize(
    "patients", [[10, 10], [0, 1, 9, 40], [62, 100, 9, 238, 141], [1, 99_999], [180] * 500]
)
@pytest.mark.parametrize("rate", [0.0, 0.003, 0.2, 0.9, 1.0])
def test_hypergeometric_mid_p_is_that_of_scipy(patients, rate):
    groups = np.array(patients)
    events = np.random.default_rng(7).binomial(groups, rate)
    everybody, all_events = int(groups.sum()), int(events.sum())
    law = stats.hypergeom(everybody, all_events, groups)
    found = compute_hypergeometric_mid_p(events, groups, all_events, everybody)
    assert found == pytest.approx(two_sided(law, events), rel=PLACES)


def test_hypergeometric_mid_p_keeps_its_figures_far_out():
    # All 100 events in the 100 patients of one group: that one draw, halved and doubled.
    found = compute_hypergeometric_mid_p(np.array([100, 0]), np.array([100, 99_900]), 100, 100_000)
    one = stats.hypergeom(100_000, 100, 100).pmf(100)
    assert found == pytest.approx([one, one], rel=1e-8, abs=0)


@pytest.mark.parametrize("total", [0, 1, 12, 3_000, 200_000])
def test_binomial_mid_p_is_that_of_scipy(total):
    shares = np.array([0.0, 0.0004, 0.0996, 0.4, 0.5])
    events = np.random.default_rng(7).multinomial(total, shares)
    expected = two_sided(stats.binom(total, shares), events)
    assert compute_binomial_mid_p(events, total, shares) == pytest.approx(expected, rel=PLACES)


def test_binomial_mid_p_of_one_centre_that_has_everything_is_one():
    assert compute_binomial_mid_p(np.array([7]), 7, np.array([1.0])).tolist() == [1.0]


@pytest.mark.parametrize(("events", "trials"), [(0, 5), (3, 5), (5, 5), (300, 1_000), (900, 1_000)])
def test_binomial_tail_is_that_of_the_exact_test_of_scipy(events, trials):
    exact = stats.binomtest(events, trials, 0.2, alternative="greater").pvalue
    assert float(compute_binomial_tail(events, trials, 0.2)) == pytest.approx(
        exact, rel=PLACES, abs=0
    )


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("rate", [0.0, 1e-4, 0.05, 0.5, 0.98, 1.0])
def test_binomial_quantiles_are_those_of_scipy(level, rate):
    trials = np.array([1, 10, 62, 500, 3_000, 100_000])
    found = find_binomial_quantile(level, trials, rate)
    assert found.tolist() == stats.binom.ppf(level, trials, rate).tolist()


@pytest.mark.parametrize("level", LEVELS)
def test_poisson_quantiles_are_those_of_scipy(level):
    means = np.array([0.0, 0.01, 0.7, 4.0, 55.5, 4_000.0])
    found = find_poisson_quantile(level, means)
    assert found.tolist() == stats.poisson.ppf(level, means).tolist()
