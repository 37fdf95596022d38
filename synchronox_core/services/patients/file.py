"""Everything the patient page needs of one patient, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from synchronox_core.endpoints.records import Record
from synchronox_core.services.patients.patient_records import read_record
from synchronox_core.store import Store
from synchronox_core.store.patient_queries import list_missing_codes, read_baseline


@dataclass(frozen=True, slots=True)
class PatientFile:
    """One patient, as an extract has them.

    Attributes:
        record: What the rules read.
        baseline: Columns of ``patients`` with what is derived from them, and ``centre_name``.
        missing_codes: Why cells are empty, by table, line and column: a missing code of the
            delivery, or ``set_aside``.
    """

    record: Record
    baseline: Mapping[str, Any]
    missing_codes: Mapping[tuple[str, int, str], str]


def read_patient_file(store: Store, patient_id: str) -> PatientFile:
    """The file of a patient in the extract in use.

    Args:
        store: The cohort store.
        patient_id: Study code.

    Raises:
        StoreError: No such patient, the store is empty, or the extract cannot be read.
    """
    return PatientFile(
        read_record(store, patient_id),
        read_baseline(store, patient_id),
        list_missing_codes(store, patient_id),
    )
