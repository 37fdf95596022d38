"""The times to an event that can be asked for, and the follow-up of each patient towards one."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synchronox_core.protocol.calendar import DAYS_PER_MONTH
from synchronox_core.protocol.outcome_codes import OutcomeCode, TreatmentStatus
from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.protocol.vocabulary import Cohort, Reason

COMPLETE_TREATMENT = "complete_treatment"
DECISION_ORIGIN = "decision"
FOLFIRINOX_ORIGIN = "folfirinox"


@dataclass(frozen=True)
class Endpoint:
    """A time to an event.

    Attributes:
        days: Derived column with the days of follow-up.
        event: Derived column that is 1 when the follow-up ended with an event.
        causes: Names of the events in the order of their codes from 1; with more than one, the
            first is of interest and the others compete with it.
    """

    days: str
    event: str
    causes: tuple[str, ...]

    @property
    def has_competing(self) -> bool:
        """Whether other events may come first."""
        return len(self.causes) > 1


ENDPOINTS = {
    "os": Endpoint("os_days", "os_event", ("death",)),
    "pfs": Endpoint("pfs_days", "pfs_event", ("progression",)),
    "pfs_standard": Endpoint("pfs_standard_days", "pfs_standard_event", ("progression_or_death",)),
    "progression": Endpoint("pfs_days", "pfs_event", ("progression", "death")),
    COMPLETE_TREATMENT: Endpoint(
        "os_days", "os_event", ("complete_treatment", "death", "definitive_failure")
    ),
}
"""Endpoints by code, in the order they are offered.

``pfs`` follows the reading in force, and ``progression`` is the same with death as a competing
event where that reading only stops the clock at death.
"""


def build_follow_up(endpoint: str, frame: pd.DataFrame, origin: str) -> pd.DataFrame:
    """When each patient came under observation, when that ended, and what ended it.

    Prospective patients are observed from their inclusion on: who had died before could not be
    included. A cohort that is unknown is treated the same. The status of the complete treatment
    stands at month 18: an unsuccessful course ends there, unless death came first.

    Args:
        endpoint: One of ``ENDPOINTS``.
        frame: Rows of ``survival_queries.follow_up``.
        origin: ``folfirinox``, or ``decision`` for comparisons of planned strategies.

    Returns:
        One row a patient — group, centre_id, entry_months (0 when observed from the origin),
        months, cause (0 censored, else the code of an event), reason (why censored; where
        ``is_known`` is false, why the patient is left out), is_known.
    """
    is_of_treatment = endpoint == COMPLETE_TREATMENT
    ended = _ended_complete_treatment(frame) if is_of_treatment else _ended(frame, endpoint)
    # The horizon is one of calendar months: by the patient's own month it lies at month 18 sharp.
    own_month = frame["horizon_days"].astype(float) / HORIZON_MONTHS
    month_days = own_month if is_of_treatment else DAYS_PER_MONTH
    is_retrospective = frame["cohort"] == Cohort.RETROSPECTIVE
    entry = frame["inclusion_days"].astype(float).mask(is_retrospective, 0.0)
    start = frame["decision_days"].astype(float)
    if origin == FOLFIRINOX_ORIGIN:
        start = pd.Series(0.0, frame.index)
    months, entry_months = ((days - start) / month_days for days in (ended["days"], entry))
    entry_months = entry_months.clip(lower=0.0)
    faults = {
        "outcome_missing": ended["days"].isna(),
        "inclusion_missing": entry.isna(),
        "decision_missing": start.isna(),
        "ended_before_decision": months < 0,
        "entered_after_end": (entry_months > 0) & (entry_months >= months),
    }
    return pd.DataFrame(
        {
            "group": frame["group"],
            "centre_id": frame["centre_id"],
            "entry_months": entry_months,
            "months": months,
            "cause": ended["cause"],
            "reason": _told_first(faults, ended["reason"]),
            "is_known": ~pd.concat(faults, axis="columns").any(axis="columns"),
        }
    )


def _told_first(faults: dict[str, pd.Series], reason: pd.Series) -> pd.Series:
    """The first fault of each patient, of a missing outcome its own reason; else the reason."""
    told = reason
    for name, is_faulty in reversed(faults.items()):
        own = reason.where(reason.notna(), name) if name == "outcome_missing" else name
        told = told.mask(is_faulty, own)
    return told


def _ended(frame: pd.DataFrame, endpoint: str) -> pd.DataFrame:
    cause = (frame["event"] == 1).astype(int)
    if ENDPOINTS[endpoint].has_competing:
        cause = cause.mask(frame["reason"] == Reason.CENSORED_AT_DEATH, 2)
    return pd.DataFrame(
        {"days": frame["days"].astype(float), "cause": cause, "reason": frame["reason"]}
    )


def _ended_complete_treatment(frame: pd.DataFrame) -> pd.DataFrame:
    followed, horizon = frame["days"].astype(float), frame["horizon_days"].astype(float)
    status, code = frame["status"], frame["status_code"]
    is_achieved = status == TreatmentStatus.ACHIEVED
    has_failed = status == TreatmentStatus.NOT_ACHIEVED
    has_died = has_failed & (frame["event"] == 1) & (followed <= horizon)
    is_observed = (status == TreatmentStatus.PENDING) | (code == OutcomeCode.E1)
    failed_on = np.minimum(followed, horizon)
    return pd.DataFrame(
        {
            "days": np.select(
                [is_achieved, has_failed, is_observed],
                [frame["complete_days"].astype(float), failed_on, followed],
                np.nan,
            ),
            "cause": np.select([is_achieved, has_died, has_failed], [1, 2, 3], 0),
            "reason": code,
        },
        index=frame.index,
    )
