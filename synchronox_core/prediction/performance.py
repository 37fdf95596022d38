"""How well predicted probabilities agree with what happened, each patient with a weight."""

from typing import NamedTuple

import numpy as np

from synchronox_core.prediction.penalised import fit_unpenalised, predict_log_odds, to_probability
from synchronox_core.statistics.arrays import Floats
from synchronox_core.statistics.design import KNOT_QUANTILES, compute_natural_spline

LEAST_PROBABILITY = 1e-6


class Performance(NamedTuple):
    """Agreement of predictions and outcomes.

    Attributes:
        c_statistic: Probability that of two patients the one with the event had the higher risk.
        calibration_in_the_large: Log-odds by which outcomes exceed predictions; 0 is right.
        calibration_slope: Slope of the outcome on the predicted log-odds; 1 is right.
        brier: Mean squared distance of prediction and outcome.
        integrated_calibration_index: Mean distance of prediction and flexible calibration curve.
    """

    c_statistic: float
    calibration_in_the_large: float
    calibration_slope: float
    brier: float
    integrated_calibration_index: float


def measure_performance(log_odds: Floats, outcome: Floats, weight: Floats) -> Performance:
    """Agreement of predicted log-odds and outcomes.

    Args:
        log_odds: Predicted, shape (n,).
        outcome: 0 or 1, shape (n,); both must occur.
        weight: Shape (n,).

    Source: Steyerberg 2019, Clinical Prediction Models, 15; Austin and Steyerberg 2019,
    doi:10.1002/sim.8281, for the index.
    """
    probability = to_probability(log_odds)
    slope = fit_unpenalised(log_odds[:, None], outcome, weight)[1]
    distance = np.abs(draw_calibration_curve(log_odds, outcome, weight, log_odds) - probability)
    return Performance(
        compute_c_statistic(log_odds, outcome, weight),
        _fit_intercept(log_odds, outcome, weight),
        float(slope),
        float(np.average((outcome - probability) ** 2, weights=weight)),
        float(np.average(distance, weights=weight)),
    )


def compute_c_statistic(score: Floats, outcome: Floats, weight: Floats) -> float:
    """Share of pairs of an event and a non-event whose scores are in the right order; ties half.

    NaN when one of the outcomes does not occur.

    >>> compute_c_statistic(np.array([1.0, 2.0, 2.0]), np.array([0.0, 1.0, 0.0]), np.ones(3))
    0.75
    """
    _, place = np.unique(score, return_inverse=True)
    events = np.bincount(place, weight * outcome)
    others = np.bincount(place, weight * (1 - outcome))
    below = np.cumsum(others) - others
    pairs = events.sum() * others.sum()
    return float(events @ (below + others / 2) / pairs) if pairs > 0 else float("nan")


def draw_calibration_curve(log_odds: Floats, outcome: Floats, weight: Floats, at: Floats) -> Floats:
    """Observed probability (0-1) by predicted log-odds, as a smooth curve.

    Method: logistic regression on a natural spline of the predicted log-odds with three knots.

    Args:
        log_odds: Predicted, shape (n,).
        outcome: 0 or 1, shape (n,).
        weight: Shape (n,).
        at: Predicted log-odds at which the curve is wanted, shape (m,).
    """
    knots = np.unique(np.quantile(log_odds, KNOT_QUANTILES))
    if len(knots) < len(KNOT_QUANTILES):
        return np.full(len(at), np.average(outcome, weights=weight))
    fit = fit_unpenalised(compute_natural_spline(log_odds, knots), outcome, weight)
    return to_probability(predict_log_odds(compute_natural_spline(at, knots), fit))


def compute_net_benefit(
    probability: Floats, outcome: Floats, weight: Floats, thresholds: Floats
) -> Floats:
    """Net benefit of acting where the probability reaches a threshold, shape (m,).

    True positives less false positives times the odds of the threshold, over all patients.

    Args:
        probability: Shape (n,).
        outcome: 0 or 1, shape (n,).
        weight: Shape (n,).
        thresholds: Between 0 and 1, shape (m,).

    Source: Vickers and Elkin 2006, doi:10.1177/0272989X06295361.

    >>> compute_net_benefit(np.array([0.2, 0.6, 0.9]), np.array([0.0, 0.0, 1.0]), np.ones(3),
    ...     np.array([0.5])).tolist()  # one true and one false positive of three
    [0.0]
    """
    acts = probability[:, None] >= thresholds
    share = weight / weight.sum()
    gain = (share * outcome) @ acts
    loss = (share * (1 - outcome)) @ acts
    return np.asarray(gain - loss * thresholds / (1 - thresholds), dtype=np.float64)


def _fit_intercept(log_odds: Floats, outcome: Floats, weight: Floats) -> float:
    """Intercept of the outcome when the predicted log-odds are taken as they are."""
    shift = 0.0
    for _ in range(50):
        probability = to_probability(log_odds + shift)
        spread = float(weight @ (probability * (1 - probability)))
        step = float(weight @ (outcome - probability)) / max(spread, LEAST_PROBABILITY)
        shift += min(max(step, -2.0), 2.0)
        if abs(step) < 1e-10:
            break
    return shift
