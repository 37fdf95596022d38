"""A patient as a prediction model sees it: what was known when, and how it ended."""

from datetime import date
from typing import NamedTuple

from synchronox_core.endpoints.complete_treatment import CompleteTreatment
from synchronox_core.endpoints.predictors import Moment, Predictors, derive_predictors
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.settlement import Fate, derive_settlement
from synchronox_core.protocol.cohort import derive_cohort


class Member(NamedTuple):
    """A patient as far as training and comparison need it.

    Attributes:
        patient_id: Study code.
        centre_id: Centre.
        cohort: Cohort of the protocol, or None.
        strategy_planned: Strategy planned, or None.
        t0: First day of FOLFIRINOX, or None.
        predictors: Values by moment; None where the day of the prediction is not known.
        fate: What is known of the primary endpoint.
        settled_on: Day it was settled, or last day of those who wait.
    """

    patient_id: str
    centre_id: str
    cohort: str | None
    strategy_planned: str | None
    t0: date | None
    predictors: dict[Moment, Predictors | None]
    fate: Fate
    settled_on: date | None


def derive_member(record: Record, treatment: CompleteTreatment) -> Member:
    """A patient as a model sees it.

    Args:
        record: The patient as of the data cut.
        treatment: The primary endpoint of the same record.
    """
    patient = record.patient
    cohort, _ = derive_cohort(patient.rectal_diagnosis_date, patient.rectal_diagnosis_precision)
    settlement = derive_settlement(record, treatment)
    return Member(
        patient.patient_id,
        patient.centre_id,
        cohort,
        patient.strategy_planned,
        patient.folfirinox_start_date,
        {moment: derive_predictors(record, moment) for moment in Moment},
        settlement.fate,
        settlement.day,
    )
