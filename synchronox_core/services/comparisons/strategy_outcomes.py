"""The outcomes strategies are compared on, each counted from the board's decision."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from synchronox_core.classification.morbidity import GRADES
from synchronox_core.protocol.calendar import DAYS_PER_MONTH
from synchronox_core.protocol.outcome_codes import OutcomeCode, TreatmentStatus
from synchronox_core.protocol.thresholds import POSTOPERATIVE_DAYS
from synchronox_core.protocol.vocabulary import Reason
from synchronox_core.services.cohort.filters import CODES
from synchronox_core.services.comparisons.decision_covariates import place_codes
from synchronox_core.statistics.arrays import Flags, Floats, Ints
from synchronox_core.statistics.comparison_data import METHODS, Method
from synchronox_core.statistics.outcomes import BinaryOutcome, Measure, Outcome, TimeOutcome

SURVIVAL_HORIZON_MONTHS = 36.0
SECOND_SITE_HORIZON_MONTHS = 12.0
SEVERE_FROM = "IIIa"
SEVERE_GRADES = GRADES[GRADES.index(SEVERE_FROM) :]
"""Dindo-Clavien grades that are severe. Source: ``statistics.md`` 3."""


def build_outcome(patients: pd.DataFrame, name: str) -> tuple[Outcome, Flags]:
    """An outcome of some patients, and who can enter its analysis.

    Args:
        patients: Rows of ``strategy_patients``, each with a day of decision.
        name: One of ``OUTCOMES``.

    Returns:
        The outcome, and for each patient whether enough is known to follow the patient for it;
        not evaluable is no reason to be left out.
    """
    return OUTCOMES[name](patients)


def months_since_decision(patients: pd.DataFrame, column: str) -> Floats:
    """Months from the decision to the day of a column, NaN when unknown, shape (n,)."""
    days = patients[column] - patients["decision_days"]
    return np.asarray(days.to_numpy(dtype=np.float64, na_value=np.nan) / DAYS_PER_MONTH)


def _complete_treatment(patients: pd.DataFrame) -> tuple[Outcome, Flags]:
    """Settled by the achievement, by death or by month 18; pending and lost patients wait."""
    status = patients["complete_treatment"]
    is_achieved = (status == TreatmentStatus.ACHIEVED).to_numpy()
    is_failed = (status == TreatmentStatus.NOT_ACHIEVED).to_numpy()
    is_lost = (patients["complete_treatment_reason"] == OutcomeCode.E1).to_numpy()
    is_settled = ~is_lost & (status != TreatmentStatus.PENDING).to_numpy()
    value = np.where(is_achieved, 1.0, np.where(is_failed, 0.0, np.nan))
    end = np.where(is_achieved, patients["completion_days"], _end_of_horizon(patients))
    return _binary(patients, value, end, is_settled)


def _severe_morbidity(patients: pd.DataFrame) -> tuple[Outcome, Flags]:
    """Settled 30 days after the second site, by death or by month 18, whatever was found.

    A severe complication known earlier waits for that day, as its absence does: else the severe
    ones would be counted sooner than the others. Who was never operated on had none.
    """
    grades = patients[["clavien_rectum_30d", "clavien_liver_30d"]]
    reasons = patients[["clavien_rectum_reason", "clavien_liver_reason"]]
    is_severe = grades.isin(SEVERE_GRADES).any(axis=1).to_numpy()
    is_told = (grades.notna().to_numpy() | (reasons == Reason.NO_OPERATION).to_numpy()).all(axis=1)
    value = np.where(is_severe, 1.0, np.where(is_told, 0.0, np.nan))
    after = (patients["second_site_days"] + POSTOPERATIVE_DAYS).to_numpy(na_value=np.nan)
    end = np.fmin(after, _end_of_horizon(patients))
    return _binary(patients, value, end, end <= patients["os_days"].to_numpy(na_value=np.nan))


def _survival(event: str) -> Callable[[pd.DataFrame], tuple[Outcome, Flags]]:
    def build(patients: pd.DataFrame) -> tuple[Outcome, Flags]:
        cause = patients[f"{event}_event"].fillna(0).to_numpy(dtype=np.int64)
        months = months_since_decision(patients, f"{event}_days")
        can_enter = (months >= 0) & ~((cause == 1) & (months <= 0))
        return _timed(months, cause, SURVIVAL_HORIZON_MONTHS, "restricted_mean"), can_enter

    return build


def _second_site(patients: pd.DataFrame) -> tuple[Outcome, Flags]:
    """The second site treated, death competing; a rectum preserved is not treated."""
    second = months_since_decision(patients, "second_site_days")
    end = months_since_decision(patients, "os_days")
    is_reached = ~np.isnan(second)
    has_died = (patients["os_event"] == 1).to_numpy()
    cause = np.where(is_reached, 1, np.where(has_died, 2, 0))
    is_undated = (patients["second_site_state"] == "met").to_numpy() & ~is_reached
    months = np.where(is_reached, second, end)
    outcome = _timed(months, cause, SECOND_SITE_HORIZON_MONTHS, "cumulative_incidence")
    return outcome, (months >= 0) & ~is_undated


def _end_of_horizon(patients: pd.DataFrame) -> Floats:
    """Days to death or month 18, whichever comes first."""
    death = patients["os_days"].where(patients["os_event"] == 1)
    month_18 = patients["horizon_days"].to_numpy(dtype=np.float64)
    return np.asarray(np.fmin(death.to_numpy(na_value=np.nan), month_18), dtype=np.float64)


def _binary(
    patients: pd.DataFrame, value: Floats, end_days: Floats, is_settled: Flags
) -> tuple[Outcome, Flags]:
    days = np.where(is_settled, end_days, patients["os_days"].to_numpy(na_value=np.nan))
    months = (days - patients["decision_days"].to_numpy(na_value=np.nan)) / DAYS_PER_MONTH
    stratum = place_codes(patients["cohort"], CODES["cohort"])
    outcome = BinaryOutcome(np.where(is_settled, value, np.nan), months, is_settled, stratum)
    return outcome, months >= 0


def _timed(months: Floats, cause: Ints, horizon: float, measure: Measure) -> TimeOutcome:
    return TimeOutcome(months, np.asarray(cause, dtype=np.int64), horizon, measure)


OUTCOMES: dict[str, Callable[[pd.DataFrame], tuple[Outcome, Flags]]] = {
    "complete_treatment": _complete_treatment,
    "os": _survival("os"),
    "pfs": _survival("pfs"),
    "severe_morbidity": _severe_morbidity,
    "second_site": _second_site,
}
"""Outcomes by name, the record's primary one first."""

BINARY = ("complete_treatment", "severe_morbidity")
"""Outcomes with a value at a horizon."""


def list_outcome_methods(name: str) -> tuple[Method, ...]:
    """Methods that suit an outcome: the augmented one needs a value at a horizon.

    >>> "augmented" in list_outcome_methods("os")
    False
    """
    return METHODS if name in BINARY else tuple(m for m in METHODS if m != "augmented")
