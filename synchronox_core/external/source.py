"""The file of a public cohort as text: found, decoded, cut into cells, recognised by its header."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from synchronox_core.config import MIB
from synchronox_core.errors import ExportError
from synchronox_core.external.mapping import CohortMapping

SHOWN_COLUMNS = 10
MOST_MIB = 50
"""Size beyond which a file is refused unread; the published ones are under 1 MiB."""


@dataclass(frozen=True)
class SourceFile:
    """A source file that has the columns of its cohort.

    Attributes:
        name: Name of the file.
        sha256: SHA-256 of its bytes.
        header: Column names, without outer spaces.
        records: Cells of each record, as in the file.
        lines: Physical line on which each record ends.
    """

    name: str
    sha256: str
    header: list[str]
    records: list[list[str]]
    lines: list[int]


def read_source(mapping: CohortMapping, path: Path) -> SourceFile:
    """The published file of a cohort.

    Args:
        mapping: The cohort.
        path: The file, or the folder that holds it under its published name.

    Raises:
        ExportError: The file is absent, too large, not UTF-8, badly quoted, of another cohort,
            without one of the columns, or without patients.
    """
    file = path / mapping.file if path.is_dir() else path
    if not file.is_file():
        raise ExportError("errors.external_file_missing", path=path, file=mapping.file)
    if file.stat().st_size > MOST_MIB * MIB:
        raise ExportError("errors.external_too_large", file=file.name, limit=MOST_MIB)
    content = file.read_bytes()
    try:
        records = list(_records(mapping, content.decode("utf-8-sig")))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise ExportError("errors.external_unreadable", file=file.name) from fault
    header = [name.strip() for name in records[0][1]] if records else []
    _check_header(mapping, file.name, header)
    if len(records) == 1:
        raise ExportError("errors.external_empty", file=file.name)
    return SourceFile(
        name=file.name,
        sha256=hashlib.sha256(content).hexdigest(),
        header=header,
        records=[cells for _, cells in records[1:]],
        lines=[line for line, _ in records[1:]],
    )


def _records(mapping: CohortMapping, content: str) -> Iterator[tuple[int, list[str]]]:
    lines = list(io.StringIO(content, newline=""))
    comments = 0
    while mapping.comment and comments < len(lines) and lines[comments].startswith(mapping.comment):
        comments += 1
    reader = csv.reader(lines[comments:], delimiter=mapping.delimiter, strict=True)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield comments + reader.line_num, cells


def _check_header(mapping: CohortMapping, file: str, header: list[str]) -> None:
    wanted = dict.fromkeys(column.source for column in mapping.columns.values())
    absent = [name for name in wanted if header.count(name) != 1]
    if len(absent) == len(wanted):
        raise ExportError("errors.external_not_cohort", file=file, expected=mapping.file)
    if absent:
        columns = ", ".join(absent[:SHOWN_COLUMNS])
        raise ExportError("errors.external_columns", file=file, columns=columns, count=len(absent))
