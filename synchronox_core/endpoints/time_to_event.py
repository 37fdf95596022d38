"""How long a patient lived, and lived without progression, from the first day of FOLFIRINOX."""

from collections.abc import Sequence, Set
from datetime import date
from typing import NamedTuple

from synchronox_core.endpoints.evidence import list_inputs
from synchronox_core.endpoints.last_news import derive_death, derive_last_news
from synchronox_core.endpoints.progression import (
    DEATH,
    End,
    list_record_ends,
    list_standard_ends,
)
from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.answers import Answer, Input, State
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.vocabulary import Reason


class Duration(NamedTuple):
    """A time from time zero and why it ended; the three answers stand and fall together.

    Attributes:
        days: Days from time zero to the event or to the end of observation.
        event: 1 when an event ended it, 0 when none did, None when unknown.
        reason: Code of the event; None without one, and the reason of the answers tells why.
    """

    days: Answer
    event: Answer
    reason: Answer


def derive_overall_survival(record: Record) -> Duration:
    """Days from time zero to death, or to the last news of a living patient.

    Source: NCT07467434, secondary outcomes; rulings R.1 of ``clinical.md``.
    """
    return _measure(record, [_end_with_death(record)])


def derive_progression(record: Record, settings: ProtocolSettings) -> Duration:
    """Days to progression by the reading in force, the record's or the standard one."""
    if settings.pfs == "standard":
        return derive_progression_standard(record)
    return derive_progression_record(record)


def derive_progression_record(record: Record) -> Duration:
    """Days to the first progression as the record words it; death ends it without event.

    Source: NCT07467434, secondary outcomes; rulings R.11 of ``clinical.md``.
    """
    last = _end_with_death(record)
    if last.code == DEATH:
        last = last._replace(code="", state=State.NOT_MET, reason=Reason.CENSORED_AT_DEATH)
    return _measure(record, [*list_record_ends(record), last], {"events", "operations"})


def derive_progression_standard(record: Record) -> Duration:
    """Days to the first progression of any kind, or to death.

    Source: DATECAN, PMC7409551; rulings R.11 of ``clinical.md``.
    """
    return _measure(record, [*list_standard_ends(record), _end_with_death(record)], {"events"})


def _end_with_death(record: Record) -> End:
    """The death, or else the last day on which the patient was known to be alive."""
    death = derive_death(record)
    if death.is_yes is None:
        return End(date.max, State.UNDETERMINABLE, reason=death.reason, inputs=death.inputs)
    if death.is_yes and record.patient.death_date is not None:
        return End(record.patient.death_date, State.MET, DEATH, inputs=death.inputs)
    news = derive_last_news(record)
    if news.day is None:
        return End(date.max, State.UNDETERMINABLE, reason=news.reason, inputs=news.inputs)
    return End(news.day, State.NOT_YET, reason=news.reason, inputs=death.inputs + news.inputs)


def _measure(record: Record, ends: Sequence[End], rests_on: Set[str] = frozenset()) -> Duration:
    """The duration up to the first of some ends.

    Args:
        record: The patient.
        ends: What may end it, the end of observation among them.
        rests_on: Tables of which a missing row may have held an event.
    """
    t0 = record.patient.folfirinox_start_date
    inputs = list_inputs("patients", record.patient, t0, "folfirinox_start_date")
    inputs += tuple([cell for end in ends for cell in end.inputs])
    first = min(ends, key=lambda end: end.place)
    if t0 is None:
        return _unknown(Reason.T0_MISSING, inputs)
    if first.state is State.UNDETERMINABLE:
        return _unknown(first.reason, inputs)
    if first.state is not State.MET and record.held_back & rests_on:
        return _unknown(Reason.ROW_HELD_BACK, inputs)
    if first.day < t0:
        return _unknown(Reason.ENDED_BEFORE_T0, inputs)
    return Duration(
        days=Answer((first.day - t0).days, first.state, first.reason, inputs),
        event=Answer(int(first.state is State.MET), first.state, first.reason, inputs),
        reason=Answer(first.code or None, first.state, first.reason, inputs),
    )


def _unknown(reason: str, inputs: tuple[Input, ...]) -> Duration:
    answer = Answer(None, State.UNDETERMINABLE, reason, inputs)
    return Duration(answer, answer, answer)
