"""A process killed at any moment leaves the old state or the new one, never something between."""

import random
import shutil
import time
from pathlib import Path

import pytest

from synchronox_core.store import Store
from tests.lib.deliveries import patient_code
from tests.lib.store_processes import (
    import_and_die,
    import_for_ever,
    import_small,
    running,
)

KILLS = 32
LONGEST_LIFE_SECONDS = 0.9
"""About two imports, so that a kill falls on every part of one."""
START_SECONDS = 30
SEED = 20260630


def assert_sound(store: Store) -> None:
    catalogue = store.catalogue()
    numbers = [extract.extract_id for extract in catalogue.extracts]
    assert numbers == list(range(1, len(numbers) + 1))
    assert catalogue.current_id == numbers[-1]
    assert all((store.directory / file).is_file() for file in catalogue.files)
    store.verify_extract(numbers[-1])
    with store.read() as cursor:
        assert cursor.execute("SELECT count(*) FROM cohort").fetchall()[0][0] > 0


def wait_for_start(process_note: Path, size: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process_note.stat().st_size <= size and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.mark.slow
def test_an_import_killed_at_random_moments_loses_nothing_that_was_said_to_be_stored(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path / "store")
    notes = tmp_path / "acknowledged"
    import_small(store)
    notes.write_text("1\n", encoding="ascii")
    chance = random.Random(SEED)
    interrupted = 0
    for _ in range(KILLS):
        size = notes.stat().st_size
        with running(import_for_ever, store.directory, notes):
            wait_for_start(notes, size)
            time.sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
        interrupted += any((store.directory / "building").iterdir())
        assert_sound(store)
        acknowledged = [int(line) for line in notes.read_text(encoding="ascii").split()]
        stored = [extract.extract_id for extract in store.catalogue().extracts]
        assert stored[: len(acknowledged)] == acknowledged
        assert len(stored) - len(acknowledged) <= 1
        notes.write_text("".join(f"{number}\n" for number in stored), encoding="ascii")
    assert interrupted >= KILLS // 4
    import_small(store)
    assert_sound(store)
    assert {path.name for path in store.directory.glob("*.duckdb*")} == {
        extract.file for extract in store.catalogue().extracts
    }


@pytest.mark.slow
def test_an_erasing_import_killed_before_any_change_of_the_disk_is_all_old_or_all_new(
    tmp_path: Path,
) -> None:
    template = tmp_path / "template"
    import_small(Store(template), edition=1)
    steps = count_steps(template, tmp_path / "counting")
    outcomes = [state_after_dying(template, tmp_path / f"at_{n}", n) for n in range(1, steps + 1)]
    assert steps > 10
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {"1 old", "2 new"}


def count_steps(template: Path, folder: Path) -> int:
    shutil.copytree(template, folder / "store")
    with running(import_and_die, folder / "store", 0) as process:
        process.join(START_SECONDS)
    return int((folder / "steps").read_text(encoding="ascii"))


def state_after_dying(template: Path, folder: Path, step: int) -> str:
    """``1 old`` or ``2 new``; anything in between fails."""
    shutil.copytree(template, folder / "store")
    with running(import_and_die, folder / "store", step) as process:
        process.join(START_SECONDS)
        assert process.exitcode == -9
    store = Store(folder / "store")
    assert_sound(store)
    with store.read(1) as cursor:
        held = cursor.execute("SELECT count(*) FROM patients").fetchall()[0][0]
    state = store.catalogue().current_id, held, store.is_opposed(patient_code(1))
    import_small(store, edition=3, opposed=(1,))
    code = patient_code(1).encode()
    files = [path for path in store.directory.rglob("*") if path.is_file()]
    assert not [path for path in files if code in path.read_bytes()]
    return {(1, 6, False): "1 old", (2, 5, True): "2 new"}[state]
