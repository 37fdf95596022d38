"""The pace of each centre, and whether it has been silent longer than its own pace explains."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from synchronox_core.recruitment.centres import (
    FALSE_DISCOVERY_RATE,
    LEAST_PATIENTS,
    adjust_p_values,
)
from synchronox_core.recruitment.delays import estimate_eligibility_delay, estimate_entry_delay
from synchronox_core.recruitment.exposure import Calendar, Period
from synchronox_core.recruitment.history import Floats, History
from synchronox_core.recruitment.pace import poisson_interval

LEAST_MONTHS = 1.0
"""Months of inclusion under which a centre has no rate yet."""


@dataclass(frozen=True)
class CentrePace:
    """Prospective inclusions of one centre.

    Attributes:
        patients: Inclusions entered by the cut.
        months: Months in which it could include, entries seen.
        rate: Inclusions a month; None under ``LEAST_MONTHS``.
        ci_low: Lower bound of its exact 95 % Poisson interval, or None.
        ci_high: Upper bound, or None.
        is_silent: Whether its silence is longer than its own pace explains; None when it has
            too few inclusions to judge.
    """

    patients: int
    months: float
    rate: float | None
    ci_low: float | None
    ci_high: float | None
    is_silent: bool | None


def measure_centres(
    history: History, as_of: date, period: Period, last_inclusion: Floats
) -> list[CentrePace]:
    """The pace of every centre.

    Method: had the inclusions of a centre fallen anywhere in its months, none would fall in a
    silence of a share s of them with probability (1 - s) to their number. Benjamini-Hochberg over
    the centres with at least ``LEAST_PATIENTS`` inclusions.

    Args:
        history: Prospective recruitment; what was not known at the cut is left out.
        as_of: Data cut.
        period: When inclusion is possible.
        last_inclusion: Last inclusion of each centre, of either cohort; proleptic ordinals, NaN
            for none; shape ``(n_centres,)``.
    """
    cut = as_of.toordinal()
    known = history.known_on(cut)
    entry, eligibility = estimate_entry_delay(known, cut), estimate_eligibility_delay(known, cut)
    calendar = Calendar(known, cut, period, eligibility, entry)
    since = np.where(np.isnan(last_inclusion), -np.inf, last_inclusion + 1)
    silent = np.divide(
        calendar.seen_since(since),
        calendar.seen,
        out=np.zeros_like(calendar.seen),
        where=calendar.seen > 0,
    )
    is_judged = known.counts >= LEAST_PATIENTS
    adjusted = np.full(is_judged.shape, np.nan)
    adjusted[is_judged] = adjust_p_values((1 - silent[is_judged]) ** known.counts[is_judged])
    return [
        _pace(int(patients), float(months), float(p_value))
        for patients, months, p_value in zip(known.counts, calendar.seen, adjusted, strict=True)
    ]


def _pace(patients: int, months: float, p_value: float) -> CentrePace:
    is_silent = None if np.isnan(p_value) else p_value <= FALSE_DISCOVERY_RATE
    if months < LEAST_MONTHS:
        return CentrePace(patients, months, None, None, None, is_silent)
    low, high = poisson_interval(patients)
    return CentrePace(patients, months, patients / months, low / months, high / months, is_silent)
