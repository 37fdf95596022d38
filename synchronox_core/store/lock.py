"""One writer at a time, across processes; the kernel frees the lock when its holder dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from synchronox_core.errors import StoreError
from synchronox_core.store.durable import OWNER_ONLY_FILE, OWNER_ONLY_FOLDER
from synchronox_core.store.faults import writing_faults
from synchronox_core.store.files import LOCK

POLL_SECONDS = 0.05


@contextmanager
def hold_store(directory: Path, timeout_seconds: float) -> Iterator[None]:
    """Be the only writer of a store, whose folder is created when absent.

    Args:
        directory: Folder of the store.
        timeout_seconds: How long to wait for another writer, seconds.

    Raises:
        StoreError: Another writer holds the store, the folder cannot be written to, or the disk
            is full.
    """
    with writing_faults(directory):
        directory.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        descriptor = os.open(directory / LOCK, os.O_RDWR | os.O_CREAT, OWNER_ONLY_FILE)
        try:
            _wait_for(descriptor, timeout_seconds)
            os.truncate(descriptor, 0)
            os.pwrite(descriptor, f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC".encode(), 0)
            yield
        finally:
            os.close(descriptor)


def held_since(directory: Path) -> str | None:
    """Since when a writer holds a store, or None when nobody does."""
    path = directory / LOCK
    if not path.is_file():
        return None
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return None if _is_free(descriptor) else _since(descriptor)
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, timeout_seconds: float) -> None:
    deadline = time.monotonic() + timeout_seconds
    while not _is_free(descriptor):
        if time.monotonic() >= deadline:
            raise StoreError("errors.store_locked", since=_since(descriptor))
        time.sleep(POLL_SECONDS)


def _is_free(descriptor: int) -> bool:
    """Take the lock if nobody holds it; it is kept until the descriptor is closed."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _since(descriptor: int) -> str:
    return os.pread(descriptor, 64, 0).decode(errors="replace") or "?"
