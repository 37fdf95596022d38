"""A data file is filled, read whole, and only then believed."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias, TypeVar

import duckdb

from synchronox_core.ecrf.external_table import ExternalTable
from synchronox_core.ecrf.tables import TABLES
from synchronox_core.errors import StoreError
from synchronox_core.store.catalogue import ExternalCohort, Extract
from synchronox_core.store.connections import open_to_build, quoted_name
from synchronox_core.store.content import PROVENANCE, scan_content, verify_file
from synchronox_core.store.derivation import DerivedFile
from synchronox_core.store.rows import (
    Rows,
    column_rows,
    finding_rows,
    insert_rows,
    record_rows,
)
from synchronox_core.store.schema import create_external_tables, create_extract_tables

Progress: TypeAlias = Callable[[str, float], None]
"""Told the step under way (``storing``, ``verifying``) and the share done (0-1)."""

STORING_SHARE = 0.5
"""Share of the time spent on writing rows; the rest reads them again (measured at 4 M rows)."""

Facts = TypeVar("Facts", Extract, ExternalCohort, DerivedFile)


def silent(_step: str, _share: float) -> None:
    """Progress that nobody watches."""


def build_extract(
    path: Path, facts: Extract, sources: Sequence[Rows], progress: Progress
) -> Extract:
    """Write an extract's file and verify it.

    Args:
        path: File to create.
        facts: Its provenance, still without the hash of the content.
        sources: Its rows.
        progress: Told of each step.

    Returns:
        The provenance with the hash of the content.

    Raises:
        StoreError: The file does not hold what was to be written.
    """
    total = sum(rows.size for rows in sources) or 1
    with open_to_build(path) as connection:
        create_extract_tables(connection)
        written = 0
        for rows in sources:
            progress("storing", STORING_SHARE * written / total)
            insert_rows(connection, rows)
            written += rows.size
        require_unique_keys(connection, path)
        progress("verifying", STORING_SHARE)
        built = seal(connection, path, facts, sources)
    verify_file(path)
    progress("verifying", 1.0)
    return built


def build_external(path: Path, facts: ExternalCohort, cohort: ExternalTable) -> ExternalCohort:
    """Write the file of a public cohort and verify it.

    Args:
        path: File to create.
        facts: Its provenance, still without the hash of the content.
        cohort: Its rows and findings.

    Returns:
        The provenance with the hash of the content.

    Raises:
        StoreError: The file does not hold what was to be written.
    """
    listed = [
        column_rows("rows", [cohort.columns[name] for name in cohort.types]),
        record_rows("missing_reasons", cohort.missing, tuple),
        finding_rows(cohort.findings),
    ]
    with open_to_build(path) as connection:
        create_external_tables(connection, dict(cohort.types))
        for rows in listed:
            insert_rows(connection, rows)
        built = seal(connection, path, facts, listed)
    verify_file(path)
    return built


def require_unique_keys(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Prove that no declared table has a key twice, without the cost of an index in the file.

    Raises:
        StoreError: A key occurs twice.
    """
    for table in TABLES.values():
        keys = ", ".join(map(quoted_name, table.key))
        twice = connection.execute(
            f"SELECT {keys} FROM {quoted_name(table.name)} GROUP BY ALL HAVING count(*) > 1 LIMIT 1"
        ).fetchone()
        if twice is not None:
            raise StoreError("errors.store_not_verified", file=path.name, table=table.name)


def seal(
    connection: duckdb.DuckDBPyConnection, path: Path, facts: Facts, sources: Sequence[Rows] = ()
) -> Facts:
    """Count and hash what a new file holds, and write its provenance into it.

    Args:
        connection: The file being built.
        path: The same file.
        facts: Its provenance, still without the hash of the content.
        sources: What was written; each table must have as many rows as were given to it.

    Returns:
        The provenance with the hash of the content.

    Raises:
        StoreError: A table has fewer or more rows than were given to it.
    """
    content = scan_content(connection, path.stem)
    for rows in sources:
        if content.rows[rows.table] != rows.size:
            raise StoreError("errors.store_not_verified", file=path.name, table=rows.table)
    sealed = replace(facts, content_sha256=content.sha256)
    values = {
        name: value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value
        for name, value in asdict(sealed).items()
        if name != "file"
    }
    values["duckdb_version"] = duckdb.__version__
    columns = ", ".join(map(quoted_name, values))
    places = ", ".join(f"${name}" for name in values)
    connection.execute(f"INSERT INTO {PROVENANCE} ({columns}) VALUES ({places})", values)
    return sealed
