"""Hazard ratios between the groups of a survival page, and whether they are proportional."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synchronox_core.services.survival.analysis import (
    EVERYBODY,
    STRATEGY,
    SurvivalAnalysis,
    SurvivalQuestion,
    part_into_groups,
    read_followed,
)
from synchronox_core.services.survival.endpoints import ENDPOINTS
from synchronox_core.services.survival.figures import group_labels
from synchronox_core.statistics.cox import CoxModel, fit_cox
from synchronox_core.store import Store
from synchronox_core.text import text
from synchronox_core.text.formats import format_interval, format_number


@dataclass(frozen=True)
class GroupHazards:
    """The hazards of the groups against the first one, unadjusted.

    Attributes:
        model: One term a group after the first, by its code; None when it has no finite answer.
        centres: Centres within which patients are taken to resemble each other.
    """

    model: CoxModel | None
    centres: int


def has_hazards(analysis: SurvivalAnalysis) -> bool:
    """Whether hazards may be compared: several groups, no competing events, no strategies.

    Unadjusted strategies are drawn without any test of their difference (``statistics.md`` 3).
    """
    question = analysis.question
    is_comparable = question.group not in (EVERYBODY, STRATEGY)
    has_competing = ENDPOINTS[question.endpoint].has_competing
    return is_comparable and not has_competing and len(analysis.groups) > 1


def estimate_hazards(
    store: Store, question: SurvivalQuestion, groups: tuple[str, ...]
) -> GroupHazards:
    """Cox's model of the groups, robust within centres.

    Args:
        store: The cohort store.
        question: Endpoint and patients, as for ``analyse_survival``.
        groups: Codes of the groups, the one of reference first.

    Raises:
        StoreError: The store is empty, or its current extract cannot be read.
    """
    followed = read_followed(store, question)
    grouped, _ = part_into_groups(followed[followed["is_known"]], question.group)
    described = grouped[grouped["group"].isin(groups)]
    covariates = {
        code: (described["group"] == code).to_numpy().astype(np.float64) for code in groups[1:]
    }
    centres = described["centre_id"]
    try:
        model = fit_cox(
            described["months"].to_numpy(),
            described["cause"].to_numpy(),
            covariates,
            entries_months=described["entry_months"].to_numpy(),
            clusters=centres.tolist(),
        )
    except ValueError:
        model = None
    return GroupHazards(model, centres.nunique())


def hazard_table(hazards: GroupHazards, analysis: SurvivalAnalysis, language: str) -> pd.DataFrame:
    """Hazard ratios with their interval and the check of each: one row a group after the first.

    Args:
        hazards: What was estimated.
        analysis: The curves of the same question.
        language: ``en`` or ``fr``.
    """
    labels = group_labels(analysis, language)
    first = labels[next(iter(analysis.groups))]
    lines = [
        (
            text("survival.hazard_pair", language, group=labels[term.term], reference=first),
            f"{format_number(term.ratio, language, 2)} "
            f"{format_interval(term.ci_low, term.ci_high, language)}",
            f"{format_number(term.chi_square, language, 1)}, "
            f"{format_number(term.p_value, language, 3)}",
        )
        for term in (hazards.model.terms if hazards.model else ())
    ]
    headings = ("hazard_groups", "hazard_ratio", "hazard_check")
    return pd.DataFrame(lines, columns=[text(f"survival.{key}", language) for key in headings])


def hazard_note(hazards: GroupHazards, language: str) -> str:
    """How the ratios were made and how to read their check, or why there are none."""
    if hazards.model is None:
        return text("survival.hazards_none", language)
    return text(
        "survival.hazards_note",
        language,
        count=hazards.centres,
        patients=format_number(hazards.model.patients, language),
        events=format_number(hazards.model.events, language),
    )
