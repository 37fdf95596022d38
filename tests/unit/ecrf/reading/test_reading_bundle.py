import pytest

from synchronox_core.config import MIB, ReadingLimits
from synchronox_core.ecrf.reading import open_bundle
from tests.lib.bundles import SAMPLE, codes, only, read_delivery


def test_sample_bundle_is_read_without_a_finding():
    tables, findings = read_delivery(SAMPLE)

    assert findings == []
    assert len(tables) == 15
    assert tables["patients"].columns["patient_id"][0] == "SYN-INA-0001"
    assert tables["patients"].records == 12


def test_physical_lines_count_the_line_breaks_inside_a_cell():
    followup = read_delivery(SAMPLE)[0]["followup"]

    assert followup.lines == [2, 3, 5, 6, 7, 8]
    assert followup.columns["comment"][1].count("\n") == 1


def test_zip_gives_what_the_folder_gives(bundle, tmp_path):
    from_folder = read_delivery(bundle.path)

    at_root = read_delivery(bundle.zip(tmp_path / "root.zip"))
    in_folder = read_delivery(bundle.zip(tmp_path / "inside.zip", inside="freeze 3/"))

    assert at_root == in_folder == from_folder


def test_absent_optional_tables_are_one_notice_and_none(bundle):
    manifest = bundle.manifest()
    kept = [file for file in manifest["files"] if file["name"] not in ("forms.csv", "queries.csv")]
    bundle.write_manifest({**manifest, "files": kept})
    (bundle.path / "forms.csv").unlink()
    (bundle.path / "queries.csv").unlink()

    tables, findings = read_delivery(bundle.path)

    assert "forms" not in tables
    assert only(findings).code == "TABLES_NOT_DELIVERED"
    assert only(findings).values == {"count": 2, "names": "queries.csv, forms.csv"}


def test_every_refusal_is_collected_before_anything_stops(bundle):
    (bundle.path / "events.csv").unlink()
    (bundle.path / "centres.csv").write_text("PK")
    bundle.change_manifest(study="NCT00000000", extract_at="yesterday")
    bundle.write("operations.csv", "patient_id;nom\n")
    bundle.replace("patients.csv", "opposition,", "opposision,")

    findings = read_delivery(bundle.path)[1]

    assert {f.code for f in findings} == {
        "MANIFEST_STUDY", "MANIFEST_EXTRACT_AT", "LISTED_FILE_MISSING", "HASH_DIFFERS",
        "FILE_IS_ZIP", "COLUMN_MISSPELT", "IDENTITY_COLUMN", "COLUMN_MISSING",
    }  # fmt: skip
    assert {f.level for f in findings} == {"F"}


def test_changed_file_refuses_but_is_still_read(bundle):
    path = bundle.path / "events.csv"
    path.write_text(path.read_text() + "SYN-INA-0001,9,2026-01-01,progression,liver\n")

    tables, findings = read_delivery(bundle.path)

    assert codes(findings) == ["HASH_DIFFERS", "ROWS_DIFFER"]
    assert tables["events"].records == 5


def test_declared_rows_count_records_with_text_only(bundle):
    bundle.write("events.csv", bundle.text("events.csv") + "\n,,,,\nshort,record\n", rows=5)

    assert codes(read_delivery(bundle.path)[1]) == ["RECORD_WIDTH"]


def test_listed_file_that_is_no_table_is_verified_too(bundle):
    bundle.write("truth.csv", "patient_id\n")
    (bundle.path / "truth.csv").write_text("changed")

    assert codes(read_delivery(bundle.path)[1]) == ["FILES_IGNORED", "HASH_DIFFERS"]


def test_unlisted_table_is_refused_and_another_file_ignored(bundle):
    manifest = bundle.manifest()
    bundle.write_manifest({**manifest, "files": manifest["files"][1:]})
    (bundle.path / "truth.csv").write_text("patient_id\n")
    (bundle.path / "Jean DUPONT.pdf").write_text("")
    (bundle.path / "old").mkdir()

    refused, ignored = read_delivery(bundle.path)[1]

    assert (refused.code, refused.file) == ("TABLE_UNLISTED", "centres.csv")
    assert (ignored.code, ignored.level, ignored.file) == ("FILES_IGNORED", "N", "freeze")
    assert ignored.values == {"count": 3, "names": "*.pdf, truth.csv, *"}


def test_required_table_that_is_neither_there_nor_listed_is_missing(bundle):
    manifest = bundle.manifest()
    kept = [file for file in manifest["files"] if file["name"] != "operations.csv"]
    bundle.write_manifest({**manifest, "files": kept})
    (bundle.path / "operations.csv").unlink()

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.file) == ("TABLE_MISSING", "operations.csv")


def test_delivery_without_a_patient_is_refused(bundle):
    header = bundle.text("patients.csv").splitlines()[0]
    bundle.write("patients.csv", header + "\n")

    assert codes(read_delivery(bundle.path)[1]) == ["NO_PATIENT"]


def test_folder_without_manifest_still_tells_its_other_faults(bundle):
    (bundle.path / "bundle.json").unlink()
    (bundle.path / "events.csv").write_text("")

    assert codes(read_delivery(bundle.path)[1]) == ["MANIFEST_MISSING", "FILE_IS_EMPTY"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("export.csv", b"record_id,redcap_repeat_instrument\n", "DELIVERY_IS_CSV"),
        ("odm.xml", b'<?xml version="1.0"?><ODM/>', "DELIVERY_IS_XML"),
        ("freeze.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DELIVERY_IS_EXCEL"),
        ("bundle.json", b"{}", "DELIVERY_UNKNOWN"),
        ("freeze.bin", b"\x00\x01", "DELIVERY_UNKNOWN"),
        ("freeze.zip", b"PK\x03\x04 and then noise", "ZIP_UNREADABLE"),
    ],
)
def test_file_that_is_no_bundle_is_named_for_what_it_is(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)

    tables, findings = read_delivery(path)

    assert (tables, codes(findings)) == ({}, [code])


def test_path_to_nowhere_is_a_finding(tmp_path):
    assert codes(read_delivery(tmp_path / "absent")[1]) == ["DELIVERY_UNREADABLE"]


def test_file_beyond_the_limit_of_its_kind_of_delivery_is_refused(bundle, tmp_path):
    largest = max(file.stat().st_size for file in bundle.path.glob("*.csv"))
    limits = ReadingLimits(upload_file_bytes=largest - 1, folder_file_bytes=largest)

    assert read_delivery(bundle.path, limits)[1] == []
    assert codes(read_delivery(bundle.path, limits, uploaded=True)[1]) == ["FILE_TOO_LARGE"]
    assert codes(read_delivery(bundle.zip(tmp_path / "b.zip"), limits)[1]) == ["FILE_TOO_LARGE"]


def test_size_limit_is_told_in_megabytes(bundle):
    bundle.write("events.csv", b"x" * (MIB + 1))
    finding = only(read_delivery(bundle.path, ReadingLimits(folder_file_bytes=MIB))[1])

    assert "more than 1 MB" in finding.message("en")
    assert "dépasse 1 Mo" in finding.message("fr")


def test_refusal_shows_on_the_bundle(bundle):
    (bundle.path / "events.csv").write_text("")
    with open_bundle(bundle.path, ReadingLimits()) as opened:
        assert not opened.has_refusal
        assert opened.read_table("events") is None
        assert opened.has_refusal


def test_nothing_is_written_beside_or_into_a_delivery(bundle, tmp_path):
    path = bundle.zip(tmp_path / "b.zip")
    before = sorted(tmp_path.rglob("*"))

    read_delivery(path)
    read_delivery(bundle.path)

    assert sorted(tmp_path.rglob("*")) == before
