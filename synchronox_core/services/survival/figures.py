"""Survival of the cohort as a figure, and what its groups and endpoints are called."""

from synchronox_core.plots.marks import STRATEGY_MARKS
from synchronox_core.plots.survival import GroupMark, survival_chart
from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.services.figures import Figure
from synchronox_core.services.survival.analysis import (
    BELOW,
    EVERYBODY,
    STRATEGY,
    SurvivalAnalysis,
)
from synchronox_core.services.survival.endpoints import (
    ENDPOINTS,
    FOLFIRINOX_ORIGIN,
)
from synchronox_core.services.survival.views import curve_rows, risk_months, risk_table
from synchronox_core.statistics.step_curves import StepCurve
from synchronox_core.text import text
from synchronox_core.text.formats import format_number
from synchronox_core.text.labels import code_label, column_label

SURVIVAL_TIMES_MONTHS = (12, 24, 36)
INCIDENCE_TIMES_MONTHS = (6, 12, 18)
"""Times at which a course that ends at month 18 is told."""


def default_times(endpoint: str) -> tuple[int, ...]:
    """Times at which an endpoint is told, months."""
    is_short = ENDPOINTS[endpoint].ends_at_horizon
    return INCIDENCE_TIMES_MONTHS if is_short else SURVIVAL_TIMES_MONTHS


def endpoint_label(endpoint: str, language: str) -> str:
    """What an endpoint is called."""
    return text(f"survival.endpoint_{endpoint}", language)


def choice_label(group: str, language: str) -> str:
    """What a choice of groups is called."""
    if group == EVERYBODY:
        return text("survival.not_grouped", language)
    return column_label(group, language)


def group_labels(analysis: SurvivalAnalysis, language: str) -> dict[str, str]:
    """Label of each group by code, those too small to be described included."""
    codes = (*analysis.groups, *analysis.too_small)
    return {code: _group_label(analysis, code, language) for code in codes}


def _group_label(analysis: SurvivalAnalysis, code: str, language: str) -> str:
    group = analysis.question.group
    if group == EVERYBODY:
        return text("survival.everybody", language)
    if analysis.split is None:
        return code_label(group, code, language)
    decimals = 0 if analysis.split.is_integer() else 1
    bound = format_number(analysis.split, language, decimals)
    key = "survival.group_below" if code == BELOW else "survival.group_from"
    return text(key, language, bound=bound)


def survival_figure(analysis: SurvivalAnalysis, language: str) -> Figure:
    """The curves with their interval, numbers at risk and censored."""
    question = analysis.question
    has_competing = ENDPOINTS[question.endpoint].has_competing
    measure = "incidence" if has_competing else "event_free"
    curves = _labelled_curves(analysis, language)
    is_one_group = has_competing and question.group == EVERYBODY
    tick_months = min([12, *risk_months(curves)[1:2]])
    rows = curve_rows(
        curves,
        language,
        lines=_lines(analysis, language),
        is_one_group=is_one_group,
        least=analysis.least,
    )
    return Figure(
        spec=survival_chart(
            language,
            _origin(analysis, language),
            measure,
            _marks(analysis, language),
            tick_months,
        ),
        drawn=rows,
        sentence=_sentence(analysis, measure, language),
        listed=risk_table(curves, language, measure, analysis.least),
    )


def _sentence(analysis: SurvivalAnalysis, measure: str, language: str) -> str:
    question = analysis.question
    shown = text(
        f"survival.{measure}_sentence",
        language,
        endpoint=endpoint_label(question.endpoint, language),
        origin=_origin(analysis, language),
        count=analysis.drawn,
    )
    if question.group == EVERYBODY:
        return shown
    group = choice_label(question.group, language)
    apart = text("survival.drawn_apart", language, group=group)
    adjusted = "none" if analysis.weighting is None else question.weights
    return f"{shown} {apart} {text(f'survival.drawn_{adjusted}', language)}"


def _labelled_curves(analysis: SurvivalAnalysis, language: str) -> dict[str, StepCurve]:
    labels = group_labels(analysis, language)
    curves: dict[str, StepCurve] = {
        labels[code]: group.curve for code, group in analysis.groups.items()
    }
    everybody = analysis.groups.get(EVERYBODY)
    if everybody is None or not everybody.competing:
        return curves
    interest = ENDPOINTS[analysis.question.endpoint].causes[0]
    causes = {interest: everybody.curve, **everybody.competing}
    return {text(f"survival.cause_{name}", language): curve for name, curve in causes.items()}


def _origin(analysis: SurvivalAnalysis, language: str) -> str:
    return text(f"survival.origin_{analysis.question.origin}", language)


def _lines(analysis: SurvivalAnalysis, language: str) -> dict[float, str]:
    question = analysis.question
    ends_at_horizon = ENDPOINTS[question.endpoint].ends_at_horizon
    if ends_at_horizon and question.origin == FOLFIRINOX_ORIGIN:
        return {HORIZON_MONTHS: text("survival.line_months", language, months=HORIZON_MONTHS)}
    return {}


def _marks(analysis: SurvivalAnalysis, language: str) -> tuple[GroupMark, ...]:
    if analysis.question.group != STRATEGY:
        return ()
    marks = {code: STRATEGY_MARKS[Strategy(code)] for code in analysis.groups}
    return tuple(
        (code_label(STRATEGY, code, language), mark.colour, mark.dash)
        for code, mark in marks.items()
    )
