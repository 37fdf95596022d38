"""Survival of the cohort: curves by group, their estimates, and why observation ended."""

import streamlit as st

from pages.components import data_access, frame, printed, result_views, survival_choices
from pages.components.language import current_language, text
from synchronox_core.services.survival import figures as survival_figures
from synchronox_core.services.survival import hazards as survival_hazards
from synchronox_core.services.survival import tables as survival_tables
from synchronox_core.services.survival import weights as survival_weights

frame.open_page("survival")
language = current_language()
question = survival_choices.question()
if question.arms[0] == question.arms[1]:
    st.info(text("comparison.same_arms"))
    st.stop()
analysis = data_access.survival(question)
if not analysis.groups:
    st.info(survival_weights.nothing_drawn(analysis, language))
    st.stop()

result_views.cohort_figure(survival_figures.survival_figure, analysis, "survival", language)
for note in survival_tables.notes(analysis, language):
    st.caption(note)

st.header(text("survival.estimates"))
told, name = text("survival.estimates_alt"), "survival_estimates"
result_views.cohort_table(survival_tables.summary_table, analysis, alt=told, name=name)

if len(survival_tables.difference_table(analysis, language)):
    st.header(text("survival.differences"))
    told, name = text("survival.differences_alt"), "survival_differences"
    result_views.cohort_table(survival_tables.difference_table, analysis, alt=told, name=name)

if survival_hazards.has_hazards(analysis):
    hazard_box = st.expander(text("survival.hazards"), key="survival_hazards", on_change="rerun")
    if hazard_box.open:
        hazards = data_access.hazards(analysis)
        ratios = survival_hazards.hazard_table(hazards, analysis, language)
        with hazard_box:
            if len(ratios):
                printed.table(ratios, alt=text("survival.hazards"))
            st.caption(survival_hazards.hazard_note(hazards, language))

st.header(text("survival.censoring"))
censoring = survival_tables.censoring_table(analysis, language)
printed.table(censoring, alt=text("survival.censoring"))

st.header(text("survival.account"))
account = survival_tables.account_table(analysis, language)
printed.table(account, alt=text("survival.account"))
