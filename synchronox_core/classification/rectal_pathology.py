"""The rectal specimen: the Rödel grade of regression, taken as the pathologist gave it."""

from bisect import bisect_left

from synchronox_core.protocol.thresholds import LARGEST_PERCENT, RODEL_GRADES_TO_PERCENT

TOTAL_REGRESSION_GRADE = 4


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


def expected_rodel(regression_percent: float) -> int:
    """The Rödel grade that goes with a stated regression; it checks a grade and replaces none.

    Args:
        regression_percent: Regression of the tumour, 0 to 100; 100 is no viable cell.

    Raises:
        ValueError: Not a percentage.

    Source: A.3 of ``clinical.md`` (Rödel, JCO 2005).

    >>> [expected_rodel(percent) for percent in (0, 25, 26, 50, 99, 100)]
    [0, 1, 2, 2, 3, 4]
    """
    if not 0 <= regression_percent <= LARGEST_PERCENT:
        raise ValueError("a regression lies between 0 and 100 percent")
    if regression_percent == LARGEST_PERCENT:
        return TOTAL_REGRESSION_GRADE
    return bisect_left(RODEL_GRADES_TO_PERCENT, regression_percent)
