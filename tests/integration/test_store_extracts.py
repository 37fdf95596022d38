"""Extracts: written, read back, listed, found again, compared, gone back to."""

import dataclasses
import time
from pathlib import Path

import pytest

from synchronox_core.errors import StoreError
from synchronox_core.store import Store, diff_extracts, existing_store
from tests.lib.deliveries import EXTRACT_AT, patient_code, small_delivery, small_derived
from tests.lib.store_processes import import_small
from tests.lib.told import told


def test_an_absent_store_is_empty_and_reading_does_not_create_it(store: Store) -> None:
    assert store.catalogue().current is None
    assert store.version() == ""
    assert existing_store(store.directory) is None
    with told("errors.store_empty", str(store.directory)), store.read():
        pytest.fail("an empty store was read")
    assert not store.directory.exists()


def test_an_extract_holds_every_part_of_its_delivery(store: Store) -> None:
    delivery = small_delivery()
    store.write_extract(delivery, small_derived(delivery))
    with store.read() as cursor:
        patients = cursor.execute(
            "SELECT _line, patient_id, rectal_diagnosis_date::VARCHAR, cea_ng_ml, ecog, lesions "
            "FROM cohort ORDER BY _line LIMIT 1"
        ).fetchall()
        counts = {
            table: cursor.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
            for table in (
                "liver_lesions",
                "missing_reasons",
                "quarantine",
                "findings",
                "derived_reasons",
                "operations",
                "opposition_counts",
            )
        }
        held = cursor.execute(
            "SELECT cells->>'event_no' FROM quarantine WHERE table_name = 'events' AND line = 1"
        ).fetchall()
        account = cursor.execute("SELECT * FROM record_counts WHERE file = 'events.csv'").fetchall()
        messages = cursor.execute("SELECT DISTINCT message_en FROM findings").fetchall()
    assert patients == [(2, "SYN-INB-0001", "2024-01-16", 4.5, None, 2)]
    assert counts == {
        "liver_lesions": 12,
        "missing_reasons": 12,
        "quarantine": 12,
        "findings": 6,
        "derived_reasons": 6,
        "operations": 0,
        "opposition_counts": 0,
    }
    assert held == [("one",)]
    assert account == [("events.csv", 6, 0, 6, 0, 0)]
    assert messages == [(delivery.findings[0].message("en"),)]


def test_the_catalogue_tells_where_an_extract_came_from(store: Store) -> None:
    delivery = small_delivery(synthetic=False)
    written = store.write_extract(delivery, small_derived(delivery), reason="first")
    assert store.catalogue().extracts == (written,)
    assert (written.extract_id, written.as_of, written.reason) == (1, EXTRACT_AT, "first")
    assert (written.patients, written.records, written.held_back, written.findings) == (6, 39, 6, 6)
    assert not written.synthetic
    assert written.bundle_sha256 == delivery.manifest.sha256
    assert store.find_bundle(delivery.manifest.sha256) == written
    assert store.find_bundle(delivery.manifest.sha256, EXTRACT_AT.replace(year=2025)) is None
    assert store.find_bundle("another") is None


def test_the_content_hash_depends_on_the_content_alone(store: Store) -> None:
    for edition in (1, 1, 2):
        import_small(store, edition)
    first, again, other = (e.content_sha256 for e in store.catalogue().extracts)
    assert first == again
    assert first != other


def test_another_store_object_notices_a_new_extract(store: Store) -> None:
    import_small(store, 1)
    reader = Store(store.directory)
    before = reader.version()
    assert reader.catalogue().current_id == 1
    import_small(store, 2)
    assert reader.version() != before
    with reader.read() as cursor:
        assert cursor.execute("SELECT DISTINCT cea_ng_ml FROM patients").fetchall() == [(2.0,)]


def test_the_version_costs_less_than_a_millisecond(store: Store) -> None:
    import_small(store)
    store.version()
    start = time.perf_counter()
    for _ in range(100):
        store.version()
    assert time.perf_counter() - start < 0.1


def test_going_back_moves_the_pointer_and_keeps_every_extract(store: Store) -> None:
    import_small(store, 1)
    import_small(store, 2)
    store.rollback(1, reason="wrong export")
    catalogue = store.catalogue()
    assert catalogue.current_id == 1
    assert [extract.extract_id for extract in catalogue.extracts] == [1, 2]
    assert [(move.extract_id, move.reason) for move in catalogue.moves] == [(1, "wrong export")]
    assert import_small(store, 3) == 3
    with told("errors.store_extract_unknown", "7", "1, 2, 3"):
        store.rollback(7)


def test_the_difference_names_patients_rows_and_cells(store: Store) -> None:
    for patients, cea in ((6, "4.5"), (7, "5.25")):
        delivery = small_delivery(patients, cea=cea)
        store.write_extract(delivery, small_derived(delivery))
    forward, back = diff_extracts(store, 1, 2, listed=2), diff_extracts(store, 2, 1)
    assert forward.patients_added == back.patients_gone == (patient_code(7),)
    assert forward.patients_gone == back.patients_added == ()
    assert forward.rows_added == {"patients": 1, "liver_lesions": 2, "followup": 1, "screening": 1}
    assert forward.cells_changed == len(back.cells) == 6
    assert [dataclasses.astuple(cell) for cell in forward.cells] == [
        ("patients", "SYN-INA-0002", "cea_ng_ml", "4.5", "5.25"),
        ("patients", "SYN-INA-0004", "cea_ng_ml", "4.5", "5.25"),
    ]
    assert diff_extracts(store, 1, 1).cells_changed == 0


def test_a_value_that_became_missing_is_a_changed_cell(store: Store) -> None:
    import_small(store, 1)
    delivery = small_delivery(cea="1")
    delivery.tables["patients"].columns["cea_ng_ml"][0] = None
    store.write_extract(delivery, small_derived(delivery))
    (cell,) = diff_extracts(store, 1, 2).cells
    assert (cell.column, cell.old, cell.new) == ("cea_ng_ml", "1.0", None)


def test_rows_that_repeat_a_key_are_thrown_away_with_their_file(store: Store) -> None:
    delivery = small_delivery()
    columns = delivery.tables["followup"].columns
    columns["patient_id"][1] = columns["patient_id"][0]
    with told("errors.store_not_verified", "followup"):
        store.write_extract(delivery, small_derived(delivery))
    assert store.catalogue().extracts == ()
    assert list(store.directory.glob("**/*.duckdb*")) == []


def test_only_the_owner_can_open_the_store(store: Store) -> None:
    import_small(store)
    for path in [store.directory, *store.directory.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_store_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("not a folder", encoding="ascii")
    store = Store(tmp_path / "store")
    with told("errors.store_not_writable", str(tmp_path)):
        import_small(store)


def test_a_folder_without_the_right_to_write_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", forbidden)
    with told("errors.store_not_writable", str(store.directory)):
        import_small(store)


def test_the_checks_pass_on_a_sound_store_and_name_a_damaged_file(store: Store) -> None:
    assert [check.key for check in store.checks()] == ["store.absent"]
    import_small(store, 1)
    import_small(store, 2)
    assert {check.name for check in store.checks() if not check.passed} <= {"store_disk"}
    (store.directory / "extract_000001.duckdb").write_bytes(b"no longer a database")
    failed = [check for check in store.checks() if check.name == "extract_000001"]
    assert [(check.passed, check.key) for check in failed] == [(False, "errors.store_file_damaged")]
    assert store.catalogue().current_id == 2


def test_a_refused_delivery_is_not_stored(store: Store) -> None:
    delivery = dataclasses.replace(small_delivery(), manifest=None)
    with pytest.raises(ValueError, match="refused"):
        store.write_extract(delivery, small_derived(delivery))
    with pytest.raises(StoreError), store.read():
        pytest.fail("a refused delivery was stored")
