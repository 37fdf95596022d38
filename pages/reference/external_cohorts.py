"""Public cohorts beside ours: survival, sizes and responses of real published patients."""

import streamlit as st

from pages.components import (
    data_access,
    external_choices,
    frame,
    printed,
    result_views,
    taken_files,
)
from pages.components.language import current_language, text
from synchronox_core.plots.overview import bars_chart, histogram_chart
from synchronox_core.plots.survival import survival_chart
from synchronox_core.services.external import classes as external_classes
from synchronox_core.services.external import cohorts, views
from synchronox_core.services.figures import Figure
from synchronox_core.services.survival import views as survival_views

frame.open_page("external", needs_extract=False)
language = current_language()
store = data_access.store()
loaded = {cohort.name: cohort for cohort in store.catalogue().externals}
st.markdown(text("external.never_pooled"))
if not loaded:
    st.info(text("external.empty"))
    for name in cohorts.EXTERNAL_COHORTS:
        result_views.command(cohorts.LOAD_COMMAND.format(name=name))
    st.stop()

titles = {name: text(cohort.title_key) for name, cohort in loaded.items()}
name = external_choices.cohort(titles)
taken_files.name_source(titles[name])
origin = text(loaded[name].clock_origin_key)
st.markdown(views.source_line(loaded[name], language))

st.header(text("external.survival"))
with st.grid(min_column_width=260):
    endpoint = external_choices.endpoint(name)
    group = external_choices.group(name)
survival = cohorts.estimate_external_survival(store, name, endpoint, group)
curves = views.labelled_curves(survival, group, language)
told = text(f"external.endpoint_{endpoint}")
drawn = Figure(
    survival_chart(language, origin),
    survival_views.curve_rows(curves, language),
    text("external.survival_alt", endpoint=told, origin=origin, cohort=titles[name]),
    survival_views.risk_table(curves, language),
)
result_views.figure(drawn, "external_survival")
st.caption(views.survival_account(survival, group, language))
printed.table(survival_views.summary_table(curves, language), alt=text("external.summary_alt"))
if group != cohorts.EVERYBODY:
    st.caption(text("external.unadjusted"))

st.header(text("external.distributions"))
variable = external_choices.variable(name)
distribution = cohorts.count_external_distribution(store, name, variable)
draw = bars_chart if distribution.bins is None else histogram_chart
drawn = Figure(
    draw(language),
    views.distribution_rows(distribution, language),
    views.distribution_sentence(distribution, titles[name], language),
    views.distribution_table(distribution, language),
)
result_views.figure(drawn, "external_distribution")

st.header(text("external.classes"))
classes = external_classes.classify_external_cohort(store, name)
classes_sentence = external_classes.class_sentence(classes, titles[name], language)
class_table = external_classes.class_table(classes, language)
printed.table(class_table, alt=classes_sentence)
st.caption(classes_sentence)
result_views.download_csv(lambda: class_table, f"{name}_classes")

findings = views.finding_table(store, name, language)
with st.expander(text("external.findings", count=len(findings)), key="external_findings"):
    printed.table(findings, alt=text("external.findings", count=len(findings)))
