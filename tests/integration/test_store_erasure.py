"""A person who opposes leaves every extract, without a trace in any file of the store."""

import shutil
from pathlib import Path

import pytest

from synchronox_core.ecrf.model import Opposition
from synchronox_core.errors import StoreError
from synchronox_core.store import Store
from tests.lib.deliveries import patient_code, private_comment, small_delivery, small_derived
from tests.lib.store_processes import import_small
from tests.lib.told import told

GONE = 1
PATIENT_TABLES = (
    "patients",
    "liver_lesions",
    "followup",
    "screening",
    "derived_patients",
    "derived_reasons",
    "missing_reasons",
    "quarantine",
    "findings",
)


def assert_no_trace(store: Store, number: int) -> None:
    traces = [patient_code(number), patient_code(number).lower(), private_comment(number)]
    for path in store.directory.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [trace for trace in traces if trace.encode() in content], path


def rows(store: Store, extract_id: int, statement: str) -> list[tuple[object, ...]]:
    with store.read(extract_id) as cursor:
        found: list[tuple[object, ...]] = cursor.execute(statement).fetchall()
    return found


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with two extracts after patient 1 opposed by the third delivery; only read."""
    store = Store(tmp_path_factory.mktemp("erased") / "store")
    import_small(store, 1)
    import_small(store, 2)
    import_small(store, 3, opposed=(GONE,))
    return store


@pytest.fixture
def copied(erased: Store, tmp_path: Path) -> Store:
    """A copy of it, to change."""
    shutil.copytree(erased.directory, tmp_path / "store")
    return Store(tmp_path / "store")


def test_an_opposed_person_leaves_no_trace_in_any_file(erased: Store) -> None:
    assert_no_trace(erased, GONE)
    assert {e.file for e in erased.catalogue().extracts} == {
        "extract_000001_r2.duckdb",
        "extract_000002_r2.duckdb",
        "extract_000003.duckdb",
    }


def test_the_check_for_traces_finds_the_patients_who_stay(erased: Store) -> None:
    with pytest.raises(AssertionError):
        assert_no_trace(erased, GONE + 1)


def test_the_other_patients_stay_as_they_were(erased: Store) -> None:
    for extract_id in (1, 2, 3):
        erased.verify_extract(extract_id)
        for table in PATIENT_TABLES:
            held = rows(erased, extract_id, f"SELECT DISTINCT trim(patient_id) FROM {table}")
            stayed = {(patient_code(number),) for number in range(2, 7)}
            assert set(held) - {(None,)} == stayed, table
    assert rows(erased, 1, "SELECT count(*) FROM screening WHERE patient_id IS NULL") == [(1,)]


def test_the_hash_and_the_counts_of_a_rewritten_extract_are_new(store: Store) -> None:
    import_small(store)
    (before,) = store.catalogue().extracts
    assert store.erase([Opposition(patient_code(GONE), "INB")]) == (1,)
    (after,) = store.catalogue().extracts
    assert after.content_sha256 != before.content_sha256
    assert (after.patients, after.held_back, after.findings) == (5, 5, 5)
    assert (after.records, after.bundle_sha256) == (before.records, before.bundle_sha256)


def test_the_account_of_records_still_adds_up(erased: Store) -> None:
    counts = rows(erased, 1, "SELECT * FROM record_counts")
    assert all(read == sum(parts) for _, read, *parts in counts)  # type: ignore[call-overload]
    by_file = {file: parts for file, *parts in counts}
    assert by_file["patients.csv"] == [6, 5, 0, 0, 1]
    assert by_file["liver_lesions.csv"] == [12, 10, 0, 0, 2]
    assert by_file["events.csv"] == [6, 0, 5, 0, 1]


def test_the_account_of_cells_still_adds_up(erased: Store) -> None:
    counts = rows(erased, 1, "SELECT * EXCLUDE file FROM cell_counts")
    assert all(read == sum(parts) for _, read, *parts in counts)  # type: ignore[call-overload]
    by_column = {column: parts for column, *parts in counts}
    # cells, filled, empty, coded, set_aside, privacy, not_kept
    assert by_column["cea_ng_ml"] == [6, 5, 0, 0, 0, 1, 0]
    assert by_column["kras"] == [6, 0, 0, 5, 0, 1, 0]
    assert by_column["ecog"] == [6, 0, 0, 0, 5, 1, 0]
    assert by_column["braf"] == [6, 0, 5, 0, 0, 1, 0]


def test_a_fingerprint_and_a_count_by_centre_are_all_that_remains(erased: Store) -> None:
    assert erased.is_opposed(f" {patient_code(GONE).lower()} ")
    assert not erased.is_opposed(patient_code(GONE + 1))
    for extract_id in (1, 2, 3):
        assert rows(erased, extract_id, "SELECT * FROM opposition_counts") == [("INB", 1)]


def test_a_person_is_counted_once(copied: Store) -> None:
    import_small(copied, 4, opposed=(GONE, 2))
    assert rows(copied, 4, "SELECT * FROM opposition_counts ORDER BY ALL") == [
        ("INA", 1),
        ("INB", 1),
    ]
    assert_no_trace(copied, 2)


def test_the_opposed_stay_known_when_the_pointer_is_lost(copied: Store) -> None:
    (copied.directory / "current.json").unlink()
    copied.rollback(2)
    assert copied.is_opposed(patient_code(GONE))


def test_an_open_reader_lets_go_of_the_old_file(store: Store) -> None:
    import_small(store)
    with store.read() as cursor:
        cursor.execute("SELECT * FROM patients").fetchall()
    Store(store.directory).erase([Opposition(patient_code(GONE), "INB")])
    assert rows(store, 1, "SELECT count(*) FROM patients") == [(5,)]


def test_a_code_that_is_part_of_another_is_not_taken_for_it(store: Store) -> None:
    delivery = small_delivery()
    longer = f"{patient_code(2)}5"
    delivery.quarantine[0].cells["patient_id"] = longer  # type: ignore[index]
    store.write_extract(delivery, small_derived(delivery))
    store.erase([Opposition(patient_code(2), "INA")])
    assert rows(
        store, 1, f"SELECT count(*) FROM quarantine WHERE cells->>'patient_id' = '{longer}'"
    ) == [(1,)]


def test_an_extract_that_never_held_the_person_is_left_alone(store: Store) -> None:
    import_small(store, 1)
    assert store.erase([Opposition("SYN-INA-0099", "INA")]) == ()
    assert store.catalogue().extracts[0].file == "extract_000001.duckdb"
    assert store.is_opposed("SYN-INA-0099")


def test_a_damaged_extract_stops_the_erasure_before_anything_changed(store: Store) -> None:
    import_small(store, 1)
    import_small(store, 2)
    (store.directory / "extract_000001.duckdb").write_bytes(b"damaged")
    with told("errors.store_file_damaged", "extract_000001.duckdb"):
        store.erase([Opposition(patient_code(GONE), "INB")])
    assert not store.is_opposed(patient_code(GONE))
    assert store.catalogue().extracts[1].file == "extract_000002.duckdb"


def test_a_delivery_checked_before_somebody_opposed_is_not_stored(copied: Store) -> None:
    before = copied.catalogue().extracts
    delivery = small_delivery(cea="9.9")
    with pytest.raises(StoreError) as caught:
        copied.write_extract(delivery, small_derived(delivery))
    assert caught.value.key == "errors.store_opposed_meanwhile"
    assert copied.catalogue().extracts == before
