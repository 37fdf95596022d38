"""What the recruitment asks of an extract: centres, inclusions, screening log."""

from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from synchronox_core.errors import ForecastError
from synchronox_core.store import Store
from synchronox_core.store.queries import read_query
from synchronox_core.store.record_queries import read_data_cut


@dataclass(frozen=True)
class RecruitmentFrames:
    """The recruitment, read from one extract at one moment; days are dates, NaT where unknown.

    Attributes:
        as_of: Data cut.
        centres: One row a centre — centre_id, centre_name, planned_open_date, open_date,
            close_date, planned_target, planned_rate_per_month.
        inclusions: One row a patient — centre_id, cohort (``unknown`` when outside the window),
            inclusion_date, entered_date, rectal_diagnosis_date.
        screening: One row a centre, outcome and exclusion_reason up to the cut — persons.
    """

    as_of: date
    centres: pd.DataFrame
    inclusions: pd.DataFrame
    screening: pd.DataFrame


def read_recruitment(store: Store, as_of: date | None = None) -> RecruitmentFrames:
    """The recruitment in the extract in use.

    Args:
        store: The cohort store.
        as_of: Data cut; None takes the one of the extract. What is dated later is still in the
            frames of centres and inclusions.

    Raises:
        ForecastError: The data cut is later than the one of the extract.
        StoreError: The store is empty or its current extract cannot be read.
    """
    with store.read() as cursor:
        latest = read_data_cut(cursor)
        if as_of is not None and as_of > latest:
            raise ForecastError(
                "recruitment.after_cut", as_of=as_of.isoformat(), latest=latest.isoformat()
            )
        cut = as_of or latest
        return RecruitmentFrames(
            as_of=cut,
            centres=recruitment_centres(cursor),
            inclusions=recruitment_inclusions(cursor),
            screening=recruitment_screening(cursor, cut),
        )


def recruitment_centres(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Centres in the order of their planned opening."""
    return cursor.execute(read_query("recruitment_centres")).df()


def recruitment_inclusions(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Patients in the order of their inclusion."""
    return cursor.execute(read_query("recruitment_inclusions")).df()


def recruitment_screening(cursor: duckdb.DuckDBPyConnection, as_of: date) -> pd.DataFrame:
    """The screening log up to a day."""
    return cursor.execute(read_query("recruitment_screening"), {"as_of": as_of}).df()
