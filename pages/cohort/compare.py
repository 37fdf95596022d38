"""Two strategies compared: whom it is about, diagnostics, the estimate or why it is withheld."""

import streamlit as st

from pages.components import (
    comparison_views,
    data_access,
    filters,
    frame,
    long_comparisons,
    printed,
    readings,
    result_views,
    strategy_choices,
)
from pages.components.language import current_language, text
from synchronox_core.services.comparisons import target_trial
from synchronox_core.services.comparisons import words as comparison_words

frame.open_page("compare")
language = current_language()
st.markdown(text("comparison.lead"))
asked = filters.cohort_filter()
settings = readings.choose_readings()
if not data_access.is_answered_at_once(settings):
    st.info(text("outcomes.too_many"))
    result_views.command(readings.command_line(settings))
    st.stop()
is_planned = strategy_choices.kind() == "planned"
question = strategy_choices.question(is_planned=is_planned)
if question.arms[0] == question.arms[1]:
    st.info(text("comparison.same_arms"))
    st.stop()

if not is_planned:
    st.markdown(text("comparison.performed_lead"))
    performed = long_comparisons.performed(asked, settings, question)
    if performed is not None:
        comparison_views.show_performed(performed)
        st.header(text("comparison.trial"))
        protocol = target_trial.performed_protocol(performed, language)
        printed.table(protocol, alt=text("comparison.trial_alt"))
    st.stop()

found = long_comparisons.planned(asked, settings, question)
if found is None:
    st.stop()
comparison = found.comparison
in_months = comparison_words.is_in_months(found.outcome)
comparison_views.show_attrition(found.attrition)
if not found.is_described:
    st.info(text("comparison.too_few"))
    st.stop()
comparison_views.show_arms(comparison, found.outcome)
comparison_views.show_diagnostics(comparison)
intervals = comparison_words.interval_sentence(0, language)
comparison_views.show_estimate(comparison, question.outcome, intervals, in_months=in_months)
if found.e_value is not None:
    st.caption(comparison_words.e_value_sentence(found.e_value, language))

if found.has_bootstrap:
    st.subheader(text("comparison.bootstrap"))
    st.caption(text("comparison.bootstrap_lead"))
    bootstrapped = long_comparisons.bootstrapped(asked, settings, question)
    if bootstrapped is not None:
        comparison_views.show_bootstrap(bootstrapped, in_months=in_months)

st.header(text("comparison.explore"))
if comparison.estimate is None:
    st.info(text("comparison.explore_withheld"))
else:
    st.caption(text("comparison.explore_lead"))
    explored = long_comparisons.explored(asked, settings, question)
    if explored is not None:
        comparison_views.show_exploration(found, explored, in_months=in_months)

st.header(text("comparison.trial"))
protocol = target_trial.planned_protocol(found, language)
printed.table(protocol, alt=text("comparison.trial_alt"))
