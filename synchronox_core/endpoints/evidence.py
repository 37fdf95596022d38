"""Which cells an answer rests on, and which rows may be the first or the last."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from synchronox_core.protocol.answers import Answer, Input, State, yes_or_no
from synchronox_core.protocol.vocabulary import Reason

NO_LINE = 0
"""Line of a row that is missing altogether; physical lines start at 1."""


class Line(Protocol):
    """A row of any table of a record."""

    @property
    def line(self) -> int:
        """Physical line of the row in its file."""


Row = TypeVar("Row")
Place = tuple[date | None, int]
"""Day of a row, None when missing, and its number, which parts rows of one day."""


def list_inputs(table: str, row: Line, day: date | None, *columns: str) -> tuple[Input, ...]:
    """Cells of a row as inputs of an answer, those missing included.

    Args:
        table: Table of the input contract.
        row: Row of that table.
        day: Day on which the cells were true.
        columns: Columns, in the order in which they are shown.
    """
    return tuple([Input(table, row.line, column, getattr(row, column), day) for column in columns])


def in_order(rows: Iterable[Row], place: Callable[[Row], Place]) -> list[Row]:
    """Rows by day and number, those without a day first."""
    return sorted(rows, key=lambda row: (place(row)[0] or date.min, place(row)[1]))


def may_be_first(
    rows: Iterable[Row],
    place: Callable[[Row], Place],
    belongs: Callable[[Row], bool] = lambda _: True,
) -> list[Row]:
    """Rows of which one is the first: mostly one, more where a missing value leaves it open.

    Args:
        rows: Rows that belong to the question or may do so.
        place: Day and number of a row.
        belongs: Whether a row surely belongs.

    Returns:
        The rows without a day, those of uncertain belonging up to the first sure one, and it.

    >>> may_be_first([2, 1], place=lambda number: (date(2024, 1, number), number))
    [1]
    >>> may_be_first([2, 1], place=lambda number: (None, number))
    [1, 2]
    """
    return _until_sure(in_order(rows, place), place, belongs)


def may_be_last(
    rows: Iterable[Row],
    place: Callable[[Row], Place],
    belongs: Callable[[Row], bool] = lambda _: True,
) -> list[Row]:
    """Rows of which one is the last; the mirror of ``may_be_first``.

    >>> may_be_last([2, 1], place=lambda number: (date(2024, 1, number), number))
    [2]
    """
    ordered = sorted(rows, key=lambda row: (place(row)[0] or date.max, place(row)[1]), reverse=True)
    return _until_sure(ordered, place, belongs)


def _until_sure(
    ordered: Sequence[Row], place: Callable[[Row], Place], belongs: Callable[[Row], bool]
) -> list[Row]:
    for position, row in enumerate(ordered):
        if place(row)[0] is not None and belongs(row):
            return list(ordered[: position + 1])
    return list(ordered)


def known_or_why(value: object, reason: Reason, inputs: tuple[Input, ...] = ()) -> Answer:
    """A grade or class as an answer; the reason goes with it only when there is none.

    >>> known_or_why(None, Reason.GRADE_MISSING).state
    <State.UNDETERMINABLE: 'undeterminable'>
    """
    if value is None:
        return Answer(None, State.UNDETERMINABLE, reason, inputs)
    return Answer(value, State.MET, inputs=inputs)


def agree(answers: Sequence[Answer]) -> Answer:
    """The answer that every row gives which may be the one that decides.

    Args:
        answers: Answers of these rows, at least one.

    Returns:
        Their common answer; when they differ, none, with the reason of the first that has none.
    """
    if len({(answer.value, answer.state) for answer in answers}) == 1:
        return answers[0]
    reasons = [answer.reason for answer in answers if answer.state is State.UNDETERMINABLE]
    reason = reasons[0] if reasons else Reason.DAY_MISSING
    return Answer(None, State.UNDETERMINABLE, reason, gather_inputs(answers))


def join(truth: bool | None, answers: Sequence[Answer]) -> Answer:
    """A truth drawn from several answers, with the reason of the first that says the same.

    Args:
        truth: What the answers come to, by three-valued AND or OR.
        answers: Answers, at least one with that truth.
    """
    reason = next(answer.reason for answer in answers if answer.is_yes is truth)
    return yes_or_no(truth, reason, gather_inputs(answers))


def gather_inputs(answers: Iterable[Answer]) -> tuple[Input, ...]:
    """The inputs of several answers, one after the other."""
    return tuple([item for answer in answers for item in answer.inputs])
