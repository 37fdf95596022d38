"""What ends the time without progression: each row that is such an event, or may be one."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from synchronox_core.endpoints.evidence import list_inputs
from synchronox_core.endpoints.records import Event, Operation, Record
from synchronox_core.endpoints.resections import is_rectal_resection, judge_rectal_resection
from synchronox_core.protocol.answers import Answer, Input, State, any_true, yes_or_no
from synchronox_core.protocol.calendar import is_before
from synchronox_core.protocol.vocabulary import Reason

REGROWTH = "regrowth"
CONTRAINDICATION = "contraindication"
DEATH = "death"

RECORD_EVENTS = frozenset({"progression_preventing_resection", "recurrence", REGROWTH})
"""Rows of ``events`` that are events of the record (R.11)."""

STANDARD_EVENTS = RECORD_EVENTS | {"progression"}
"""Rows of ``events`` that are events of the standard reading (R.11)."""

CODES = (
    "progression_preventing_resection",
    "progression",
    CONTRAINDICATION,
    "recurrence",
    REGROWTH,
    DEATH,
)
"""Codes of what ends a duration; of two on one day the first here names it."""


class End(NamedTuple):
    """What ends a duration, or may end it.

    Attributes:
        day: Day of the end; the first day of the calendar when it may be any.
        state: MET for an event, NOT_YET or NOT_MET for an end without one, UNDETERMINABLE when
            it is not known whether there was an event.
        code: One of ``CODES``; empty without an event.
        reason: Why there is no event, or why that is not known.
        inputs: Cells it rests on.
    """

    day: date
    state: State
    code: str = ""
    reason: str = ""
    inputs: tuple[Input, ...] = ()

    @property
    def place(self) -> tuple[date, int, int]:
        """By day; on one day an event stands before a doubt, and a doubt before no event.

        The last news stand after every row, since an event dated later is later news.
        """
        if self.state is State.MET:
            return self.day, 0, CODES.index(self.code)
        if self.state is State.NOT_YET:
            return date.max, 2, 0
        return self.day, 1 if self.state is State.UNDETERMINABLE else 2, 0


def list_record_ends(record: Record) -> Iterator[End]:
    """Ends by the words of the record: progression, contraindication, recurrence, regrowth.

    Source: NCT07467434, secondary outcomes; rulings R.11 of ``clinical.md``.
    """
    for event in record.events:
        yield from _end_by_event(record, event, RECORD_EVENTS)
    for operation in record.operations:
        yield from _end_by_contraindication(record, operation)


def list_standard_ends(record: Record) -> Iterator[End]:
    """Ends of the standard reading but for death; a contraindication alone is none (R.11)."""
    for event in record.events:
        yield from _end_by_event(record, event, STANDARD_EVENTS)


def _end_by_event(record: Record, event: Event, kinds: frozenset[str]) -> Iterator[End]:
    kind = event.event_type
    if kind is not None and kind not in kinds:
        return
    inputs = list_inputs("events", event, event.event_date, "event_type", "event_date")
    if kind is None or event.event_date is None:
        yield _doubt(event.event_date, Reason.EVENT_INCOMPLETE, inputs)
    elif kind == REGROWTH:
        yield from _end_by_regrowth(record, event.event_date, inputs)
    else:
        yield End(event.event_date, State.MET, kind, inputs=inputs)


def _end_by_regrowth(record: Record, day: date, inputs: tuple[Input, ...]) -> Iterator[End]:
    """A regrowth ends the time unless an R0 rectal resection followed, that day or later."""
    salvages = [
        operation
        for operation in record.operations
        if is_rectal_resection(operation) and not is_before(operation.operation_date, day)
    ]
    answers = [_judge_salvage(operation) for operation in salvages]
    was_salvaged = any_true(answer.is_yes for answer in answers)
    inputs += tuple(cell for answer in answers for cell in answer.inputs)
    if was_salvaged is None:
        yield _doubt(day, Reason.SALVAGE_UNKNOWN, inputs)
    elif not was_salvaged and "operations" in record.held_back:
        yield _doubt(day, Reason.ROW_HELD_BACK, inputs)
    elif not was_salvaged:
        yield End(day, State.MET, REGROWTH, inputs=inputs)


def _judge_salvage(operation: Operation) -> Answer:
    """Whether a resection is R0, on the rectum and not before the regrowth."""
    answer = judge_rectal_resection(operation)
    is_placed = operation.operation_date is not None and operation.site is not None
    is_open = answer.is_yes is True and not is_placed
    return yes_or_no(None, Reason.SALVAGE_UNKNOWN, answer.inputs) if is_open else answer


def _end_by_contraindication(record: Record, operation: Operation) -> Iterator[End]:
    """A contraindication found, or left open where the operation did nothing but explore.

    An operation before FOLFIRINOX is no surgery after it.
    """
    day = operation.operation_date
    if is_before(day, record.patient.folfirinox_start_date):
        return
    found = operation.contraindication_found
    is_open = found is None and _is_exploration(operation)
    if found != "yes" and not is_open:
        return
    inputs = list_inputs("operations", operation, day, "contraindication_found", "operation_date")
    if is_open or day is None:
        yield _doubt(day, Reason.EVENT_INCOMPLETE, inputs)
    else:
        yield End(day, State.MET, CONTRAINDICATION, inputs=inputs)


def _is_exploration(operation: Operation) -> bool:
    stated = {operation.rectal_procedure, operation.liver_procedure} - {None}
    return stated == {"exploration_only"}


def _doubt(day: date | None, reason: Reason, inputs: tuple[Input, ...]) -> End:
    return End(day or date.min, State.UNDETERMINABLE, reason=reason, inputs=inputs)
