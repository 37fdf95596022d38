"""Survival of the cohort as tables in a reader's language: estimates, censoring, account."""

from collections.abc import Iterator, Sequence

import pandas as pd

from synchronox_core.services.endpoints import tell_reason
from synchronox_core.services.survival.analysis import (
    EVERYBODY,
    GroupSurvival,
    SurvivalAnalysis,
)
from synchronox_core.services.survival.endpoints import (
    COMPLETE_TREATMENT,
    DECISION_ORIGIN,
    ENDPOINTS,
    SECOND_SITE,
)
from synchronox_core.services.survival.figures import default_times, group_labels
from synchronox_core.services.survival.views import landmark_cell, median_cell
from synchronox_core.services.withheld_counts import told_count
from synchronox_core.statistics.disclosure import Withheld, withhold_counts
from synchronox_core.statistics.restricted_mean import (
    RestrictedMean,
    compute_restricted_mean_difference,
    estimate_restricted_mean,
)
from synchronox_core.statistics.survival import KaplanMeier, estimate_follow_up
from synchronox_core.text import has_text, text
from synchronox_core.text.formats import format_interval, format_number

MINUS = "\u2212"


def notes(analysis: SurvivalAnalysis, language: str) -> list[str]:
    """What a reader has to know beside the curves, one sentence or two an item."""
    question = analysis.question
    has_late = any(group.late_entries for group in analysis.groups.values())
    keys = {
        f"weighted_{question.weights}": analysis.weighting is not None,
        "unadjusted": question.group != EVERYBODY and analysis.weighting is None,
        "from_decision": question.origin == DECISION_ORIGIN,
        "late_entry": has_late,
        "complete_treatment_note": question.endpoint == COMPLETE_TREATMENT,
        "second_site_note": question.endpoint == SECOND_SITE,
        "progression_note": question.endpoint == "progression",
    }
    return [text(f"survival.{key}", language) for key, applies in keys.items() if applies]


def summary_table(
    analysis: SurvivalAnalysis, language: str, times: Sequence[float] | None = None
) -> pd.DataFrame:
    """Patients, events, medians and the curves at given times, as text.

    Args:
        analysis: Curves by group.
        language: ``en`` or ``fr``.
        times: Landmarks and horizons, months; None takes those of the endpoint.

    Returns:
        One row a measure — its name, and a column a group; probabilities with interval and number
        at risk, restricted means with interval.
    """
    times = default_times(analysis.question.endpoint) if times is None else times
    labels = group_labels(analysis, language)
    columns = {
        labels[code]: dict(_summary(analysis, group, language, times))
        for code, group in analysis.groups.items()
    }
    names = list(next(iter(columns.values()), {}))
    measured = {label: [cells[name] for name in names] for label, cells in columns.items()}
    return pd.DataFrame({text("charts.measure", language): names, **measured})


def _summary(
    analysis: SurvivalAnalysis, group: GroupSurvival, language: str, times: Sequence[float]
) -> Iterator[tuple[str, str]]:
    curve = group.curve
    yield text("charts.patients", language), format_number(curve.patients, language)
    late = text("survival.late_entries", language)
    at_once = curve.patients - group.late_entries
    entries = withhold_counts({"late": group.late_entries, "at_once": at_once}, analysis.least)
    yield late, _told(group.late_entries, entries.get("late"), language)
    if not ENDPOINTS[analysis.question.endpoint].ends_at_horizon:
        follow_up = text("survival.follow_up", language)
        yield follow_up, median_cell(estimate_follow_up(curve), language)
    causes = ENDPOINTS[analysis.question.endpoint].causes
    withheld = _withheld_events(analysis, group)
    for name, each in zip(causes, (curve, *group.competing.values()), strict=True):
        cause = text(f"survival.cause_{name}", language)
        events = text("survival.events_of", language, cause=cause)
        yield events, _told(int(each.events.sum()), withheld.get(name), language)
        prefix = f"{cause} · " if len(causes) > 1 else ""
        for landmark in each.at(times):
            label = text("charts.at_months", language, months=f"{landmark.months:g}")
            yield prefix + label, landmark_cell(landmark, language, analysis.least)
    if isinstance(curve, KaplanMeier):
        yield text("charts.median_months", language), median_cell(curve.median, language)
        for months in times:
            label = text("survival.restricted_mean", language, months=f"{months:g}")
            yield label, _mean_cell(estimate_restricted_mean(curve, months), language)


def _withheld_events(analysis: SurvivalAnalysis, group: GroupSurvival) -> dict[str, Withheld]:
    causes = ENDPOINTS[analysis.question.endpoint].causes
    curves = (group.curve, *group.competing.values())
    events = {name: int(c.events.sum()) for name, c in zip(causes, curves, strict=True)}
    without = group.curve.patients - sum(events.values())
    return withhold_counts({**events, "": without}, analysis.least)


def _told(patients: int, withheld: Withheld | None, language: str) -> str:
    return told_count(withheld, format_number(patients, language), language)


def difference_table(
    analysis: SurvivalAnalysis, language: str, times: Sequence[float] | None = None
) -> pd.DataFrame:
    """Differences of the restricted means between each group and the first, as text.

    Args:
        analysis: Curves by group.
        language: ``en`` or ``fr``.
        times: Horizons, months; None takes those of the endpoint.

    Returns:
        One row a group after the first — the two groups, and a column a horizon; empty without
        two groups or where events compete.
    """
    times = default_times(analysis.question.endpoint) if times is None else times
    labels = group_labels(analysis, language)
    means = {
        labels[code]: [estimate_restricted_mean(group.curve, months) for months in times]
        for code, group in analysis.groups.items()
        if isinstance(group.curve, KaplanMeier)
    }
    lines = [
        [
            f"{label} {MINUS} {first}",
            *(_difference_cell(pair, language) for pair in zip(own, reference, strict=True)),
        ]
        for first, reference in list(means.items())[:1]
        for label, own in list(means.items())[1:]
    ]
    headings = [text("survival.pair", language)]
    headings += [text("survival.by_months", language, months=f"{m:g}") for m in times]
    return pd.DataFrame(lines, columns=headings)


def _difference_cell(pair: tuple[RestrictedMean, RestrictedMean], language: str) -> str:
    difference = compute_restricted_mean_difference(*pair)
    if difference.mean is None or difference.ci_low is None or difference.ci_high is None:
        return text("charts.not_followed", language)
    numbers = (difference.mean, difference.ci_low, difference.ci_high)
    mean, low, high = (_signed(number, language) for number in numbers)
    return text("survival.signed_interval", language, value=mean, low=low, high=high)


def _signed(number: float, language: str) -> str:
    rounded = round(number, 1)
    sign = MINUS if rounded < 0 else "+" if rounded > 0 else ""
    return sign + format_number(abs(rounded), language, 1)


def _mean_cell(mean: RestrictedMean, language: str) -> str:
    if mean.mean is None or mean.ci_low is None or mean.ci_high is None:
        return text("charts.not_followed", language)
    interval = format_interval(mean.ci_low, mean.ci_high, language, 1)
    return f"{format_number(mean.mean, language, 1)} {interval}"


def censoring_table(analysis: SurvivalAnalysis, language: str) -> pd.DataFrame:
    """Why observation ended without an event: one row a reason, patients in a column a group."""
    labels = group_labels(analysis, language)
    reasons = dict.fromkeys(
        reason for group in analysis.groups.values() for reason in group.censoring
    )
    withheld = {
        code: withhold_counts(group.censoring, analysis.least)
        for code, group in analysis.groups.items()
    }
    counts = {
        labels[code]: [
            _told(group.censoring.get(reason, 0), withheld[code].get(reason), language)
            for reason in reasons
        ]
        for code, group in analysis.groups.items()
    }
    told = [_tell(reason, language) for reason in reasons]
    return pd.DataFrame({text("survival.censored_because", language): told, **counts})


def account_table(analysis: SurvivalAnalysis, language: str) -> pd.DataFrame:
    """From the patients kept by the filter to those in the curves: one row a reason."""
    labels = group_labels(analysis, language)
    left_out = {_tell(reason, language): count for reason, count in analysis.left_out.items()}
    if analysis.without_group:
        left_out[_tell("without_group", language)] = analysis.without_group
    for code, count in analysis.too_small.items():
        left_out[text("survival.left_out_too_small", language, group=labels[code])] = count
    drawn = text("survival.drawn", language)
    withheld = withhold_counts({**left_out, drawn: analysis.drawn}, analysis.least)
    kept = (text("survival.kept", language), format_number(analysis.patients, language))
    lines = [kept]
    lines += [
        (name, f"{MINUS}{_told(count, withheld.get(name), language)}" if count else "0")
        for name, count in left_out.items()
    ]
    lines.append((drawn, _told(analysis.drawn, withheld.get(drawn), language)))
    headings = [text("survival.account_of", language), text("charts.patients", language)]
    return pd.DataFrame(lines, columns=headings)


def _tell(reason: str, language: str) -> str:
    keys = (f"survival.left_out_{reason}", f"care.stop_{reason}")
    own = (text(key, language) for key in keys if has_text(key))
    told = next(own, None) or tell_reason(reason, language)
    return told[:1].upper() + told[1:]
