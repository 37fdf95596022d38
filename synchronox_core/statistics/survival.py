"""Survival curves: Kaplan-Meier with its interval, median and follow-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from synchronox_core.statistics.influence import (
    accumulate,
    compute_log_survival_steps,
    compute_robust_std_err,
)
from synchronox_core.statistics.spells import (
    TIE_TOLERANCE,
    Counts,
    Flags,
    Floats,
    Months,
    Spells,
    build_spells,
)
from synchronox_core.statistics.step_curves import (
    StepCurve,
    compute_log_log_interval,
    count_spells,
)


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


@dataclass(frozen=True, eq=False)
class KaplanMeier(StepCurve):
    """A Kaplan-Meier curve: the probability of no event up to and at each time.

    Standard error, and bounds once survival is 0, are undefined (NaN).
    """

    START: ClassVar[float] = 1.0

    @property
    def survival(self) -> Floats:
        """Probability of no event up to and at each time (0-1)."""
        return self.probability

    @property
    def median(self) -> Median:
        """Median survival with its interval, where the curve and its bounds cross one half."""
        return Median(
            _first_time_at_half(self.times, self.survival),
            _first_time_at_half(self.times, self.ci_low),
            _first_time_at_half(self.times, self.ci_high),
        )


def estimate_kaplan_meier(
    durations_months: Months,
    events: Sequence[int] | Sequence[bool] | Counts,
    *,
    entries_months: Months | None = None,
    weights: Months | None = None,
) -> KaplanMeier:
    """The Kaplan-Meier curve of one group.

    Method: product-limit estimate; patients censored at the time of an event are at risk for it,
    patients who enter at that time are not. 95 % interval on the log-log scale from Greenwood's
    variance, with weights from the infinitesimal jackknife (weights taken as known); (1, 1) before
    the first event, undefined once survival is 0. Censoring and entry are taken to be independent
    of the event.

    Args:
        durations_months: Time from the origin to event or censoring, months, >= 0.
        events: 1 or True for an event, 0 or False for censoring; same length.
        entries_months: Time from the origin to the start of observation; zero or less when
            observed from the origin. None when everybody was.
        weights: Case weights, > 0; None when everybody counts once.

    Returns:
        The curve; without times for an empty group.

    Raises:
        ValueError: Lengths differ, a duration is negative or not finite, an event is neither
            0 nor 1, an entry lies at or after the end, or a weight is not positive.

    Source: Kaplan and Meier 1958, doi:10.1080/01621459.1958.10501452; ties, late entry, weights
    and intervals as in R's survival 3.x (``survfit(..., conf.type = "log-log")``).

    >>> curve = estimate_kaplan_meier([1, 2, 2, 3], [1, 1, 0, 0])
    >>> curve.at_risk.tolist(), curve.survival.tolist()
    ([4, 3, 1], [0.75, 0.5, 0.5])
    >>> curve.median.months
    2.0
    """
    spells = build_spells(durations_months, events, entries_months, weights)
    if np.any(spells.causes > 1):
        raise ValueError("an event is neither 0 nor 1")
    return _estimate(spells)


def estimate_follow_up(curve: StepCurve) -> Median:
    """Median follow-up by reverse Kaplan-Meier: every event censors, the end of observation counts.

    Source: Schemper and Smith 1996, doi:10.1016/0197-2456(96)00075-X.

    >>> estimate_follow_up(estimate_kaplan_meier([1, 2, 3], [1, 0, 0])).months
    2.5
    """
    return _estimate(curve.spells.reversed()).median


def _estimate(spells: Spells) -> KaplanMeier:
    counts = count_spells(spells, cause=1)
    _, _, _, at_risk, events, _ = counts
    is_end = spells.is_exhausted
    survival = np.cumprod(np.where(is_end, 0.0, 1 - events / at_risk), dtype=np.float64)
    if spells.weights is None:
        log_std_err = np.sqrt(np.cumsum(compute_greenwood_steps(at_risk, events)))
    else:
        log_std_err = _robust_log_std_err(spells, at_risk, events, is_end)
    std_err = np.where(survival == 0, np.nan, survival * log_std_err)
    bounds = compute_log_log_interval(survival, std_err, KaplanMeier.START)
    return KaplanMeier(spells, *counts, survival, std_err, *bounds)


def compute_greenwood_steps(at_risk: Floats, events: Floats) -> Floats:
    """What each time adds to Greenwood's variance of log survival; 0 where nobody is left."""
    surviving = at_risk - events
    return np.where(surviving == 0, 0.0, events / (at_risk * np.maximum(surviving, 1)))


def _robust_log_std_err(spells: Spells, at_risk: Floats, events: Floats, is_end: Flags) -> Floats:
    gain, loss = compute_log_survival_steps(at_risk, events, is_end)
    gained = accumulate(gain)
    at_entry = gained[spells.first_rows]
    lost = loss[spells.last_rows] * (spells.causes == 1)
    final = gained[spells.last_rows + 1] - at_entry - lost
    nothing, one = np.zeros(final.size), np.ones(final.size)
    curves = (gained[1:], np.ones(spells.times.size))
    return compute_robust_std_err(spells, curves, (one, -at_entry), (nothing, final))


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
