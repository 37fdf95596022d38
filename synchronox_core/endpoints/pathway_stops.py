"""Why a patient has not reached a step of curative treatment by month 18 or the data cut."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from synchronox_core.endpoints.evidence import list_inputs
from synchronox_core.endpoints.horizon import Horizon
from synchronox_core.endpoints.last_news import derive_death, find_last_news
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.responses import judge_complete_response
from synchronox_core.endpoints.strategy import is_liver_treatment, is_rectal_treatment
from synchronox_core.endpoints.untreated import find_unreadable_tables
from synchronox_core.protocol.answers import Answer, Input, State
from synchronox_core.protocol.pathway_codes import PathwayStop
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.vocabulary import Reason

EVENT_STOPS = {
    "progression_preventing_resection": PathwayStop.PROGRESSION,
    "palliative_decision": PathwayStop.PALLIATIVE,
    "treatment_refused": PathwayStop.REFUSED,
}
"""Events after which treatment does not go on."""

DECIDING_TABLES = frozenset({"operations", "lesion_treatments", "assessments", "events"})
"""Tables of which a row that cannot be read may be the step, or may say why it is not reached."""

_STATES = {
    PathwayStop.UNDER_WAY: State.NOT_YET,
    PathwayStop.LOST: State.UNDETERMINABLE,
    PathwayStop.NOT_ELIGIBLE: State.UNDETERMINABLE,
    PathwayStop.NOT_RECORDED: State.UNDETERMINABLE,
    PathwayStop.UNKNOWN: State.UNDETERMINABLE,
}


class Told(NamedTuple):
    """A fact that ends the way to a step.

    Attributes:
        day: Day of the fact.
        stop: What it says.
        inputs: Cells it rests on.
    """

    day: date
    stop: PathwayStop
    inputs: tuple[Input, ...]

    @property
    def place(self) -> tuple[date, int]:
        """By day; of two facts on one day the one named first in ``PathwayStop`` counts."""
        return self.day, list(PathwayStop).index(self.stop)


class Stop(NamedTuple):
    """Why a step is not reached.

    Attributes:
        answer: The answer about the step.
        day: Day of the fact that ended the way; None without such a fact.
    """

    answer: Answer
    day: date | None = None


def not_reached(stop: PathwayStop, inputs: tuple[Input, ...] = ()) -> Answer:
    """The answer about a step that is not reached, with the state its reason asks for."""
    return Answer(None, _STATES.get(stop, State.NOT_MET), stop, inputs)


def find_stop(
    record: Record,
    settings: ProtocolSettings,
    horizon: Horizon,
    after: date,
    *,
    is_second_site: bool = False,
) -> Stop:
    """Why a step is not reached: the first fact that says so since the last step reached.

    Nobody is said to have stopped who may still go on: without such a fact the way is open until
    month 18 has passed at the data cut.

    Args:
        record: The patient.
        settings: ``lost_grace_days``.
        horizon: Days that bound the endpoint; facts count up to the earliest of them.
        after: Day of the last step reached.
        is_second_site: A complete response of the rectum may stand for the step.

    Source: ``clinical.md`` D.4 (why the others stop), F.2 and rulings R.5 and R.12.
    """
    told = [
        fact
        for fact in _list_facts(record, horizon, after, is_second_site=is_second_site)
        if after <= fact.day <= horizon.facts_until
    ]
    if told:
        first = min(told, key=lambda fact: fact.place)
        return Stop(not_reached(first.stop, first.inputs), first.day)
    is_death_undated = derive_death(record).reason == Reason.DEATH_DATE_MISSING
    if is_death_undated or not DECIDING_TABLES.isdisjoint(find_unreadable_tables(record)):
        return Stop(not_reached(PathwayStop.UNKNOWN))
    if not horizon.is_reached:
        return Stop(not_reached(PathwayStop.UNDER_WAY))
    is_lost = horizon.death_date is None and _is_lost(record, settings, horizon)
    return Stop(not_reached(PathwayStop.LOST if is_lost else PathwayStop.NO_REASON))


def _list_facts(
    record: Record, horizon: Horizon, after: date, *, is_second_site: bool
) -> Iterator[Told]:
    for event in record.events:
        if event.event_date is not None and event.event_type in EVENT_STOPS:
            cells = list_inputs("events", event, event.event_date, "event_type")
            yield Told(event.event_date, EVENT_STOPS[event.event_type], cells)
    for operation in record.operations:
        day = operation.operation_date
        if day is not None and operation.contraindication_found == "yes":
            cells = list_inputs("operations", operation, day, "site", "contraindication_found")
            yield Told(day, PathwayStop.CONTRAINDICATION, cells)
    if horizon.death_date is not None:
        cells = list_inputs("patients", record.patient, None, "death_date")
        yield Told(horizon.death_date, PathwayStop.DEATH, cells)
    if is_second_site and _is_liver_treated_alone(record):
        yield from _list_responses(record, after)


def _list_responses(record: Record, after: date) -> Iterator[Told]:
    """Complete responses of the rectum; one seen before the last step counts from that step."""
    for row in record.assessments:
        day, response = row.assessment_date, judge_complete_response(row)
        if row.site == "rectum" and day is not None and response.is_yes:
            yield Told(max(day, after), PathwayStop.COMPLETE_RESPONSE, response.inputs)


def _is_liver_treated_alone(record: Record) -> bool:
    has_liver = bool(record.treatments) or any(map(is_liver_treatment, record.operations))
    return has_liver and not any(map(is_rectal_treatment, record.operations))


def _is_lost(record: Record, settings: ProtocolSettings, horizon: Horizon) -> bool:
    news = find_last_news(record)
    return news is None or news < horizon.month_18 - timedelta(days=settings.lost_grace_days)
