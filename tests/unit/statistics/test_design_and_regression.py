"""Columns of a regression, its fit, and what leaving a patient out does to it."""

import numpy as np
import pytest

from synchronox_core.statistics.design import (
    Covariate,
    Design,
    build_balance_columns,
    build_design,
    compute_natural_spline,
)
from synchronox_core.statistics.regression import carry_influence, fit_logistic

KNOTS = np.array([1.0, 2.0, 4.0])


def test_natural_spline_is_a_straight_line_beyond_its_knots():
    columns = compute_natural_spline(np.array([-3.0, -1.0, 1.0, 4.0, 6.0, 8.0]), KNOTS)
    assert columns[:3, 1].tolist() == [0, 0, 0]
    assert columns[4, 1] - columns[3, 1] == pytest.approx(columns[5, 1] - columns[4, 1])


def test_natural_spline_is_that_of_the_formula_worked_by_hand():
    # At 3: (2^3 - 1^3 (4-1)/(4-2) + 0) / (4-1)^2 = 6.5 / 9.
    assert compute_natural_spline(np.array([3.0]), KNOTS)[0, 1] == pytest.approx(6.5 / 9)


def test_columns_that_do_not_vary_are_left_out():
    covariates = (Covariate("a", np.ones(4)), Covariate("b", np.arange(4.0)))
    scaled = np.column_stack([c.scaled for c in covariates])
    assert build_design(covariates, scaled, None).columns.shape == (4, 2)


def test_columns_are_standardised_and_centres_shrunken_more():
    covariates = (Covariate("b", np.arange(4.0)),)
    design = build_design(covariates, np.arange(4.0)[:, None], np.array([0, 0, 1, 1]))
    assert design.columns[:, 1].std() == pytest.approx(1)
    assert design.columns[:, 1:].mean(axis=0) == pytest.approx(np.zeros(3))
    assert design.penalty.tolist() == [0, 1, 4, 4]


def test_logarithm_of_nothing_is_refused():
    with pytest.raises(ValueError, match="not positive"):
        Covariate("cea_ng_ml", np.array([2.0, 0.0]), is_log=True)


def test_balance_is_judged_on_numbers_and_on_each_code():
    covariates = (
        Covariate("size", np.array([4.0, 8.0]), is_log=True),
        Covariate("sex", np.array([0.0, 1.0]), ("male", "female")),
        Covariate("recist", np.array([2.0, 0.0]), ("CR", "PR", "SD")),
    )
    scaled = np.column_stack([c.scaled for c in covariates])
    names, columns = build_balance_columns(covariates, scaled)
    assert names == (
        ("size", ""), ("sex", "male"), ("recist", "CR"), ("recist", "PR"), ("recist", "SD"),
    )  # fmt: skip
    assert columns.tolist() == [[2, 1, 0, 0, 1], [3, 0, 1, 0, 0]]


def test_regression_without_covariates_gives_the_shares():
    design = Design(np.ones((10, 1)), np.zeros(1))
    fit = fit_logistic(design, np.array([0] * 5 + [1] * 3 + [2] * 2), 3)
    assert fit.probability[0] == pytest.approx([0.5, 0.3, 0.2])


def test_regression_converges_where_arms_are_separated():
    columns = np.column_stack([np.ones(20), np.repeat([-1.0, 1.0], 10)])
    fit = fit_logistic(Design(columns, np.array([0.0, 1.0])), np.repeat([1, 0], 10), 2)
    assert np.isfinite(fit.coefficients).all()
    assert fit.probability[0, 1] > 0.7


def test_influence_is_what_leaving_a_patient_out_does():
    generator = np.random.default_rng(4)
    columns = np.column_stack([np.ones(80), generator.standard_normal((80, 3))])
    label = generator.integers(0, 3, 80)
    penalty = np.array([0.0, 1.0, 1.0, 1.0])
    fit = fit_logistic(Design(columns, penalty), label, 3)
    for left_out in range(0, 80, 8):
        rows = np.arange(80) != left_out
        again = fit_logistic(Design(columns[rows], penalty), label[rows], 3)
        moved = 80 * (fit.coefficients - again.coefficients).T.ravel()
        assert fit.influence[left_out] == pytest.approx(moved, rel=0.15, abs=0.2)


def test_patient_of_weight_zero_has_no_influence():
    columns = np.column_stack([np.ones(6), np.arange(6.0)])
    weights = np.array([1.0, 1.0, 1.0, 1.0, 1.0, 0.0])
    label = np.array([0, 1, 0, 1, 1, 0])
    fit = fit_logistic(Design(columns, np.array([0.0, 1.0])), label, 2, weights)
    assert fit.influence[5].tolist() == [0, 0]
    assert np.abs(fit.influence[:5]).min() > 0


def test_own_part_is_taken_out_of_a_carried_influence():
    influence, pulls = np.array([[2.0], [4.0]]), np.array([[1.0], [3.0]])
    # Mean pull 2: 2 * 2 - 2 * 1 / 2 = 3 and 4 * 2 - 4 * 3 / 2 = 2.
    assert carry_influence(influence, pulls).tolist() == [3, 2]
