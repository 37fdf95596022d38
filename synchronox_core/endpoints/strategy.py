"""The strategy planned by the tumour board, and the one that was performed."""

from datetime import date

from synchronox_core.classification.rectal_mri import is_clinical_complete_response
from synchronox_core.endpoints.evidence import list_inputs
from synchronox_core.endpoints.records import Assessment, Operation, Record
from synchronox_core.protocol.answers import Answer, Input, State
from synchronox_core.protocol.calendar import is_before
from synchronox_core.protocol.vocabulary import PerformedStrategy, Reason

EXPLORATION = "exploration_only"
FIRST_STAGE, SECOND_STAGE = 1, 2
TREATMENT_TABLES = frozenset({"operations", "lesion_treatments"})
OPERATION_COLUMNS = ("operation_date", "site", "rectal_procedure", "liver_procedure", "liver_stage")
RESPONSE_PARTS = ("ymrtrg", "dre", "endoscopy")


def derive_strategy_planned(record: Record) -> Answer:
    """The strategy planned at the tumour board after restaging, as entered.

    Source: ``clinical.md`` A.9; a board after the data cut has not met yet (rulings R.1).
    """
    patient = record.patient
    inputs = list_inputs(
        "patients", patient, patient.strategy_decided_on, "strategy_planned", "strategy_decided_on"
    )
    if patient.strategy_planned is None:
        return _unknown(Reason.STRATEGY_MISSING, inputs)
    return Answer(patient.strategy_planned, State.MET, "", inputs)


def derive_strategy_performed(record: Record) -> Answer:
    """The order in which the sites were treated, by what was done and not by what was planned.

    Returns:
        A ``PerformedStrategy``. No value when only the liver was treated and the rectum responded
        completely, when a day or a site that decides is missing, and when a row held back could
        be the treatment of the other site.

    Source: rulings R.7 and R.12 of ``clinical.md``; exploration alone treats nothing.
    """
    rectal_days = [row.operation_date for row in record.operations if is_rectal_treatment(row)]
    liver_days = [row.operation_date for row in record.operations if is_liver_treatment(row)]
    liver_days += [row.treatment_date for row in record.treatments]
    inputs = _treatment_inputs(record)
    if any(row.site is None for row in record.operations):
        return _unknown(Reason.SITE_MISSING, inputs)
    if not (rectal_days and liver_days):
        return _one_site_at_most(record, bool(rectal_days), bool(liver_days), inputs)
    if None in rectal_days or None in liver_days:
        return _unknown(Reason.DAY_MISSING, inputs)
    if _is_combined(record):
        return Answer(PerformedStrategy.COMBINED_TWO_STAGE, State.MET, "", inputs)
    rectum, liver = min(filter(None, rectal_days)), min(filter(None, liver_days))
    return Answer(_order(rectum, liver), State.MET, "", inputs)


def _order(rectum: date, liver: date) -> PerformedStrategy:
    if rectum == liver:
        return PerformedStrategy.SIMULTANEOUS
    return PerformedStrategy.LIVER_FIRST if liver < rectum else PerformedStrategy.RECTUM_FIRST


def _is_combined(record: Record) -> bool:
    """Whether a first stage was done with the rectum, and a second one later."""
    rectal_days = {row.operation_date for row in record.operations if is_rectal_treatment(row)}
    liver = [row for row in record.operations if is_liver_treatment(row)]
    first = [row.operation_date for row in liver if row.liver_stage == FIRST_STAGE]
    second = [row.operation_date for row in liver if row.liver_stage == SECOND_STAGE]
    return any(day in rectal_days and is_before(day, later) for day in first for later in second)


def _one_site_at_most(
    record: Record, is_rectum_treated: bool, is_liver_treated: bool, inputs: tuple[Input, ...]
) -> Answer:
    responses = [row for row in record.assessments if _is_complete_response(row)]
    if is_liver_treated and responses:
        for row in responses:
            inputs += list_inputs("assessments", row, row.assessment_date, *RESPONSE_PARTS)
        return _unknown(Reason.ORGAN_PRESERVED, inputs)
    if not TREATMENT_TABLES.isdisjoint(record.held_back):
        return _unknown(Reason.ROW_HELD_BACK, inputs)
    if is_rectum_treated or is_liver_treated:
        return Answer(PerformedStrategy.INCOMPLETE, State.MET, "", inputs)
    return Answer(PerformedStrategy.NONE, State.MET, "", inputs)


def is_rectal_treatment(row: Operation) -> bool:
    """Whether an operation treats the rectum: any but an exploration alone (R.7)."""
    return row.site in ("rectum", "both") and row.rectal_procedure != EXPLORATION


def is_liver_treatment(row: Operation) -> bool:
    """Whether an operation treats the liver: any but an exploration alone (R.7)."""
    return row.site in ("liver", "both") and row.liver_procedure != EXPLORATION


def _is_complete_response(row: Assessment) -> bool:
    parts = is_clinical_complete_response(row.ymrtrg, row.dre, row.endoscopy)
    return row.site == "rectum" and parts is True


def _treatment_inputs(record: Record) -> tuple[Input, ...]:
    inputs: tuple[Input, ...] = ()
    for row in record.operations:
        inputs += list_inputs("operations", row, row.operation_date, *OPERATION_COLUMNS)
    for treatment in record.treatments:
        day = treatment.treatment_date
        inputs += list_inputs("lesion_treatments", treatment, day, "treatment_date")
    return inputs


def _unknown(reason: Reason, inputs: tuple[Input, ...]) -> Answer:
    return Answer(None, State.UNDETERMINABLE, reason, inputs)
