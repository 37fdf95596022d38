"""The target lesions of the liver: which they are, and their sum at every assessment."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from synchronox_core.classification.liver_imaging import compute_sum_mm
from synchronox_core.endpoints.records import Assessment, Measurement, Record
from synchronox_core.protocol.burden import baseline_diameter_mm as read_diameter_mm
from synchronox_core.protocol.thresholds import MEASURABLE_FROM_MM, MOST_LIVER_TARGETS


@dataclass(frozen=True, slots=True)
class TargetSum:
    """The targets at one liver assessment.

    Attributes:
        assessment: The assessment.
        measurements: Every lesion measured there, by number.
        targets: Numbers of the targets.
        sum_mm: Sum of their diameters, mm; None without a target or when one has no diameter.
    """

    assessment: Assessment
    measurements: Mapping[int, Measurement]
    targets: tuple[int, ...]
    sum_mm: float | None

    @property
    def place(self) -> tuple[date, int]:
        """Place of the assessment among the others; one without a day comes last."""
        return self.assessment.assessment_date or date.max, self.assessment.assessment_no

    @property
    def is_any_target_measured(self) -> bool:
        """Whether at least one target has a diameter."""
        return any(diameter_at(self.measurements, number) is not None for number in self.targets)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sums that a response is read from.

    Attributes:
        baseline: First assessment before treatment, or None.
        nadir: Smallest sum from that assessment to the one before the graded, or None.
        graded: First assessment at the end of FOLFIRINOX.
    """

    baseline: TargetSum | None
    nadir: TargetSum | None
    graded: TargetSum

    @property
    def parts(self) -> tuple[TargetSum, ...]:
        """The assessments compared, each once."""
        nadir = None if self.nadir is self.baseline else self.nadir
        return tuple([part for part in (self.baseline, nadir, self.graded) if part is not None])

    @property
    def sums_mm(self) -> tuple[float | None, float | None, float | None]:
        """Sums at baseline, at the nadir and at the assessment graded, mm; None when missing."""
        baseline_mm = None if self.baseline is None else self.baseline.sum_mm
        nadir_mm = None if self.nadir is None else self.nadir.sum_mm
        return baseline_mm, nadir_mm, self.graded.sum_mm


def list_target_sums(record: Record) -> tuple[TargetSum, ...]:
    """The targets at every liver assessment, in the order of their days.

    Targets are the lesions flagged; without a flag the two largest that could be measured at the
    first baseline assessment, the lower number first among equals.

    Source: RECIST 1.1; rulings R.8 of ``clinical.md``.
    """
    measured: defaultdict[int, dict[int, Measurement]] = defaultdict(dict)
    for row in record.measurements:
        measured[row.assessment_no][row.lesion_no] = row
    sums = [
        TargetSum(row, measured[row.assessment_no], (), None)
        for row in record.assessments
        if row.site == "liver"
    ]
    sums.sort(key=lambda part: part.place)
    first = _first_at(sums, "baseline")
    targets = _choose_targets(record, {} if first is None else first.measurements)
    return tuple([_with_targets(part, targets) for part in sums])


def compare_targets(record: Record) -> Comparison | None:
    """The sums from baseline to the end of FOLFIRINOX; None without an assessment at that end.

    Source: rulings R.8 of ``clinical.md``.
    """
    sums = list_target_sums(record)
    graded, baseline = _first_at(sums, "end_folfirinox"), _first_at(sums, "baseline")
    if graded is None:
        return None
    if baseline is None:
        return Comparison(None, None, graded)
    between = [part for part in sums if baseline.place < part.place < graded.place]
    complete = [(part.sum_mm, part) for part in (baseline, *between) if part.sum_mm is not None]
    nadir = min(complete, key=lambda pair: pair[0])[1] if complete else None
    return Comparison(baseline, nadir, graded)


def diameter_at(measurements: Mapping[int, Measurement], lesion_no: int) -> float | None:
    """Diameter of a lesion at an assessment (mm), 0 when it has disappeared; None when unknown."""
    row = measurements.get(lesion_no)
    return None if row is None else read_diameter_mm(row.diameter_mm, row.status)


def _first_at(sums: Sequence[TargetSum], timepoint: str) -> TargetSum | None:
    return next((part for part in sums if part.assessment.timepoint == timepoint), None)


def _choose_targets(record: Record, at_baseline: Mapping[int, Measurement]) -> tuple[int, ...]:
    flagged = sorted([row.lesion_no for row in record.lesions if row.is_target == "yes"])
    if flagged:
        return tuple(flagged)
    diameters = {number: diameter_at(at_baseline, number) or 0 for number in at_baseline}
    measurable = [number for number, mm in diameters.items() if mm >= MEASURABLE_FROM_MM]
    measurable.sort(key=lambda number: (-diameters[number], number))
    return tuple(measurable[:MOST_LIVER_TARGETS])


def _with_targets(part: TargetSum, targets: tuple[int, ...]) -> TargetSum:
    diameters = [diameter_at(part.measurements, number) for number in targets]
    sum_mm = compute_sum_mm(diameters) if targets else None
    return TargetSum(part.assessment, part.measurements, targets, sum_mm)
