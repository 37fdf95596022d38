"""A count as it is drawn and written, or what stands in its place."""

from synchronox_core.statistics.disclosure import Withheld
from synchronox_core.text.formats import format_number


def shown_count(patients: int, withheld: Withheld | None) -> float | None:
    """A count as a chart draws it; None where it is not shown."""
    return None if withheld else float(patients)


def told_count(withheld: Withheld | None, shown: str, language: str) -> str:
    """What is written of a count, or what stands in its place.

    >>> told_count(None, "12 (40%)", "en"), told_count(Withheld("<", 5), "3 (10%)", "en")
    ('12 (40%)', '<5')
    """
    if withheld is None:
        return shown
    return f"{withheld.sign}{format_number(withheld.bound, language)}"
