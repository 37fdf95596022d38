"""When it was settled whether a patient reached complete treatment, for a prediction model."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from synchronox_core.endpoints.complete_treatment import CompleteTreatment
from synchronox_core.endpoints.horizon import read_horizon
from synchronox_core.endpoints.last_news import find_last_news
from synchronox_core.endpoints.records import Record
from synchronox_core.protocol.outcome_codes import OutcomeCode


class Fate(StrEnum):
    """What is known of the primary endpoint.

    Attributes:
        ACHIEVED: Complete treatment by month 18.
        NOT_ACHIEVED: Settled without it.
        WAITING: Censored by the data cut or by a loss before it was settled.
        UNDETERMINABLE: Month 18 has passed, and a margin, a control or an assessment is missing.
        NOT_ELIGIBLE: Not in the analysis set, or without a day zero.
    """

    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not_achieved"
    WAITING = "waiting"
    UNDETERMINABLE = "undeterminable"
    NOT_ELIGIBLE = "not_eligible"


class Settlement(NamedTuple):
    """Fate of a patient and until when it was followed.

    Attributes:
        fate: What is known.
        day: Day it was settled (achieved, death, or month 18), or last day of those who wait;
            None when not eligible.
    """

    fate: Fate
    day: date | None


_WAITING = (OutcomeCode.W1, OutcomeCode.W2, OutcomeCode.E1)


def derive_settlement(record: Record, treatment: CompleteTreatment) -> Settlement:
    """Fate of a patient at the data cut.

    Args:
        record: The patient as of the data cut.
        treatment: The primary endpoint of the same record.

    Source: ``statistics.md`` 4: the day a status is settled is that of the complete treatment, of
    death, or month 18.
    """
    code, horizon = treatment.code.value, read_horizon(record)
    if code == OutcomeCode.E0 or horizon is None:
        return Settlement(Fate.NOT_ELIGIBLE, None)
    if treatment.status.value == "achieved":
        day = treatment.day.value
        assert isinstance(day, date)
        return Settlement(Fate.ACHIEVED, day)
    if code in _WAITING:
        return Settlement(Fate.WAITING, find_last_news(record) or record.as_of)
    died = horizon.death_date or date.max
    fate = Fate.NOT_ACHIEVED if treatment.status.value == "not_achieved" else Fate.UNDETERMINABLE
    return Settlement(fate, min(died, horizon.month_18))
