"""Robust variance of weighted curves: how each patient's weight moves the curve.

The infinitesimal jackknife: the influence of a patient is the derivative of the estimate by the
patient's weight, times the weight; the variance is the sum of the squared influences.

Source: Jaeckel 1972; Therneau and Grambsch 2000, doi:10.1007/978-1-4757-3294-8, ch. 7.
"""

from collections.abc import Sequence

import numpy as np

from synchronox_core.statistics.spells import Flags, Floats, Spells


def compute_log_survival_steps(
    at_risk: Floats, events: Floats, is_end: Flags
) -> tuple[Floats, Floats]:
    """How log survival moves with the weight of a patient, at each time.

    Args:
        at_risk: Weighted patients at risk, shape ``(n_times,)``.
        events: Weighted events.
        is_end: Times at which everybody at risk has the event; survival is 0 from there on.

    Returns:
        What a patient at risk adds, and what one with the event takes away beside that.
    """
    surviving = np.where(is_end, 1.0, at_risk - events)
    gain = events / (at_risk * surviving)
    return np.where(is_end, 0.0, gain), np.where(is_end, 0.0, 1 / surviving)


def accumulate(steps: Floats) -> Floats:
    """Running sum with a leading 0: item k is the sum of the first k steps."""
    return np.concatenate(([0.0], np.cumsum(steps)))


def compute_robust_std_err(
    spells: Spells,
    curves: Sequence[Floats],
    staying: Sequence[Floats],
    gone: Sequence[Floats],
) -> Floats:
    """Standard error at each time of an estimate whose influences are sums of a few curves.

    The influence of a patient at a time is the sum over k of curve k times the patient's
    coefficient k: one set of coefficients while observation goes on after that time, another from
    the end of observation on. So no array of patients by times is needed.

    Args:
        spells: The patients.
        curves: Curves, each of shape ``(n_times,)``.
        staying: Coefficient of each curve before the end of observation, ``(n_patients,)``.
        gone: Coefficient of each curve from the end of observation on, ``(n_patients,)``.
    """
    squared_weights = spells.case_weights**2
    variance = np.zeros(spells.times.size)
    for i, first in enumerate(curves):
        for j, second in enumerate(curves):
            here, past = (squared_weights * c[i] * c[j] for c in (staying, gone))
            present = spells.sum_at_risk(here) - spells.sum_ending(here)
            variance += first * second * (present + np.cumsum(spells.sum_ending(past)))
    return np.sqrt(np.maximum(variance, 0.0))
