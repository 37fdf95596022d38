"""Table 1: baseline variables by group, with the standardised differences between groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np

from synchronox_core.statistics.baseline import BASELINE, BaselineVariable
from synchronox_core.statistics.disclosure import is_described


@dataclass(frozen=True)
class CodeCounts:
    """A coded variable in one group.

    Attributes:
        patients: Patients by code, every code of the variable.
        missing: Patients whose value is not known.
    """

    patients: Mapping[str, int]
    missing: int

    @property
    def known(self) -> int:
        """Patients whose value is known: the denominator of every share."""
        return sum(self.patients.values())


@dataclass(frozen=True)
class NumberSummary:
    """A numeric variable in one group, among the known values.

    Attributes:
        known: Patients whose value is known.
        missing: Patients whose value is not known.
        mean: Mean, or None without a known value.
        sd: Standard deviation (n - 1), or None under two known values.
        q1: First quartile (R type 7), or None.
        median: Median, or None.
        q3: Third quartile (R type 7), or None.
    """

    known: int
    missing: int
    mean: float | None = None
    sd: float | None = None
    q1: float | None = None
    median: float | None = None
    q3: float | None = None


Cell = CodeCounts | NumberSummary


@dataclass(frozen=True)
class TableOneRow:
    """One variable of Table 1.

    Attributes:
        variable: The variable.
        cells: Its summary in each group, and in ``all``.
        smd: Largest standardised difference between two groups that may be described;
            None when it cannot be computed.
    """

    variable: BaselineVariable
    cells: Mapping[str, Cell]
    smd: float | None


@dataclass(frozen=True)
class TableOne:
    """Baseline variables by group.

    Attributes:
        patients: Patients of ``all`` and of each group.
        rows: One row a variable by name, in the order of ``BASELINE``.
    """

    patients: Mapping[str, int]
    rows: Mapping[str, TableOneRow]

    @property
    def described(self) -> tuple[str, ...]:
        """Groups large enough to be described, ``all`` first."""
        return tuple(group for group, n in self.patients.items() if is_described(n))

    @property
    def too_small(self) -> dict[str, int]:
        """Patients of the groups too small to be described; groups without patients left out."""
        return {group: n for group, n in self.patients.items() if n and not is_described(n)}


def build_table_one(
    patients: Mapping[str, int], cells: Mapping[tuple[str, str], Cell], compared: Sequence[str]
) -> TableOne:
    """Table 1 from the summaries of each group.

    Args:
        patients: Patients of ``all`` and of each group.
        cells: Summary by variable and group, of every variable of ``BASELINE``.
        compared: Groups whose differences are computed.
    """
    pairs = [group for group in compared if is_described(patients.get(group, 0))]
    rows = {}
    for name, variable in BASELINE.items():
        summaries = {group: cells[name, group] for group in patients}
        smd = compute_largest_difference([summaries[group] for group in pairs])
        rows[name] = TableOneRow(variable, summaries, smd)
    return TableOne(patients, rows)


def compute_largest_difference(groups: Sequence[Cell]) -> float | None:
    """The largest standardised difference over all pairs of groups.

    Groups with too few known values are left out.

    Returns:
        None when fewer than two groups remain or a pair cannot be compared.
    """
    known = [group for group in groups if is_described(group.known)]
    found = [compute_difference(first, second) for first, second in combinations(known, 2)]
    numbers = [value for value in found if value is not None]
    return max(numbers) if numbers and len(numbers) == len(found) else None


def compute_difference(first: Cell, second: Cell) -> float | None:
    """The absolute standardised difference of a variable between two groups.

    Method: difference of means over the root of the mean variance; for codes, the Mahalanobis
    distance of the shares (missing values left out of both).

    Returns:
        0 for equal groups; None when nothing varies but the groups differ.

    Source: Austin 2009 (10.1002/sim.3697); Yang and Dalton, SAS Global Forum 2012, 335.

    >>> compute_difference(NumberSummary(9, 0, 10.0, 2.0), NumberSummary(9, 0, 12.0, 2.0))
    1.0
    """
    if isinstance(first, NumberSummary) and isinstance(second, NumberSummary):
        return _number_difference(first, second)
    if isinstance(first, CodeCounts) and isinstance(second, CodeCounts):
        return _code_difference(first, second)
    raise TypeError("a variable has codes or numbers in every group, not both")


def _number_difference(first: NumberSummary, second: NumberSummary) -> float | None:
    if first.mean is None or second.mean is None or first.sd is None or second.sd is None:
        return None
    difference = abs(first.mean - second.mean)
    spread = sqrt((first.sd**2 + second.sd**2) / 2)
    if spread == 0:
        return 0.0 if difference == 0 else None
    return difference / spread


def _code_difference(first: CodeCounts, second: CodeCounts) -> float | None:
    codes = [code for code in first.patients if first.patients[code] + second.patients[code]]
    # The shares add up to 1, so that one of them carries nothing new.
    shares = [
        np.array([group.patients[code] / group.known for code in codes[1:]])
        for group in (first, second)
    ]
    gap = shares[0] - shares[1]
    if not gap.any():
        return 0.0
    covariance = sum((np.diag(share) - np.outer(share, share) for share in shares), 0.0) / 2
    if np.linalg.matrix_rank(covariance) < len(gap):
        return None
    return float(sqrt(gap @ np.linalg.solve(covariance, gap)))
