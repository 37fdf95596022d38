"""A zip read in memory and in bounds: nothing goes to disk, no path is followed or trusted."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.reading.faults import refusal
from synchronox_core.ecrf.reading.sources import Budget

# What the standard library may raise while it reads a damaged or forged zip.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
    OSError, OverflowError, ValueError,
)  # fmt: skip
_UNSAFE_PATH = re.compile(r"^/|\\|^[A-Za-z]:|(^|/)\.\.(/|$)|[\x00-\x1f\x7f]|^$")
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"})
_ENCRYPTED = 0x1
# Other methods may ask for gigabytes of memory before the first byte is out.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _has_unsafe_path(entry: ZipInfo) -> bool:
    # The library cuts `filename` at a NUL; only the name as stored tells the truth.
    return _UNSAFE_PATH.search(entry.orig_filename) is not None


def _is_link(entry: ZipInfo) -> bool:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind not in (0, stat.S_IFREG, stat.S_IFDIR)


def _is_archive(entry: ZipInfo) -> bool:
    return PurePosixPath(entry.filename).suffix.casefold() in _ARCHIVES


def _is_encrypted(entry: ZipInfo) -> bool:
    return bool(entry.flag_bits & _ENCRYPTED)


def _has_other_method(entry: ZipInfo) -> bool:
    return entry.compress_type not in _METHODS


_HOSTILE: tuple[tuple[str, Callable[[ZipInfo], bool]], ...] = (
    ("ZIP_PATH", _has_unsafe_path),
    ("ZIP_LINK", _is_link),
    ("ZIP_NESTED", _is_archive),
    ("ZIP_ENCRYPTED", _is_encrypted),
    ("ZIP_COMPRESSION", _has_other_method),
)


def _is_leftover(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parts[:1] == ("__MACOSX",) or path.name == ".DS_Store"


def _zip_faults(entries: list[ZipInfo], label: str) -> list[Finding]:
    names = [entry.filename for entry in entries if not entry.is_dir()]
    if "xl/workbook.xml" in names:
        return [refusal("DELIVERY_IS_EXCEL", label)]
    files = [name for name in names if not _is_leftover(name)]
    return _hostile_entries(entries, label) + _misplaced_files(files, label)


def _hostile_entries(entries: list[ZipInfo], label: str) -> list[Finding]:
    counts = {code: sum(map(is_hostile, entries)) for code, is_hostile in _HOSTILE}
    return [refusal(code, label, count=count) for code, count in counts.items() if count]


def _misplaced_files(names: list[str], label: str) -> list[Finding]:
    folders = {name.rpartition("/")[0] for name in names}
    findings = []
    if len(folders) > 1 or any("/" in folder for folder in folders):
        findings.append(refusal("ZIP_FOLDERS", label))
    if twice := len(names) - len(set(names)):
        findings.append(refusal("ZIP_DUPLICATE", label, count=twice))
    return findings


class ZipSource:
    """An open zip whose entries were found harmless.

    Args:
        archive: The open zip.
        label: Name of the delivery.
        budget: Bytes that may be read.
        findings: Takes what goes wrong.
    """

    def __init__(
        self, archive: zipfile.ZipFile, label: str, budget: Budget, findings: list[Finding]
    ) -> None:
        self.label = label
        self._archive = archive
        self._budget = budget
        self._findings = findings
        paths = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
        self._paths = {PurePosixPath(path).name: path for path in paths if not _is_leftover(path)}
        self.names = frozenset(self._paths)
        self.others = tuple(path for path in paths if _is_leftover(path))

    def read(self, name: str) -> bytes | None:
        """Whole content of a file; None, with a finding, when it cannot or must not be read."""
        try:
            with self._archive.open(self._paths[name]) as file:
                # The size an entry declares may lie; only the bytes that come out count.
                data = file.read(self._budget.left_bytes + 1)
        except _DAMAGED:
            self._findings.append(refusal("FILE_UNREADABLE", name))
            return None
        fault = self._budget.spend(name, len(data))
        if fault is None:
            return data
        self._findings.append(fault)
        return None

    def close(self) -> None:
        """Close the zip."""
        self._archive.close()


def open_zip(path: Path, budget: Budget, findings: list[Finding]) -> ZipSource | None:
    """The zip at a path; None, with findings, when it is damaged or holds what it must not.

    Args:
        path: The zip.
        budget: Bytes that may be read from it.
        findings: Takes what goes wrong.
    """
    try:
        archive = zipfile.ZipFile(path)
    except _DAMAGED:
        findings.append(refusal("ZIP_UNREADABLE", path.name))
        return None
    if faults := _zip_faults(archive.infolist(), path.name):
        archive.close()
        findings.extend(faults)
        return None
    return ZipSource(archive, path.name, budget, findings)
