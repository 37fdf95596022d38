"""Curves that change at observed times only: their values, landmarks and numbers at risk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from synchronox_core.statistics.proportions import NORMAL_QUANTILE_95
from synchronox_core.statistics.spells import TIE_TOLERANCE, Counts, Floats, Spells

ROUNDING = 1e-12
"""Probabilities closer to 0 or 1 than this have reached it."""


@dataclass(frozen=True)
class Landmark:
    """A curve at one time; None beyond the last observation.

    Attributes:
        months: The time, months.
        probability: Value of the curve (0-1).
        ci_low: Lower bound of its 95 % interval (0-1).
        ci_high: Upper bound (0-1).
        at_risk: Patients still observed and free of any event just before.
    """

    months: float
    probability: float | None
    ci_low: float | None
    ci_high: float | None
    at_risk: int


@dataclass(frozen=True, eq=False)
class StepCurve:
    """A probability over time; arrays of shape ``(n_times,)``, one item a distinct observed time.

    Attributes:
        spells: The patients behind the curve; its times are those of the curve.
        at_risk: Patients observed and free of any event just before each time.
        events: Events of the curve at each time.
        censored: Patients censored at each time.
        weighted_at_risk: Sum of the case weights of those at risk; equal to ``at_risk`` without
            weights, as the next two.
        weighted_events: Sum of the case weights of the events.
        weighted_censored: Sum of the case weights of the censored.
        probability: The curve, from each time on (0-1).
        std_err: Its standard error; NaN where undefined.
        ci_low: Lower bound of its 95 % interval (0-1); NaN where undefined.
        ci_high: Upper bound (0-1); NaN where undefined.
    """

    START: ClassVar[float]
    """Probability before the first time."""

    spells: Spells
    at_risk: Counts
    events: Counts
    censored: Counts
    weighted_at_risk: Floats
    weighted_events: Floats
    weighted_censored: Floats
    probability: Floats
    std_err: Floats
    ci_low: Floats
    ci_high: Floats

    @property
    def times(self) -> Floats:
        """Distinct times of an event or a censoring, months, ascending."""
        return self.spells.times

    @property
    def patients(self) -> int:
        """Patients in the curve."""
        return self.spells.causes.size

    def at(self, months: Sequence[float]) -> list[Landmark]:
        """The curve at given times.

        Args:
            months: Times, months, >= 0.
        """
        at_risk = self.at_risk_at(months)
        return [
            Landmark(month, *self._value_at(month), patients)
            for month, patients in zip(months, at_risk, strict=True)
        ]

    def at_risk_at(self, months: Sequence[float]) -> list[int]:
        """Patients observed and free of any event just before given times.

        Late entries count after the time of their entry.

        Args:
            months: Times, months, >= 0.
        """
        return [self.spells.count_at_risk(month) for month in months]

    def censored_before(self, months: Sequence[float]) -> list[int]:
        """Patients censored before given times.

        Args:
            months: Times, months, >= 0.
        """
        cumulative = np.concatenate(([0], np.cumsum(self.censored)))
        return [int(cumulative[index]) for index in self._times_before(months)]

    def events_until(self, months: Sequence[float]) -> list[int]:
        """Events of the curve up to and at given times.

        Args:
            months: Times, months, >= 0.
        """
        return [int(self.events[self.times <= month + TIE_TOLERANCE].sum()) for month in months]

    def is_followed_to(self, months: float) -> bool:
        """Whether somebody was observed up to a time."""
        return bool(self.times.size) and months <= self.times[-1] + TIE_TOLERANCE

    def _times_before(self, months: Sequence[float]) -> Counts:
        return np.searchsorted(self.times, np.asarray(months, dtype=float) - TIE_TOLERANCE)

    def _value_at(self, month: float) -> tuple[float | None, float | None, float | None]:
        if not self.is_followed_to(month):
            return None, None, None
        times_until = int(np.searchsorted(self.times, month + TIE_TOLERANCE))
        if times_until == 0:
            return self.START, self.START, self.START
        row = times_until - 1
        bounds = (self.ci_low[row], self.ci_high[row])
        low, high = (None if np.isnan(bound) else float(bound) for bound in bounds)
        return float(self.probability[row]), low, high


def count_spells(
    spells: Spells, cause: int
) -> tuple[Counts, Counts, Counts, Floats, Floats, Floats]:
    """Patients at risk, with the event and censored at each time: counted, then weighted.

    Args:
        spells: The patients.
        cause: Code of the event.
    """
    is_event, is_censored = spells.causes == cause, spells.causes == 0
    ones, weights = np.ones(is_event.size), spells.case_weights
    return (
        spells.sum_at_risk(ones).astype(np.int64),
        spells.sum_ending(ones * is_event).astype(np.int64),
        spells.sum_ending(ones * is_censored).astype(np.int64),
        spells.sum_at_risk(weights),
        spells.sum_ending(weights * is_event),
        spells.sum_ending(weights * is_censored),
    )


def compute_log_log_interval(
    probability: Floats, std_err: Floats, start: float
) -> tuple[Floats, Floats]:
    """The 95 % interval on the scale log(-log p).

    Args:
        probability: Probabilities (0-1).
        std_err: Their standard errors.
        start: Value of the curve before anything happened: there the bounds are that value.

    Returns:
        Lower and upper bounds; NaN where the curve has reached its other end.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        log = np.log(probability)
        half_width = NORMAL_QUANTILE_95 * std_err / (probability * np.abs(log))
        low, high = (np.exp(log * np.exp(sign * half_width)) for sign in (1, -1))
    for bound in (low, high):
        bound[probability == start] = start
        bound[np.abs(probability - (1 - start)) < ROUNDING] = np.nan
    return low, high
