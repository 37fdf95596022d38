"""The strategies for one patient: support, applicability, risks, differences, harm, neighbours."""

import streamlit as st

from pages.components import (
    data_access,
    frame,
    model_gate,
    patient_picker,
    patient_views,
    print_layout,
    printed,
    strategy_question,
    strategy_views,
)
from pages.components.language import current_language, text
from synchronox_core.services.patients import identity as patient_identity
from synchronox_core.services.prediction import (
    applicability_table,
    hypothesis,
    strategy_rows,
    strategy_words,
)

frame.open_page("strategies")
language = current_language()
st.markdown(text("strategies.lead"))
with st.container(key="controls"):
    patient_id = patient_picker.pick()
    predictor = model_gate.open_model()
    moment_field, order_field = st.columns(2)
    file = data_access.patient_file(patient_id)
    with moment_field:
        recorded = strategy_question.predict_recorded(predictor, file.record)
    with order_field:
        order = strategy_question.choose_order()
    changes = strategy_question.suppose(recorded)
found = hypothesis.predict_as_if(predictor, recorded, changes)
supposed = strategy_words.list_changes(recorded, changes, language)
print_layout.print_whole(
    frame.print_stamp(strategy_words.stamp(patient_id, language, is_supposed=bool(changes)))
)
patient_views.identity(patient_id, patient_identity.tell_identity(file, language))
st.caption(strategy_words.tell_origin(found, language))
st.page_link(frame.pages()["patient"], label=text("strategies.to_patient"))
strategy_views.mark_hypothetical(supposed)

st.header(text("strategies.based_on"))
strategy_views.support(found, predictor, order, language)
st.header(text("strategies.how_sure"))
model = predictor.artefact.models[found.moment]
for line in applicability_table.list_applicability(found, model, language):
    st.markdown(line)
card = applicability_table.applicability_table(found, model, language)
printed.table(card, alt=text("strategies.how_sure_alt"))

rows = strategy_rows.build_rows(found, order, language)
strategy_views.risks(rows, language, is_supposed=bool(changes))
strategy_views.differences(found, order, language, is_supposed=bool(changes))
strategy_views.harms(data_access.planned_courses(), order, language)
strategy_views.nearest(found, order, language)
strategy_views.contributions(found, language)
