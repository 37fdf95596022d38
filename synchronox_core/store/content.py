"""The content of a data file, read whole: row counts and a hash that no damage leaves unchanged."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from synchronox_core.errors import StoreError
from synchronox_core.store.connections import open_to_scan, quoted_name
from synchronox_core.store.faults import reading_faults
from synchronox_core.store.schema import STORE_SCHEMA_VERSION

PROVENANCE = "provenance"
BATCH_ROWS = 100_000


@dataclass(frozen=True)
class Content:
    """What a full scan of a data file found.

    Attributes:
        sha256: Hash of every row of every table but the provenance, in the order of the rows.
        rows: Rows by table.
    """

    sha256: str
    rows: Mapping[str, int]


def scan_content(connection: duckdb.DuckDBPyConnection, database: str) -> Content:
    """Read every table of a data file but its provenance.

    A row counts as its JSON text, which names its columns and keeps missing apart from empty; the
    hash thus depends on what is stored and not on how DuckDB lays it out.

    Args:
        connection: Has the file open.
        database: Name or alias of the file in that connection.
    """
    digest = hashlib.sha256()
    rows = {}
    for table in stored_tables(connection, database):
        digest.update(f"{table}\n".encode())
        lines = connection.sql(
            "SELECT to_json(stored)::VARCHAR || chr(10) AS line "
            f"FROM {quoted_name(database)}.{quoted_name(table)} AS stored"
        ).to_arrow_reader(BATCH_ROWS)
        rows[table] = 0
        for batch in lines:
            rows[table] += batch.num_rows
            digest.update(_text_bytes(batch.column(0)))
    return Content(digest.hexdigest(), rows)


def stored_tables(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """Names of the tables of a data file but its provenance, sorted."""
    found = connection.execute(
        "SELECT table_name FROM duckdb_tables() "
        "WHERE database_name = $database AND NOT internal AND NOT temporary "
        "AND table_name <> $provenance ORDER BY table_name",
        {"database": database, "provenance": PROVENANCE},
    ).fetchall()
    return [name for (name,) in found]


def read_provenance(
    connection: duckdb.DuckDBPyConnection, database: str, path: Path
) -> dict[str, Any]:
    """Where the content of a data file came from.

    Raises:
        StoreError: The file is no data file of a store, or of another version.
    """
    with reading_faults(path):
        try:
            found = connection.execute(
                f"SELECT * FROM {quoted_name(database)}.{quoted_name(PROVENANCE)}"
            )
            names = [column[0] for column in found.description or ()]
            facts = dict(zip(names, found.fetchone() or (), strict=False))
        except duckdb.CatalogException as fault:
            raise StoreError("errors.store_file_foreign", file=path.name) from fault
    version = facts.get("schema_version")
    if not isinstance(version, int):
        raise StoreError("errors.store_file_foreign", file=path.name)
    if version != STORE_SCHEMA_VERSION:
        key = "newer" if version > STORE_SCHEMA_VERSION else "older"
        raise StoreError(
            f"errors.store_schema_{key}", file=path.name, found=version, known=STORE_SCHEMA_VERSION
        )
    return facts


def verify_file(path: Path) -> dict[str, Any]:
    """Read a data file whole, from the disk, and compare it with its own account.

    Args:
        path: Data file of an extract or of a public cohort.

    Returns:
        Its provenance.

    Raises:
        StoreError: The file is missing, foreign, of another version, or damaged.
    """
    with open_to_scan({"scanned": path}) as connection:
        facts = read_provenance(connection, "scanned", path)
        with reading_faults(path):
            content = scan_content(connection, "scanned")
    if content.sha256 != facts["content_sha256"]:
        raise StoreError("errors.store_content_differs", file=path.name)
    return facts


def _text_bytes(texts: pa.Array) -> memoryview:
    """The characters of a column of texts, one after the other, without a copy."""
    _, offsets, characters = texts.cast(pa.string()).buffers()
    bounds = memoryview(offsets).cast("i")
    return memoryview(characters)[bounds[texts.offset] : bounds[texts.offset + len(texts)]]
