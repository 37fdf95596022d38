"""Public cohorts beside ours: loading one, and its survival and distributions."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from synchronox_core.ecrf.findings import Finding
from synchronox_core.external.mapping import EXTERNAL_COHORTS, Bins, read_mapping
from synchronox_core.external.reading import read_external
from synchronox_core.statistics.disclosure import is_described
from synchronox_core.statistics.proportions import Proportion, estimate_proportion
from synchronox_core.statistics.survival import KaplanMeier, estimate_kaplan_meier
from synchronox_core.store import ExternalCohort, Store
from synchronox_core.store.external_queries import (
    external_bins,
    external_categories,
    external_outcomes,
)

__all__ = [
    "EVERYBODY",
    "EXTERNAL_COHORTS",
    "LOAD_COMMAND",
    "Bar",
    "ExternalDistribution",
    "ExternalLoad",
    "ExternalSurvival",
    "count_external_distribution",
    "estimate_external_survival",
    "load_external_cohort",
    "read_mapping",
]

LOAD_COMMAND = "python -m synchronox_core external load {name} PATH"
"""How a public cohort is loaded."""

EVERYBODY = "all"
"""Choice of a group that draws one curve for the whole cohort, and the code of that curve."""


@dataclass(frozen=True)
class ExternalLoad:
    """A public cohort that was loaded.

    Attributes:
        cohort: What the store keeps of it.
        findings: Everything its reading noticed.
    """

    cohort: ExternalCohort
    findings: tuple[Finding, ...]

    @property
    def rows(self) -> int:
        """Patients loaded."""
        return self.cohort.rows


@dataclass(frozen=True)
class ExternalSurvival:
    """Survival of a public cohort; its four counts add up to all patients.

    Attributes:
        curves: Curve by code of the group.
        drawn: Patients in the curves.
        without_outcome: Patients whose time or event is unknown.
        without_group: Patients with an outcome whose group is unknown.
        too_small: Patients of groups too small to be described, by code.
    """

    curves: dict[str, KaplanMeier]
    drawn: int
    without_outcome: int
    without_group: int
    too_small: dict[str, int]


@dataclass(frozen=True)
class Bar:
    """The patients who have a value, or whose number lies in a bin.

    Attributes:
        value: The value, or the lower bound of the bin.
        share: Patients, among those in whom the column is known.
    """

    value: str | float
    share: Proportion


@dataclass(frozen=True)
class ExternalDistribution:
    """Patients of a public cohort by value, or by bin, of a column.

    Attributes:
        column: The column.
        bins: How a number was cut; None when each value has its bar.
        bars: In order, empty bins between others included.
        known: Patients in whom it is known.
        missing: Patients in whom it is missing.
    """

    column: str
    bins: Bins | None
    bars: tuple[Bar, ...]
    known: int
    missing: int


def load_external_cohort(name: str, path: Path, store: Store) -> ExternalLoad:
    """Read a public cohort and keep it in a table of its own, in place of an earlier load.

    Args:
        name: One of ``EXTERNAL_COHORTS``.
        path: Its published file, or the folder that holds it.
        store: The cohort store.

    Raises:
        UsageError: No such cohort.
        ExportError: The file is absent or not of that cohort.
        StoreError: The store cannot be written.
    """
    table = read_external(name, path)
    return ExternalLoad(store.write_external(table), tuple(table.findings))


def estimate_external_survival(
    store: Store, name: str, endpoint: str, group: str = EVERYBODY
) -> ExternalSurvival:
    """Survival of a public cohort, from the origin of its own clock, unadjusted.

    Args:
        store: The cohort store.
        name: Public cohort.
        endpoint: One of the endpoints of its mapping.
        group: One of the groups of its mapping, or ``EVERYBODY``.

    Raises:
        StoreError: The cohort was not loaded or cannot be read.
    """
    columns = read_mapping(name).endpoints[endpoint]
    is_grouped = group != EVERYBODY
    frame = external_outcomes(
        store, name, columns.months, columns.event, group if is_grouped else None
    )
    known = frame.dropna(subset=["months", "event"])
    grouped = known.dropna(subset="group") if is_grouped else known.assign(group=EVERYBODY)
    sizes = {str(code): len(rows) for code, rows in grouped.groupby("group")}
    described = [code for code in _in_order(name, group, sizes) if is_described(sizes[code])]
    return ExternalSurvival(
        curves={code: _curve(grouped[grouped["group"] == code]) for code in described},
        drawn=sum(sizes[code] for code in described),
        without_outcome=len(frame) - len(known),
        without_group=len(known) - len(grouped),
        too_small={code: size for code, size in sizes.items() if not is_described(size)},
    )


def _curve(frame: pd.DataFrame) -> KaplanMeier:
    return estimate_kaplan_meier(frame["months"].to_numpy(), frame["event"].to_numpy())


def _in_order(name: str, column: str, codes: Iterable[str]) -> list[str]:
    """Codes as the mapping lists them, then those it does not list, by name."""
    mapped = read_mapping(name).columns
    listed = [str(word) for word in mapped[column].words.values()] if column in mapped else []
    position = {word: place for place, word in enumerate(listed)}
    return sorted(codes, key=lambda code: (position.get(code, len(listed)), code))


def count_external_distribution(store: Store, name: str, column: str) -> ExternalDistribution:
    """Patients of a public cohort by value, or by bin, of a column.

    Args:
        store: The cohort store.
        name: Public cohort.
        column: One of the distributions of its mapping.

    Raises:
        StoreError: The cohort was not loaded or cannot be read.
    """
    bins = read_mapping(name).distributions[column]
    if bins is None:
        frame = external_categories(store, name, column)
    else:
        frame = external_bins(store, name, column, bins.width, bins.last)
    present = frame.dropna(subset="value")
    counts = dict(zip(present["value"], present["patients"].astype(int), strict=True))
    values = _in_order(name, column, counts) if bins is None else bins.lower_bounds(counts)
    known = sum(counts.values())
    return ExternalDistribution(
        column=column,
        bins=bins,
        bars=tuple(
            Bar(value, estimate_proportion(counts.get(value, 0), known)) for value in values
        ),
        known=known,
        missing=int(frame["patients"].sum()) - known,
    )
