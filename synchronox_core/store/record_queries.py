"""All rows of a patient, patient after patient, in the memory of a few at a time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import duckdb

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.store.connections import quoted_name
from synchronox_core.store.queries import read_query
from synchronox_core.store.reading import StoreReader

BLOCK_PATIENTS = 2_000
"""Patients whose rows are in memory together."""

Cells = tuple[object, ...]

Block = tuple[str, str]
"""Study codes of the first and last patient of some that follow one another."""


class PatientRows(NamedTuple):
    """What an extract holds of a patient.

    Attributes:
        as_of: Data cut of the extract.
        rows: Rows by table in the order of their numbers, each its physical line, then the
            columns asked.
        held_back: Tables in which a row of the patient waits in quarantine.
        unread_signs: Table, line and column of each sign that could not be read.
    """

    as_of: date
    rows: dict[str, list[Cells]]
    held_back: frozenset[str]
    unread_signs: frozenset[tuple[str, int, str]]


def iterate_patient_rows(
    store: StoreReader,
    columns: Mapping[str, Sequence[str]],
    block: Block | None = None,
    extract_id: int | None = None,
) -> Iterator[PatientRows]:
    """The rows of every patient, in the order of the study codes.

    Args:
        store: The cohort store.
        columns: Columns asked, by table.
        block: Only the patients from one study code to another, which are in memory together.
        extract_id: Number of the extract; None reads the one in use.

    Raises:
        KeyError: A table or column that is not declared.
        StoreError: The store is empty, or the extract cannot be read.
    """
    with store.read(extract_id) as cursor:
        as_of = read_data_cut(cursor)
        for first, last in list_blocks(cursor) if block is None else [block]:
            tables = {
                table: _rows_by_patient(cursor, table, names, first, last)
                for table, names in columns.items()
            }
            held_back = list_held_back(cursor, first, last)
            unread = list_unread_signs(cursor, first, last)
            for code in tables["patients"]:
                rows = {table: found.get(code, []) for table, found in tables.items()}
                yield PatientRows(
                    as_of,
                    rows,
                    frozenset(held_back.get(code, ())),
                    frozenset(unread.get(code, ())),
                )


def read_data_cut(cursor: duckdb.DuckDBPyConnection) -> date:
    """Day of the data cut of the extract."""
    as_of: date = cursor.execute(read_query("read_data_cut")).fetchall()[0][0]
    return as_of


def list_blocks(cursor: duckdb.DuckDBPyConnection) -> list[Block]:
    """All patients in blocks of ``BLOCK_PATIENTS``, in the order of the study codes."""
    codes = list_patient_ids(cursor)
    starts = range(0, len(codes), BLOCK_PATIENTS)
    return [(codes[start], codes[start : start + BLOCK_PATIENTS][-1]) for start in starts]


def list_patient_ids(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """Study codes of all patients, in binary order."""
    return [code for (code,) in cursor.execute(read_query("list_patient_ids")).fetchall()]


def list_held_back(cursor: duckdb.DuckDBPyConnection, first: str, last: str) -> dict[str, set[str]]:
    """Tables with a row in quarantine, by patient.

    Args:
        cursor: On the extract.
        first: First study code.
        last: Last study code.
    """
    statement = read_query("list_held_back")
    held_back: dict[str, set[str]] = {}
    for code, table in cursor.execute(statement, {"first": first, "last": last}).fetchall():
        held_back.setdefault(code, set()).add(table)
    return held_back


def list_unread_signs(
    cursor: duckdb.DuckDBPyConnection, first: str, last: str
) -> dict[str, set[tuple[str, int, str]]]:
    """Table, line and column of each sign that could not be read, by patient.

    Args:
        cursor: On the extract.
        first: First study code.
        last: Last study code.
    """
    statement = read_query("list_unread_signs")
    unread: dict[str, set[tuple[str, int, str]]] = {}
    for code, *cell in cursor.execute(statement, {"first": first, "last": last}).fetchall():
        unread.setdefault(code, set()).add(tuple(cell))
    return unread


def _rows_by_patient(
    cursor: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str], first: str, last: str
) -> dict[str, list[Cells]]:
    # Sorted here because the rows of a file are nearly in order, which costs DuckDB the same.
    statement = _select_rows(table, columns)
    found = cursor.execute(statement, {"first": first, "last": last}).fetchall()
    keys = len(TABLES[table].key)
    found.sort(key=itemgetter(*range(keys)))
    grouped = groupby(found, key=itemgetter(0))
    return {code: [row[keys:] for row in rows] for code, rows in grouped}


def _select_rows(table: str, columns: Sequence[str]) -> str:
    """The statement for the key, line and some columns of a table, named by the declaration."""
    declared = TABLES[table]
    key = ", ".join(quoted_name(name) for name in declared.key)
    asked = ", ".join(quoted_name(declared.columns[name].name) for name in columns)
    return (
        f"SELECT {key}, _line, {asked} FROM {quoted_name(declared.name)}"
        " WHERE patient_id BETWEEN $first AND $last"
    )
