"""How a comparison is shown: whom it is about, its diagnostics, then its estimate or why not."""

import streamlit as st

from pages.components import printed, result_views
from pages.components.language import current_language, text
from synchronox_core.services.comparisons import figures as comparison_figures
from synchronox_core.services.comparisons import tables as comparison_tables
from synchronox_core.services.comparisons import words as comparison_words
from synchronox_core.services.comparisons.figures import ADJUSTED, NAIVE, OTHER
from synchronox_core.services.comparisons.performed import PerformedStrategies
from synchronox_core.services.comparisons.planned import Exploration, StrategyComparison
from synchronox_core.statistics.attrition import Attrition
from synchronox_core.statistics.comparison import Comparison
from synchronox_core.statistics.diagnostics import Diagnostic
from synchronox_core.statistics.outcomes import Outcome
from synchronox_core.text.formats import format_number


def show_attrition(attrition: Attrition) -> None:
    """What each rule of the analysis set removed."""
    st.header(text("comparison.whom"))
    table = comparison_tables.attrition_table(attrition, current_language())
    printed.table(table, alt=text("comparison.attrition_alt"))
    st.caption(text("comparison.attrition_note"))


def show_arms(comparison: Comparison, outcome: Outcome) -> None:
    """How many patients each arm has, and of how many the outcome is not known."""
    language = current_language()
    (first, patients), (second, others) = comparison.patients.items()
    told = text(
        "comparison.whom_sentence",
        first=comparison_words.arm_label(first, language),
        patients=format_number(patients, language),
        second=comparison_words.arm_label(second, language),
        others=format_number(others, language),
    )
    st.markdown(f"{told} {comparison_words.unknown_sentence(outcome, language)}")


def show_diagnostics(comparison: Comparison) -> None:
    """The table of diagnostics, then balance and overlap where they could be computed."""
    language = current_language()
    show_diagnostic_table(comparison.diagnostics)
    if not comparison.balance:
        return
    st.caption(text("comparison.diagnostics_note"))
    left, right = st.columns([3, 2])
    with left:
        st.subheader(text("comparison.balance"))
        result_views.figure(comparison_figures.love_figure(comparison, language), "love")
    with right:
        st.subheader(text("comparison.overlap"))
        result_views.figure(comparison_figures.overlap_figure(comparison, language), "overlap")


def show_diagnostic_table(diagnostics: tuple[Diagnostic, ...]) -> None:
    """Every diagnostic with its bounds and its verdict."""
    st.header(text("comparison.diagnostics"))
    table = comparison_tables.diagnostic_table(diagnostics, current_language())
    printed.table(table, alt=text("comparison.diagnostics_alt"))


def show_withheld(failing: tuple[Diagnostic, ...]) -> None:
    """Why there is no estimate, and what may help, in its place."""
    language = current_language()
    told = [f"- {comparison_words.failure_text(item, language)}" for item in failing]
    helping = comparison_words.help_sentences(failing, language)
    st.warning("\n".join([text("comparison.withheld_title"), "", *told, "", helping]))


def show_estimate(
    comparison: Comparison,
    outcome: str,
    intervals: str,
    *,
    in_months: bool,
) -> None:
    """The estimate with its population, or why it is withheld; the naive contrast beside it.

    Args:
        comparison: The comparison.
        outcome: Name of the outcome.
        intervals: Where the interval comes from, as a sentence.
        in_months: The outcome is a number of months.
    """
    language, arms = current_language(), comparison.question.arms
    st.header(text("comparison.estimate"))
    if comparison.estimate is None:
        show_withheld(comparison.withheld_because)
    else:
        told = comparison_words.estimate_sentence(
            comparison.estimate, arms, outcome, language, in_months=in_months
        )
        population = comparison_words.population_sentence(comparison.population, language)
        st.markdown(f"{told} {population}")
        st.caption(intervals)
    st.markdown(
        comparison_words.naive_sentence(
            comparison.naive, arms, outcome, language, in_months=in_months
        )
    )
    labels = [text("comparison.adjusted"), text("comparison.naive_label")]
    effects = dict(zip(labels, (comparison.estimate, comparison.naive), strict=True))
    kinds = dict(zip(labels, (ADJUSTED, NAIVE), strict=True))
    figure = comparison_figures.effects_figure(
        effects, kinds, arms, text("comparison.estimate_alt"), language, in_months=in_months
    )
    result_views.figure(figure, "estimate")


def show_performed(found: PerformedStrategies) -> None:
    """The comparison of performed strategies, the landmark and the naive contrast beside it."""
    language, comparison = current_language(), found.comparison
    show_attrition(found.attrition)
    if comparison is None:
        st.info(text("comparison.too_few"))
        return
    st.markdown(text("comparison.performed_patients", count=found.patients))
    show_diagnostic_table(comparison.diagnostics)
    st.header(text("comparison.estimate"))
    told = (comparison.arms, found.asked.outcome, language)
    if comparison.estimate is None:
        show_withheld(comparison.withheld_because)
    else:
        estimate = comparison_words.estimate_sentence(comparison.estimate, *told, in_months=False)
        st.markdown(f"{estimate} {comparison_words.population_sentence('performed', language)}")
        st.caption(comparison_words.interval_sentence(found.replications, language))
    st.markdown(comparison_words.naive_sentence(comparison.naive, *told, in_months=False))
    labels = [text(f"comparison.{key}_label") for key in ("cloned", "landmark", "naive")]
    effects = (comparison.estimate, comparison.landmark, comparison.naive)
    figure = comparison_figures.effects_figure(
        dict(zip(labels, effects, strict=True)),
        dict(zip(labels, (ADJUSTED, OTHER, NAIVE), strict=True)),
        comparison.arms,
        text("comparison.performed_alt"),
        language,
        in_months=False,
    )
    result_views.figure(figure, "estimate")


def show_bootstrap(found: StrategyComparison, *, in_months: bool) -> None:
    """The estimate with its bootstrap interval."""
    language, estimate = current_language(), found.comparison.estimate
    if estimate is None:
        show_withheld(found.comparison.withheld_because)
        return
    told = comparison_words.estimate_sentence(
        estimate, found.asked.arms, found.asked.outcome, language, in_months=in_months
    )
    st.markdown(f"{told} {comparison_words.interval_sentence(found.replications, language)}")


def show_exploration(found: StrategyComparison, explored: Exploration, *, in_months: bool) -> None:
    """The estimate under other assumptions, then by level of the pre-specified modifiers."""
    language, estimate = current_language(), found.comparison.estimate
    if estimate is None:
        return
    st.subheader(text("comparison.sensitivity"))
    sensitivity = comparison_figures.sensitivity_figure(
        explored, estimate, found.asked.arms, language, in_months=in_months
    )
    result_views.figure(sensitivity, "sensitivity")
    st.subheader(text("comparison.heterogeneity"))
    if not explored.modifiers:
        st.info(text("comparison.modifiers_none"))
        return
    modifiers = comparison_figures.modifiers_figure(explored, language, in_months=in_months)
    result_views.figure(modifiers, "modifiers")
    printed.table(modifiers.listed, alt=modifiers.sentence)
