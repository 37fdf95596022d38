"""Clean tables for tests, drawn as text or read from the files of a valid bundle."""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from synchronox_core.ecrf.model import CleanTable, Value
from synchronox_core.ecrf.tables import DEFAULT_MISSING_CODES, TABLES, ColumnType
from tests.lib.ascii_table import rows_of

PARSERS: dict[ColumnType, Callable[[str], Value]] = {
    ColumnType.STRING: str,
    ColumnType.INTEGER: int,
    ColumnType.NUMBER: float,
    ColumnType.DATE: date.fromisoformat,
    ColumnType.DATETIME: lambda text: datetime.fromisoformat(text).replace(tzinfo=None),
    ColumnType.YEARMONTH: str,
}


def clean_tables(**drawings: str) -> dict[str, CleanTable]:
    """Every declared table; those drawn hold their rows, columns not drawn are empty."""
    return {
        name: clean_table(name, rows_of(drawings[name]) if name in drawings else [])
        for name in TABLES
    }


def clean_tables_of_bundle(folder: Path) -> dict[str, CleanTable]:
    """Every declared table of a bundle known to be valid."""
    return {name: clean_table(name, _records(folder / f"{name}.csv")) for name in TABLES}


def clean_table(name: str, records: Iterable[Mapping[str, str | None]]) -> CleanTable:
    """A table from the text of its cells; missing codes and empty cells are None.

    >>> table = clean_table("followup", [{"visit_no": "2", "visit_date": "2024-01-31"}])
    >>> table.columns["visit_no"], table.columns["visit_date"], table.columns["comment"]
    ([2], [datetime.date(2024, 1, 31)], [None])
    """
    records = list(records)
    unknown = {column for record in records for column in record} - set(TABLES[name].columns)
    assert not unknown, f"{name} has no column {unknown}"
    columns = {
        column.name: [_value(record.get(column.name), column.type) for record in records]
        for column in TABLES[name].columns.values()
    }
    return CleanTable(name, list(range(2, len(records) + 2)), columns)


def _value(text: str | None, kind: ColumnType) -> Value:
    return None if not text or text in DEFAULT_MISSING_CODES else PARSERS[kind](text)


def _records(path: Path) -> list[dict[str, str | None]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
