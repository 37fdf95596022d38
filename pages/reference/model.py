"""The model card: what the model learnt from, how it performs, how far it can be trusted."""

import streamlit as st

from pages.components import data_access, frame, model_gate, model_questions, printed, result_views
from pages.components.language import current_language, text
from synchronox_core.services.prediction import legacy_comparison, model_figures, model_tables

frame.open_page("model")
language = current_language()
st.markdown(text("model.lead"))
artefact = model_gate.open_model().artefact
moment = model_questions.choose_moment()
model, found = artefact.models[moment], artefact.evaluations[moment]
part = artefact.training.moments[moment]

st.header(text("model.purpose"))
st.markdown(text("model.purpose_told"))
identity = model_tables.identity_table(artefact, language)
printed.table(identity, alt=text("model.identity_alt"))
st.header(text("model.data"))
account = model_tables.account_table(part, language)
printed.table(account, alt=text("model.data"))
st.caption(text("model.data_note"))
st.header(text("model.predictors"))
coefficients = model_tables.coefficient_table(model, language)
printed.table(coefficients, alt=text("model.predictors"))
st.caption(text("model.predictors_note"))
st.header(text("model.sample_size"))
size = model_tables.sample_size_table(part, language)
printed.table(size, alt=text("model.sample_size"))
st.caption(text("model.sample_size_met" if part.sample_size.is_met else "model.sample_size_short"))

st.header(text("model.performance"))
performance = model_tables.performance_table(found, language)
printed.table(performance, alt=text("model.performance"))
st.caption(text("model.performance_note"))
st.markdown(model_tables.tell_prospective(found, language))
result_views.download_csv(lambda: performance, "performance")
if found.heterogeneity:
    heterogeneity = model_tables.heterogeneity_table(found, language)
    st.subheader(text("model.heterogeneity_alt"))
    printed.table(heterogeneity, alt=text("model.heterogeneity_alt"))
    st.caption(model_tables.tell_heterogeneity(language))
for name, draw in model_figures.FIGURES.items():
    st.subheader(text(f"model.{name}"))
    result_views.figure(draw(found, language), name)

st.header(text("model.challengers"))
challengers = model_tables.challenger_table(found, language)
printed.table(challengers, alt=text("model.challengers"))
st.caption(text("model.challengers_note"))
st.header(text("model.here"))
st.caption(text("model.here_lead"))
if model_questions.are_judged_here():
    with st.spinner(text("model.computing")):
        here = data_access.model_here()
    if moment not in here.performance:
        st.info(text("model.here_too_few"))
    else:
        judged = model_tables.validation_table(here.performance[moment], language)
        printed.table(judged, alt=text("model.here"))
    st.subheader(text("model.scores"))
    compared = legacy_comparison.comparison_table(here.scores, language)
    printed.table(compared, alt=text("model.scores"))
    st.caption(text("model.scores_note"))
st.header(text("model.limits"))
st.markdown(text("model.limits_told"))
