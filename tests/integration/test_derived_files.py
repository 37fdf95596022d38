"""Derived files under erasure, crashes and competition."""

import threading

import pytest

from synchronox_core.ecrf.model import Opposition
from synchronox_core.errors import StoreError
from synchronox_core.services.deliveries import derived_values, importing
from synchronox_core.services.deliveries.derived_values import has_derived, open_derived
from synchronox_core.services.doctor import check_derived
from synchronox_core.store import Store, open_store
from tests.lib.derived_processes import derive_and_note, import_and_die_deriving, import_bundle
from tests.lib.store_processes import running

GONE = "SYN-INA-0002"
PERSON = Opposition(GONE, "INA")
PATIENTS = 12
WAIT_SECONDS = 60


@pytest.fixture
def store(tmp_path, sample_bundle):
    """A store with the sample delivery and its derived values."""
    return import_bundle(sample_bundle, tmp_path / "store")


def derived_files(store):
    return sorted(store.directory.glob("derived_*"))


def files_with_trace(store):
    files = [path for path in store.directory.rglob("*") if path.is_file()]
    return {path.name for path in files if GONE.encode() in path.read_bytes()}


def count(cursor):
    return cursor.execute("SELECT count(*) FROM endpoints").fetchall()[0][0]


def test_who_opposes_leaves_the_derived_files_too(store):
    (file,) = derived_files(store)
    assert files_with_trace(store) >= {file.name}
    store.erase([PERSON])
    assert files_with_trace(store) == set()
    assert derived_files(store) == []
    with open_derived(store) as cursor:
        assert count(cursor) == PATIENTS - 1
    assert files_with_trace(store) == set()


def test_values_derived_while_somebody_opposed_are_not_stored(store, monkeypatch):
    derive = derived_values.derive_extract
    derived_files(store)[0].unlink()
    answers_made = []

    def derive_then_oppose(*arguments):
        answers = derive(*arguments)
        answers_made.append(len(answers.patient_ids))
        if len(answers_made) == 1:
            Store(store.directory).erase([PERSON])
        return answers

    monkeypatch.setattr(derived_values, "derive_extract", derive_then_oppose)
    with open_derived(store) as cursor:
        assert count(cursor) == PATIENTS - 1
    assert answers_made == [PATIENTS, PATIENTS - 1]
    assert files_with_trace(store) == set()


def test_a_reader_goes_on_while_its_file_is_removed(store):
    with open_derived(store) as cursor:
        Store(store.directory).erase([PERSON])
        assert count(cursor) == PATIENTS
    with open_derived(store) as cursor:
        assert count(cursor) == PATIENTS - 1


def test_a_file_of_an_extract_that_does_not_exist_is_swept(store):
    stray = store.directory / "derived_000009_1_0123456789abcdef.duckdb"
    stray.write_bytes(b"")
    with open_derived(store):
        assert stray.exists()
    store.erase([PERSON])
    assert not stray.exists()


def test_an_import_killed_while_deriving_leaves_a_store_that_heals(tmp_path, sample_bundle):
    directory = tmp_path / "store"
    with running(import_and_die_deriving, sample_bundle, directory) as process:
        process.join(WAIT_SECONDS)
        assert process.exitcode == -9
    store = open_store(directory)
    assert store.catalogue().current_id == 1
    assert list((directory / "building").iterdir()) != []
    assert not has_derived(store)
    with open_derived(store) as cursor:
        assert count(cursor) == PATIENTS
    assert list((directory / "building").iterdir()) == []


def test_an_import_whose_values_cannot_be_stored_is_an_import(tmp_path, sample_bundle, monkeypatch):
    def full(*_):
        raise StoreError("errors.store_disk_full", store="")

    monkeypatch.setattr(importing, "ensure_derived", full)
    store = import_bundle(sample_bundle, tmp_path / "store")
    assert store.catalogue().current_id == 1
    assert not has_derived(store)


def test_two_processes_that_derive_the_same_leave_one_whole_file(store, tmp_path):
    derived_files(store)[0].unlink()
    notes = [tmp_path / "one", tmp_path / "other"]
    with (
        running(derive_and_note, store.directory, notes[0]) as one,
        running(derive_and_note, store.directory, notes[1]) as other,
    ):
        for process in (one, other):
            process.join(WAIT_SECONDS)
            assert process.exitcode == 0
    assert [note.read_text() for note in notes] == [str(PATIENTS)] * 2
    assert len(derived_files(store)) == 1
    assert [check.key for check in check_derived(store)] == ["doctor.derived_stored"]


def test_sessions_that_ask_for_the_same_derive_it_once(store, monkeypatch):
    derived_files(store)[0].unlink()
    derive = derived_values.derive_extract
    calls = []
    monkeypatch.setattr(
        derived_values, "derive_extract", lambda *asked: calls.append(1) or derive(*asked)
    )
    found = []

    def ask():
        with open_derived(store) as cursor:
            found.append(count(cursor))

    sessions = [threading.Thread(target=ask) for _ in range(4)]
    for session in sessions:
        session.start()
    for session in sessions:
        session.join(WAIT_SECONDS)
    assert found == [PATIENTS] * 4
    assert len(calls) == 1


def doctor_says(store):
    return [(check.key, check.passed) for check in check_derived(store)]


def test_the_doctor_tells_stored_missing_and_damaged_values_apart(store):
    (file,) = derived_files(store)
    assert doctor_says(store) == [("doctor.derived_stored", True)]
    content = file.read_bytes()
    file.unlink()
    assert doctor_says(store) == [("doctor.derived_missing", True)]
    file.write_bytes(content.replace(GONE.encode(), GONE.lower().encode(), 1))
    assert doctor_says(store) == [("doctor.derived_damaged", False)]


def test_the_doctor_says_nothing_of_an_empty_store(tmp_path):
    assert list(check_derived(open_store(tmp_path / "none"))) == []
