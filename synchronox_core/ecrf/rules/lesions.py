"""Rules on liver lesions: targets, measurements, day of first sight."""

from collections.abc import Iterator

from synchronox_core.ecrf.lookup import Lookup
from synchronox_core.ecrf.rules.registry import Rule, Spot, not_before_parent, other_day
from synchronox_core.protocol.calendar import is_before
from synchronox_core.protocol.thresholds import MEASURABLE_FROM_MM, MOST_LIVER_TARGETS


def targets_over_two(lookup: Lookup) -> Iterator[Spot]:
    """A RECIST target beyond the second of its patient, counted by number of lesion."""
    targets: dict[str, list[tuple[int, int]]] = {}
    for row, patient, lesion_no, is_target in lookup.rows(
        "liver_lesions", "patient_id", "lesion_no", "is_target"
    ):
        if is_target == "yes":
            targets.setdefault(patient, []).append((lesion_no, row))
    for flagged in targets.values():
        for _, row in sorted(flagged)[MOST_LIVER_TARGETS:]:
            yield Spot(row, "is_target", {"targets": len(flagged), "most": MOST_LIVER_TARGETS})


def measured_at_rectal_assessment(lookup: Lookup) -> Iterator[Spot]:
    """A lesion measured at an assessment of the rectum."""
    for row, site in lookup.with_parent("lesion_measurements", "assessments", "site"):
        if site == "rectum":
            yield Spot(row, "assessment_no", {})


def diameter_contradicts_status(lookup: Lookup) -> Iterator[Spot]:
    """A diameter of a disappeared lesion, or a measurable one of a lesion too small to measure."""
    for row, diameter, status in lookup.rows("lesion_measurements", "diameter_mm", "status"):
        if diameter is None:
            continue
        if (status == "disappeared" and diameter > 0) or (
            status == "too_small" and diameter >= MEASURABLE_FROM_MM
        ):
            yield Spot(row, "diameter_mm", {"status": status, "measurable": MEASURABLE_FROM_MM})


def measured_before_first_seen(lookup: Lookup) -> Iterator[Spot]:
    """A lesion measured before the day on which it was first seen."""
    days = lookup.with_parent("lesion_measurements", "assessments", "assessment_date")
    seen = lookup.with_parent("lesion_measurements", "liver_lesions", "first_seen_date")
    for (row, day), (_, first) in zip(days, seen, strict=True):
        if is_before(day, first):
            values = other_day("liver_lesions.first_seen_date", first)
            yield Spot(row, "assessment_no", {**values, "day": day})


RULES = (
    Rule("TARGETS_OVER_TWO", "liver_lesions", targets_over_two),
    Rule("MEASURED_AT_RECTAL_ASSESSMENT", "lesion_measurements", measured_at_rectal_assessment),
    Rule("DIAMETER_CONTRADICTS_STATUS", "lesion_measurements", diameter_contradicts_status),
    Rule("MEASURED_BEFORE_FIRST_SEEN", "lesion_measurements", measured_before_first_seen),
    not_before_parent(
        "TREATED_BEFORE_FIRST_SEEN",
        "lesion_treatments",
        "treatment_date",
        "liver_lesions",
        "first_seen_date",
    ),
)
