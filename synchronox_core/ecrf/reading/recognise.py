"""What a file is by its content: a file named after a table may be anything."""

from collections.abc import Collection

from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.reading.decoding import split_mark
from synchronox_core.ecrf.reading.faults import refusal
from synchronox_core.ecrf.tables import TABLES, Table

DELIMITERS = (",", ";", "\t", "|", "^")
DICTIONARY_COLUMNS = frozenset(
    {"variable / field name", "field_name", "form name", "form_name", "field type", "field_type"}
)
"""Columns of a REDCap data dictionary, as downloaded and as its interface names them."""

_KNOWN_COLUMNS = DICTIONARY_COLUMNS.union(*(table.columns for table in TABLES.values()))
_LEAD_BYTES = 1024
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_OPENINGS = (
    ("<!doctype html", "HTML"),
    ("<html", "HTML"),
    ("<", "XML"),
    ("{", "JSON"),
    ("[", "JSON"),
)


def recognise_content(data: bytes) -> str | None:
    """``EMPTY``, ``EXCEL``, ``ZIP``, ``HTML``, ``XML`` or ``JSON``; None when it may be a CSV.

    >>> recognise_content(b"<!DOCTYPE html><title>Session expired</title>")
    'HTML'
    >>> recognise_content(b"patient_id,centre_id")
    """
    if data.startswith((b"PK", _OLD_EXCEL)):
        return "EXCEL" if b"xl/workbook" in data or data.startswith(_OLD_EXCEL) else "ZIP"
    body, encoding = split_mark(data)
    if not body.strip():
        return "EMPTY"
    lead = body[:_LEAD_BYTES].decode(encoding or "latin-1", errors="ignore").lstrip().casefold()
    return next((kind for opening, kind in _OPENINGS if lead.startswith(opening)), None)


def fold_name(name: str) -> str:
    """A column name as it is compared: trimmed, case-folded, without byte order mark.

    >>> fold_name(chr(0xFEFF) + " Patient_ID ")
    'patient_id'
    """
    return name.replace("\ufeff", "").strip().casefold()


def find_delimiter(first_line: str) -> str | None:
    """The separator that cuts the most known column names out of a header line; None without any.

    >>> find_delimiter("patient_id;centre_id;note, free")
    ';'
    """

    def known_names(delimiter: str) -> int:
        names = {fold_name(name.strip().strip('"')) for name in first_line.split(delimiter)}
        return len(names & _KNOWN_COLUMNS)

    best = max(DELIMITERS, key=known_names)
    return best if known_names(best) else None


def recognise_header(table: Table, names: Collection[str]) -> Finding | None:
    """A finding when a header belongs to a data dictionary or fits another table better.

    Args:
        table: The table the file is named after.
        names: Folded column names of its header.
    """
    if len(DICTIONARY_COLUMNS.intersection(names)) > 1:
        return refusal("FILE_IS_DICTIONARY", table.file, 1)
    candidates = [other for other in TABLES.values() if set(other.key) <= set(names)]
    best = max(candidates, key=lambda other: _fit(other, names), default=table)
    if _fit(best, names) > _fit(table, names):
        return refusal("FILE_IS_OTHER_TABLE", table.file, 1, other=best.file)
    return None


def _fit(table: Table, names: Collection[str]) -> float:
    """Share (0-1) of the columns of a header and of a table that both have."""
    own = set(table.columns)
    return len(own.intersection(names)) / len(own.union(names))
