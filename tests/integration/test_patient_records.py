"""Records read from a real store: whole, in order, as of a day, with what is held back."""

from datetime import date

import pytest

from synchronox_core.config import Settings
from synchronox_core.errors import StoreError
from synchronox_core.services.deliveries.importing import commit_import, preview_import
from synchronox_core.services.patients.patient_records import iterate_records, read_record
from synchronox_core.store import open_store
from synchronox_core.store.record_queries import BLOCK_PATIENTS, iterate_patient_rows
from tests.lib.bundles import BundleFolder


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The sample delivery, an operation of a patient held back for a repeated number."""
    folder = tmp_path_factory.mktemp("records")
    bundle = BundleFolder(folder / "delivery")
    again = "SYN-INA-0003,1,2026-03-17,liver,,minor_resection,1,,,,,,,,,,,no,yes,2026-03-25\n"
    bundle.write("operations.csv", bundle.text("operations.csv") + again)
    settings = Settings(store_directory=folder / "store")
    store = open_store(settings.store_directory)
    preview = preview_import(bundle.path, settings, store)
    commit_import(preview, store, accept_held_back=True)
    return store


def test_a_record_holds_the_rows_of_its_patient_as_they_were_delivered(store):
    found = read_record(store, "SYN-INB-0001")
    assert found.as_of == date(2026, 6, 30)
    assert (found.patient.patient_id, found.patient.centre_id) == ("SYN-INB-0001", "INB")
    (operation,) = found.operations
    assert operation.line == 7
    assert (operation.operation_date, operation.site) == (date(2024, 7, 8), "both")
    assert (operation.circumferential_margin_mm, operation.distal_margin_mm) == (1.0, 22.0)
    assert [(row.kind, row.liver_margin_mm, row.ablation_complete) for row in found.treatments] == [
        ("resection", 1.5, None),
        ("rfa", None, "yes"),
    ]
    assert [row.segments for row in found.lesions] == ["V", "VI"]
    assert found.events == ()
    assert found.held_back == frozenset()


def test_a_row_held_back_is_named_by_its_table(store):
    found = read_record(store, "SYN-INA-0003")
    assert "operations" in found.held_back
    assert found.held_back <= {"operations", "lesion_treatments", "complications"}


def test_every_patient_has_one_record_in_the_order_of_the_codes(store):
    found = list(iterate_records(store))
    codes = [record.patient.patient_id for record in found]
    assert codes == sorted(codes)
    assert len(codes) == len(set(codes)) == 12
    assert found == [read_record(store, code) for code in codes]


def test_the_order_of_rows_is_that_of_their_numbers(store):
    for record in iterate_records(store):
        for rows in (record.lesions, record.operations, record.assessments, record.measurements):
            numbers = [row[1] for row in rows]
            assert numbers == sorted(numbers)


def test_an_earlier_day_leaves_out_what_came_after(store):
    found = read_record(store, "SYN-INB-0001", as_of=date(2024, 7, 7))
    assert (found.as_of, found.operations, found.treatments) == (date(2024, 7, 7), (), ())
    assert read_record(store, "SYN-INB-0001", as_of=date(2024, 7, 8)).operations


def test_a_patient_who_is_not_there_is_told(store):
    with pytest.raises(StoreError) as told:
        read_record(store, "SYN-INA-9999")
    assert (told.value.key, told.value.values) == ("errors.patient_unknown", {})


def test_an_extract_can_be_named(store):
    assert read_record(store, "SYN-INB-0001", extract_id=1) == read_record(store, "SYN-INB-0001")
    with pytest.raises(StoreError):
        read_record(store, "SYN-INB-0001", extract_id=2)


def test_blocks_of_patients_meet_without_a_gap(store, monkeypatch):
    whole = list(iterate_records(store))
    monkeypatch.setattr("synchronox_core.store.record_queries.BLOCK_PATIENTS", 5)
    assert BLOCK_PATIENTS > 12
    assert list(iterate_records(store)) == whole


def test_only_declared_columns_can_be_asked(store):
    for columns in ({"patients": ["1; DROP TABLE patients"]}, {"pointer": ["patient_id"]}):
        with pytest.raises(KeyError):
            list(iterate_patient_rows(store, columns))


def test_a_number_whose_sign_cannot_be_read_is_missing_and_never_exact(tmp_path):
    bundle = BundleFolder(tmp_path / "delivery")
    bundle.replace(
        "operations.csv", "coloanal_anastomosis,,,2.5,,15,", "coloanal_anastomosis,,,2.5,>>,15,NK"
    )
    settings = Settings(store_directory=tmp_path / "store")
    store = open_store(settings.store_directory)
    commit_import(preview_import(bundle.path, settings, store), store)
    operation = read_record(store, "SYN-INA-0001").operations[1]
    assert (operation.circumferential_margin_mm, operation.distal_margin_mm) == (None, None)
    exact = read_record(store, "SYN-INB-0001").operations[0]
    assert (exact.circumferential_margin_mm, exact.distal_margin_mm) == (1.0, 22.0)
