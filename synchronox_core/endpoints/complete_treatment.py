"""The primary endpoint: both sites treated curatively within 18 months of the first FOLFIRINOX."""

from datetime import date, timedelta
from typing import NamedTuple

from synchronox_core.endpoints.evidence import list_inputs
from synchronox_core.endpoints.horizon import Horizon, read_horizon
from synchronox_core.endpoints.last_news import LastNews, derive_last_news
from synchronox_core.endpoints.liver_outcome import derive_liver_outcome
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.rectal_outcome import derive_rectal_outcome
from synchronox_core.protocol.answers import Answer, Input, State
from synchronox_core.protocol.outcome_codes import OutcomeCode, TreatmentStatus
from synchronox_core.protocol.settings import ProtocolSettings

STATUSES = {
    "A": (TreatmentStatus.ACHIEVED, State.MET),
    "N": (TreatmentStatus.NOT_ACHIEVED, State.NOT_MET),
    "W": (TreatmentStatus.PENDING, State.NOT_YET),
    "E": (TreatmentStatus.NOT_EVALUABLE, State.UNDETERMINABLE),
}
"""Status and state by the letter of the code."""

CURE_CODES = (OutcomeCode.A2, OutcomeCode.A4, OutcomeCode.A3, OutcomeCode.A1)
"""Codes of an achieved treatment; the first that either site bears is given (R.5)."""


class CompleteTreatment(NamedTuple):
    """The answers about the primary endpoint, which rest on the same cells.

    Attributes:
        status: A ``TreatmentStatus``.
        code: Where the decision table ends, an ``OutcomeCode``.
        day: Day on which the treatment of both sites was complete: of the last curative act, or
            the one that confirms organ preservation if later; None unless achieved.
    """

    status: Answer
    code: Answer
    day: Answer


class _Verdict(NamedTuple):
    """Where the decision table ends: its code, the cells, the day of an achieved treatment."""

    code: OutcomeCode
    inputs: tuple[Input, ...]
    day: date | None = None


def derive_complete_treatment(
    record: Record, settings: ProtocolSettings, eligible: Answer
) -> CompleteTreatment:
    """Whether both sites were treated curatively by month 18, why, and since when.

    Args:
        record: The patient.
        settings: All but ``pfs``, and ``mid_rectum_limit_mm``, which matters to ``eligible``.
        eligible: Whether the patient is eligible; only a no takes the patient out.

    Source: NCT07467434, primary outcome; ``clinical.md`` F.2, rulings R.1, R.3-R.5 and R.12.
    """
    verdict = _decide(record, settings, eligible)
    status, state = STATUSES[verdict.code[0]]
    return CompleteTreatment(
        *(
            Answer(value, state, verdict.code, verdict.inputs)
            for value in (status, verdict.code, verdict.day)
        )
    )


def _decide(record: Record, settings: ProtocolSettings, eligible: Answer) -> _Verdict:
    """The steps of the decision table of F.2, in their order."""
    horizon = read_horizon(record)
    t0 = list_inputs("patients", record.patient, None, "folfirinox_start_date")
    if horizon is None or eligible.is_yes is False:
        return _Verdict(OutcomeCode.E0, (*eligible.inputs, *t0))
    rectum = derive_rectal_outcome(record, settings, horizon)
    liver = derive_liver_outcome(record, settings, horizon)
    inputs = (*t0, *rectum.inputs, *liver.inputs)
    if rectum.state is State.MET and liver.state is State.MET:
        return _Verdict(_why_cured(rectum, liver), inputs, _last_day(rectum, liver))
    death = list_inputs("patients", record.patient, None, "vital_status", "death_date")
    if horizon.death_date is not None and horizon.death_date <= horizon.month_18:
        return _Verdict(OutcomeCode.N1, (*inputs, *death))
    if not horizon.is_reached:
        return _Verdict(OutcomeCode.W1, inputs)
    lost = _find_loss(record, settings, horizon)
    if lost:
        return _Verdict(OutcomeCode.E1, (*inputs, *death, *lost.inputs))
    return _Verdict(_why_not(rectum, liver), inputs)


def _find_loss(record: Record, settings: ProtocolSettings, horizon: Horizon) -> LastNews | None:
    """The last news of a patient lost before month 18, the days of grace deducted."""
    if horizon.death_date is not None:
        return None
    news = derive_last_news(record)
    limit = horizon.month_18 - timedelta(days=settings.lost_grace_days)
    return news if news.day is None or news.day < limit else None


def _why_cured(rectum: Answer, liver: Answer) -> OutcomeCode:
    return next(code for code in CURE_CODES if code in (rectum.reason, liver.reason))


def _last_day(rectum: Answer, liver: Answer) -> date:
    return max(answer.value for answer in (rectum, liver) if isinstance(answer.value, date))


def _why_not(rectum: Answer, liver: Answer) -> OutcomeCode:
    """The lowest code of what counts first: a site that failed, one unknown, one not over."""
    for state in (State.NOT_MET, State.UNDETERMINABLE, State.NOT_YET):
        codes = [OutcomeCode(site.reason) for site in (rectum, liver) if site.state is state]
        if codes:
            return min(codes)
    raise AssertionError("both sites are met")
