import pytest

from tests.lib.bundles import only, read_delivery

DICTIONARY = (
    '"Variable / Field Name","Form Name","Section Header","Field Type"\nrecord_id,base,,text\n'
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FILE_IS_EMPTY"),
        (b"\n", "FILE_IS_EMPTY"),
        (b"\xef\xbb\xbf\r\n", "FILE_IS_EMPTY"),
        (b"PK\x03\x04 ... events.csv", "FILE_IS_ZIP"),
        (b"PK\x03\x04 ... xl/workbook.xml", "FILE_IS_EXCEL"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "FILE_IS_EXCEL"),
        (b"\n<!DOCTYPE html><p>Your session has expired", "FILE_IS_HTML"),
        (b"<HTML><body>502 Bad Gateway", "FILE_IS_HTML"),
        (b'{"error": "You do not have permissions to use the API"}', "FILE_IS_JSON"),
        (b'[{"record_id": "1"}]', "FILE_IS_JSON"),
        (b'<?xml version="1.0"?><ODM/>', "FILE_IS_XML"),
        ("<ODM/>".encode("utf-16"), "FILE_IS_XML"),
        (DICTIONARY.encode(), "FILE_IS_DICTIONARY"),
        (b"field_name,form_name,field_type\nrecord_id,base,text\n", "FILE_IS_DICTIONARY"),
    ],
)
def test_content_is_recognised_whatever_the_name(bundle, content, code):
    bundle.write("events.csv", content)

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.file) == (code, "events.csv")


@pytest.mark.parametrize("other", ["patients", "chemotherapy", "complications", "followup"])
def test_file_of_another_table_is_named(bundle, other):
    bundle.write("events.csv", bundle.text(f"{other}.csv"))

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.values) == ("FILE_IS_OTHER_TABLE", {"other": f"{other}.csv"})


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
def test_delimiter_comes_from_the_column_names(bundle, delimiter):
    expected = read_delivery(bundle.path)[0]["chemotherapy"].columns
    bundle.write("chemotherapy.csv", bundle.text("chemotherapy.csv").replace(",", delimiter))

    tables, findings = read_delivery(bundle.path)

    assert tables["chemotherapy"].columns == expected
    assert findings == []


def test_delimiter_is_not_decided_by_the_data(bundle):
    bundle.write(
        "followup.csv",
        "patient_id;visit_no;visit_date;disease_status;comment\na;1;b;c;1,2,3,4,5,6,7,8,9\n",
    )
    assert read_delivery(bundle.path)[0]["followup"].columns["comment"] == ["1,2,3,4,5,6,7,8,9"]


@pytest.mark.parametrize(
    ("dialect", "delimiter", "decimal"),
    [
        ({"decimal": ","}, ";", ","),
        ({"decimal": "."}, ";", "."),
        ({"decimal": ","}, ",", ","),
        ({}, ",", "."),
        ({}, ";", ""),
    ],
)
def test_decimal_sign_is_known_only_from_the_manifest_or_the_comma(
    bundle, dialect, delimiter, decimal
):
    bundle.write("chemotherapy.csv", bundle.text("chemotherapy.csv").replace(",", delimiter))
    bundle.change_manifest(dialect=dialect)
    assert read_delivery(bundle.path)[0]["chemotherapy"].decimal == decimal


def test_first_line_without_a_known_name_is_refused_and_not_shown(bundle):
    bundle.write("patients.csv", "SYN-INA-0001,INA,2026-05-12\n")

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.line) == ("HEADER_UNKNOWN", 1)
    assert "SYN" not in finding.message()
