"""One raw text of a column judged: its value, or why it has none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import assert_never

from synchronox_core.ecrf.model import Value
from synchronox_core.ecrf.tables import Column, ColumnType, Table
from synchronox_core.ecrf.validation.codes import parse_code, parse_list, parse_shape
from synchronox_core.ecrf.validation.dates import FULL_DATE, parse_date, parse_moment, parse_month
from synchronox_core.ecrf.validation.faults import Fault
from synchronox_core.ecrf.validation.identities import find_identities
from synchronox_core.ecrf.validation.limits import implausible, limit_fault
from synchronox_core.ecrf.validation.missing import looks_missing
from synchronox_core.ecrf.validation.numbers import parse_number, parse_whole
from synchronox_core.ecrf.validation.signs import LAYOUT, remove_hidden, trim

PLACE_NAMES = frozenset({"centre_name", "city"})
"""Texts that name places: a hospital called after a doctor names no person."""

NEVER_MISSING = frozenset({"NUM_NOT_FINITE", "HIDDEN_SIGNS"})
"""Faults that say more than that the value looks missing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a delivery says about its cells.

    Attributes:
        missing_codes: Declared missing codes.
        latest: Day of the extract, after which nothing can have happened.
        names_opposed: Whether a text names a person who opposes the use of the data.
    """

    missing_codes: Mapping[str, str]
    latest: date
    names_opposed: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a raw text in its column.

    Attributes:
        value: Clean value; None when missing, set aside or private.
        reason: Declared missing code, or None.
        fault: Why the cell is set aside, or the row held back, or None.
        check: What is to be checked about a value that is kept, or None.
        identities: Kinds of identity found in a text that would have been stored.
    """

    value: Value = None
    reason: str | None = None
    fault: Fault | None = None
    check: Fault | None = None
    identities: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to tell: a value, or an empty cell."""
        return not (self.reason or self.fault or self.check or self.identities)


EMPTY = Verdict()
"""The verdict on a cell without text."""


@dataclass(frozen=True)
class Judge:
    """Judges the raw texts of one column of one file.

    Attributes:
        table: Declared table.
        column: Declared column.
        setting: What the delivery says about its cells.
        decimal: Decimal sign of the file; empty when unknown.
    """

    table: Table
    column: Column
    setting: Setting
    decimal: str

    def judge(self, raw: str) -> Verdict:
        """The verdict on one raw text."""
        text = trim(raw)
        if not text:
            return EMPTY
        if text in self.setting.missing_codes and text not in self.column.codes:
            return Verdict(reason=text)
        shown = remove_hidden(text, keep=LAYOUT if self.is_free_text else "")
        if shown != text and not self.is_free_text:
            return self._set_aside(text, Fault("HIDDEN_SIGNS"))
        value = self._parse(shown)
        if isinstance(value, Fault):
            return self._set_aside(text, value)
        if fault := limit_fault(value, self.column):
            return self._set_aside(text, fault)
        found = self.identities(shown) if self.is_open else ()
        if found:
            return Verdict(identities=found)
        if shown != text:
            return Verdict(value, check=Fault("TEXT_CLEANED"))
        return Verdict(value, check=implausible(value, self.column))

    @cached_property
    def is_open(self) -> bool:
        """Whether a text of the column is stored as it is and may hold an identity."""
        column = self.column
        closed = column.codes or column.list_codes or column.pattern
        return column.type is ColumnType.STRING and not closed

    @cached_property
    def is_free_text(self) -> bool:
        """Whether the column takes any text, line breaks included."""
        return self.is_open and self.column.name not in self.table.key

    def identities(self, text: str) -> tuple[str, ...]:
        """Kinds of identity in a text of this column.

        A full date in a year of birth is one, and the study code of a person who opposes.

        Args:
            text: Any text found in the column.
        """
        found = find_identities(text)
        if self.column.name in PLACE_NAMES:
            found = tuple(kind for kind in found if kind != "name")
        if self.column.unit == "year" and FULL_DATE.fullmatch(trim(text)):
            found = (*found, "birth_date")
        if self.setting.names_opposed(text):
            found = (*found, "opposed_code")
        return found

    def _set_aside(self, text: str, fault: Fault) -> Verdict:
        if fault.code not in NEVER_MISSING and looks_missing(text, self.setting.missing_codes):
            fault = Fault(
                "MISSING_LOOKALIKE", {"codes": ", ".join(self.setting.missing_codes) or "—"}
            )
        return Verdict(fault=fault, identities=self.identities(text))

    def _parse(self, text: str) -> Value | Fault:
        column, latest = self.column, self.setting.latest
        match column.type:
            case ColumnType.STRING:
                return self._parse_string(text)
            case ColumnType.INTEGER:
                return parse_whole(text, self._companion("qualifier"))
            case ColumnType.NUMBER:
                return parse_number(text, self.decimal, self._companion("qualifier"))
            case ColumnType.DATE:
                # A planned day may lie ahead; everything else has happened.
                limit = date.max if column.name.startswith("planned_") else latest
                return parse_date(text, limit, self._companion("precision"))
            case ColumnType.DATETIME:
                return parse_moment(text, latest)
            case ColumnType.YEARMONTH:
                return parse_month(text, latest)
            case _:
                assert_never(column.type)

    def _parse_string(self, text: str) -> str | Fault:
        if self.column.codes:
            return parse_code(text, self.column)
        if self.column.list_codes:
            return parse_list(text, self.column)
        return parse_shape(text, self.column) if self.column.pattern else text

    def _companion(self, suffix: str) -> str | None:
        """The column that says how this one is to be read: same stem, another ending."""
        name = f"{self.column.name.rpartition('_')[0]}_{suffix}"
        return name if name in self.table.columns else None
