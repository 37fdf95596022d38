"""Questions to the derived values of an extract."""

from collections.abc import Iterator

from synchronox_core.store.connections import Cursor
from synchronox_core.store.queries import read_query

BLOCK_ROWS = 2_000


def list_endpoints(cursor: Cursor) -> Iterator[dict[str, object]]:
    """Values of every patient with their centre, in the order of the study codes.

    Args:
        cursor: On an extract and its derived values.
    """
    found = cursor.execute(read_query("list_endpoints"))
    names = [column[0] for column in found.description or ()]
    while rows := found.fetchmany(BLOCK_ROWS):
        yield from (dict(zip(names, row, strict=True)) for row in rows)
