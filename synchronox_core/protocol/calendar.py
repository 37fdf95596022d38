"""Calendar months and the comparison of days that may be missing."""

from calendar import monthrange
from datetime import date

DAYS_PER_MONTH = 365.25 / 12
"""Mean length of a month, for durations drawn on an axis of months; never for a limit of days."""


def add_months(day: date, months: int) -> date:
    """The same day some calendar months later, or the last of that month when it has no such day.

    Args:
        day: Day counted from.
        months: Calendar months; negative goes back.

    Source: ``clinical.md`` A.11 (18 months of the primary endpoint, end of the month clipped).

    >>> add_months(date(2022, 8, 31), 18)
    datetime.date(2024, 2, 29)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_before(day: date | None, other: date | None) -> bool:
    """Whether both days are known and the first is the earlier one.

    >>> is_before(date(2024, 1, 1), date(2024, 1, 2)), is_before(None, date(2024, 1, 2))
    (True, False)
    """
    return day is not None and other is not None and day < other
