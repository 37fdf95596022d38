"""Every answer of the protocol about one patient, in the columns of the contract."""

from collections.abc import Iterator, Mapping

from synchronox_core.endpoints.complete_treatment import (
    CompleteTreatment,
    derive_complete_treatment,
)
from synchronox_core.endpoints.eligibility import (
    derive_eligibility_reasons,
    derive_eligible,
    list_criteria,
)
from synchronox_core.endpoints.evidence import list_inputs
from synchronox_core.endpoints.liver_response import derive_recist, derive_recist_record
from synchronox_core.endpoints.organ_preservation import derive_organ_preservation
from synchronox_core.endpoints.postoperative import Site, derive_postoperative
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.responses import (
    derive_blazer,
    derive_clinical_complete_response,
    derive_liver_r0,
    derive_rectal_r0,
    derive_rodel,
    derive_ymrtrg,
)
from synchronox_core.endpoints.strategy import derive_strategy_performed, derive_strategy_planned
from synchronox_core.endpoints.time_to_event import (
    derive_overall_survival,
    derive_progression,
    derive_progression_standard,
)
from synchronox_core.protocol.answers import Answer, State
from synchronox_core.protocol.cohort import derive_cohort
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.vocabulary import Reason

SITES: tuple[Site, ...] = ("rectum", "liver")

DERIVED_COLUMNS = (
    "cohort",
    "eligible",
    "eligibility_reasons",
    "strategy_planned",
    "strategy_performed",
    "complete_treatment",
    "complete_treatment_reason",
    "complete_treatment_date",
    "rectal_r0",
    "liver_r0",
    "organ_preservation",
    "clinical_complete_response",
    "ymrtrg",
    "recist",
    "recist_record",
    "rodel",
    "blazer",
    "clavien_rectum_30d",
    "clavien_liver_30d",
    "cci_rectum",
    "cci_liver",
    "death_30d_rectum",
    "death_30d_liver",
    "death_90d_rectum",
    "death_90d_liver",
    "os_days",
    "os_event",
    "pfs_days",
    "pfs_event",
    "pfs_reason",
    "pfs_standard_days",
    "pfs_standard_event",
)
"""Derived columns of the ``endpoints`` of the contract, in order."""


def derive_answers(record: Record, settings: ProtocolSettings) -> dict[str, Answer]:
    """The answer of each derived column, in the order of ``DERIVED_COLUMNS``.

    Args:
        record: The patient as of the data cut.
        settings: Readings of the record in force.
    """
    answers = {
        **_answers_of_baseline(record, settings),
        "strategy_performed": derive_strategy_performed(record),
        "rectal_r0": derive_rectal_r0(record),
        "liver_r0": derive_liver_r0(record),
        "clinical_complete_response": derive_clinical_complete_response(record),
        "ymrtrg": derive_ymrtrg(record),
        "recist": derive_recist(record),
        "recist_record": derive_recist_record(record),
        "rodel": derive_rodel(record),
        "blazer": derive_blazer(record),
        **dict(_answers_after_operations(record)),
        **dict(_durations(record, settings)),
    }
    answers |= _answers_of_treatment(record, settings, answers["eligible"])
    return {column: answers[column] for column in DERIVED_COLUMNS}


def treatment_of(answers: Mapping[str, Answer]) -> CompleteTreatment:
    """The primary endpoint among the answers about a patient."""
    return CompleteTreatment(
        answers["complete_treatment"],
        answers["complete_treatment_reason"],
        answers["complete_treatment_date"],
    )


def _answers_of_baseline(record: Record, settings: ProtocolSettings) -> dict[str, Answer]:
    criteria = list_criteria(record, settings)
    return {
        "cohort": _answer_cohort(record),
        "eligible": derive_eligible(record, criteria),
        "eligibility_reasons": derive_eligibility_reasons(criteria),
        "strategy_planned": derive_strategy_planned(record),
    }


def _answer_cohort(record: Record) -> Answer:
    patient = record.patient
    diagnosed_on = patient.rectal_diagnosis_date
    cohort, reason = derive_cohort(diagnosed_on, patient.rectal_diagnosis_precision)
    columns = ("rectal_diagnosis_date", "rectal_diagnosis_precision")
    inputs = list_inputs("patients", patient, diagnosed_on, *columns)
    if cohort is not None:
        return Answer(cohort, State.MET, reason or "", inputs)
    is_outside = reason is Reason.OUTSIDE_WINDOW
    state = State.NOT_MET if is_outside else State.UNDETERMINABLE
    return Answer(None, state, reason or "", inputs)


def _answers_of_treatment(
    record: Record, settings: ProtocolSettings, eligible: Answer
) -> dict[str, Answer]:
    treatment = derive_complete_treatment(record, settings, eligible)
    return {
        "complete_treatment": treatment.status,
        "complete_treatment_reason": treatment.code,
        "complete_treatment_date": treatment.day,
        "organ_preservation": derive_organ_preservation(record, settings),
    }


def _answers_after_operations(record: Record) -> Iterator[tuple[str, Answer]]:
    for site in SITES:
        after = derive_postoperative(record, site)
        yield f"clavien_{site}_30d", after.clavien_30d
        yield f"cci_{site}", after.cci
        yield f"death_30d_{site}", after.death_30d
        yield f"death_90d_{site}", after.death_90d


def _durations(record: Record, settings: ProtocolSettings) -> Iterator[tuple[str, Answer]]:
    survival = derive_overall_survival(record)
    yield from (("os_days", survival.days), ("os_event", survival.event))
    progression = derive_progression(record, settings)
    yield from (("pfs_days", progression.days), ("pfs_event", progression.event))
    yield "pfs_reason", progression.reason
    standard = derive_progression_standard(record)
    yield from (("pfs_standard_days", standard.days), ("pfs_standard_event", standard.event))
