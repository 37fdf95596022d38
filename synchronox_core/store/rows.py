"""The rows of a delivery, table by table, in slices small enough for memory."""

import json
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

import duckdb
import pyarrow as pa

from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.model import Delivery, QuarantinedRow
from synchronox_core.ecrf.tables import TABLES
from synchronox_core.protocol.derived import DerivedPatients
from synchronox_core.store.connections import quoted_name

SLICE_ROWS = 20_000
DERIVED = (
    "patient_id",
    "cohort",
    "lesions",
    "largest_lesion_mm",
    "bilobar",
    "folfirinox_cycles",
)


class Rows(NamedTuple):
    """Rows for one table.

    Attributes:
        table: Name of the table.
        size: Number of rows.
        cut: Columns of the rows from one index to another, in the order of the table.
        order: Columns to sort them by; empty keeps the order in which they come.
    """

    table: str
    size: int
    cut: Callable[[int, int], list[list[object]]]
    order: Sequence[str] = ()


def delivery_rows(delivery: Delivery, derived: DerivedPatients) -> Iterator[Rows]:
    """Every row a delivery and what was derived from it give to a new extract.

    Rows of patients are sorted by study code, so that those of one patient lie together.
    """
    for name, table in delivery.tables.items():
        declared = TABLES[name]
        values = (table.columns[column] for column in declared.columns)
        yield column_rows(name, [table.lines, *values], declared.key)
    yield column_rows("derived_patients", [derived.columns[name] for name in DERIVED], DERIVED[:1])
    yield record_rows("derived_reasons", derived.reasons, tuple)
    missing = attrgetter("table", "line", "column", "patient_id", "reason")
    by_patient = ("patient_id", "table_name", "line", "column_name")
    yield record_rows("missing_reasons", delivery.missing, missing, by_patient)
    yield record_rows("quarantine", delivery.quarantine, _quarantined)
    yield finding_rows(delivery.findings)
    counts = attrgetter("records", "clean", "held_back", "blank", "privacy")
    yield record_rows(
        "record_counts", list(delivery.counts.items()), lambda item: (item[0], *counts(item[1]))
    )
    cells = attrgetter("cells", "values", "empty", "coded", "set_aside", "privacy", "not_kept")
    yield record_rows(
        "cell_counts",
        [
            (file, *item)
            for file, columns in delivery.cell_counts.items()
            for item in columns.items()
        ],
        lambda item: (item[0], item[1], *cells(item[2])),
    )


def finding_rows(findings: Sequence[Finding]) -> Rows:
    """Findings, told in both languages."""
    return record_rows("findings", findings, _told)


def column_rows(table: str, columns: Sequence[Sequence[object]], order: Sequence[str] = ()) -> Rows:
    """Rows kept column by column."""
    return Rows(
        table,
        len(columns[0]),
        lambda start, stop: [list(column[start:stop]) for column in columns],
        order,
    )


def record_rows(
    table: str,
    records: Sequence[object],
    cells: Callable[..., Sequence[object]],
    order: Sequence[str] = (),
) -> Rows:
    """Rows kept record by record.

    Args:
        table: Name of the table.
        records: One item a row.
        cells: The cells of a record, in the order of the table.
        order: Columns to sort them by; empty keeps the order of the records.
    """
    return Rows(
        table,
        len(records),
        lambda start, stop: [list(c) for c in zip(*map(cells, records[start:stop]), strict=True)],
        order,
    )


def insert_rows(connection: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    """Write rows into their table, in the order asked, a slice at a time."""
    if not rows.size:
        return
    table = quoted_name(rows.table)
    schema = connection.sql(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema

    def batches() -> Iterator[pa.RecordBatch]:
        for start in range(0, rows.size, SLICE_ROWS):
            columns = rows.cut(start, min(start + SLICE_ROWS, rows.size))
            arrays = [
                pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)
            ]
            yield pa.record_batch(arrays, schema=schema)

    connection.register("incoming", pa.RecordBatchReader.from_batches(schema, batches()))
    order = f" ORDER BY {', '.join(map(quoted_name, rows.order))}" if rows.order else ""
    connection.execute(f"INSERT INTO {table} SELECT * FROM incoming{order}")
    connection.unregister("incoming")


def _quarantined(row: QuarantinedRow) -> tuple[object, ...]:
    cells = json.dumps(dict(row.cells), ensure_ascii=False)
    return row.table, row.line, row.patient_id, row.column, row.code, cells


def _told(finding: Finding) -> tuple[object, ...]:
    values = json.dumps(dict(finding.values), ensure_ascii=False, default=str)
    return (
        finding.level.value,
        finding.code,
        finding.file,
        finding.line,
        finding.column,
        finding.patient_id,
        finding.value,
        values,
        finding.message("en"),
        finding.message("fr"),
    )
