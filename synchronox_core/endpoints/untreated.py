"""Why a site was not treated, and whether rows that cannot be read might say otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from synchronox_core.endpoints.evidence import list_inputs
from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.answers import Answer, State
from synchronox_core.protocol.outcome_codes import OutcomeCode

EVENT_CODES = {
    "progression_preventing_resection": OutcomeCode.N7,
    "palliative_decision": OutcomeCode.N7,
    "treatment_refused": OutcomeCode.N8,
}
"""Events that explain why a site was not treated (R.5)."""

MISSING_ROW_CODES = {
    "operations": OutcomeCode.E2,
    "assessments": OutcomeCode.E4,
    "events": OutcomeCode.E4,
    "liver_lesions": OutcomeCode.E5,
    "lesion_treatments": OutcomeCode.E5,
}
"""What is missing when a row of a table cannot be read (R.12)."""

UNREADABLE_OPERATION = {"operations": OutcomeCode.E2}
"""The same where only an operation could change the answer."""


def explain_untreated(record: Record, site: Literal["rectum", "liver"], until: date) -> Answer:
    """Not met, because nothing was done at a site; its reason says why.

    Args:
        record: The patient.
        site: Site without any treatment.
        until: Last day whose facts count.

    Source: rulings R.5 of ``clinical.md``: contraindication found at an operation on the site,
    else progression or palliative decision, else refusal, else nothing on record.
    """
    for operation in record.operations:
        day = operation.operation_date
        is_on_site = operation.site in (site, "both")
        if is_on_site and operation.contraindication_found == "yes" and day and day <= until:
            cells = list_inputs("operations", operation, day, "site", "contraindication_found")
            return Answer(None, State.NOT_MET, OutcomeCode.N9, cells)
    told = [
        (EVENT_CODES[event.event_type], event)
        for event in record.events
        if event.event_type in EVENT_CODES and event.event_date and event.event_date <= until
    ]
    if not told:
        return Answer(None, State.NOT_MET, OutcomeCode.N5)
    code, event = min(told)
    cells = list_inputs("events", event, event.event_date, "event_type")
    return Answer(None, State.NOT_MET, code, cells)


def open_absence(
    record: Record, answer: Answer, codes: Mapping[str, OutcomeCode] = MISSING_ROW_CODES
) -> Answer:
    """An answer that rests on the absence of rows, unknown where such a row cannot be read.

    Args:
        record: The patient.
        answer: Not met, only because nothing else was done.
        codes: Reason by table of which a row could change the answer.

    Returns:
        The answer; undeterminable when a row of these tables is held back, or lacks its day or
        what it is about.

    Source: rulings R.12 of ``clinical.md``.
    """
    unreadable = find_unreadable_tables(record)
    missing = [code for table, code in codes.items() if table in unreadable]
    if not missing:
        return answer
    return replace(answer, state=State.UNDETERMINABLE, reason=min(missing))


def find_unreadable_tables(record: Record) -> frozenset[str]:
    """Tables with a row held back, or with one that lacks its day or what it is about (R.12)."""
    return record.held_back.union(_list_incomplete_tables(record))


def _list_incomplete_tables(record: Record) -> Iterator[str]:
    if any(None in (row.operation_date, row.site) for row in record.operations):
        yield "operations"
    if any(None in (row.assessment_date, row.site) for row in record.assessments):
        yield "assessments"
    if any(None in (row.event_date, row.event_type) for row in record.events):
        yield "events"
    if any(row.treatment_date is None for row in record.treatments):
        yield "lesion_treatments"
