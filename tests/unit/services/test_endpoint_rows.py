"""Rows and traces of the endpoints: columns, words, texts, and a file written in one step."""

import csv
from datetime import date

import pytest

from synchronox_core.endpoints.derivation import DERIVED_COLUMNS
from synchronox_core.endpoints.stored import stored_value
from synchronox_core.errors import ExportError
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.csv_files import write_rows
from synchronox_core.services.endpoints import (
    ENDPOINT_COLUMNS,
    derive_row,
    explain,
    tell_reason,
)
from synchronox_core.text import has_text, text
from tests.lib.records import record

DEFAULT = ProtocolSettings()


@pytest.mark.parametrize("column", DERIVED_COLUMNS)
def test_every_derived_column_has_its_rule_and_its_source_in_words(column):
    assert has_text(f"rules.{column}")
    assert has_text(f"rules.{column}_source")


def test_a_patient_of_whom_nothing_is_known_has_a_row_too():
    row = derive_row(record(t0=None), DEFAULT)
    assert tuple(row) == ENDPOINT_COLUMNS
    assert (row["complete_treatment"], row["complete_treatment_reason"]) == ("not_evaluable", "E0")
    empty = ("cohort", "eligible", "rectal_r0", "liver_r0", "recist", "os_days", "pfs_event")
    assert [row[column] for column in empty] == [None] * len(empty)


@pytest.mark.parametrize(
    ("day", "cohort", "state"),
    [
        ("2025-05-31", "retrospective", "met"),
        ("2025-06-01", "prospective", "met"),
        ("2020-05-31", None, "not_met"),
        (None, None, "undeterminable"),
    ],
)
def test_the_cohort_is_explained_by_the_day_of_the_rectal_diagnosis(day, cohort, state):
    (item, *_) = explain(record(patient={"rectal_diagnosis_date": day}), DEFAULT, "en")
    assert (item["name"], item["value"], item["state"]) == ("cohort", cohort, state)
    cell = item["inputs"][0]
    assert (cell["file"], cell["column"]) == ("patients.csv", "rectal_diagnosis_date")
    assert cell["value"] == (date.fromisoformat(day) if day else None)


def test_a_trace_is_told_in_the_language_asked():
    told = {language: explain(record(), DEFAULT, language)[0]["rule"] for language in ("en", "fr")}
    assert told == {language: text("rules.cohort", language) for language in told}
    assert told["en"] != told["fr"]


@pytest.mark.parametrize("code", ["t0_missing", "E0", "A1"])
def test_the_codes_of_reasons_and_outcomes_are_told_in_words(code):
    assert tell_reason(code, "en")
    assert tell_reason("", "en") == ""


def test_yes_and_no_are_words_and_numbers_stay_numbers():
    assert [stored_value(value) for value in (True, False, None, 1, 0, "PR")] == [
        "yes", "no", None, 1, 0, "PR",
    ]  # fmt: skip


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text("old", encoding="utf-8")

    def broken():
        yield {"a": 1}
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportError) as told:
        write_rows(file, ("a",), broken())
    assert told.value.values["reason"] == "No space left on device"
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_holds_commas_days_and_lists_of_codes(tmp_path):
    file = tmp_path / "rows.csv"
    row = {"a": "x,y", "b": date(2024, 1, 31), "c": ("kras", "cea_ng_ml"), "d": None, "e": 8.7}
    assert write_rows(file, tuple(row), [row]) == 1
    with file.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream))[1] == ["x,y", "2024-01-31", "kras;cea_ng_ml", "", "8.7"]


def test_a_cell_that_two_rules_read_is_shown_once():
    found = record(
        patient={"vital_status": "dead", "death_date": "2022-05-01"},
        events=[{"event_date": "2022-04-01", "event_type": "progression_preventing_resection"}],
    )
    for item in explain(found, ProtocolSettings(), "en"):
        cells = [tuple(cell.items()) for cell in item["inputs"]]
        assert len(cells) == len(set(cells)), item["name"]
