"""The cohort of a patient: retrospective or prospective, by the day of the rectal diagnosis."""

from calendar import monthrange
from datetime import date

from synchronox_core.protocol.thresholds import (
    FIRST_DIAGNOSIS_DAY,
    FIRST_PROSPECTIVE_DAY,
    LAST_DIAGNOSIS_DAY,
)
from synchronox_core.protocol.vocabulary import Cohort, Reason


def derive_cohort(
    rectal_diagnosis_date: date | None, precision: str | None = None
) -> tuple[Cohort | None, Reason | None]:
    """The cohort, or why it is empty.

    Args:
        rectal_diagnosis_date: Day of the rectal biopsy; None when unknown.
        precision: ``month`` when only the month is known and the 15th stands for it.

    Returns:
        The cohort of the day entered; and a reason when there is none, or when the other days of
        a month known without its day would give another answer.

    Source: NCT07467434, detailed description; rulings R.6 of ``clinical.md``.

    >>> derive_cohort(date(2025, 6, 1))
    (<Cohort.PROSPECTIVE: 'prospective'>, None)
    >>> derive_cohort(date(2028, 6, 2))
    (None, <Reason.OUTSIDE_WINDOW: 'outside_window'>)
    """
    if rectal_diagnosis_date is None:
        return None, Reason.DIAGNOSIS_MISSING
    cohort = _cohort_on(rectal_diagnosis_date)
    if precision == "month" and is_boundary_uncertain(rectal_diagnosis_date):
        return cohort, Reason.BOUNDARY_UNCERTAIN
    return cohort, None if cohort else Reason.OUTSIDE_WINDOW


def is_boundary_uncertain(month: date) -> bool:
    """Whether the days of a month lie on both sides of a boundary of the cohorts.

    Args:
        month: Any day of the month.

    >>> is_boundary_uncertain(date(2028, 6, 15)), is_boundary_uncertain(date(2025, 6, 15))
    (True, False)
    """
    last = monthrange(month.year, month.month)[1]
    return _cohort_on(month.replace(day=1)) is not _cohort_on(month.replace(day=last))


def _cohort_on(day: date) -> Cohort | None:
    if not FIRST_DIAGNOSIS_DAY <= day <= LAST_DIAGNOSIS_DAY:
        return None
    return Cohort.PROSPECTIVE if day >= FIRST_PROSPECTIVE_DAY else Cohort.RETROSPECTIVE
