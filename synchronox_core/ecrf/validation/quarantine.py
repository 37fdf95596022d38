"""Raw text that waits for a correction, without the identities it may contain."""

from synchronox_core.ecrf.model import Delivery, QuarantinedRow, RawRecord
from synchronox_core.ecrf.validation.identities import find_identities
from synchronox_core.ecrf.validation.sheet import Fate, Note, Sheet, misfit_code
from synchronox_core.ecrf.validation.telling import identity_finding, tell_hold

IN_ROW = "PII_TEXT"
"""Code of a hold that the search through the cells of the row tells."""


def quarantine_rows(sheet: Sheet, delivery: Delivery) -> None:
    """Put the rows of a table that are held back into quarantine, and tell why.

    Args:
        sheet: Table whose rows have their final fate.
        delivery: Takes the rows and the findings.
    """
    codes: dict[int, str] = {}
    for remark in sheet.holds:
        if sheet.fates[remark.row] == Fate.HELD_BACK:
            codes.setdefault(remark.row, remark.fault.code)
            if remark.fault.code != IN_ROW:
                delivery.findings.append(tell_hold(sheet, remark))
    searched: dict[tuple[str, str], tuple[str, ...]] = {}
    for row, code in codes.items():
        cells = sheet.cells(row)
        line, patient_id = sheet.raw.lines[row], sheet.patient_id(row)
        for place in cells.items():
            if place not in searched:
                searched[place] = sheet.judges[place[0]].identities(place[1])
        for column in [name for name, text in cells.items() if searched[name, text]]:
            kinds = searched[column, cells[column]]
            cells[column] = ""
            delivery.findings.append(
                identity_finding(sheet.raw.file, line, column, patient_id, kinds, is_held=True)
            )
        delivery.quarantine.append(
            QuarantinedRow(sheet.table.name, line, patient_id, None, code, cells)
        )


def quarantine_misfit(sheet: Sheet, record: RawRecord, delivery: Delivery) -> None:
    """Put a record that could not be cut into columns into quarantine, its cells by position.

    Args:
        sheet: Its table.
        record: The record.
        delivery: Takes it and the findings.
    """
    patient_id = misfit_code(record)
    cells = {str(place): text for place, text in enumerate(record.cells, start=1)}
    delivery.findings.append(record.finding)
    for place, text in cells.items():
        if kinds := find_identities(text):
            cells[place] = ""
            delivery.findings.append(
                identity_finding(sheet.raw.file, record.line, None, patient_id, kinds, is_held=True)
            )
    delivery.quarantine.append(
        QuarantinedRow(sheet.table.name, record.line, patient_id, None, record.finding.code, cells)
    )


def quarantine_cell(sheet: Sheet, note: Note, code: str) -> QuarantinedRow:
    """The raw text of a cell set aside, in a row that is kept.

    Args:
        sheet: Its table.
        note: The cell; it holds no identity.
        code: Code of its finding.
    """
    return QuarantinedRow(
        table=sheet.table.name,
        line=sheet.raw.lines[note.row],
        patient_id=sheet.patient_id(note.row),
        column=note.column.name,
        code=code,
        cells={note.column.name: note.raw},
    )
