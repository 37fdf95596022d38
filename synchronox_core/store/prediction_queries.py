"""What a prediction asks of an extract and its derived values."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from synchronox_core.store.queries import read_query, run_query

Cells = tuple[object, ...]


def planned_courses(
    cursor: duckdb.DuckDBPyConnection, severe_grades: Sequence[str]
) -> pd.DataFrame:
    """What followed each planned strategy among eligible patients.

    Args:
        cursor: On an extract with its derived values.
        severe_grades: Grades of Dindo and Clavien that count as severe.

    Returns:
        One row a strategy — strategy, patients; for ``severe`` and ``death`` and each site the
        patients in whom it is known and those who had it; completed; completion_q1_days,
        completion_median_days, completion_q3_days from the first day of FOLFIRINOX.
    """
    return run_query(cursor, "planned_courses", {"severe_grades": list(severe_grades)})


def list_members(cursor: duckdb.DuckDBPyConnection) -> list[Cells]:
    """Every patient as a model sees it, predictors apart, in the order of the study codes.

    Args:
        cursor: On an extract with its derived values.
    """
    return cursor.execute(read_query("list_members")).fetchall()


def list_known_predictors(cursor: duckdb.DuckDBPyConnection) -> list[Cells]:
    """Patient, moment and predictors, wherever the day of the prediction is known.

    Args:
        cursor: On an extract with its derived values.
    """
    return cursor.execute(read_query("list_known_predictors")).fetchall()
