"""Strategies compared as performed: clone, censor, weight, beside the landmark and the naive."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from synchronox_core.errors import UsageError
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.comparisons.decision_covariates import place_codes
from synchronox_core.services.comparisons.planned import ShareTold, StrategyQuestion
from synchronox_core.services.comparisons.strategy_outcomes import BINARY, months_since_decision
from synchronox_core.services.comparisons.strategy_sets import (
    PERFORMED_RULES,
    AnalysisSet,
    build_analysis_set,
)
from synchronox_core.statistics.arrays import Floats
from synchronox_core.statistics.attrition import Attrition
from synchronox_core.statistics.comparison_data import Question
from synchronox_core.statistics.disclosure import SMALLEST_DESCRIBED
from synchronox_core.statistics.emulation import PerformedPaths
from synchronox_core.statistics.outcomes import BinaryOutcome
from synchronox_core.statistics.performed import (
    PerformedComparison,
    compare_performed,
    draw_performed_replicates,
)
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


@dataclass(frozen=True, eq=False)
class PerformedStrategies:
    """Two strategies as performed, with whom it is about.

    Attributes:
        asked: The question; its method is that of the landmark analysis.
        settings: Readings of the record in force.
        as_of: Data cut.
        attrition: From the patients of the filter to those followed from the decision.
        patients: Patients cloned.
        comparison: The comparison; None under five patients who began either strategy.
        replications: Resamples behind the interval.
    """

    asked: StrategyQuestion
    settings: ProtocolSettings
    as_of: date
    attrition: Attrition
    patients: int
    comparison: PerformedComparison | None
    replications: int


def compare_performed_strategies(
    store: Store,
    asked: CohortFilter,
    settings: ProtocolSettings,
    question: StrategyQuestion,
    *,
    replications: int = PERFORMED_REPLICATIONS,
    as_of: date | None = None,
    progress: Progress = silent,
    told: ShareTold = lambda _: None,
) -> PerformedStrategies:
    """Two strategies compared as performed, whatever was planned, in the current extract.

    Args:
        store: The cohort store.
        asked: Which patients.
        settings: Readings of the record in force.
        question: Outcome and arms.
        replications: Resamples of the interval.
        as_of: Data cut; None takes the one of the extract.
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
    begun = np.bincount(paths.operation[paths.operation >= 0], minlength=2)
    comparison = None
    if begun.min() >= SMALLEST_DESCRIBED:
        comparison = _compare(found, paths, question, replications, told)
    return PerformedStrategies(
        asked=question,
        settings=settings,
        as_of=found.as_of,
        attrition=found.attrition,
        patients=len(paths),
        comparison=comparison,
        replications=replications,
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
    arms = question.arms
    for setting, value, allowed in (
        ("outcome", question.outcome, BINARY),
        ("arms", arms[0], tuple(FIRST_SITES)),
        ("arms", arms[1], tuple(arm for arm in FIRST_SITES if arm != arms[0])),
    ):
        if value not in allowed:
            raise UsageError(
                "errors.setting_value", setting=setting, value=value, allowed=", ".join(allowed)
            )


def _compare(
    found: AnalysisSet,
    paths: PerformedPaths,
    question: StrategyQuestion,
    replications: int,
    told: ShareTold,
) -> PerformedComparison:
    posed = Question(question.arms, question.method)
    performed = place_codes(found.patients["strategy_performed"], question.arms)
    alone = compare_performed(paths, performed, posed)
    if alone.estimate is None:
        return alone

    def tell(drawn: Floats) -> None:
        told(len(drawn) / replications)

    replicates = draw_performed_replicates(paths, posed, replications, progress=tell)
    return compare_performed(paths, performed, posed, replicates=replicates)
