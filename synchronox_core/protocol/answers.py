"""What a rule answers: a value, the state of the question, why, and what the answer rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """How a question stands; never reduced to yes and no."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_YET = "not_yet"
    UNDETERMINABLE = "undeterminable"


class Input(NamedTuple):
    """A cell an answer rests on.

    Attributes:
        table: Table of the input contract.
        line: Physical line of the row in its file.
        column: Column.
        value: Its clean value; None when missing.
        day: Day the value was true (examination, operation), or None.
    """

    table: str
    line: int
    column: str
    value: object
    day: date | None = None


_STATES = {True: State.MET, False: State.NOT_MET, None: State.UNDETERMINABLE}
_TRUTHS = {
    State.MET: True,
    State.NOT_MET: False,
    State.NOT_YET: None,
    State.UNDETERMINABLE: None,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of one rule for one patient.

    Attributes:
        value: The answer: a code, a number, a day, True or False; None when there is none.
        state: How the question stands.
        reason: Code of why, empty when the value says it all; ``reasons.<code>`` tells it.
        inputs: What it rests on, those missing included.
    """

    value: object
    state: State
    reason: str = ""
    inputs: tuple[Input, ...] = ()

    @property
    def is_yes(self) -> bool | None:
        """Three-valued: True when met, False when not met, None otherwise."""
        return _TRUTHS[self.state]


def yes_or_no(truth: bool | None, reason: str = "", inputs: tuple[Input, ...] = ()) -> Answer:
    """A three-valued truth as an answer.

    >>> yes_or_no(None, "margin_missing").state
    <State.UNDETERMINABLE: 'undeterminable'>
    """
    return Answer(truth, _STATES[truth], reason, inputs)


def all_true(truths: Iterable[bool | None]) -> bool | None:
    """Three-valued AND: a False decides, else a None leaves it open.

    >>> all_true([True, None]), all_true([None, False]), all_true([])
    (None, False, True)
    """
    known = list(truths)
    if any(truth is False for truth in known):
        return False
    return None if any(truth is None for truth in known) else True


def any_true(truths: Iterable[bool | None]) -> bool | None:
    """Three-valued OR: a True decides, else a None leaves it open.

    >>> any_true([False, None]), any_true([None, True]), any_true([])
    (None, True, False)
    """
    opposite = all_true(None if truth is None else not truth for truth in truths)
    return None if opposite is None else not opposite
