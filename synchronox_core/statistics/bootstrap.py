"""Bootstrap of patients within centres, in chunks that can be left running and taken up again."""

from collections.abc import Callable
from functools import partial

import numpy as np

from synchronox_core.errors import UsageError
from synchronox_core.statistics.arrays import Floats, Ints
from synchronox_core.statistics.comparison_data import (
    ComparisonData,
    Method,
    Question,
    select_compared,
)
from synchronox_core.statistics.estimators import complete_covariates, estimate_means
from synchronox_core.statistics.sandwich import Effect, build_effect, count_freedom
from synchronox_core.statistics.threads import use_one_thread

BOOTSTRAPPED: tuple[Method, ...] = ("overlap",)
"""Methods that offer a bootstrap interval: those held against the known truth.

For matching it is not valid (Abadie and Imbens 2008, doi:10.3982/ECTA6474).
"""

CHUNK = 25
LEAST_SHARE_DONE = 0.95
"""An interval is told only when nearly all replicates could be estimated."""


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
        UsageError: The question does not suit the data, or its method is not bootstrapped.

    Source: Davison and Hinkley 1997, Bootstrap Methods and their Application, 3.8; Schomaker and
    Heumann 2018, doi:10.1002/sim.7654.
    """
    if question.method not in BOOTSTRAPPED:
        allowed = ", ".join(BOOTSTRAPPED)
        raise UsageError(
            "errors.setting_value", setting="method", value=question.method, allowed=allowed
        )
    kept, arm = select_compared(data, question)
    draw = partial(_draw_replicate, kept, arm, question)
    return run_replicates(draw, replications, done, progress)


@use_one_thread()
def run_replicates(
    draw: Callable[[int], Floats],
    replications: int,
    done: Floats | None = None,
    progress: Callable[[Floats], None] | None = None,
) -> Floats:
    """Replicates by number, from where an earlier run stopped.

    Args:
        draw: Means of both arms, shape (2,), of the replicate of a number.
        replications: Replicates wanted in all.
        done: Replicates of an earlier run, shape (b, 2).
        progress: Told all replicates so far, after every chunk.

    Returns:
        Shape (replications, 2).
    """
    found = np.empty((0, 2)) if done is None else done
    while len(found) < replications:
        numbers = range(len(found), min(len(found) + CHUNK, replications))
        found = np.vstack([found, *map(draw, numbers)])
        if progress is not None:
            progress(found)
    return found[:replications]


def build_bootstrap_effect(effect: Effect, replicates: Floats, centre: Ints) -> Effect:
    """An effect with an interval from its replicates.

    Method: t interval from the variance of the replicates, on the logarithm for the ratio, with
    the degrees of freedom of the analytic interval. Drawing m patients from the m of a centre
    understates its variance by (m - 1) / m, which n / (n - G) makes up for over G centres. Plain
    percentiles held the truth in 0.91 of cohorts of 550 patients.

    Args:
        effect: The effect in the data at hand.
        replicates: Means of both arms, shape (B, 2).
        centre: Centre of each patient resampled, shape (n,).

    Returns:
        The effect with its standard error and bounds from the replicates; all NaN when too many
        could not be estimated, or no centre has two patients.

    Source: Rao and Wu 1988, doi:10.1080/01621459.1988.10478591.
    """
    kept = replicates[np.isfinite(replicates).all(axis=1)]
    patients, centres = len(centre), len(np.unique(centre))
    variances = np.full(2, np.nan)
    if len(kept) >= max(LEAST_SHARE_DONE * len(replicates), 2) and patients > centres:
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn = np.column_stack([kept[:, 0] - kept[:, 1], np.log(kept[:, 0] / kept[:, 1])])
            variances = drawn.var(axis=0, ddof=1) * patients / (patients - centres)
    with np.errstate(divide="ignore", invalid="ignore"):
        targets = np.array([effect.difference, np.log(effect.ratio)])
    freedom = np.full(2, count_freedom(centre))
    return build_effect(np.array(effect.means), targets, variances, freedom)


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
        return np.full(2, np.nan)
    sample = kept.take(rows)
    scaled = complete_covariates(sample, arm[rows], generator)
    return estimate_means(sample, arm[rows], question, scaled)
