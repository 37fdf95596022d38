"""The prediction of one patient: risk, interval, contributions, applicability and strategies."""

from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from synchronox_core.endpoints.predictors import Predictors
from synchronox_core.prediction.applicability import Applicability, Place, judge_applicability
from synchronox_core.prediction.design import build_columns, scale_predictors
from synchronox_core.prediction.model import Model
from synchronox_core.prediction.penalised import predict_log_odds, to_probability
from synchronox_core.prediction.support import Cohort, Nearest, Support
from synchronox_core.prediction.training_data import STRATEGIES, TrainingData
from synchronox_core.statistics.arrays import Floats

BOUNDS = (0.025, 0.975)
SEED = 18
"""Seed of the draws of a prediction: the same patient gets the same figures every time."""

COHORT_DRAWS = 20
"""Draws of unknown predictors when a whole cohort is predicted."""


class Interval(NamedTuple):
    """Bounds of 95 %.

    Attributes:
        low: Lower bound.
        high: Upper bound.
    """

    low: float
    high: float


class Contribution(NamedTuple):
    """What a predictor adds to the log-odds against the mean of the model's patients.

    Attributes:
        name: Predictor.
        log_odds: Coefficient times distance from the mean, summed over its columns.
        is_known: Whether the value is known; otherwise the mean of its draws is used.
    """

    name: str
    log_odds: float
    is_known: bool


class StrategyRisk(NamedTuple):
    """Risk of complete treatment had a strategy been planned.

    Attributes:
        risk: Probability (0-1); None while withheld.
        interval: Its interval; None while withheld.
        support: What is known around the patient.
    """

    risk: float | None
    interval: Interval | None
    support: Support


class Difference(NamedTuple):
    """Difference in risk between two strategies that both have support.

    Attributes:
        first: Strategy.
        second: Strategy it is compared with.
        difference: Risk of the first less that of the second.
        interval: Its interval, from the same resamples; centres cancel out.
    """

    first: str
    second: str
    difference: float
    interval: Interval


@dataclass(frozen=True)
class Prediction:
    """What the model says of a patient.

    Attributes:
        risk: Probability (0-1) of complete treatment at 18 months in the average centre; None
            when the patient is outside what the model knows.
        interval: Sampling, choice of the penalty, unknown predictors and centre added.
        sampling_interval: The same without the variation between centres.
        applicability: How far the model may speak.
        contributions: One a predictor.
        strategies: By strategy; empty without a cohort to compare with, or outside.
        differences: Every pair of strategies with support.
        nearest: What became of the nearest patients; None without a cohort.
    """

    risk: float | None
    interval: Interval | None
    sampling_interval: Interval | None
    applicability: Applicability
    contributions: tuple[Contribution, ...]
    strategies: dict[str, StrategyRisk]
    differences: tuple[Difference, ...]
    nearest: Nearest | None


def predict(predictors: Predictors, model: Model, cohort: Cohort | None = None) -> Prediction:
    """Predict one patient.

    Args:
        predictors: What is known on the day of the prediction.
        model: The model of that moment.
        cohort: Patients to compare with; only the model of the restaging has strategies.
    """
    scaled = scale_predictors(predictors, model.distribution.predictors)
    applicability = judge_applicability(scaled, model.domain, model.distribution)
    generator = np.random.default_rng(SEED)
    values = model.distribution.draw(scaled, len(model.headline_draws), generator)
    columns = build_columns(values, model.distribution.predictors)
    contributions = _contribute(columns, model, applicability)
    nearest = None if cohort is None else cohort.summarise_nearest(values.mean(axis=0))
    if applicability.place is Place.OUTSIDE:
        return Prediction(None, None, None, applicability, contributions, {}, (), nearest)
    centre = _draw_centres(model, generator)
    risk = float(to_probability(predict_log_odds(columns, model.headline)).mean())
    drawn = _apply_each(columns, model.headline_draws)
    strategies, differences = _compare(columns, values, model, cohort, centre)
    sampling, shown = _interval(to_probability(drawn)), _interval(to_probability(drawn + centre))
    return Prediction(
        risk,
        # The variation between centres only ever widens; chance draws may say otherwise.
        Interval(min(sampling.low, shown.low), max(sampling.high, shown.high)),
        sampling,
        applicability,
        contributions,
        strategies,
        differences,
        nearest,
    )


def predict_cohort(data: TrainingData, model: Model) -> Floats:
    """Log-odds of many patients in the average centre, unknown predictors integrated over.

    Args:
        data: The patients, n rows.
        model: The model of their moment.

    Returns:
        Shape (n,).
    """
    generator = np.random.default_rng(SEED)
    drawn = [model.distribution.draw(row, COHORT_DRAWS, generator) for row in data.scaled]
    columns = build_columns(np.vstack(drawn), data.predictors)
    risks = to_probability(predict_log_odds(columns, model.headline))
    risk = risks.reshape(len(data), COHORT_DRAWS).mean(axis=1)
    return np.asarray(np.log(risk / (1 - risk)), dtype=np.float64)


def predict_many(
    columns: Floats, model: Model
) -> tuple[Floats, tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Risks with both intervals of many patients whose predictors are all known.

    Args:
        columns: Columns of the regression, shape (n, p).
        model: The model.

    Returns:
        Risk (0-1), bounds of the sampling interval and bounds of the interval shown, each of
        shape (n,).
    """
    centre = _draw_centres(model, np.random.default_rng(SEED))
    drawn = predict_log_odds(columns, model.headline_draws)
    sampling = np.quantile(to_probability(drawn), BOUNDS, axis=1)
    shown = np.quantile(to_probability(drawn + centre), BOUNDS, axis=1)
    risk = to_probability(predict_log_odds(columns, model.headline))
    return risk, (sampling[0], sampling[1]), (shown[0], shown[1])


def _draw_centres(model: Model, generator: np.random.Generator) -> Floats:
    """An intercept of a centre for each resample, evenly spread over its normal distribution."""
    draws = len(model.centre_spreads)
    normal = [NormalDist().inv_cdf((place + 0.5) / draws) for place in range(draws)]
    return generator.permutation(np.array(normal)) * model.centre_spreads


def _apply_each(columns: Floats, coefficients: Floats) -> Floats:
    """Log-odds of draw b of the columns by draw b of the coefficients, shape (B,)."""
    return np.asarray(coefficients[:, 0] + np.einsum("bp,bp->b", columns, coefficients[:, 1:]))


def _contribute(
    columns: Floats, model: Model, applicability: Applicability
) -> tuple[Contribution, ...]:
    parts = (columns.mean(axis=0) - model.column_means) * model.headline[1:]
    found, first = [], 0
    for predictor, item in zip(model.distribution.predictors, applicability.items, strict=True):
        last = first + len(predictor.columns)
        found.append(Contribution(predictor.name, float(parts[first:last].sum()), item.is_known))
        first = last
    return tuple(found)


def _compare(
    columns: Floats, values: Floats, model: Model, cohort: Cohort | None, centre: Floats
) -> tuple[dict[str, StrategyRisk], tuple[Difference, ...]]:
    if cohort is None:
        return {}, ()
    support = cohort.judge_support(values)
    risks: dict[str, float] = {}
    draws: dict[str, Floats] = {}
    shown = {}
    for place, strategy in enumerate(STRATEGIES):
        found = support[strategy.value]
        if found.withheld_because is not None:
            shown[strategy.value] = StrategyRisk(None, None, found)
            continue
        expanded = model.expand_strategy(columns, place)
        log_odds = _apply_each(expanded, model.strategy_draws)
        risk = float(to_probability(predict_log_odds(expanded, model.strategies)).mean())
        risks[strategy.value], draws[strategy.value] = risk, to_probability(log_odds)
        interval = _interval(to_probability(log_odds + centre))
        shown[strategy.value] = StrategyRisk(risk, interval, found)
    differences = tuple(
        Difference(a, b, risks[a] - risks[b], _interval(draws[a] - draws[b]))
        for a, b in combinations(risks, 2)
    )
    return shown, differences


def _interval(drawn: Floats) -> Interval:
    low, high = np.quantile(drawn, BOUNDS)
    return Interval(float(low), float(high))
