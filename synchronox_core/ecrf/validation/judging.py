"""Every cell of a table judged, each distinct text once, and the rows that cannot be placed."""

from synchronox_core.ecrf.model import RawTable
from synchronox_core.ecrf.tables import Column, ColumnType, Table
from synchronox_core.ecrf.validation.cells import EMPTY, Judge, Setting, Verdict
from synchronox_core.ecrf.validation.faults import Fault
from synchronox_core.ecrf.validation.sheet import (
    JudgedColumn,
    Note,
    Remark,
    Sheet,
    map_distinct,
    read_code,
)
from synchronox_core.ecrf.validation.signs import trim

PLACING = ("patient_id", "centre_id", "opposition")
"""Columns that place a row beside those of its key, where they are required."""


def holding_columns(table: Table) -> frozenset[str]:
    """Columns without whose value a row cannot be placed and is held back.

    >>> from synchronox_core.ecrf.tables import TABLES
    >>> sorted(holding_columns(TABLES["complications"]))
    ['complication_no', 'patient_id']
    """
    placing = {name for name in PLACING if name in table.columns and table.columns[name].required}
    return frozenset(table.key) | placing


def judge_table(table: Table, raw: RawTable, setting: Setting) -> Sheet:
    """Judge every cell of a table and hold back the rows that cannot be placed.

    Args:
        table: Declared table.
        raw: Its raw text.
        setting: What the delivery says about its cells.
    """
    sheet = Sheet(table, raw, bytearray(len(raw.lines)))
    holding = holding_columns(table)
    for name, texts in raw.columns.items():
        judge = Judge(table, table.columns[name], setting, raw.decimal)
        sheet.judges[name] = judge
        sheet.judged[name], odd = _judge_texts(judge, texts)
        if odd:
            _take_notes(sheet, judge.column, odd, is_holding=name in holding)
    if "patient_id" in raw.columns:
        sheet.codes = map_distinct(raw.columns["patient_id"], read_code)
    return sheet


def _judge_texts(judge: Judge, texts: list[str]) -> tuple[JudgedColumn, dict[str, Verdict]]:
    verdicts = {text: judge.judge(text) for text in set(texts)}
    clean = {text: verdict.value for text, verdict in verdicts.items()}
    column = JudgedColumn(
        values=[clean[text] for text in texts],
        empty={text for text, verdict in verdicts.items() if verdict is EMPTY},
        trimmed={text for text in verdicts if trim(text) != text},
    )
    is_needed = judge.column.required
    odd = {
        text: verdict
        for text, verdict in verdicts.items()
        if not verdict.is_plain or (is_needed and verdict.value is None)
    }
    return column, odd


def _take_notes(sheet: Sheet, column: Column, odd: dict[str, Verdict], *, is_holding: bool) -> None:
    for row, text in enumerate(sheet.raw.columns[column.name]):
        if text not in odd:
            continue
        verdict = odd[text]
        if verdict.value is None and (is_holding or _hides_in_code(verdict, column)):
            sheet.hold(_unplaced(row, column, text, verdict))
        else:
            sheet.notes.append(Note(row, column, text, verdict))


def _hides_in_code(verdict: Verdict, column: Column) -> bool:
    """Whether a code, list or fixed shape holds a sign that nobody sees (contract, 7.8)."""
    is_hidden = verdict.fault is not None and verdict.fault.code == "HIDDEN_SIGNS"
    return is_hidden and column.type is ColumnType.STRING


def _unplaced(row: int, column: Column, text: str, verdict: Verdict) -> Remark:
    if verdict.identities:
        return Remark(row, column.name, None, Fault("PII_TEXT"))
    return Remark(row, column.name, text or None, verdict.fault or Fault("REQUIRED_EMPTY"))
