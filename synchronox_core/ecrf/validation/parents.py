"""Rows that belong to a row of another table: they wait with it, or without one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress

from synchronox_core.ecrf.tables import TABLES, ForeignKey, Table
from synchronox_core.ecrf.validation.faults import Fault
from synchronox_core.ecrf.validation.sheet import (
    CENTRE_IN_CODE,
    Fate,
    Key,
    Remark,
    Sheet,
    misfit_code,
)

PARENT_TABLES = frozenset(key.parent for table in TABLES.values() for key in table.parents)
"""Tables whose rows others name."""

OF_PATIENT = ForeignKey(("patient_id",), "patients", ("patient_id",), optional=False)
MISSING_PARENT = {"centres": "CENTRE_UNKNOWN"}
"""Codes of a parent that is not there, where they have a name of their own."""


@dataclass
class ParentRows:
    """Rows of a table that others may name.

    Attributes:
        kept: Keys of the kept rows.
        held: Lines of the rows held back, by key.
        waiting: Rows that wait for a row held back, by its key.
    """

    kept: set[Key] = field(default_factory=set)
    held: dict[Key, list[int]] = field(default_factory=dict)
    waiting: Counter[Key] = field(default_factory=Counter)


def references_of(table: Table) -> tuple[ForeignKey, ...]:
    """What a table refers to, the patient first, also where only a lesion or operation is named.

    >>> [key.parent for key in references_of(TABLES["complications"])]
    ['patients', 'operations']
    """
    declared = tuple(key for key in table.parents if key != OF_PATIENT)
    of_patient = table.has_patient and table.name != OF_PATIENT.parent
    return (OF_PATIENT, *declared) if of_patient else declared


class Parents:
    """The rows met so far that others may name, parents being read before their children."""

    def __init__(self) -> None:
        self._tables: dict[str, ParentRows] = {}

    def add(self, sheet: Sheet) -> None:
        """Take the rows of a settled table, if others may name them.

        Args:
            sheet: Table whose rows have their final fate.
        """
        if sheet.table.name not in PARENT_TABLES:
            return
        rows = self._tables[sheet.table.name] = ParentRows()
        keys = sheet.keys()
        rows.kept.update(compress(keys, sheet.rows(Fate.KEPT)))
        held = sheet.rows(Fate.HELD_BACK)
        for key, line in zip(compress(keys, held), compress(sheet.raw.lines, held), strict=True):
            rows.held.setdefault(key, []).append(line)
        if sheet.table.name == OF_PATIENT.parent:
            _add_misfits(sheet, rows)

    def hold_dependants(self, sheet: Sheet) -> None:
        """Hold back the rows of a table whose parent is held back or not there.

        A parent table that could not be read is not asked: its own refusal tells enough. A row
        without its patient is not asked for its lesion or operation as well.

        Args:
            sheet: Table under way.
        """
        without_patient: set[int] = set()
        for reference in references_of(sheet.table):
            rows = self._tables.get(reference.parent)
            if rows is None:
                continue
            orphans = list(_orphans(sheet, reference, rows, without_patient))
            for remark in orphans:
                sheet.hold(remark)
            if reference == OF_PATIENT:
                without_patient.update(remark.row for remark in orphans)

    def waiting_lines(self) -> dict[tuple[str, int], int]:
        """Rows that wait for each row held back, by its file and line."""
        return {
            (TABLES[name].file, line): rows.waiting[key]
            for name, rows in self._tables.items()
            for key, lines in rows.held.items()
            for line in lines
            if rows.waiting[key]
        }


def _add_misfits(sheet: Sheet, rows: ParentRows) -> None:
    """Take the patients whose record could not be cut, told by the study code among its cells."""
    for record in sheet.raw.misfits:
        code = misfit_code(record)
        if code is not None and (code.casefold(),) not in rows.kept:
            rows.held.setdefault((code.casefold(),), []).append(record.line)


def _orphans(
    sheet: Sheet, reference: ForeignKey, parents: ParentRows, told: set[int]
) -> Iterator[Remark]:
    column = reference.columns[-1]
    for row, key in enumerate(sheet.references(reference.columns)):
        if key in parents.kept or None in key or row in told:
            continue
        if sheet.fates[row] > Fate.HELD_BACK:
            continue
        text = sheet.raw.columns[column][row]
        if key in parents.held:
            parents.waiting[key] += 1
            values: dict[str, object] = {"parent_line": parents.held[key][0]}
        else:
            values = {"columns": ", ".join(reference.columns)}
        code = "PARENT_HELD" if key in parents.held else MISSING_PARENT.get(reference.parent)
        values["parent_file"] = TABLES[reference.parent].file
        yield Remark(row, column, text, Fault(code or "PARENT_MISSING", values))


def check_centres(sheet: Sheet) -> None:
    """Ask about the kept rows whose study code carries another centre than the one they name.

    Args:
        sheet: Table under way.
    """
    if not {"patient_id", "centre_id"} <= sheet.raw.columns.keys():
        return
    for row, centre in enumerate(sheet.judged["centre_id"].values):
        code = sheet.codes[row]
        if code is None or sheet.fates[row] != Fate.KEPT:
            continue
        if code[CENTRE_IN_CODE] != centre:
            fault = Fault("CENTRE_MISMATCH", {"code_centre": code[CENTRE_IN_CODE]})
            sheet.checks.append(Remark(row, "centre_id", str(centre), fault))
