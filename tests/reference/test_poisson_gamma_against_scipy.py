"""The recruitment model against direct computation with scipy."""

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import dblquad

from synchronox_core.recruitment.exposure import MonthsAhead
from synchronox_core.recruitment.rates import FutureCount, RatePosterior, fit_rates, predict_counts

PATIENTS = np.array([0, 2, 3, 9])
MONTHS = np.array([4.0, 4.0, 6.0, 8.0])


def test_mean_rate_is_that_of_direct_integration():
    def likelihood(variation, log_mean):
        shape = variation**-2
        stop = (shape / np.exp(log_mean)) / (shape / np.exp(log_mean) + MONTHS)
        return np.prod(stats.nbinom.pmf(PATIENTS, shape, stop))

    def first_centre(variation, log_mean):
        shape = variation**-2
        rate = (shape + PATIENTS[0]) / (shape / np.exp(log_mean) + MONTHS[0])
        return rate * likelihood(variation, log_mean)

    bounds = (np.log(0.05), np.log(8.0), 0.1, 1.2)
    exact = dblquad(first_centre, *bounds)[0] / dblquad(likelihood, *bounds)[0]
    posterior = fit_rates(PATIENTS, MONTHS)
    assert posterior.weight @ posterior.means[:, 0] == pytest.approx(exact, rel=0.03)


def one_point(shape: float, rate: float) -> RatePosterior:
    return RatePosterior(np.array([shape]), np.array([rate]), np.ones(1), PATIENTS, MONTHS)


def test_count_of_centres_alike_is_exactly_negative_binomial():
    posterior = RatePosterior(
        np.array([2.0]), np.array([5.0]), np.ones(1), np.array([3, 4]), np.array([6.0, 6.0])
    )
    found = predict_counts(
        posterior, np.zeros(2), MonthsAhead(np.full((2, 1), 4.0), np.zeros((2, 1)))
    )
    exact = stats.nbinom(2 * 2 + 7, 11 / 15)
    counts = np.arange(12.0)[:, None]
    assert found.probability_at_most(counts)[:, 0] == pytest.approx(exact.cdf(np.arange(12)))


def test_count_of_unlike_centres_is_close_to_the_exact_convolution():
    posterior = one_point(2.0, 5.0)
    months = np.array([12.0, 12.0, 3.0, 12.0])
    found = predict_counts(posterior, np.zeros(4), MonthsAhead(months[:, None], np.zeros((4, 1))))
    counts = np.arange(400)
    exact = np.ones(1)
    for patients, seen, ahead in zip(PATIENTS, MONTHS, months, strict=True):
        law = stats.nbinom(2 + patients, (5 + seen) / (5 + seen + ahead))
        exact = np.convolve(exact, law.pmf(counts))[: counts.size]
    assert found.probability_at_most(counts[:, None].astype(float))[:, 0] == pytest.approx(
        np.cumsum(exact), abs=0.01
    )


def test_quantiles_are_those_of_scipy():
    law = FutureCount(np.ones(1), np.array([[3.0, 40.0]]), np.array([[0.2, 0.5]]))
    levels = (0.025, 0.1, 0.5, 0.9, 0.975)
    expected = [stats.nbinom.ppf(levels, 3.0, 0.2), stats.nbinom.ppf(levels, 40.0, 0.5)]
    assert law.quantiles(levels).T.tolist() == np.array(expected).tolist()


def test_nothing_to_come_is_zero_for_sure():
    found = predict_counts(
        one_point(2.0, 5.0), np.zeros(4), MonthsAhead(np.zeros((4, 1)), np.zeros((4, 1)))
    )
    assert found.quantiles((0.025, 0.975)).tolist() == [[0], [0]]
