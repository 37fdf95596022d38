"""What changed between two deliveries, against what was changed by hand in the second one."""

import pytest

from synchronox_core.config import Settings
from synchronox_core.services.deliveries.extract_difference import compare_extracts
from synchronox_core.services.deliveries.importing import commit_import, preview_import
from synchronox_core.services.quality.changes import (
    earlier_extracts,
    find_changes,
    flip_table,
    tell_changes,
    tell_flips,
)
from synchronox_core.store import open_store
from tests.lib.second_delivery import ADDED, GONE, write_second_delivery


@pytest.fixture(scope="module")
def store(tmp_path_factory, sample_bundle):
    folder = tmp_path_factory.mktemp("two")
    two = open_store(folder / "store")
    settings = Settings(store_directory=two.directory)
    commit_import(preview_import(sample_bundle, settings, two), two)
    second = write_second_delivery(folder / "second")
    commit_import(preview_import(second, settings, two), two, reason="one patient withdrew")
    return two


def test_patients_and_cells_that_differ_are_those_changed_by_hand(store):
    found = compare_extracts(store, 1, 2)
    assert (found.patients_added, found.patients_gone) == ((ADDED,), (GONE,))
    assert [(cell.key, cell.column, cell.old, cell.new) for cell in found.cells] == [
        ("SYN-INA-0001/2", "distal_margin_mm", "15.0", "9.0"),
        ("SYN-INA-0002/1", "circumferential_margin_mm", "1.0", "2.0"),
    ]
    assert found.cells_changed == 2
    assert found.rows_added == {"patients": 1}


def test_each_margin_flips_its_own_endpoint_and_no_other(store):
    flips = compare_extracts(store, 1, 2).endpoint_flips
    told = [(flip.patient_id, flip.column, flip.old, flip.new) for flip in flips]
    assert told == [
        ("SYN-INA-0001", "complete_treatment", "achieved", "not_achieved"),
        ("SYN-INA-0001", "complete_treatment_reason", "A1", "N2"),
        ("SYN-INA-0001", "complete_treatment_date", "2023-12-11", None),
        ("SYN-INA-0001", "rectal_r0", "yes", "no"),
        # The rectum was resected on 10 July 2023, the liver, last, on 2 October.
        ("SYN-INA-0002", "complete_treatment", "not_achieved", "achieved"),
        ("SYN-INA-0002", "complete_treatment_reason", "N2", "A1"),
        ("SYN-INA-0002", "complete_treatment_date", None, "2023-10-02"),
        ("SYN-INA-0002", "rectal_r0", "no", "yes"),
    ]


def test_table_names_the_reasons_and_the_cells_behind_them(store):
    table = flip_table(find_changes(store, 1), "en")
    assert table["Study code"].tolist() == ["SYN-INA-0001", "SYN-INA-0002"]
    assert [cell[:2] for cell in table["Before"]] == ["A1", "N2"]
    assert [cell[:2] for cell in table["After"]] == ["N2", "A1"]
    first, second = table["Cells of the patient that changed"]
    assert first.endswith("15 → 9")
    assert second.endswith("1 → 2")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Patients: 1 added, 1 gone; rows: 1 added, 19 gone; cells changed: 2"),
        ("fr", "ajoutés, 1 disparus"),
    ],
)
def test_sentence_counts_what_was_changed(store, language, told):
    # Nineteen rows of the sample bundle begin with the study code of the patient who is gone.
    assert told in tell_changes(find_changes(store, 1), language)


def test_all_flips_are_listed_where_there_are_few(store):
    assert tell_flips(find_changes(store, 1), "en").startswith("2 changes of the primary endpoint")
    assert "first" not in tell_flips(find_changes(store, 1), "en")


def test_earlier_extracts_are_named_by_their_data_cut(store):
    assert earlier_extracts(store, "en") == {1: "extract 1, data cut-off 2026-06-30"}
