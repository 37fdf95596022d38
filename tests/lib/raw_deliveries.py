"""The sample delivery as raw text in memory, for tests that spoil it and check it."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import Delivery, Manifest, RawRecord, RawTable
from synchronox_core.ecrf.tables import DEFAULT_MISSING_CODES, TABLES
from synchronox_core.ecrf.validation import validate_delivery

SAMPLE = Path(__file__).parents[1] / "fixtures" / "good_exports" / "sample_bundle"
EXTRACT_AT = datetime(2026, 6, 30, 8, tzinfo=UTC)


def nobody(_patient_id: str) -> bool:
    """Nobody opposed earlier."""
    return False


class RawDelivery:
    """An opened delivery that never touched a disk; rows count from 0, the header left out."""

    def __init__(self, missing_codes: dict[str, str] = DEFAULT_MISSING_CODES) -> None:
        self.manifest: Manifest | None = Manifest(
            synthetic=True,
            extract_at=EXTRACT_AT,
            schema_version="1.0.0",
            source_system=None,
            source_version=None,
            missing_codes=missing_codes,
            decimal=".",
            files={},
            sha256="",
        )
        self.findings: list[Finding] = []
        self.tables = {name: sample_table(name) for name in TABLES}

    @property
    def has_refusal(self) -> bool:
        """Whether a finding refuses it."""
        return any(finding.level is Level.REFUSED for finding in self.findings)

    def read_table(self, name: str) -> RawTable | None:
        """A table; None when the test took it away."""
        return self.tables.get(name)

    def put(self, table: str, row: int, **cells: str) -> "RawDelivery":
        """Replace cells of a row."""
        for column, text in cells.items():
            self.tables[table].columns[column][row] = text
        return self

    def copy_row(self, table: str, row: int, **changes: str) -> "RawDelivery":
        """Append a copy of a row, with other cells where given."""
        raw = self.tables[table]
        for column, texts in raw.columns.items():
            texts.append(changes.get(column, texts[row]))
        raw.lines.append(raw.lines[-1] + 1)
        return self

    def drop_row(self, table: str, row: int) -> "RawDelivery":
        """Take a row away."""
        raw = self.tables[table]
        for texts in (*raw.columns.values(), raw.lines):
            del texts[row]
        return self

    def add_misfit(self, table: str, *cells: str) -> "RawDelivery":
        """Append a record of another width than the header."""
        raw = self.tables[table]
        line = raw.lines[-1] + 1
        values = {"count": len(cells), "width": len(raw.columns)}
        finding = Finding(Level.HELD_BACK, "RECORD_WIDTH", raw.file, line, values=values)
        raw.misfits.append(RawRecord(line, list(cells), finding))
        return self

    def check(self, is_known_opposition: Callable[[str], bool] = nobody) -> Delivery:
        """The delivery after all checks."""
        return validate_delivery(self, is_known_opposition=is_known_opposition)


def sample_table(name: str) -> RawTable:
    """A table of the sample, with the line each record starts on."""
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        ends = [reader.line_num]
        records = []
        for record in reader:
            records.append(record)
            ends.append(reader.line_num)
    columns = {column: [record[i] for record in records] for i, column in enumerate(header)}
    return RawTable(name, f"{name}.csv", columns, [end + 1 for end in ends[:-1]])


def codes_of(delivery: Delivery) -> list[str]:
    """Codes of the findings, in file order."""
    return [finding.code for finding in delivery.findings]


def only(delivery: Delivery, code: str) -> Finding:
    """The one finding of a code."""
    (finding,) = [finding for finding in delivery.findings if finding.code == code]
    return finding


def everything_told(delivery: Delivery) -> str:
    """All text that would be stored or shown: findings, quarantine, reasons and clean cells."""
    parts: list[object] = [finding.value for finding in delivery.findings]
    parts += [f.message(language) for f in delivery.findings for language in ("en", "fr")]
    parts += [list(finding.values.items()) for finding in delivery.findings]
    parts += delivery.quarantine + delivery.missing
    parts += [table.columns for table in delivery.tables.values()]
    return "\n".join(map(str, parts))
