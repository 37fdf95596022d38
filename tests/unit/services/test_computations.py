"""Computations off the page's thread: found again by key, one at a time, stopped, retried."""

import threading

import pytest

from synchronox_core.errors import UsageError
from synchronox_core.services import computations
from synchronox_core.services.computations import (
    KEPT,
    ComputationState,
    find_computation,
    start_computation,
)

PATIENCE_SECONDS = 20


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch):
    monkeypatch.setattr(computations, "_registry", type(computations._registry)())


def over(computation):
    computation.wait(PATIENCE_SECONDS)
    assert computation.is_over
    return computation


def test_result_is_found_by_its_key_and_computed_once():
    runs = []

    def work(tell):
        runs.append(1)
        tell(0.5)
        return 42

    first = over(start_computation(("store", 1), work))
    assert (first.state, first.result, first.share) == (ComputationState.DONE, 42, 1.0)
    assert find_computation(("store", 1)) is first
    assert start_computation(("store", 1), work) is first
    assert len(runs) == 1
    assert find_computation(("store", 2)) is None


def test_computation_can_be_left_and_found_running_with_its_share():
    told, go_on = threading.Event(), threading.Event()

    def work(tell):
        tell(0.25)
        told.set()
        go_on.wait(PATIENCE_SECONDS)
        return "done"

    start_computation("slow", work)
    assert told.wait(PATIENCE_SECONDS)
    found = find_computation("slow")
    assert (found.state, found.share, found.result) == (ComputationState.RUNNING, 0.25, None)
    go_on.set()
    assert over(found).result == "done"


def test_second_computation_waits_for_the_first():
    go_on = threading.Event()
    first = start_computation("a", lambda _: go_on.wait(PATIENCE_SECONDS))
    second = start_computation("b", lambda _: 2)
    second.wait(0.1)
    assert second.state in (ComputationState.WAITING, ComputationState.RUNNING)
    assert not (first.state is second.state is ComputationState.RUNNING)
    go_on.set()
    over(first)
    assert over(second).result == 2


def test_stopped_computation_ends_and_can_be_started_anew():
    told, go_on = threading.Event(), threading.Event()

    def work(tell):
        told.set()
        go_on.wait(PATIENCE_SECONDS)
        tell(0.5)

    running = start_computation("stopped", work)
    assert told.wait(PATIENCE_SECONDS)
    running.stop()
    go_on.set()
    assert over(running).state is ComputationState.STOPPED
    assert find_computation("stopped") is None
    assert over(start_computation("stopped", lambda _: 7)).result == 7


def test_fault_of_a_user_is_kept_as_it_is_and_tried_again():
    def refuse(_):
        raise UsageError("errors.setting_value", setting="s", value="v", allowed="a")

    failed = over(start_computation("refused", refuse))
    assert (failed.state, failed.error.key) == (ComputationState.FAILED, "errors.setting_value")
    assert over(start_computation("refused", lambda _: 1)).result == 1


def test_defect_is_logged_and_told_by_its_reference():
    failed = over(start_computation("defect", lambda _: 1 / 0))
    assert failed.error.key == "errors.defect"


def test_oldest_that_are_over_are_forgotten():
    for number in range(KEPT + 3):
        over(start_computation(number, lambda _: True))
    assert find_computation(0) is None
    assert find_computation(KEPT + 2) is not None
