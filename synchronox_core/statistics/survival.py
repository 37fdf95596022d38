"""Survival curves: Kaplan-Meier with its interval, median, landmarks and numbers at risk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from synchronox_core.statistics.proportions import NORMAL_QUANTILE_95

Floats: TypeAlias = NDArray[np.float64]
Counts: TypeAlias = NDArray[np.int64]

TIE_TOLERANCE = float(np.sqrt(np.finfo(float).eps))
"""Times closer than this (absolute, or relative to the mean) are one time, as in R's survival."""


@dataclass(frozen=True)
class Median:
    """Median survival; None where the curve or its bound never reaches one half.

    Attributes:
        months: Median, months.
        ci_low: Lower bound of the 95 % interval, months.
        ci_high: Upper bound, months.
    """

    months: float | None
    ci_low: float | None
    ci_high: float | None


@dataclass(frozen=True)
class Landmark:
    """Survival at one time; None beyond the last observation.

    Attributes:
        months: The time, months.
        survival: Probability of no event by then (0-1).
        ci_low: Lower bound of the 95 % interval (0-1).
        ci_high: Upper bound (0-1).
        at_risk: Patients still observed and free of the event just before.
    """

    months: float
    survival: float | None
    ci_low: float | None
    ci_high: float | None
    at_risk: int


@dataclass(frozen=True, eq=False)
class KaplanMeier:
    """A Kaplan-Meier curve; arrays of shape ``(n_times,)``, one item a distinct observed time.

    Attributes:
        times: Distinct times of an event or a censoring, months, ascending.
        at_risk: Patients observed and free of the event just before each time.
        events: Events at each time.
        censored: Patients censored at each time.
        survival: Probability of no event up to and at each time (0-1).
        ci_low: Lower bound of its 95 % interval (0-1); NaN once survival is 0.
        ci_high: Upper bound (0-1); NaN once survival is 0.
    """

    times: Floats
    at_risk: Counts
    events: Counts
    censored: Counts
    survival: Floats
    ci_low: Floats
    ci_high: Floats

    @property
    def patients(self) -> int:
        """Patients in the curve."""
        return int(self.at_risk[0]) if self.times.size else 0

    @property
    def median(self) -> Median:
        """Median survival with its interval, where the curve and its bounds cross one half."""
        return Median(
            _first_time_at_half(self.times, self.survival),
            _first_time_at_half(self.times, self.ci_low),
            _first_time_at_half(self.times, self.ci_high),
        )

    def at(self, months: Sequence[float]) -> list[Landmark]:
        """Survival at given times.

        Args:
            months: Times, months, >= 0.
        """
        at_risk = self.at_risk_at(months)
        return [
            Landmark(month, *self._survival_at(month), patients)
            for month, patients in zip(months, at_risk, strict=True)
        ]

    def at_risk_at(self, months: Sequence[float]) -> list[int]:
        """Patients observed and free of the event just before given times.

        Args:
            months: Times, months, >= 0.
        """
        padded = np.append(self.at_risk, 0)
        return [int(padded[index]) for index in self._times_before(months)]

    def censored_before(self, months: Sequence[float]) -> list[int]:
        """Patients censored before given times.

        With the events before it and the patients at risk at it, a time accounts for everybody.

        Args:
            months: Times, months, >= 0.
        """
        cumulative = np.concatenate(([0], np.cumsum(self.censored)))
        return [int(cumulative[index]) for index in self._times_before(months)]

    def _times_before(self, months: Sequence[float]) -> Counts:
        return np.searchsorted(self.times, np.asarray(months, dtype=float) - TIE_TOLERANCE)

    def _survival_at(self, month: float) -> tuple[float | None, float | None, float | None]:
        if not self.times.size or month > self.times[-1] + TIE_TOLERANCE:
            return None, None, None
        times_until = int(np.searchsorted(self.times, month + TIE_TOLERANCE))
        if times_until == 0:
            return 1.0, 1.0, 1.0
        row = times_until - 1
        if self.survival[row] == 0:
            return 0.0, None, None
        return float(self.survival[row]), float(self.ci_low[row]), float(self.ci_high[row])


def estimate_kaplan_meier(
    durations_months: Sequence[float] | Floats, events: Sequence[int] | Sequence[bool] | Counts
) -> KaplanMeier:
    """The Kaplan-Meier curve of one group.

    Method: product-limit estimate; patients censored at the time of an event are at risk for it.
    95 % interval by Greenwood's variance on the log-log scale; (1, 1) before the first event,
    undefined once survival is 0. Censoring is taken to be independent of the event.

    Args:
        durations_months: Time from the origin to event or censoring, months, >= 0.
        events: 1 or True for an event, 0 or False for censoring; same length.

    Returns:
        The curve; without times for an empty group.

    Raises:
        ValueError: Lengths differ, a duration is negative or not finite, or an event is neither
            0 nor 1.

    Source: Kaplan and Meier 1958, doi:10.1080/01621459.1958.10501452; ties and intervals as in R's
    survival 3.x (``survfit(..., conf.type = "log-log")``).

    >>> curve = estimate_kaplan_meier([1, 2, 2, 3], [1, 1, 0, 0])
    >>> curve.at_risk.tolist(), curve.survival.tolist()
    ([4, 3, 1], [0.75, 0.5, 0.5])
    >>> curve.median.months
    2.0
    """
    durations, happened = _checked(durations_months, events)
    times, rows = np.unique(_merge_near_ties(durations), return_inverse=True)
    leaving = np.bincount(rows, minlength=times.size)
    event_counts = np.bincount(rows[happened], minlength=times.size)
    at_risk = durations.size - np.concatenate(([0], np.cumsum(leaving)))[:-1]
    survival = np.cumprod(1 - event_counts / at_risk)
    low, high = _log_log_interval(at_risk, event_counts, survival)
    return KaplanMeier(times, at_risk, event_counts, leaving - event_counts, survival, low, high)


def _checked(durations: object, events: object) -> tuple[Floats, NDArray[np.bool_]]:
    months = np.asarray(durations, dtype=float)
    happened = np.asarray(events, dtype=float)
    if months.shape != happened.shape:
        raise ValueError(f"{months.size} durations but {happened.size} events")
    if not np.all(np.isfinite(months) & (months >= 0)):
        raise ValueError("a duration is negative or not finite")
    if not np.all((happened == 0) | (happened == 1)):
        raise ValueError("an event is neither 0 nor 1")
    return months, happened == 1


def _merge_near_ties(durations: Floats) -> Floats:
    distinct = np.unique(durations)
    if distinct.size < 2:
        return durations
    gaps = np.diff(distinct)
    is_new = (gaps > TIE_TOLERANCE) & (gaps > TIE_TOLERANCE * distinct.mean())
    first_of_tie = distinct[np.concatenate(([True], is_new))]
    return first_of_tie[np.searchsorted(first_of_tie, durations, side="right") - 1]


def _log_log_interval(at_risk: Counts, events: Counts, survival: Floats) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        half_width = NORMAL_QUANTILE_95 * np.sqrt(greenwood) / np.abs(np.log(survival))
        low = survival ** np.exp(half_width)
        high = survival ** np.exp(-half_width)
    before_first_event = survival == 1
    low[before_first_event] = high[before_first_event] = 1.0
    low[survival == 0] = high[survival == 0] = np.nan
    return low, high


def _first_time_at_half(times: Floats, curve: Floats) -> float | None:
    """First time at or below one half; R's midpoint where the curve lies exactly on one half."""
    reached = np.flatnonzero(curve < 0.5 + TIE_TOLERANCE)
    if not reached.size:
        return None
    first = reached[0]
    below = np.flatnonzero(curve < 0.5 - TIE_TOLERANCE)
    if abs(curve[first] - 0.5) < TIE_TOLERANCE and below.size:
        return float((times[first] + times[below[0]]) / 2)
    return float(times[first])
