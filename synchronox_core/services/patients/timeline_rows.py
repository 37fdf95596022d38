"""What the timeline of a patient draws: periods, marks, labels, lines and a calendar."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from synchronox_core.endpoints.records import Record
from synchronox_core.plots.patient_timeline import LANES
from synchronox_core.protocol.calendar import add_months
from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.services.patients.timeline_items import TimelineItem
from synchronox_core.services.patients.timeline_span import (
    CONTACTS,
    Span,
    count_months,
    find_span,
    is_later,
)
from synchronox_core.services.patients.timeline_words import describe_item
from synchronox_core.text import text
from synchronox_core.text.formats import format_date

TIMELINE_COLUMNS = [
    "part", "row", "start", "end", "form", "site", "note", "align", "what", "day", "source",
]  # fmt: skip

MARK_SHARE = 0.018
"""Width of a mark as a share of the time drawn; marks nearer than it stand on two levels."""

LETTER_SHARE = 0.0105
"""Width of a letter of a label as a share of the time drawn."""

LEVELS = (0.0, 0.22, -0.22)
"""Heights in a lane at which marks stand, lanes."""

ASSESSMENT_LEVELS = {"rectum": -0.16, "liver": 0.16}
"""Heights of assessments, mostly of both sites on one day."""

LABEL_LEVELS = (-0.40, 0.42)
"""Heights in a lane at which labels stand."""

LINE_LEVELS = (-1.55, -1.15, -0.75)
"""Heights above the lanes at which the vertical lines bear their names."""

NAMED_LEFT_SHARE = 0.6
"""Share of the time drawn from which a line bears its name on its left."""

CALENDAR_STEPS_MONTHS = (1, 2, 3, 6, 12, 24, 60)
"""Distances between the marks of the calendar; the first that gives few enough is taken."""

MOST_CALENDAR_MARKS = 6


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
    if item.form in CONTACTS:
        return LEVELS[0]
    free = free_from[item.lane]
    level = next((i for i, month in enumerate(free) if month <= start), free.index(min(free)))
    free[level] = end + MARK_SHARE * span.months
    return LEVELS[level]


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
    named.sort(key=lambda line: (line[0] <= turn, -abs(line[0] - turn)))
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
    first, last = _number_month(span.origin, span.first), _number_month(span.origin, span.last)
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


def _number_month(origin: date, months: float) -> int:
    """Number of the calendar month, counted from year 0, that lies some months from a day."""
    return 12 * origin.year + origin.month - 1 + int(months // 1)
