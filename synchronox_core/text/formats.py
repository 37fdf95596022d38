"""Numbers, shares, intervals and days as each language writes them."""

from datetime import date

THIN_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"


def format_number(value: float, language: str, decimals: int = 0) -> str:
    """A number with the decimal and thousands signs of a language.

    Args:
        value: The number.
        language: ``en`` or ``fr``.
        decimals: Digits after the decimal sign.

    >>> format_number(1234.5, "en", 1)
    '1,234.5'
    >>> format_number(1234.5, "fr", 1).replace(THIN_SPACE, "_")
    '1_234,5'
    """
    written = f"{value:,.{decimals}f}"
    if language == "fr":
        return written.replace(",", THIN_SPACE).replace(".", ",")
    return written


def format_percent(share: float, language: str, decimals: int = 1) -> str:
    """A share between 0 and 1 as a percentage.

    >>> format_percent(0.1234, "en")
    '12.3%'
    >>> format_percent(0.1234, "fr").replace(NO_BREAK_SPACE, "_")
    '12,3_%'
    """
    space = NO_BREAK_SPACE if language == "fr" else ""
    return f"{format_number(100 * share, language, decimals)}{space}%"


def format_share(part: int, whole: int, language: str) -> str:
    """A count with its percentage of a whole; the count alone when the whole is 0.

    >>> format_share(3, 12, "en").replace(NO_BREAK_SPACE, "_")
    '3_(25.0%)'
    >>> format_share(0, 0, "en")
    '0'
    """
    count = format_number(part, language)
    if not whole:
        return count
    return f"{count}{NO_BREAK_SPACE}({format_percent(part / whole, language)})"


def format_interval(low: float, high: float, language: str, decimals: int = 2) -> str:
    """Two bounds in one bracket, joined by an en dash.

    >>> format_interval(0.514, 0.649, "en")
    '(0.51–0.65)'
    """
    bounds = (format_number(bound, language, decimals) for bound in (low, high))
    return f"({'–'.join(bounds)})"


def format_date(day: date, language: str) -> str:
    """A day; a moment loses its hour.

    >>> format_date(date(2026, 11, 22), "en"), format_date(date(2026, 11, 22), "fr")
    ('2026-11-22', '22/11/2026')
    """
    return f"{day:%d/%m/%Y}" if language == "fr" else f"{day:%Y-%m-%d}"
