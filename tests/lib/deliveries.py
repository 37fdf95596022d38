"""Small checked deliveries, made by hand, for tests of the store."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import (
    CellCounts,
    CleanTable,
    Counts,
    Delivery,
    Manifest,
    MissingReason,
    Opposition,
    QuarantinedRow,
)
from synchronox_core.ecrf.tables import TABLES
from synchronox_core.protocol.derived import DerivedPatients
from tests.lib.clean_tables import clean_table

EXTRACT_AT = datetime(2026, 6, 30, 8, 0, tzinfo=UTC)
CENTRES = ("INA", "INB")
LESIONS = 2
FIRST_DIAGNOSIS = date(2024, 1, 15)


def patient_code(number: int) -> str:
    """Study code of the nth patient; the centres take turns."""
    return f"SYN-{CENTRES[number % len(CENTRES)]}-{number:04d}"


def small_delivery(
    patients: int = 6,
    *,
    cea: str = "4.5",
    synthetic: bool = True,
    opposed: Sequence[int] = (),
) -> Delivery:
    """A delivery with a finding, a row held back, a cell set aside and a missing code a patient.

    Args:
        patients: Number of patients, those who oppose included.
        cea: CEA of every patient, which tells one delivery from another.
        synthetic: What the manifest says.
        opposed: Numbers of the patients left out because they oppose.
    """
    numbers = [number for number in range(1, patients + 1) if number not in opposed]
    tables = {name: clean_table(name, []) for name in TABLES}
    tables["centres"] = clean_table(
        "centres", [{"centre_id": code, "centre_name": f"Centre {code}"} for code in CENTRES]
    )
    tables["patients"] = clean_table("patients", [_patient(number, cea) for number in numbers])
    tables["liver_lesions"] = clean_table(
        "liver_lesions",
        [
            {"patient_id": patient_code(number), "lesion_no": str(lesion), "segments": "IVa;V"}
            for number in numbers
            for lesion in range(1, LESIONS + 1)
        ],
    )
    tables["followup"] = clean_table(
        "followup",
        [
            {"patient_id": patient_code(n), "visit_no": "1", "comment": private_comment(n)}
            for n in numbers
        ],
    )
    tables["screening"] = clean_table(
        "screening",
        [{"screening_id": "S0"}]
        + [{"screening_id": f"S{n}", "patient_id": patient_code(n)} for n in numbers],
    )
    return Delivery(
        manifest=_manifest(synthetic, f"{patients}/{cea}/{sorted(opposed)}"),
        tables=tables,
        missing=[
            reason for number in numbers for reason in _missing(number, numbers.index(number) + 2)
        ],
        quarantine=[row for number in numbers for row in _quarantined(number)],
        findings=[
            Finding(Level.CHECK, "EXT_OPEN_DATABASE", "patients.csv", patient_id=patient_code(n))
            for n in numbers
        ],
        counts=_counts(tables, held=len(numbers), opposed=len(opposed)),
        cell_counts={"patients.csv": _patient_cells(tables["patients"], len(opposed))},
        oppositions=[Opposition(patient_code(n), CENTRES[n % len(CENTRES)]) for n in opposed],
    )


def small_derived(delivery: Delivery) -> DerivedPatients:
    """What could be derived from a small delivery: a cohort and its lesions, no cycles."""
    codes = [str(code) for code in delivery.tables["patients"].columns["patient_id"]]
    columns: dict[str, list[object]] = {
        "patient_id": list(codes),
        "cohort": ["retrospective"] * len(codes),
        "lesions": [LESIONS] * len(codes),
        "largest_lesion_mm": [31.5] * len(codes),
        "bilobar": ["no"] * len(codes),
        "folfirinox_cycles": [None] * len(codes),
    }
    return DerivedPatients(columns, [(code, "folfirinox_cycles", "no_row") for code in codes])


def private_comment(number: int) -> str:
    """Free text that must leave no trace once its patient opposes."""
    return f"free words about number {number:04d}"


def _patient(number: int, cea: str) -> dict[str, str | None]:
    return {
        "patient_id": patient_code(number),
        "centre_id": CENTRES[number % len(CENTRES)],
        "opposition": "no",
        "rectal_diagnosis_date": (FIRST_DIAGNOSIS + timedelta(days=number)).isoformat(),
        "cea_ng_ml": cea,
        "strategy_planned": "liver_first",
    }


def _manifest(synthetic: bool, content: str) -> Manifest:
    return Manifest(
        synthetic=synthetic,
        extract_at=EXTRACT_AT,
        schema_version="1.0.0",
        source_system=None,
        source_version=None,
        missing_codes={"NA": "not applicable"},
        decimal=".",
        files={},
        sha256=content,
    )


def _missing(number: int, line: int) -> list[MissingReason]:
    code = patient_code(number)
    return [
        MissingReason("patients", line, "kras", code, "NK"),
        MissingReason("patients", line, "ecog", code, "set_aside"),
    ]


def _quarantined(number: int) -> list[QuarantinedRow]:
    code = patient_code(number)
    held = {"patient_id": f" {code} ", "event_no": "one", "event_site": private_comment(number)}
    return [
        QuarantinedRow("events", number, f" {code} ", None, "NUM_FORMAT", held),
        QuarantinedRow("patients", number, code, "ecog", "NUM_FORMAT", {"ecog": "fit"}),
    ]


def _counts(tables: dict[str, CleanTable], held: int, opposed: int) -> dict[str, Counts]:
    counts = {f"{name}.csv": Counts(len(table), len(table)) for name, table in tables.items()}
    counts["events.csv"] = Counts(records=held, held_back=held)
    counts["patients.csv"].records += opposed
    counts["patients.csv"].privacy += opposed
    return counts


def _patient_cells(table: CleanTable, opposed: int) -> dict[str, CellCounts]:
    cells = {}
    for name, values in table.columns.items():
        filled = sum(value is not None for value in values)
        counts = CellCounts(cells=len(table) + opposed, values=filled, privacy=opposed)
        empty = len(table) - filled
        if name == "kras":
            counts.coded = empty
        elif name == "ecog":
            counts.set_aside = empty
        else:
            counts.empty = empty
        cells[name] = counts
    return cells
