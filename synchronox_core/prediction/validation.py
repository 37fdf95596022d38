"""Predictions of patients that took no part: by centre left out, and in the prospective cohort."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from synchronox_core.prediction.learners import (
    CHALLENGERS,
    Learner,
    learn_reference,
    predict_left_out,
)
from synchronox_core.prediction.penalised import to_probability
from synchronox_core.prediction.performance import Performance, measure_performance
from synchronox_core.prediction.process import resample_centres
from synchronox_core.prediction.training_data import TrainingData
from synchronox_core.statistics.arrays import Floats

RESAMPLES = 200
LEAST_OF_EACH = 5
"""Events and non-events a centre needs for a C of its own."""

INTERVAL = (0.025, 0.975)


class Figure(NamedTuple):
    """A measure with its interval.

    Attributes:
        value: The measure.
        ci_low: Lower bound, 95 %.
        ci_high: Upper bound.
    """

    value: float
    ci_low: float
    ci_high: float


@dataclass(frozen=True)
class Validation:
    """Performance in a set of patients that took no part.

    Attributes:
        patients: Patients.
        events: Complete treatments.
        figures: Measures by name of ``Performance``; intervals by bootstrap of centres.
    """

    patients: int
    events: int
    figures: dict[str, Figure]


class Heterogeneity(NamedTuple):
    """Spread of a measure over the centres.

    Attributes:
        centres: Centres with enough patients.
        mean: Random-effects mean.
        low: Lower bound of the 95 % prediction interval of another centre.
        high: Upper bound.
    """

    centres: int
    mean: float
    low: float
    high: float


class Duel(NamedTuple):
    """A challenger against the reference in the centres left out.

    Attributes:
        c_statistic: C of the challenger.
        brier: Its Brier score.
        brier_difference: Challenger less reference; below 0 favours the challenger.
        ci_low: Lower bound, 95 %, by bootstrap of centres.
        ci_high: Upper bound.
        is_better: Whether the whole interval favours the challenger.
    """

    c_statistic: float
    brier: float
    brier_difference: float
    ci_low: float
    ci_high: float
    is_better: bool


def predict_by_centre(data: TrainingData, learner: Learner, seed: int) -> Floats:
    """Log-odds of every patient by a model of the other centres, shape (n,)."""
    generator = np.random.default_rng(seed)
    predicted = np.empty(len(data))
    for centre in np.unique(data.centre):
        is_out = data.centre == centre
        predicted[is_out] = predict_left_out(
            learner, data.take(~is_out), data.take(is_out), generator
        )
    return predicted


def validate(data: TrainingData, predicted: Floats, seed: int) -> Validation:
    """Performance of predictions, with intervals from resampled centres.

    Args:
        data: The patients predicted.
        predicted: Log-odds, shape (n,).
        seed: Seed of the resamples.
    """
    generator = np.random.default_rng(seed)
    drawn = []
    for _ in range(RESAMPLES):
        rows = resample_centres(data.centre, generator)
        if 0 < data.outcome[rows].sum() < len(rows):
            drawn.append(
                measure_performance(predicted[rows], data.outcome[rows], data.weight[rows])
            )
    low, high = np.quantile(np.array(drawn), INTERVAL, axis=0)
    found = measure_performance(predicted, data.outcome, data.weight)
    figures = {
        name: Figure(*(float(part) for part in parts))
        for name, *parts in zip(Performance._fields, found, low, high, strict=True)
    }
    return Validation(len(data), data.events, figures)


def validate_in_time(data: TrainingData, seed: int) -> Validation | None:
    """Performance in the prospective cohort of a model of the retrospective one.

    None when one of them has too few events or non-events.
    """
    past, later = data.take(~data.is_prospective), data.take(data.is_prospective)
    rarest = [min(part.events, len(part) - part.events) for part in (past, later)]
    if min(rarest) < LEAST_OF_EACH:
        return None
    predicted = predict_left_out(learn_reference, past, later, np.random.default_rng(seed))
    return validate(later, predicted, seed)


def measure_heterogeneity(data: TrainingData, predicted: Floats) -> dict[str, Heterogeneity]:
    """Spread over centres of C (random effects on its logit) and calibration-in-the-large.

    Source: Debray et al. 2017, doi:10.1136/bmj.i6460; Hanley and McNeil 1982 for the error of C;
    Higgins, Thompson and Spiegelhalter 2009 for the prediction interval.
    """
    logits, errors, shifts, shift_errors = [], [], [], []
    probability = to_probability(predicted)
    for centre in np.unique(data.centre):
        rows = data.centre == centre
        events, patients = float(data.outcome[rows].sum()), int(rows.sum())
        if min(events, patients - events) < LEAST_OF_EACH:
            continue
        found = measure_performance(predicted[rows], data.outcome[rows], data.weight[rows])
        c = float(np.clip(found.c_statistic, 0.02, 0.98))
        logits.append(np.log(c / (1 - c)))
        errors.append(_error_of_c(c, events, patients - events) / (c * (1 - c)))
        shifts.append(found.calibration_in_the_large)
        spread = data.weight[rows] @ (probability[rows] * (1 - probability[rows]))
        shift_errors.append(1 / np.sqrt(spread))
    if len(logits) < 3:
        return {}
    mean, low, high = _pool(np.array(logits), np.array(errors))
    of_c = Heterogeneity(
        len(logits), *(float(to_probability(np.array(v))) for v in (mean, low, high))
    )
    of_shift = Heterogeneity(len(shifts), *_pool(np.array(shifts), np.array(shift_errors)))
    return {"c_statistic": of_c, "calibration_in_the_large": of_shift}


def hold_duels(
    data: TrainingData, with_second_block: TrainingData, predicted: Floats, seed: int
) -> dict[str, Duel]:
    """Every challenger against the reference, in the same centres left out.

    Args:
        data: The patients.
        with_second_block: The same patients, with age and RAS.
        predicted: Log-odds of the reference by centre left out, shape (n,).
        seed: Seed.
    """
    duels = {}
    reference = _squared_errors(data, predicted)
    for name, learner in CHALLENGERS.items():
        theirs = predict_by_centre(
            with_second_block if name == "second_block" else data, learner, seed
        )
        errors = _squared_errors(data, theirs)
        low, high = _resample_mean(data, errors - reference, seed)
        found = measure_performance(theirs, data.outcome, data.weight)
        difference = float(np.average(errors - reference, weights=data.weight))
        duels[name] = Duel(found.c_statistic, found.brier, difference, low, high, high < 0)
    return duels


def _squared_errors(data: TrainingData, predicted: Floats) -> Floats:
    return np.asarray((data.outcome - to_probability(predicted)) ** 2, dtype=np.float64)


def _resample_mean(data: TrainingData, values: Floats, seed: int) -> tuple[float, float]:
    generator = np.random.default_rng(seed)
    means = []
    for _ in range(RESAMPLES):
        rows = resample_centres(data.centre, generator)
        means.append(np.average(values[rows], weights=data.weight[rows]))
    low, high = np.quantile(means, INTERVAL)
    return float(low), float(high)


def _error_of_c(c: float, events: float, others: float) -> float:
    one, two = c / (2 - c), 2 * c**2 / (1 + c)
    spread = c * (1 - c) + (events - 1) * (one - c**2) + (others - 1) * (two - c**2)
    return float(np.sqrt(spread / (events * others)))


def _pool(values: Floats, errors: Floats) -> tuple[float, float, float]:
    """Random-effects mean (DerSimonian and Laird) and prediction interval."""
    from scipy.stats import t

    weight = 1 / errors**2
    fixed = np.average(values, weights=weight)
    excess = weight @ (values - fixed) ** 2 - (len(values) - 1)
    between = max(0.0, excess / (weight.sum() - (weight**2).sum() / weight.sum()))
    weight = 1 / (errors**2 + between)
    mean = float(np.average(values, weights=weight))
    half = float(t.ppf(INTERVAL[1], len(values) - 2) * np.sqrt(between + 1 / weight.sum()))
    return mean, mean - half, mean + half
