"""What the protocol makes of each patient at baseline, column by column."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class DerivedPatients:
    """Derived values of the patients of a delivery, and why a value is empty.

    Attributes:
        columns: Values by name, one item a patient: ``patient_id``; ``cohort`` (retrospective,
            prospective); ``lesions`` (liver lesions first seen by time zero);
            ``largest_lesion_mm`` (largest of them at baseline, mm); ``bilobar`` (yes, no);
            ``folfirinox_cycles`` (cycles of induction). An empty value is None.
        reasons: ``(patient_id, name, reason)`` of each empty or uncertain value; the reason is a
            code of ``Reason``.
    """

    columns: dict[str, list[object]]
    reasons: list[tuple[str, str, str]] = field(default_factory=list)
