"""Each liver lesion of a patient from the baseline to the data cut: sizes and what became of it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from synchronox_core.endpoints.evidence import may_be_last
from synchronox_core.endpoints.lesion_outcome import (
    LesionHistory,
    has_disappeared,
    list_histories,
)
from synchronox_core.endpoints.liver_targets import TargetSum, diameter_at, list_target_sums
from synchronox_core.endpoints.records import Lesion, LesionTreatment, Record
from synchronox_core.endpoints.resections import treatment_place
from synchronox_core.plots.lesion_marks import Fate
from synchronox_core.protocol.calendar import is_before

FATES = {
    "resection": Fate.RESECTED,
    "rfa": Fate.ABLATED,
    "mwa": Fate.ABLATED,
    "other_ablation": Fate.ABLATED,
    "sbrt": Fate.IRRADIATED,
}
"""Fate of a lesion by the kind of its last treatment."""


class Size(NamedTuple):
    """A lesion at one assessment.

    Attributes:
        diameter_mm: Diameter the measurement stands for, mm; None when it gives none.
        status: Its status, as ``lesion_measurements`` has it.
        day: Day of the assessment.
        line: Physical line of the measurement.
    """

    diameter_mm: float | None
    status: str | None
    day: date | None
    line: int


class LesionCourse(NamedTuple):
    """A lesion from the baseline to the data cut.

    Attributes:
        lesion: Its row.
        segments: Its Couinaud segments; empty when not stated.
        is_target: It is a target of RECIST.
        sizes: Its measurements in the order of the assessments.
        baseline: Its measurement at the first baseline assessment; None without one.
        fate: What became of it.
        last_treatment: The treatment that decides the fate; None without one.
        is_new: It is surely known to have appeared after the baseline.
    """

    lesion: Lesion
    segments: tuple[str, ...]
    is_target: bool
    sizes: tuple[Size, ...]
    baseline: Size | None
    fate: Fate
    last_treatment: LesionTreatment | None
    is_new: bool

    @property
    def latest(self) -> Size | None:
        """Its latest measurement on a known day."""
        return next((size for size in reversed(self.sizes) if size.day is not None), None)

    @property
    def first_diameter_mm(self) -> float | None:
        """Its diameter at the baseline, else the first one measured; None when never measured."""
        sizes = (self.baseline, *self.sizes)
        return next((size.diameter_mm for size in sizes if size and size.diameter_mm), None)


def list_courses(record: Record) -> list[LesionCourse]:
    """The course of each lesion, in the order of the rows."""
    sums = list_target_sums(record)
    return [_follow(record, history, sums) for history in list_histories(record)]


def _follow(record: Record, history: LesionHistory, sums: tuple[TargetSum, ...]) -> LesionCourse:
    lesion = history.lesion
    number = lesion.lesion_no
    sizes = {part.place: size for part in sums if (size := size_at(part, number))}
    first = next((part for part in sums if part.assessment.timepoint == "baseline"), None)
    fate, treatment = _judge_fate(record, history)
    return LesionCourse(
        lesion,
        tuple(lesion.segments.split(";")) if lesion.segments else (),
        bool(sums) and number in sums[0].targets,
        tuple(sizes.values()),
        None if first is None else sizes.get(first.place),
        fate,
        treatment,
        is_before(record.patient.folfirinox_start_date, lesion.first_seen_date)
        or any(size.status == "new" for size in sizes.values()),
    )


def size_at(part: TargetSum, lesion_no: int) -> Size | None:
    """A lesion at an assessment; None when the assessment does not mention it."""
    row = part.measurements.get(lesion_no)
    if row is None:
        return None
    diameter_mm = diameter_at(part.measurements, lesion_no)
    return Size(diameter_mm, row.status, part.assessment.assessment_date, row.line)


def _judge_fate(record: Record, history: LesionHistory) -> tuple[Fate, LesionTreatment | None]:
    """What became of a lesion; a row held back may be a treatment of it, so that none is no."""
    last = may_be_last(history.treatments, treatment_place)
    if last:
        fates = set(_list_fates(last))
        return (fates.pop(), last[0]) if len(fates) == 1 else (Fate.UNKNOWN, None)
    is_gone = has_disappeared(history, record.as_of)
    if "lesion_treatments" in record.held_back or is_gone is None:
        return Fate.UNKNOWN, None
    return (Fate.DISAPPEARED if is_gone else Fate.UNTREATED), None


def _list_fates(treatments: list[LesionTreatment]) -> Iterator[Fate]:
    for row in treatments:
        yield FATES[row.kind] if row.kind else Fate.UNKNOWN
