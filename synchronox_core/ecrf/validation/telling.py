"""Findings on the rows of a settled table, told with what becomes of the row."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.tables import TABLES, Column
from synchronox_core.ecrf.validation.faults import NOTHING, Fault, Labels, Phrase
from synchronox_core.ecrf.validation.sheet import Fate, Note, Remark, Sheet

HELD_BACK = Phrase("held_back", {})
ROW_WAITS = Phrase("row_waits", {})


def tell_hold(sheet: Sheet, remark: Remark) -> Finding:
    """The finding on a row held back; how many rows wait with it is told once that is known.

    Args:
        sheet: Its table.
        remark: Why it is held back.
    """
    return _tell(sheet, Level.HELD_BACK, remark, {"consequence": HELD_BACK})


def tell_waiting(finding: Finding, waiting: Mapping[tuple[str, int], int]) -> Finding:
    """The finding, with the number of rows that wait for its row when it is held back.

    Args:
        finding: Any finding.
        waiting: Rows that wait for each row held back, by its file and line.
    """
    count = waiting.get((finding.file, finding.line or 0))
    if finding.level is not Level.HELD_BACK or not count:
        return finding
    consequence = Phrase("held_back_with", {"count": count})
    return replace(finding, values={**finding.values, "consequence": consequence})


def file_order(finding: Finding) -> tuple[int, str, int, int, str]:
    """Where a finding stands in the list: the manifest, then the tables by line and column."""
    table = TABLES.get(finding.file.removesuffix(".csv"))
    columns = list(table.columns) if table else []
    return (
        list(TABLES).index(table.name) if table else -1,
        finding.file,
        finding.line or 0,
        columns.index(finding.column) if finding.column in columns else -1,
        finding.code,
    )


def tell_check(sheet: Sheet, remark: Remark) -> Finding:
    """The finding on something to check about a row.

    Args:
        sheet: Its table.
        remark: What is to be checked.
    """
    return _tell(sheet, Level.CHECK, remark, {})


def tell_copies(sheet: Sheet, row: int, copies: int) -> Finding:
    """The notice on a row that the file holds several times.

    Args:
        sheet: Its table.
        row: Position of the copy that is kept.
        copies: Further identical copies.
    """
    return _tell(
        sheet, Level.NOTICE, Remark(row, None, None, Fault("KEY_IDENTICAL")), {"count": copies}
    )


def identity_finding(
    file: str,
    line: int,
    column: str | None,
    patient_id: str | None,
    kinds: tuple[str, ...],
    *,
    is_held: bool,
) -> Finding:
    """The finding on a text that was not stored, without the text.

    Args:
        file: File of the text.
        line: Line of its record.
        column: Its column; None when the record could not be cut into columns.
        patient_id: Study code of the record, or None.
        kinds: Kinds of identity it seems to contain.
        is_held: The record is held back.
    """
    values = {
        "kinds": Labels(tuple(f"finding_parts.identity_{kind}" for kind in kinds)),
        "consequence": Phrase("held_back_too", {}) if is_held else NOTHING,
    }
    return Finding(Level.PRIVACY, "PII_TEXT", file, line, column, patient_id, None, values)


def tell_note(sheet: Sheet, note: Note) -> Iterator[Finding]:
    """The findings on a cell: set aside, to check, or required and without value.

    Args:
        sheet: Its table.
        note: The cell; a text with an identity is told by ``identity_finding`` instead.
    """
    verdict, column = note.verdict, note.column
    patient_id = sheet.patient_id(note.row)
    is_held = sheet.fates[note.row] == Fate.HELD_BACK
    if verdict.fault:
        consequence = ROW_WAITS if is_held else _dependent("left_empty", column, patient_id)
        remark = Remark(note.row, column.name, note.raw, verdict.fault)
        yield _tell(sheet, Level.SET_ASIDE, remark, {"consequence": consequence})
    elif verdict.check:
        # Free text is not quoted: nobody has read it.
        value = None if verdict.check.code == "TEXT_CLEANED" else note.raw
        yield tell_check(sheet, Remark(note.row, column.name, value, verdict.check))
    elif column.required and verdict.value is None:
        consequence = ROW_WAITS if is_held else _dependent("stays", column, patient_id)
        fault = Fault("REQUIRED_MISSING", {"consequence": consequence})
        yield tell_check(sheet, Remark(note.row, column.name, note.raw or None, fault))


def _dependent(name: str, column: Column, patient_id: str | None) -> Phrase:
    """What it means that a cell has no value: for whom, and what depends on it."""
    values: dict[str, object] = {}
    if patient_id:
        name += "_for"
        values["patient_id"] = patient_id
    if column.used_by:
        name += "_used"
        values["uses"] = Labels(tuple(f"uses.{use}" for use in column.used_by))
    return Phrase(name, values)


def _tell(sheet: Sheet, level: Level, remark: Remark, values: Mapping[str, object]) -> Finding:
    return Finding(
        level=level,
        code=remark.fault.code,
        file=sheet.raw.file,
        line=sheet.raw.lines[remark.row],
        column=remark.column,
        patient_id=sheet.patient_id(remark.row),
        value=remark.value,
        values={**remark.fault.values, **values},
    )
