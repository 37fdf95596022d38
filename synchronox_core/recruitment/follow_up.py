"""How far the patients are followed: completeness, median follow-up, news due and overdue."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synchronox_core.recruitment.history import DAYS_PER_MONTH, Floats
from synchronox_core.statistics.survival import Median, estimate_kaplan_meier

NEWS_WITHIN_MONTHS = 6
"""Months after which news of a living patient is due; a setting, the record says usual care."""

DUE_SOON_DAYS = 30
"""Days ahead in which news counts as due."""


@dataclass(frozen=True)
class FollowUp:
    """The follow-up of a group at the data cut.

    Attributes:
        patients: Patients with a time zero and an observed time.
        unknown: Patients without.
        observed_years: Time observed.
        potential_years: Time that could have been observed.
        completeness: Clark's C, observed over potential time (0-1); None when none was possible.
        median: Median follow-up with its interval, by the reverse Kaplan-Meier method.
    """

    patients: int
    unknown: int
    observed_years: float
    potential_years: float
    completeness: float | None
    median: Median


def measure_follow_up(patients: pd.DataFrame, as_of: pd.Timestamp) -> FollowUp:
    """The follow-up of a group.

    Args:
        patients: One row a patient — time_zero, os_days, os_event.
        as_of: The data cut.
    """
    known = patients[patients["time_zero"].notna() & patients["os_days"].notna()]
    observed = known["os_days"].to_numpy(dtype=float)
    is_dead = known["os_event"].to_numpy(dtype=float) == 1
    possible = (as_of - known["time_zero"]).dt.days.to_numpy(dtype=float)
    potential = np.where(is_dead, observed, np.maximum(possible, observed))
    curve = estimate_kaplan_meier(observed / DAYS_PER_MONTH, ~is_dead)
    return FollowUp(
        patients=len(known),
        unknown=len(patients) - len(known),
        observed_years=float(observed.sum()) / 365.25,
        potential_years=float(potential.sum()) / 365.25,
        completeness=compute_completeness(observed, potential),
        median=curve.median,
    )


def compute_completeness(observed: Floats, potential: Floats) -> float | None:
    """Clark's C: observed person-time over the person-time that could have been observed.

    Args:
        observed: Time from time zero to death or last news, shape ``(n_patients,)``.
        potential: Time from time zero to death or, without one, to the data cut.

    Source: Clark, Altman and De Stavola 2002, doi:10.1016/S0140-6736(02)08272-7.

    >>> compute_completeness(np.array([10.0, 5.0, 6.0]), np.array([10.0, 10.0, 10.0]))
    0.7
    """
    return float(observed.sum() / potential.sum()) if potential.sum() > 0 else None


def list_news_due(
    patients: pd.DataFrame, as_of: pd.Timestamp, within_months: int = NEWS_WITHIN_MONTHS
) -> pd.DataFrame:
    """Living patients of whom news is overdue at the data cut, or due soon.

    Args:
        patients: One row a patient — patient_id, centre_id, time_zero, os_days, os_event.
        as_of: The data cut.
        within_months: Calendar months after which news is due.

    Returns:
        One row a patient, the longest overdue first — patient_id, centre_id, last_news, due_on,
        overdue_days (0 or less: due within ``DUE_SOON_DAYS``).
    """
    alive = patients[(patients["os_event"].astype(float) == 0) & patients["os_days"].notna()]
    last = alive["time_zero"] + pd.to_timedelta(alive["os_days"].astype(np.int64), unit="D")
    due = last + pd.DateOffset(months=within_months)
    overdue = (as_of - due).dt.days
    found = alive[["patient_id", "centre_id"]].assign(
        last_news=last, due_on=due, overdue_days=overdue
    )
    kept = found[overdue >= -DUE_SOON_DAYS]
    return kept.sort_values(["overdue_days", "patient_id"], ascending=[False, True])
