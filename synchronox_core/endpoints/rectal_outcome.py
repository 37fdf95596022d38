"""The rectum by month 18: resected R0, preserved, not cured, or not known."""

from collections.abc import Sequence
from datetime import date

from synchronox_core.endpoints.evidence import gather_inputs
from synchronox_core.endpoints.horizon import Horizon
from synchronox_core.endpoints.records import Operation, Record
from synchronox_core.endpoints.rectal_surgery import (
    list_rectal_surgery,
    list_undated_rectal_surgery,
)
from synchronox_core.endpoints.resections import judge_rectal_resection
from synchronox_core.endpoints.watch_and_wait import find_regrowth, judge_watch_and_wait
from synchronox_core.protocol.answers import Answer, State
from synchronox_core.protocol.outcome_codes import OutcomeCode
from synchronox_core.protocol.settings import ProtocolSettings


def derive_rectal_outcome(record: Record, settings: ProtocolSettings, horizon: Horizon) -> Answer:
    """Whether the rectum was treated curatively by month 18.

    Args:
        record: The patient.
        settings: ``organ_preservation`` matters to a rectum that was not operated on.
        horizon: Days that bound the endpoint.

    Returns:
        Met with the day of the cure as value; not yet while the year of organ preservation is not
        over; the reason is an ``OutcomeCode``.

    Source: NCT07467434, primary outcome; ``clinical.md`` F.2, rulings R.3 and R.5.
    """
    done = list_rectal_surgery(record, until=horizon.facts_until)
    undated = list_undated_rectal_surgery(record)
    if done:
        return _judge_surgery(record, done, undated)
    if undated:
        inputs = gather_inputs(map(judge_rectal_resection, undated))
        return Answer(None, State.UNDETERMINABLE, OutcomeCode.E2, inputs)
    return judge_watch_and_wait(record, settings, horizon)


def _judge_surgery(
    record: Record, done: Sequence[Operation], undated: Sequence[Operation]
) -> Answer:
    """What operations come to, in their order; one without a day may still have succeeded."""
    answers = [judge_rectal_resection(row) for row in done]
    truths = [answer.is_yes for answer in answers]
    inputs = gather_inputs(answers)
    if True in truths:
        first = truths.index(True)
        day = done[first].operation_date
        has_failed = False in truths[:first]
        return Answer(day, State.MET, _why_cured(record, day, has_failed), inputs)
    hopes = [judge_rectal_resection(row).is_yes is not False for row in undated]
    if None in truths or any(hopes):
        return Answer(None, State.UNDETERMINABLE, OutcomeCode.E2, inputs)
    return Answer(None, State.NOT_MET, OutcomeCode.N2, inputs)


def _why_cured(record: Record, day: date | None, has_failed: bool) -> OutcomeCode:
    if day is not None and find_regrowth(record, date.min, day):
        return OutcomeCode.A4
    return OutcomeCode.A3 if has_failed else OutcomeCode.A1
