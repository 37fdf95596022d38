"""The record's 14 outcome measures for the patients a filter keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from synchronox_core.protocol.outcome_measures import (
    OUTCOME_MEASURES,
    SECONDARY_MEASURES,
    OutcomeMeasure,
)
from synchronox_core.protocol.settings import CHOICES, ProtocolSettings
from synchronox_core.services.cohort.filters import CODES, CohortFilter
from synchronox_core.services.definitions import ACTS_ON
from synchronox_core.services.deliveries.derived_values import has_derived, open_derived
from synchronox_core.services.outcomes.disclosure import hide_cohorts, hide_lines
from synchronox_core.services.outcomes.lines import Counts, build_lines
from synchronox_core.services.survival.endpoints import observe_all
from synchronox_core.statistics.disclosure import (
    SMALLEST_DESCRIBED,
    SMALLEST_EXPORTED,
    is_described,
)
from synchronox_core.statistics.outcome_lines import OutcomeLine
from synchronox_core.statistics.primary_outcome import (
    PrimaryOutcome,
    StatusCount,
    estimate_primary_outcome,
)
from synchronox_core.store import Store
from synchronox_core.store.building import Progress, silent
from synchronox_core.store.outcome_queries import outcome_times, read_outcomes

DERIVED_AT_ONCE = 2_000
"""Patients up to which the answers under other settings are derived while a page waits."""

SURVIVAL_ENDPOINTS = ("os", "pfs", "pfs_standard")
"""Times to an event among the outcome measures, all from the first FOLFIRINOX."""

PRIMARY_SETTINGS = tuple(name for name in CHOICES if "complete_treatment" in ACTS_ON[name])
"""Settings of a few words that can change the primary outcome."""


@dataclass(frozen=True)
class MeasuredOutcome:
    """A secondary outcome measure and its figures.

    Attributes:
        measure: The measure of the record.
        lines: Its figures, the main one first.
    """

    measure: OutcomeMeasure
    lines: tuple[OutcomeLine, ...]


@dataclass(frozen=True)
class ReadingOutcome:
    """The primary outcome under one value of one setting.

    Attributes:
        setting: The setting.
        value: Its value.
        primary: The outcome; None while the answers are not derived and many patients wait.
    """

    setting: str
    value: str
    primary: PrimaryOutcome | None


@dataclass(frozen=True)
class Outcomes:
    """The outcome measures of the patients a filter keeps.

    Attributes:
        as_of: Data cut.
        settings: Readings of the record in force.
        primary: The primary one.
        by_cohort: The primary one of each cohort with patients.
        secondary: The 13 secondary ones in the order of the record.
    """

    as_of: date
    settings: ProtocolSettings
    primary: PrimaryOutcome
    by_cohort: Mapping[str, PrimaryOutcome]
    secondary: tuple[MeasuredOutcome, ...]

    @property
    def primary_measure(self) -> OutcomeMeasure:
        """The primary measure of the record."""
        return OUTCOME_MEASURES[0]

    @property
    def is_described(self) -> bool:
        """Whether the patients kept are enough to be described."""
        return is_described(self.primary.patients)

    def as_shown(self) -> "Outcomes":
        """The same as a page may show it."""
        return self._shown_from(SMALLEST_DESCRIBED)

    def as_exported(self) -> "Outcomes":
        """The same as it may leave the board."""
        return self._shown_from(SMALLEST_EXPORTED)

    def _shown_from(self, least: int) -> "Outcomes":
        return replace(
            self,
            primary=self.primary.shown_from(least),
            by_cohort=hide_cohorts(self.by_cohort, self.primary, least),
            secondary=tuple(
                replace(measured, lines=hide_lines(measured.lines, least))
                for measured in self.secondary
            ),
        )


def build_outcomes(
    store: Store,
    asked: CohortFilter,
    settings: ProtocolSettings,
    as_of: date | None = None,
    progress: Progress = silent,
) -> Outcomes:
    """The 14 outcome measures of the patients a filter keeps, in the current extract.

    Args:
        store: The cohort store.
        asked: Which patients.
        settings: Readings of the record in force; others than the defaults may first be derived.
        as_of: Data cut; None takes the one of the extract.
        progress: Told the share derived (0-1).

    Raises:
        StoreError: The store is empty or cannot be read.
    """
    with open_derived(store, settings, as_of, progress=progress) as cursor:
        frames = read_outcomes(cursor, asked.parameters, as_of)
        followed = observe_all(outcome_times(cursor), SURVIVAL_ENDPOINTS)
    counts = _status_counts(frames.statuses)
    patients = int(frames.statuses["patients"].sum())
    return Outcomes(
        as_of=frames.as_of,
        settings=settings,
        primary=estimate_primary_outcome(counts, patients),
        by_cohort=_by_cohort(counts),
        secondary=_secondary(Counts(frames, followed), settings, patients),
    )


def is_answered_at_once(store: Store, settings: ProtocolSettings) -> bool:
    """Whether a page may ask under these settings: answers stored, or few patients to derive.

    Raises:
        StoreError: The store cannot be read.
    """
    extract = store.catalogue().current
    is_small = extract is not None and extract.patients <= DERIVED_AT_ONCE
    return is_small or has_derived(store, settings)


def compare_readings(
    store: Store, asked: CohortFilter, settings: ProtocolSettings
) -> tuple[ReadingOutcome, ...]:
    """The primary outcome under each reading that can change it, the other settings kept.

    Args:
        store: The cohort store.
        asked: Which patients.
        settings: Readings of the record in force.

    Raises:
        StoreError: The store is empty or cannot be read.
    """
    return tuple(
        ReadingOutcome(name, value, _primary_under(store, asked, settings, {name: value}))
        for name in PRIMARY_SETTINGS
        for value in CHOICES[name]
    )


def _primary_under(
    store: Store, asked: CohortFilter, settings: ProtocolSettings, change: Mapping[str, str]
) -> PrimaryOutcome | None:
    changed = replace(settings, **change)  # type: ignore[arg-type]
    if not is_answered_at_once(store, changed):
        return None
    return build_outcomes(store, asked, changed).primary


def _status_counts(frame: pd.DataFrame) -> list[StatusCount]:
    return [StatusCount(*row) for row in frame[list(StatusCount._fields)].to_numpy().tolist()]


def _by_cohort(counts: list[StatusCount]) -> dict[str, PrimaryOutcome]:
    rows = {cohort: [row for row in counts if row.cohort == cohort] for cohort in CODES["cohort"]}
    return {
        cohort: estimate_primary_outcome(group, sum(row.patients for row in group))
        for cohort, group in rows.items()
        if group
    }


def _secondary(
    counts: Counts, settings: ProtocolSettings, patients: int
) -> tuple[MeasuredOutcome, ...]:
    lines = build_lines(counts, settings.pfs)
    measured = [MeasuredOutcome(measure, lines[measure.code]) for measure in SECONDARY_MEASURES]
    return tuple(measured if is_described(patients) else map(_hidden, measured))


def _hidden(measured: MeasuredOutcome) -> MeasuredOutcome:
    """A measure of so few patients that even the reasons of the missing would describe them."""
    return replace(
        measured, lines=tuple(replace(line.hidden(), missing={}) for line in measured.lines)
    )
