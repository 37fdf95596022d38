"""Performed strategies compared: clone-censor-weight, its gate, its cross-check, the naive one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from synchronox_core.statistics.arrays import Floats, Ints
from synchronox_core.statistics.bootstrap import (
    build_bootstrap_effect,
    resample_within,
    run_replicates,
)
from synchronox_core.statistics.comparison import estimate_naive
from synchronox_core.statistics.comparison_data import ComparisonData, Question
from synchronox_core.statistics.diagnostics import Diagnostic, build_diagnostic
from synchronox_core.statistics.disclosure import SMALLEST_DESCRIBED
from synchronox_core.statistics.emulation import (
    GRACE_MONTHS,
    Emulation,
    PerformedPaths,
    build_landmark_data,
    complete_paths,
    emulate_strategies,
)
from synchronox_core.statistics.estimators import estimate_effect
from synchronox_core.statistics.pooling import pool_moments
from synchronox_core.statistics.sandwich import Effect, Moments
from synchronox_core.statistics.threads import use_one_thread

IMPUTATIONS = 10


@dataclass(frozen=True)
class PerformedComparison:
    """Two strategies compared as they were performed.

    Attributes:
        arms: The strategies.
        diagnostics: Patients following and effective size of each arm.
        estimate: The contrast had everybody followed either; None while a diagnostic fails; its
            interval NaN without replicates.
        landmark: The same among those operated by the end of the grace period and free of an
            excuse; None under five patients in an arm, or while the estimate is withheld.
        naive: By the strategy performed, to be named biased; None under five patients in an arm.
    """

    arms: tuple[str, str]
    diagnostics: tuple[Diagnostic, ...]
    estimate: Effect | None
    landmark: Effect | None
    naive: Effect | None

    @property
    def withheld_because(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that fail; none when the estimate is shown."""
        return tuple(item for item in self.diagnostics if item.verdict == "fail")


@use_one_thread()
def compare_performed(
    paths: PerformedPaths,
    performed: Ints,
    question: Question,
    *,
    grace_months: float = GRACE_MONTHS,
    replicates: Floats | None = None,
) -> PerformedComparison:
    """Compare two strategies as performed, withholding the estimate while a diagnostic fails.

    Args:
        paths: What was done to the patients; their arms are those of the question.
        performed: Arm of the strategy performed in the end, -1 for another, shape (n,).
        question: Seed of the imputation, and method of the landmark analysis.
        grace_months: Time allowed for the first operation.
        replicates: From ``draw_performed_replicates`` with the same arguments, shape (B, 2).
    """
    generator = np.random.default_rng(question.seed)
    copies = IMPUTATIONS if np.isnan(paths.scaled).any() else 1
    found = [
        emulate_strategies(paths, complete_paths(paths, generator), grace_months)
        for _ in range(copies)
    ]
    diagnostics = _diagnose(paths, found)
    is_told = all(item.verdict != "fail" for item in diagnostics)
    effect = _without_interval(np.mean([item.means for item in found], axis=0))
    if replicates is not None:
        effect = build_bootstrap_effect(effect, replicates, paths.centre)
    landmark = build_landmark_data(paths, grace_months)
    return PerformedComparison(
        arms=paths.arms,
        diagnostics=diagnostics,
        estimate=effect if is_told else None,
        landmark=_estimate(estimate_effect, landmark, question) if is_told else None,
        naive=_estimate(estimate_naive, _label(paths, performed), question),
    )


def draw_performed_replicates(
    paths: PerformedPaths,
    question: Question,
    replications: int,
    *,
    grace_months: float = GRACE_MONTHS,
    done: Floats | None = None,
    progress: Callable[[Floats], None] | None = None,
) -> Floats:
    """Bootstrap means of both arms, patients drawn within centres and imputed once each.

    Args:
        paths: What was done to the patients.
        question: Its seed.
        replications: Replicates wanted in all.
        grace_months: Time allowed for the first operation.
        done: Replicates of an earlier run of the same question, shape (b, 2).
        progress: Told all replicates so far, after every chunk.

    Returns:
        Shape (replications, 2).
    """
    draw = partial(_draw_replicate, paths, question.seed, grace_months)
    return run_replicates(draw, replications, done, progress)


def _draw_replicate(paths: PerformedPaths, seed: int, grace_months: float, number: int) -> Floats:
    generator = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(number,)))
    sample = paths.take(resample_within(paths.centre, generator))
    return emulate_strategies(sample, complete_paths(sample, generator), grace_months).means


def _diagnose(paths: PerformedPaths, found: Sequence[Emulation]) -> tuple[Diagnostic, ...]:
    sizes = np.mean([item.effective_sizes for item in found], axis=0)
    following = (found[0].weights > 0).sum(axis=0)
    return tuple(
        build_diagnostic(name, values[side], arm)
        for side, arm in enumerate(paths.arms)
        for name, values in (("patients", following), ("effective_size", sizes))
    )


def _without_interval(means: Floats) -> Effect:
    return pool_moments([Moments(means, np.full((2, 2), np.nan), np.nan)])


def _label(paths: PerformedPaths, performed: Ints) -> ComparisonData:
    kept = paths.take(performed >= 0)
    labels = performed[performed >= 0]
    return ComparisonData(paths.arms, labels, kept.covariates, kept.centre, kept.outcome)


def _estimate(
    estimate: Callable[[ComparisonData, Question], Effect],
    data: ComparisonData,
    question: Question,
) -> Effect | None:
    counts = np.bincount(data.strategy, minlength=2)
    if counts.min() < SMALLEST_DESCRIBED:
        return None
    effect = estimate(data, replace(question, arms=(data.strategies[0], data.strategies[1])))
    return None if np.isnan(effect.difference) else effect
