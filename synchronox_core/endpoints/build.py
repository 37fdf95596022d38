"""A patient's record made of the rows of the tables, as it stood on the day of the data cut."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from synchronox_core.endpoints.last_news import find_last_news
from synchronox_core.endpoints.records import (
    Assessment,
    Chemotherapy,
    Complication,
    Event,
    Lesion,
    LesionTreatment,
    Measurement,
    Operation,
    Patient,
    Radiotherapy,
    Record,
    Visit,
)

Row = Sequence[object]


class RowKind(NamedTuple):
    """What the rows of a table become.

    Attributes:
        attribute: Attribute of ``Record`` that holds them.
        kind: Type of one row.
    """

    attribute: str
    kind: Any


ROW_KINDS: dict[str, RowKind] = {
    "liver_lesions": RowKind("lesions", Lesion),
    "assessments": RowKind("assessments", Assessment),
    "lesion_measurements": RowKind("measurements", Measurement),
    "chemotherapy": RowKind("chemotherapy", Chemotherapy),
    "radiotherapy": RowKind("radiotherapy", Radiotherapy),
    "operations": RowKind("operations", Operation),
    "lesion_treatments": RowKind("treatments", LesionTreatment),
    "complications": RowKind("complications", Complication),
    "events": RowKind("events", Event),
    "followup": RowKind("visits", Visit),
}
"""Tables with any number of rows a patient."""

RECORD_COLUMNS: dict[str, tuple[str, ...]] = {
    "patients": Patient._fields[1:],
    **{table: kind._fields[1:] for table, (_, kind) in ROW_KINDS.items()},
}
"""Columns that a record needs, by table; each row begins with its line, which is no column."""


SIGNED_NUMBERS = {
    "circumferential_margin_qualifier": "circumferential_margin_mm",
    "distal_margin_qualifier": "distal_margin_mm",
    "liver_margin_qualifier": "liver_margin_mm",
    "viable_qualifier": "viable_percent",
}
"""Number that each sign belongs to."""


def build_record(
    rows: Mapping[str, Sequence[Row]],
    as_of: date,
    held_back: Collection[str] = (),
    unread_signs: Collection[tuple[str, int, str]] = (),
) -> Record:
    """The record of one patient on a day.

    Args:
        rows: Rows of the patient by table, each the physical line and then ``RECORD_COLUMNS``;
            exactly one in ``patients``, and rows of other tables in the order of their numbers.
        as_of: Data cut C.
        held_back: Tables in which a row of this patient waits in quarantine.
        unread_signs: Table, line and column of each sign that could not be read. The number
            beside it is then missing too: without its sign it would pass for exact.

    Raises:
        ValueError: There is not one row in ``patients``.

    >>> line_and_cells = (2, "SYN-INA-0001", "INA", *[None] * 26)
    >>> build_record({"patients": [line_and_cells]}, date(2024, 1, 31)).patient.centre_id
    'INA'
    """
    return cut_record(assemble_record(rows, as_of, held_back, unread_signs), as_of)


def assemble_record(
    rows: Mapping[str, Sequence[Row]],
    as_of: date,
    held_back: Collection[str] = (),
    unread_signs: Collection[tuple[str, int, str]] = (),
) -> Record:
    """As ``build_record``, of rows of which none is dated after the data cut.

    Raises:
        ValueError: There is not one row in ``patients``.
    """
    (patient,) = rows["patients"]
    record = Record(
        patient=Patient._make(patient),
        as_of=as_of,
        held_back=frozenset(held_back),
        **{
            attribute: tuple(
                _without_unread(table, kind._make(row), unread_signs) for row in rows.get(table, ())
            )
            for table, (attribute, kind) in ROW_KINDS.items()
        },
    )
    return _without_unplaced(record)


def _without_unplaced(record: Record) -> Record:
    """A record without treatments whose lesion could not be read, which may be of any lesion.

    They leave open what a row held back leaves open.
    """
    placed = tuple(row for row in record.treatments if row.lesion_no is not None)
    if len(placed) == len(record.treatments):
        return record
    return replace(record, treatments=placed, held_back=record.held_back | {"lesion_treatments"})


def _without_unread(table: str, row: Any, unread_signs: Collection[tuple[str, int, str]]) -> Any:
    if not unread_signs:
        return row
    numbers = [
        number for sign, number in SIGNED_NUMBERS.items() if (table, row.line, sign) in unread_signs
    ]
    return row._replace(**dict.fromkeys(numbers)) if numbers else row


def cut_record(record: Record, as_of: date) -> Record:
    """A record without what happened after a day.

    A row without a day stays, unless it belongs to a row left out. The day of the diagnosis stays
    as it is, for the cut moves the clock of treatment only. Who was seen later was alive that day:
    the last news are then at least of that day.

    Args:
        record: The record on a later day.
        as_of: Data cut C.

    Source: rulings R.1 of ``clinical.md``.
    """
    lesions = tuple(row for row in record.lesions if _is_known(row.first_seen_date, as_of))
    assessments = tuple(row for row in record.assessments if _is_known(row.assessment_date, as_of))
    operations = tuple(row for row in record.operations if _is_known(row.operation_date, as_of))
    later_lesions = _numbers(record.lesions) - _numbers(lesions)
    later_assessments = _numbers(record.assessments) - _numbers(assessments)
    later_operations = _numbers(record.operations) - _numbers(operations)
    return replace(
        record,
        as_of=as_of,
        patient=_cut_patient(record, as_of),
        lesions=lesions,
        assessments=assessments,
        operations=operations,
        measurements=tuple(
            row
            for row in record.measurements
            if row.assessment_no not in later_assessments and row.lesion_no not in later_lesions
        ),
        chemotherapy=tuple(
            _cut_chemotherapy(row, as_of)
            for row in record.chemotherapy
            if _is_known(row.start_date, as_of)
        ),
        radiotherapy=tuple(
            row if _is_known(row.end_date, as_of) else row._replace(end_date=None)
            for row in record.radiotherapy
            if _is_known(row.start_date, as_of)
        ),
        treatments=tuple(
            row
            for row in record.treatments
            if row.operation_no not in later_operations and _is_known(row.treatment_date, as_of)
        ),
        complications=tuple(
            row
            for row in record.complications
            if row.operation_no not in later_operations and _is_known(row.complication_date, as_of)
        ),
        events=tuple(row for row in record.events if _is_known(row.event_date, as_of)),
        visits=tuple(row for row in record.visits if _is_known(row.visit_date, as_of)),
    )


def _is_known(day: date | None, as_of: date) -> bool:
    return day is None or day <= as_of


def _numbers(rows: tuple[Lesion | Assessment | Operation, ...]) -> set[object]:
    """Numbers of rows within their patient: the field that follows the line."""
    return {row[1] for row in rows}


def _cut_patient(record: Record, as_of: date) -> Patient:
    patient = record.patient
    cut: dict[str, Any] = {}
    if not _is_known(patient.folfirinox_start_date, as_of):
        cut |= {"folfirinox_start_date": None}
    if not _is_known(patient.strategy_decided_on, as_of):
        cut |= {"strategy_planned": None, "strategy_decided_on": None}
    if not _is_known(patient.death_date, as_of):
        cut |= {"vital_status": "alive", "death_date": None}
    if find_last_news(replace(record, as_of=as_of)) == as_of:
        cut |= {"last_news_date": max(as_of, patient.last_news_date or as_of)}
    return patient._replace(**cut) if cut else patient


def _cut_chemotherapy(course: Chemotherapy, as_of: date) -> Chemotherapy:
    """A course that ended later is under way, and its cycles up to the day are not told apart."""
    is_over = _is_known(course.end_date, as_of)
    return course if is_over else course._replace(end_date=None, n_cycles=None)
