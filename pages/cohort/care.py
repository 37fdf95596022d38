"""How the cohort was treated: pathway, responses, margins, complications and deaths."""

import streamlit as st

from pages.components import address, data_access, filters, frame, result_views
from pages.components.language import current_language, text
from synchronox_core.services import care_figures, care_tables

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
    result_views.figure(care_figures.pathway_figure(care, language), "pathway")
    pathway = care_tables.pathway_table(care, language)
    result_views.static_table(pathway, alt=text("care.pathway_table"))
    st.caption(care_tables.note("pathway", care.pathway_sizes, language))
    result_views.download_csv(pathway, "pathway_steps")
else:
    st.info(text("care.pathway_too_few", count=care.pathway_patients))

st.header(text("care.responses"))
responses = care_tables.response_table(care, language)
result_views.static_table(responses, alt=text("care.responses_alt"))
st.caption(care_tables.note("responses", care.sizes, language))
result_views.download_csv(responses, "responses")

st.header(text("care.margins"))
result_views.figure(care_figures.margin_figure(care, language), "margins")
margins = care_tables.margin_table(care, language)
result_views.static_table(margins, alt=text("care.margins_alt"))
st.caption(care_tables.note("margins", care.sizes, language))
result_views.download_csv(margins, "margins_by_strategy")

st.header(text("care.morbidity"))
result_views.figure(care_figures.morbidity_figure(care, language), "morbidity")
morbidity = care_tables.morbidity_table(care, language)
result_views.static_table(morbidity, alt=text("care.morbidity_alt"))
st.caption(care_tables.note("morbidity", care.sizes, language))
result_views.download_csv(morbidity, "morbidity_by_strategy")
