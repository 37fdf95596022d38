"""The header line against the declared columns of its table."""

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.reading.faults import listed, notice, refusal
from synchronox_core.ecrf.reading.identity_columns import is_identity_column
from synchronox_core.ecrf.reading.recognise import fold_name, recognise_header
from synchronox_core.ecrf.tables import Table

_CLOSE = 0.75
"""Likeness (0-1) from which an unknown column may be a misspelt declared one."""


@dataclass(frozen=True)
class Header:
    """A header that was accepted.

    Attributes:
        width: Columns of the file.
        positions: Index in a record by declared column name.
    """

    width: int
    positions: dict[str, int]


def read_header(
    table: Table, fields: list[str], columns_limit: int, findings: list[Finding]
) -> Header | None:
    """The header of a table; None, with every fault it has, when the file cannot be used.

    Args:
        table: The table the file is named after.
        fields: Cells of the first record.
        columns_limit: Columns a file may have.
        findings: Takes faults and notices.
    """
    if len(fields) > columns_limit:
        findings.append(
            refusal("TOO_MANY_COLUMNS", table.file, 1, count=len(fields), limit=columns_limit)
        )
        return None
    names = [fold_name(field) for field in fields]
    if foreign := recognise_header(table, names):
        findings.append(foreign)
        return None
    unknown = [name for name in names if name and name not in table.columns]
    faults = [*_repeated(table, names), *_identifying(table, unknown)]
    faults += _missing_required(table, names, unknown)
    findings.extend(faults)
    if faults:
        return None
    findings.extend(_differences(table, names, unknown))
    positions = {name: names.index(name) for name in table.columns if name in names}
    return Header(len(names), positions)


def _repeated(table: Table, names: list[str]) -> list[Finding]:
    return [
        refusal("COLUMN_TWICE", table.file, 1, listed([name]), count=count)
        for name, count in Counter(names).items()
        if name and count > 1
    ]


def _identifying(table: Table, unknown: list[str]) -> list[Finding]:
    return [
        refusal("IDENTITY_COLUMN", table.file, 1, listed([name]))
        for name in unknown
        if is_identity_column(name)
    ]


def _missing_required(table: Table, names: list[str], unknown: list[str]) -> list[Finding]:
    findings = []
    for column in table.columns.values():
        if not column.required or column.name in names:
            continue
        if close := get_close_matches(column.name, unknown, n=2, cutoff=_CLOSE):
            fault = refusal(
                "COLUMN_MISSPELT", table.file, 1, column.name, count=len(close), close=listed(close)
            )
        else:
            fault = refusal("COLUMN_MISSING", table.file, 1, column.name)
        findings.append(fault)
    return findings


def _differences(table: Table, names: list[str], unknown: list[str]) -> list[Finding]:
    """What an accepted header has more or less than the declared columns."""
    findings = []
    absent = [name for name in table.columns if name not in names]
    for name in absent:
        if close := get_close_matches(name, unknown, n=1, cutoff=_CLOSE):
            values = {"close": listed(close)}
            findings.append(
                Finding(Level.CHECK, "COLUMN_RESEMBLES", table.file, 1, name, values=values)
            )
    if absent:
        findings.append(
            notice("COLUMNS_ABSENT", table.file, 1, count=len(absent), names=listed(absent))
        )
    if unknown:
        findings.append(
            notice("COLUMNS_UNKNOWN", table.file, 1, count=len(unknown), names=listed(unknown))
        )
    if unnamed := names.count(""):
        findings.append(notice("COLUMNS_UNNAMED", table.file, 1, count=unnamed))
    return findings
