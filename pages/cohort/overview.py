"""The cohort at a glance: counts, centres, baseline, Table 1 and attrition."""

import streamlit as st

from pages.components import address, data_access, filters, frame, result_views
from pages.components.language import current_language, text
from synchronox_core.services import overview_charts, overview_figures, overview_tables
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
    result_views.figure(overview_figures.centres_figure(overview, language), "centres")
with right:
    result_views.figure(overview_figures.strategies_figure(overview, language), "strategies")

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
        distribution = overview_figures.distribution_figure(overview, name, language)
        result_views.figure(distribution, f"distribution_{name}")

st.header(text("overview.table_one"))
table_one = overview_tables.table_one_table(overview.table_one, language)
result_views.static_table(table_one, alt=text("overview.table_one_alt"))
st.caption(overview_tables.table_one_note(overview, language))
result_views.download_csv(table_one, "table_one")

st.header(text("overview.attrition"))
result_views.figure(overview_figures.attrition_figure(overview, language), "attrition")
st.caption(overview_tables.attrition_note(overview, language))
if len(overview.screening):
    with st.expander(text("overview.screening"), key="screening"):
        screening = overview_tables.screening_table(overview, language)
        result_views.table(screening, alt=text("overview.screening_alt"), key="screening_table")
