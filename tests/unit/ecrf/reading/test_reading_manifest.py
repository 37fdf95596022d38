import json
from datetime import UTC, datetime

import pytest

from synchronox_core.config import ReadingLimits
from synchronox_core.ecrf.reading import open_bundle
from tests.lib.bundles import codes, only, read_delivery

SHA256 = "0" * 64


def manifest_of(bundle):
    with open_bundle(bundle.path, ReadingLimits()) as opened:
        return opened.manifest


def test_manifest_tells_what_the_delivery_is(bundle):
    manifest = manifest_of(bundle)

    assert manifest.synthetic is True
    assert manifest.extract_at == datetime(2026, 6, 30, 8, tzinfo=UTC)
    assert (manifest.schema_version, manifest.decimal) == ("1.0.0", ".")
    assert (manifest.source_system, manifest.source_version) == ("REDCap", "14.7.3")
    assert manifest.missing_codes["NK"] == "not known"
    assert len(manifest.files) == 15


def test_data_are_not_synthetic_unless_the_manifest_says_so(bundle):
    bundle.drop_from_manifest("synthetic")
    assert manifest_of(bundle).synthetic is False


@pytest.mark.parametrize("key", ["study", "schema_version", "extract_at", "missing_codes", "files"])
def test_missing_required_key_is_refused(bundle, key):
    bundle.drop_from_manifest(key)

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.column) == ("MANIFEST_KEY_MISSING", key)
    assert manifest_of(bundle) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("study", "NCT00000000"),
        ("study", None),
        ("schema_version", "2.0.0"),
        ("schema_version", "10.0.0"),
        ("schema_version", "one"),
        ("schema_version", 1),
        ("synthetic", "false"),
        ("synthetic", 0),
        ("extract_at", "2026-06-30T08:00:00"),
        ("extract_at", "2026-06-30"),
        ("extract_at", "30/06/2026 08:00"),
        ("extract_at", "0001-01-01T00:00:00+23:59"),
        ("extract_at", 20260630),
        ("missing_codes", ["NA"]),
        ("missing_codes", {"": "empty"}),
        ("missing_codes", {" NA": "not applicable"}),
        ("missing_codes", {"NA": 1}),
        ("dialect", ","),
        ("dialect", {"decimal": ";"}),
    ],
)
def test_value_outside_what_is_allowed_is_refused(bundle, key, value):
    bundle.change_manifest(**{key: value})

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.level) == (f"MANIFEST_{key.upper()}", "F")
    assert finding.where().startswith(f"bundle.json, {key} = ")
    assert manifest_of(bundle) is None


@pytest.mark.parametrize("value", ["1.0.0", "1.7.2", "1"])
def test_minor_version_does_not_matter(bundle, value):
    bundle.change_manifest(schema_version=value)
    assert read_delivery(bundle.path)[1] == []


@pytest.mark.parametrize(
    "entry",
    [
        "patients.csv",
        {"name": "patients.csv"},
        {"name": "patients.csv", "sha256": "abc"},
        {"name": "../patients.csv", "sha256": SHA256},
        {"name": "patients.csv", "sha256": SHA256, "rows": -1},
        {"name": "patients.csv", "sha256": SHA256, "rows": True},
        {"name": "patients.csv", "sha256": SHA256, "rows": "12"},
        {"name": "centres.csv", "sha256": SHA256},
    ],
)
def test_unusable_entry_of_the_file_list_is_named_by_its_number(bundle, entry):
    first = {"name": "centres.csv", "sha256": SHA256}
    bundle.change_manifest(files=[first, entry])

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.values) == ("MANIFEST_FILES", {"entry": 2})


def test_file_list_that_is_no_list_is_refused(bundle):
    bundle.change_manifest(files={"patients.csv": SHA256})
    assert codes(read_delivery(bundle.path)[1]) == ["MANIFEST_FILES"]


@pytest.mark.parametrize(
    ("content", "line", "character"),
    [
        (b'{\n "study": "NCT07467434",\n}', 3, 1),
        (b"", 1, 1),
        (b"[]", 1, 1),
        (b"[" * 100_000, 1, 1),
        (b'{"rows": ' + b"9" * 5_000 + b"}", 1, 1),
        (b"<html>", 1, 1),
    ],
)
def test_fault_of_json_is_told_with_line_and_character(bundle, content, line, character):
    (bundle.path / "bundle.json").write_bytes(content)

    finding = only(read_delivery(bundle.path)[1])

    assert (finding.code, finding.line) == ("MANIFEST_JSON", line)
    assert finding.values == {"character": character}


def test_manifest_may_start_with_a_byte_order_mark(bundle):
    path = bundle.path / "bundle.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_delivery(bundle.path)[1] == []


def test_identity_ignores_layout_order_place_and_who_exported(bundle, tmp_path):
    identity = manifest_of(bundle).sha256
    manifest = bundle.manifest()
    manifest["files"].reverse()
    manifest["files"][0]["sha256"] = manifest["files"][0]["sha256"].upper()
    manifest |= {"extract_at": "2026-06-30T10:00:00+02:00", "exported_by_role": "somebody else"}
    (bundle.path / "bundle.json").write_text(json.dumps(manifest, indent=8, sort_keys=True))

    assert manifest_of(bundle).sha256 == identity
    with open_bundle(bundle.zip(tmp_path / "other.zip"), ReadingLimits()) as zipped:
        assert zipped.manifest.sha256 == identity


@pytest.mark.parametrize(
    "change",
    [
        {"extract_at": "2026-06-30T08:00:01Z"},
        {"synthetic": False},
        {"missing_codes": {"NA": "not applicable"}},
        {"dialect": {"decimal": ","}},
    ],
)
def test_identity_changes_with_each_fact_that_changes_the_reading(bundle, change):
    identity = manifest_of(bundle).sha256
    bundle.change_manifest(**change)
    assert manifest_of(bundle).sha256 != identity


def test_identity_changes_with_the_content_of_a_file(bundle):
    identity = manifest_of(bundle).sha256
    bundle.replace("events.csv", "2024-02-02", "2024-02-03")
    assert manifest_of(bundle).sha256 != identity
