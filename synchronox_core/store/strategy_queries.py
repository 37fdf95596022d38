"""What a comparison of strategies asks of an extract and its derived values: the patients."""

from collections.abc import Mapping

import duckdb
import pandas as pd

from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.store.overview_queries import describe_patients, select_patients
from synchronox_core.store.queries import run_query


def read_strategy_patients(
    cursor: duckdb.DuckDBPyConnection, selection: Mapping[str, object]
) -> pd.DataFrame:
    """The patients a filter keeps, as ``strategy_patients`` describes them.

    Args:
        cursor: Sees the extract and its derived tables.
        selection: Allowed codes, a list each, as ``overview_queries.select_patients`` takes them.
    """
    select_patients(cursor, selection)
    describe_patients(cursor)
    return strategy_patients(cursor)


def strategy_patients(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Selected patients: rules of the analysis set, covariates at the decision, what followed."""
    return run_query(cursor, "strategy_patients", {"horizon_months": HORIZON_MONTHS})
