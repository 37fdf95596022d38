"""Long computations off the page's thread: started once, left, and found again.

A computation is known by its key: store, version of its pointer, settings and question, so that
whoever asks the same finds it, running or done. They run one after the other; what is done is
kept until others take its place or the process ends.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from synchronox_core.errors import StoreError, SynchronoxError
from synchronox_core.services.defects import log_defect

Result = TypeVar("Result")
Told = Callable[[float], None]
"""Told the share done (0-1)."""

Work = Callable[[Told], Result]

KEPT = 32
"""Computations kept; the oldest that are over go first."""


class ComputationState(StrEnum):
    """Where a computation stands."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


class _StopError(Exception):
    """Ends the work of a computation that was stopped."""


@dataclass(eq=False)
class Computation(Generic[Result]):
    """A computation and where it stands.

    Attributes:
        state: Where it stands.
        share: Share done (0-1).
        result: What came of it, once done.
        error: Why it failed.
        is_unwanted: It was asked to stop.
        thread: Runs it.
    """

    state: ComputationState = ComputationState.WAITING
    share: float = 0.0
    result: Result | None = None
    error: SynchronoxError | None = None
    is_unwanted: bool = False
    thread: threading.Thread | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state not in (ComputationState.WAITING, ComputationState.RUNNING)

    def tell(self, share: float) -> None:
        """Note the share done; ends the work of a computation that was stopped."""
        if self.is_unwanted:
            raise _StopError
        self.share = share

    def stop(self) -> None:
        """Ask it to stop, which it does when it next tells how far it is."""
        self.is_unwanted = True

    def wait(self, timeout_seconds: float | None = None) -> None:
        """Wait until it is over."""
        if self.thread is not None:
            self.thread.join(timeout_seconds)

    def run(self, work: "Work[Result]") -> None:
        """Run the work once it is its turn; what goes wrong is kept for the page."""
        with _TURN:
            self.state = ComputationState.RUNNING
            try:
                self.tell(0.0)
                self.result = work(self.tell)
                self.share, self.state = 1.0, ComputationState.DONE
            except _StopError:
                self.state = ComputationState.STOPPED
            except SynchronoxError as error:
                self.error, self.state = error, ComputationState.FAILED
            except Exception as defect:
                self.error = StoreError("errors.defect", reference=log_defect(defect))
                self.state = ComputationState.FAILED


_TURN = threading.Lock()
_REGISTRY_LOCK = threading.Lock()
_registry: "OrderedDict[Hashable, Computation[object]]" = OrderedDict()


def find_computation(key: Hashable) -> Computation[object] | None:
    """The computation of a key; None when it was never started, was stopped or is forgotten."""
    with _REGISTRY_LOCK:
        found = _registry.get(key)
    return None if found is None or found.state is ComputationState.STOPPED else found


def start_computation(key: Hashable, work: "Work[object]") -> Computation[object]:
    """Start a computation, unless it runs or is done; one that failed is tried again.

    Args:
        key: Everything its result depends on.
        work: Computes the result; it is given the function to tell the share done.
    """
    with _REGISTRY_LOCK:
        found = _registry.get(key)
        if found is not None and not (found.is_over and found.result is None):
            return found
        computation: Computation[object] = Computation()
        _registry[key] = computation
        _registry.move_to_end(key)
        _forget_oldest()
    computation.thread = threading.Thread(target=computation.run, args=(work,), daemon=True)
    computation.thread.start()
    return computation


def _forget_oldest() -> None:
    over = [key for key, found in _registry.items() if found.is_over]
    for key in over[: max(len(_registry) - KEPT, 0)]:
        del _registry[key]
