"""The liver lesions that the prognostic scores count: at baseline, and as restaged."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import inf
from typing import NamedTuple

from synchronox_core.classification.measures import Measure
from synchronox_core.classification.score_items import UNKNOWN
from synchronox_core.endpoints.evidence import NO_LINE, list_inputs
from synchronox_core.endpoints.liver_targets import TargetSum, diameter_at, list_target_sums
from synchronox_core.endpoints.records import Lesion, Measurement, Record
from synchronox_core.endpoints.score_facts import Fact, Facts, list_cells
from synchronox_core.protocol import burden
from synchronox_core.protocol.answers import Input
from synchronox_core.protocol.calendar import is_before


class Sized(NamedTuple):
    """A lesion that counts, or may do so.

    Attributes:
        is_certain: Whether it surely counts.
        diameter_mm: Longest diameter, mm; None when unknown.
    """

    is_certain: bool
    diameter_mm: float | None


def gather_baseline_burden(record: Record) -> Facts:
    """Number, largest size and sides of the lesions first seen on or before time zero.

    The size of a lesion is that of the first baseline assessment that measured it.

    Source: rulings R.6 and R.12 of ``clinical.md``.
    """
    t0 = record.patient.folfirinox_start_date
    lesions = [row for row in record.lesions if not is_before(t0, row.first_seen_date)]
    measurements: dict[int, Measurement] = {}
    for part in reversed(list_target_sums(record)):
        if part.assessment.timepoint == "baseline":
            measurements.update(part.measurements)
    sized = [
        Sized(
            is_certain=t0 is not None and row.first_seen_date is not None,
            diameter_mm=diameter_at(measurements, row.lesion_no),
        )
        for row in lesions
    ]
    number, size = bound_burden(sized, has_more=_may_lack_lesions(record))
    dated = list_inputs("patients", record.patient, None, "folfirinox_start_date")
    dated += _lesion_cells("first_seen_date", lesions)
    found = [measurements[row.lesion_no] for row in lesions if row.lesion_no in measurements]
    return {
        "lesions": Fact(number, dated),
        "largest_mm": Fact(size, dated + _diameter_cells(found, None)),
        "is_bilobar": Fact(_is_bilobar(record), dated + _lesion_cells("segments", lesions)),
    }


def gather_restaged_burden(record: Record, graded: TargetSum | None) -> Facts:
    """Number and largest size of the lesions still seen at the assessment graded.

    Args:
        record: Record of the patient.
        graded: Liver assessment after FOLFIRINOX; None when there is none.

    Source: rulings R.12 of ``clinical.md``.
    """
    if graded is None:
        missing = (Input("assessments", NO_LINE, "timepoint", None),)
        return {"lesions": Fact(UNKNOWN, missing), "largest_mm": Fact(UNKNOWN, missing)}
    assessment, day = graded.assessment, graded.assessment.assessment_date
    unmeasured = [
        row
        for row in record.lesions
        if row.lesion_no not in graded.measurements and not is_before(day, row.first_seen_date)
    ]
    sized = [
        Sized(
            is_certain=row.status is not None, diameter_mm=diameter_at(graded.measurements, number)
        )
        for number, row in graded.measurements.items()
        if row.status != "disappeared"
    ]
    sized += [Sized(is_certain=False, diameter_mm=None) for _ in unmeasured]
    has_more = _may_lack_lesions(record) or _is_new_unmeasured(graded)
    number, size = bound_burden(sized, has_more=has_more)
    inputs = (
        *list_inputs("assessments", assessment, day, "timepoint", "new_liver_lesion"),
        *_diameter_cells(graded.measurements.values(), day),
        *_lesion_cells("first_seen_date", unmeasured),
    )
    return {"lesions": Fact(number, inputs), "largest_mm": Fact(size, inputs)}


def bound_burden(lesions: Sequence[Sized], *, has_more: bool) -> tuple[Measure, Measure]:
    """Number of lesions, and diameter of the largest (mm), as far as they are known.

    Args:
        lesions: Lesions that count or may do so.
        has_more: Whether there may be lesions of which nothing is on record.

    >>> bound_burden([Sized(True, 60.0), Sized(True, None)], has_more=False)[1].low
    60.0
    """
    certain = [diameter for is_certain, diameter in lesions if is_certain and diameter is not None]
    known = [diameter for _, diameter in lesions if diameter is not None]
    fewest = sum(lesion.is_certain for lesion in lesions)
    is_size_open = has_more or len(known) < len(lesions)
    return (
        Measure(fewest, inf if has_more else len(lesions)),
        Measure(max(certain, default=0), inf if is_size_open else max(known, default=0)),
    )


def _may_lack_lesions(record: Record) -> bool:
    return not record.lesions or "liver_lesions" in record.held_back


def _is_new_unmeasured(graded: TargetSum) -> bool:
    is_measured = any(row.status == "new" for row in graded.measurements.values())
    return graded.assessment.new_liver_lesion == "yes" and not is_measured


def _is_bilobar(record: Record) -> bool | None:
    lesions = [burden.Lesion(row.first_seen_date, row.segments, None) for row in record.lesions]
    if "liver_lesions" in record.held_back:
        lesions.append(burden.UNKNOWN_LESION)
    return burden.derive_bilobar(lesions, record.patient.folfirinox_start_date)[0]


def _lesion_cells(column: str, lesions: Iterable[Lesion]) -> tuple[Input, ...]:
    return list_cells("liver_lesions", [(row, row.first_seen_date) for row in lesions], column)


def _diameter_cells(measurements: Iterable[Measurement], day: date | None) -> tuple[Input, ...]:
    cells = ("diameter_mm", "status")
    return list_cells("lesion_measurements", [(row, day) for row in measurements], *cells)
