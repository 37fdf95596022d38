"""One file of a delivery, from its bytes to the columns of its table, still as text."""

import csv

from synchronox_core.config import ReadingLimits
from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.model import RawTable
from synchronox_core.ecrf.reading.columns import ColumnBuilder
from synchronox_core.ecrf.reading.decoding import DecodedFile, decode_file
from synchronox_core.ecrf.reading.faults import refusal
from synchronox_core.ecrf.reading.header import read_header
from synchronox_core.ecrf.reading.recognise import find_delimiter, recognise_content
from synchronox_core.ecrf.reading.records import RecordReader, cell_limit, locate_fault
from synchronox_core.ecrf.tables import Table


def read_raw_table(
    table: Table, data: bytes, decimal: str, limits: ReadingLimits, findings: list[Finding]
) -> RawTable | None:
    """The records of a file; None, with findings, when it is not the table it is named after.

    Args:
        table: The table the file is named after.
        data: Its bytes.
        decimal: Decimal sign the delivery declares, or ``""``.
        limits: Columns of a file and characters of a cell.
        findings: Takes what is noticed; the finding of a misfit stays with its record.
    """
    if kind := recognise_content(data):
        findings.append(refusal(f"FILE_IS_{kind}", table.file))
        return None
    file = decode_file(table.file, data, findings)
    if file is None:
        return None
    delimiter = find_delimiter(file.open().readline())
    if delimiter is None:
        findings.append(refusal("HEADER_UNKNOWN", table.file, 1))
        return None
    raw = RawTable(table.name, table.file, {}, [])
    raw.decimal = decimal or ("." if delimiter == "," else "")
    with cell_limit(limits.cell_characters):
        try:
            return _fill(raw, table, file, delimiter, limits, findings)
        except csv.Error:
            findings.append(locate_fault(table.file, file, delimiter, limits.cell_characters))
            return None


def _fill(
    raw: RawTable,
    table: Table,
    file: DecodedFile,
    delimiter: str,
    limits: ReadingLimits,
    findings: list[Finding],
) -> RawTable | None:
    reader = RecordReader(file, delimiter)
    header = read_header(table, reader.first(), limits.columns, findings)
    if header is None:
        return None
    builder = ColumnBuilder(raw, header)
    for batch in reader.batches():
        builder.add(batch)
    if builder.ends_short and not file.is_ended:
        findings.append(refusal("TRUNCATED", table.file, builder.last_line))
        return None
    return raw
