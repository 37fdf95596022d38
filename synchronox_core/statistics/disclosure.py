"""What may be shown of a group: nothing is described under five patients."""

from collections.abc import Mapping
from typing import NamedTuple

SMALLEST_DESCRIBED = 5
"""Patients below which a group is counted but not described (product rule)."""

SMALLEST_EXPORTED = 11
"""Patients below which a count does not leave the board in a table of a cohort (product rule)."""

SMALL_COUNT = f"<{SMALLEST_DESCRIBED}"
"""Stands in the place of a count that would point at single persons."""


def is_described(patients: int) -> bool:
    """Whether a group is large enough to be described.

    >>> is_described(4), is_described(5)
    (False, True)
    """
    return patients >= SMALLEST_DESCRIBED


def is_small_count(patients: int, least: int = SMALLEST_DESCRIBED) -> bool:
    """Whether a count would point at single persons: under the least; nobody is no disclosure.

    >>> is_small_count(0), is_small_count(4), is_small_count(5)
    (False, True, False)
    """
    return 0 < patients < least


class Withheld(NamedTuple):
    """What stands in the place of a count that is not shown.

    Attributes:
        sign: ``<`` before an upper bound that is not reached, ``≥`` before a lower one.
        bound: The bound.
    """

    sign: str
    bound: int


def withhold_counts(counts: Mapping[str, int]) -> dict[str, Withheld]:
    """The parts of a whole whose count is not shown: the small ones, and what would reveal one.

    Where only one part is small, or the small ones together can only be one way, they could be
    had by subtraction: the next larger part is then told by the least it can be.

    Args:
        counts: Patients by part; the whole and the parts not withheld are shown.

    >>> withhold_counts({"yes": 3, "no": 40})
    {'yes': Withheld(sign='<', bound=5), 'no': Withheld(sign='≥', bound=39)}
    >>> withhold_counts({"yes": 5, "no": 40, "lost": 0})
    {}
    """
    small = [name for name, patients in counts.items() if is_small_count(patients)]
    withheld = dict.fromkeys(small, Withheld("<", SMALLEST_DESCRIBED))
    others = [name for name, patients in counts.items() if is_described(patients)]
    together = sum(counts[name] for name in small)
    most = (SMALLEST_DESCRIBED - 1) * len(small)
    if others and small and (len(small) == 1 or together in (len(small), most)):
        next_one = min(others, key=lambda name: counts[name])
        withheld[next_one] = Withheld("≥", counts[next_one] + together - most)
    return withheld
