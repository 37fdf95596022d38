"""What may be shown of a group: nothing is described under five patients."""

SMALLEST_DESCRIBED = 5
"""Patients below which a group is counted but not described (product rule)."""

SMALL_COUNT = f"<{SMALLEST_DESCRIBED}"
"""Stands in the place of a count that would point at single persons."""


def is_described(patients: int) -> bool:
    """Whether a group is large enough to be described.

    >>> is_described(4), is_described(5)
    (False, True)
    """
    return patients >= SMALLEST_DESCRIBED


def is_small_count(patients: int) -> bool:
    """Whether a count would point at single persons: 1 to 4; nobody is no disclosure.

    >>> is_small_count(0), is_small_count(4), is_small_count(5)
    (False, True, False)
    """
    return 0 < patients < SMALLEST_DESCRIBED
