"""Which endpoints of the patients of two extracts differ; steps on the way to them do not count."""

import duckdb

from synchronox_core.endpoints.derivation import DERIVED_COLUMNS
from synchronox_core.store.connections import quoted_name
from synchronox_core.store.difference import LISTED, EndpointFlip

BOTH = (
    "first.endpoints AS old JOIN second.endpoints AS new USING (patient_id) "
    "JOIN first.endpoint_reasons AS old_reason USING (patient_id) "
    "JOIN second.endpoint_reasons AS new_reason USING (patient_id)"
)


def count_flips(connection: duckdb.DuckDBPyConnection) -> int:
    """Number of endpoints that differ in patients both extracts have.

    Args:
        connection: Has two derived files attached, as ``first`` and ``second``.
    """
    differing = " + ".join(f"({_differs(column)})::BIGINT" for column in DERIVED_COLUMNS)
    found = connection.execute(f"SELECT coalesce(sum({differing}), 0) FROM {BOTH}").fetchall()
    return int(found[0][0])


def list_flips(
    connection: duckdb.DuckDBPyConnection, listed: int = LISTED
) -> tuple[EndpointFlip, ...]:
    """The first endpoints that differ, in the order of study codes and columns.

    Args:
        connection: Has two derived files attached, as ``first`` and ``second``.
        listed: Most endpoints listed.
    """
    flips = ", ".join(_flip(place, column) for place, column in enumerate(DERIVED_COLUMNS))
    found = connection.execute(
        "SELECT patient_id, flip.column_name, flip.old, flip.new, flip.old_reason, flip.new_reason "
        f"FROM (SELECT patient_id, unnest([{flips}]) AS flip FROM {BOTH}) "
        "WHERE flip IS NOT NULL ORDER BY patient_id, flip.place LIMIT $listed",
        {"listed": listed},
    ).fetchall()
    return tuple(EndpointFlip(*row) for row in found)


def _differs(column: str) -> str:
    return f"old.{quoted_name(column)} IS DISTINCT FROM new.{quoted_name(column)}"


def _flip(place: int, column: str) -> str:
    texts = ", ".join(
        f"{side}: {side}.{quoted_name(column)}::VARCHAR"
        for side in ("old", "new", "old_reason", "new_reason")
    )
    facts = f"place: {place}, column_name: '{column}', {texts}"
    return f"CASE WHEN {_differs(column)} THEN {{{facts}}} END"
