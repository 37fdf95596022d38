"""What followed each planned strategy in the cohort: the harm beside the benefit, and the time."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from synchronox_core.services.comparisons.strategy_outcomes import SEVERE_GRADES
from synchronox_core.services.deliveries.derived_values import open_derived
from synchronox_core.statistics.disclosure import (
    SMALLEST_DESCRIBED,
    SMALLEST_EXPORTED,
    is_described,
    withhold_counts,
)
from synchronox_core.statistics.proportions import estimate_proportion
from synchronox_core.store import Store
from synchronox_core.store.prediction_queries import planned_courses

SITES = ("rectum", "liver")
HARMS = ("severe", "death")
DAYS_PER_MONTH = 365.25 / 12

Row = Mapping[Any, Any]


class Rate(NamedTuple):
    """A rate that tells no single person.

    Attributes:
        known: Patients operated on the site in whom it is known.
        patients: Patients who had it; None when withheld, or when the group is not described.
        proportion: Share (0-1); None likewise.
        ci_low: Lower bound, 95 %; where the count is hidden that of one patient.
        ci_high: Upper bound; where the count is hidden that of the most it can be. None when not
            described.
        least: Patients from which a count is told.
    """

    known: int
    patients: int | None
    proportion: float | None
    ci_low: float | None
    ci_high: float | None
    least: int = SMALLEST_DESCRIBED


class Completion(NamedTuple):
    """Months from the first day of FOLFIRINOX to complete treatment among those who reached it.

    Attributes:
        patients: Patients who reached it.
        q1_months: First quartile; None under 5 patients, as the others.
        median_months: Median.
        q3_months: Third quartile.
    """

    patients: int
    q1_months: float | None
    median_months: float | None
    q3_months: float | None


class PlannedCourse(NamedTuple):
    """What followed a planned strategy.

    Attributes:
        patients: Eligible patients with this plan.
        severe: Grade III or above within 30 days of an operation, by site.
        death: Death within 30 days of an operation, by site.
        completion: Time to complete treatment.
    """

    patients: int
    severe: dict[str, Rate]
    death: dict[str, Rate]
    completion: Completion


def read_planned_courses(store: Store, least: int = SMALLEST_DESCRIBED) -> dict[str, PlannedCourse]:
    """What followed each planned strategy in the extract in use, by strategy.

    These are rates of the cohort, not of the patient at hand.

    Args:
        store: The cohort store.
        least: Patients from which a count is told.

    Raises:
        StoreError: The store is empty or cannot be read.
    """
    with open_derived(store) as cursor:
        frame = planned_courses(cursor, SEVERE_GRADES)
    return {row["strategy"]: _read(row, least) for row in frame.to_dict("records")}


def read_exported_courses(store: Store) -> dict[str, PlannedCourse]:
    """The same as it may leave the board.

    Raises:
        StoreError: The store is empty or cannot be read.
    """
    return read_planned_courses(store, SMALLEST_EXPORTED)


def estimate_rate(patients: int, known: int, least: int = SMALLEST_DESCRIBED) -> Rate:
    """A rate with its Wilson interval, hidden where it would tell single persons.

    Args:
        patients: Patients who had it.
        known: Patients in whom it is known.
        least: Count from which it is told.

    >>> estimate_rate(2, 4)
    Rate(known=4, patients=None, proportion=None, ci_low=None, ci_high=None, least=5)
    >>> estimate_rate(2, 100).patients, estimate_rate(0, 100).patients
    (None, 0)
    """
    told = withhold_counts({"with": patients, "without": known - patients}, least).get("with")
    if not is_described(known, least) or (told is not None and told.sign == "≥"):
        return Rate(known, None, None, None, None, least)
    if told is not None:
        fewest = estimate_proportion(1, known)
        most = estimate_proportion(min(least - 1, known), known)
        return Rate(known, None, None, fewest.ci_low, most.ci_high, least)
    found = estimate_proportion(patients, known)
    return Rate(known, patients, found.proportion, found.ci_low, found.ci_high, least)


def _read(row: Row, least: int) -> PlannedCourse:
    rates = {
        harm: {
            site: estimate_rate(
                _count(row, f"{harm}_{site}"), _count(row, f"{harm}_{site}_known"), least
            )
            for site in SITES
        }
        for harm in HARMS
    }
    completed = _count(row, "completed")
    days = [row[f"completion_{name}_days"] for name in ("q1", "median", "q3")]
    months = [day / DAYS_PER_MONTH if is_described(completed, least) else None for day in days]
    return PlannedCourse(
        _count(row, "patients"), rates["severe"], rates["death"], Completion(completed, *months)
    )


def _count(row: Row, column: str) -> int:
    return int(row[column])
