"""The time a timeline shows, in calendar months from its origin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.calendar import add_months
from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.services.patients.timeline_items import TimelineItem

MARGIN_MONTHS = 1.0
"""Room left and right of everything drawn."""

CONTACTS = ("visit", "last_news")
"""Marks that wait for nothing: those after the time drawn are in the table only."""


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
