"""The long computations of the comparison page, each known by its question."""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from pages.components import computations, data_access
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.comparisons.performed import (
    PERFORMED_REPLICATIONS,
    PerformedStrategies,
    compare_performed_strategies,
)
from synchronox_core.services.comparisons.planned import (
    REPLICATIONS,
    Exploration,
    StrategyComparison,
    StrategyQuestion,
    compare_planned,
    explore_comparison,
)
from synchronox_core.services.computations import Told

Result = TypeVar("Result")

MOST_COMPARED_AT_ONCE = 1_200
"""Most patients of an extract compared while the page waits: a comparison takes 1 s at 1,500, 1.7 s
at 3,000 and two minutes of a core at 100,000 (measured)."""


def planned(
    asked: CohortFilter, readings: ProtocolSettings, question: StrategyQuestion
) -> StrategyComparison | None:
    """The comparison as planned: at once, or in a large extract once it is computed."""
    extract, store = data_access.current_extract(), data_access.store()
    if extract is not None and extract.patients <= MOST_COMPARED_AT_ONCE:
        return data_access.comparison(asked, readings, question)
    return _result(
        "planned",
        (asked, readings, question),
        lambda told: compare_planned(store, asked, readings, question, told=told),
    )


def bootstrapped(
    asked: CohortFilter, readings: ProtocolSettings, question: StrategyQuestion
) -> StrategyComparison | None:
    """The comparison with a bootstrap interval, once it is computed."""
    store = data_access.store()
    return _result(
        "bootstrap",
        (asked, readings, question),
        lambda told: compare_planned(
            store, asked, readings, question, replications=REPLICATIONS, told=told
        ),
    )


def explored(
    asked: CohortFilter, readings: ProtocolSettings, question: StrategyQuestion
) -> Exploration | None:
    """The question asked in other ways, once it is computed."""
    store = data_access.store()
    return _result(
        "explore",
        (asked, readings, question),
        lambda told: explore_comparison(store, asked, readings, question, told=told),
    )


def performed(
    asked: CohortFilter, readings: ProtocolSettings, question: StrategyQuestion
) -> PerformedStrategies | None:
    """The comparison of performed strategies, once it is computed."""
    store = data_access.store()
    return _result(
        "performed",
        (asked, readings, question),
        lambda told: compare_performed_strategies(
            store, asked, readings, question, replications=PERFORMED_REPLICATIONS, told=told
        ),
    )


def _result(
    name: str, question: tuple[Hashable, ...], work: Callable[[Told], Result]
) -> Result | None:
    key = data_access.computation_key(name, *question)
    return cast("Result | None", computations.result_of(key, work, name))
