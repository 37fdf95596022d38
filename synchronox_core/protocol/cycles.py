"""The cycles of induction FOLFIRINOX that a patient received."""

from collections.abc import Sequence
from dataclasses import dataclass

from synchronox_core.protocol.vocabulary import Reason

FOLFIRINOX_REGIMENS = frozenset({"folfirinox", "mfolfirinox"})
"""Regimens that count as FOLFIRINOX (R.6)."""


@dataclass(frozen=True, slots=True)
class ChemotherapyCourse:
    """A row of chemotherapy as far as the number of cycles needs it; None where unknown.

    Attributes:
        phase: ``induction``, ``preoperative``, ``interval``, ``adjuvant`` or ``metastatic``.
        regimen: ``folfirinox``, ``mfolfirinox``, ``folfox``, ...
        cycles: Cycles given.
    """

    phase: str | None
    regimen: str | None
    cycles: int | None

    @property
    def is_complete(self) -> bool:
        """Whether phase, regimen and cycles are known."""
        return None not in (self.phase, self.regimen, self.cycles)


UNKNOWN_COURSE = ChemotherapyCourse(None, None, None)
"""A course of which nothing can be read, for instance because its row is held back."""


def count_folfirinox_cycles(
    courses: Sequence[ChemotherapyCourse],
) -> tuple[int | None, Reason | None]:
    """Cycles of induction FOLFIRINOX, or why their number is unknown.

    Args:
        courses: Every row of chemotherapy of the patient.

    Returns:
        The sum over induction rows of FOLFIRINOX; 0 when the induction on record is another
        regimen; None without an induction row, or when a row that may belong lacks a part.

    Source: rulings R.6 and R.12 of ``clinical.md``.

    >>> count_folfirinox_cycles([ChemotherapyCourse("induction", "mfolfirinox", 6)])
    (6, None)
    >>> count_folfirinox_cycles([])
    (None, <Reason.NO_INDUCTION_ROW: 'no_induction_row'>)
    """
    candidates = [
        course for course in courses if may_be_induction_folfirinox(course.phase, course.regimen)
    ]
    if not all(course.is_complete for course in candidates):
        return None, Reason.CYCLES_MISSING
    if not any(course.phase == "induction" for course in courses):
        return None, Reason.NO_INDUCTION_ROW
    return sum(course.cycles or 0 for course in candidates), None


def may_be_induction_folfirinox(phase: str | None, regimen: str | None) -> bool:
    """Whether nothing known of a row of chemotherapy contradicts induction FOLFIRINOX.

    >>> may_be_induction_folfirinox("induction", None)
    True
    >>> may_be_induction_folfirinox("induction", "folfox")
    False
    """
    return phase in (None, "induction") and (regimen is None or regimen in FOLFIRINOX_REGIMENS)
