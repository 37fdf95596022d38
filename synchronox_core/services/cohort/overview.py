"""The overview of the cohort: counts, baseline distributions, Table 1 and attrition."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from synchronox_core.protocol.vocabulary import Cohort, Criterion, Strategy
from synchronox_core.services.cohort import overview_disclosure as disclosure
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.deliveries.derived_values import open_derived
from synchronox_core.statistics.attrition import Attrition, Pattern, count_attrition
from synchronox_core.statistics.baseline import BASELINE, UNKNOWN, bin_parameters
from synchronox_core.statistics.disclosure import (
    SMALLEST_DESCRIBED,
    SMALLEST_EXPORTED,
    Withheld,
    is_described,
)
from synchronox_core.statistics.table_one import (
    Cell,
    CodeCounts,
    NumberSummary,
    TableOne,
    build_table_one,
)
from synchronox_core.store import Store
from synchronox_core.store.overview_queries import OverviewFrames, read_overview

COHORTS = (*(cohort.value for cohort in Cohort), UNKNOWN)
STRATEGIES = tuple(strategy.value for strategy in Strategy)
CRITERIA = tuple(criterion.value for criterion in Criterion)
RULES = (
    "is_included",
    "has_folfirinox_start",
    *CRITERIA,
    "is_eligibility_known",
    "is_mature",
    "is_evaluable",
)
"""Rules from the persons screened to the patients in whom the primary endpoint is evaluable, in
order; a criterion is named by its failure."""


@dataclass(frozen=True)
class Overview:
    """What the overview shows of the patients a filter keeps.

    Attributes:
        patients: Patients kept.
        patients_in_extract: Patients before any filter.
        cohorts: Patients by cohort.
        strategies: Patients by planned strategy, in the order of the protocol.
        centres: One row a centre — centre_id, centre_name, retrospective, prospective, unknown,
            patients; the largest first.
        table_one: Baseline by planned strategy.
        bins: Patients by numeric variable and lower bound of the bin, empty bins included.
        attrition: From the persons screened to the evaluable ones of the eligible patients.
        screening: Persons screened without a record — outcome, exclusion_reason, persons; empty
            when the filter asks for more than the screening log has.
        least: Patients from which a group is described and a count shown.
    """

    patients: int
    patients_in_extract: int
    cohorts: dict[str, int]
    strategies: dict[str, int]
    centres: pd.DataFrame
    table_one: TableOne
    bins: dict[str, dict[float, int]]
    attrition: Attrition
    screening: pd.DataFrame
    least: int = SMALLEST_DESCRIBED

    @property
    def is_described(self) -> bool:
        """Whether the patients kept are enough to be described."""
        return is_described(self.patients, self.least)

    @cached_property
    def withheld(self) -> Mapping[tuple[Any, ...], Withheld]:
        """What stands in the place of a count, by its place.

        Places are ``strategy, code``; ``variable, group, code``; ``variable, bin``;
        ``centre, code, column``; ``attrition, figure, rule``; ``screening, line``.
        """
        return {
            **dict(disclosure.withhold_strategies(self.strategies, self.least)),
            **dict(disclosure.withhold_table_one(self.table_one, self.least)),
            **dict(disclosure.withhold_bins(self.bins, self.least)),
            **dict(disclosure.withhold_centres(self.centres, COHORTS, self.least)),
            **dict(disclosure.withhold_flow(self.attrition, self.least)),
            **dict(disclosure.withhold_screening(self.screening, self.least)),
        }

    def as_exported(self) -> "Overview":
        """The same as it may leave the board."""
        return replace(self, least=SMALLEST_EXPORTED)


def build_overview(store: Store, asked: CohortFilter) -> Overview:
    """The overview of the patients a filter keeps, in the current extract.

    Args:
        store: The cohort store.
        asked: Which patients.

    Raises:
        StoreError: The store is empty or its current extract cannot be read.
    """
    with open_derived(store) as cursor:
        frames = read_overview(cursor, asked.parameters, bin_parameters())
    screening = frames.screening.iloc[:0] if asked.asks_for_records else frames.screening
    strategies = _by_strategy(frames.strategies)
    overview = Overview(
        patients=int(frames.centres["patients"].sum()),
        patients_in_extract=frames.patients,
        cohorts={cohort: int(frames.centres[cohort].sum()) for cohort in COHORTS},
        strategies=strategies,
        centres=frames.centres,
        table_one=_table_one(frames, strategies),
        bins=_bins(frames.bins),
        attrition=count_attrition(RULES, _patterns(frames.attrition, screening)),
        screening=screening,
    )
    # Found before the answer is kept: the page that asks next does not wait for it.
    _ = overview.withheld
    return overview


def _by_strategy(frame: pd.DataFrame) -> dict[str, int]:
    found = dict(zip(frame["strategy"], frame["patients"].astype(int), strict=True))
    return {strategy: found.get(strategy, 0) for strategy in (*STRATEGIES, UNKNOWN)}


def _table_one(frames: OverviewFrames, strategies: dict[str, int]) -> TableOne:
    known = {strategy: strategies[strategy] for strategy in STRATEGIES}
    patients = {"all": sum(strategies.values()), **known}
    return build_table_one(patients, _cells(frames, patients), STRATEGIES)


def _cells(frames: OverviewFrames, patients: dict[str, int]) -> dict[tuple[str, str], Cell]:
    counts = frames.categories.set_index(["variable", "strategy", "code"])["patients"].to_dict()
    rows: dict[tuple[str, str], dict[Hashable, Any]] = {
        (row["variable"], row["strategy"]): row
        for row in frames.numbers.to_dict("records")
    }  # fmt: skip
    cells: dict[tuple[str, str], Cell] = {}
    for name, variable in BASELINE.items():
        for group, size in patients.items():
            if variable.codes:
                by_code = {code: counts.get((name, group, code), 0) for code in variable.codes}
                cells[name, group] = CodeCounts(by_code, counts.get((name, group, UNKNOWN), 0))
            else:
                cells[name, group] = _number_summary(rows.get((name, group)), size)
    return cells


def _number_summary(row: dict[Hashable, Any] | None, size: int) -> NumberSummary:
    if row is None:
        return NumberSummary(0, size)
    known = int(row["known"])
    values = {
        statistic: None if pd.isna(row[statistic]) else float(row[statistic])
        for statistic in ("mean", "sd", "q1", "median", "q3")
    }
    return NumberSummary(known, size - known, **values)


def _bins(frame: pd.DataFrame) -> dict[str, dict[float, int]]:
    found = frame.set_index(["variable", "lower_bound"])["patients"].to_dict()
    return {
        name: {bound: int(found.get((name, bound), 0)) for bound in variable.lower_bounds}
        for name, variable in BASELINE.items()
        if variable.lower_bounds
    }


def _patterns(recorded: pd.DataFrame, screening: pd.DataFrame) -> list[Pattern]:
    without_record = int(screening["persons"].sum())
    later: tuple[None, ...] = (None,) * (len(RULES) - 1)
    patterns: list[Pattern] = [((False, *later), without_record)]
    for row in recorded.itertuples(index=False):
        *passes, persons = row
        patterns.append(((True, *map(bool, passes)), int(persons)))
    return patterns
