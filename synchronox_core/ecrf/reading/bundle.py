"""A delivery opened for reading: its manifest, then its tables one at a time."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from synchronox_core.config import ReadingLimits
from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import Manifest, RawTable
from synchronox_core.ecrf.reading.archive import open_zip
from synchronox_core.ecrf.reading.contents import TABLE_FILES, check_contents
from synchronox_core.ecrf.reading.faults import refusal
from synchronox_core.ecrf.reading.manifest import (
    MANIFEST,
    ListedFile,
    ManifestFile,
    read_manifest,
)
from synchronox_core.ecrf.reading.raw_table import read_raw_table
from synchronox_core.ecrf.reading.recognise import recognise_content
from synchronox_core.ecrf.reading.sources import (
    FolderSource,
    Source,
    folder_budget,
    upload_budget,
)
from synchronox_core.ecrf.tables import TABLES

_LEAD_BYTES = 4096


class Bundle:
    """A delivery, used as a context manager; nothing of it is ever written to disk.

    Each table is read once; a file is hashed, decoded and cut from the same bytes.

    Args:
        source: Where its files lie; None when it could not be opened.
        limits: Sizes beyond which it is refused.
        findings: What opening it noticed.

    Attributes:
        manifest: What it says of itself; None when absent or at fault. Its hashes are those
            declared: they are proven table by table, and a difference refuses the delivery.
        findings: Everything noticed so far; grows while tables are read.
    """

    def __init__(
        self, source: Source | None, limits: ReadingLimits, findings: list[Finding]
    ) -> None:
        self.manifest: Manifest | None = None
        self.findings = findings
        self._source = source
        self._limits = limits
        self._files: Mapping[str, ListedFile] = {}
        if source is not None:
            self._open(source)

    def _open(self, source: Source) -> None:
        read = self._read_manifest(source)
        self.manifest = read.manifest
        self._files = read.files or {}
        self.findings.extend(check_contents(source, read.files))
        for name in sorted(self._files.keys() & source.names - TABLE_FILES.keys()):
            data = source.read(name)
            if data is not None:
                self._check_hash(name, data)

    def _read_manifest(self, source: Source) -> ManifestFile:
        if MANIFEST not in source.names:
            self.findings.append(refusal("MANIFEST_MISSING", source.label))
            return ManifestFile()
        data = source.read(MANIFEST)
        return ManifestFile() if data is None else read_manifest(data, self.findings)

    @property
    def has_refusal(self) -> bool:
        """Whether anything found so far refuses the delivery."""
        return any(finding.level is Level.REFUSED for finding in self.findings)

    def read_table(self, name: str) -> RawTable | None:
        """The records of a table as text; None when its file is absent or unusable.

        A table whose hash or number of records is not the declared one is returned, so that its
        other faults can be told too; the finding refuses the delivery all the same.

        Args:
            name: A declared table.
        """
        table = TABLES[name]
        if self._source is None or table.file not in self._source.names:
            return None
        data = self._source.read(table.file)
        if data is None:
            return None
        self._check_hash(table.file, data)
        decimal = self.manifest.decimal if self.manifest else ""
        raw = read_raw_table(table, data, decimal, self._limits, self.findings)
        if raw is not None:
            self._check_rows(raw)
        return raw

    def _check_hash(self, file: str, data: bytes) -> None:
        declared = self._files.get(file)
        if declared and hashlib.sha256(data).hexdigest() != declared.sha256:
            self.findings.append(refusal("HASH_DIFFERS", file))

    def _check_rows(self, raw: RawTable) -> None:
        declared = self._files.get(raw.file)
        found = raw.records - raw.blank
        if declared and declared.rows not in (None, found):
            self.findings.append(
                refusal("ROWS_DIFFER", raw.file, count=found, declared=declared.rows)
            )
        if raw.name == "patients" and not found:
            self.findings.append(refusal("NO_PATIENT", raw.file))

    def __enter__(self) -> Self:
        """The bundle itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the delivery."""
        if self._source is not None:
            self._source.close()


def open_bundle(path: Path, limits: ReadingLimits, *, uploaded: bool = False) -> Bundle:
    """Open a delivery: a folder, or a zip with its files at its root or in one single folder.

    Args:
        path: Folder or zip.
        limits: Sizes beyond which the delivery is refused.
        uploaded: It came through a browser, so the limits of uploads hold for a folder too.

    Returns:
        The bundle; what is wrong with it is in its findings, nothing is raised.
    """
    findings: list[Finding] = []
    return Bundle(_open_source(path, limits, findings, uploaded), limits, findings)


def _open_source(
    path: Path, limits: ReadingLimits, findings: list[Finding], uploaded: bool
) -> Source | None:
    try:
        if path.is_dir():
            budget = upload_budget(limits) if uploaded else folder_budget(limits)
            return FolderSource(path, budget, findings)
        with path.open("rb") as file:
            kind = recognise_content(file.read(_LEAD_BYTES))
    except OSError:
        findings.append(refusal("DELIVERY_UNREADABLE", path.name))
        return None
    if kind == "ZIP":
        return open_zip(path, upload_budget(limits), findings)
    findings.append(refusal(_delivery_code(path, kind), path.name))
    return None


def _delivery_code(path: Path, kind: str | None) -> str:
    """What a file that is not a zip is, told with what to deliver instead."""
    if kind in ("EXCEL", "XML"):
        return f"DELIVERY_IS_{kind}"
    is_csv = kind is None and path.suffix.casefold() in (".csv", ".tsv", ".txt")
    return "DELIVERY_IS_CSV" if is_csv else "DELIVERY_UNKNOWN"
