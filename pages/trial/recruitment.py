"""Recruitment: progress against the plan, forecast with its record, scenarios, centres."""

import streamlit as st

from pages.components import data_access, frame, printed, result_views, scenario
from pages.components.language import current_language, text
from synchronox_core.services.recruitment import figures, tables, words

frame.open_page("recruitment")
language = current_language()
headline = st.container()

st.header(text("recruitment.forecast"))
found = data_access.recruitment(scenario.recruitment_question())
forecast = found.forecast
with headline:
    st.caption(text("recruitment.not_for_export"))
    result_views.metrics(tables.headline(found, language))
    st.write(words.tell_aim(found.aim, language))
if forecast is None and found.refusal is not None:
    st.info(words.tell_refusal(found.refusal, language))
if forecast is not None:
    if forecast.drift.has_changed:
        st.warning(words.tell_drift(forecast, language))
    result_views.figure(figures.fan_figure(found, forecast, language), "fan")
    comparison = tables.comparison_table(found, language)
    printed.table(comparison, alt=text("recruitment.comparison_alt"))
    st.caption(text("recruitment.comparison_note"))
    st.caption(words.tell_period(found.aim, language))
    if not forecast.drift.has_changed:
        st.caption(words.tell_drift(forecast, language))

    st.header(text("recruitment.earlier_forecasts"))
    if any(past.patients for past in forecast.backtest):
        result_views.figure(figures.backtest_figure(forecast, language), "backtest")
    else:
        st.write(text("recruitment.past_none"))

st.header(text("recruitment.progress"))
result_views.figure(figures.progress_figure(found, language), "progress")

st.header(text("recruitment.centres"))
sentence = tables.centres_sentence(found, language)
st.write(sentence)
result_views.table(tables.centre_table(found, language), alt=sentence, key="centres")
st.caption(text("recruitment.centres_note"))

st.header(text("recruitment.screening"))
if found.screening.empty:
    st.info(text("recruitment.screening_none"))
else:
    result_views.monitoring_figure(figures.exclusions_figure(found, language), "exclusions")
