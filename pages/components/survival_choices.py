"""What a reader chooses on the page of survival, each kept in the address."""

import streamlit as st

from pages.components import address, filters
from pages.components.language import current_language, text
from synchronox_core.services import survival_figures
from synchronox_core.services.survival_analysis import EVERYBODY, GROUPS, SurvivalQuestion
from synchronox_core.services.survival_endpoints import ENDPOINTS


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
    return SurvivalQuestion(endpoint, group, asked)
