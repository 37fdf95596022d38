"""The comparison on real published patients: the same diagnostics, the same gate."""

import streamlit as st

from pages.components import (
    comparison_views,
    data_access,
    frame,
    result_views,
    strategy_choices,
    taken_files,
)
from pages.components.language import text
from synchronox_core.services.external import cohorts as external_cohorts

frame.open_page("external_comparison", needs_extract=False)
st.markdown(text("comparison.external_lead"))
loaded = {cohort.name for cohort in data_access.store().catalogue().externals}
name, question = strategy_choices.external_question()
if name not in loaded:
    st.info(text("comparison.external_none"))
    result_views.command(external_cohorts.LOAD_COMMAND.format(name=name))
    st.stop()
if question.arms[0] == question.arms[1]:
    st.info(text("comparison.same_arms"))
    st.stop()

found = data_access.external_comparison(name, question)
taken_files.name_source(text(f"comparison.external_{name}"))
comparison_views.show_attrition(found.attrition)
comparison_views.show_arms(found.comparison, found.outcome)
comparison_views.show_diagnostics(found.comparison)
intervals = text("comparison.external_interval")
comparison_views.show_estimate(found.comparison, question.outcome, intervals, in_months=True)
