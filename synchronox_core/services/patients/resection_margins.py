"""The margins of every resection of a patient, each judged in the words of the record."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from synchronox_core.classification.margins import (
    is_circumferential_margin_clear,
    is_distal_margin_clear,
    is_liver_resection_clear,
)
from synchronox_core.classification.measures import Measure, read_measure
from synchronox_core.endpoints.records import LesionTreatment, Operation, Record
from synchronox_core.endpoints.resections import is_rectal_resection, read_viable_cells
from synchronox_core.protocol.answers import State, yes_or_no


class Margin(NamedTuple):
    """A margin of one resection.

    Attributes:
        name: ``circumferential``, ``distal`` or ``liver``.
        number: Number of the lesion; None for the rectum.
        repeat: 1 for the first margin of its kind, 2 for that of a second resection.
        day: Day of the resection.
        value_mm: What is reported, mm.
        qualifier: Sign beside it.
        state: Whether it is clear in the words of the record.
        exemption: Why a missing margin is no want: a key of the catalogue, or empty.
        table: Table of its row.
        line: Physical line of its row.
    """

    name: str
    number: int | None
    repeat: int
    day: date | None
    value_mm: float | None
    qualifier: str | None
    state: State
    exemption: str
    table: str
    line: int

    @property
    def measure(self) -> Measure | None:
        """The range the margin lies in."""
        return read_measure(self.value_mm, self.qualifier)


def list_margins(record: Record) -> list[Margin]:
    """Both margins of each rectal resection, then that of each resected lesion, by day.

    A treatment of a lesion whose kind is missing may be a resection and is listed too.
    """
    operations = [row for row in record.operations if is_rectal_resection(row)]
    operations.sort(key=lambda row: (row.operation_date or date.max, row.operation_no))
    resected = [row for row in record.treatments if row.kind in (None, "resection")]
    resected.sort(key=lambda row: (row.lesion_no, row.treatment_date or date.max, row.treatment_no))
    margins = [
        margin for repeat, row in enumerate(operations, 1) for margin in _list_rectal(row, repeat)
    ]
    for _, rows in groupby(resected, key=lambda row: row.lesion_no):
        margins += [_read_liver(row, repeat) for repeat, row in enumerate(rows, 1)]
    return margins


def _list_rectal(row: Operation, repeat: int) -> Iterator[Margin]:
    is_exempt = row.rectal_procedure == "apr"
    circumferential = read_measure(
        row.circumferential_margin_mm, row.circumferential_margin_qualifier
    )
    distal = read_measure(row.distal_margin_mm, row.distal_margin_qualifier)
    yield Margin(
        "circumferential",
        None,
        repeat,
        row.operation_date,
        row.circumferential_margin_mm,
        row.circumferential_margin_qualifier,
        yes_or_no(is_circumferential_margin_clear(circumferential)).state,
        "",
        "operations",
        row.line,
    )
    yield Margin(
        "distal",
        None,
        repeat,
        row.operation_date,
        row.distal_margin_mm,
        row.distal_margin_qualifier,
        yes_or_no(is_distal_margin_clear(distal, is_exempt=is_exempt)).state,
        "margin_not_applicable" if is_exempt and distal is None else "",
        "operations",
        row.line,
    )


def _read_liver(row: LesionTreatment, repeat: int) -> Margin:
    margin = read_measure(row.liver_margin_mm, row.liver_margin_qualifier)
    viable = read_viable_cells(row)
    truth = None if row.kind is None else is_liver_resection_clear(margin, viable)
    # Without a viable cell a margin is clear whatever it measures.
    is_cleared = truth is True and is_liver_resection_clear(margin, None) is not True
    return Margin(
        "liver",
        row.lesion_no,
        repeat,
        row.treatment_date,
        row.liver_margin_mm,
        row.liver_margin_qualifier,
        yes_or_no(truth).state,
        "margin_no_viable_cell" if is_cleared else "",
        "lesion_treatments",
        row.line,
    )
