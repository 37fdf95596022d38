"""The items of the prognostic scores that change with induction chemotherapy."""

from collections.abc import Iterator
from datetime import date

from synchronox_core.classification.score_items import UNKNOWN
from synchronox_core.endpoints.evidence import NO_LINE, list_inputs
from synchronox_core.endpoints.liver_targets import compare_targets
from synchronox_core.endpoints.records import Assessment, Record, Visit
from synchronox_core.endpoints.score_burden import gather_restaged_burden
from synchronox_core.endpoints.score_facts import YES_NO, Fact, Facts, exactly, list_cells
from synchronox_core.endpoints.score_resection import gather_specimen_stage
from synchronox_core.protocol.answers import Input, any_true
from synchronox_core.protocol.calendar import is_before
from synchronox_core.protocol.cycles import may_be_induction_folfirinox


def gather_restaging_facts(record: Record) -> Facts:
    """Lesions, sizes, antigen and spread after FOLFIRINOX, and the rectum where it was resected.

    Source: rulings R.12 of ``clinical.md``.
    """
    comparison = compare_targets(record)
    graded = None if comparison is None else comparison.graded
    restaging = None if graded is None else graded.assessment
    return {
        **gather_restaged_burden(record, graded),
        "cea_ng_ml": find_restaging_cea(record),
        "has_extrahepatic": _find_extrahepatic(record, restaging),
        **gather_specimen_stage(record, None if restaging is None else restaging.assessment_date),
    }


def find_restaging_cea(record: Record) -> Fact:
    """Latest antigen from the last cycle of FOLFIRINOX to the first operation, both days included.

    Source: rulings R.12 of ``clinical.md``.
    """
    start, end = _find_last_cycle(record), _find_first_operation(record)
    visits = [] if start is None or end is None else list(_list_dosed_visits(record, start, end))
    if not visits or "followup" in record.held_back:
        return Fact(UNKNOWN, (Input("followup", NO_LINE, "cea_ng_ml", None),))
    day, _, latest = max(visits)
    return Fact(exactly(latest.cea_ng_ml), list_inputs("followup", latest, day, "cea_ng_ml"))


def _find_last_cycle(record: Record) -> date | None:
    courses = [
        course
        for course in record.chemotherapy
        if may_be_induction_folfirinox(course.phase, course.regimen)
    ]
    ends = [course.end_date for course in courses if course.end_date is not None]
    is_known = len(ends) == len(courses) and "chemotherapy" not in record.held_back
    return max(ends, default=None) if is_known else None


def _find_first_operation(record: Record) -> date | None:
    """Day of the first operation, the data cut without one; None when it is not known."""
    days = [row.operation_date for row in record.operations if row.operation_date is not None]
    if len(days) < len(record.operations) or "operations" in record.held_back:
        return None
    return min(days, default=record.as_of)


def _list_dosed_visits(record: Record, start: date, end: date) -> Iterator[tuple[date, int, Visit]]:
    for visit in record.visits:
        day = visit.visit_date
        if day is not None and start <= day <= end and visit.cea_ng_ml is not None:
            yield day, visit.visit_no, visit


def _find_extrahepatic(record: Record, graded: Assessment | None) -> Fact:
    """Metastases outside the liver at baseline, or new by the assessment graded.

    The assessment graded must state it; an earlier one only counts with a yes, for what it does
    not mention is told at restaging.
    """
    patient = record.patient
    inputs = list_inputs("patients", patient, None, "extrahepatic_mets")
    rows = [] if graded is None else _list_statements(record, graded)
    was_new = any_true(YES_NO.get(row.new_extrahepatic or "") for row in rows) if rows else None
    inputs += list_cells(
        "assessments", [(row, row.assessment_date) for row in rows], "new_extrahepatic"
    )
    return Fact(any_true([YES_NO.get(patient.extrahepatic_mets or ""), was_new]), inputs)


def _list_statements(record: Record, graded: Assessment) -> list[Assessment]:
    return [
        row
        for row in record.assessments
        if not is_before(graded.assessment_date, row.assessment_date)
        and (row is graded or row.new_extrahepatic == "yes")
    ]
