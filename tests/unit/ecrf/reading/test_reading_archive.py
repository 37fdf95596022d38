import stat
import zipfile
from zipfile import ZipInfo

import pytest

from synchronox_core.config import ReadingLimits
from tests.lib.bundles import codes, only, read_delivery


def zip_with(bundle, path, name, content=b"x", **attributes):
    """The sample as a zip, with one more entry."""
    bundle.zip(path)
    entry = ZipInfo("placeholder")
    # Set afterwards: the constructor would tidy a hostile name.
    entry.filename = entry.orig_filename = name
    for attribute, value in attributes.items():
        setattr(entry, attribute, value)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, content)
    return path


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../evil.csv", "a/../../evil.csv", "..", "a\\b.csv", "C:evil.csv", "a\nb.csv"],
)
def test_path_that_leads_elsewhere_is_refused(bundle, tmp_path, name):
    tables, findings = read_delivery(zip_with(bundle, tmp_path / "b.zip", name))

    assert "ZIP_PATH" in codes(findings)
    assert tables == {}


def test_dots_within_a_name_are_innocent(bundle, tmp_path):
    findings = read_delivery(zip_with(bundle, tmp_path / "b.zip", "notes..v2.txt"))[1]
    assert codes(findings) == ["FILES_IGNORED"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_link_or_device_is_refused(bundle, tmp_path, kind):
    path = zip_with(bundle, tmp_path / "b.zip", "link", external_attr=(kind | 0o777) << 16)
    assert codes(read_delivery(path)[1]) == ["ZIP_LINK"]


@pytest.mark.parametrize("name", ["inner.zip", "inner.tar.gz", "INNER.7Z"])
def test_nested_archive_is_refused(bundle, tmp_path, name):
    assert codes(read_delivery(zip_with(bundle, tmp_path / "b.zip", name))[1]) == ["ZIP_NESTED"]


def test_encrypted_entry_is_refused(bundle, tmp_path):
    path = bundle.zip(tmp_path / "b.zip")
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)

    assert only(read_delivery(path)[1]).values == {"count": 1}
    assert codes(read_delivery(path)[1]) == ["ZIP_ENCRYPTED"]


def test_method_that_may_exhaust_memory_is_refused(bundle, tmp_path):
    path = zip_with(bundle, tmp_path / "b.zip", "a.csv", compress_type=zipfile.ZIP_LZMA)
    assert codes(read_delivery(path)[1]) == ["ZIP_COMPRESSION"]


@pytest.mark.parametrize("name", ["folder/notes.txt", "a/b/notes.txt"])
def test_files_in_more_than_one_place_are_refused(bundle, tmp_path, name):
    assert codes(read_delivery(zip_with(bundle, tmp_path / "b.zip", name))[1]) == ["ZIP_FOLDERS"]


def test_folder_within_a_folder_is_refused(bundle, tmp_path):
    path = bundle.zip(tmp_path / "b.zip", inside="a/b/")
    assert codes(read_delivery(path)[1]) == ["ZIP_FOLDERS"]


def test_two_files_of_one_name_are_refused(bundle, tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zip_with(bundle, tmp_path / "b.zip", "patients.csv")
    assert codes(read_delivery(path)[1]) == ["ZIP_DUPLICATE"]


def test_leftovers_of_a_mac_are_ignored_with_a_notice(bundle, tmp_path):
    path = bundle.zip(tmp_path / "b.zip", inside="freeze/")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/freeze/._patients.csv", b"x")
        archive.writestr("freeze/.DS_Store", b"x")

    tables, findings = read_delivery(path)

    assert len(tables) == 15
    assert only(findings).code == "FILES_IGNORED"
    assert only(findings).values == {"count": 2, "names": "__MACOSX, .DS_Store"}


def test_workbook_is_told_from_a_bundle(tmp_path):
    path = tmp_path / "export.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("docProps/padding.xml", b"x" * 10_000)
        archive.writestr("xl/workbook.xml", b"<workbook/>")

    assert codes(read_delivery(path)[1]) == ["DELIVERY_IS_EXCEL"]


def test_bomb_is_stopped_by_the_bytes_that_come_out(bundle, tmp_path):
    bundle.write("events.csv", b"0" * 5_000_000)
    path = bundle.zip(tmp_path / "b.zip")
    assert path.stat().st_size < 50_000

    findings = read_delivery(path, ReadingLimits(upload_file_bytes=1_000_000))[1]

    assert codes(findings) == ["FILE_TOO_LARGE"]


def test_size_an_entry_declares_is_not_believed(bundle, tmp_path):
    bundle.write("events.csv", b"0" * 5_000_000)
    path = bundle.zip(tmp_path / "b.zip")
    size = (5_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (100).to_bytes(4, "little")))

    findings = read_delivery(path, ReadingLimits(upload_file_bytes=1_000_000))[1]

    assert codes(findings) == ["FILE_UNREADABLE"]


def test_all_files_together_are_limited(bundle, tmp_path):
    total = sum(file.stat().st_size for file in bundle.path.iterdir())
    path = bundle.zip(tmp_path / "b.zip")

    assert read_delivery(path, ReadingLimits(zip_total_bytes=total))[1] == []
    findings = read_delivery(path, ReadingLimits(zip_total_bytes=total - 1))[1]
    assert codes(findings) == ["DELIVERY_TOO_LARGE"]


def test_damaged_entry_is_a_finding(bundle, tmp_path):
    path = bundle.zip(tmp_path / "b.zip")
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("events.csv")
    data = bytearray(path.read_bytes())
    start = entry.header_offset + 30 + len("events.csv")
    data[start : start + 10] = b"\xff" * 10
    path.write_bytes(data)

    finding = only(read_delivery(path)[1])

    assert (finding.code, finding.file) == ("FILE_UNREADABLE", "events.csv")
