"""How the cohort was treated: pathway, responses, margins, complications and deaths."""

import streamlit as st

from pages.components import address, data_access, filters, frame, result_views
from pages.components.language import current_language, text
from synchronox_core.services.cohort import care_figures, care_tables

frame.open_page("care")
language = current_language()
asked = filters.cohort_filter()
st.header(text("care.pathway"))
counted = address.choose_one(
    "counted",
    text("care.choose"),
    ("mature", "all"),
    default="mature",
    label_of=lambda code: text(f"care.choose_{code}"),
    widget="radio",
)
care = data_access.care(asked, is_mature_only=counted == "mature")
if not care.is_described:
    st.info(text("care.too_few", count=care.patients))
    st.stop()

if care.is_pathway_described:
    result_views.cohort_figure(care_figures.pathway_figure, care, "pathway", language)
    told = text("care.pathway_table")
    result_views.cohort_table(care_tables.pathway_table, care, alt=told, name="pathway_steps")
    st.caption(care_tables.note("pathway", care.pathway_sizes, language))
else:
    st.info(text("care.pathway_too_few", count=care.pathway_patients))

st.header(text("care.responses"))
told = text("care.responses_alt")
result_views.cohort_table(care_tables.response_table, care, alt=told, name="responses")
st.caption(care_tables.note("responses", care.sizes, language))

st.header(text("care.margins"))
result_views.cohort_figure(care_figures.margin_figure, care, "margins", language)
told = text("care.margins_alt")
result_views.cohort_table(care_tables.margin_table, care, alt=told, name="margins_by_strategy")
st.caption(care_tables.note("margins", care.sizes, language))

st.header(text("care.morbidity"))
result_views.cohort_figure(care_figures.morbidity_figure, care, "morbidity", language)
told, name = text("care.morbidity_alt"), "morbidity_by_strategy"
result_views.cohort_table(care_tables.morbidity_table, care, alt=told, name=name)
st.caption(care_tables.note("morbidity", care.sizes, language))
