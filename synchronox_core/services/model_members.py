"""The patients of a store as a model sees them."""

from collections.abc import Iterator

from synchronox_core.endpoints.predictors import Moment, derive_predictors
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.settlement import derive_settlement
from synchronox_core.prediction.training_data import Member
from synchronox_core.protocol.cohort import derive_cohort
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.patient_records import iterate_records
from synchronox_core.store import Store

DEFAULT = ProtocolSettings()


def iterate_members(
    store: Store, settings: ProtocolSettings = DEFAULT, extract_id: int | None = None
) -> Iterator[Member]:
    """Every patient of an extract, in the order of the study codes.

    Args:
        store: The cohort store.
        settings: Readings of the record in force.
        extract_id: Number of the extract; None reads the one in use.

    Raises:
        StoreError: The store is empty, or the extract cannot be read.
    """
    for record in iterate_records(store, extract_id=extract_id):
        yield build_member(record, settings)


def build_member(record: Record, settings: ProtocolSettings) -> Member:
    """A patient as a model sees it.

    Args:
        record: The patient.
        settings: Readings of the record in force.
    """
    patient = record.patient
    cohort, _ = derive_cohort(patient.rectal_diagnosis_date, patient.rectal_diagnosis_precision)
    settlement = derive_settlement(record, settings)
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
