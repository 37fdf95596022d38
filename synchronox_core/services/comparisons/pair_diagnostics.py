"""Whether the diagnostics of each pair of strategies pass on Compare strategies."""

from collections.abc import Mapping
from itertools import combinations

from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.comparisons.planned import (
    ShareTold,
    StrategyQuestion,
    compare_planned,
)
from synchronox_core.services.prediction.strategy_rows import ORDER
from synchronox_core.store import Store

Pair = frozenset[str]
Comparability = Mapping[Pair, bool]
"""Whether the diagnostics of a pair pass; a pair not judged is absent."""


def judge_pairs(store: Store, told: ShareTold = lambda _: None) -> dict[Pair, bool]:
    """The judgement of every pair on complete treatment, all patients; several seconds.

    Args:
        store: The cohort store.
        told: Told the share done (0-1).

    Raises:
        StoreError: The store is empty or cannot be read.
    """
    judged: dict[Pair, bool] = {}
    pairs = list(combinations(ORDER, 2))
    for arms in pairs:
        told(len(judged) / len(pairs))
        question = StrategyQuestion(arms=arms)
        found = compare_planned(store, CohortFilter(), ProtocolSettings(), question)
        judged[frozenset(arms)] = found.is_described and found.comparison.estimate is not None
    return judged
