"""What the outcome measures ask of an extract and its derived values: counts and quartiles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.store.overview_queries import select_patients
from synchronox_core.store.queries import read_query
from synchronox_core.store.record_queries import read_data_cut


@dataclass(frozen=True)
class OutcomeFrames:
    """Everything the outcome measures rest on, of the patients a filter keeps.

    Attributes:
        as_of: Data cut the maturity is judged at.
        statuses: One row a cohort, maturity, status and code — patients.
        answers: One row a name, value and reason — patients.
        indices: One row a site — known, q1, median, q3 of the complication index.
    """

    as_of: date
    statuses: pd.DataFrame
    answers: pd.DataFrame
    indices: pd.DataFrame


def read_outcomes(
    cursor: duckdb.DuckDBPyConnection, selection: Mapping[str, object], as_of: date | None
) -> OutcomeFrames:
    """Counts of every answer the outcome measures rest on.

    Args:
        cursor: Sees the extract and its derived tables.
        selection: Allowed codes, a list each, as ``overview_queries.select_patients`` takes them.
        as_of: Data cut; None takes the one of the extract.
    """
    cut = as_of or read_data_cut(cursor)
    select_patients(cursor, selection)
    return OutcomeFrames(
        cut,
        outcome_statuses(cursor, cut),
        outcome_answers(cursor),
        outcome_indices(cursor),
    )


def outcome_statuses(cursor: duckdb.DuckDBPyConnection, as_of: date) -> pd.DataFrame:
    """Selected patients by cohort, maturity, status of the primary outcome and reason."""
    parameters = {"as_of": as_of, "horizon_months": HORIZON_MONTHS}
    return cursor.execute(read_query("outcome_statuses"), parameters).df()


def outcome_answers(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Selected patients by answer and reason."""
    return cursor.execute(read_query("outcome_answers")).df()


def outcome_indices(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Quartiles of the comprehensive complication index by site."""
    return cursor.execute(read_query("outcome_indices")).df()


def outcome_times(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Follow-up of the selected patients, days from the first FOLFIRINOX.

    Returns:
        One row a patient — cohort, inclusion_days; for each clock ``os``, ``pfs`` and
        ``pfs_standard`` its _days, its _event (0 or 1) and its _reason (why observation ended
        without event, or why the days are missing); NaN where missing.
    """
    return cursor.execute(read_query("outcome_times")).df()
