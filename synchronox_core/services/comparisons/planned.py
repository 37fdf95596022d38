"""Strategies compared as the board planned them: the estimate, and what is asked of it in turn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.comparisons.decision_covariates import place_codes
from synchronox_core.services.comparisons.strategy_sets import AnalysisSet, build_analysis_set
from synchronox_core.statistics.arrays import Floats
from synchronox_core.statistics.attrition import Attrition
from synchronox_core.statistics.bootstrap import BOOTSTRAPPED, draw_replicates
from synchronox_core.statistics.comparison import Comparison, compare_strategies
from synchronox_core.statistics.comparison_data import Method, Question, select_compared
from synchronox_core.statistics.disclosure import is_described
from synchronox_core.statistics.modifiers import LevelEffect, estimate_heterogeneity
from synchronox_core.statistics.outcomes import Outcome
from synchronox_core.statistics.sensitivity import (
    EValue,
    SensitivityRow,
    estimate_e_value,
    estimate_sensitivity,
)
from synchronox_core.store import Store
from synchronox_core.store.building import Progress, silent

REPLICATIONS = 500
"""Resamples of a bootstrap asked for on the page."""

LEVELS: dict[str, tuple[str, ...]] = {
    "bilobar": ("no", "yes"),
    "lesions": ("1", "2_3", "4_10", "over_10"),
    "tumour_level": ("mid", "low"),
    "liver_resectability_class": ("I", "II", "III"),
    "decision_recist": ("PR", "CR", "SD", "PD"),
}
"""Levels of each pre-specified modifier, the one the others are compared with first.

Source: ``statistics.md`` 3; the groups of the number of lesions are those of the generator's prior.
"""

MOST_LESIONS = {"1": 1, "2_3": 3, "4_10": 10}
"""Largest number of lesions of each level but the last."""

ShareTold = Callable[[float], None]


@dataclass(frozen=True)
class StrategyQuestion:
    """What is asked.

    Attributes:
        outcome: One of ``strategy_outcomes.OUTCOMES``.
        arms: First strategy and the one it is compared with.
        method: How they are made comparable.
    """

    outcome: str = "complete_treatment"
    arms: tuple[str, str] = (Strategy.LIVER_FIRST.value, Strategy.RECTUM_FIRST.value)
    method: Method = "overlap"


@dataclass(frozen=True, eq=False)
class StrategyComparison:
    """A comparison of strategies with whom it is about.

    Attributes:
        asked: The question.
        settings: Readings of the record in force.
        as_of: Data cut.
        attrition: From the patients of the filter to the two arms.
        comparison: Diagnostics, balance, estimate and naive contrast.
        outcome: The outcome of the patients compared.
        covariates: Columns adjusted for.
        e_value: E-value of the estimate; None without one, without a ratio, or in months.
        replications: Resamples behind the interval; 0 for the analytic one.
    """

    asked: StrategyQuestion
    settings: ProtocolSettings
    as_of: date
    attrition: Attrition
    comparison: Comparison
    outcome: Outcome
    covariates: tuple[str, ...]
    e_value: EValue | None
    replications: int

    @property
    def is_described(self) -> bool:
        """Whether the patients compared are enough to be described."""
        return is_described(self.attrition.steps[-1].remaining)

    @property
    def has_bootstrap(self) -> bool:
        """Whether there is an estimate of which a bootstrap gives an interval."""
        return self.comparison.estimate is not None and self.asked.method in BOOTSTRAPPED


@dataclass(frozen=True, eq=False)
class Exploration:
    """The same question asked in other ways, and by level of the pre-specified modifiers.

    Attributes:
        sensitivity: The contrast by other methods, trimmed, without each centre, in the extremes.
        centres: Code of each centre, by position.
        modifiers: Contrast in each level, by modifier; a modifier without a level told is left out.
    """

    sensitivity: tuple[SensitivityRow, ...]
    centres: tuple[str, ...]
    modifiers: dict[str, tuple[LevelEffect, ...]]


def compare_planned(
    store: Store,
    asked: CohortFilter,
    settings: ProtocolSettings,
    question: StrategyQuestion,
    *,
    as_of: date | None = None,
    replications: int = 0,
    progress: Progress = silent,
    told: ShareTold = lambda _: None,
) -> StrategyComparison:
    """Two strategies compared as planned, in the current extract.

    Args:
        store: The cohort store.
        asked: Which patients.
        settings: Readings of the record in force.
        question: Outcome, arms and method.
        as_of: Data cut; None takes the one of the extract.
        replications: Resamples of a bootstrap interval; 0 for the analytic one.
        progress: Told the share derived (0-1).
        told: Told the share (0-1) of the resamples, without them of the imputations.

    Raises:
        StoreError: The store is empty or cannot be read.
        UsageError: The arms are one, or the method does not suit the outcome.
    """
    found = _build_set(store, asked, settings, question, as_of, progress)
    posed = Question(question.arms, question.method)
    replicates = _draw(found, posed, replications, told) if replications else None
    comparison = compare_strategies(
        found.data,
        posed,
        replicates=replicates,
        progress=lambda done: None if replications else told(done / posed.imputations),
    )
    return StrategyComparison(
        asked=question,
        settings=settings,
        as_of=found.as_of,
        attrition=found.attrition,
        comparison=comparison,
        outcome=select_compared(found.data, posed)[0].outcome,
        covariates=tuple(covariate.name for covariate in found.data.covariates),
        e_value=_find_e_value(comparison, found.data.outcome),
        replications=replications,
    )


def explore_comparison(
    store: Store,
    asked: CohortFilter,
    settings: ProtocolSettings,
    question: StrategyQuestion,
    *,
    as_of: date | None = None,
    told: ShareTold = lambda _: None,
) -> Exploration:
    """The same question asked in other ways; nothing is told while its estimate is withheld.

    Args:
        store: The cohort store.
        asked: Which patients.
        settings: Readings of the record in force.
        question: Outcome, arms and method.
        as_of: Data cut; None takes the one of the extract.
        told: Told the share done (0-1).

    Raises:
        StoreError: As for ``compare_planned``.
        UsageError: As for ``compare_planned``.
    """
    found = _build_set(store, asked, settings, question, as_of, silent)
    comparison = compare_strategies(found.data, Question(question.arms, question.method))
    modifiers = {}
    for number, (name, levels) in enumerate(LEVELS.items()):
        told(number / (2 * len(LEVELS)))
        level = place_codes(_read_levels(found, name), levels)
        effects = estimate_heterogeneity(found.data, comparison, levels, level)
        if effects:
            modifiers[name] = effects
    told(0.5)
    sensitivity = estimate_sensitivity(found.data, comparison)
    return Exploration(sensitivity, found.centres, modifiers)


def _build_set(
    store: Store,
    asked: CohortFilter,
    settings: ProtocolSettings,
    question: StrategyQuestion,
    as_of: date | None,
    progress: Progress,
) -> AnalysisSet:
    return build_analysis_set(
        store, asked, settings, question.outcome, question.arms, as_of=as_of, progress=progress
    )


def _find_e_value(comparison: Comparison, outcome: Outcome) -> EValue | None:
    # A ratio of restricted means is no risk ratio.
    if comparison.estimate is None or outcome.scale != 1.0:
        return None
    return estimate_e_value(comparison.estimate)


def _draw(found: AnalysisSet, posed: Question, replications: int, told: ShareTold) -> Floats:
    return draw_replicates(
        found.data, posed, replications, progress=lambda done: told(len(done) / replications)
    )


def _read_levels(found: AnalysisSet, name: str) -> pd.Series:
    values = found.patients[name]
    if name != "lesions":
        return values
    bounds = [0, *MOST_LESIONS.values(), float("inf")]
    return pd.cut(values, bounds, labels=list(LEVELS[name])).astype(object)
