"""Rules on recurrence and regrowth."""

from collections.abc import Iterator

from synchronox_core.ecrf.lookup import Lookup
from synchronox_core.ecrf.rules.registry import Rule, Spot


def recurrence_before_operation(lookup: Lookup) -> Iterator[Spot]:
    """A recurrence before any operation."""
    operations = lookup.by_patient("operations", "operation_date")
    for row, patient, day, kind in lookup.rows("events", "patient_id", "event_date", "event_type"):
        if (
            kind != "recurrence"
            or day is None
            or patient in lookup.patients_held_back("operations")
        ):
            continue
        if all(other is not None and other > day for (other,) in operations.get(patient, ())):
            yield Spot(row, "event_type", {})


def regrowth_without_assessment(lookup: Lookup) -> Iterator[Spot]:
    """A regrowth of a patient whose rectum was never assessed."""
    assessments = lookup.by_patient("assessments", "site")
    for row, patient, kind in lookup.rows("events", "patient_id", "event_type"):
        if kind != "regrowth" or patient in lookup.patients_held_back("assessments"):
            continue
        if all(site == "liver" for (site,) in assessments.get(patient, ())):
            yield Spot(row, "event_type", {})


def regrowth_elsewhere(lookup: Lookup) -> Iterator[Spot]:
    """A regrowth at another site than the rectum."""
    for row, kind, site in lookup.rows("events", "event_type", "event_site"):
        if kind == "regrowth" and site not in (None, "rectum"):
            yield Spot(row, "event_site", {})


RULES = (
    Rule("RECURRENCE_BEFORE_OPERATION", "events", recurrence_before_operation),
    Rule("REGROWTH_WITHOUT_ASSESSMENT", "events", regrowth_without_assessment),
    Rule("REGROWTH_ELSEWHERE", "events", regrowth_elsewhere),
)
