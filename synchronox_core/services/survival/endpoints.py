"""The times to an event that can be asked for, and the follow-up of each patient towards one."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synchronox_core.protocol.calendar import DAYS_PER_MONTH
from synchronox_core.protocol.outcome_codes import OutcomeCode, TreatmentStatus
from synchronox_core.protocol.pathway_codes import PathwayStop
from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.protocol.vocabulary import Cohort, Reason
from synchronox_core.store import Cursor
from synchronox_core.store.survival_queries import course_ends, follow_up

COMPLETE_TREATMENT = "complete_treatment"
SECOND_SITE = "second_site"
DECISION_ORIGIN = "decision"
FOLFIRINOX_ORIGIN = "folfirinox"


@dataclass(frozen=True)
class Endpoint:
    """A time to an event.

    Attributes:
        clock: ``os``, ``pfs`` or ``pfs_standard``: whose days of follow-up are counted, and
            whose event ends them.
        causes: Names of the events in the order of their codes from 1; with more than one, the
            first is of interest and the others compete with it.
        ends_at_horizon: Everybody is followed up to month 18 at most.
    """

    clock: str
    causes: tuple[str, ...]
    ends_at_horizon: bool = False

    @property
    def has_competing(self) -> bool:
        """Whether other events may come first."""
        return len(self.causes) > 1


ENDPOINTS = {
    "os": Endpoint("os", ("death",)),
    "pfs": Endpoint("pfs", ("progression",)),
    "pfs_standard": Endpoint("pfs_standard", ("progression_or_death",)),
    "progression": Endpoint("pfs", ("progression", "death")),
    COMPLETE_TREATMENT: Endpoint(
        "os",
        ("complete_treatment", "death", "definitive_failure"),
        ends_at_horizon=True,
    ),
    SECOND_SITE: Endpoint(
        "os",
        ("second_site", "death", "stopped", "complete_response"),
        ends_at_horizon=True,
    ),
}
"""Endpoints by code, in the order they are offered.

``pfs`` follows the reading in force, and ``progression`` is the same with death as a competing
event where that reading only stops the clock at death. Of the second site, a stop is the first
fact on record after which treatment did not go on (``PathwayStop``); a rectum left in place in
complete response is none.
"""

LATE_SECOND_SITE = "late_second_site"
"""Why observation ended at month 18 for a patient whose second site was treated after it."""


def read_endpoint(
    cursor: Cursor, endpoint: str, origin: str = FOLFIRINOX_ORIGIN, group: str = "cohort"
) -> pd.DataFrame:
    """The follow-up of the selected patients towards an endpoint, as ``build_follow_up``.

    Args:
        cursor: Sees the extract, its derived tables and the patients selected and described.
        endpoint: One of ``ENDPOINTS``.
        origin: ``folfirinox`` or ``decision``.
        group: Baseline column by which patients are told apart.
    """
    clock = ENDPOINTS[endpoint].clock
    frame = follow_up(cursor, days=f"{clock}_days", event=f"{clock}_event", group=group)
    if ENDPOINTS[endpoint].ends_at_horizon:
        frame = frame.merge(course_ends(cursor), on="patient_id", how="left", validate="1:1")
    return build_follow_up(endpoint, frame, origin)


def observe_all(times: pd.DataFrame, endpoints: Iterable[str]) -> dict[str, pd.DataFrame]:
    """The patients under observation towards each endpoint, from the first FOLFIRINOX.

    Args:
        times: Rows of ``outcome_queries.outcome_times``.
        endpoints: Some of ``ENDPOINTS`` that do not end at the horizon.

    Returns:
        Rows of ``observe`` by endpoint.
    """
    return {name: observe(name, _timed(name, times), FOLFIRINOX_ORIGIN) for name in endpoints}


def _timed(endpoint: str, times: pd.DataFrame) -> pd.DataFrame:
    clock = ENDPOINTS[endpoint].clock
    return times.rename(columns={f"{clock}_{name}": name for name in ("days", "event", "reason")})


def count_reasons(reasons: pd.Series) -> dict[str, int]:
    """Patients by reason, the commonest first."""
    return {str(reason): int(count) for reason, count in reasons.value_counts().items()}


def build_follow_up(endpoint: str, frame: pd.DataFrame, origin: str) -> pd.DataFrame:
    """When each patient came under observation, when that ended, and what ended it.

    Args:
        endpoint: One of ``ENDPOINTS``.
        frame: Rows of ``survival_queries.follow_up``; those of ``course_ends`` beside them where
            the endpoint ends at the horizon.
        origin: ``folfirinox``, or ``decision`` for comparisons of planned strategies.

    Returns:
        One row a patient — patient_id, group, centre_id and the columns of ``observe``.
    """
    named = frame[["patient_id", "group", "centre_id"]]
    return pd.concat([named, observe(endpoint, frame, origin)], axis="columns")


def observe(endpoint: str, frame: pd.DataFrame, origin: str) -> pd.DataFrame:
    """When each patient came under observation, when that ended, and what ended it: nobody named.

    Prospective patients are observed from their inclusion on: who had died before could not be
    included. A cohort that is unknown is treated the same. The status of the complete treatment
    stands at month 18: an unsuccessful course ends there, unless death came first. The way to the
    second site is followed up to month 18, as are the facts that end it.

    Args:
        endpoint: One of ``ENDPOINTS``.
        frame: As for ``build_follow_up``, which names what it reads; without the identity, and
            without the horizon or the decision where neither is asked for.
        origin: ``folfirinox`` or ``decision``.

    Returns:
        One row a patient — entry_months (0 when observed from the origin), months, cause (0
        censored, else the code of an event), reason (why censored; where ``is_known`` is false,
        why the patient is left out), is_known.
    """
    ended = _ENDED[endpoint](frame) if endpoint in _ENDED else _ended(frame, endpoint)
    is_retrospective = frame["cohort"] == Cohort.RETROSPECTIVE
    entry = frame["inclusion_days"].astype(float).mask(is_retrospective, 0.0)
    start = _start(frame, origin)
    month_days = _month_days(frame, endpoint)
    months, entry_months = ((days - start) / month_days for days in (ended["days"], entry))
    entry_months = entry_months.clip(lower=0.0)
    faults = {
        "outcome_missing": ended["days"].isna(),
        Reason.INCLUSION_MISSING: entry.isna(),
        "decision_missing": start.isna(),
        "ended_before_decision": months < 0,
        Reason.ENTERED_AFTER_END: (entry_months > 0) & (entry_months >= months),
    }
    return pd.DataFrame(
        {
            "entry_months": entry_months,
            "months": months,
            "cause": ended["cause"],
            "reason": _told_first(faults, ended["reason"]),
            "is_known": ~np.logical_or.reduce(list(faults.values())),
        }
    )


def _start(frame: pd.DataFrame, origin: str) -> "pd.Series[float]":
    if origin == FOLFIRINOX_ORIGIN:
        return pd.Series(0.0, frame.index)
    return frame["decision_days"].astype(float)


def _month_days(frame: pd.DataFrame, endpoint: str) -> "pd.Series[float] | float":
    """Days of a month; by the patient's own, the calendar month 18 lies at month 18 sharp."""
    if ENDPOINTS[endpoint].ends_at_horizon:
        return frame["horizon_days"].astype(float) / HORIZON_MONTHS
    return DAYS_PER_MONTH


def _told_first(faults: dict[str, pd.Series], reason: pd.Series) -> pd.Series:
    """The first fault of each patient, of a missing outcome its own reason; else the reason."""
    told = reason
    for name, is_faulty in reversed(faults.items()):
        own = reason.where(reason.notna(), name) if name == "outcome_missing" else name
        # Few have a fault, and masking words is slow.
        told = told.mask(is_faulty, own) if is_faulty.any() else told
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


def _ended_second_site(frame: pd.DataFrame) -> pd.DataFrame:
    followed, horizon = frame["days"].astype(float), frame["horizon_days"].astype(float)
    reached, stopped = (frame[name].astype(float) for name in ("second_days", "second_stop_days"))
    stop = frame["second_stop"]
    is_late = reached > horizon
    is_open = stop.isin([PathwayStop.UNDER_WAY, PathwayStop.LOST, PathwayStop.NO_REASON])
    causes = [
        reached <= horizon,
        stop == PathwayStop.DEATH,
        stopped.notna() & (stop != PathwayStop.COMPLETE_RESPONSE),
        stopped.notna(),
    ]
    censored_on = followed.clip(upper=horizon).where(is_open)
    return pd.DataFrame(
        {
            "days": reached.mask(is_late, horizon).fillna(stopped).fillna(censored_on),
            "cause": np.select(causes, [1, 2, 3, 4], 0),
            "reason": stop.mask(is_late, LATE_SECOND_SITE).mask(
                is_open & followed.isna(), frame["reason"]
            ),
        },
        index=frame.index,
    )


_ENDED = {COMPLETE_TREATMENT: _ended_complete_treatment, SECOND_SITE: _ended_second_site}
