"""Everything shown of a model's performance, in one value."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from synchronox_core.prediction.bootstrap import Replicates
from synchronox_core.prediction.penalised import predict_log_odds, to_probability
from synchronox_core.prediction.performance import (
    Performance,
    compute_net_benefit,
    draw_calibration_curve,
    measure_performance,
)
from synchronox_core.prediction.process import resample_centres
from synchronox_core.prediction.training_data import TrainingData
from synchronox_core.prediction.validation import (
    INTERVAL,
    RESAMPLES,
    Duel,
    Figure,
    Heterogeneity,
    Validation,
    hold_duels,
    measure_heterogeneity,
    validate,
    validate_in_time,
)
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


@dataclass(frozen=True)
class Evaluation:
    """Performance of a model.

    Attributes:
        patients: Patients analysed.
        events: Complete treatments.
        apparent: In the patients it was made from.
        optimism: Mean loss from resample to original patients.
        corrected: Apparent less optimism, its interval moved likewise.
        by_centre: Every patient predicted by a model of the other centres.
        heterogeneity: Spread of C and of calibration-in-the-large over centres.
        in_time: The prospective cohort predicted by a model of the retrospective one, or None.
        duels: Challengers against the reference.
        calibration: Flexible curve of the predictions by centre left out.
        decisions: Decision curve of the same.
        instability: By tenth of predicted risk.
        years: Drift over calendar time.
    """

    patients: int
    events: int
    apparent: Performance
    optimism: Performance
    corrected: dict[str, Figure]
    by_centre: Validation
    heterogeneity: dict[str, Heterogeneity]
    in_time: Validation | None
    duels: dict[str, Duel]
    calibration: tuple[CurvePoint, ...]
    decisions: tuple[DecisionPoint, ...]
    instability: tuple[Instability, ...]
    years: tuple[Year, ...]


def evaluate(
    data: TrainingData,
    with_second_block: TrainingData,
    columns: Floats,
    headline: Floats,
    replicates: Replicates,
    left_out: Floats,
    seed: int,
) -> Evaluation:
    """Judge a model.

    Args:
        data: The patients it was made from.
        with_second_block: The same patients with age and RAS.
        columns: Columns of their completed values, shape (n, p).
        headline: Coefficients of the model, shape (1 + p,).
        replicates: Its resamples.
        left_out: Log-odds of every patient by a model of the other centres, shape (n,).
        seed: Seed.
    """
    log_odds = predict_log_odds(columns, headline)
    apparent = measure_performance(log_odds, data.outcome, data.weight)
    return Evaluation(
        patients=len(data),
        events=data.events,
        apparent=apparent,
        optimism=replicates.optimism,
        corrected=correct_optimism(validate(data, log_odds, seed), replicates.optimism),
        by_centre=validate(data, left_out, seed),
        heterogeneity=measure_heterogeneity(data, left_out),
        in_time=validate_in_time(data, seed),
        duels=hold_duels(data, with_second_block, left_out, seed),
        calibration=_draw_curve(data, left_out, seed),
        decisions=_draw_decisions(data, left_out, seed),
        instability=_measure_instability(columns, log_odds, replicates),
        years=_follow_years(data, left_out),
    )


def correct_optimism(apparent: Validation, optimism: Performance) -> dict[str, Figure]:
    """Apparent performance less its optimism, its interval moved likewise.

    Args:
        apparent: In the patients the model was made from.
        optimism: Mean loss from resample to original patients.

    Source: Noma et al. 2021, doi:10.1002/sim.9147.
    """
    return {
        name: Figure(*(bound - lost for bound in apparent.figures[name]))
        for name, lost in optimism._asdict().items()
    }


def _draw_curve(data: TrainingData, predicted: Floats, seed: int) -> tuple[CurvePoint, ...]:
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


def _draw_decisions(data: TrainingData, predicted: Floats, seed: int) -> tuple[DecisionPoint, ...]:
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


def _measure_instability(
    columns: Floats, log_odds: Floats, replicates: Replicates
) -> tuple[Instability, ...]:
    drawn = to_probability(predict_log_odds(columns, replicates.headline))
    low, high = np.quantile(drawn, INTERVAL, axis=1)
    probability = to_probability(log_odds)
    groups = np.array_split(np.argsort(probability, kind="stable"), GROUPS)
    return tuple(
        Instability(*(float(part[rows].mean()) for part in (probability, low, high)))
        for rows in groups
        if len(rows)
    )


def _follow_years(data: TrainingData, predicted: Floats) -> tuple[Year, ...]:
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
