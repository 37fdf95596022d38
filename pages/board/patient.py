"""One patient on one page: who, what is missing, what was done, and what the rules make of it."""

import streamlit as st

from pages.components import (
    data_access,
    frame,
    patient_picker,
    patient_views,
    print_layout,
    printed,
    protocol_choices,
)
from pages.components.language import current_language, text
from synchronox_core.services.patients import figures as patient_figures
from synchronox_core.services.patients import identity as patient_identity
from synchronox_core.services.patients import missing as patient_missing
from synchronox_core.services.patients import scores as patient_scores
from synchronox_core.services.patients import tiles as patient_tiles
from synchronox_core.services.patients import traces as patient_traces

frame.open_page("patient")
language = current_language()
with st.container(key="controls"):
    where, how = st.columns([5, 1], vertical_alignment="bottom")
    with where:
        patient_id = patient_picker.pick()
    with how:
        settings = protocol_choices.protocol_settings()
        st.page_link(frame.pages()["strategies"], label=text("strategies.from_patient"))
print_layout.print_whole(frame.print_stamp(patient_id))

file = data_access.patient_file(patient_id)
answers = patient_traces.list_answers(file.record, settings)
with st.container(gap="xxsmall", key="summary"):
    patient_views.identity(patient_id, patient_identity.tell_identity(file, language))
    patient_views.missing(
        patient_missing.list_missing(file, answers, language),
        patient_missing.tell_board_day(file.record, language),
    )
    patient_views.tiles(patient_tiles.build_tiles(file, answers, settings, language))

st.header(text("patient.timeline_title"))
timeline = patient_figures.timeline_figure(file.record, settings, language)
patient_views.figure(timeline, "timeline")
st.header(text("patient.liver_title"))
patient_views.liver(patient_figures.liver_map(file.record, language))
st.header(text("patient.waterfall_title"))
waterfall = patient_figures.lesion_waterfall_figure(file.record, language)
patient_views.figure(waterfall, "waterfall")
st.header(text("patient.margins_title"))
patient_views.figure(patient_figures.margins_figure(file.record, language), "margins")

for section in patient_traces.build_sections(answers, settings, language):
    st.header(section.title)
    patient_views.section(section)

st.header(text("patient.scores_title"))
scores = patient_scores.scores_table(file.record, language)
printed.table(scores, alt=text("patient.scores_title"))
st.caption(text("patient.scores_note"))
