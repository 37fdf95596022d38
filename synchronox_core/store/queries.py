"""Questions to an extract: one SQL file a question, its values always bound."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from synchronox_core.store.cohort_store import Store

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
    store: Store, name: str, parameters: Mapping[str, object] | None = None
) -> "pd.DataFrame":
    """The whole answer of the extract in use to a query.

    Args:
        store: The cohort store.
        name: Name of the query.
        parameters: Values of the ``$names`` in the statement.

    Raises:
        KeyError: There is no such query.
        StoreError: The store is empty, or the file is missing or damaged.
    """
    with store.read() as cursor:
        return cursor.execute(read_query(name), dict(parameters or {})).df()
