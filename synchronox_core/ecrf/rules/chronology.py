"""Rules on the order of treatment: diagnosis, FOLFIRINOX, imaging, board, operations."""

from collections.abc import Iterable, Iterator
from datetime import date

from synchronox_core.ecrf.lookup import Lookup
from synchronox_core.ecrf.rules.registry import (
    Rule,
    Spot,
    not_before,
    not_before_parent,
    other_day,
)
from synchronox_core.protocol.calendar import is_before
from synchronox_core.protocol.cycles import may_be_induction_folfirinox

MOST_DAYS_BEFORE_DIAGNOSIS = 30
"""FOLFIRINOX up to this many days before the diagnosis raises no question (``README.md`` 7.15)."""

MOST_DAYS_AFTER_DIAGNOSIS = 120
"""FOLFIRINOX up to this many days after it raises none (``clinical.md`` F.1.1)."""

PERIODS = (
    ("chemotherapy", "start_date", "end_date"),
    ("radiotherapy", "start_date", "end_date"),
    ("operations", "operation_date", "discharge_date"),
    ("lesion_treatments", "treatment_date", "control_date"),
    ("queries", "opened_date", "closed_date"),
    ("centres", "open_date", "close_date"),
)
"""Tables with the columns in which something begins and ends."""


def folfirinox_far_from_diagnosis(lookup: Lookup) -> Iterator[Spot]:
    """FOLFIRINOX begun more than 30 days before the rectal diagnosis, or 120 days after it."""
    for row, start, diagnosis in lookup.rows(
        "patients", "folfirinox_start_date", "rectal_diagnosis_date"
    ):
        if start is None or diagnosis is None:
            continue
        days = (start - diagnosis).days
        if not -MOST_DAYS_BEFORE_DIAGNOSIS <= days <= MOST_DAYS_AFTER_DIAGNOSIS:
            values = other_day("rectal_diagnosis_date", diagnosis)
            values |= {"before": MOST_DAYS_BEFORE_DIAGNOSIS, "after": MOST_DAYS_AFTER_DIAGNOSIS}
            yield Spot(row, "folfirinox_start_date", values)


def folfirinox_start_differs(lookup: Lookup) -> Iterator[Spot]:
    """Time zero on another day than the first induction row of FOLFIRINOX."""
    courses = lookup.by_patient("chemotherapy", "phase", "regimen", "start_date")
    held_back = lookup.patients_held_back("chemotherapy")
    for row, patient, start in lookup.rows("patients", "patient_id", "folfirinox_start_date"):
        first = first_induction_day(courses.get(patient, ()))
        if start and first and start != first and patient not in held_back:
            yield Spot(row, "folfirinox_start_date", other_day("chemotherapy.start_date", first))


def first_induction_day(
    courses: Iterable[tuple[str | None, str | None, date | None]],
) -> date | None:
    """First day of induction FOLFIRINOX; None without one, or when a row may be an earlier one.

    Args:
        courses: Phase, regimen and first day of each row of chemotherapy of a patient.

    >>> first_induction_day([("induction", "folfirinox", date(2024, 3, 1))])
    datetime.date(2024, 3, 1)
    """
    days = []
    for phase, regimen, day in courses:
        if may_be_induction_folfirinox(phase, regimen):
            if phase is None or regimen is None or day is None:
                return None
            days.append(day)
    return min(days, default=None)


def percutaneous_before_folfirinox(lookup: Lookup) -> Iterator[Spot]:
    """A local treatment without operation before time zero."""
    for row, operation_no, day, start in lookup.with_parent(
        "lesion_treatments", "patients", "folfirinox_start_date", "operation_no", "treatment_date"
    ):
        if operation_no is None and is_before(day, start):
            yield Spot(row, "treatment_date", other_day("patients.folfirinox_start_date", start))


def strategy_after_operation(lookup: Lookup) -> Iterator[Spot]:
    """A planned strategy decided after the first operation."""
    operations = lookup.by_patient("operations", "operation_date")
    for row, patient, decided in lookup.rows("patients", "patient_id", "strategy_decided_on"):
        days = [day for (day,) in operations.get(patient, ()) if day is not None]
        if days and is_before(min(days), decided):
            yield Spot(
                row, "strategy_decided_on", other_day("operations.operation_date", min(days))
            )


def timepoint_contradicts(lookup: Lookup) -> Iterator[Spot]:
    """A baseline assessment after time zero, or a later one before it."""
    for row, day, timepoint, start in lookup.with_parent(
        "assessments", "patients", "folfirinox_start_date", "assessment_date", "timepoint"
    ):
        if timepoint is None:
            continue
        if is_before(start, day) if timepoint == "baseline" else is_before(day, start):
            yield Spot(row, "timepoint", {"day": day, "start": start})


RULES = (
    *(not_before("END_BEFORE_START", table, end, start) for table, start, end in PERIODS),
    not_before("INCLUSION_BEFORE_DIAGNOSIS", "patients", "inclusion_date", "rectal_diagnosis_date"),
    Rule("FOLFIRINOX_FAR_FROM_DIAGNOSIS", "patients", folfirinox_far_from_diagnosis),
    Rule("FOLFIRINOX_START_DIFFERS", "patients", folfirinox_start_differs),
    *(
        not_before_parent("BEFORE_FOLFIRINOX", table, column, "patients", "folfirinox_start_date")
        for table, column in (("operations", "operation_date"), ("radiotherapy", "start_date"))
    ),
    Rule("BEFORE_FOLFIRINOX", "lesion_treatments", percutaneous_before_folfirinox),
    not_before(
        "STRATEGY_BEFORE_FOLFIRINOX", "patients", "strategy_decided_on", "folfirinox_start_date"
    ),
    Rule("STRATEGY_AFTER_OPERATION", "patients", strategy_after_operation),
    Rule("TIMEPOINT_CONTRADICTS", "assessments", timepoint_contradicts),
)
