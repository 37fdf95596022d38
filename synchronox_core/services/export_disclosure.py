"""What a table that leaves the board does not tell: counts under eleven, and what gives them away.

The pages show counts from five on; a file travels further. The rule reads the cells as they are
shown, in one place for every table: ``7``, ``7/40``, ``7 (17.5%)``, ``6.1 (2–9), n = 7``.
"""

import re
from typing import Any

import pandas as pd

from synchronox_core.statistics.disclosure import SMALLEST_EXPORTED, is_small_count
from synchronox_core.text.formats import NO_BREAK_SPACE, THIN_SPACE

COUNT_COLUMNS = ("patients", "persons", "retrospective", "prospective", "unknown", "values")
"""Columns of whole numbers that count persons."""

WITHHELD = f"<{SMALLEST_EXPORTED}"
_NUMBER = rf"\d{{1,3}}(?:[,{THIN_SPACE}]\d{{3}})+|\d+"
_OF_WHOLE = re.compile(rf"({_NUMBER})/({_NUMBER})(?!\S*/)")
_WITH_SHARE = re.compile(rf"({_NUMBER}){NO_BREAK_SPACE}\(([\d.,]+){NO_BREAK_SPACE}?%\)")
_SIZE = re.compile(rf"n{NO_BREAK_SPACE}={NO_BREAK_SPACE}({_NUMBER})")


def withhold_in_export(frame: pd.DataFrame) -> pd.DataFrame:
    """A table as it may leave the board.

    Args:
        frame: One row a line, as shown.

    Returns:
        The same table; a count of 1 to 10 reads ``<11``, and a part whose rest is of 1 to 10
        persons is told by the least it can be, or not at all.

    >>> shown = pd.DataFrame({"patients": [40, 7], "cell": ["7/40, 17.5%", "38/40, 95.0%"]})
    >>> withhold_in_export(shown).values.tolist()
    [[40, '<11/40'], ['<11', '≥30/40']]
    """
    return frame.apply(_withhold_column)


def _withhold_column(column: "pd.Series[Any]") -> "pd.Series[Any]":
    if pd.api.types.is_integer_dtype(column):
        return column.astype(object).map(_count) if column.name in COUNT_COLUMNS else column
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return column
    return column.map(_cell)


def _count(patients: object) -> object:
    return WITHHELD if isinstance(patients, int) and _is_small(patients) else patients


def _cell(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    if found := _OF_WHOLE.match(cell):
        return _part(_whole_number(found[1]), _whole_number(found[2]), found[2], cell)
    if found := _WITH_SHARE.match(cell):
        part, share = _whole_number(found[1]), float(found[2].replace(",", ".")) / 100
        whole = round(part / share) if share else part
        return WITHHELD if _is_small(part) or _is_small(whole - part) else cell
    size = _SIZE.search(cell)
    return WITHHELD if size and _is_small(_whole_number(size[1])) else cell


def _part(part: int, whole: int, written_whole: str, cell: str) -> str:
    if _is_small(whole):
        return WITHHELD
    if _is_small(part):
        return f"{WITHHELD}/{written_whole}"
    # The bound tells the part as nearly as it may be told.
    return f"≥{whole - SMALLEST_EXPORTED + 1}/{written_whole}" if _is_small(whole - part) else cell


def _whole_number(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def _is_small(patients: int) -> bool:
    return is_small_count(patients, SMALLEST_EXPORTED)
