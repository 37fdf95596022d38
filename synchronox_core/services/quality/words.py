"""What is said of the data quality, in one language."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from synchronox_core.recruitment.centres import CentreIndicator, Verdict
from synchronox_core.recruitment.follow_up import NEWS_WITHIN_MONTHS, FollowUp
from synchronox_core.recruitment.maturity import Maturity
from synchronox_core.recruitment.quality_indicators import COUNTS, LIMITS, QualityIndicator
from synchronox_core.services.quality.review import DataQuality
from synchronox_core.text import has_text, text
from synchronox_core.text.formats import format_interval, format_number, format_percent

CODES_LISTED = 8
"""Centres named one by one; the others are counted."""


def item_label(item: str, language: str) -> str:
    """What is missing: a code of the decision table, or a reason."""
    for key in (f"quality.item_{item}", f"outcome_codes.{item}", f"reasons.{item}"):
        if has_text(key):
            return text(key, language)
    return item


def form_label(form: str, language: str) -> str:
    """What a form is called; its code when the catalogue has no entry."""
    key = f"quality.form_{form}"
    return text(key, language) if has_text(key) else form


def flag_label(centre: CentreIndicator, language: str) -> str:
    """How a centre is judged against the others and against the absolute limit."""
    label = text(f"quality.verdict_{centre.verdict}", language)
    if centre.is_beyond_limit:
        return f"{label}, {text('quality.beyond_limit', language)}"
    return label


def written_value(indicator: QualityIndicator, value: float, language: str) -> str:
    """The value of an indicator: a percentage, or events by patient."""
    if indicator in COUNTS:
        return format_number(value, language, 2)
    return format_percent(value, language)


def written_counts(part: float, whole: float, language: str) -> str:
    """A count of another."""
    return "/".join(format_number(count, language) for count in (part, whole))


def tell_follow_up(found: FollowUp, language: str) -> str:
    """Clark's completeness and the median follow-up, with who could not be counted."""
    if found.completeness is None or found.median.months is None:
        return text("quality.no_follow_up", language)
    low, high = found.median.ci_low, found.median.ci_high
    interval = "" if low is None or high is None else format_interval(low, high, language, 1)
    return text(
        "quality.follow_up",
        language,
        count=found.patients,
        completeness=format_percent(found.completeness, language),
        observed=format_number(found.observed_years, language),
        potential=format_number(found.potential_years, language),
        median=format_number(found.median.months, language, 1),
        interval=interval,
        unknown=format_number(found.unknown, language),
    )


def tell_news(quality: DataQuality, language: str) -> str:
    """How many living patients have news overdue, and due soon."""
    return text(
        "quality.news_alt",
        language,
        count=quality.overdue,
        soon=format_number(quality.due_soon, language),
    )


def tell_news_listed(quality: DataQuality, language: str) -> str:
    """When news is due, and how many are listed where these are not all of them."""
    note = text("quality.news_note", language, months=NEWS_WITHIN_MONTHS)
    listed = len(quality.maturity.news_due)
    if listed == quality.overdue + quality.due_soon:
        return note
    return f"{text('quality.news_first', language, count=listed)} {note}"


class IndicatorSummary(NamedTuple):
    """An indicator in all centres, as text.

    Attributes:
        value: Events of the total, and the value.
        limit: The absolute limit.
        high: Codes of the centres that are high against the others.
        beyond: Codes of the centres beyond the limit.
        too_few: Centres too small to be judged.
    """

    value: str
    limit: str
    high: str
    beyond: str
    too_few: str


def summarise_indicator(
    quality: DataQuality, indicator: QualityIndicator, language: str
) -> IndicatorSummary:
    """An indicator in all centres, its limit, and which centres stand out."""
    found = quality.indicators[indicator]
    events, total = sum(c.events for c in found), sum(c.total for c in found)
    value = written_value(indicator, events / total if total else 0.0, language)
    high = [c.centre_id for c in found if c.verdict == Verdict.HIGH]
    beyond = [c.centre_id for c in found if c.is_beyond_limit]
    none = text("quality.no_centre", language)
    return IndicatorSummary(
        value=f"{written_counts(events, total, language)}, {value}",
        limit=written_value(indicator, LIMITS[indicator], language),
        high=_shortened(high, language) or none,
        beyond=_shortened(beyond, language) or none,
        too_few=format_number(sum(c.verdict == Verdict.TOO_FEW for c in found), language),
    )


def tell_indicator(quality: DataQuality, indicator: QualityIndicator, language: str) -> str:
    """An indicator in all centres, its limit, and which centres are flagged."""
    return text(
        "quality.indicator_alt",
        language,
        count=len(quality.indicators[indicator]),
        indicator=text(f"quality.indicator_{indicator}", language),
        **summarise_indicator(quality, indicator, language)._asdict(),
    )


class CalledCentre(NamedTuple):
    """A centre that stands out.

    Attributes:
        centre_id: The centre.
        high: Indicators in which it is high against the others.
        beyond: Indicators in which it is beyond the absolute limit.
        is_silent: It is silent longer than its own pace explains.
    """

    centre_id: str
    high: list[QualityIndicator]
    beyond: list[QualityIndicator]
    is_silent: bool


def rank_centres(quality: DataQuality, silent: Collection[str]) -> list[CalledCentre]:
    """The centres that stand out, those with most reasons first.

    What the other centres do not share weighs more than silence, and that more than a limit.

    Args:
        quality: The quality of the data.
        silent: Centres silent longer than their own pace explains.
    """
    high: dict[str, list[QualityIndicator]] = {}
    beyond: dict[str, list[QualityIndicator]] = {}
    for indicator, found in quality.indicators.items():
        for centre in found:
            if centre.verdict == Verdict.HIGH:
                high.setdefault(centre.centre_id, []).append(indicator)
            if centre.is_beyond_limit:
                beyond.setdefault(centre.centre_id, []).append(indicator)
    called = [
        CalledCentre(code, high.get(code, []), beyond.get(code, []), code in silent)
        for code in sorted({*high, *beyond, *silent})
    ]
    return sorted(called, key=lambda c: (-len(c.high), not c.is_silent, -len(c.beyond)))


def tell_indicators(indicators: Sequence[QualityIndicator], language: str) -> str:
    """Indicators by their short names, or that there is none."""
    told = [text(f"quality.short_{indicator}", language) for indicator in indicators]
    return ", ".join(told) or text("quality.no_centre", language)


def tell_maturity(quality: DataQuality, endpoint: str, language: str) -> str:
    """How many patients an endpoint can be judged in, cannot, and not yet.

    Args:
        quality: The quality of the data.
        endpoint: ``primary`` or ``survival``.
        language: ``en`` or ``fr``.
    """
    counts = quality.maturity.primary if endpoint == "primary" else quality.maturity.survival
    sums = counts.groupby("maturity")["patients"].sum()
    return text(
        "quality.maturity_told",
        language,
        endpoint=text(f"quality.endpoint_{endpoint}", language),
        **{m.value: format_number(int(sums.get(m.value, 0)), language) for m in Maturity},
    )


def _shortened(codes: list[str], language: str) -> str:
    if len(codes) <= CODES_LISTED:
        return ", ".join(codes)
    listed = ", ".join(codes[:CODES_LISTED])
    return text("quality.and_more", language, codes=listed, count=len(codes) - CODES_LISTED)
