"""What test processes do to a store: import, hold the lock, run out of room, die."""

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from synchronox_core.errors import StoreError
from synchronox_core.store import Store
from synchronox_core.store.lock import hold_store
from tests.lib.deliveries import small_delivery, small_derived

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.lib.store_processes"])
STEPS = ("fsync", "replace", "unlink")
"""Calls of the operating system between which the state on the disk changes."""


def import_small(store: Store, edition: int = 1, opposed: tuple[int, ...] = ()) -> int:
    """Import a small delivery; the CEA of its patients is the edition."""
    delivery = small_delivery(cea=str(edition), opposed=opposed)
    return store.write_extract(delivery, small_derived(delivery)).extract_id


@contextmanager
def running(work: Callable[..., None], *arguments: object) -> Iterator[BaseProcess]:
    """A process at work; it is killed if it still runs at the end."""
    process = CONTEXT.Process(target=work, args=arguments)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()
        process.close()


def import_for_ever(directory: Path, acknowledged: Path) -> None:
    """Import again and again, noting the number of each extract that was said to be stored."""
    store = Store(directory)
    with acknowledged.open("a", encoding="ascii", buffering=1) as notes:
        while True:
            notes.write(f"{import_small(store)}\n")


def import_editions(directory: Path, editions: range) -> None:
    """Import one small delivery an edition."""
    store = Store(directory)
    for edition in editions:
        import_small(store, edition)


def import_and_die(directory: Path, step: int) -> None:
    """Import a delivery by which patient 1 opposes; die before a given change of the disk.

    Args:
        directory: Folder of the store.
        step: Number of the call, from 1; 0 lives on and notes how many there are.
    """
    calls = 0

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)

        return counting

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, counted(getattr(os, name)))
        import_small(Store(directory), edition=2, opposed=(1,))
    if step == 0:
        (directory.parent / "steps").write_text(str(calls), encoding="ascii")


def hold_for_ever(directory: Path, ready: Any) -> None:
    """Hold the lock of a store until killed."""
    with hold_store(directory, 1):
        ready.set()
        signal.pause()


def import_with_small_files(directory: Path, most_bytes: int, told: Any) -> None:
    """Import while no file may grow beyond a size; send the key of the error."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    try:
        import_small(Store(directory), edition=2)
    except StoreError as fault:
        told.send(fault.key)
