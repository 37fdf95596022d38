"""The primary outcome: its statuses counted to everybody, its proportion among mature patients."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import NamedTuple

from synchronox_core.protocol.outcome_codes import OutcomeCode, TreatmentStatus
from synchronox_core.statistics.disclosure import (
    SMALLEST_DESCRIBED,
    Withheld,
    withhold_counts,
    withhold_table,
)
from synchronox_core.statistics.outcome_estimates import estimate_share_line
from synchronox_core.statistics.outcome_lines import OutcomeLine

EVALUABLE = (TreatmentStatus.ACHIEVED, TreatmentStatus.NOT_ACHIEVED)
"""Statuses that settle the outcome."""

ALL = "all"
"""Patients of every maturity together."""


class Maturity(StrEnum):
    """Whether month 18 of a patient has passed at the data cut, dead or alive.

    Attributes:
        MATURE: The last day of month 18 is the data cut or lies before it.
        NOT_YET: It lies after the data cut.
        UNKNOWN: There is no first day of FOLFIRINOX to count from.
    """

    MATURE = "mature"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


class StatusCount(NamedTuple):
    """Patients of one status, reason and maturity.

    Attributes:
        cohort: Retrospective, prospective or unknown.
        maturity: A ``Maturity``.
        status: A ``TreatmentStatus``.
        code: An ``OutcomeCode``.
        patients: How many.
    """

    cohort: str
    maturity: str
    status: str
    code: str
    patients: int


@dataclass(frozen=True)
class PrimaryOutcome:
    """The primary outcome of a group.

    Attributes:
        counts: Patients by cohort, maturity, status and reason, everybody once.
        line: Achieved among mature patients with an evaluable outcome; its bounds count the
            mature patients who are not evaluable as not achieved (worst) and achieved (best).
        least: Patients from which a count is shown.
    """

    counts: tuple[StatusCount, ...]
    line: OutcomeLine
    least: int = SMALLEST_DESCRIBED

    @property
    def patients(self) -> int:
        """Everybody in the group."""
        return sum(count.patients for count in self.counts)

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Every status and reason somebody has, in the order of the decision table."""
        found = {(row.status, row.code) for row in self.counts}
        return [pair for pair in product(TreatmentStatus, OutcomeCode) if pair in found]

    def count(
        self,
        statuses: Collection[str] = (),
        maturities: Collection[str] = (),
        codes: Collection[str] = (),
    ) -> int:
        """Patients with one of the statuses, maturities and codes; an empty choice is any."""
        return sum(
            row.patients
            for row in self.counts
            if (not statuses or row.status in statuses)
            and (not maturities or row.maturity in maturities)
            and (not codes or row.code in codes)
        )

    @cached_property
    def withheld(self) -> Mapping[tuple[str, str], Withheld]:
        """What stands in the place of a count, by maturity or ``ALL``, and reason or status.

        Those whose outcome is not known are shown, as missing values are; so are the two counts
        that the proportion is made of.
        """
        statuses = {
            status: [c for s, c in self.reasons if s == status] for status in TreatmentStatus
        }
        columns: dict[str, dict[str, int]] = {
            maturity: {
                code: self.count(maturities=[maturity], codes=[code]) for _, code in self.reasons
            }
            for maturity in Maturity
        }
        columns[ALL] = {code: self.count(codes=[code]) for _, code in self.reasons}
        missing = [p for s, codes in statuses.items() if s not in EVALUABLE for p in (s, *codes)]
        return withhold_table(
            columns,
            least=self.least,
            total=ALL,
            subtotals={status: codes for status, codes in statuses.items() if codes},
            shown={(group, part) for group in columns for part in missing}
            | {(Maturity.MATURE, status) for status in EVALUABLE if self.line.is_described},
        )

    def shown_from(self, least: int) -> "PrimaryOutcome":
        """The outcome without the counts under a number of patients, and what reveals them."""
        line = self.line
        if line.patients is not None:
            parts = {"achieved": line.patients, "not_achieved": line.known - line.patients}
            line = line.hidden() if withhold_counts(parts, least) else line
        return replace(self, line=line, least=least)

    def hidden(self) -> "PrimaryOutcome":
        """The outcome of a group whose statuses are counted and whose share is not described."""
        return replace(self, line=self.line.hidden())


def estimate_primary_outcome(counts: Iterable[StatusCount], patients: int) -> PrimaryOutcome:
    """The primary outcome of a group of patients.

    Method: achieved over achieved and not achieved, among patients whose month 18 has passed at
    the data cut, the dead included; a success or a death known earlier waits until then, because
    counting known answers before their time is biased upwards. Wilson's interval.

    Args:
        counts: Patients by cohort, maturity, status and reason.
        patients: Everybody in the group.

    Raises:
        ValueError: The statuses do not add up to everybody.

    Source: NCT07467434, primary outcome; ``statistics.md`` 1.
    """
    rows = tuple(counts)
    counted = sum(row.patients for row in rows)
    if counted != patients:
        raise ValueError(f"the statuses add up to {counted} patients of {patients}")
    mature = [row for row in rows if row.maturity == Maturity.MATURE]
    missing: dict[str, int] = {}
    for row in mature:
        if row.status == TreatmentStatus.NOT_EVALUABLE:
            missing[row.code] = missing.get(row.code, 0) + row.patients
    achieved = sum(row.patients for row in mature if row.status == TreatmentStatus.ACHIEVED)
    known = sum(row.patients for row in mature if row.status in EVALUABLE)
    line = estimate_share_line("complete_treatment", "evaluable_mature", achieved, known, missing)
    return PrimaryOutcome(rows, line)
