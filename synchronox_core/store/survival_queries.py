"""What survival asks of an extract and its derived values: follow-up and course of each patient."""

import duckdb
import pandas as pd

from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.store.queries import run_query


def follow_up(
    cursor: duckdb.DuckDBPyConnection, *, days: str, event: str, group: str
) -> pd.DataFrame:
    """Follow-up of the selected patients, days from the first FOLFIRINOX.

    Args:
        cursor: Sees the extract, its derived tables and the patients selected and described.
        days: Derived column with the days.
        event: Derived column with the event.
        group: Baseline column by which patients are told apart.

    Returns:
        One row a patient — patient_id, group (text, ``unknown`` or NaN when missing), centre_id,
        cohort, inclusion_days, decision_days, horizon_days (month 18), days, event (0 or 1),
        reason (why observation ended without event, or why days is missing); NaN where missing.
    """
    parameters = {"days": days, "event": event, "group": group, "horizon_months": HORIZON_MONTHS}
    return run_query(cursor, "follow_up", parameters)


def course_ends(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """How far the selected patients came, days from the first FOLFIRINOX.

    Args:
        cursor: Sees the extract, its derived tables and the patients selected.

    Returns:
        One row a patient — patient_id, status and status_code of the complete treatment,
        complete_days, second_days to the second site, second_stop_days to the fact that ended the
        way there, second_stop (why the site is not treated); NaN where missing.
    """
    return run_query(cursor, "course_ends")
