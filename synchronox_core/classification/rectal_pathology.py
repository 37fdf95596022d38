"""The rectal specimen: the Rödel grade of regression, taken as the pathologist gave it."""


def classify_rodel(scale: str | None, grade: int | None) -> int | None:
    """The Rödel grade, from 0 (no regression) to 4 (complete); no other scale is converted.

    Args:
        scale: Scale named in the report: ``rodel``, ``dworak``, ``mandard`` or ``ryan``.
        grade: Grade on that scale.

    Source: NCT07467434, secondary outcome (Rödel score); R.9 of ``clinical.md``.

    >>> classify_rodel("rodel", 4), classify_rodel("mandard", 1)
    (4, None)
    """
    return grade if scale == "rodel" else None
