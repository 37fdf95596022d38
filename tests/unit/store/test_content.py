from pathlib import Path

import duckdb
import pytest

from synchronox_core.store.content import scan_content


def scanned(*statements: str) -> tuple[str, dict[str, int]]:
    with duckdb.connect(":memory:") as connection:
        for statement in statements:
            connection.execute(statement)
        content = scan_content(connection, "memory")
    return content.sha256, dict(content.rows)


def test_provenance_is_not_content() -> None:
    table = "CREATE TABLE patients AS SELECT 1 AS ecog"
    provenance = "CREATE TABLE provenance AS SELECT 'now' AS imported_at"
    assert scanned(table) == scanned(table, provenance)
    assert scanned(table)[1] == {"patients": 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NULL::VARCHAR", "''"),
        ("'a' || chr(10) || 'b'", "'a\\nb'"),
        ("1.0::DOUBLE", "1.5::DOUBLE"),
        ("DATE '2024-01-31'", "DATE '2024-02-01'"),
        ("'NULL'", "NULL::VARCHAR"),
    ],
)
def test_every_value_has_its_own_hash(one: str, other: str) -> None:
    hashes = [scanned(f"CREATE TABLE t AS SELECT {value} AS v")[0] for value in (one, other)]
    assert hashes[0] != hashes[1]


def test_the_order_of_rows_and_the_table_they_are_in_count() -> None:
    def table(name: str, *values: int) -> str:
        return f"CREATE TABLE {name} AS SELECT unnest({list(values)}) AS v"

    hashes = {
        scanned(*statements)[0]
        for statements in (
            [table("a", 1, 2)],
            [table("a", 2, 1)],
            [table("b", 1, 2)],
            [table("a", 1), table("b", 2)],
            [table("a", 1), table("b", 2, 1)],
        )
    }
    assert len(hashes) == 5


def test_the_hash_does_not_depend_on_the_layout_of_the_file(tmp_path: Path) -> None:
    values = "SELECT range AS n, 'text ' || range AS words FROM range(300_000)"
    with duckdb.connect(str(tmp_path / "one.duckdb")) as connection:
        connection.execute(f"CREATE TABLE t AS {values}")
        once = scan_content(connection, "one")
    with duckdb.connect(str(tmp_path / "two.duckdb"), config={"threads": 1}) as connection:
        connection.execute(f"CREATE TABLE t AS {values} LIMIT 0")
        for start in range(0, 300_000, 50_000):
            connection.execute(f"INSERT INTO t {values} WHERE range >= {start} LIMIT 50_000")
        in_parts = scan_content(connection, "two")
    assert once == in_parts
    assert once.rows == {"t": 300_000}
