"""Restricted mean survival: the months lived without event up to a time, on average."""

from dataclasses import dataclass
from math import hypot, nan

import numpy as np

from synchronox_core.statistics.influence import accumulate, compute_log_survival_steps
from synchronox_core.statistics.proportions import NORMAL_QUANTILE_95
from synchronox_core.statistics.spells import Floats
from synchronox_core.statistics.survival import KaplanMeier, compute_greenwood_steps


@dataclass(frozen=True)
class RestrictedMean:
    """Mean event-free time up to a horizon, or the difference of two such means.

    Attributes:
        months: The horizon, months.
        mean: Mean event-free months up to it (or their difference); None when nobody was
            followed up to the horizon.
        std_err: Standard error, months.
        ci_low: Lower bound of the 95 % interval, months.
        ci_high: Upper bound, months.
    """

    months: float
    mean: float | None
    std_err: float | None
    ci_low: float | None
    ci_high: float | None


def estimate_restricted_mean(curve: KaplanMeier, months: float) -> RestrictedMean:
    """The area under a survival curve up to a horizon.

    Method: area under the Kaplan-Meier curve, normal interval; Greenwood's variance, with weights
    the infinitesimal jackknife (weights taken as known).

    Args:
        curve: The curve.
        months: The horizon, months, > 0.

    Returns:
        The mean; None beyond the last observation, unless nobody is left free of the event.

    Source: Royston and Parmar 2013, doi:10.1186/1471-2288-13-152; as R's survival 3.x
    (``print(survfit(...), rmean = months)``).

    >>> from synchronox_core.statistics.survival import estimate_kaplan_meier
    >>> estimate_restricted_mean(estimate_kaplan_meier([1, 2, 2, 3], [1, 1, 0, 0]), 3).mean
    2.25
    """
    is_extinct = curve.times.size > 0 and curve.survival[-1] == 0
    if not (is_extinct or curve.is_followed_to(months)):
        return RestrictedMean(months, None, None, None, None)
    steps = np.minimum(np.concatenate(([0.0], curve.times, [np.inf])), months)
    areas = np.diff(steps) * np.concatenate(([1.0], curve.survival))
    areas_after = np.cumsum(areas[::-1])[::-1][1:]
    return _with_interval(months, float(areas.sum()), _std_err(curve, areas_after))


def compute_restricted_mean_difference(
    first: RestrictedMean, second: RestrictedMean
) -> RestrictedMean:
    """The first restricted mean less the second, of two independent groups at one horizon.

    Raises:
        ValueError: The horizons differ.
    """
    if first.months != second.months:
        raise ValueError(f"horizons {first.months} and {second.months} differ")
    if first.mean is None or second.mean is None:
        return RestrictedMean(first.months, None, None, None, None)
    std_err = hypot(_number(first.std_err), _number(second.std_err))
    return _with_interval(first.months, first.mean - second.mean, std_err)


def _with_interval(months: float, mean: float, std_err: float) -> RestrictedMean:
    half_width = NORMAL_QUANTILE_95 * std_err
    return RestrictedMean(months, mean, std_err, mean - half_width, mean + half_width)


def _number(value: float | None) -> float:
    return nan if value is None else value


def _std_err(curve: KaplanMeier, areas_after: Floats) -> float:
    spells, at_risk, events = curve.spells, curve.weighted_at_risk, curve.weighted_events
    if spells.weights is None:
        steps = compute_greenwood_steps(at_risk, events)
        return float(np.sqrt(np.sum(areas_after**2 * steps)))
    gain, loss = compute_log_survival_steps(at_risk, events, spells.is_exhausted)
    gained = accumulate(gain * areas_after)
    lost = (loss * areas_after)[spells.last_rows] * (spells.causes == 1)
    influence = gained[spells.last_rows + 1] - gained[spells.first_rows] - lost
    return float(np.sqrt(np.sum((spells.case_weights * influence) ** 2)))
