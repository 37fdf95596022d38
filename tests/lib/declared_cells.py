"""What is wrong with a cell by the declaration alone, judged without the reader under test."""

import re
from datetime import datetime

from synchronox_core.ecrf.tables import DEFAULT_MISSING_CODES, Column, ColumnType


def fault_of(column: Column, text: str) -> str | None:
    """Name of the fault of a cell, or None.

    >>> from synchronox_core.ecrf.tables import TABLES
    >>> fault_of(TABLES["patients"].columns["sex"], "X")
    'code'
    """
    if text in ("", *DEFAULT_MISSING_CODES):
        return "required" if column.required else None
    if column.codes and text not in column.codes:
        return "code"
    if column.list_codes and not set(text.split(";")) <= set(column.list_codes):
        return "list"
    if column.pattern and not re.fullmatch(column.pattern, text):
        return "pattern"
    match column.type:
        case ColumnType.STRING:
            return None
        case ColumnType.INTEGER | ColumnType.NUMBER:
            return _fault_of_number(column, text)
        case _:
            return _fault_of_day(column, text)


def _fault_of_number(column: Column, text: str) -> str | None:
    shape = r"-?\d+" if column.type is ColumnType.INTEGER else r"-?\d+(\.\d+)?"
    if not re.fullmatch(shape, text):
        return "number"
    low = -float("inf") if column.minimum is None else column.minimum
    high = float("inf") if column.maximum is None else column.maximum
    return None if low <= float(text) <= high else "range"


def _fault_of_day(column: Column, text: str) -> str | None:
    form = {
        ColumnType.DATE: "%Y-%m-%d",
        ColumnType.DATETIME: "%Y-%m-%dT%H:%M:%SZ",
        ColumnType.YEARMONTH: "%Y-%m",
    }[column.type]
    try:
        read = datetime.strptime(text, form)
    except ValueError:
        return "day"
    return None if read.strftime(form) == text else "day"
