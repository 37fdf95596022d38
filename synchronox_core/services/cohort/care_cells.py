"""The cells of the tables of care: counts, proportions and summaries that point at nobody."""

from synchronox_core.services.cohort.care_counts import Quartiles
from synchronox_core.services.withheld_counts import told_count
from synchronox_core.statistics.disclosure import Withheld, is_described
from synchronox_core.statistics.proportions import Proportion, estimate_proportion
from synchronox_core.text import text
from synchronox_core.text.formats import (
    NO_BREAK_SPACE,
    format_interval,
    format_number,
    format_percent,
    format_share,
)


def share_cell(patients: int, whole: int, withheld: Withheld | None, language: str) -> str:
    """A part of a whole as its count with its share, or what stands in its place.

    >>> share_cell(57, 60, None, "en").replace(NO_BREAK_SPACE, " ")
    '57 (95.0%)'
    >>> share_cell(57, 60, Withheld("≥", 56), "en")
    '≥56'
    """
    return told_count(withheld, format_share(patients, whole, language), language)


def reached_cell(patients: int, whole: int, withheld: Withheld | None, language: str) -> str:
    """A part of a whole with the whole beside it: ``349/436 (80.0%)``."""
    written = format_number(whole, language)
    if withheld:
        return f"{told_count(withheld, '', language)}/{written}"
    share = format_percent(patients / whole, language)
    return f"{format_number(patients, language)}/{written}{NO_BREAK_SPACE}({share})"


def proportion_cell(patients: int, known: int, withheld: Withheld | None, language: str) -> str:
    """A proportion with its Wilson interval, in percent, and its denominator.

    >>> proportion_cell(118, 203, None, "en").replace(NO_BREAK_SPACE, " ")
    '118/203, 58.1% (51.3–64.7)'
    """
    if withheld:
        return f"{told_count(withheld, '', language)}/{format_number(known, language)}"
    return counted_share(patients, known, language)


def counted_share(part: int, whole: int, language: str) -> str:
    """A part of a whole that is not empty, with its share in percent and its Wilson interval.

    The counts are shown whatever they are: for cells of a form, and for the monitoring.
    """
    counts = "/".join(format_number(count, language) for count in (part, whole))
    interval = _interval(estimate_proportion(part, whole), language)
    return f"{counts}, {format_percent(part / whole, language)}{NO_BREAK_SPACE}{interval}"


def not_described(least: int, language: str) -> str:
    """What stands in the place of a group too small to be described."""
    return text("overview.not_described", language, least=least)


def quartiles_cell(
    found: Quartiles | None, least: int, language: str, *, is_size_shown: bool = True
) -> str:
    """Median and quartiles with how many values they rest on, unless that count is withheld.

    >>> quartiles_cell(Quartiles(349, 0.0, 7.43, 15.6), 5, "en").replace(NO_BREAK_SPACE, " ")
    '7.4 (0.0–15.6), n = 349'
    """
    if found is None or not is_described(found.known, least):
        return not_described(least, language)
    median = format_number(found.median, language, 1)
    summary = f"{median}{NO_BREAK_SPACE}{format_interval(found.q1, found.q3, language, 1)}"
    if not is_size_shown:
        return summary
    size = f"n = {format_number(found.known, language)}"
    return f"{summary}, {size.replace(' ', NO_BREAK_SPACE)}"


def _interval(estimate: Proportion, language: str) -> str:
    low, high = estimate.ci_low, estimate.ci_high
    return (
        "" if low is None or high is None else format_interval(100 * low, 100 * high, language, 1)
    )
