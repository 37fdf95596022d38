"""A damaged store is told in a sentence with a way out, and never read as if it were sound."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from synchronox_core.errors import StoreError
from synchronox_core.store import Store
from synchronox_core.store.pointer import read_catalogue
from tests.lib.deliveries import patient_code, private_comment
from tests.lib.store_processes import import_small
from tests.lib.told import told

CURRENT = "extract_000002.duckdb"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a store with two extracts; tests damage copies of it."""
    directory = tmp_path_factory.mktemp("sound") / "store"
    store = Store(directory)
    import_small(store, 1)
    import_small(store, 2)
    return directory


@pytest.fixture
def store(sound: Path, tmp_path: Path) -> Store:
    """A copy of the sound store, to damage."""
    shutil.copytree(sound, tmp_path / "store")
    return Store(tmp_path / "store")


def read_all(store: Store) -> None:
    with store.read() as cursor:
        cursor.execute("SELECT * FROM patients").fetchall()
        pytest.fail("a damaged store was read")


def write_sqlite(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE patients (patient_id)")
    connection.commit()
    connection.close()


NO_DATABASE: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "csv": lambda path: path.write_bytes(b"patient_id,ecog\nSYN-INA-0001,1\n"),
    "garbage": lambda path: path.write_bytes(bytes(range(256)) * 64),
    "header only": lambda path: path.write_bytes(path.read_bytes()[:4096]),
    "sqlite": write_sqlite,
}


@pytest.mark.parametrize("damage", NO_DATABASE.values(), ids=NO_DATABASE)
def test_a_file_that_is_no_database_is_told(store: Store, damage: Callable[[Path], object]) -> None:
    damage(store.directory / CURRENT)
    with told("errors.store_file_damaged", CURRENT, "rollback"):
        read_all(store)
    store.rollback(1)
    with store.read() as cursor:
        assert cursor.execute("SELECT DISTINCT cea_ng_ml FROM patients").fetchall() == [(1.0,)]


def test_a_truncated_file_is_found_by_reading_it_whole(store: Store) -> None:
    path = store.directory / CURRENT
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with told("errors.store_file_damaged", CURRENT):
        store.verify_extract(2)


def test_a_flipped_bit_in_a_data_block_is_found_by_reading_it_whole(store: Store) -> None:
    path = store.directory / CURRENT
    content = bytearray(path.read_bytes())
    content[content.index(b"free words")] ^= 1
    path.write_bytes(content)
    with told("errors.store_file_damaged", CURRENT):
        store.verify_extract(2)


def test_a_changed_row_is_found_by_its_hash(store: Store) -> None:
    with duckdb.connect(str(store.directory / CURRENT)) as connection:
        connection.execute("UPDATE patients SET cea_ng_ml = 7 WHERE _line = 2")
    with told("errors.store_content_differs", CURRENT):
        store.verify_extract(2)


def test_another_extract_under_the_name_is_found(store: Store) -> None:
    shutil.copy(store.directory / "extract_000001.duckdb", store.directory / CURRENT)
    with told("errors.store_content_differs", CURRENT):
        store.verify_extract(2)


def test_a_foreign_database_is_told(store: Store) -> None:
    path = store.directory / CURRENT
    path.unlink()
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE patients (patient_id VARCHAR)")
    with told("errors.store_file_foreign", CURRENT):
        read_all(store)


@pytest.mark.parametrize(("version", "key"), [(2, "newer"), (0, "older")])
def test_an_extract_of_another_version_is_refused(store: Store, version: int, key: str) -> None:
    with duckdb.connect(str(store.directory / CURRENT)) as connection:
        connection.execute("UPDATE provenance SET schema_version = $version", {"version": version})
    with told(f"errors.store_schema_{key}", CURRENT, str(version), "1"):
        read_all(store)


def test_a_missing_file_is_told(store: Store) -> None:
    (store.directory / CURRENT).unlink()
    with told("errors.store_file_missing", CURRENT):
        read_all(store)


def test_a_replaced_file_is_not_answered_from_memory(store: Store) -> None:
    with store.read() as cursor:
        cursor.execute("SELECT 1").fetchall()
    (store.directory / CURRENT).write_bytes(b"gone")
    with told("errors.store_file_damaged", CURRENT):
        read_all(store)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": 1}', '{"format": 1, "extracts": 3}']
)
def test_a_damaged_pointer_is_told_and_made_anew(store: Store, content: str) -> None:
    before = store.catalogue().extracts
    (store.directory / "current.json").write_text(content, encoding="ascii")
    with told("errors.store_pointer_damaged", "rollback N"):
        store.catalogue()
    with told("errors.store_pointer_damaged"):
        import_small(store)
    store.rollback(2)
    assert store.catalogue().extracts == before


def test_a_missing_pointer_is_told_and_made_anew_from_the_files_that_verify(store: Store) -> None:
    first, _ = store.catalogue().extracts
    (store.directory / "current.json").unlink()
    (store.directory / CURRENT).write_bytes(b"damaged too")
    with told("errors.store_pointer_missing", "2", "rollback N"):
        store.catalogue()
    with told("errors.store_pointer_missing"):
        import_small(store)
    with told("errors.store_extract_unknown"):
        store.rollback(2)
    assert store.rollback(1) == first
    assert store.catalogue().extracts == (first,)
    import_small(store, 3)
    assert (store.directory / f"{CURRENT}.damaged").read_bytes() == b"damaged too"
    assert [check.key for check in store.checks() if check.name == "store_damaged"] == [
        "store.damaged"
    ]


def test_a_pointer_of_a_newer_program_is_left_alone(store: Store) -> None:
    pointer = store.directory / "current.json"
    document = json.loads(pointer.read_text(encoding="utf-8"))
    pointer.write_text(json.dumps({**document, "format": 9}), encoding="utf-8")
    with told("errors.store_format_newer", "9"):
        store.catalogue()
    with pytest.raises(StoreError):
        store.rollback(1)
    assert json.loads(pointer.read_text(encoding="utf-8"))["format"] == 9


def test_nothing_is_imported_while_the_list_of_opposed_persons_is_lost(store: Store) -> None:
    import_small(store, 3, opposed=(1,))
    (store.directory / "opposed_1.json").unlink()
    with told("errors.store_opposed_lost", "opposed_1.json"):
        Store(store.directory).is_opposed(patient_code(2))
    with told("errors.store_opposed_lost", "opposed_1.json"):
        import_small(store, 4)
    assert store.catalogue().current_id == 3


def test_errors_hold_nothing_of_a_patient(store: Store) -> None:
    path = store.directory / CURRENT
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(StoreError) as caught:
        store.verify_extract(2)
    assert "SYN-" not in str(caught.value)
    assert private_comment(1) not in str(caught.value)


def test_files_left_behind_by_a_crash_are_removed_by_the_next_import(store: Store) -> None:
    orphans = ("extract_000003.duckdb", "building/extract_000003.duckdb", "opposed_4.json")
    for name in orphans:
        (store.directory / name).write_bytes(b"half an import")
    (store.directory / "notes.txt").write_bytes(b"not ours")
    assert import_small(store, 3) == 3
    store.verify_extract(3)
    names = {path.name for path in store.directory.iterdir()}
    assert names == read_catalogue(store.directory).files | {
        "current.json",
        "lock",
        "building",
        "notes.txt",
    }
    assert list((store.directory / "building").iterdir()) == []
