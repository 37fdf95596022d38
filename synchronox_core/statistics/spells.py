"""Who is observed when: the patients of a group on one grid of times, late entries included."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Counts: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Months: TypeAlias = Sequence[float] | Floats

TIE_TOLERANCE = float(np.sqrt(np.finfo(float).eps))
"""Times closer than this (absolute, or relative to the mean) are one time, as in R's survival."""


@dataclass(frozen=True, eq=False)
class Spells:
    """The time each patient was observed; arrays of shape ``(n_patients,)`` but for the times.

    A patient is at risk at every time after the entry, up to and at the end.

    Attributes:
        times: Distinct ends of observation, months, ascending, shape ``(n_times,)``.
        starts: When observation of each patient started, months; 0 from the origin on.
        first_rows: Row of the first time at which each patient is at risk.
        last_rows: Row of the time at which observation ended.
        causes: What ended it: 0 censoring, 1 the event, from 2 competing events.
        weights: Case weight of each patient; None when everybody counts once.
    """

    times: Floats
    starts: Floats
    first_rows: Counts
    last_rows: Counts
    causes: Counts
    weights: Floats | None

    def count_at_risk(self, month: float) -> int:
        """Patients observed just before a time, which need not be one of the grid."""
        has_started = (self.starts < month - TIE_TOLERANCE) | (self.starts == 0)
        has_ended = self.times[self.last_rows] < month - TIE_TOLERANCE
        return int(np.sum(has_started & ~has_ended))

    def sum_at_risk(self, values: Floats) -> Floats:
        """Sum of a value over the patients at risk at each time, shape ``(n_times,)``."""
        # Summed from the end: the last patients leave exactly nobody behind.
        staying = np.cumsum(self.sum_ending(values)[::-1])[::-1]
        entering = sum_by_row(self.first_rows, values, self.times.size)
        at_risk: Floats = staying - (entering.sum() - np.cumsum(entering))
        return at_risk

    def sum_ending(self, values: Floats) -> Floats:
        """Sum of a value over the patients whose observation ends at each time."""
        return sum_by_row(self.last_rows, values, self.times.size)

    @property
    def case_weights(self) -> Floats:
        """Weight of each patient: one where no weights were given."""
        return np.ones(self.causes.size) if self.weights is None else self.weights

    @property
    def is_exhausted(self) -> Flags:
        """Times at which everybody at risk has an event, so that nobody is free of it later."""
        ones = np.ones(self.causes.size)
        exhausted: Flags = self.sum_at_risk(ones) == self.sum_ending(ones * (self.causes != 0))
        return exhausted

    def reversed(self) -> "Spells":
        """The same patients with censoring as the event, and every event as censoring."""
        return replace(self, causes=(self.causes == 0).astype(np.int64))


def sum_by_row(rows: Counts, values: Floats, size: int) -> Floats:
    """Sum of the values of each row, shape ``(size,)``."""
    summed: Floats = np.bincount(rows, values, minlength=size).astype(np.float64, copy=False)
    return summed


def build_spells(
    durations_months: Months,
    causes: Sequence[int] | Sequence[bool] | Counts,
    entries_months: Months | None = None,
    weights: Months | None = None,
) -> Spells:
    """Check the outcomes of a group and place them on their grid of times.

    Args:
        durations_months: Time from the origin to the end of observation, months, >= 0.
        causes: 0 or False for censoring, 1 or True for the event, from 2 for competing events.
        entries_months: Time from the origin to the start of observation; zero or less when a
            patient was observed from the origin. None when everybody was.
        weights: Case weights, > 0; None when everybody counts once.

    Raises:
        ValueError: Lengths differ, a duration is negative or not finite, an entry lies at or
            after the end of its patient, a cause is no whole number from 0, or a weight is not
            a positive number.
    """
    ends = np.asarray(durations_months, dtype=float)
    codes = np.asarray(causes, dtype=float)
    entries = None if entries_months is None else np.asarray(entries_months, dtype=float)
    given = None if weights is None else np.asarray(weights, dtype=float)
    _check(ends, codes, entries, given)
    starts = np.zeros(ends.size) if entries is None else np.maximum(entries, 0.0)
    is_late = starts > 0
    merged = _merge_near_ties(np.concatenate((ends, starts[is_late])))
    times, last_rows = np.unique(merged[: ends.size], return_inverse=True)
    first_rows = np.zeros(ends.size, dtype=np.int64)
    first_rows[is_late] = np.searchsorted(times, merged[ends.size :], side="right")
    if np.any(first_rows > last_rows):
        raise ValueError("an entry lies at or after the end of its patient")
    return Spells(times, starts, first_rows, last_rows, codes.astype(np.int64), given)


def _check(ends: Floats, causes: Floats, entries: Floats | None, weights: Floats | None) -> None:
    for name, values in (("events", causes), ("entries", entries), ("weights", weights)):
        if values is not None and values.shape != ends.shape:
            raise ValueError(f"{ends.size} durations but {values.size} {name}")
    if not np.all(np.isfinite(ends) & (ends >= 0)):
        raise ValueError("a duration is negative or not finite")
    if not np.all((causes >= 0) & (causes == np.floor(causes))):
        raise ValueError("an event is no whole number from 0")
    if entries is not None and np.any(np.isnan(entries)):
        raise ValueError("an entry is not a number")
    if weights is not None and not np.all(np.isfinite(weights) & (weights > 0)):
        raise ValueError("a weight is not a positive number")


def _merge_near_ties(durations: Floats) -> Floats:
    distinct = np.unique(durations)
    if distinct.size < 2:
        return durations
    gaps = np.diff(distinct)
    is_new = (gaps > TIE_TOLERANCE) & (gaps > TIE_TOLERANCE * distinct.mean())
    first_of_tie = distinct[np.concatenate(([True], is_new))]
    return first_of_tie[np.searchsorted(first_of_tie, durations, side="right") - 1]
