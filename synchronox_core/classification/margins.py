"""Margins of rectal and liver resections, clear or not in the words of the record."""

from synchronox_core.classification.measures import Measure
from synchronox_core.protocol.answers import all_true
from synchronox_core.protocol.thresholds import (
    CIRCUMFERENTIAL_MARGIN_ABOVE_MM,
    DISTAL_MARGIN_FROM_MM,
    LIVER_MARGIN_ABOVE_MM,
)


def is_circumferential_margin_clear(margin: Measure | None) -> bool | None:
    """Whether a circumferential margin is above 1 mm.

    Args:
        margin: Margin, mm; None when missing.

    Returns:
        None when the margin is missing or its sign leaves the question open.

    Source: NCT07467434, primary outcome; R.2 of ``clinical.md``.

    >>> is_circumferential_margin_clear(Measure(1, 1))
    False
    """
    return None if margin is None else margin.exceeds(CIRCUMFERENTIAL_MARGIN_ABOVE_MM)


def is_distal_margin_clear(margin: Measure | None, *, is_exempt: bool) -> bool | None:
    """Whether a distal margin reaches 1 cm.

    Args:
        margin: Margin, mm; None when missing.
        is_exempt: The procedure leaves no distal margin (abdominoperineal resection), so that
            none reported is adequate; one reported is judged all the same.

    Returns:
        None when the margin is missing or its sign leaves the question open.

    Source: NCT07467434, primary outcome; R.2 and R.3 of ``clinical.md``.

    >>> is_distal_margin_clear(Measure(10, 10), is_exempt=False)
    True
    """
    if margin is None:
        return True if is_exempt else None
    return margin.reaches(DISTAL_MARGIN_FROM_MM)


def is_rectal_margin_clear(
    circumferential: Measure | None,
    distal: Measure | None,
    *,
    is_distal_exempt: bool,
    has_residue: bool,
) -> bool | None:
    """Whether a rectal resection is R0 for the record, which the pathologist's R0 may not be.

    Args:
        circumferential: Circumferential margin, mm; None when missing.
        distal: Distal margin, mm; None when missing.
        is_distal_exempt: The procedure leaves no distal margin (abdominoperineal resection).
        has_residue: Macroscopic residue is stated.

    Returns:
        False when anything known fails, even beside a missing margin; None when nothing fails
        and something is missing.

    Source: NCT07467434, primary outcome; R.2 and R.3 of ``clinical.md``.

    >>> is_rectal_margin_clear(Measure(2, 2), None, is_distal_exempt=True, has_residue=False)
    True
    """
    return all_true(
        (
            not has_residue,
            is_circumferential_margin_clear(circumferential),
            is_distal_margin_clear(distal, is_exempt=is_distal_exempt),
        )
    )


def is_liver_resection_clear(margin: Measure | None, viable: Measure | None) -> bool | None:
    """Whether the resection of a liver lesion is R0 for the record, vascular margins included.

    Args:
        margin: Margin of the nodule, mm; None when missing.
        viable: Viable cells in the nodule, percent; None when missing.

    Returns:
        True without any viable cell, whatever the margin; else whether the margin is above 1 mm;
        None when it is missing or its sign leaves the question open.

    Source: NCT07467434, primary outcome; R.2 and R.4 of ``clinical.md``.

    >>> is_liver_resection_clear(Measure(1, 1), None), is_liver_resection_clear(None, Measure(0, 0))
    (False, True)
    """
    if viable is not None and viable.high == 0:
        return True
    return None if margin is None else margin.exceeds(LIVER_MARGIN_ABOVE_MM)
