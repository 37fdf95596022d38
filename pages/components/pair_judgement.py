"""The judgement of Compare strategies on every pair, asked for once an extract."""

from typing import cast

from pages.components import computations, data_access
from synchronox_core.services.comparisons.pair_diagnostics import Comparability, judge_pairs
from synchronox_core.services.computations import start_computation

NAME = "pairs"


def judged_pairs() -> Comparability:
    """The judgement by pair; empty, with a button or its progress, until it is there."""
    store, key = data_access.store(), data_access.computation_key(NAME)
    found = computations.result_of(key, lambda told: judge_pairs(store, told), NAME)
    return cast("Comparability", found or {})


def judge_ahead() -> None:
    """Start the judgement before anybody asks for it."""
    store, key = data_access.store(), data_access.computation_key(NAME)
    start_computation(key, lambda told: judge_pairs(store, told))
