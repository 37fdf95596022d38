"""The record's 14 outcome measures: the primary one with every status, then the secondary ones."""

import streamlit as st

from pages.components import (
    data_access,
    factor_views,
    filters,
    frame,
    printed,
    readings,
    result_views,
)
from pages.components.language import current_language, text
from synchronox_core.services.outcomes import figures as outcome_figures
from synchronox_core.services.outcomes import tables as outcome_tables
from synchronox_core.services.outcomes import words as outcome_words

frame.open_page("outcomes")
language = current_language()
st.markdown(text("outcomes.lead"))
asked = filters.cohort_filter()
settings = readings.choose_readings()
if not data_access.is_answered_at_once(settings):
    st.info(text("outcomes.too_many"))
    result_views.command(readings.command_line(settings))
    st.stop()
counted = data_access.outcomes(asked, settings)
outcomes = counted.as_shown()
primary = outcomes.primary
if not outcomes.is_described:
    st.info(text("overview.too_few", count=primary.patients))
    st.stop()

st.header(text("outcomes.primary"))
st.markdown(outcome_words.measure_heading(outcomes.primary_measure, language))
result_views.metrics(outcome_tables.headline(primary, language))
st.markdown(outcome_words.primary_sentences(primary, language))
result_views.cohort_figure(outcome_figures.statuses_figure, outcomes, "statuses", language)
st.subheader(text("outcomes.by_cohort"))
by_cohort = outcome_tables.cohort_table(outcomes, language)
printed.table(by_cohort, alt=text("outcomes.by_cohort"))
st.subheader(text("outcomes.readings"))
st.caption(text("outcomes.readings_lead"))
if readings.are_compared():
    compared = outcome_tables.reading_table(
        data_access.compared_readings(asked, settings), language
    )
    printed.table(compared, alt=text("outcomes.readings"))

st.header(text("outcomes.secondary"))
summary = outcome_tables.summary_table(outcomes, language)
printed.table(summary, alt=text("outcomes.secondary"))
st.caption(text("outcomes.secondary_note"))
result_views.download_csv(
    lambda: outcome_tables.secondary_table(counted.as_exported(), language), "secondary_outcomes"
)
st.page_link(frame.pages()["definitions"], label=text("outcomes.definitions"))
st.subheader(text("outcomes.details"))
for measured in outcomes.secondary:
    st.markdown(outcome_words.measure_heading(measured.measure, language))
    figures = outcome_tables.measure_table(measured, language)
    printed.table(figures, alt=outcome_words.measure_title(measured.measure, language))
    st.caption(outcome_words.missing_sentence(measured.lines, language))

factor_views.show_factors()
