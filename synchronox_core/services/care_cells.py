"""The cells of the tables of care: counts, proportions and summaries that point at nobody."""

from collections.abc import Mapping

from synchronox_core.services.care import Quartiles
from synchronox_core.statistics.disclosure import Withheld, is_described, withhold_counts
from synchronox_core.statistics.proportions import Proportion, estimate_proportion
from synchronox_core.text import text
from synchronox_core.text.formats import (
    NO_BREAK_SPACE,
    format_interval,
    format_number,
    format_percent,
    format_share,
)


def count_cells(
    counts: Mapping[str, int], language: str, whole: int | None = None
) -> dict[str, str]:
    """Each part of a whole as its count with its share of the whole, or what stands in its place.

    Args:
        counts: Patients by part; what they come to together is shown.
        language: ``en`` or ``fr``.
        whole: What the shares are of; None takes the parts together.

    >>> cells = count_cells({"yes": 3, "no": 57}, "en")
    >>> cells["yes"], cells["no"].replace(NO_BREAK_SPACE, " ")
    ('<5', '≥56')
    """
    whole, withheld = whole or sum(counts.values()), withhold_counts(counts)
    if not is_described(whole):
        return dict.fromkeys(counts, text("overview.not_described", language))
    return {
        name: _bound(withheld[name], language)
        if name in withheld
        else format_share(patients, whole, language)
        for name, patients in counts.items()
    }


def reached_cell(patients: int, counts: Mapping[str, int], part: str, language: str) -> str:
    """A part of a whole with the whole beside it: ``349/436 (80.0%)``.

    Args:
        patients: The whole.
        counts: Patients by part.
        part: The part.
        language: ``en`` or ``fr``.
    """
    whole = format_number(patients, language)
    withheld = withhold_counts(counts).get(part)
    if withheld:
        return f"{_bound(withheld, language)}/{whole}"
    share = format_percent(counts[part] / patients, language)
    return f"{format_number(counts[part], language)}/{whole}{NO_BREAK_SPACE}({share})"


def proportion_cell(patients: int, known: int, language: str) -> str:
    """A proportion with its Wilson interval, in percent, and its denominator.

    >>> proportion_cell(118, 203, "en").replace(NO_BREAK_SPACE, " ")
    '118/203, 58.1% (51.3–64.7)'
    """
    if not is_described(known):
        return text("overview.not_described", language)
    whole = format_number(known, language)
    parts = {"with": patients, "without": known - patients}
    withheld = withhold_counts(parts).get("with")
    if withheld:
        return f"{_bound(withheld, language)}/{whole}"
    return counted_share(patients, known, language)


def counted_share(part: int, whole: int, language: str) -> str:
    """A part of a whole that is not empty, with its share in percent and its Wilson interval.

    The counts are shown whatever they are: for cells of a form, and for the monitoring.
    """
    counts = "/".join(format_number(count, language) for count in (part, whole))
    interval = _interval(estimate_proportion(part, whole), language)
    return f"{counts}, {format_percent(part / whole, language)}{NO_BREAK_SPACE}{interval}"


def shown_proportion(patients: int, known: int) -> Proportion | None:
    """A proportion that may be drawn; None where its count is not shown."""
    if not is_described(known):
        return None
    withheld = withhold_counts({"with": patients, "without": known - patients})
    return None if withheld else estimate_proportion(patients, known)


def quartiles_cell(found: Quartiles | None, language: str, *, is_size_shown: bool = True) -> str:
    """Median and quartiles with how many values they rest on, unless that count is withheld.

    >>> quartiles_cell(Quartiles(349, 0.0, 7.43, 15.6), "en").replace(NO_BREAK_SPACE, " ")
    '7.4 (0.0–15.6), n = 349'
    """
    if found is None or not is_described(found.known):
        return text("overview.not_described", language)
    median = format_number(found.median, language, 1)
    summary = f"{median}{NO_BREAK_SPACE}{format_interval(found.q1, found.q3, language, 1)}"
    if not is_size_shown:
        return summary
    size = f"n = {format_number(found.known, language)}"
    return f"{summary}, {size.replace(' ', NO_BREAK_SPACE)}"


def _bound(withheld: Withheld, language: str) -> str:
    return f"{withheld.sign}{format_number(withheld.bound, language)}"


def _interval(estimate: Proportion, language: str) -> str:
    low, high = estimate.ci_low, estimate.ci_high
    return (
        "" if low is None or high is None else format_interval(100 * low, 100 * high, language, 1)
    )
