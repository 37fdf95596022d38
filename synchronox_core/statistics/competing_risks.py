"""Cumulative incidence when other events may come first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from synchronox_core.statistics.influence import (
    accumulate,
    compute_log_survival_steps,
    compute_robust_std_err,
)
from synchronox_core.statistics.spells import Counts, Floats, Months, Spells, build_spells
from synchronox_core.statistics.step_curves import (
    StepCurve,
    compute_log_log_interval,
    count_spells,
)


@dataclass(frozen=True, eq=False)
class CumulativeIncidence(StepCurve):
    """The probability that the event of interest came first, by each time.

    ``events`` counts that event only; competing ones leave the risk set like it.

    Attributes:
        cause: Code of the event of interest.
        competing: Competing events at each time.
    """

    START: ClassVar[float] = 0.0

    cause: int
    competing: Counts


def estimate_cumulative_incidence(
    durations_months: Months,
    causes: Sequence[int] | Counts,
    *,
    cause: int = 1,
    entries_months: Months | None = None,
    weights: Months | None = None,
) -> CumulativeIncidence:
    """The cumulative incidence of one event against competing ones, in one group.

    Method: Aalen-Johansen; variance by the infinitesimal jackknife, with and without weights
    (weights taken as known); 95 % interval on the scale log(-log), (0, 0) before the first event.
    The incidences of all causes and the probability of none of them add up to 1. Censoring and
    entry are taken to be independent of the events.

    Args:
        durations_months: Time from the origin to the first event or censoring, months, >= 0.
        causes: 0 for censoring, from 1 for the events; same length.
        cause: The event of interest.
        entries_months: Time from the origin to the start of observation; zero or less when
            observed from the origin. None when everybody was.
        weights: Case weights, > 0; None when everybody counts once.

    Returns:
        The curve; without times for an empty group.

    Raises:
        ValueError: As ``estimate_kaplan_meier``, or ``cause`` is less than 1.

    Source: Aalen and Johansen 1978; as in R's survival 3.x (``survfit`` of a multi-state outcome,
    ``conf.type = "log-log"``).

    >>> curve = estimate_cumulative_incidence([1, 2, 3, 4], [1, 2, 1, 0])
    >>> curve.probability.tolist()
    [0.25, 0.25, 0.5, 0.5]
    """
    if cause < 1:
        raise ValueError(f"cause must be an event, got {cause}")
    spells = build_spells(durations_months, causes, entries_months, weights)
    counts = count_spells(spells, cause)
    competing = spells.sum_ending(((spells.causes != cause) & (spells.causes != 0)) * 1.0)
    incidence, std_err = _estimate(spells, cause)
    bounds = compute_log_log_interval(incidence, std_err, CumulativeIncidence.START)
    return CumulativeIncidence(
        spells, *counts, incidence, std_err, *bounds, cause, competing.astype(np.int64)
    )


def _estimate(spells: Spells, cause: int) -> tuple[Floats, Floats]:
    weights, first, last = spells.case_weights, spells.first_rows, spells.last_rows
    is_of_interest, has_event = spells.causes == cause, spells.causes != 0
    at_risk = spells.sum_at_risk(weights)
    all_events = spells.sum_ending(weights * has_event)
    is_end = spells.is_exhausted
    free = np.concatenate(([1.0], np.cumprod(np.where(is_end, 0.0, 1 - all_events / at_risk))))[:-1]
    hazard = spells.sum_ending(weights * is_of_interest) / at_risk
    incidence = accumulate(free * hazard)

    # The weight of a patient moves the event-free probability before each time (first term) and
    # the hazard at each time at risk (second term).
    gain, loss = compute_log_survival_steps(at_risk, all_events, is_end)
    gained = accumulate(gain)
    moved = accumulate(free * hazard * gained[:-1] - free * hazard / at_risk)
    moved_at_entry = moved[first] - gained[first] * incidence[first]
    event = is_of_interest * (free / at_risk)[last]
    at_end = moved[last + 1] - gained[first] * incidence[last + 1] - moved_at_entry + event
    later = gained[last + 1] - gained[first] - has_event * loss[last]
    one, nothing = np.ones(first.size), np.zeros(first.size)
    std_err = compute_robust_std_err(
        spells,
        (moved[1:], incidence[1:], np.ones(spells.times.size)),
        (one, -gained[first], -moved_at_entry),
        (nothing, later, at_end - later * incidence[last + 1]),
    )
    return incidence[1:], std_err
