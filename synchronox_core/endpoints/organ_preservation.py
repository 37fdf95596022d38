"""Whether the rectum was cured without an operation."""

from dataclasses import replace

from synchronox_core.endpoints.evidence import list_inputs
from synchronox_core.endpoints.horizon import Horizon, read_horizon
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.rectal_outcome import derive_rectal_outcome
from synchronox_core.endpoints.rectal_surgery import list_rectal_surgery
from synchronox_core.endpoints.resections import is_rectal_resection
from synchronox_core.protocol.answers import Answer, State, yes_or_no
from synchronox_core.protocol.outcome_codes import OutcomeCode
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.vocabulary import Reason

FINAL_FAILURES = frozenset({OutcomeCode.N2, OutcomeCode.N6})
"""What no later fact can mend: local excision, regrowth."""


def derive_organ_preservation(record: Record, settings: ProtocolSettings) -> Answer:
    """Whether the rectum is cured by organ preservation.

    Args:
        record: The patient.
        settings: ``organ_preservation`` says what counts when the year ends after month 18.

    Returns:
        Yes; no, once the rectum was resected or month 18 has passed without it; else empty. The
        reason is an ``OutcomeCode``, or a ``Reason`` for what the decision table has no code for.

    Source: NCT07467434, primary outcome; rulings R.3 of ``clinical.md``.
    """
    horizon = read_horizon(record)
    if horizon is None:
        cell = list_inputs("patients", record.patient, None, "folfirinox_start_date")
        return yes_or_no(None, Reason.T0_MISSING, cell)
    rectum = derive_rectal_outcome(record, settings, horizon)
    if rectum.reason == OutcomeCode.A2:
        return yes_or_no(True, rectum.reason, rectum.inputs)
    if rectum.state is State.MET or _was_resected(record, horizon):
        return yes_or_no(False, Reason.RECTUM_RESECTED, rectum.inputs)
    if rectum.reason == OutcomeCode.E6:
        return yes_or_no(None, rectum.reason, rectum.inputs)
    if rectum.state is not State.NOT_MET:
        return rectum
    if _may_still_come(rectum, horizon):
        return replace(rectum, state=State.NOT_YET, reason=OutcomeCode.W1)
    return yes_or_no(False, rectum.reason, rectum.inputs)


def _was_resected(record: Record, horizon: Horizon) -> bool:
    """Whether the rectum was surely resected, R0 or not."""
    return any(
        row.site is not None and is_rectal_resection(row)
        for row in list_rectal_surgery(record, until=horizon.facts_until)
    )


def _may_still_come(rectum: Answer, horizon: Horizon) -> bool:
    is_over = horizon.is_reached or horizon.death_date is not None
    return not is_over and rectum.reason not in FINAL_FAILURES
