"""Which counts of the overview are not shown: each table by itself, in all its directions."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from synchronox_core.statistics.attrition import Attrition, withhold_attrition
from synchronox_core.statistics.baseline import UNKNOWN
from synchronox_core.statistics.disclosure import (
    Withheld,
    is_described,
    withhold_counts,
    withhold_table,
)
from synchronox_core.statistics.table_one import CodeCounts, TableOne

Found = Iterator[tuple[tuple[Any, ...], Withheld]]
"""Place of a count, and what stands there instead."""

LARGEST_CENTRES = 20
"""Centres drawn one by one; the table lists all of them."""

OTHERS = "others"
"""Place of the centres drawn together."""


def withhold_strategies(strategies: Mapping[str, int], least: int) -> Found:
    """Patients by planned strategy; those whose strategy is not known are always counted."""
    known = {name: patients for name, patients in strategies.items() if name != UNKNOWN}
    for name, told in withhold_counts(known, least).items():
        yield ("strategy", name), told


def withhold_table_one(table: TableOne, least: int) -> Found:
    """Patients by variable, group and code."""
    groups = [group for group, patients in table.patients.items() if is_described(patients, least)]
    for name, row in table.rows.items():
        cells = {group: row.cells[group] for group in groups}
        columns = {
            group: cell.patients for group, cell in cells.items() if isinstance(cell, CodeCounts)
        }
        for cell, told in withhold_table(columns, least=least, total="all").items():
            yield (name, *cell), told


def withhold_bins(bins: Mapping[str, Mapping[float, int]], least: int) -> Found:
    """Patients by numeric variable and bin."""
    for name, counts in bins.items():
        written = {str(bound): patients for bound, patients in counts.items()}
        for bound, told in withhold_counts(written, least).items():
            yield (name, float(bound)), told


def withhold_centres(centres: pd.DataFrame, cohorts: tuple[str, ...], least: int) -> Found:
    """Patients by centre and cohort, of each centre, and of the smaller ones together."""
    columns = {
        column: dict(zip(centres["centre_id"], map(int, centres[column]), strict=True))
        for column in (*cohorts, "patients")
    }
    others = {OTHERS: list(centres["centre_id"][LARGEST_CENTRES:])}
    subtotals = others if others[OTHERS] else {}
    withheld = withhold_table(columns, least=least, total="patients", subtotals=subtotals)
    for (column, centre), told in withheld.items():
        yield ("centre", centre, column), told


def withhold_flow(flow: Attrition, least: int) -> Found:
    """Persons removed by a rule, who fail it, and who remain after it."""
    for cell, told in withhold_attrition(flow, least).items():
        yield ("attrition", *cell), told


def withhold_screening(screening: pd.DataFrame, least: int) -> Found:
    """Persons screened without a record, by the place of their line."""
    counts = {str(place): int(persons) for place, persons in enumerate(screening["persons"])}
    for place, told in withhold_counts(counts, least).items():
        yield ("screening", int(place)), told
