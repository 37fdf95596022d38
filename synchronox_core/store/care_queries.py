"""What the page of care asks of an extract and its derived values: steps, waits and answers."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pandas as pd

from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.store.overview_queries import select_patients
from synchronox_core.store.queries import read_query, run_query
from synchronox_core.store.record_queries import read_data_cut


@dataclass(frozen=True)
class CareFrames:
    """Everything the page of care shows, read at one moment.

    Attributes:
        steps: One row a strategy (and ``all``), step, state and stop — patients.
        waits: One row a strategy, step and since (``previous`` or ``start``) — known, q1, median,
            q3 in weeks.
        answers: One row a strategy, name, value and reason — patients.
        indices: One row a strategy and name — known, q1, median, q3 of the complication index.
    """

    steps: pd.DataFrame
    waits: pd.DataFrame
    answers: pd.DataFrame
    indices: pd.DataFrame


def read_care(
    cursor: duckdb.DuckDBPyConnection, selection: Mapping[str, object], *, is_mature_only: bool
) -> CareFrames:
    """Steps, waits, answers and indices of the patients a filter keeps.

    Args:
        cursor: Sees the extract and its derived values.
        selection: Allowed codes, as for the overview.
        is_mature_only: The pathway counts only those whose month 18 has passed at the data cut.
    """
    select_patients(cursor, selection)
    select_pathway(cursor, is_mature_only=is_mature_only)
    return CareFrames(
        steps=pathway_steps(cursor),
        waits=pathway_waits(cursor),
        answers=care_answers(cursor),
        indices=care_indices(cursor),
    )


def select_pathway(cursor: duckdb.DuckDBPyConnection, *, is_mature_only: bool) -> None:
    """Hold the steps of the selected patients for the later queries of this cursor."""
    parameters = {
        "is_mature_only": is_mature_only,
        "horizon_months": HORIZON_MONTHS,
        "as_of": read_data_cut(cursor),
    }
    cursor.execute(read_query("select_pathway"), parameters)


def pathway_steps(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Patients by strategy, step, state and reason."""
    return run_query(cursor, "pathway_steps")


def pathway_waits(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Quartiles of the weeks to each step by strategy."""
    return run_query(cursor, "pathway_waits")


def care_answers(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Selected patients by strategy, answer and reason."""
    return run_query(cursor, "care_answers")


def care_indices(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Quartiles of the complication index by strategy and site."""
    return run_query(cursor, "care_indices")
