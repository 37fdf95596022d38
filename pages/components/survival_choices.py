"""What a reader chooses on the page of survival, each kept in the address."""

from dataclasses import replace

import streamlit as st

from pages.components import address, filters, strategy_choices
from pages.components.language import current_language, text
from synchronox_core.services.survival import figures as survival_figures
from synchronox_core.services.survival.analysis import (
    EVERYBODY,
    GROUPS,
    UNWEIGHTED,
    SurvivalQuestion,
)
from synchronox_core.services.survival.endpoints import ENDPOINTS
from synchronox_core.services.survival.weights import WEIGHTS, can_weight


def question() -> SurvivalQuestion:
    """Patients, endpoint and groups chosen."""
    language = current_language()
    asked = filters.cohort_filter()
    left, right = st.columns(2)
    with left:
        endpoint = address.choose_one(
            "survival",
            text("survival.endpoint"),
            tuple(ENDPOINTS),
            default="os",
            label_of=lambda code: survival_figures.endpoint_label(code, language),
        )
    with right:
        group = address.choose_one(
            "apart",
            text("survival.group"),
            GROUPS,
            default=EVERYBODY,
            label_of=lambda code: survival_figures.choice_label(code, language),
        )
    question = SurvivalQuestion(endpoint, group, asked)
    return _weighted(question) if can_weight(endpoint, group) else question


def _weighted(question: SurvivalQuestion) -> SurvivalQuestion:
    weights = address.choose_one(
        "weights",
        text("survival.weights"),
        WEIGHTS,
        default=UNWEIGHTED,
        label_of=lambda code: text(f"survival.weights_{code}"),
    )
    if weights == UNWEIGHTED:
        return question
    return replace(question, weights=weights, arms=strategy_choices.planned_arms())
