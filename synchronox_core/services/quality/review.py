"""The quality of the data of an extract: completeness, timeliness, maturity, centres, habits."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import pandas as pd

from synchronox_core.recruitment.centres import CentreIndicator
from synchronox_core.recruitment.maturity import Maturity
from synchronox_core.recruitment.quality_indicators import (
    LATE_ENTRY_DAYS,
    QualityIndicator,
    compare_centres,
)
from synchronox_core.services.deliveries.derived_values import open_derived
from synchronox_core.services.quality.maturity import MaturityReport, describe_maturity
from synchronox_core.statistics.digit_preference import (
    DigitPreference,
    Heaping,
    judge_firsts,
    measure_digits,
)
from synchronox_core.store import Cursor, Store
from synchronox_core.store import quality_queries as queries
from synchronox_core.store.completeness import Completeness, count_completeness, list_missing
from synchronox_core.store.maturity_queries import maturity_patients
from synchronox_core.store.record_queries import read_data_cut

Variable = tuple[str, str]
"""Table and column."""

NEWS_LISTED = 200
"""Patients with news due that are listed; all are counted."""


class CellCount(NamedTuple):
    """Cells of a variable.

    Attributes:
        expected: Cells that should be filled, at least one.
        filled: Those that are.
    """

    expected: int
    filled: int

    @property
    def missing_share(self) -> float:
        """Share of the cells expected that are empty (0-1)."""
        return 1 - self.filled / self.expected


@dataclass(frozen=True)
class DataQuality:
    """What is known of the quality of an extract.

    Attributes:
        as_of: The data cut.
        centres: Rows of ``quality_workload``, one a centre with patients.
        completeness: Expected and filled cells.
        totals: The same of each variable in all centres, the least complete first.
        delays: Rows of ``quality_entry_delays``.
        maturity: What can be judged at the data cut, follow-up, the first with news due.
        overdue: Living patients of whom news is overdue.
        due_soon: Living patients of whom news is due soon.
        indicators: Each indicator of every centre against the others.
        causes: Rows of ``quality_causes``.
        digits: Digit preference by measure.
        firsts: First days of months by date.
    """

    as_of: date
    centres: pd.DataFrame
    completeness: Completeness
    totals: dict[Variable, CellCount]
    delays: pd.DataFrame
    maturity: MaturityReport
    overdue: int
    due_soon: int
    indicators: dict[QualityIndicator, list[CentreIndicator]]
    causes: pd.DataFrame
    digits: dict[str, DigitPreference]
    firsts: dict[str, Heaping]


def build_data_quality(store: Store) -> DataQuality:
    """The quality of the data in the extract in use.

    Args:
        store: The cohort store.

    Raises:
        StoreError: The store is empty or its current extract cannot be read.
    """
    extract_id = store.extract().extract_id
    with ThreadPoolExecutor(1) as beside, open_derived(store, extract_id=extract_id) as cursor:
        # A third of the time in a large store; the rest needs nothing of it.
        counted = beside.submit(_count_completeness, store, extract_id)
        as_of = read_data_cut(cursor)
        centres = queries.quality_workload(cursor)
        queries.select_entries(cursor, as_of, LATE_ENTRY_DAYS)
        late_patients = queries.quality_late_patients(cursor, LATE_ENTRY_DAYS)
        patients = maturity_patients(cursor)
        maturity = describe_maturity(patients, as_of)
        news_due = maturity.news_due
        overdue = int((news_due["overdue_days"] > 0).sum())
        indicators = _compare(centres, late_patients, patients, maturity)
        delays = queries.quality_entry_delays(cursor, LATE_ENTRY_DAYS)
        causes = queries.quality_causes(cursor)
        digits, firsts = _digits(cursor), _firsts(cursor)
        completeness = counted.result()
        return DataQuality(
            as_of=as_of,
            centres=centres,
            completeness=completeness,
            totals=_totals(completeness),
            delays=delays,
            maturity=replace(maturity, news_due=news_due.head(NEWS_LISTED)),
            overdue=overdue,
            due_soon=len(news_due) - overdue,
            indicators=indicators,
            causes=causes,
            digits=digits,
            firsts=firsts,
        )


def _count_completeness(store: Store, extract_id: int) -> Completeness:
    with open_derived(store, extract_id=extract_id) as cursor:
        return count_completeness(cursor)


def find_missing(store: Store, table: str, column: str, centre_id: str | None) -> pd.DataFrame:
    """The patients in whom a variable is expected and missing.

    Args:
        store: The cohort store.
        table: Table of the variable.
        column: The variable.
        centre_id: Only this centre; None lists all.

    Returns:
        One row a cell, the first thousand — patient_id, centre_id, row_key, reason.

    Raises:
        KeyError: The completeness of the variable is not followed.
        StoreError: The store is empty or its current extract cannot be read.
    """
    with open_derived(store) as cursor:
        return list_missing(cursor, table, column, centre_id).listed


def _compare(
    centres: pd.DataFrame,
    late_patients: pd.DataFrame,
    patients: pd.DataFrame,
    maturity: MaturityReport,
) -> dict[QualityIndicator, list[CentreIndicator]]:
    primary = maturity.primary_by_centre.set_index("centre_id")
    incomplete, judged = (
        primary.loc[primary["maturity"] == kind.value, "patients"]
        for kind in (Maturity.NOT_EVALUABLE, Maturity.JUDGED)
    )
    is_alive = (patients["os_event"].astype(float) == 0) & patients["os_days"].notna()
    is_overdue = maturity.news_due["overdue_days"] > 0
    of_centre = centres.set_index("centre_id")
    late = late_patients.set_index("centre_id")
    counts = {
        QualityIndicator.PRIMARY_MISSING: (incomplete, incomplete.add(judged, fill_value=0)),
        QualityIndicator.LATE_ENTRY: (late["late"], late["patients"]),
        QualityIndicator.OVERDUE_NEWS: (
            maturity.news_due.loc[is_overdue, "centre_id"].value_counts(),
            patients.loc[is_alive, "centre_id"].value_counts(),
        ),
        QualityIndicator.OPEN_QUERIES: (of_centre["open_queries"], of_centre["patients"]),
        QualityIndicator.FINDINGS: (of_centre["findings"], of_centre["patients"]),
    }
    found = {}
    for indicator, (events, whole) in counts.items():
        rows = pd.DataFrame({"events": events, "patients": whole}, index=of_centre.index)
        rows = rows.fillna(0).astype(int).reset_index()
        found[indicator] = compare_centres(indicator, rows)
    return found


def _totals(found: Completeness) -> dict[Variable, CellCount]:
    names = ["table_name", "column_name"]
    sums = found.cells.groupby(names)[["expected", "filled"]].sum().reset_index()
    rows = sums.itertuples(index=False, name=None)
    counts = {(table, column): CellCount(int(n), int(k)) for table, column, n, k in rows}
    return dict(sorted(counts.items(), key=lambda item: -item[1].missing_share))


def _digits(cursor: Cursor) -> dict[str, DigitPreference]:
    written = queries.quality_written_values(cursor)
    return {
        str(variable): measure_digits(dict(zip(rows["value"], rows["times"], strict=True)))
        for variable, rows in written.groupby("variable")
    }


def _firsts(cursor: Cursor) -> dict[str, Heaping]:
    return {
        str(row.variable): judge_firsts(int(row.firsts), int(row.dates))  # type: ignore[arg-type]
        for row in queries.quality_days_of_month(cursor).itertuples()
    }
