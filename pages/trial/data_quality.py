"""Data quality: what is missing, how late, who can be judged, centres, rounding, questions."""

import streamlit as st

from pages.components import (
    data_access,
    frame,
    monitoring_files,
    printed,
    quality_choices,
    result_views,
)
from pages.components.language import current_language, text
from synchronox_core.services.quality import completeness, figures, maturity_tables, tables, words

frame.open_page("quality")
language = current_language()
quality = data_access.quality()
st.caption(text("quality.not_for_export"))
result_views.metrics(tables.headline(quality, language))

st.header(text("quality.completeness"))
with st.grid(min_column_width=260):
    variables = quality_choices.variables(quality)
    centres = quality_choices.centres(quality)
matrix = completeness.matrix(quality, variables, centres, language)
sentence = completeness.matrix_sentence(quality, matrix, language)
printed.heat_table(matrix.cells, matrix.missing_shares, alt=sentence)
st.caption(f"{sentence} {text('quality.matrix_note')}")
with st.expander(text("quality.reasons"), key="reasons"):
    reasons = completeness.reasons_table(quality, variables, language)
    told = text("quality.reasons_alt", count=len(reasons))
    result_views.table(reasons, alt=told, key="reasons_table")
with st.expander(text("quality.missing"), key="missing_cells"):
    with st.grid(min_column_width=260):
        variable = quality_choices.missing_variable(quality)
        centre = quality_choices.missing_centre(quality)
    missing = completeness.missing_table(data_access.missing(*variable, centre), language)
    sentence = text("quality.missing_alt", count=len(missing))
    result_views.table(missing, alt=sentence, key="missing_table")

st.header(text("quality.timeliness"))
if quality.delays["form"].notna().any():
    sentence = text("quality.delays_alt")
    printed.table(tables.delay_table(quality, "form", language), alt=sentence)
    st.caption(sentence)
    by_centre = tables.delay_table(quality, "centre_id", language)
    result_views.table(by_centre, alt=sentence, key="delays_by_centre")
else:
    st.info(text("quality.no_forms"))

st.header(text("quality.follow_up_heading"))
st.write(words.tell_follow_up(quality.maturity.follow_up, language))
printed.table(maturity_tables.maturity_table(quality, language), alt=text("quality.maturity_alt"))
endpoint = quality_choices.endpoint()
result_views.monitoring_figure(figures.quarters_figure(quality, endpoint, language), "quarters")
sentence = words.tell_news(quality, language)
st.write(f"{sentence} {words.tell_news_listed(quality, language)}")
result_views.table(maturity_tables.news_table(quality, language), alt=sentence, key="news")

st.header(text("quality.centres"))
indicator = quality_choices.indicator()
result_views.monitoring_figure(figures.funnel_figure(quality, indicator, language), "funnel")
st.caption(text("quality.centres_note"))

st.header(text("quality.rounding"))
if quality.digits:
    measure = quality_choices.measure(quality)
    result_views.monitoring_figure(figures.digits_figure(quality, measure, language), "digits")
printed.table(tables.rounding_table(quality, language), alt=text("quality.rounding_alt"))
st.caption(text("quality.rounding_alt"))

st.header(text("quality.last_import"))
sentence = text("quality.causes_alt", count=int(quality.causes["findings"].sum()))
result_views.table(tables.cause_table(quality, language), alt=sentence, key="causes")

monitoring_files.changes()
monitoring_files.questions(quality)
monitoring_files.report()
