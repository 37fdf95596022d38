"""Response of the liver to FOLFIRINOX, by RECIST 1.1 and by the words of the record."""

from datetime import date

from synchronox_core.classification.liver_imaging import (
    Recist,
    classify_recist,
    classify_recist_record,
)
from synchronox_core.endpoints.evidence import NO_LINE, list_inputs
from synchronox_core.endpoints.liver_targets import (
    Comparison,
    TargetSum,
    compare_targets,
    diameter_at,
)
from synchronox_core.endpoints.records import Measurement, Record
from synchronox_core.protocol.answers import Answer, Input, State
from synchronox_core.protocol.calendar import is_before
from synchronox_core.protocol.vocabulary import Reason

GRADED_COLUMNS = ("timepoint", "new_liver_lesion", "non_target_progression")


def derive_recist(record: Record) -> Answer:
    """Response of the liver at the end of FOLFIRINOX, by RECIST 1.1.

    Returns:
        A ``Recist``; the category of the report where no target was measured; no value without
        an assessment at the end of FOLFIRINOX.

    Source: RECIST 1.1; ``clinical.md`` A.1 and rulings R.8.
    """
    comparison = compare_targets(record)
    if comparison is None:
        return _not_graded(record)
    category = classify_recist(
        *comparison.sums_mm,
        has_progression=_has_progression(comparison.graded),
        is_other_lesion_seen=_is_other_seen(record, comparison.graded),
    )
    inputs = _inputs(comparison)
    if category is Recist.NE and not comparison.graded.is_any_target_measured:
        assessment = comparison.graded.assessment
        day, reported = assessment.assessment_date, assessment.recist_reported
        inputs += list_inputs("assessments", assessment, day, "recist_reported")
        if reported is not None:
            return Answer(Recist(reported), State.MET, Reason.REPORTED_CATEGORY, inputs)
    return _graded(category, comparison, inputs)


def derive_recist_record(record: Record) -> Answer:
    """Response of the liver at the end of FOLFIRINOX, by the words of the record.

    Returns:
        A ``Recist`` from the same sums, against baseline alone; no value without an assessment at
        the end of FOLFIRINOX, without a target, and at exactly -30 % or +20 %.

    Source: NCT07467434, secondary outcome on the liver lesions; ``clinical.md`` A.1, R.8.
    """
    comparison = compare_targets(record)
    if comparison is None:
        return _not_graded(record)
    inputs = _inputs(comparison)
    if not comparison.graded.targets:
        return Answer(None, State.UNDETERMINABLE, Reason.NO_TARGET, inputs)
    baseline_mm, _, current_mm = comparison.sums_mm
    category = classify_recist_record(baseline_mm, current_mm)
    if category is None:
        return Answer(None, State.UNDETERMINABLE, Reason.RECORD_UNDEFINED, inputs)
    return _graded(category, comparison, inputs)


def _not_graded(record: Record) -> Answer:
    is_held_back = "assessments" in record.held_back
    reason = Reason.ROW_HELD_BACK if is_held_back else Reason.NO_GRADED_ASSESSMENT
    return Answer(None, State.UNDETERMINABLE, reason)


def _graded(category: Recist, comparison: Comparison, inputs: tuple[Input, ...]) -> Answer:
    if category is not Recist.NE:
        return Answer(category, State.MET, "", inputs)
    return Answer(category, State.UNDETERMINABLE, _why_not_evaluable(comparison), inputs)


def _why_not_evaluable(comparison: Comparison) -> Reason:
    if not comparison.graded.targets:
        return Reason.NO_TARGET
    is_sized = comparison.baseline is not None and comparison.baseline.sum_mm != 0
    return Reason.TARGET_NOT_MEASURED if is_sized else Reason.NO_BASELINE_SUM


def _has_progression(graded: TargetSum) -> bool:
    assessment = graded.assessment
    is_stated = "yes" in (assessment.new_liver_lesion, assessment.non_target_progression)
    return is_stated or any(row.status == "new" for row in graded.measurements.values())


def _is_other_seen(record: Record, graded: TargetSum) -> bool:
    """Whether a lesion beside the targets is there, or is not known to have disappeared."""
    return any(
        lesion.lesion_no not in graded.targets
        and not is_before(graded.assessment.assessment_date, lesion.first_seen_date)
        and diameter_at(graded.measurements, lesion.lesion_no) != 0
        for lesion in record.lesions
    )


def _inputs(comparison: Comparison) -> tuple[Input, ...]:
    graded = comparison.graded
    day = graded.assessment.assessment_date
    inputs = list_inputs("assessments", graded.assessment, day, *GRADED_COLUMNS)
    for part in comparison.parts:
        for number in part.targets:
            row = part.measurements.get(number)
            inputs += _measurement_inputs(row, part.assessment.assessment_date)
    for number, row in graded.measurements.items():
        if number not in graded.targets:
            inputs += _measurement_inputs(row, day)
    return inputs


def _measurement_inputs(row: Measurement | None, day: date | None) -> tuple[Input, ...]:
    if row is None:
        return (Input("lesion_measurements", NO_LINE, "diameter_mm", None, day),)
    return list_inputs("lesion_measurements", row, day, "diameter_mm", "status")
