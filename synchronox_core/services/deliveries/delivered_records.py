"""Records of patients as the rules read them, out of a checked delivery that is not stored yet."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from operator import itemgetter
from typing import TypeAlias

from synchronox_core.ecrf.model import CleanTable, Delivery
from synchronox_core.endpoints.build import RECORD_COLUMNS, assemble_record
from synchronox_core.endpoints.records import Record

Cells: TypeAlias = tuple[object, ...]

SIGN_ENDING = "_qualifier"
"""Ending of the columns that say how the number beside them is to be read."""


def iterate_delivered_records(delivery: Delivery, tables: Collection[str]) -> Iterator[Record]:
    """The record of every patient kept, as of the day of the export, in the order of the file.

    No cell of a delivery is dated after its export, so that nothing is to be cut off.

    Args:
        delivery: Checked, not refused.
        tables: Tables whose rows are wanted beside ``patients``; the others look empty.
    """
    if delivery.manifest is None:
        return
    as_of = delivery.manifest.extract_at.date()
    rows = {name: _rows_by_patient(delivery.tables[name], name) for name in tables}
    held_back, unread_signs = _held_back(delivery), _unread_signs(delivery)
    for code, patients in _rows_by_patient(delivery.tables["patients"], "patients").items():
        found = {name: by_patient.get(code, ()) for name, by_patient in rows.items()}
        yield assemble_record(
            {"patients": patients, **found},
            as_of,
            held_back.get(code, ()),
            unread_signs.get(code, ()),
        )


def _rows_by_patient(table: CleanTable, name: str) -> dict[object, list[Cells]]:
    """Rows of each patient, by their numbers: the line, then the columns of a record."""
    values = (table.columns[column] for column in RECORD_COLUMNS[name])
    rows: defaultdict[object, list[Cells]] = defaultdict(list)
    for code, *cells in zip(table.columns["patient_id"], table.lines, *values, strict=True):
        rows[code].append(tuple(cells))
    for cells in rows.values():
        # After its line comes the number of a row; a measurement has two of them.
        cells.sort(key=itemgetter(1, 2))
    return rows


def _held_back(delivery: Delivery) -> dict[object, set[str]]:
    tables: defaultdict[object, set[str]] = defaultdict(set)
    for row in delivery.quarantine:
        if row.column is None and row.patient_id is not None:
            tables[row.patient_id.strip()].add(row.table)
    return tables


def _unread_signs(delivery: Delivery) -> dict[object, set[tuple[str, int, str]]]:
    signs: defaultdict[object, set[tuple[str, int, str]]] = defaultdict(set)
    for reason in delivery.missing:
        if reason.column.endswith(SIGN_ENDING):
            signs[reason.patient_id].add((reason.table, reason.line, reason.column))
    return signs
