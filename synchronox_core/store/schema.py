"""The tables of a data file: declared ones from the input contract, the others from ``sql/``."""

from pathlib import Path

import duckdb

from synchronox_core.ecrf.tables import TABLES, ColumnType, Table
from synchronox_core.endpoints.stored import STORED_COLUMNS, ValueKind
from synchronox_core.store.connections import quoted_name

STORE_SCHEMA_VERSION = 1
"""Version of the tables in a data file; a file of another version is refused."""

SCHEMA_SQL = Path(__file__).parent / "sql" / "schema"

SQL_TYPES = {
    ColumnType.STRING: "VARCHAR",
    ColumnType.INTEGER: "INTEGER",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.DATE: "DATE",
    ColumnType.DATETIME: "TIMESTAMP",
    ColumnType.YEARMONTH: "VARCHAR",
}

STORED_SQL_TYPES = {
    ValueKind.CODE: "VARCHAR",
    ValueKind.YES_NO: "VARCHAR",
    ValueKind.INTEGER: "INTEGER",
    ValueKind.NUMBER: "DOUBLE",
    ValueKind.DATE: "DATE",
}


def table_definition(table: Table) -> str:
    """The statement that creates a declared table, with the physical line of each row.

    >>> from synchronox_core.ecrf.tables import TABLES
    >>> table_definition(TABLES["events"])[:74]
    'CREATE TABLE "events" (_line INTEGER NOT NULL, "patient_id" VARCHAR NOT NU'
    """
    columns = ["_line INTEGER NOT NULL"]
    for column in table.columns.values():
        needed = " NOT NULL" if column.name in table.key else ""
        columns.append(f"{quoted_name(column.name)} {SQL_TYPES[column.type]}{needed}")
    return f"CREATE TABLE {quoted_name(table.name)} ({', '.join(columns)})"


def create_extract_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty tables of an extract."""
    for table in TABLES.values():
        connection.execute(table_definition(table))
    run_script(connection, "findings")
    run_script(connection, "extract")


def create_derived_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty tables of a derived file: values, states and reasons, one row a patient.

    Those of the model are declared in ``sql/schema/derived.sql``.
    """
    values = {name: STORED_SQL_TYPES[kind] for name, kind in STORED_COLUMNS.items()}
    codes = dict.fromkeys(STORED_COLUMNS, "VARCHAR")
    for table, types in (
        ("endpoints", values),
        ("endpoint_states", codes),
        ("endpoint_reasons", codes),
    ):
        columns = ", ".join(f"{quoted_name(name)} {kind}" for name, kind in types.items())
        connection.execute(f"CREATE TABLE {table} (patient_id VARCHAR NOT NULL, {columns})")
    run_script(connection, "derived")


def create_external_tables(connection: duckdb.DuckDBPyConnection, types: dict[str, str]) -> None:
    """Create the empty tables of a public cohort.

    Args:
        connection: The file being built.
        types: SQL type of each column of its rows, from the mapping of the cohort.
    """
    columns = ", ".join(f"{quoted_name(name)} {kind}" for name, kind in types.items())
    connection.execute(f'CREATE TABLE "rows" ({columns})')
    run_script(connection, "findings")
    run_script(connection, "external")


def run_script(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run the statements of ``sql/schema/<name>.sql``."""
    connection.execute((SCHEMA_SQL / f"{name}.sql").read_text(encoding="utf-8"))
