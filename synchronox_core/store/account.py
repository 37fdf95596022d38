"""The account of a delivery after persons left it: what was theirs counts as privacy."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import duckdb

from synchronox_core.ecrf.tables import TABLES
from synchronox_core.store.connections import quoted_name
from synchronox_core.store.gone import is_gone
from synchronox_core.store.rows import Rows, record_rows

Place: TypeAlias = tuple[str, ...]
"""A file, or a file and a column."""

TALLIES = {
    "held": """
        SELECT table_name || '.csv', count(DISTINCT line) FROM source.quarantine
        WHERE column_name IS NULL AND {quarantine} GROUP BY ALL""",
    "not_kept": """
        SELECT table_name || '.csv', name, count(DISTINCT line)
        FROM (SELECT *, unnest(json_keys(cells)) AS name FROM source.quarantine)
        WHERE column_name IS NULL AND {quarantine} GROUP BY ALL""",
    "coded": """
        SELECT table_name || '.csv', column_name, count(*) FROM source.missing_reasons
        WHERE reason <> 'set_aside' AND {missing_reasons} GROUP BY ALL""",
    "set_aside": """
        SELECT table_name || '.csv', column_name, count(*) FROM source.missing_reasons
        WHERE reason = 'set_aside' AND {missing_reasons} GROUP BY ALL""",
    "private": """
        SELECT file, column_name, count(DISTINCT line) FROM source.findings
        WHERE level = 'P' AND column_name IS NOT NULL AND {findings} GROUP BY ALL""",
}


@dataclass(frozen=True)
class Removed:
    """What left a data file.

    Attributes:
        rows: Kept rows by file.
        filled: Their filled cells by file and column.
        held: Rows held back, by file.
        not_kept: Cells of rows held back, by file and column.
        coded: Cells with a missing code, by file and column.
        set_aside: Cells set aside, by file and column.
        private: Cells that were not stored for privacy already, by file and column.
    """

    rows: Counter[Place]
    filled: Counter[Place]
    held: Counter[Place]
    not_kept: Counter[Place]
    coded: Counter[Place]
    set_aside: Counter[Place]
    private: Counter[Place]


def move_to_privacy(connection: duckdb.DuckDBPyConnection) -> Iterator[Rows]:
    """The counts of the source file after the rows named by ``gone`` left it.

    Args:
        connection: Has the file attached as ``source`` and knows whose rows go.
    """
    removed = count_removed(connection)
    records = connection.execute("SELECT * FROM source.record_counts").fetchall()
    yield record_rows("record_counts", [_record(row, removed) for row in records], tuple)
    cells = connection.execute("SELECT * FROM source.cell_counts").fetchall()
    yield record_rows("cell_counts", [_cells(row, removed) for row in cells], tuple)


def count_removed(connection: duckdb.DuckDBPyConnection) -> Removed:
    """Count what the persons named by ``gone`` have in the source file."""
    rows: Counter[Place] = Counter()
    filled: Counter[Place] = Counter()
    for table in TABLES.values():
        if not table.has_patient:
            continue
        counts = ", ".join(f"count({quoted_name(name)})" for name in table.columns)
        found = connection.execute(
            f"SELECT count(*), {counts} FROM source.{quoted_name(table.name)} "
            f"WHERE {is_gone(table.name)}"
        ).fetchone()
        rows[table.file,], *filled_cells = found or ()
        for column, count in zip(table.columns, filled_cells, strict=True):
            filled[table.file, column] = count
    conditions = {name: is_gone(name) for name in ("quarantine", "missing_reasons", "findings")}
    tallies: dict[str, Counter[Place]] = {
        name: Counter(
            {
                tuple(place): count
                for *place, count in connection.execute(statement.format(**conditions)).fetchall()
            }
        )
        for name, statement in TALLIES.items()
    }
    return Removed(rows, filled, **tallies)


def _record(row: tuple[str, int, int, int, int, int], removed: Removed) -> tuple[object, ...]:
    file, records, clean, held_back, blank, privacy = row
    rows, held = removed.rows[file,], removed.held[file,]
    return file, records, clean - rows, held_back - held, blank, privacy + rows + held


def _cells(
    row: tuple[str, str, int, int, int, int, int, int, int], removed: Removed
) -> tuple[object, ...]:
    file, column, cells, filled, empty, coded, set_aside, _, not_kept = row
    place = file, column
    explained = (removed.filled, removed.coded, removed.set_aside, removed.private)
    blank = removed.rows[file,] - sum(counts[place] for counts in explained)
    kept = (
        filled - removed.filled[place],
        empty - blank,
        coded - removed.coded[place],
        set_aside - removed.set_aside[place],
    )
    others = not_kept - removed.not_kept[place]
    return file, column, cells, *kept, cells - sum(kept) - others, others
