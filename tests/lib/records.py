"""Records of one patient drawn in a test: only what the test is about is written down."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from synchronox_core.endpoints.build import ROW_KINDS
from synchronox_core.endpoints.records import Measurement, Patient, Record

Cells = Mapping[str, object]

FIRST_LINE = 2
"""Physical line of the first row of a file, below its header."""


def record(
    *,
    t0: str | None = "2022-01-10",
    as_of: str = "2025-12-31",
    patient: Cells | None = None,
    lesions: Iterable[Cells] = (),
    assessments: Iterable[Cells] = (),
    measurements: Iterable[Cells] = (),
    chemotherapy: Iterable[Cells] = (),
    radiotherapy: Iterable[Cells] = (),
    operations: Iterable[Cells] = (),
    treatments: Iterable[Cells] = (),
    complications: Iterable[Cells] = (),
    events: Iterable[Cells] = (),
    visits: Iterable[Cells] = (),
    held_back: Iterable[str] = (),
) -> Record:
    """A record with the cells given; days are ISO text, cells left out are missing.

    Args:
        t0: First day of FOLFIRINOX.
        as_of: Data cut; rows dated later are the caller's to leave out.
        patient: Cells of the row of ``patients``.
        lesions: Rows of ``liver_lesions``; numbered from 1 unless they say otherwise, as below.
        assessments: Rows of that table.
        measurements: Rows of ``lesion_measurements``; both numbers are the caller's.
        chemotherapy: Rows of that table.
        radiotherapy: Rows of that table.
        operations: Rows of that table.
        treatments: Rows of ``lesion_treatments``.
        complications: Rows of that table.
        events: Rows of that table.
        visits: Rows of ``followup``.
        held_back: Tables in which a row of the patient waits in quarantine.

    >>> record(operations=[{"operation_date": "2022-06-01", "site": "liver"}]).operations[0][:4]
    (2, 1, datetime.date(2022, 6, 1), 'liver')
    """
    given = {
        "lesions": lesions,
        "assessments": assessments,
        "measurements": measurements,
        "chemotherapy": chemotherapy,
        "radiotherapy": radiotherapy,
        "operations": operations,
        "treatments": treatments,
        "complications": complications,
        "events": events,
        "visits": visits,
    }
    baseline = {"patient_id": "SYN-INA-0001", "centre_id": "INA", "folfirinox_start_date": t0}
    return Record(
        patient=_row(Patient, {"line": FIRST_LINE, **baseline, **(patient or {})}),
        as_of=date.fromisoformat(as_of),
        held_back=frozenset(held_back),
        **{attribute: _rows(kind, given[attribute]) for attribute, kind in ROW_KINDS.values()},
    )


def _rows(kind: Any, rows: Iterable[Cells]) -> tuple[Any, ...]:
    numbered = [] if kind is Measurement else [kind._fields[1]]
    return tuple(
        _row(kind, {"line": FIRST_LINE + place, **dict.fromkeys(numbered, place + 1), **cells})
        for place, cells in enumerate(rows)
    )


def _row(kind: Any, cells: Cells) -> Any:
    unknown = cells.keys() - set(kind._fields)
    if unknown:
        raise KeyError(f"{kind.__name__} has no column {sorted(unknown)}")
    return kind(**{name: _value(name, cells.get(name)) for name in kind._fields})


def _value(column: str, cell: object) -> object:
    is_day = column.endswith("_date") or column == "strategy_decided_on"
    return date.fromisoformat(cell) if is_day and isinstance(cell, str) else cell
