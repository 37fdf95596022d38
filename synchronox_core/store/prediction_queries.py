"""What a prediction asks of an extract beside its records."""

import duckdb
import pandas as pd

from synchronox_core.store.queries import run_query

SEVERE_GRADES = ["IIIa", "IIIb", "IVa", "IVb", "III", "IV", "V"]
"""Grades of Dindo and Clavien that count as severe: III and above."""


def planned_courses(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """What followed each planned strategy among eligible patients.

    Args:
        cursor: On an extract with its derived values.

    Returns:
        One row a strategy — strategy, patients; for ``severe`` and ``death`` and each site the
        patients in whom it is known and those who had it; completed; completion_q1_days,
        completion_median_days, completion_q3_days from the first day of FOLFIRINOX.
    """
    return run_query(cursor, "planned_courses", {"severe_grades": SEVERE_GRADES})
