"""Rules on postoperative complications and the operation that they followed."""

from collections.abc import Iterator
from datetime import timedelta

from synchronox_core.ecrf.lookup import Lookup
from synchronox_core.ecrf.rules.registry import Rule, Spot, not_before_parent, other_day
from synchronox_core.protocol.thresholds import POSTOPERATIVE_DAYS


def complication_of_later_operation(lookup: Lookup) -> Iterator[Spot]:
    """A complication given to an operation although a later one precedes it (R.10, R.12)."""
    operations = lookup.by_patient("operations", "operation_date")
    for row, patient, day, stated in lookup.with_parent(
        "complications", "operations", "operation_date", "patient_id", "complication_date"
    ):
        if day is None or stated is None:
            continue
        later = [other for (other,) in operations[patient] if other and stated < other <= day]
        if later:
            yield Spot(row, "operation_no", other_day("operations.operation_date", max(later)))


def complications_denied(lookup: Lookup) -> Iterator[Spot]:
    """An operation said to be without complication although one lies within its 30 days."""
    window = timedelta(days=POSTOPERATIVE_DAYS)
    recorded = lookup.by_patient("complications", "operation_no", "complication_date")
    for row, patient, operation_no, day, answer in lookup.rows(
        "operations", "patient_id", "operation_no", "operation_date", "complications_30d"
    ):
        if answer != "no" or day is None or patient not in recorded:
            continue
        days = [
            found
            for number, found in recorded[patient]
            if number == operation_no and found is not None and day <= found <= day + window
        ]
        if days:
            yield Spot(
                row, "complications_30d", other_day("complications.complication_date", min(days))
            )


def complications_not_listed(lookup: Lookup) -> Iterator[Spot]:
    """An operation said to have complications of which none is recorded."""
    recorded = lookup.by_patient("complications", "operation_no")
    for row, patient, operation_no, answer in lookup.rows(
        "operations", "patient_id", "operation_no", "complications_30d"
    ):
        if (
            answer == "yes"
            and (operation_no,) not in recorded.get(patient, ())
            and patient not in lookup.patients_held_back("complications")
        ):
            yield Spot(row, "complications_30d", {})


RULES = (
    not_before_parent(
        "COMPLICATION_BEFORE_OPERATION",
        "complications",
        "complication_date",
        "operations",
        "operation_date",
    ),
    Rule("COMPLICATION_OF_LATER_OPERATION", "complications", complication_of_later_operation),
    Rule("COMPLICATIONS_DENIED", "operations", complications_denied),
    Rule("COMPLICATIONS_NOT_LISTED", "operations", complications_not_listed),
)
