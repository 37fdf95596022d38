"""Survival by planned strategy, weighted so that the two strategies compared are alike."""

from dataclasses import replace
from typing import cast

import pandas as pd

from synchronox_core.errors import UsageError
from synchronox_core.services.comparisons.strategy_outcomes import OUTCOMES
from synchronox_core.services.comparisons.strategy_sets import build_analysis_set
from synchronox_core.services.comparisons.words import withheld_sentence
from synchronox_core.services.survival.analysis import (
    STRATEGY,
    UNWEIGHTED,
    SurvivalAnalysis,
    SurvivalQuestion,
    analyse_followed,
    analyse_survival,
    read_followed,
)
from synchronox_core.services.survival.endpoints import ENDPOINTS
from synchronox_core.statistics.comparison import compare_strategies
from synchronox_core.statistics.comparison_data import Method, Question, is_compared
from synchronox_core.store import Store
from synchronox_core.text import text

WEIGHTS = (UNWEIGHTED, "overlap", "iptw")
"""Weights of the curves: none, those of the overlap, inverse probabilities."""

NOT_COMPARED = "not_compared"
"""Why a patient with an outcome is in no weighted curve."""


def can_weight(endpoint: str, group: str) -> bool:
    """Whether curves can be weighted: strategies as planned, on an outcome they are compared on."""
    return group == STRATEGY and endpoint in OUTCOMES


def analyse_weighted_survival(store: Store, question: SurvivalQuestion) -> SurvivalAnalysis:
    """The survival of the patients a filter keeps, with the weights asked for.

    The weights are those of the comparison of the two strategies on this endpoint, and without
    curves while one of its diagnostics fails; ``weighting`` then tells which. Intervals take the
    weights as known.

    Args:
        store: The cohort store.
        question: Endpoint, groups, patients, readings, weights and strategies.

    Raises:
        StoreError: The store is empty, or its current extract cannot be read.
        UsageError: Weights for anything but strategies as planned on an outcome compared.
    """
    if question.weights == UNWEIGHTED:
        return analyse_survival(store, question)
    _check(question)
    found = build_analysis_set(
        store,
        question.asked,
        question.readings,
        question.endpoint,
        question.arms,
        as_of=question.as_of,
    )
    posed = Question(question.arms, cast(Method, question.weights))
    comparison = compare_strategies(found.data, posed)
    compared = found.patients.loc[is_compared(found.data, posed), "patient_id"]
    weights = pd.Series(1.0, compared.to_numpy())
    if not comparison.withheld_because:
        weights[:] = comparison.weights
    analysis = analyse_followed(question, _weigh(read_followed(store, question), weights))
    if comparison.withheld_because:
        analysis = replace(analysis, groups={})
    return replace(analysis, weighting=comparison)


def _weigh(followed: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """Rows with their weight; who has none is left out of the curves with the reason."""
    weight = followed["patient_id"].map(weights)
    is_outside = followed["is_known"] & weight.isna()
    return followed.assign(
        weight=weight,
        reason=followed["reason"].mask(is_outside, NOT_COMPARED),
        is_known=followed["is_known"] & ~is_outside,
    )


def _check(question: SurvivalQuestion) -> None:
    weighable = [name for name in ENDPOINTS if name in OUTCOMES]
    for setting, value, allowed in (
        ("--by", question.group, [STRATEGY]),
        ("--endpoint", question.endpoint, weighable),
    ):
        if value not in allowed:
            raise UsageError(
                "errors.setting_value", setting=setting, value=value, allowed=", ".join(allowed)
            )


def weighting_sentence(analysis: SurvivalAnalysis, language: str) -> str:
    """Whom weighted curves speak about, or why they are withheld; empty without weights."""
    if analysis.weighting is None:
        return ""
    if analysis.weighting.withheld_because:
        return withheld_sentence(analysis.weighting.withheld_because, language)
    return text(f"survival.weighted_{analysis.question.weights}", language)


def nothing_drawn(analysis: SurvivalAnalysis, language: str) -> str:
    """Why there is no curve: the comparison that withholds them, or groups that are too small."""
    has_failed = analysis.weighting is not None and analysis.weighting.withheld_because
    return (
        weighting_sentence(analysis, language) if has_failed else text("survival.nobody", language)
    )
