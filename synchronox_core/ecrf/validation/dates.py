"""Days, months and moments as a cell may write them; other forms are named, never guessed."""

import re
from datetime import UTC, date, datetime

from synchronox_core.ecrf.validation.faults import NOTHING, Fault, Phrase

EARLIEST_YEAR = 1900
"""No day of this study lies before it (contract, 7.9)."""

ISO_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T00:00:00)?")
ISO_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
ISO_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})"
)
FORMS = (
    ("DATE_WITH_TIME", r".*[0-9][T ,]+[0-9]{1,2}[:hH][0-9]{2}.*"),
    ("DATE_TWO_DIGIT_YEAR", r"[0-9]{1,2}[/.\- ][0-9]{1,2}[/.\- ][0-9]{2}"),
    ("DATE_ORDER", r"[0-9]{1,2}[/.\- ][0-9]{1,2}[/.\- ][0-9]{4}"),
    ("DATE_EXCEL", r"[0-9]{5}([.,][0-9]+)?"),
    ("DATE_PARTIAL", r"[0-9]{4}([/.\-][0-9]{1,2})?|[0-9]{1,2}[/.\-][0-9]{4}"),
    ("DATE_PARTIAL", r"[0-9]{4}-([0-9]{2}|[^\W\d]{2}|\?\?|--)-(00|[^\W\d]{2}|\?\?|--)"),
    ("DATE_PARTIAL", r"[^\W\d]{3,9}\.?[ -][0-9]{4}"),
)
"""Other forms people write, the first that fits names the fault."""

NAMED_FORMS = tuple((code, re.compile(form, re.DOTALL)) for code, form in FORMS)
FULL_DATE = re.compile(
    r"[0-9]{1,2}[/.\- ]+[0-9]{1,2}[/.\- ]+[0-9]{2,4}|[0-9]{4}[/.\-][0-9]{1,2}[/.\-][0-9]{1,2}.*"
)
"""A day, month and year in any order, whether or not the calendar has it."""


def parse_date(text: str, latest: date, precision: str | None = None) -> date | Fault:
    """The day a text writes, or what is wrong with it.

    Args:
        text: Trimmed text of a cell.
        latest: Day of the extract; nothing can have happened after it.
        precision: Column that says that only the month is known, if there is one.

    >>> parse_date("2023-02-28", date(2026, 6, 30))
    datetime.date(2023, 2, 28)
    >>> parse_date("2023-02-31", date(2026, 6, 30)).code
    'DATE_INVALID'
    >>> parse_date("28/02/23", date(2026, 6, 30)).code
    'DATE_TWO_DIGIT_YEAR'
    """
    written = ISO_DAY.fullmatch(text)
    if not written or written[1].endswith("-00"):
        return _name_form(text, precision)
    try:
        day = date.fromisoformat(written[1])
    except ValueError:
        return Fault("DATE_INVALID")
    return _check_bounds(day, latest) or day


def parse_moment(text: str, latest: date) -> datetime | Fault:
    """The moment a text writes, in universal time without zone, or what is wrong with it.

    Args:
        text: Trimmed text of a cell.
        latest: Day of the extract.

    >>> parse_moment("2026-05-12T12:00:00+02:00", date(2026, 6, 30))
    datetime.datetime(2026, 5, 12, 10, 0)
    >>> parse_moment("2026-05-12T12:00:00", date(2026, 6, 30)).code
    'DATETIME_FORMAT'
    """
    if not ISO_MOMENT.fullmatch(text):
        return Fault("DATETIME_FORMAT")
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return Fault("DATE_INVALID")
    return _check_bounds(moment.date(), latest) or moment


def parse_month(text: str, latest: date) -> str | Fault:
    """The month a text writes as ``YYYY-MM``, or what is wrong with it.

    >>> parse_month("2023-01", date(2026, 6, 30))
    '2023-01'
    >>> parse_month("2023-01-15", date(2026, 6, 30)).code
    'MONTH_FORMAT'
    """
    if not ISO_MONTH.fullmatch(text) or text.startswith("0000"):
        return Fault("MONTH_FORMAT")
    return _check_bounds(date.fromisoformat(f"{text}-01"), latest) or text


def _check_bounds(day: date, latest: date) -> Fault | None:
    if day.year < EARLIEST_YEAR:
        return Fault("DATE_TOO_EARLY", {"year": EARLIEST_YEAR})
    return Fault("DATE_FUTURE", {"extract": latest.isoformat()}) if day > latest else None


def _name_form(text: str, precision: str | None) -> Fault:
    code = next((code for code, form in NAMED_FORMS if form.fullmatch(text)), "DATE_FORMAT")
    if code != "DATE_PARTIAL":
        return Fault(code)
    detail = Phrase("enter_the_15th", {"precision": precision}) if precision else NOTHING
    return Fault(code, {"detail": detail})
