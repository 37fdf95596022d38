"""The whole process repeated in resampled cohorts: optimism, intervals and instability."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from synchronox_core.prediction.penalised import predict_log_odds
from synchronox_core.prediction.performance import Performance, measure_performance
from synchronox_core.prediction.process import Fits, fit_columns, resample_centres
from synchronox_core.prediction.training_data import TrainingData
from synchronox_core.statistics.arrays import Floats

LEAST_EVENTS = 5
"""A resample with fewer patients of either outcome is drawn again."""

Progress = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Replicates:
    """What B resamples gave.

    Attributes:
        headline: Coefficients, shape (B, 1 + p).
        strategies: Coefficients, shape (B, q).
        resampled: Performance in the resample the model was made from, shape (B, n_measures).
        original: Performance of the same models in the original patients, shape (B, n_measures).
    """

    headline: Floats
    strategies: Floats
    resampled: Floats
    original: Floats

    @property
    def optimism(self) -> Performance:
        """Mean of what a model loses from its resample to the original patients."""
        return Performance(*(self.resampled - self.original).mean(axis=0).tolist())


def draw_replicates(
    data: TrainingData,
    completed: Floats,
    modifier_means: Floats,
    replications: int,
    seed: int,
    progress: Progress = lambda _: None,
) -> Replicates:
    """Repeat the process: resample centres, impute once, choose the penalty, fit, measure.

    Args:
        data: The patients.
        completed: Their values, the unknown ones drawn once, in which models are tested.
        modifier_means: As for ``fit_model``.
        replications: Resamples B.
        seed: Seed; a replicate depends on it and its number alone.
        progress: Told the share done (0-1).

    Source: Harrell, Lee and Mark 1996, doi:10.1002/(SICI)1097-0258(19960229)15:4<361; Schomaker
    and Heumann 2018, doi:10.1002/sim.7654.
    """
    columns = data.columns(completed)
    fits: list[Fits] = []
    resampled, original = [], []
    for number in range(replications):
        generator = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(number,)))
        sample = _resample(data, generator)
        own = sample.columns(sample.complete(generator))
        fit = fit_columns(sample, own, modifier_means)
        fits.append(fit)
        resampled.append(_measure(sample, own, fit.headline))
        original.append(_measure(data, columns, fit.headline))
        progress((number + 1) / replications)
    return Replicates(
        np.array([fit.headline for fit in fits]),
        np.array([fit.strategies for fit in fits]),
        np.array(resampled),
        np.array(original),
    )


def _resample(data: TrainingData, generator: np.random.Generator) -> TrainingData:
    while True:
        sample = data.take(resample_centres(data.centre, generator))
        if min(sample.events, len(sample) - sample.events) >= LEAST_EVENTS:
            return sample


def _measure(data: TrainingData, columns: Floats, coefficients: Floats) -> Performance:
    return measure_performance(predict_log_odds(columns, coefficients), data.outcome, data.weight)
