"""A disk that is full stops an import; the data in use stay, and room is all it takes to go on."""

import os
import shutil
import subprocess
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from synchronox_core.store import Store
from synchronox_core.store.change import MIB, Change
from tests.lib.store_processes import (
    CONTEXT,
    import_small,
    import_with_small_files,
    running,
)
from tests.lib.told import told

Usage = namedtuple("Usage", "total used free")


def assert_unchanged(store: Store) -> None:
    assert store.catalogue().current_id == 1
    store.verify_extract(1)
    assert [path.name for path in store.directory.glob("**/*.duckdb*")] == ["extract_000001.duckdb"]


def test_too_little_room_stops_an_import_before_it_begins(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_small(store)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100 * MIB, 97 * MIB, 3 * MIB))
    with told("errors.store_disk_short", "3", "17", str(store.directory)):
        import_small(store, 2)
    assert_unchanged(store)


def test_a_file_that_cannot_grow_stops_an_import(store: Store) -> None:
    import_small(store)
    ours, theirs = CONTEXT.Pipe()
    with running(import_with_small_files, store.directory, 200_000, theirs) as process:
        assert ours.poll(60)
        assert ours.recv() == "errors.store_disk_full"
        process.join(60)
    assert_unchanged(store)
    assert import_small(store, 2) == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MiB in memory; skipped where the account may not mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs the rights of root")
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let root mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_disk_that_fills_up_during_an_import_stops_it(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(small_disk / "store")
    import_small(store)
    filler = small_disk / "filler"
    filler.write_bytes(b"\0" * (shutil.disk_usage(small_disk).free - MIB))
    with told("errors.store_disk_short"):
        import_small(store, 2)
    monkeypatch.setattr(Change, "need_space", lambda *_: None)
    with told("errors.store_disk_full", str(small_disk)):
        import_small(store, 2)
    assert_unchanged(store)
    filler.unlink()
    assert import_small(store, 2) == 2
