"""The liver by month 18: every lesion resected R0 or destroyed, not cured, or not known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from synchronox_core.endpoints.evidence import gather_inputs
from synchronox_core.endpoints.horizon import Horizon
from synchronox_core.endpoints.lesion_outcome import (
    LesionHistory,
    has_disappeared,
    judge_lesion,
    list_histories,
    list_sight_cells,
)
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.recurrences import find_scope
from synchronox_core.endpoints.untreated import (
    MISSING_ROW_CODES,
    explain_untreated,
    open_absence,
)
from synchronox_core.protocol.answers import Answer, State
from synchronox_core.protocol.outcome_codes import OutcomeCode
from synchronox_core.protocol.settings import ProtocolSettings

MISSING_LESION_CODES = {**MISSING_ROW_CODES, "lesion_measurements": OutcomeCode.E5}
"""As elsewhere; a measurement may say besides that a lesion disappeared."""


def derive_liver_outcome(record: Record, settings: ProtocolSettings, horizon: Horizon) -> Answer:
    """Whether every liver lesion to be treated was treated curatively by month 18.

    Args:
        record: The patient.
        settings: ``ablation`` and ``disappeared``.
        horizon: Days that bound the endpoint.

    Returns:
        Met with the day of the last curative treatment as value; the reason is an
        ``OutcomeCode``.

    Source: NCT07467434, primary outcome; ``clinical.md`` F.2, rulings R.4 and R.5.
    """
    until = horizon.facts_until
    histories = [item for item in list_histories(record) if not item.is_seen_after(until)]
    if not histories:
        return Answer(None, State.UNDETERMINABLE, OutcomeCode.E5)
    scope = find_scope(record, histories, settings, until)
    if not any(history.may_be_treated(until) for history in scope.inside):
        untreated = _explain_untreated(record, scope.inside, until)
        return open_absence(record, untreated, MISSING_LESION_CODES)
    answers = [judge_lesion(history, settings, until) for history in scope.inside]
    answers += [_doubt(judge_lesion(history, settings, until)) for history in scope.uncertain]
    return _join(record, answers)


def _explain_untreated(record: Record, histories: Sequence[LesionHistory], until: date) -> Answer:
    """Why no lesion at all was treated; that all disappeared is no reason of its own."""
    if all(has_disappeared(history, until) for history in histories):
        inputs = [item for history in histories for item in list_sight_cells(history, until)]
        return Answer(None, State.NOT_MET, OutcomeCode.N4, tuple(inputs))
    return explain_untreated(record, "liver", until)


def _doubt(answer: Answer) -> Answer:
    """What a lesion comes to that may be a recurrence: it cannot fail the endpoint for sure."""
    if answer.state is not State.NOT_MET:
        return answer
    return replace(answer, state=State.UNDETERMINABLE, reason=OutcomeCode.E5)


def _join(record: Record, answers: Sequence[Answer]) -> Answer:
    """What the lesions come to together, of which at least one was treated."""
    inputs = gather_inputs(answers)
    for state in (State.NOT_MET, State.UNDETERMINABLE):
        codes = [answer.reason for answer in answers if answer.state is state]
        if codes:
            joined = Answer(None, state, min(codes), inputs)
            is_absence = joined.reason == OutcomeCode.N4
            return open_absence(record, joined, MISSING_LESION_CODES) if is_absence else joined
    days = [answer.value for answer in answers if isinstance(answer.value, date)]
    return Answer(max(days), State.MET, max(answer.reason for answer in answers), inputs)
