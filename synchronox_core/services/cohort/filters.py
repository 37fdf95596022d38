"""The filter of the cohort pages: codes that are allowed, and how many ways they narrow it."""

from dataclasses import dataclass

from synchronox_core.protocol.vocabulary import Cohort, Strategy
from synchronox_core.statistics.baseline import BASELINE, UNKNOWN
from synchronox_core.store import Store
from synchronox_core.store.overview_queries import list_centres

CODES: dict[str, tuple[str, ...]] = {
    "cohort": (*(cohort.value for cohort in Cohort), UNKNOWN),
    "strategy_planned": (*(strategy.value for strategy in Strategy), UNKNOWN),
    "sex": (*BASELINE["sex"].codes, UNKNOWN),
    "liver_resectability_class": (*BASELINE["liver_resectability_class"].codes, UNKNOWN),
}
"""Codes a filter may ask for, by column; ``unknown`` finds the missing ones."""


@dataclass(frozen=True)
class CohortFilter:
    """Which patients a page speaks about; an empty tuple keeps everybody.

    Attributes:
        cohorts: Retrospective, prospective, or unknown.
        centres: Codes of centres.
        strategies: Planned strategies.
        sexes: Sexes.
        classes: Classes of resectability of the liver.
    """

    cohorts: tuple[str, ...] = ()
    centres: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, list[str]]:
        """The filter as bound parameters of a query.

        >>> CohortFilter(sexes=("F",)).parameters["sexes"]
        ['F']
        """
        return {
            "cohorts": list(self.cohorts),
            "centres": list(self.centres),
            "strategies": list(self.strategies),
            "sexes": list(self.sexes),
            "classes": list(self.classes),
        }

    @property
    def asks_for_records(self) -> bool:
        """Whether it uses more than the centre, which the screening log does not have."""
        return bool(self.cohorts or self.strategies or self.sexes or self.classes)


def centre_names(store: Store) -> dict[str, str]:
    """Names of the centres with at least one patient, by code."""
    frame = list_centres(store)
    return dict(zip(frame["centre_id"], frame["centre_name"].fillna(""), strict=True))
