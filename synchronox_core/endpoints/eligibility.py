"""Eligibility of a patient: every criterion of the record, what it rests on, and the whole."""

from typing import TypeAlias

from synchronox_core.endpoints.evidence import gather_inputs, list_inputs
from synchronox_core.endpoints.records import Record
from synchronox_core.protocol import eligibility as rules
from synchronox_core.protocol.answers import Answer, Input, State, all_true, yes_or_no
from synchronox_core.protocol.burden import Lesion
from synchronox_core.protocol.cycles import UNKNOWN_COURSE, ChemotherapyCourse
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.thresholds import MOST_BILOBAR_LESIONS
from synchronox_core.protocol.vocabulary import Criterion, Reason

Criteria: TypeAlias = tuple[tuple[Criterion, Answer], ...]
"""Each criterion under the code of its failure, in the order of the protocol."""


def derive_eligible(record: Record, criteria: Criteria) -> Answer:
    """Whether the patient meets every criterion: yes, no or unknown.

    Args:
        record: The patient.
        criteria: What ``list_criteria`` says of this patient.

    Returns:
        No when a criterion fails, unknown when none fails and one is unknown. Without a first
        day of FOLFIRINOX it is unknown whatever the criteria say. The inputs are those of the
        criteria that decide.

    Source: NCT07467434, criteria; rulings R.6 and R.12 of ``clinical.md``.
    """
    if record.patient.folfirinox_start_date is None:
        return yes_or_no(None, Reason.T0_MISSING, _cells(record, "folfirinox_start_date"))
    answers = [answer for _, answer in criteria]
    truth = all_true([answer.is_yes for answer in answers])
    deciding = [answer for answer in answers if answer.is_yes is truth]
    reason = deciding[0].reason if truth is None else ""
    return yes_or_no(truth, reason, gather_inputs(deciding))


def derive_eligibility_reasons(criteria: Criteria) -> Answer:
    """Codes of the criteria that fail, in the order of the protocol, joined with ``;``.

    Args:
        criteria: What ``list_criteria`` says of a patient.

    Returns:
        No value when none fails; the state is then that of the criteria taken together.

    Source: rulings R.6 of ``clinical.md``.
    """
    failing = [(code, answer) for code, answer in criteria if answer.state is State.NOT_MET]
    whole = yes_or_no(all_true([answer.is_yes for _, answer in criteria]))
    codes = ";".join([code for code, _ in failing])
    return Answer(codes or None, whole.state, "", gather_inputs([answer for _, answer in failing]))


def list_criteria(record: Record, settings: ProtocolSettings) -> Criteria:
    """Each criterion under the code of its failure, in the order of the protocol.

    Source: ``screening.exclusion_reason`` of the input contract; rulings R.6 of ``clinical.md``.
    """
    return (
        (Criterion.AGE_UNDER_18, _judge_age(record)),
        (Criterion.NOT_MID_LOW_RECTUM, _judge_level(record, settings)),
        (Criterion.NOT_ADENOCARCINOMA, _judge_code(record, "histology", rules.ADENOCARCINOMA)),
        (Criterion.NOT_PMMR, _judge_code(record, "mmr_status", rules.PMMR)),
        (Criterion.CT_CN_NOT_ELIGIBLE, _judge_stage(record)),
        (Criterion.LM_NOT_SYNCHRONOUS, _judge_interval(record)),
        (Criterion.LM_NOT_RESECTABLE, _judge_liver(record)),
        (
            Criterion.EXTRAHEPATIC_METS,
            _judge_code(record, "extrahepatic_mets", rules.NO_SURE_METASTASIS),
        ),
        (Criterion.FOLFIRINOX_UNDER_2_CYCLES, _judge_cycles(record)),
        (Criterion.DX_OUTSIDE_WINDOW, _judge_window(record)),
    )


def _judge_age(record: Record) -> Answer:
    verdict = rules.judge_age(record.patient.age_at_diagnosis_years)
    return _answer(verdict, _cells(record, "age_at_diagnosis_years"))


def _judge_level(record: Record, settings: ProtocolSettings) -> Answer:
    patient = record.patient
    verdict = rules.judge_level(
        patient.anal_verge_mm, patient.tumour_level, settings.mid_rectum_limit_mm
    )
    return _answer(verdict, _cells(record, "anal_verge_mm", "tumour_level"))


def _judge_code(record: Record, column: str, accepted: frozenset[str]) -> Answer:
    verdict = rules.judge_code(getattr(record.patient, column), accepted)
    return _answer(verdict, _cells(record, column))


def _judge_stage(record: Record) -> Answer:
    verdict = rules.judge_stage(record.patient.ct, record.patient.cn)
    return _answer(verdict, _cells(record, "ct", "cn"))


def _judge_interval(record: Record) -> Answer:
    patient = record.patient
    verdict = rules.judge_interval(
        patient.rectal_diagnosis_date,
        patient.liver_diagnosis_date,
        patient.rectal_diagnosis_precision,
        patient.liver_diagnosis_precision,
    )
    return _answer(verdict, _diagnosis(record, "rectal") + _diagnosis(record, "liver"))


def _judge_liver(record: Record) -> Answer:
    patient = record.patient
    is_row_held_back = "liver_lesions" in record.held_back
    verdict = rules.judge_liver(
        [Lesion(row.first_seen_date, row.segments, None) for row in record.lesions],
        patient.folfirinox_start_date,
        patient.liver_resectability_class,
        is_row_held_back=is_row_held_back,
    )
    has_side = is_row_held_back or len(record.lesions) > MOST_BILOBAR_LESIONS
    columns = ("first_seen_date", "segments") if has_side else ("first_seen_date",)
    inputs = _cells(record, "liver_resectability_class", "folfirinox_start_date")
    for row in record.lesions:
        inputs += list_inputs("liver_lesions", row, row.first_seen_date, *columns)
    return _answer(verdict, inputs)


def _judge_cycles(record: Record) -> Answer:
    courses = [
        ChemotherapyCourse(row.phase, row.regimen, row.n_cycles) for row in record.chemotherapy
    ]
    is_row_held_back = "chemotherapy" in record.held_back
    truth, reason = rules.judge_cycles([*courses, UNKNOWN_COURSE] if is_row_held_back else courses)
    if truth is None and is_row_held_back:
        reason = Reason.ROW_HELD_BACK
    inputs: tuple[Input, ...] = ()
    for row in record.chemotherapy:
        inputs += list_inputs("chemotherapy", row, row.start_date, "phase", "regimen", "n_cycles")
    return _answer((truth, reason), inputs)


def _judge_window(record: Record) -> Answer:
    patient = record.patient
    verdict = rules.judge_window(patient.rectal_diagnosis_date, patient.rectal_diagnosis_precision)
    return _answer(verdict, _diagnosis(record, "rectal"))


def _diagnosis(record: Record, site: str) -> tuple[Input, ...]:
    return _cells(record, f"{site}_diagnosis_date", f"{site}_diagnosis_precision")


def _cells(record: Record, *columns: str) -> tuple[Input, ...]:
    return list_inputs("patients", record.patient, None, *columns)


def _answer(verdict: rules.Verdict, inputs: tuple[Input, ...]) -> Answer:
    truth, reason = verdict
    return yes_or_no(truth, reason or "", inputs)
