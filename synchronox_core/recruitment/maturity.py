"""When the endpoints mature: who can be judged, who not yet, and what is missing for the others."""

from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from synchronox_core.protocol.outcome_codes import OutcomeCode, TreatmentStatus
from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.protocol.vocabulary import Reason

SURVIVAL_MONTHS = 36
"""Months of the survival rate of the record. Source: NCT07467434, secondary outcomes."""

Days = NDArray[np.datetime64]


class Maturity(StrEnum):
    """Whether an endpoint of a patient can be judged at the data cut.

    Attributes:
        JUDGED: Its day has come and the answer is known.
        NOT_EVALUABLE: Its day has come and an item is missing.
        NOT_YET: Its day is still to come.
        OUTSIDE: The patient is not in the analysis set, or has no time zero.
    """

    JUDGED = "judged"
    NOT_EVALUABLE = "not_evaluable"
    NOT_YET = "not_yet"
    OUTSIDE = "outside"


def classify_primary(patients: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The maturity of the primary endpoint, patient by patient.

    A death or a success before month 18 does not mature the endpoint: its day decides alone, or
    early successes would count before the failures (``statistics.md`` 1).

    Args:
        patients: One row a patient — time_zero, complete_treatment, complete_treatment_reason.
        as_of: The data cut.

    Returns:
        One row a patient — maturity (``Maturity``), item (code of the decision table), day
        (month 18, NaT without time zero).
    """
    day = _months_after(patients["time_zero"], HORIZON_MONTHS)
    status = patients["complete_treatment"]
    reason = patients["complete_treatment_reason"]
    is_known = status.isin([TreatmentStatus.ACHIEVED, TreatmentStatus.NOT_ACHIEVED])
    maturity = np.select(
        [
            reason == OutcomeCode.E0,
            (day > as_of) | (status == TreatmentStatus.PENDING),
            is_known,
        ],
        [Maturity.OUTSIDE.value, Maturity.NOT_YET.value, Maturity.JUDGED.value],
        Maturity.NOT_EVALUABLE.value,
    )
    return pd.DataFrame({"maturity": maturity, "item": reason, "day": day})


def classify_survival(patients: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The maturity of three-year survival, patient by patient.

    Args:
        patients: One row a patient — time_zero, os_days, os_event, os_reason (why ``os_days`` is
            empty).
        as_of: The data cut.

    Returns:
        One row a patient — maturity, item (reason why it is not evaluable, ``last_news`` for who
        was lost before; empty otherwise), day (month 36).
    """
    day = _months_after(patients["time_zero"], SURVIVAL_MONTHS)
    days_until = (day - patients["time_zero"]).dt.days
    is_followed = patients["os_days"].astype(float) >= days_until
    is_judged = (patients["os_event"].astype(float) == 1) | is_followed
    maturity = np.select(
        [day.isna(), day > as_of, is_judged],
        [Maturity.OUTSIDE.value, Maturity.NOT_YET.value, Maturity.JUDGED.value],
        Maturity.NOT_EVALUABLE.value,
    )
    lost = patients["os_reason"].where(patients["os_days"].isna(), Reason.LAST_NEWS.value)
    item = lost.where(maturity == Maturity.NOT_EVALUABLE.value)
    return pd.DataFrame({"maturity": maturity, "item": item, "day": day})


def count_maturity(classified: pd.DataFrame) -> pd.DataFrame:
    """Patients by maturity and item.

    Args:
        classified: Rows of ``classify_primary`` or ``classify_survival``.

    Returns:
        One row a maturity and item — maturity, item (empty when there is none), patients; the
        patients add up to the rows given.
    """
    filled = classified.assign(item=classified["item"].fillna(""))
    counts = filled.groupby(["maturity", "item"]).size()
    return counts.rename("patients").reset_index()


def count_by_quarter(classified: pd.DataFrame) -> pd.DataFrame:
    """When the day of the endpoint comes, by quarter; the analysis set only.

    Args:
        classified: Rows of ``classify_primary`` or ``classify_survival``.

    Returns:
        One row a quarter and maturity — quarter (``2028-Q1``), maturity, patients.
    """
    kept = classified[
        (classified["maturity"] != Maturity.OUTSIDE.value) & classified["day"].notna()
    ]
    number = 4 * kept["day"].dt.year + kept["day"].dt.quarter - 1
    sizes = kept.groupby([number.rename("quarter"), "maturity"]).size()
    counts = sizes.rename("patients").reset_index()
    counts["quarter"] = [f"{quarter // 4}-Q{quarter % 4 + 1}" for quarter in counts["quarter"]]
    return counts


def _months_after(days: "pd.Series[pd.Timestamp]", months: int) -> "pd.Series[pd.Timestamp]":
    """Calendar months later, the end of a shorter month clipped (``protocol.calendar``)."""
    moments = pd.to_datetime(days)
    return moments + pd.DateOffset(months=months)
