"""Strategies compared as performed: clone, censor, weight, beside the landmark and the naive."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from synchronox_core.errors import UsageError
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.services.cohort_filters import CohortFilter
from synchronox_core.services.comparisons import ShareTold, StrategyQuestion
from synchronox_core.services.decision_covariates import place_codes
from synchronox_core.services.strategy_outcomes import BINARY, months_since_decision
from synchronox_core.services.strategy_sets import (
    PERFORMED_RULES,
    AnalysisSet,
    build_analysis_set,
)
from synchronox_core.statistics.arrays import Floats
from synchronox_core.statistics.attrition import Attrition
from synchronox_core.statistics.bootstrap import build_bootstrap_effect
from synchronox_core.statistics.comparison import Comparison, compare_strategies, estimate_naive
from synchronox_core.statistics.comparison_data import ComparisonData, Question
from synchronox_core.statistics.diagnostics import Diagnostic, build_diagnostic
from synchronox_core.statistics.disclosure import SMALLEST_DESCRIBED, is_described
from synchronox_core.statistics.emulation import (
    GRACE_MONTHS,
    Emulation,
    PerformedPaths,
    build_landmark_data,
    complete_paths,
    draw_emulated_means,
    emulate_strategies,
)
from synchronox_core.statistics.outcomes import BinaryOutcome
from synchronox_core.statistics.sandwich import Effect
from synchronox_core.statistics.threads import use_one_thread
from synchronox_core.store import Store
from synchronox_core.store.building import Progress, silent

FIRST_SITES = {
    Strategy.SIMULTANEOUS.value: "both",
    Strategy.RECTUM_FIRST.value: "rectum",
    Strategy.LIVER_FIRST.value: "liver",
}
"""First treatment that begins each strategy; an adaptive one begins with any."""

PERFORMED_REPLICATIONS = 200
"""Resamples of the interval of performed strategies, which have no analytic one."""

IMPUTATIONS = 10
SEED = 20260401
TOLD_REPLICATES = 5


@dataclass(frozen=True, eq=False)
class PerformedComparison:
    """Two strategies as performed.

    Attributes:
        asked: The question; its method is of no matter.
        settings: Readings of the record in force.
        as_of: Data cut.
        attrition: From the patients of the filter to those followed from the decision.
        patients: Patients cloned.
        diagnostics: Clones left and effective size of each arm.
        means: Outcome had everybody followed the first, and the second; None while withheld.
        effect: The contrast with its bootstrap interval; None while withheld or not asked for.
        landmark: The simpler cross-check, by first treatment within the grace period.
        naive: By strategy performed, to be named biased; None when too few.
        replications: Resamples behind the interval; 0 when it was not asked for.
    """

    asked: StrategyQuestion
    settings: ProtocolSettings
    as_of: date
    attrition: Attrition
    patients: int
    diagnostics: tuple[Diagnostic, ...]
    means: tuple[float, float] | None
    effect: Effect | None
    landmark: Comparison
    naive: Effect | None
    replications: int

    @property
    def is_described(self) -> bool:
        """Whether the patients cloned are enough to be described."""
        return is_described(self.patients)

    @property
    def withheld_because(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that fail; none when the estimate is shown."""
        return tuple(item for item in self.diagnostics if item.verdict == "fail")


@use_one_thread()
def compare_performed(
    store: Store,
    asked: CohortFilter,
    settings: ProtocolSettings,
    question: StrategyQuestion,
    *,
    as_of: date | None = None,
    replications: int = 0,
    progress: Progress = silent,
    told: ShareTold = lambda _: None,
) -> PerformedComparison:
    """Two strategies compared as performed, whatever was planned, in the current extract.

    Method: every patient follows both strategies until the first treatment, or the end of the
    grace period, says otherwise; death, progression and contraindication before it are no
    deviation, and the second operation is outcome.

    Args:
        store: The cohort store.
        asked: Which patients.
        settings: Readings of the record in force.
        question: Outcome and arms.
        as_of: Data cut; None takes the one of the extract.
        replications: Resamples of the interval; 0 leaves the contrast without one, unshown.
        progress: Told the share derived (0-1).
        told: Told the share of the resamples (0-1).

    Raises:
        StoreError: The store is empty or cannot be read.
        UsageError: A strategy that no first treatment begins, twice the same, or an outcome
            without a value at a horizon.

    Source: ``statistics.md`` 3, performed strategy.
    """
    _check(question)
    found = build_analysis_set(
        store, asked, settings, question.outcome, question.arms,
        rules=PERFORMED_RULES, as_of=as_of, progress=progress,
    )  # fmt: skip
    paths = build_paths(found, question)
    emulations = _emulate(paths)
    diagnostics = _diagnose(emulations, question)
    is_shown = all(item.verdict != "fail" for item in diagnostics)
    means = np.mean([item.means for item in emulations], axis=0) if is_shown else None
    effect = None
    if means is not None and replications:
        effect = build_bootstrap_effect(_build_effect(means), _draw(paths, replications, told))
    return PerformedComparison(
        asked=question,
        settings=settings,
        as_of=found.as_of,
        attrition=found.attrition,
        patients=len(paths),
        diagnostics=diagnostics,
        means=None if means is None else (float(means[0]), float(means[1])),
        effect=effect,
        landmark=compare_strategies(
            build_landmark_data(paths, GRACE_MONTHS), Question(question.arms)
        ),
        naive=_estimate_naive(found, question),
        replications=replications if effect else 0,
    )


def build_paths(found: AnalysisSet, question: StrategyQuestion) -> PerformedPaths:
    """What was done to the patients of an analysis set after the decision.

    Args:
        found: The set, by ``PERFORMED_RULES``.
        question: Its outcome is binary.
    """
    assert isinstance(found.data.outcome, BinaryOutcome)
    kinds = [FIRST_SITES[arm] for arm in question.arms]
    return PerformedPaths(
        arms=question.arms,
        operated_months=months_since_decision(found.patients, "first_site_days"),
        operation=place_codes(found.patients["first_site"], kinds),
        excused_months=months_since_decision(found.patients, "interruption_days"),
        observed_months=months_since_decision(found.patients, "os_days"),
        covariates=found.data.covariates,
        centre=found.data.centre,
        outcome=found.data.outcome,
    )


def _check(question: StrategyQuestion) -> None:
    for setting, value, allowed in (
        ("outcome", question.outcome, BINARY),
        *(("arms", arm, tuple(FIRST_SITES)) for arm in question.arms),
    ):
        if value not in allowed:
            raise UsageError(
                "errors.setting_value", setting=setting, value=value, allowed=", ".join(allowed)
            )


def _emulate(paths: PerformedPaths) -> list[Emulation]:
    if len(np.unique(paths.operation)) < 2 or len(paths) < SMALLEST_DESCRIBED:
        return []
    generator = np.random.default_rng(SEED)
    copies = IMPUTATIONS if np.isnan(paths.scaled).any() else 1
    return [emulate_strategies(paths, complete_paths(paths, generator)) for _ in range(copies)]


def _diagnose(emulations: list[Emulation], question: StrategyQuestion) -> tuple[Diagnostic, ...]:
    found = []
    for side, arm in enumerate(question.arms):
        left = [int((item.weights[:, side] > 0).sum()) for item in emulations]
        sizes = [item.effective_sizes[side] for item in emulations]
        found.append(build_diagnostic("patients", left[0] if left else 0, arm))
        found.append(
            build_diagnostic("effective_size", float(np.mean(sizes)) if sizes else 0.0, arm)
        )
    return tuple(found)


def _draw(paths: PerformedPaths, replications: int, told: ShareTold) -> Floats:
    drawn = []
    for number in range(replications):
        if number % TOLD_REPLICATES == 0:
            told(number / replications)
        drawn.append(draw_emulated_means(paths, SEED, number))
    return np.array(drawn)


def _build_effect(means: Floats) -> Effect:
    nothing = float("nan")
    ratio = float(means[0] / means[1]) if means[1] > 0 else nothing
    difference = float(means[0] - means[1])
    pair = (float(means[0]), float(means[1]))
    return Effect(pair, difference, nothing, nothing, nothing, ratio, nothing, nothing)


def _estimate_naive(found: AnalysisSet, question: StrategyQuestion) -> Effect | None:
    performed = place_codes(found.patients["strategy_performed"], question.arms)
    kept = performed >= 0
    counts = np.bincount(performed[kept], minlength=2)
    if counts.min() < SMALLEST_DESCRIBED:
        return None
    data: ComparisonData = found.data.take(kept)
    labelled = ComparisonData(
        question.arms, performed[kept], data.covariates, data.centre, data.outcome
    )
    effect = estimate_naive(labelled, Question(question.arms))
    return None if pd.isna(effect.difference) else effect
