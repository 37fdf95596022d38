"""Postoperative complications: the grades of Dindo and Clavien, and the index that adds them up."""

from collections.abc import Iterable
from math import isqrt

from synchronox_core.protocol.thresholds import COMPLICATION_WEIGHTS, WORST_COMPLICATION_INDEX

DEATH_GRADE = "V"
"""Grade of a death."""

NO_COMPLICATION = "0"
"""Written in the place of a grade when there was no complication."""

GRADES = ("I", "II", "IIIa", "IIIb", "IVa", "IVb", DEATH_GRADE)
"""Full grades, from the mildest. Source: Dindo 2004, Ann Surg 240:205."""

RECORD_GRADES = ("I", "II", "III", "IV", DEATH_GRADE)
"""Grades 1 to 5 of the record. Source: NCT07467434, secondary outcomes."""


def worst_grade(grades: Iterable[str]) -> str | None:
    """The worst of some full grades; None when there is none.

    Raises:
        ValueError: No such grade.

    >>> worst_grade(["II", "IVa", "IIIb"])
    'IVa'
    """
    return max(grades, key=GRADES.index, default=None)


def condense_grade(grade: str) -> int:
    """Grade 1 to 5 of the record of a full grade; there is no way back.

    Raises:
        ValueError: No such grade.

    Source: NCT07467434, secondary outcomes; ``clinical.md`` A.5.

    >>> condense_grade("IIIa"), condense_grade("IIIb")
    (3, 3)
    """
    return RECORD_GRADES.index(grade.rstrip("ab")) + 1


def compute_complication_index(grades: Iterable[str]) -> float:
    """Comprehensive complication index (0-100) of the complications of one operation.

    Args:
        grades: Full grade of each complication, repeated ones included.

    Returns:
        Half the square root of the sum of weights, one decimal, half up and exact; 0 without a
        complication; 100 with a death, and at most.

    Raises:
        KeyError: No such grade.

    Source: Slankamenac 2013, Ann Surg 258:1; ``clinical.md`` A.5.

    >>> compute_complication_index(["II", "IIIb"]), compute_complication_index(["I", "V"])
    (39.7, 100.0)
    """
    known = list(grades)
    if DEATH_GRADE in known:
        return float(WORST_COMPLICATION_INDEX)
    weight = sum(COMPLICATION_WEIGHTS[grade] for grade in known)
    # With the root r of the weight, 5 r tenths half up are (floor(10 r) + 1) // 2.
    tenths = (isqrt(100 * weight) + 1) // 2
    return min(tenths / 10, float(WORST_COMPLICATION_INDEX))
