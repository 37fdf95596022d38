"""A public cohort, read as its mapping declares, with everything its reading noticed."""

from collections import Counter
from pathlib import Path

from synchronox_core.ecrf.external_table import ExternalTable
from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.external.cells import ConvertedColumn, convert_column
from synchronox_core.external.checks import find_inconsistencies
from synchronox_core.external.mapping import CohortMapping, read_mapping
from synchronox_core.external.source import SHOWN_COLUMNS, SourceFile, read_source


def read_external(name: str, path: Path) -> ExternalTable:
    """A public cohort from its published file.

    Args:
        name: One of ``EXTERNAL_COHORTS``.
        path: The file, or the folder that holds it under its published name.

    Raises:
        UsageError: No such cohort.
        ExportError: The file is absent, unreadable, empty, or not of that cohort.
    """
    mapping = read_mapping(name)
    source = read_source(mapping, path)
    held_back = _held_back(mapping, source)
    records = [
        cells
        for line, cells in zip(source.lines, source.records, strict=True)
        if line not in held_back
    ]
    converted = [_convert(mapping, source, records, ours) for ours in mapping.columns]
    columns = {column.name: column.values for column in converted}
    return ExternalTable(
        name=name,
        title_key=mapping.title_key,
        licence=mapping.licence,
        citation=mapping.citation,
        doi=mapping.doi,
        clock_origin_key=mapping.clock_origin_key,
        columns=columns,
        types={ours: column.type for ours, column in mapping.columns.items()},
        findings=[
            *_notices(mapping, source, len(records)),
            *held_back.values(),
            *_cell_findings(converted, source.name),
            *find_inconsistencies(mapping, source.name, columns),
        ],
        missing=[cell for column in converted for cell in column.missing],
        source_sha256=source.sha256,
    )


def _held_back(mapping: CohortMapping, source: SourceFile) -> dict[int, Finding]:
    """Records that cannot be one patient, by line: of another width, without or with a double code.

    Two rows with the code of one patient cannot be told apart, so neither is kept.
    """
    held: dict[int, Finding] = {}
    key = mapping.columns[mapping.patient_id].source
    position = source.header.index(key)
    codes: dict[int, str] = {}
    for line, cells in zip(source.lines, source.records, strict=True):
        if len(cells) != len(source.header):
            values = {"cells": len(cells), "columns": len(source.header)}
            held[line] = Finding(Level.HELD_BACK, "EXT_WIDTH", source.name, line, values=values)
        else:
            codes[line] = cells[position].strip()
    copies = Counter(codes.values())
    for line, code in codes.items():
        if not code:
            held[line] = Finding(Level.HELD_BACK, "EXT_ID_EMPTY", source.name, line, key)
        elif copies[code] > 1:
            values = {"count": copies[code]}
            held[line] = Finding(
                Level.HELD_BACK, "EXT_ID_TWICE", source.name, line, key, code, values=values
            )
    return held


def _convert(
    mapping: CohortMapping, source: SourceFile, records: list[list[str]], ours: str
) -> ConvertedColumn:
    column = mapping.columns[ours]
    position = source.header.index(column.source)
    cells = [record[position] for record in records]
    return convert_column(ours, column, cells, mapping.missing_codes)


def _cell_findings(converted: list[ConvertedColumn], file: str) -> list[Finding]:
    """Findings of every source column once, also where two of our columns are read from it."""
    of_source = {column.mapping.source: column for column in reversed(converted)}
    return [finding for column in reversed(of_source.values()) for finding in column.findings(file)]


def _notices(mapping: CohortMapping, source: SourceFile, patients: int) -> list[Finding]:
    found = [Finding(Level.NOTICE, code, source.name) for code in mapping.notices]
    if patients != mapping.patients:
        counts = {"count": patients, "published": mapping.patients}
        found.append(Finding(Level.CHECK, "EXT_PATIENTS", source.name, values=counts))
    mapped = {column.source for column in mapping.columns.values()}
    left_out = [name for name in source.header if name not in mapped]
    if left_out:
        shown = ", ".join(left_out[:SHOWN_COLUMNS]) + (
            ", …" if len(left_out) > SHOWN_COLUMNS else ""
        )
        names = {"count": len(left_out), "columns": shown}
        found.append(Finding(Level.NOTICE, "EXT_COLUMNS_LEFT_OUT", source.name, values=names))
    return found
