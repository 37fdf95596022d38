"""The cohort at a glance: counts, centres, baseline, Table 1 and attrition."""

import streamlit as st

from pages.components import address, data_access, filters, frame, result_views
from pages.components.language import current_language, text
from synchronox_core.services.cohort import overview_charts, overview_figures, overview_tables
from synchronox_core.text.labels import column_label

frame.open_page("overview")
language = current_language()
overview = data_access.overview(filters.cohort_filter())
result_views.metrics(overview_tables.headline(overview, language))
if not overview.is_described:
    st.info(text("overview.too_few", count=overview.patients))
    st.stop()

st.header(text("overview.counts"))
left, right = st.columns(2)
with left:
    result_views.cohort_figure(overview_figures.centres_figure, overview, "centres", language)
with right:
    result_views.cohort_figure(overview_figures.strategies_figure, overview, "strategies", language)

st.header(text("overview.distributions"))
variables = address.choose_many(
    "variable",
    text("overview.variables"),
    overview_charts.VARIABLES,
    default=overview_charts.FIRST_VARIABLES,
    label_of=lambda name: column_label(name, language),
    placeholder=text("overview.variables_none"),
)
grid = st.grid(min_column_width=340)
for name in variables:
    with grid.container():
        st.subheader(column_label(name, language))
        draw, key = overview_figures.distribution_figure, f"distribution_{name}"
        result_views.cohort_figure(draw, overview, key, name, language)

st.header(text("overview.table_one"))
told = text("overview.table_one_alt")
result_views.cohort_table(overview_tables.table_one_table, overview, alt=told, name="table_one")
st.caption(overview_tables.table_one_note(overview, language))

st.header(text("overview.attrition"))
result_views.cohort_figure(overview_figures.attrition_figure, overview, "attrition", language)
st.caption(overview_tables.attrition_note(overview, language))
if len(overview.screening):
    with st.expander(text("overview.screening"), key="screening"):
        screening = overview_tables.screening_table(overview, language)
        result_views.table(screening, alt=text("overview.screening_alt"), key="screening_table")
