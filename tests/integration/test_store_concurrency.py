"""Several processes and threads on one store: one writes at a time, and nobody reads wrong."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from synchronox_core.store import Store
from tests.lib.deliveries import patient_code
from tests.lib.store_processes import (
    CONTEXT,
    hold_for_ever,
    import_editions,
    import_small,
    running,
)
from tests.lib.told import told

THREADS = 8
WAIT_SECONDS = 60


def test_two_imports_at_once_both_land(store: Store) -> None:
    with (
        running(import_editions, store.directory, range(1, 2)) as one,
        running(import_editions, store.directory, range(2, 3)) as other,
    ):
        one.join(WAIT_SECONDS)
        other.join(WAIT_SECONDS)
        assert (one.exitcode, other.exitcode) == (0, 0)
    extracts = store.catalogue().extracts
    assert [extract.extract_id for extract in extracts] == [1, 2]
    assert len({extract.content_sha256 for extract in extracts}) == 2
    for extract in extracts:
        store.verify_extract(extract.extract_id)


def test_who_waits_too_long_is_told_since_when_and_may_try_again(store: Store) -> None:
    import_small(store)
    ready = CONTEXT.Event()
    with running(hold_for_ever, store.directory, ready):
        assert ready.wait(WAIT_SECONDS)
        with told("errors.store_locked", time.strftime("%Y-%m-%d", time.gmtime())):
            import_small(Store(store.directory, lock_timeout_seconds=0.2), 2)
        held = [check for check in store.checks() if check.name == "store_lock"]
        assert [check.key for check in held] == ["store.lock_held"]
        with store.read() as cursor:
            assert cursor.execute("SELECT count(*) FROM patients").fetchall() == [(6,)]
    assert import_small(store, 2) == 2


def read_once(store: Store) -> tuple[object, ...]:
    """What one reader sees: number of the extract, editions in it, patients, patient 1 in it."""
    with store.read() as cursor:
        found: tuple[object, ...] = cursor.execute(
            "SELECT (SELECT extract_id FROM provenance), min(cea_ng_ml), max(cea_ng_ml), count(*), "
            "count(*) FILTER (patient_id = $first) FROM cohort",
            {"first": patient_code(1)},
        ).fetchall()[0]
    return found


def test_readers_never_see_a_wrong_or_half_extract_while_imports_land(store: Store) -> None:
    import_small(store, 1)
    with (
        running(import_editions, store.directory, range(2, 4)) as writer,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        seen = []
        while writer.is_alive():
            seen += list(pool.map(read_once, [store] * THREADS))
        assert writer.exitcode == 0
    assert set(seen) <= {(number, number, number, 6, 1) for number in range(1, 4)}
    assert len(set(seen)) > 1
    assert read_once(store) == (3, 3, 3, 6, 1)


def test_readers_go_on_while_an_erasure_replaces_the_file_they_read(store: Store) -> None:
    import_small(store, 1)
    with ThreadPoolExecutor(THREADS) as pool:
        erasing = pool.submit(import_small, Store(store.directory), 2, (1,))
        seen = []
        while not erasing.done():
            seen += list(pool.map(read_once, [store] * (THREADS - 1)))
        assert erasing.result() == 2
    assert set(seen) <= {(1, 1, 1, 6, 1), (2, 2, 2, 5, 0)}
    assert read_once(store) == (2, 2, 2, 5, 0)


def test_threads_with_other_parameters_get_their_own_answers(store: Store) -> None:
    import_small(store)

    def ask(number: int) -> tuple[object, object]:
        code = patient_code(number % 6 + 1)
        with store.read() as cursor:
            found = cursor.execute(
                "SELECT patient_id FROM patients WHERE patient_id = $code", {"code": code}
            ).fetchall()
        return code, found[0][0]

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(ask, range(800)))
    assert all(asked == answered for asked, answered in answers)


def test_a_cursor_cannot_write_nor_reach_other_files(store: Store) -> None:
    import_small(store)
    for statement in (
        "DELETE FROM patients",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY patients TO '/tmp/patients.csv'",
        "SET threads = 1",
        "ATTACH 'other.duckdb'",
    ):
        with pytest.raises(Exception, match=r"read-only|disabled|locked"), store.read() as cursor:
            cursor.execute(statement)
