"""Questions to an extract: one SQL file a question, its values always bound."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import pandas as pd

QUERY_SQL = Path(__file__).parent / "sql" / "queries"


@cache
def read_query(name: str) -> str:
    """The statement in ``sql/queries/<name>.sql``.

    Args:
        name: Name of the query and of the Python function that runs it.

    Raises:
        KeyError: There is no such query.
    """
    statements = {path.stem: path for path in QUERY_SQL.glob("*.sql")}
    return statements[name].read_text(encoding="utf-8")


def run_query(
    cursor: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, object] | None = None
) -> "pd.DataFrame":
    """The whole answer to a query.

    Args:
        cursor: On an extract.
        name: Name of the query.
        parameters: Values of the ``$names`` in the statement.

    Raises:
        KeyError: There is no such query.
    """
    return cursor.execute(read_query(name), dict(parameters or {})).df()
