"""Small cohorts in a real store, each patient one drawn row with its derived values."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from synchronox_core.ecrf.model import Delivery, Manifest
from synchronox_core.ecrf.tables import SCHEMA_VERSION, TABLES
from synchronox_core.protocol.derived import DerivedPatients
from synchronox_core.store import Store, open_store
from tests.lib.clean_tables import clean_table

DERIVED = ("cohort", "lesions", "largest_lesion_mm", "bilobar", "folfirinox_cycles")
AS_OF = datetime(2028, 12, 31, 8, 0, tzinfo=UTC)

Row = Mapping[str, object]


def store_of_patients(
    directory: Path,
    patients: list[Row],
    centres: list[Row] = (),
    screening: list[Row] = (),
    *,
    synthetic: bool = True,
) -> Store:
    """A store whose one extract holds these rows.

    Args:
        directory: Folder of the store.
        patients: Values by declared column or name of a derived value; others are missing.
        centres: Rows of that table.
        screening: Rows of that table.
        synthetic: What the manifest says of the data.
    """
    rows = {"patients": patients, "centres": centres, "screening": screening}
    tables = {name: clean_table(name, _declared(name, rows.get(name, ()))) for name in TABLES}
    derived = DerivedPatients(
        {
            "patient_id": [row["patient_id"] for row in patients],
            **{name: [row.get(name) for row in patients] for name in DERIVED},
        }
    )
    store = open_store(directory)
    store.write_extract(Delivery(_manifest(synthetic), tables), derived)
    return store


def _declared(table: str, rows: list[Row]) -> list[dict[str, str | None]]:
    return [
        {name: str(row[name]) for name in TABLES[table].columns if row.get(name) is not None}
        for row in rows
    ]


def _manifest(synthetic: bool) -> Manifest:
    return Manifest(
        synthetic=synthetic,
        extract_at=AS_OF,
        schema_version=SCHEMA_VERSION,
        source_system=None,
        source_version=None,
        missing_codes={},
        decimal=".",
        files={},
        sha256="0" * 64,
    )
