"""How each site answered: margins of the resections, MRI, clinical and pathological response."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from synchronox_core.classification.liver_pathology import classify_blazer
from synchronox_core.classification.rectal_mri import is_clinical_complete_response
from synchronox_core.classification.rectal_pathology import classify_rodel
from synchronox_core.endpoints.evidence import (
    Place,
    agree,
    gather_inputs,
    join,
    known_or_why,
    list_inputs,
    may_be_first,
    may_be_last,
)
from synchronox_core.endpoints.records import (
    Assessment,
    LesionTreatment,
    Operation,
    Radiotherapy,
    Record,
)
from synchronox_core.endpoints.resections import (
    is_rectal_resection,
    judge_last_resection,
    judge_rectal_surgery,
    operation_place,
    read_viable_cells,
    treatment_place,
)
from synchronox_core.protocol.answers import Answer, Input, State, all_true, yes_or_no
from synchronox_core.protocol.vocabulary import Reason

AFTER_TREATMENT = ("end_neoadjuvant", "end_folfirinox")
"""Moments of the response of the rectum, the second one only where the first has no row (R.3)."""


def derive_rectal_r0(record: Record) -> Answer:
    """Whether a rectal resection was R0 for the record, at any time.

    Args:
        record: Record of a patient.

    Returns:
        No answer when the rectum was not resected; no after local excision alone, unless an
        operation held back may be a resection.

    Source: NCT07467434, secondary outcome; R.3 and R.12 of ``clinical.md``.
    """
    answer = judge_rectal_surgery(record.operations)
    was_resected = any(is_rectal_resection(row) for row in record.operations)
    if "operations" in record.held_back and not was_resected:
        return yes_or_no(None, Reason.ROW_HELD_BACK, answer.inputs)
    return answer


def derive_liver_r0(record: Record) -> Answer:
    """Whether every lesion resected was so R0 for the record, at its last resection, at any time.

    Args:
        record: Record of a patient.

    Returns:
        No when a margin fails, else no answer when one is unknown or nothing was resected.
        Ablations are left out.

    Source: NCT07467434, secondary outcome; R.4 of ``clinical.md``.
    """
    lesions = _by_lesion(row for row in record.treatments if row.kind in ("resection", None))
    if not lesions:
        return _nothing_on_record(record, "lesion_treatments", Reason.NO_LIVER_RESECTION)
    answers = [judge_last_resection(lesions[number]) for number in sorted(lesions)]
    return join(all_true(answer.is_yes for answer in answers), answers)


def derive_ymrtrg(record: Record) -> Answer:
    """The MRI regression grade of the rectum after treatment, from 1 (complete) to 5 (none).

    Source: NCT07467434, secondary outcome; R.3 of ``clinical.md``.
    """
    return _judge_after_treatment(record, _judge_grade)


def derive_latest_mri_grade(known: Record) -> Answer:
    """The MRI regression grade of the latest rectal assessment on record, from 1 to 5.

    The one answer to "which grade did the board know": for Compare strategies and for the model.
    The latest assessment counts whether it bears a grade or not, as for ``derive_ymrtrg``: an
    older grade may no longer hold. A row without a day is not known to be of that time and does
    not count; one without a site may be rectal and leaves the grade open where it would change it.

    Args:
        known: The patient as of the day asked about.

    Source: ``statistics.md`` 4; ``docs/decisions/0013``.
    """
    if "assessments" in known.held_back:
        return Answer(None, State.UNDETERMINABLE, Reason.ROW_HELD_BACK)
    rows = [
        row
        for row in known.assessments
        if row.site != "liver" and row.timepoint != "baseline" and row.assessment_date is not None
    ]
    if not rows:
        return Answer(None, State.UNDETERMINABLE, Reason.NO_RESPONSE_ASSESSMENT)
    latest = may_be_last(rows, _assessment_place, lambda row: row.site is not None)
    return agree([_judge_grade(row) for row in latest])


def derive_clinical_complete_response(record: Record) -> Answer:
    """Whether the rectal assessment after treatment shows a clinical complete response.

    Source: NCT07467434, secondary outcome; R.3 of ``clinical.md``.
    """
    return _judge_after_treatment(record, judge_complete_response)


def judge_complete_response(assessment: Assessment) -> Answer:
    """Whether one rectal assessment shows a clinical complete response, and why.

    Source: NCT07467434, secondary outcome; R.3 of ``clinical.md``.
    """
    truth = is_clinical_complete_response(assessment.ymrtrg, assessment.dre, assessment.endoscopy)
    reason = {
        True: "",
        False: Reason.RESPONSE_PART_NEGATIVE,
        None: Reason.RESPONSE_PART_MISSING,
    }[truth]
    day = assessment.assessment_date
    inputs = list_inputs("assessments", assessment, day, "ymrtrg", "dre", "endoscopy")
    return yes_or_no(truth, reason, inputs)


def derive_rodel(record: Record) -> Answer:
    """The Rödel grade of the first rectal resection that bears a grade, 0 to 4.

    Source: NCT07467434, secondary outcome; R.9 of ``clinical.md``. A first grade on another scale
    leaves no answer.
    """
    resections = [row for row in record.operations if is_rectal_resection(row)]
    if not resections:
        return _nothing_on_record(record, "operations", Reason.NO_RECTAL_RESECTION)
    graded = [row for row in resections if row.regression_grade is not None]
    answers = [_judge_rodel(row) for row in may_be_first(graded or resections, operation_place)]
    return agree(answers)


def derive_blazer(record: Record) -> Answer:
    """Blazer's class of the liver lesions resected, over both stages of a two-stage hepatectomy.

    A nodule counts once, by its first resection with a share of viable cells: that specimen shows
    what the chemotherapy did.

    Source: NCT07467434, secondary outcome; A.4 and R.9 of ``clinical.md``.
    """
    resected = [row for row in record.treatments if row.kind == "resection"]
    if not resected:
        return _nothing_on_record(record, "lesion_treatments", Reason.NO_LIVER_RESECTION)
    inputs = tuple([item for row in resected for item in _viable_cells(row)])
    lesions = _by_lesion(row for row in resected if row.viable_percent is not None)
    firsts = [may_be_first(rows, treatment_place) for rows in lesions.values()]
    if not firsts:
        return known_or_why(None, Reason.VIABLE_CELLS_MISSING, inputs)
    if any(len(rows) > 1 for rows in firsts):
        return known_or_why(None, Reason.DAY_MISSING, inputs)
    measures = [read_viable_cells(row) for (row,) in firsts]
    response = classify_blazer([measure for measure in measures if measure])
    return known_or_why(response, Reason.VIABLE_CELLS_UNCERTAIN, inputs)


def _judge_after_treatment(record: Record, judge: Callable[[Assessment], Answer]) -> Answer:
    """What the rectal assessment says that counts for the response after treatment."""
    rectal = [row for row in record.assessments if row.site != "liver"]
    for timepoint in AFTER_TREATMENT:
        rows = [row for row in rectal if row.timepoint in (timepoint, None)]
        if rows:
            break
    else:
        return _nothing_on_record(record, "assessments", Reason.NO_RESPONSE_ASSESSMENT)
    first = may_be_first(rows, _assessment_place, _surely_counts)
    answers = [judge(row) for row in first]
    if not any(map(_surely_counts, first)):
        return known_or_why(None, Reason.TIMEPOINT_MISSING, gather_inputs(answers))
    if timepoint == "end_folfirinox" and "radiotherapy" in record.held_back:
        return known_or_why(None, Reason.ROW_HELD_BACK, gather_inputs(answers))
    if timepoint == "end_folfirinox" and (earlier := _radiotherapy_before(first, record)):
        return known_or_why(None, Reason.RADIOTHERAPY_BEFORE, earlier + gather_inputs(answers))
    return agree(answers)


def _surely_counts(assessment: Assessment) -> bool:
    return assessment.site is not None and assessment.timepoint is not None


def _radiotherapy_before(assessments: Sequence[Assessment], record: Record) -> tuple[Input, ...]:
    """First days of the courses that began before one of the assessments, or may have."""
    return tuple(
        [
            item
            for course in record.radiotherapy
            if not all(_begins_from(course, row.assessment_date) for row in assessments)
            for item in list_inputs("radiotherapy", course, course.start_date, "start_date")
        ]
    )


def _begins_from(course: Radiotherapy, day: date | None) -> bool:
    return course.start_date is not None and day is not None and course.start_date >= day


def _judge_grade(assessment: Assessment) -> Answer:
    inputs = list_inputs("assessments", assessment, assessment.assessment_date, "ymrtrg")
    return known_or_why(assessment.ymrtrg, Reason.GRADE_MISSING, inputs)


def _judge_rodel(operation: Operation) -> Answer:
    cells = ("regression_scale", "regression_grade")
    inputs = list_inputs("operations", operation, operation.operation_date, *cells)
    grade = classify_rodel(operation.regression_scale, operation.regression_grade)
    has_grade = operation.regression_grade is not None
    reason = Reason.SCALE_NOT_RODEL if has_grade else Reason.GRADE_MISSING
    return known_or_why(grade, reason, inputs)


def _viable_cells(treatment: LesionTreatment) -> tuple[Input, ...]:
    cells = ("viable_percent", "viable_qualifier")
    return list_inputs("lesion_treatments", treatment, treatment.treatment_date, *cells)


def _by_lesion(treatments: Iterable[LesionTreatment]) -> dict[int, list[LesionTreatment]]:
    lesions = defaultdict(list)
    for treatment in treatments:
        lesions[treatment.lesion_no].append(treatment)
    return lesions


def _nothing_on_record(record: Record, table: str, reason: Reason) -> Answer:
    """No answer for want of a row, which may be the one held back."""
    return known_or_why(None, Reason.ROW_HELD_BACK if table in record.held_back else reason)


def _assessment_place(assessment: Assessment) -> Place:
    return assessment.assessment_date, assessment.assessment_no
