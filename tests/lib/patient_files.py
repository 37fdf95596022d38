"""The file of one drawn patient, as the patient page reads it."""

from collections.abc import Mapping

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.endpoints.records import Record
from synchronox_core.services.patients.file import PatientFile
from tests.lib.cohorts import DERIVED

COLUMNS = (*TABLES["patients"].columns, *DERIVED, "centre_name")


def patient_file(
    record: Record,
    missing_codes: Mapping[tuple[str, int, str], str] | None = None,
    **cells: object,
) -> PatientFile:
    """A file whose baseline is the record's row of ``patients`` with the cells given.

    >>> from tests.lib.records import record
    >>> patient_file(record(), ecog=1).baseline["ecog"]
    1
    """
    baseline = {**dict.fromkeys(COLUMNS), **record.patient._asdict(), **cells}
    return PatientFile(record, baseline, missing_codes or {})
