"""The liver disease before treatment: how many lesions, how large, on one side or on both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from synchronox_core.protocol.thresholds import TOO_SMALL_MM
from synchronox_core.protocol.vocabulary import Reason

LEFT_SEGMENTS = frozenset({"I", "II", "III", "IVa", "IVb"})
"""Couinaud segments of the left side; segment I is left by convention (R.6)."""

RIGHT_SEGMENTS = frozenset({"V", "VI", "VII", "VIII"})
"""Couinaud segments of the right side."""


@dataclass(frozen=True, slots=True)
class Lesion:
    """A liver lesion as far as the baseline needs it.

    Attributes:
        first_seen_date: Day on which it was first seen; None when unknown.
        segments: Couinaud segments joined with ``;``; None when unknown.
        baseline_diameter_mm: Longest diameter at baseline, mm; None when unknown.
    """

    first_seen_date: date | None
    segments: str | None
    baseline_diameter_mm: float | None


UNKNOWN_LESION = Lesion(None, None, None)
"""A lesion of which nothing can be read, for instance because its row is held back."""


def count_lesions(lesions: Sequence[Lesion], t0: date | None) -> tuple[int | None, Reason | None]:
    """Number of lesions first seen on or before time zero, or why it is unknown.

    Args:
        lesions: Every lesion of the patient on record.
        t0: First day of FOLFIRINOX.

    Source: rulings R.6 of ``clinical.md``.

    >>> count_lesions([Lesion(date(2024, 1, 5), "II", 30.0)], date(2024, 1, 5))
    (1, None)
    >>> count_lesions([], date(2024, 1, 5))
    (None, <Reason.NO_LESION_ROWS: 'no_lesion_rows'>)
    """
    seen, undated, reason = _lesions_by(t0, lesions)
    if reason is Reason.NO_LESION_AT_BASELINE:
        return 0, None
    if reason:
        return None, reason
    if undated:
        return None, Reason.FIRST_SEEN_MISSING
    return len(seen), None


def derive_largest_lesion(
    lesions: Sequence[Lesion], t0: date | None
) -> tuple[float | None, Reason | None]:
    """Largest baseline diameter of the lesions first seen by time zero (mm), or why it is unknown.

    A lesion without a diameter might be the largest, so that the answer is then unknown.

    Args:
        lesions: Every lesion of the patient on record.
        t0: First day of FOLFIRINOX.
    """
    seen, undated, reason = _lesions_by(t0, lesions)
    if reason:
        return None, reason
    if undated:
        return None, Reason.FIRST_SEEN_MISSING
    diameters = [
        lesion.baseline_diameter_mm for lesion in seen if lesion.baseline_diameter_mm is not None
    ]
    if len(diameters) < len(seen):
        return None, Reason.NO_BASELINE_DIAMETER
    return max(diameters), None


def derive_bilobar(lesions: Sequence[Lesion], t0: date | None) -> tuple[bool | None, Reason | None]:
    """Whether the lesions first seen by time zero touch both sides of the liver.

    Args:
        lesions: Every lesion of the patient on record.
        t0: First day of FOLFIRINOX.

    Returns:
        True when the known segments touch both sides, one lesion in ``IVa;V`` included; False
        when what is missing cannot change the one side; else None with the reason.

    Source: rulings R.6 and R.12 of ``clinical.md``.
    """
    seen, undated, reason = _lesions_by(t0, lesions)
    if reason:
        return None, reason
    if _touches_both(seen):
        return True, None
    if any(lesion.segments is None for lesion in (*seen, *undated)):
        return None, Reason.SEGMENTS_MISSING
    if not seen or _touches_both((*seen, *undated)):
        return None, Reason.FIRST_SEEN_MISSING
    return False, None


def baseline_diameter_mm(diameter_mm: float | None, status: str | None) -> float | None:
    """Diameter that a measurement stands for (mm); None when it gives none.

    Args:
        diameter_mm: Longest diameter measured.
        status: ``measurable``, ``too_small``, ``disappeared`` or ``new``.

    Source: RECIST 1.1; rulings R.8 of ``clinical.md``.

    >>> baseline_diameter_mm(None, "too_small"), baseline_diameter_mm(3.0, "too_small")
    (5.0, 3.0)
    """
    if status == "disappeared":
        return 0.0
    if diameter_mm is None and status == "too_small":
        return TOO_SMALL_MM
    return diameter_mm


def _lesions_by(
    t0: date | None, lesions: Sequence[Lesion]
) -> tuple[list[Lesion], list[Lesion], Reason | None]:
    """Lesions seen by time zero, lesions that may have been, and why nothing can be said."""
    if t0 is None:
        return [], [], Reason.T0_MISSING
    if not lesions:
        return [], [], Reason.NO_LESION_ROWS
    undated = [lesion for lesion in lesions if lesion.first_seen_date is None]
    seen = [lesion for lesion in lesions if lesion.first_seen_date and lesion.first_seen_date <= t0]
    return seen, undated, None if seen or undated else Reason.NO_LESION_AT_BASELINE


def _touches_both(lesions: Sequence[Lesion]) -> bool:
    segments = {segment for lesion in lesions for segment in (lesion.segments or "").split(";")}
    return bool(segments & LEFT_SEGMENTS) and bool(segments & RIGHT_SEGMENTS)
