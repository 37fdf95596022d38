"""What changed between two extracts: patients, rows and cells."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from synchronox_core.ecrf.tables import TABLES, Table
from synchronox_core.store.connections import quoted_name

LISTED = 1_000


@dataclass(frozen=True)
class CellChange:
    """A cell of a row that both extracts have.

    Attributes:
        table: Name of the table.
        key: Key of the row, joined with ``/``.
        column: Column.
        old: Text of the value in the first extract, or None.
        new: Text of the value in the second extract, or None.
    """

    table: str
    key: str
    column: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class EndpointFlip:
    """An endpoint of a patient of both extracts, that differs.

    Attributes:
        patient_id: Study code.
        column: Column of the endpoints.
        old: Text of the value in the first extract, or None.
        new: Text of the value in the second extract, or None.
        old_reason: Code of the reason in the first extract, or None.
        new_reason: Code of the reason in the second extract, or None.
    """

    patient_id: str
    column: str
    old: str | None
    new: str | None
    old_reason: str | None
    new_reason: str | None


@dataclass(frozen=True)
class ExtractDifference:
    """What changed from a first extract to a second one.

    Attributes:
        patients_added: Study codes only the second has.
        patients_gone: Study codes only the first has.
        rows_added: Rows only the second has, by table that has any.
        rows_gone: Rows only the first has, by table that has any.
        cells_changed: Number of cells that differ in rows both have.
        cells: The first of them, in the order of tables and keys.
        endpoints_flipped: Number of endpoints that differ in patients both have.
        endpoint_flips: The first of them, in the order of study codes and columns.
    """

    patients_added: tuple[str, ...]
    patients_gone: tuple[str, ...]
    rows_added: dict[str, int]
    rows_gone: dict[str, int]
    cells_changed: int
    cells: tuple[CellChange, ...]
    endpoints_flipped: int = 0
    endpoint_flips: tuple[EndpointFlip, ...] = ()


def compare_extracts(
    connection: duckdb.DuckDBPyConnection, listed: int = LISTED
) -> ExtractDifference:
    """Compare two extracts, attached as ``first`` and ``second``.

    Args:
        connection: Has both files attached.
        listed: Most cells listed one by one; all are counted.
    """
    cells: list[CellChange] = []
    changed = 0
    for table in TABLES.values():
        changed += count_changed(connection, table)
        cells += list_changed(connection, table, listed - len(cells))
    return ExtractDifference(
        patients_added=_only_in(connection, "second", "first"),
        patients_gone=_only_in(connection, "first", "second"),
        rows_added=dict(_more_rows(connection, "second", "first")),
        rows_gone=dict(_more_rows(connection, "first", "second")),
        cells_changed=changed,
        cells=tuple(cells),
    )


def count_changed(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Number of cells of a table that differ in rows both extracts have."""
    differing = " + ".join(f"({_differs(name)})::BIGINT" for name in _compared(table))
    found = connection.execute(
        f"SELECT coalesce(sum({differing}), 0) FROM {_matched(table)}"
    ).fetchone()
    return int(found[0]) if found else 0


def list_changed(
    connection: duckdb.DuckDBPyConnection, table: Table, limit: int
) -> Iterator[CellChange]:
    """The first cells of a table that differ in rows both extracts have, by key."""
    compared = _compared(table)
    keys = [f"first_row.{quoted_name(name)}" for name in table.key]
    cells = ", ".join(
        f"CASE WHEN {_differs(name)} THEN {{'column_name': '{name}', "
        f"'old': first_row.{quoted_name(name)}::VARCHAR, "
        f"'new': second_row.{quoted_name(name)}::VARCHAR}} END"
        for name in compared
    )
    found = connection.execute(
        f"SELECT concat_ws('/', {', '.join(keys)}), cell.column_name, cell.old, cell.new "
        f"FROM (SELECT {', '.join(keys)}, unnest([{cells}]) AS cell FROM {_matched(table)} "
        f"WHERE {' OR '.join(map(_differs, compared))}) AS first_row "
        f"WHERE cell IS NOT NULL ORDER BY {', '.join(keys)} LIMIT $limit",
        {"limit": max(limit, 0)},
    ).fetchall()
    return (CellChange(table.name, *row) for row in found)


def _compared(table: Table) -> list[str]:
    return [name for name in table.columns if name not in table.key]


def _matched(table: Table) -> str:
    name = quoted_name(table.name)
    keys = ", ".join(map(quoted_name, table.key))
    return f"first.{name} AS first_row JOIN second.{name} AS second_row USING ({keys})"


def _differs(column: str) -> str:
    name = quoted_name(column)
    return f"first_row.{name} IS DISTINCT FROM second_row.{name}"


def _only_in(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> tuple[str, ...]:
    found = connection.execute(
        f"SELECT patient_id FROM {one}.patients ANTI JOIN {other}.patients USING (patient_id) "
        "ORDER BY patient_id"
    ).fetchall()
    return tuple(patient_id for (patient_id,) in found)


def _more_rows(
    connection: duckdb.DuckDBPyConnection, one: str, other: str
) -> Iterator[tuple[str, int]]:
    for table in TABLES.values():
        name, keys = quoted_name(table.name), ", ".join(map(quoted_name, table.key))
        found = connection.execute(
            f"SELECT count(*) FROM {one}.{name} ANTI JOIN {other}.{name} USING ({keys})"
        ).fetchone()
        if found and found[0]:
            yield table.name, found[0]
