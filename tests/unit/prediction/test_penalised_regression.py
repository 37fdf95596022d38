"""The penalised regression against scikit-learn, and what its criterion chooses."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from synchronox_core.prediction.penalised import (
    fit_by_akaike,
    fit_unpenalised,
    predict_log_odds,
    to_probability,
)


@pytest.fixture(scope="module")
def patients():
    generator = np.random.default_rng(4)
    columns = generator.normal(size=(400, 5)) * [1, 2, 5, 0.5, 1] + [0, 3, 1, 0, -2]
    outcome = (generator.random(400) < to_probability(columns[:, 0] - 0.2 * columns[:, 2])) * 1.0
    weight = generator.uniform(0.5, 1.5, 400)
    return columns, outcome, weight / weight.mean()


def test_maximum_likelihood_equals_scikit_learn(patients):
    columns, outcome, weight = patients
    expected = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12).fit(
        columns, outcome, weight
    )
    found = fit_unpenalised(columns, outcome, weight)
    np.testing.assert_allclose(found[1:], expected.coef_[0], atol=1e-6)
    np.testing.assert_allclose(found[0], expected.intercept_[0], atol=1e-6)


@pytest.mark.parametrize("ridge", [2.0, 64.0])
def test_a_ridge_equals_scikit_learn_on_standardised_columns(patients, ridge):
    columns, outcome, weight = patients
    standard = (columns - columns.mean(axis=0)) / columns.std(axis=0)
    expected = LogisticRegression(C=1 / ridge, solver="newton-cholesky", tol=1e-12).fit(
        standard, outcome, weight
    )
    found = fit_by_akaike(columns, outcome, weight, penalties=(ridge,))
    np.testing.assert_allclose(
        predict_log_odds(columns, found.coefficients),
        expected.decision_function(standard),
        atol=1e-5,
    )


def test_noise_is_shrunken_and_signal_kept(patients):
    columns, outcome, weight = patients
    signal = fit_by_akaike(columns, outcome, weight)
    noise = fit_by_akaike(columns, np.random.default_rng(1).permutation(outcome), weight)
    assert noise.penalty > signal.penalty
    assert noise.effective_freedom < signal.effective_freedom <= columns.shape[1]


def test_a_column_with_its_own_ridge_is_held_at_nothing(patients):
    columns, outcome, weight = patients
    own = np.array([np.nan, np.nan, 1e9, np.nan, np.nan])
    found = fit_by_akaike(columns, outcome, weight, own)
    assert abs(found.coefficients[3]) < 1e-6 < abs(found.coefficients[1])


def test_a_column_that_does_not_vary_gets_no_coefficient(patients):
    columns, outcome, weight = patients
    found = fit_by_akaike(np.column_stack([columns, np.ones(400)]), outcome, weight)
    assert found.coefficients[-1] == 0.0
