"""What the overview asks of an extract: counts and summaries of the patients a filter keeps."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pandas as pd

from synchronox_core.protocol.thresholds import HORIZON_MONTHS
from synchronox_core.store import Store
from synchronox_core.store.queries import read_query, run_query
from synchronox_core.store.record_queries import read_data_cut

Parameters = Mapping[str, object]


@dataclass(frozen=True)
class OverviewFrames:
    """Everything the overview shows, read from one extract at one moment.

    Attributes:
        patients: Patients of the extract, before any filter.
        centres: One row a centre — centre_id, centre_name, retrospective, prospective, unknown,
            patients.
        strategies: One row a planned strategy — strategy, patients.
        categories: One row a strategy (and ``all``), variable and code — patients.
        numbers: One row a strategy (and ``all``) and variable — known, mean, sd, q1, median, q3.
        bins: One row a variable and bin with patients — lower_bound, patients.
        attrition: One row a pattern of rules — a column a rule, persons.
        screening: Persons screened without a record — outcome, exclusion_reason, persons.
    """

    patients: int
    centres: pd.DataFrame
    strategies: pd.DataFrame
    categories: pd.DataFrame
    numbers: pd.DataFrame
    bins: pd.DataFrame
    attrition: pd.DataFrame
    screening: pd.DataFrame


def read_overview(
    cursor: duckdb.DuckDBPyConnection, selection: Parameters, bins: Parameters
) -> OverviewFrames:
    """Counts and summaries of the patients a filter keeps.

    Args:
        cursor: Sees the extract and its derived values.
        selection: Allowed codes, a list each: cohorts, centres, strategies, sexes, classes.
        bins: Bins of the numeric variables: variables, lower_bounds.
    """
    select_patients(cursor, selection)
    describe_patients(cursor)
    select_numbers(cursor)
    return OverviewFrames(
        patients=count_patients(cursor),
        centres=overview_centres(cursor),
        strategies=overview_strategies(cursor),
        categories=overview_categories(cursor),
        numbers=overview_numbers(cursor),
        bins=overview_bins(cursor, bins),
        attrition=overview_attrition(cursor),
        screening=overview_screening(cursor, {"centres": selection["centres"]}),
    )


def count_patients(cursor: duckdb.DuckDBPyConnection) -> int:
    """Patients of the extract, before any filter."""
    return int(run_query(cursor, "count_patients")["patients"].iloc[0])


def select_patients(cursor: duckdb.DuckDBPyConnection, selection: Parameters) -> None:
    """Hold the patients a filter keeps for the later queries of this cursor."""
    cursor.execute(read_query("select_patients"), dict(selection))


def describe_patients(cursor: duckdb.DuckDBPyConnection) -> None:
    """Show the baseline of the patients selected to the later queries of this cursor."""
    cursor.execute(read_query("describe_patients"))


def select_numbers(cursor: duckdb.DuckDBPyConnection) -> None:
    """Hold their numeric values, one row a known value."""
    cursor.execute(read_query("select_numbers"))


def overview_centres(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Selected patients by centre and cohort."""
    return run_query(cursor, "overview_centres")


def overview_strategies(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Selected patients by planned strategy."""
    return run_query(cursor, "overview_strategies")


def overview_categories(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Selected patients by strategy, coded variable and code."""
    return run_query(cursor, "overview_categories")


def overview_numbers(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Summaries of the numeric variables by strategy."""
    return run_query(cursor, "overview_numbers")


def overview_bins(cursor: duckdb.DuckDBPyConnection, bins: Parameters) -> pd.DataFrame:
    """Known values of the numeric variables counted in bins."""
    return run_query(cursor, "overview_bins", bins)


def overview_attrition(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Selected patients by the rules of the analysis set they pass."""
    parameters = {"horizon_months": HORIZON_MONTHS, "as_of": read_data_cut(cursor)}
    return run_query(cursor, "overview_attrition", parameters)


def overview_screening(cursor: duckdb.DuckDBPyConnection, centres: Parameters) -> pd.DataFrame:
    """Persons screened who have no record, by outcome and reason."""
    return run_query(cursor, "overview_screening", centres)


def list_centres(store: Store) -> pd.DataFrame:
    """Centres with at least one patient: centre_id, centre_name.

    Raises:
        StoreError: The store is empty or its current extract cannot be read.
    """
    with store.read() as cursor:
        return run_query(cursor, "list_centres")
