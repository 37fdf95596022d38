"""Records of patients as the rules read them, out of the store."""

from collections.abc import Iterator
from datetime import date

from synchronox_core.endpoints.build import RECORD_COLUMNS, build_record
from synchronox_core.endpoints.records import Record
from synchronox_core.errors import StoreError
from synchronox_core.store import Store
from synchronox_core.store.record_queries import Block, PatientRows, iterate_patient_rows


def iterate_records(
    store: Store,
    as_of: date | None = None,
    extract_id: int | None = None,
    block: Block | None = None,
) -> Iterator[Record]:
    """The record of every patient, in the order of the study codes; a few are in memory at once.

    Args:
        store: The cohort store.
        as_of: Data cut C; None takes the one of the extract.
        extract_id: Number of the extract; None reads the one in use.
        block: Only the patients from one study code to another.

    Raises:
        StoreError: The store is empty, or the extract cannot be read.
    """
    for found in iterate_patient_rows(store, RECORD_COLUMNS, block, extract_id):
        yield _build(found, as_of)


def read_record(
    store: Store, patient_id: str, as_of: date | None = None, extract_id: int | None = None
) -> Record:
    """The record of one patient.

    Args:
        store: The cohort store.
        patient_id: Study code.
        as_of: Data cut C; None takes the one of the extract.
        extract_id: Number of the extract; None reads the one in use.

    Raises:
        StoreError: No such patient, the store is empty, or the extract cannot be read.
    """
    found = list(iterate_patient_rows(store, RECORD_COLUMNS, (patient_id, patient_id), extract_id))
    if not found:
        raise StoreError("errors.patient_unknown")
    return _build(found[0], as_of)


def _build(found: PatientRows, as_of: date | None) -> Record:
    return build_record(found.rows, as_of or found.as_of, found.held_back, found.unread_signs)
