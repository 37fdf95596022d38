"""What survival asks of an extract and its derived values: the follow-up of each patient."""

from collections.abc import Mapping

import duckdb
import pandas as pd

from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.store.overview_queries import select_patients
from synchronox_core.store.queries import run_query


def read_follow_up(
    cursor: duckdb.DuckDBPyConnection,
    selection: Mapping[str, object],
    *,
    days: str,
    event: str,
    group: str,
) -> pd.DataFrame:
    """Follow-up of the patients a filter keeps.

    Args:
        cursor: Sees the extract and its derived tables.
        selection: Allowed codes, a list each, as ``overview_queries.select_patients`` takes them.
        days: Derived column with the days.
        event: Derived column with the event.
        group: Baseline column by which patients are told apart.

    Returns:
        As ``follow_up``.
    """
    select_patients(cursor, selection)
    return follow_up(cursor, days=days, event=event, group=group)


def follow_up(
    cursor: duckdb.DuckDBPyConnection, *, days: str, event: str, group: str
) -> pd.DataFrame:
    """Follow-up of the selected patients, days from the first FOLFIRINOX.

    Returns:
        One row a patient — group (text, ``unknown`` or NaN when missing), centre_id, cohort,
        inclusion_days, decision_days, horizon_days (month 18), days, event (0 or 1), reason (why
        observation ended without event, or why days is missing), status and status_code of the
        complete treatment, complete_days; NaN where missing.
    """
    parameters = {"days": days, "event": event, "group": group, "horizon_months": HORIZON_MONTHS}
    return run_query(cursor, "follow_up", parameters)
