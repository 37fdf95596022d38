import duckdb
import pytest

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.store import rows
from synchronox_core.store.rows import column_rows, insert_rows, record_rows
from synchronox_core.store.schema import create_extract_tables


@pytest.mark.parametrize("size", [0, 1, 3, 7])
def test_rows_keep_their_order_across_slices(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "SLICE_ROWS", 3)
    with duckdb.connect(":memory:") as connection:
        connection.execute("CREATE TABLE t (n INTEGER, words VARCHAR)")
        insert_rows(connection, column_rows("t", [list(range(size)), ["a"] * size]))
        insert_rows(connection, record_rows("t", range(size), lambda n: (n, None)))
        found = connection.execute("SELECT * FROM t").fetchall()
    assert found == [(n, "a") for n in range(size)] + [(n, None) for n in range(size)]


def test_an_extract_has_every_declared_column_with_its_line() -> None:
    with duckdb.connect(":memory:") as connection:
        create_extract_tables(connection)
        for table in TABLES.values():
            found = connection.execute(f"DESCRIBE {table.name}").fetchall()
            assert [row[0] for row in found] == ["_line", *table.columns]
        types = {
            (table, column): kind
            for table, column, kind in connection.execute(
                "SELECT table_name, column_name, data_type FROM duckdb_columns()"
            ).fetchall()
        }
    expected = {
        ("patients", "cea_ng_ml"): "DOUBLE",
        ("patients", "ecog"): "INTEGER",
        ("patients", "death_date"): "DATE",
        ("screening", "diagnosis_month"): "VARCHAR",
        ("forms", "last_modified"): "TIMESTAMP",
    }
    assert expected.items() <= types.items()
