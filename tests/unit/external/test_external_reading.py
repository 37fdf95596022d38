"""A public cohort from file to table: kept, held back, refused."""

import pytest

from synchronox_core.errors import ExportError
from synchronox_core.external.mapping import read_mapping
from synchronox_core.external.reading import read_external
from synchronox_core.external.source import MOST_MIB
from synchronox_core.text import text
from tests.lib.public_cohorts import (
    invented_liver_cohort,
    invented_record,
    write_public_cohort,
)

LIVER = read_mapping("crlm_tcia")


def record(number, **changed):
    return invented_record(LIVER, number, **changed)


def write(tmp_path, records):
    return write_public_cohort(tmp_path / LIVER.file, "crlm_tcia", records)


def codes(table):
    return [finding.code for finding in table.findings]


def test_file_and_its_folder_give_the_same_table(tmp_path):
    path = invented_liver_cohort(tmp_path / LIVER.file)
    by_file, by_folder = read_external("crlm_tcia", path), read_external("crlm_tcia", tmp_path)
    assert by_file == by_folder
    assert by_file.rows == 20
    assert list(by_file.types) == list(by_file.columns) == list(LIVER.columns)
    assert by_file.columns["largest_lesion_mm"][:2] == [1.0, 2.0]


def test_clock_and_source_travel_with_the_table(tmp_path):
    table = read_external("crlm_tcia", invented_liver_cohort(tmp_path / "any name.csv"))
    assert table.clock_origin_key == "external.clock_hepatectomy"
    assert (table.licence, table.doi) == ("CC BY 4.0", "10.7937/QXK2-QG03")
    assert "EXT_CLOCK_HEPATECTOMY" in codes(table)
    assert {finding.file for finding in table.findings} == {"any name.csv"}


def test_another_number_of_patients_than_published_is_reported(tmp_path):
    table = read_external("crlm_tcia", invented_liver_cohort(tmp_path / LIVER.file))
    found = next(finding for finding in table.findings if finding.code == "EXT_PATIENTS")
    assert found.values == {"count": 20, "published": 197}


def test_comment_lines_above_a_tabbed_header_are_skipped(tmp_path):
    rectal = read_mapping("rectal_msk")
    records = [invented_record(rectal, number) for number in (1, 2)]
    path = write_public_cohort(tmp_path / rectal.file, "rectal_msk", records)
    assert read_external("rectal_msk", path).columns["patient_id"] == ["P-001", "P-002"]


def test_records_of_a_code_that_occurs_twice_are_all_held_back(tmp_path):
    path = write(tmp_path, [record(1), record(2), record(1, sex="2")])
    table = read_external("crlm_tcia", path)
    assert table.columns["patient_id"] == ["P-002"]
    held = [(f.level.value, f.line) for f in table.findings if f.code == "EXT_ID_TWICE"]
    assert held == [("B", 2), ("B", 4)]


def test_record_without_a_code_is_held_back(tmp_path):
    table = read_external("crlm_tcia", write(tmp_path, [record(1), record(2, patient_id=" ")]))
    assert table.rows == 1
    assert "EXT_ID_EMPTY" in codes(table)


def test_record_of_another_width_is_held_back_with_its_line(tmp_path):
    path = write(tmp_path, [record(1), record(2)])
    path.write_text(path.read_text() + "\nP-003,60\n")
    table = read_external("crlm_tcia", path)
    found = next(finding for finding in table.findings if finding.code == "EXT_WIDTH")
    assert (table.rows, found.line) == (2, 5)


def test_column_without_mapping_is_left_out_and_named(tmp_path):
    path = write(tmp_path, [record(1)])
    header, row = path.read_text().splitlines()
    path.write_text(f"{header},relevant_notes\n{row},Mr X\n")
    table = read_external("crlm_tcia", path)
    found = next(finding for finding in table.findings if finding.code == "EXT_COLUMNS_LEFT_OUT")
    assert (found.values["count"], found.values["columns"]) == (1, "relevant_notes")
    assert "Mr X" not in str(table)


def test_source_read_into_two_columns_is_reported_once(tmp_path):
    table = read_external("crlm_tcia", write(tmp_path, [record(1, response_percent="-999")]))
    assert codes(table).count("EXT_MISSING_CODE") == 1


def test_set_aside_cell_keeps_the_row_and_its_reason(tmp_path):
    path = write(tmp_path, [record(1, age_at_operation_years="old")])
    table = read_external("crlm_tcia", path)
    assert table.columns["age_at_operation_years"] == [None]
    assert (0, "age_at_operation_years", "set_aside") in table.missing


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "errors.external_not_cohort"),
        (b"a,b\n1,2\n", "errors.external_not_cohort"),
        (b"Patient-ID,age\nP-1,60\n", "errors.external_columns"),
        (b"PK\x03\x04\xff\xfe", "errors.external_unreadable"),
        (b'Patient-ID,age\n"P-1,60\n', "errors.external_unreadable"),
    ],
)
def test_file_that_is_not_the_cohort_is_refused(tmp_path, content, key):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(ExportError) as refusal:
        read_external("crlm_tcia", path)
    assert refusal.value.key == key
    assert "file.csv" in text(key, "en", **refusal.value.values)


def test_file_that_is_not_there_is_named_with_the_one_expected(tmp_path):
    with pytest.raises(ExportError) as refusal:
        read_external("crlm_tcia", tmp_path)
    assert refusal.value.key == "errors.external_file_missing"
    assert refusal.value.values["file"] == LIVER.file


def test_header_without_patients_is_refused(tmp_path):
    with pytest.raises(ExportError) as refusal:
        read_external("crlm_tcia", write(tmp_path, []))
    assert refusal.value.key == "errors.external_empty"


def test_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(MOST_MIB * 1024 * 1024 + 1)
    with pytest.raises(ExportError) as refusal:
        read_external("crlm_tcia", path)
    assert refusal.value.key == "errors.external_too_large"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_finding_can_be_told(tmp_path, language):
    records = [
        record(1, bmi_kg_m2="1000", sex="x", cea_ng_ml="", response_percent="0.5"),
        record(2),
    ]
    table = read_external("crlm_tcia", write(tmp_path, records))
    told = [finding.message(language) for finding in table.findings]
    assert all(sentence.endswith("]") for sentence in told)
    assert {"EXT_IMPOSSIBLE", "EXT_UNKNOWN", "EXT_BLANK", "EXT_RESPONSE_AT_HALF"} <= set(
        codes(table)
    )
