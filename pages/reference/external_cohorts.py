"""Public cohorts beside ours: survival, sizes and responses of real published patients."""

import streamlit as st

from pages.components import data_access, external_choices, frame, result_views, taken_files
from pages.components.language import current_language, text
from synchronox_core.plots.overview import bars_chart, histogram_chart
from synchronox_core.plots.survival import survival_chart
from synchronox_core.services.external import classes as external_classes
from synchronox_core.services.external import cohorts as external_cohorts
from synchronox_core.services.external import views as external_views
from synchronox_core.services.figures import Figure
from synchronox_core.services.survival import views as survival_views

frame.open_page("external", needs_extract=False)
language = current_language()
store = data_access.store()
loaded = {cohort.name: cohort for cohort in store.catalogue().externals}
st.markdown(text("external.never_pooled"))
if not loaded:
    st.info(text("external.empty"))
    for name in external_cohorts.EXTERNAL_COHORTS:
        result_views.command(external_cohorts.LOAD_COMMAND.format(name=name))
    st.stop()

titles = {name: text(cohort.title_key) for name, cohort in loaded.items()}
name = external_choices.cohort(titles)
taken_files.name_source(titles[name])
origin = text(loaded[name].clock_origin_key)
st.markdown(external_views.source_line(loaded[name], language))

st.header(text("external.survival"))
left, right = st.columns(2)
with left:
    endpoint = external_choices.endpoint(name)
with right:
    group = external_choices.group(name)
survival = external_cohorts.estimate_external_survival(store, name, endpoint, group)
curves = external_views.labelled_curves(survival, group, language)
endpoint_label = text(f"external.endpoint_{endpoint}")
drawn = Figure(
    survival_chart(language, origin),
    survival_views.curve_rows(curves, language),
    text("external.survival_alt", endpoint=endpoint_label, origin=origin, cohort=titles[name]),
    survival_views.risk_table(curves, language),
)
result_views.figure(drawn, "external_survival")
st.caption(external_views.survival_account(survival, group, language))
summary = survival_views.summary_table(curves, language)
result_views.static_table(summary, alt=text("external.summary_alt"))
if group != external_cohorts.EVERYBODY:
    st.caption(text("external.unadjusted"))

st.header(text("external.distributions"))
variable = external_choices.variable(name)
distribution = external_cohorts.count_external_distribution(store, name, variable)
draw = bars_chart if distribution.bins is None else histogram_chart
drawn = Figure(
    draw(language),
    external_views.distribution_rows(distribution, language),
    external_views.distribution_sentence(distribution, titles[name], language),
    external_views.distribution_table(distribution, language),
)
result_views.figure(drawn, "external_distribution")

st.header(text("external.classes"))
classes = external_classes.classify_external_cohort(store, name)
classes_sentence = external_classes.class_sentence(classes, titles[name], language)
class_table = external_classes.class_table(classes, language)
result_views.static_table(class_table, alt=classes_sentence)
st.caption(classes_sentence)
result_views.download_csv(lambda: class_table, f"{name}_classes")

findings = external_views.finding_table(store, name, language)
with st.expander(text("external.findings", count=len(findings)), key="external_findings"):
    result_views.static_table(findings, alt=text("external.findings", count=len(findings)))
