"""One column of a source file turned into ours: words, units, missing codes and limits."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from synchronox_core.ecrf.external_table import MissingCell
from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import Value
from synchronox_core.external.mapping import ColumnMapping

NUMBER = re.compile(r"-?\d+(\.\d+)?")
SHOWN_CODES = 5
BLANK = "blank"
SET_ASIDE = "set_aside"


@dataclass
class ConvertedColumn:
    """A column in our terms, and what its conversion noticed.

    Attributes:
        name: Our column.
        mapping: Where it comes from.
        values: One item a patient.
        missing: Why cells are empty.
        blank: Empty cells.
        codes: Missing codes met, as written, with their counts.
        spellings: Dirty writings met and the clean word each was read as, with their counts.
        unknown: Words and non-numbers set aside, with their counts.
        outside: Values that cannot be true, set aside.
    """

    name: str
    mapping: ColumnMapping
    values: list[Value] = field(default_factory=list)
    missing: list[MissingCell] = field(default_factory=list)
    blank: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    spellings: Counter[tuple[str, str]] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    outside: int = 0

    def findings(self, file: str) -> list[Finding]:
        """What was noticed, one finding for each cause, with its count.

        Args:
            file: Name of the source file.
        """
        return [
            Finding(
                level, code, file, column=self.mapping.source, value=written,
                values={"column": self.name, "count": count, **values},
            )
            for level, code, count, written, values in self._noticed()
            if count
        ]  # fmt: skip

    def _noticed(self) -> Iterator[tuple[Level, str, int, str | None, dict[str, object]]]:
        codes = ", ".join(code for code, _ in self.codes.most_common(SHOWN_CODES))
        limits = {"minimum": self.mapping.minimum, "maximum": self.mapping.maximum}
        yield Level.NOTICE, "EXT_BLANK", self.blank, None, {}
        yield Level.NOTICE, "EXT_MISSING_CODE", self.codes.total(), None, {"codes": codes}
        for (written, clean), count in sorted(self.spellings.items()):
            yield Level.NOTICE, "EXT_SPELLING", count, written, {"clean": clean}
        for written, count in sorted(self.unknown.items()):
            yield Level.SET_ASIDE, "EXT_UNKNOWN", count, written, {}
        yield Level.SET_ASIDE, "EXT_IMPOSSIBLE", self.outside, None, dict(limits)


def convert_column(
    name: str, mapping: ColumnMapping, cells: list[str], missing_codes: tuple[str, ...]
) -> ConvertedColumn:
    """A column of the source in our words and units.

    Args:
        name: Our column.
        mapping: How it is read.
        cells: Text of each patient, as in the file.
        missing_codes: Missing codes of every column, in lower case.

    >>> size = ColumnMapping("size_cm", "DOUBLE", factor=10, minimum=1, maximum=400)
    >>> column = convert_column("largest_lesion_mm", size, ["2.5", "0.0", "-999"], ("-999",))
    >>> column.values, [cell.reason for cell in column.missing]
    ([25.0, None, None], ['set_aside', '-999'])
    """
    column = ConvertedColumn(name, mapping)
    codes = {*missing_codes, *mapping.missing}
    for row, cell in enumerate(cells):
        value, reason = _judge(column, cell, codes)
        column.values.append(value)
        if reason is not None:
            column.missing.append(MissingCell(row, name, reason))
    return column


def _judge(column: ConvertedColumn, cell: str, codes: set[str]) -> tuple[Value, str | None]:
    written = cell.strip()
    if not written:
        column.blank += 1
        return None, BLANK
    if written.lower() in codes:
        column.codes[written] += 1
        return None, written
    value = _value(column, cell)
    return value, SET_ASIDE if value is None else None


def _value(column: ConvertedColumn, cell: str) -> Value:
    mapping = column.mapping
    clean = mapping.spellings.get(cell.strip().lower(), cell.strip())
    if clean != cell:
        column.spellings[cell, clean] += 1
    value = _read(mapping, clean)
    if value is None:
        column.unknown[cell] += 1
    elif isinstance(value, int | float) and not _is_possible(mapping, value):
        column.outside += 1
        return None
    return value


def _read(mapping: ColumnMapping, clean: str) -> str | int | float | None:
    if mapping.words:
        return mapping.words.get(clean)
    if mapping.type == "VARCHAR":
        return clean
    if not NUMBER.fullmatch(clean):
        return None
    # In decimals, so that 0.29 of 1 is 29 percent and not 28.999999999999996.
    ours = Decimal(clean) * Decimal(str(mapping.factor)) + Decimal(str(mapping.offset))
    if mapping.type == "DOUBLE":
        return float(ours)
    return int(ours) if ours == ours.to_integral_value() else None


def _is_possible(mapping: ColumnMapping, value: float) -> bool:
    above = mapping.minimum is None or value >= mapping.minimum
    return above and (mapping.maximum is None or value <= mapping.maximum)
