"""Until when a patient is known to be alive, and whether the patient died."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from synchronox_core.endpoints.evidence import Line, list_inputs
from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.answers import Answer, Input, yes_or_no
from synchronox_core.protocol.vocabulary import Reason

CONTACT_COLUMNS = {
    "patients": ("last_news_date", "death_date", "folfirinox_start_date"),
    "followup": ("visit_date",),
    "assessments": ("assessment_date",),
    "operations": ("operation_date",),
    "lesion_treatments": ("treatment_date",),
    "chemotherapy": ("start_date", "end_date"),
    "radiotherapy": ("start_date", "end_date"),
}
"""Days on which a patient was alive: visits, assessments, operations and treatments (R.1)."""


class Contact(NamedTuple):
    """A day on which somebody saw the patient.

    Attributes:
        day: The day.
        table: Table of the input contract it is written in.
        row: Row of that table.
        column: Column of that day.
    """

    day: date
    table: str
    row: Line
    column: str


class LastNews(NamedTuple):
    """Until when a patient was observed.

    Attributes:
        day: Day L, at most the data cut; None without any contact.
        reason: Whether it is the last news or the data cut.
        inputs: The cells it comes from.
    """

    day: date | None
    reason: Reason
    inputs: tuple[Input, ...]


def derive_death(record: Record) -> Answer:
    """Whether the patient is dead by the data cut; the reason says what keeps it open.

    A day of death decides. A patient said to be dead without a day, or whose status is missing,
    is neither counted as dead nor as alive.

    Source: rulings R.1 of ``clinical.md``.
    """
    patient = record.patient
    inputs = list_inputs("patients", patient, None, "vital_status", "death_date")
    if patient.death_date is not None:
        return yes_or_no(patient.death_date <= record.as_of, inputs=inputs)
    if patient.vital_status == "alive":
        return yes_or_no(False, inputs=inputs)
    is_dead = patient.vital_status == "dead"
    reason = Reason.DEATH_DATE_MISSING if is_dead else Reason.VITAL_STATUS_MISSING
    return yes_or_no(None, reason, inputs)


def find_last_news(record: Record) -> date | None:
    """Day L until which the patient was observed; None without any contact."""
    return derive_last_news(record).day


def derive_last_news(record: Record) -> LastNews:
    """Day L and why: the latest of the last news, every dated contact and the death.

    When that lies after the data cut, L is the day of the cut: who was seen later was alive on it.

    Source: rulings R.1 of ``clinical.md``.
    """
    latest = _find_latest_contact(record)
    inputs = list_inputs("patients", record.patient, None, "last_news_date")
    if latest is None:
        return LastNews(None, Reason.LAST_NEWS_MISSING, inputs)
    if latest.column != "last_news_date":
        inputs += list_inputs(latest.table, latest.row, latest.day, latest.column)
    if latest.day > record.as_of:
        return LastNews(record.as_of, Reason.DATA_CUT, inputs)
    return LastNews(latest.day, Reason.LAST_NEWS, inputs)


def _find_latest_contact(record: Record) -> Contact | None:
    tables: tuple[tuple[str, Sequence[Line]], ...] = (
        ("patients", (record.patient,)),
        ("followup", record.visits),
        ("assessments", record.assessments),
        ("operations", record.operations),
        ("lesion_treatments", record.treatments),
        ("chemotherapy", record.chemotherapy),
        ("radiotherapy", record.radiotherapy),
    )
    latest = None
    for table, rows in tables:
        for column in CONTACT_COLUMNS[table]:
            for row in rows:
                day = getattr(row, column)
                if day is not None and (latest is None or day > latest.day):
                    latest = Contact(day, table, row, column)
    return latest
