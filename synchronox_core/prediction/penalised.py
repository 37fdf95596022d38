"""Penalised logistic regression of two classes, its penalty chosen by Akaike's criterion."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from synchronox_core.statistics.arrays import Floats

PENALTIES = tuple(float(value) for value in 0.5 * 2.0 ** np.arange(11))
"""Ridges tried on standardised columns, from one that a rare category needs to stay finite to one
that leaves little but the intercept."""

MOST_STEPS = 30
TOLERANCE = 1e-8
HIGHEST_LOG_ODDS = 35.0


class PenalisedFit(NamedTuple):
    """A fitted regression.

    Attributes:
        coefficients: Intercept, then one a column, on the scale of the columns, shape (1 + p,).
        penalty: Ridge chosen.
        effective_freedom: Effective degrees of freedom, the intercept left out.
    """

    coefficients: Floats
    penalty: float
    effective_freedom: float


def fit_by_akaike(
    columns: Floats,
    outcome: Floats,
    weight: Floats,
    extra: Floats | None = None,
    penalties: Sequence[float] = PENALTIES,
) -> PenalisedFit:
    """Fit with the ridge of least Akaike criterion.

    Method: columns standardised; Newton-Raphson on the weighted log-likelihood less half the sum
    of ridge times squared coefficient, each ridge started from the fit before; the criterion is
    minus twice the log-likelihood plus twice the trace of the penalised information's share.

    Args:
        columns: Shape (n, p).
        outcome: 0 or 1, shape (n,).
        weight: Mean 1, shape (n,).
        extra: Ridge of each column that keeps its own, for its coefficient as it is, shape (p,);
            NaN where the chosen one holds.
        penalties: Ridges to choose from.

    Source: Gray 1992, doi:10.2307/2290630; Harrell, Regression Modeling Strategies, 9.10.
    """
    mean, spread = columns.mean(axis=0), columns.std(axis=0)
    varies = spread > 1e-9
    scale = np.where(varies, spread, 1.0)
    standard = np.hstack([np.ones((len(columns), 1)), (columns - mean) / scale])
    best: tuple[float, Floats, float, float] | None = None
    start = np.zeros(standard.shape[1])
    for penalty in sorted(penalties, reverse=True):
        ridge = np.full(columns.shape[1], penalty)
        if extra is not None:
            ridge = np.where(np.isnan(extra), penalty, extra / scale**2)
        ridge = np.where(varies, ridge, 1.0)
        start, likelihood, freedom = _fit(
            standard, outcome, weight, np.concatenate(([0.0], ridge)), start
        )
        criterion = 2 * freedom - 2 * likelihood
        if best is None or criterion < best[0]:
            best = (criterion, start, penalty, freedom)
    assert best is not None
    return PenalisedFit(_unscale(best[1], mean, scale, varies), best[2], best[3])


def fit_unpenalised(columns: Floats, outcome: Floats, weight: Floats) -> Floats:
    """Coefficients of maximum likelihood: intercept, then one a column, shape (1 + p,).

    Args:
        columns: Shape (n, p).
        outcome: 0 or 1, shape (n,).
        weight: Shape (n,).
    """
    design = np.hstack([np.ones((len(columns), 1)), columns])
    nothing = np.zeros(design.shape[1])
    return _fit(design, outcome, weight, nothing, nothing)[0]


def predict_log_odds(columns: Floats, coefficients: Floats) -> Floats:
    """Log-odds of complete treatment.

    Args:
        columns: Shape (n, p).
        coefficients: Shape (1 + p,), or (draws, 1 + p).

    Returns:
        Shape (n,), or (n, draws).
    """
    slopes = np.moveaxis(coefficients[..., 1:], -1, 0)
    return np.asarray(coefficients[..., 0] + columns @ slopes, dtype=np.float64)


def to_probability(log_odds: Floats) -> Floats:
    """Probabilities (0-1) of log-odds, same shape.

    >>> float(to_probability(np.array(0.0)))
    0.5
    """
    bounded = np.clip(log_odds, -HIGHEST_LOG_ODDS, HIGHEST_LOG_ODDS)
    return np.asarray(1 / (1 + np.exp(-bounded)), dtype=np.float64)


def _fit(
    design: Floats, outcome: Floats, weight: Floats, ridge: Floats, start: Floats
) -> tuple[Floats, float, float]:
    """Coefficients, log-likelihood, and effective degrees of freedom without the intercept."""
    beta = start
    for _ in range(MOST_STEPS):
        probability = to_probability(design @ beta)
        spread = weight * probability * (1 - probability)
        information = (design.T * spread) @ design
        gradient = design.T @ (weight * (outcome - probability)) - ridge * beta
        step = np.linalg.solve(information + np.diag(ridge + 1e-10), gradient)
        beta = beta + np.clip(step, -5.0, 5.0)
        if np.abs(step).max() < TOLERANCE:
            break
    probability = np.clip(to_probability(design @ beta), 1e-12, 1 - 1e-12)
    likelihood = weight @ np.where(outcome > 0, np.log(probability), np.log1p(-probability))
    spread = weight * probability * (1 - probability)
    information = (design.T * spread) @ design
    shares = np.linalg.solve(information + np.diag(ridge + 1e-10), information)
    return beta, float(likelihood), float(np.trace(shares)) - 1.0


def _unscale(beta: Floats, mean: Floats, scale: Floats, varies: Floats) -> Floats:
    slopes = np.where(varies, beta[1:] / scale, 0.0)
    return np.concatenate(([beta[0] - slopes @ mean], slopes))
