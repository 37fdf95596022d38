"""The timeline of a patient in words: as a table, and what its chart shows in a sentence."""

from collections.abc import Sequence

import pandas as pd

from synchronox_core.endpoints.records import Record
from synchronox_core.services.patients.timeline_items import TimelineItem
from synchronox_core.services.patients.timeline_span import count_months, find_span, is_later
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number


def timeline_table(record: Record, items: Sequence[TimelineItem], language: str) -> pd.DataFrame:
    """The items of a timeline, one a row.

    Returns:
        Under headings of the language: lane, what, date, month since the first FOLFIRINOX (empty
        without that day), source.
    """
    t0 = record.patient.folfirinox_start_date
    lines = [
        (
            text(f"patient_figures.lane_{item.lane}", language),
            described["what"],
            described["day"],
            ""
            if t0 is None or item.start is None
            else format_number(count_months(t0, item.start), language, 1),
            described["source"],
        )
        for item in items
        for described in [describe_item(item, language)]
    ]
    names = ("lane", "what", "day", "month", "source")
    return pd.DataFrame(
        lines, columns=[text(f"patient_figures.column_{name}", language) for name in names]
    )


def timeline_sentence(record: Record, items: Sequence[TimelineItem], language: str) -> str:
    """What the timeline shows, and what it cannot."""
    days = [item.start for item in items if item.start is not None]
    if not days:
        return text("patient_figures.timeline_empty", language)
    sentences = [
        text(
            "patient_figures.timeline_sentence",
            language,
            count=len(days),
            first=format_date(min(days), language),
            last=format_date(max(days), language),
        ),
        text("patient_figures.timeline_key", language),
    ]
    span = find_span(record, items)
    later = 0 if span is None else sum(is_later(item, span) for item in items)
    if later:
        sentences.append(text("patient_figures.timeline_later", language, count=later))
    if record.patient.folfirinox_start_date is None:
        sentences.append(text("patient_figures.timeline_without_t0", language))
    if len(days) < len(items):
        sentences.append(
            text("patient_figures.timeline_undated", language, count=len(items) - len(days))
        )
    if record.held_back:
        tables = ", ".join(sorted(record.held_back))
        sentences.append(text("patient_figures.timeline_held_back", language, tables=tables))
    return " ".join(sentences)


def describe_item(item: TimelineItem, language: str) -> dict[str, str]:
    """What an item is, its day or days, and the row it comes from."""
    return {
        "what": item.what,
        "day": _describe_days(item, language),
        "source": text(
            "patient_figures.source", language, table=f"{item.table}.csv", line=item.line
        )
        if item.line
        else text("patient_figures.derived", language),
    }


def _describe_days(item: TimelineItem, language: str) -> str:
    if item.start is None:
        return text("patient_figures.day_not_known", language)
    first = format_date(item.start, language)
    if item.form != "period" or item.end == item.start:
        return first
    if item.end is None:
        return text("patient_figures.going_on", language, first=first)
    return text("patient_figures.span", language, first=first, last=format_date(item.end, language))
