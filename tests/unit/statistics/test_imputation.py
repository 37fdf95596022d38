"""Donors of an unknown value: the nearest predictions, found pair by pair or in their order."""

import numpy as np
import pytest

from synchronox_core.statistics import imputation
from synchronox_core.statistics.imputation import find_nearest, impute_covariates


@pytest.fixture
def no_pairs(monkeypatch):
    monkeypatch.setattr(imputation, "MOST_PAIRS", 0)


def test_nearest_in_the_order_of_the_values_are_those_of_all_pairs(monkeypatch):
    drawn = np.random.default_rng(4)
    values, wanted = drawn.normal(size=300), drawn.normal(scale=2.0, size=80)
    by_pairs = find_nearest(values, wanted, 5)
    monkeypatch.setattr(imputation, "MOST_PAIRS", 0)
    in_order = find_nearest(values, wanted, 5)
    np.testing.assert_array_equal(np.sort(in_order), np.sort(by_pairs))


@pytest.mark.parametrize(
    ("wanted", "found"), [(-9.0, {0, 1}), (9.0, {3, 4}), (2.4, {2, 3}), (2.6, {2, 3})]
)
@pytest.mark.usefixtures("no_pairs")
def test_nearest_of_five_values_are_those_beside_it(wanted, found):
    values = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    assert set(find_nearest(values, np.array([wanted]), 2)[0]) == found


@pytest.mark.usefixtures("no_pairs")
def test_unknown_values_come_from_known_ones_of_like_patients():
    # The second covariate is the first plus 100: a donor is one of the five nearest.
    first = np.arange(200.0)
    scaled = np.column_stack([first, first + 100])
    scaled[::10, 1] = np.nan
    completed = impute_covariates(scaled, np.zeros((200, 1)), None, np.random.default_rng(2))
    known = ~np.isnan(scaled)
    np.testing.assert_array_equal(completed[known], scaled[known])
    assert np.abs(completed[:, 1] - completed[:, 0] - 100).max() <= 6
