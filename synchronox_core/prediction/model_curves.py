"""The curves of a model card: calibration, decisions, instability and drift."""

from typing import NamedTuple

import numpy as np

from synchronox_core.prediction.bootstrap import Replicates
from synchronox_core.prediction.penalised import predict_log_odds, to_probability
from synchronox_core.prediction.performance import compute_net_benefit, draw_calibration_curve
from synchronox_core.prediction.process import resample_centres
from synchronox_core.prediction.training_data import TrainingData
from synchronox_core.prediction.validation import INTERVAL, RESAMPLES
from synchronox_core.statistics.arrays import Floats, Ints
from synchronox_core.statistics.disclosure import is_described
from synchronox_core.statistics.proportions import compute_wilson
from synchronox_core.statistics.weighting import compute_effective_size

CURVE_AT = np.linspace(0.05, 0.95, 19)
"""Predicted probabilities at which the calibration curve is kept, where there are patients."""

THRESHOLDS = np.round(np.linspace(0.1, 0.9, 17), 2)
GROUPS = 10


class CurvePoint(NamedTuple):
    """A point of the flexible calibration curve, with its band.

    Attributes:
        predicted: Predicted probability (0-1).
        observed: Observed probability.
        ci_low: Lower bound, 95 %.
        ci_high: Upper bound.
    """

    predicted: float
    observed: float
    ci_low: float
    ci_high: float


class DecisionPoint(NamedTuple):
    """Net benefit at a threshold; that of treating nobody is 0.

    Attributes:
        threshold: Probability (0-1) from which one acts.
        model: Net benefit of acting on the model.
        everybody: Net benefit of acting in everybody.
        ci_low: Lower bound of that of the model, 95 %, by bootstrap of centres.
        ci_high: Upper bound.
    """

    threshold: float
    model: float
    everybody: float
    ci_low: float
    ci_high: float


class Instability(NamedTuple):
    """Spread of the predictions of the resamples in a tenth of the patients.

    Attributes:
        predicted: Mean predicted probability (0-1).
        low: Mean lower bound of what the resamples predict for the same patient, 95 %.
        high: Mean upper bound.
    """

    predicted: float
    low: float
    high: float


class Year(NamedTuple):
    """Outcomes and predictions by year of the first day of FOLFIRINOX; none under 5 patients.

    Attributes:
        year: Calendar year.
        patients: Patients.
        observed: Weighted share with complete treatment (0-1).
        expected: Mean predicted probability by the models of the other centres.
        ci_low: Lower bound of the observed share, 95 %: Wilson's, of the effective size.
        ci_high: Upper bound.
    """

    year: int
    patients: int
    observed: float
    expected: float
    ci_low: float
    ci_high: float


def measure_calibration(data: TrainingData, predicted: Floats, seed: int) -> tuple[CurvePoint, ...]:
    """The flexible calibration curve where there are patients, its band by bootstrap of centres.

    Args:
        data: The patients, n rows.
        predicted: Log-odds by a model they took no part in, shape (n,).
        seed: Seed of the resamples.
    """
    inner = np.quantile(to_probability(predicted), [0.02, 0.98])
    at = CURVE_AT[(inner[0] <= CURVE_AT) & (inner[1] >= CURVE_AT)]
    points = np.log(at / (1 - at))
    observed = draw_calibration_curve(predicted, data.outcome, data.weight, points)
    generator = np.random.default_rng(seed)
    drawn = []
    for _ in range(RESAMPLES):
        rows = resample_centres(data.centre, generator)
        drawn.append(
            draw_calibration_curve(predicted[rows], data.outcome[rows], data.weight[rows], points)
        )
    low, high = np.quantile(np.array(drawn), INTERVAL, axis=0)
    return tuple(
        CurvePoint(*(float(part) for part in parts))
        for parts in zip(at, observed, low, high, strict=True)
    )


def measure_decisions(
    data: TrainingData, predicted: Floats, seed: int
) -> tuple[DecisionPoint, ...]:
    """The decision curve, the band of the model by bootstrap of centres.

    Args:
        data: The patients, n rows.
        predicted: Log-odds by a model they took no part in, shape (n,).
        seed: Seed of the resamples.
    """
    probability, generator = to_probability(predicted), np.random.default_rng(seed)

    def benefit(acted_on: Floats, rows: Ints) -> Floats:
        return compute_net_benefit(
            acted_on[rows], data.outcome[rows], data.weight[rows], THRESHOLDS
        )

    everyone = np.arange(len(data))
    drawn = [
        benefit(probability, resample_centres(data.centre, generator)) for _ in range(RESAMPLES)
    ]
    columns = (
        THRESHOLDS,
        benefit(probability, everyone),
        benefit(np.ones(len(data)), everyone),
        *np.quantile(np.array(drawn), INTERVAL, axis=0),
    )
    return tuple(DecisionPoint(*map(float, point)) for point in zip(*columns, strict=True))


def measure_instability(
    columns: Floats, log_odds: Floats, replicates: Replicates
) -> tuple[Instability, ...]:
    """Spread of what the resamples predict, by tenth of predicted probability.

    Args:
        columns: Columns of the patients' completed values, shape (n, p).
        log_odds: What the model predicts for them, shape (n,).
        replicates: The resamples.
    """
    drawn = to_probability(predict_log_odds(columns, replicates.headline))
    low, high = np.quantile(drawn, INTERVAL, axis=1)
    probability = to_probability(log_odds)
    groups = np.array_split(np.argsort(probability, kind="stable"), GROUPS)
    return tuple(
        Instability(*(float(part[rows].mean()) for part in (probability, low, high)))
        for rows in groups
        if len(rows)
    )


def measure_drift(data: TrainingData, predicted: Floats) -> tuple[Year, ...]:
    """Observed and expected share by calendar year, where there are patients to be described.

    Args:
        data: The patients, n rows.
        predicted: Log-odds by a model they took no part in, shape (n,).
    """
    probability = to_probability(predicted)
    found = []
    for year in np.unique(data.year):
        rows = data.year == year
        if is_described(int(rows.sum())):
            weight = data.weight[rows]
            observed = float(np.average(data.outcome[rows], weights=weight))
            expected = float(np.average(probability[rows], weights=weight))
            bounds = compute_wilson(observed, compute_effective_size(weight))
            found.append(Year(int(year), int(rows.sum()), observed, expected, *bounds))
    return tuple(found)
