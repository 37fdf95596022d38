"""Which files a delivery has, which it should have, and which its manifest lists."""

from collections.abc import Mapping

from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.reading.faults import file_label, listed, notice, refusal
from synchronox_core.ecrf.reading.manifest import MANIFEST, ListedFile
from synchronox_core.ecrf.reading.sources import Source
from synchronox_core.ecrf.tables import TABLES

TABLE_FILES = {table.file: table for table in TABLES.values()}
"""Declared tables by the name of their file."""


def check_contents(source: Source, files: Mapping[str, ListedFile] | None) -> list[Finding]:
    """Findings about the files of a delivery as a whole, before any table is read.

    Args:
        source: The delivery.
        files: Files its manifest lists; None when the list could not be read.
    """
    promised = frozenset(files or ())
    findings = [refusal("LISTED_FILE_MISSING", name) for name in sorted(promised - source.names)]
    absent = [file for file in TABLE_FILES if file not in source.names | promised]
    findings += [refusal("TABLE_MISSING", file) for file in absent if TABLE_FILES[file].required]
    if files is not None:
        unlisted = [file for file in TABLE_FILES if file in source.names - promised]
        findings += [refusal("TABLE_UNLISTED", file) for file in unlisted]
    if optional := [file for file in absent if not TABLE_FILES[file].required]:
        names = listed(optional)
        findings.append(
            notice("TABLES_NOT_DELIVERED", source.label, count=len(optional), names=names)
        )
    ignored = [*sorted(source.names - TABLE_FILES.keys() - {MANIFEST}), *source.others]
    if ignored:
        names = listed(dict.fromkeys(map(file_label, ignored)))
        findings.append(notice("FILES_IGNORED", source.label, count=len(ignored), names=names))
    return findings
