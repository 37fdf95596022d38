"""Bootstrap of patients within centres, in chunks that can be left running and taken up again."""

from collections.abc import Callable

import numpy as np

from synchronox_core.statistics.arrays import Floats, Ints
from synchronox_core.statistics.comparison_data import ComparisonData, Question, select_compared
from synchronox_core.statistics.estimators import complete_covariates, estimate_means
from synchronox_core.statistics.sandwich import CONFIDENCE, Effect
from synchronox_core.statistics.threads import use_one_thread

CHUNK = 25
LEAST_SHARE_DONE = 0.95
"""An interval is told only when nearly all replicates could be estimated."""


@use_one_thread()
def draw_replicates(
    data: ComparisonData,
    question: Question,
    replications: int,
    *,
    done: Floats | None = None,
    progress: Callable[[Floats], None] | None = None,
) -> Floats:
    """Means of both arms in resampled cohorts.

    Method: patients drawn with replacement within each centre, unknown covariates imputed once in
    each resample, and everything estimated again. A replicate depends only on the seed and its
    number, so that a run may be stopped and taken up again.

    Args:
        data: The analysis set.
        question: The contrast and the method.
        replications: Replicates wanted in all.
        done: Replicates of an earlier run of the same question, shape (b, 2).
        progress: Told all replicates so far, after every chunk.

    Returns:
        Shape (replications, 2); NaN where a resample could not be estimated.

    Raises:
        UsageError: The question does not suit the data.

    Source: Davison and Hinkley 1997, Bootstrap Methods and their Application, 3.8; Schomaker and
    Heumann 2018, doi:10.1002/sim.7654.
    """
    kept, arm = select_compared(data, question)
    found = np.empty((0, 2)) if done is None else done
    while len(found) < replications:
        numbers = range(len(found), min(len(found) + CHUNK, replications))
        chunk = [_draw_replicate(kept, arm, question, number) for number in numbers]
        found = np.vstack([found, *chunk])
        if progress is not None:
            progress(found)
    return found[:replications]


def build_bootstrap_effect(effect: Effect, replicates: Floats) -> Effect:
    """An effect with the percentile interval of its replicates.

    Args:
        effect: The effect in the data at hand.
        replicates: Means of both arms, shape (B, 2).

    Returns:
        The effect with its standard error and bounds from the replicates; all NaN when too many
        could not be estimated.
    """
    kept = replicates[np.isfinite(replicates).all(axis=1)]
    is_told = len(kept) >= max(LEAST_SHARE_DONE * len(replicates), 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = kept[:, 0] / kept[:, 1]
    differences = kept[:, 0] - kept[:, 1]
    error = float(differences.std(ddof=1)) if is_told else np.nan
    return Effect(
        effect.means,
        effect.difference,
        error,
        *_percentiles(differences, is_told),
        effect.ratio,
        *_percentiles(ratios, is_told),
    )


def resample_within(centre: Ints, generator: np.random.Generator) -> Ints:
    """Rows drawn with replacement within each centre, shape (n,)."""
    order = np.argsort(centre, kind="stable")
    _, starts, sizes = np.unique(centre[order], return_index=True, return_counts=True)
    start, size = np.repeat(starts, sizes), np.repeat(sizes, sizes)
    drawn = (generator.random(len(centre)) * size).astype(np.int64)
    return np.asarray(order[start + drawn], dtype=np.int64)


def _draw_replicate(kept: ComparisonData, arm: Ints, question: Question, number: int) -> Floats:
    seed = np.random.SeedSequence(question.seed, spawn_key=(number,))
    generator = np.random.default_rng(seed)
    rows = resample_within(kept.centre, generator)
    if len(np.unique(arm[rows])) < arm.max() + 1:
        return np.full((1, 2), np.nan)
    sample = kept.take(rows)
    scaled = complete_covariates(sample, arm[rows], generator)
    return estimate_means(sample, arm[rows], question, scaled)[None, :]


def _percentiles(values: Floats, is_told: bool) -> tuple[float, float]:
    if not is_told or not np.isfinite(values).all():
        return np.nan, np.nan
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)
