"""Files a reader takes away from an import: the findings and the quarantine, as CSV.

A cell that a spreadsheet would run as a formula gets a leading apostrophe.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.model import Delivery, QuarantinedRow
from synchronox_core.ecrf.tables import TABLES, Table
from synchronox_core.services.deliveries.findings import finding_document

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"
FINDING_COLUMNS = ("level", "code", "file", "line", "column", "patient_id", "message")
QUARANTINE_COLUMNS = ("_line", "_column", "_code", "_message", "_record")


def harmless_cell(value: object) -> object:
    """A value as a spreadsheet may open it: text that looks like a formula is quoted.

    >>> harmless_cell("=1+1"), harmless_cell(-3), harmless_cell(None)
    ("'=1+1", -3, '')
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return value


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Rows as a CSV file (UTF-8 with byte order mark, comma).

    Args:
        columns: Columns in order.
        rows: Values by column; a column a row does not have is empty.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless_cell(row.get(column)) for column in columns] for row in rows)
    return (BYTE_ORDER_MARK + stream.getvalue()).encode("utf-8")


def findings_csv(findings: Iterable[Finding], language: str) -> bytes:
    """Every finding, one a row, with its sentence in a language."""
    return write_csv(FINDING_COLUMNS, (finding_document(f, language) for f in findings))


def quarantine_csv(delivery: Delivery, table: str, language: str) -> bytes:
    """The rows of a table that wait in quarantine, in the columns of the input.

    Args:
        delivery: A checked delivery.
        table: Name of the table.
        language: Language of the messages.

    Returns:
        A CSV file: the declared columns, then ``_line``, ``_column`` (empty when the whole row
        is held back), ``_code``, ``_message``, and ``_record`` (the record as it was read, where
        its width does not let its cells be placed in columns).
    """
    declared = TABLES[table]
    by_cell, by_line = _messages(delivery.findings, declared.file, language)

    def row(kept: QuarantinedRow) -> Mapping[str, object]:
        message = by_cell.get((kept.line, kept.code, kept.column))
        return {
            **kept.cells,
            "_line": kept.line,
            "_column": kept.column,
            "_code": kept.code,
            "_message": message or by_line.get((kept.line, kept.code), ""),
            "_record": _unplaced_record(kept, declared),
        }

    rows = (row(kept) for kept in delivery.quarantine if kept.table == table)
    return write_csv((*declared.columns, *QUARANTINE_COLUMNS), rows)


def _unplaced_record(kept: QuarantinedRow, table: Table) -> str:
    if kept.cells.keys() <= table.columns.keys():
        return ""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(kept.cells.values())
    return stream.getvalue()


def _messages(
    findings: Iterable[Finding], file: str, language: str
) -> tuple[dict[tuple[object, ...], str], dict[tuple[object, ...], str]]:
    by_cell: dict[tuple[object, ...], str] = {}
    by_line: dict[tuple[object, ...], str] = {}
    for finding in findings:
        if finding.file == file:
            message = finding.message(language)
            by_cell.setdefault((finding.line, finding.code, finding.column), message)
            by_line.setdefault((finding.line, finding.code), message)
    return by_cell, by_line
