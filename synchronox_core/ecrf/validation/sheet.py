"""A table while it is checked: its raw text, its values, and what was noticed row by row."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import compress
from typing import NamedTuple, TypeAlias, TypeVar

from synchronox_core.ecrf.model import RawRecord, RawTable, Value
from synchronox_core.ecrf.tables import TABLES, Column, ColumnType, Table
from synchronox_core.ecrf.validation.cells import Judge, Verdict
from synchronox_core.ecrf.validation.faults import Fault
from synchronox_core.ecrf.validation.signs import fold, trim

T = TypeVar("T")
U = TypeVar("U")

Key: TypeAlias = tuple[object, ...]
"""The parts of a key as they are compared; a part is None when it cannot be told."""

STUDY_CODE = re.compile(TABLES["patients"].columns["patient_id"].pattern or "")
"""Shape of the study code of a patient."""

CENTRE_IN_CODE = slice(4, 7)
"""Where a study code carries the code of its centre."""


class Fate(IntEnum):
    """What becomes of a row; the greater outweighs the smaller."""

    KEPT = 0
    HELD_BACK = 1
    BLANK = 2
    PRIVACY = 3


class Note(NamedTuple):
    """A cell that has something to tell.

    Attributes:
        row: Position of the row.
        column: Column.
        raw: Raw text.
        verdict: What was judged about it.
    """

    row: int
    column: Column
    raw: str
    verdict: Verdict


class Remark(NamedTuple):
    """A fault of a row: a reason to hold it back, or something to check about it.

    Attributes:
        row: Position of the row.
        column: Column concerned, or None.
        value: Raw text concerned, or None.
        fault: The fault.
    """

    row: int
    column: str | None
    value: str | None
    fault: Fault


@dataclass
class JudgedColumn:
    """A column of the file after its distinct texts were judged.

    Attributes:
        values: Clean value of each row.
        empty: Raw texts that say nothing.
        trimmed: Raw texts with spaces around them.
    """

    values: list[Value]
    empty: set[str]
    trimmed: set[str]


@dataclass
class Sheet:
    """A table while it is checked.

    Attributes:
        table: Declared table.
        raw: Its raw text.
        fates: What becomes of each row, a ``Fate`` a byte.
        judges: Judge of each column of the file.
        judged: What was judged of each column of the file.
        notes: Cells that have something to tell and do not hold their row back.
        holds: Why rows are held back, each reason once.
        checks: What is to be checked about rows.
        copies: Number of further identical copies by position of the row that stands for them.
        codes: Study code of each row where it is one, in capitals; empty without patients.
    """

    table: Table
    raw: RawTable
    fates: bytearray
    judges: dict[str, Judge] = field(default_factory=dict)
    judged: dict[str, JudgedColumn] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    holds: list[Remark] = field(default_factory=list)
    checks: list[Remark] = field(default_factory=list)
    copies: dict[int, int] = field(default_factory=dict)
    codes: list[str | None] = field(default_factory=list)
    _folded: dict[str, list[object]] = field(default_factory=dict)

    def hold(self, remark: Remark) -> None:
        """Hold a row back, unless it is left out for a stronger reason."""
        self.holds.append(remark)
        self.fates[remark.row] = max(self.fates[remark.row], Fate.HELD_BACK)

    def rows(self, fate: Fate) -> bytes:
        """A selector of the rows with a fate: 1 for each of them, 0 for the others."""
        return bytes(self.fates).translate(bytes(byte == fate for byte in range(256)))

    def kept_values(self, column: str) -> list[Value]:
        """Clean values of a declared column in the kept rows; a column not in the file is empty."""
        kept = self.rows(Fate.KEPT)
        if column not in self.judged:
            return [None] * sum(kept)
        return list(compress(self.judged[column].values, kept))

    def kept_texts(self, column: str) -> Iterator[str]:
        """Raw texts of a column of the file in the kept rows."""
        return compress(self.raw.columns[column], self.rows(Fate.KEPT))

    def folded(self, column: str) -> list[object]:
        """Each row's part of a key, told from the raw text even where the text is no value."""
        if column not in self._folded:
            self._folded[column] = self._fold(column)
        return self._folded[column]

    def keys(self) -> list[Key]:
        """Key of each row."""
        return list(zip(*map(self.folded, self.table.key), strict=True))

    def references(self, columns: Iterable[str]) -> Iterator[Key]:
        """What each row gives for columns that name a row elsewhere; None where it has no value."""
        return zip(*map(self._valued, columns), strict=True)

    def patient_id(self, row: int) -> str | None:
        """Study code of a row, or None when it has none that can be read."""
        return self.codes[row] if self.codes else None

    def cells(self, row: int) -> dict[str, str]:
        """Raw text of a row by column."""
        return {name: texts[row] for name, texts in self.raw.columns.items()}

    def _fold(self, column: str) -> list[object]:
        if column not in self.judged:
            return [None] * len(self.fates)
        if self.table.columns[column].type is not ColumnType.STRING:
            return self.judged[column].values
        coded = self.judges[column].setting.missing_codes
        texts = self.raw.columns[column]
        return map_distinct(texts, lambda text: None if trim(text) in coded else fold(text) or None)

    def _valued(self, column: str) -> Iterable[object]:
        parts = self.folded(column)
        if column not in self.judged:
            return parts
        values = self.judged[column].values
        return (None if value is None else part for part, value in zip(parts, values, strict=True))


def map_distinct(items: list[T], change: Callable[[T], U]) -> list[U]:
    """Each item changed, every distinct one only once.

    >>> map_distinct(["a", "b", "a"], str.upper)
    ['A', 'B', 'A']
    """
    changed = {item: change(item) for item in set(items)}
    return [changed[item] for item in items]


def read_code(raw: str) -> str | None:
    """The study code a text is, in capitals, or None.

    >>> read_code(" syn-ina-0001"), read_code("0001")
    ('SYN-INA-0001', None)
    """
    code = fold(raw).upper()
    return code if STUDY_CODE.fullmatch(code) else None


def misfit_code(record: RawRecord) -> str | None:
    """The study code among the cells of a record that could not be cut into columns.

    Args:
        record: The record; the first of several codes is taken.
    """
    return next((code for cell in record.cells if (code := read_code(cell))), None)
