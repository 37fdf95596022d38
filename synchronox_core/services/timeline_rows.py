"""The timeline of a patient as rows for its chart, as a table and as a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.calendar import add_months
from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.services.timeline_items import LANES, TimelineItem
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number

TIMELINE_COLUMNS = [
    "part", "row", "start", "end", "form", "site", "note", "align", "what", "day", "source",
]  # fmt: skip

MARGIN_MONTHS = 1.0
"""Room left and right of everything drawn."""

MARK_SHARE = 0.018
"""Width of a mark as a share of the time drawn; marks nearer than it stand on two levels."""

LETTER_SHARE = 0.0105
"""Width of a letter of a label as a share of the time drawn."""

LEVELS = (0.0, 0.22, -0.22)
"""Heights in a lane at which marks stand, lanes."""

ASSESSMENT_LEVELS = {"rectum": -0.16, "liver": 0.16}
CONTACTS = ("visit", "last_news")
"""Marks that wait for nothing: those after the time drawn are in the table only."""

LABEL_LEVELS = (-0.40, 0.42)
"""Heights in a lane at which labels stand."""

LINE_LEVELS = (-1.55, -1.15, -0.75)
"""Heights above the lanes at which the vertical lines bear their names."""

NAMED_LEFT_SHARE = 0.6
"""Share of the time drawn from which a line bears its name on its left."""

CALENDAR_STEPS_MONTHS = (1, 2, 3, 6, 12, 24, 60)
MOST_CALENDAR_MARKS = 6


@dataclass(frozen=True)
class Span:
    """The time a timeline shows.

    Attributes:
        origin: Day from which months are counted.
        first: First month drawn.
        last: Last month drawn.
    """

    origin: date
    first: float
    last: float

    @property
    def months(self) -> float:
        """Its length, months."""
        return self.last - self.first

    def place(self, day: date) -> float:
        """Month of a day, kept inside the time drawn."""
        return min(max(count_months(self.origin, day), self.first), self.last)


def count_months(origin: date, day: date) -> float:
    """Calendar months from one day to another, with the part of the month begun.

    >>> count_months(date(2022, 8, 31), date(2024, 2, 29))
    18.0
    >>> count_months(date(2022, 2, 1), date(2022, 1, 1))
    -1.0
    >>> count_months(date(2023, 2, 1), date(2023, 2, 15))
    0.5
    """
    whole = 12 * (day.year - origin.year) + day.month - origin.month
    if add_months(origin, whole) > day:
        whole -= 1
    begun, next_begun = add_months(origin, whole), add_months(origin, whole + 1)
    return whole + (day - begun).days / (next_begun - begun).days


def timeline_rows(record: Record, items: Sequence[TimelineItem], language: str) -> pd.DataFrame:
    """What the timeline draws.

    Args:
        record: The patient.
        items: What ``list_items`` says of this patient.
        language: ``en`` or ``fr``.

    Returns:
        One row a period, mark, label, vertical line, name of a line or mark of the calendar —
        part, row (height, lanes from 0), start, end (months), form and site (of a mark), note (a
        text drawn), align (of a text), what, day, source (of the row behind it). No row when
        nothing has a day.
    """
    span = find_span(record, items)
    if span is None:
        return pd.DataFrame(columns=TIMELINE_COLUMNS)
    rows = [
        *_draw_items(items, span, record, language),
        *_draw_labels(items, span),
        *_draw_lines(record, span, language),
        *_draw_calendar(span, language),
    ]
    return pd.DataFrame(rows, columns=TIMELINE_COLUMNS)


def find_span(record: Record, items: Sequence[TimelineItem]) -> Span | None:
    """The time to draw: month 18, all treatments and events, but no lone follow-up after them.

    Args:
        record: The patient.
        items: Items with a day.

    Returns:
        None when nothing has a day.
    """
    t0 = record.patient.folfirinox_start_date
    drawn = [item for item in items if item.form not in CONTACTS] or items
    days = [day for item in drawn for day in (item.start, item.end) if day is not None]
    days += [record.as_of for item in drawn if item.form == "period" and item.end is None]
    days += [day for day in (t0, record.patient.strategy_decided_on) if day is not None]
    if not days:
        return None
    origin = t0 or min(days)
    if t0 is not None:
        days.append(add_months(t0, HORIZON_MONTHS))
    months = [count_months(origin, day) for day in days]
    return Span(origin, min(months) - MARGIN_MONTHS, max(months) + MARGIN_MONTHS)


def is_later(item: TimelineItem, span: Span) -> bool:
    """Whether an item is follow-up after the time drawn."""
    is_contact = item.form in CONTACTS and item.start is not None
    return is_contact and count_months(span.origin, item.start or date.max) > span.last


def _draw_items(
    items: Iterable[TimelineItem], span: Span, record: Record, language: str
) -> Iterator[dict[str, Any]]:
    free_from: defaultdict[str, list[float]] = defaultdict(lambda: [span.first] * len(LEVELS))
    for item in items:
        if item.start is None or is_later(item, span):
            continue
        start, end = span.place(item.start), span.place(_last_day(item, record))
        yield {
            "part": "period" if item.form == "period" else "mark",
            "row": LANES.index(item.lane) + _choose_level(item, start, end, span, free_from),
            "start": start,
            "end": end,
            "form": item.form,
            "site": item.site,
            **describe_item(item, language),
        }


def _last_day(item: TimelineItem, record: Record) -> date:
    if item.form == "period":
        return item.end or max(record.as_of, item.start or record.as_of)
    return item.start or record.as_of


def _choose_level(
    item: TimelineItem,
    start: float,
    end: float,
    span: Span,
    free_from: dict[str, list[float]],
) -> float:
    """Height in the lane, beside the items that lie too near; the longest free when none is."""
    if item.lane == "imaging":
        return ASSESSMENT_LEVELS.get(item.site, 0.0)
    free = free_from[item.lane]
    level = next((i for i, month in enumerate(free) if month <= start), free.index(min(free)))
    free[level] = end + MARK_SHARE * span.months
    return LEVELS[level]


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


def _draw_labels(items: Iterable[TimelineItem], span: Span) -> Iterator[dict[str, Any]]:
    """Labels above or below their mark where there is room; the others are in the tooltip."""
    free_from: defaultdict[str, list[float]] = defaultdict(lambda: [span.first] * len(LABEL_LEVELS))
    for item in items:
        if not item.label or item.start is None:
            continue
        month = span.place(item.start)
        width = LETTER_SHARE * span.months * len(item.label)
        is_left = month + width > span.last
        start = month - width if is_left else month
        free = free_from[item.lane]
        level = next((i for i, until in enumerate(free) if until <= start), None)
        if level is not None:
            free[level] = start + width
            yield {
                "part": "label",
                "row": LANES.index(item.lane) + LABEL_LEVELS[level],
                "start": month,
                "note": item.label,
                "align": "right" if is_left else "left",
            }


def _draw_lines(record: Record, span: Span, language: str) -> Iterator[dict[str, Any]]:
    """Board decision, month 18 and data cut; a cut after all that is drawn stands at the edge."""
    t0 = record.patient.folfirinox_start_date
    days = {
        "decision": record.patient.strategy_decided_on,
        "month_18": None if t0 is None else add_months(t0, HORIZON_MONTHS),
        "data_cut": record.as_of,
    }
    named = [(span.place(day), name, day) for name, day in days.items() if day is not None]
    turn = span.first + NAMED_LEFT_SHARE * span.months
    # Each line begins at the height of its name: in this order no name crosses another line.
    named.sort(key=lambda line: (line[0] <= turn, abs(line[0] - turn) * -1))
    for height, (month, name, day) in zip(LINE_LEVELS, named, strict=False):
        note = text(f"patient_figures.line_{name}", language, day=format_date(day, language))
        is_beyond = count_months(span.origin, day) > span.last
        yield {
            "part": "line",
            "row": height,
            "start": month,
            "form": name,
            "note": f"{note} →" if is_beyond else note,
            "align": "left" if month <= turn else "right",
        }


def _draw_calendar(span: Span, language: str) -> Iterator[dict[str, Any]]:
    """First days of months, as far apart as they can be read."""
    first, last = add_whole(span.origin, span.first), add_whole(span.origin, span.last)
    step = next(
        (step for step in CALENDAR_STEPS_MONTHS if (last - first) / step <= MOST_CALENDAR_MARKS),
        CALENDAR_STEPS_MONTHS[-1],
    )
    for number in range(first + (-first) % step, last + 1, step):
        day = date(number // 12, number % 12 + 1, 1)
        month = count_months(span.origin, day)
        if span.first <= month <= span.last:
            note = f"{day:%m/%Y}" if language == "fr" else f"{day:%Y-%m}"
            yield {"part": "calendar", "start": month, "note": note}


def add_whole(origin: date, months: float) -> int:
    """Number of the calendar month, counted from year 0, that lies some months from a day."""
    return 12 * origin.year + origin.month - 1 + int(months // 1)


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
