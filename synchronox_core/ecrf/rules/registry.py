"""What a cross-table rule is, what a breach of it says, and the rules that only order two days."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from synchronox_core.ecrf.findings import Level
from synchronox_core.ecrf.lookup import Lookup
from synchronox_core.protocol.calendar import is_before


class Spot(NamedTuple):
    """Where a rule is breached.

    Attributes:
        row: Position of the row blamed in its clean table.
        column: Column blamed, or None for the whole row.
        values: Further values of the sentence.
    """

    row: int
    column: str | None
    values: Mapping[str, object]


Check: TypeAlias = Callable[[Lookup], Iterator[Spot]]
"""Finds the breaches of one rule. What is missing breaches nothing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A statement about several cells that a correct delivery fulfils.

    Attributes:
        code: Stable code; ``findings.<code>`` of the text catalogue tells a breach. Rules that
            say the same of several tables share it.
        table: Table whose row is blamed.
        check: Finds the breaches.
        level: ``CHECK`` keeps the value, ``SET_ASIDE`` empties the cell, which cannot be true.
    """

    code: str
    table: str
    check: Check
    level: Level = Level.CHECK


@dataclass(frozen=True, slots=True)
class Breach:
    """A row that breaches a rule.

    Attributes:
        rule: The rule.
        row: Position of the row in the clean table ``rule.table``.
        column: Column blamed, or None for the whole row.
        values: Further values of the sentence: numbers and texts, days as in the export.
    """

    rule: Rule
    row: int
    column: str | None
    values: Mapping[str, object]


def not_before(code: str, table: str, column: str, earlier: str) -> Rule:
    """The rule that a day of a row does not precede another day of the same row.

    Args:
        code: Code of the rule; its sentence may name ``other_column`` and ``other_date``.
        table: Table of both columns.
        column: Column blamed.
        earlier: Column of the day that comes first.
    """

    def check(lookup: Lookup) -> Iterator[Spot]:
        for row, day, first in lookup.rows(table, column, earlier):
            if is_before(day, first):
                yield Spot(row, column, other_day(earlier, first))

    return Rule(code, table, check)


def not_before_parent(code: str, table: str, column: str, parent: str, earlier: str) -> Rule:
    """The rule that a day of a row does not precede a day of the row it belongs to.

    Args:
        code: Code of the rule; its sentence may name ``other_column`` and ``other_date``.
        table: Table whose row is blamed.
        column: Column blamed.
        parent: Table it belongs to.
        earlier: Column of the parent whose day comes first.
    """

    def check(lookup: Lookup) -> Iterator[Spot]:
        for row, day, first in lookup.with_parent(table, parent, earlier, column):
            if is_before(day, first):
                yield Spot(row, column, other_day(f"{parent}.{earlier}", first))

    return Rule(code, table, check)


def other_day(column: str, day: object) -> dict[str, object]:
    """Values of a sentence that sets a day against the day of another column."""
    return {"other_column": column, "other_date": day}
