"""Rows of persons who oppose leave an extract: its file is written anew without them."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb

from synchronox_core.store.account import move_to_privacy
from synchronox_core.store.building import seal
from synchronox_core.store.catalogue import Extract
from synchronox_core.store.connections import open_to_build, open_to_scan, quoted_name
from synchronox_core.store.content import read_provenance, stored_tables, verify_file
from synchronox_core.store.faults import reading_faults
from synchronox_core.store.gone import PATIENT_TABLES, TEXTS, is_gone, name_gone
from synchronox_core.store.rows import insert_rows, record_rows
from synchronox_core.store.schema import create_extract_tables

ACCOUNTS = ("record_counts", "cell_counts", "opposition_counts")


def holds_rows_of(path: Path, patient_ids: Iterable[str]) -> bool:
    """Whether a data file holds anything of some patients.

    Args:
        path: File of an extract.
        patient_ids: Study codes.

    Raises:
        StoreError: The file cannot be read.
    """
    with open_to_scan({"source": path}) as connection:
        read_provenance(connection, "source", path)
        name_gone(connection, patient_ids)
        with reading_faults(path):
            return any(
                connection.execute(
                    f"SELECT 1 FROM source.{quoted_name(table)} WHERE {is_gone(table)} LIMIT 1"
                ).fetchone()
                for table in (*PATIENT_TABLES, *TEXTS)
            )


def rewrite_without(
    source: Path,
    target: Path,
    extract: Extract,
    patient_ids: Iterable[str],
    opposed_by_centre: list[tuple[str | None, int]],
) -> Extract:
    """Write the file of an extract anew, without some patients, and verify it.

    Args:
        source: File of the extract, verified.
        target: File to create.
        extract: The extract.
        patient_ids: Study codes of the patients to leave out.
        opposed_by_centre: Persons who oppose, by centre: all that is kept of them.

    Returns:
        The extract with its new file, counts and hash of the content.

    Raises:
        StoreError: A file cannot be read, or does not hold what was written.
    """
    with open_to_build(target, {"source": source}) as connection:
        read_provenance(connection, "source", source)
        create_extract_tables(connection)
        name_gone(connection, patient_ids)
        for table in stored_tables(connection, "source"):
            if table not in ACCOUNTS:
                copy_the_others(connection, table)
        for rows in move_to_privacy(connection):
            insert_rows(connection, rows)
        insert_rows(connection, record_rows("opposition_counts", opposed_by_centre, tuple))
        kept = replace(recounted(connection, extract), file=target.name)
        rewritten = seal(connection, target, kept)
    verify_file(target)
    return rewritten


def copy_the_others(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Copy the rows of a table that stay, in their order."""
    name = quoted_name(table)
    goes = is_gone(table) if table in (*PATIENT_TABLES, *TEXTS) else "false"
    connection.execute(f"INSERT INTO {name} SELECT * FROM source.{name} WHERE NOT {goes}")


def recounted(connection: duckdb.DuckDBPyConnection, extract: Extract) -> Extract:
    """An extract with the counts of the rows that stay."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM patients), (SELECT count(*) FROM findings), "
        "(SELECT coalesce(sum(held_back), 0)::INTEGER FROM record_counts)"
    ).fetchone()
    patients, findings, held_back = row or (0, 0, 0)
    return replace(extract, patients=patients, findings=findings, held_back=held_back)
