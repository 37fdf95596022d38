"""The rectum that was not operated on: complete response, the year after it, and regrowth."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from synchronox_core.endpoints.evidence import gather_inputs, list_inputs
from synchronox_core.endpoints.horizon import Horizon
from synchronox_core.endpoints.records import Assessment, Event, Record
from synchronox_core.endpoints.rectal_surgery import list_rectal_surgery
from synchronox_core.endpoints.responses import judge_complete_response
from synchronox_core.endpoints.untreated import (
    UNREADABLE_OPERATION,
    explain_untreated,
    open_absence,
)
from synchronox_core.protocol.answers import Answer, Input, State
from synchronox_core.protocol.calendar import add_months
from synchronox_core.protocol.outcome_codes import OutcomeCode
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.thresholds import PRESERVATION_MONTHS


class Examination(NamedTuple):
    """A dated assessment of the rectum.

    Attributes:
        day: Day of the assessment.
        assessment: Its row.
        response: Whether it shows a clinical complete response.
    """

    day: date
    assessment: Assessment
    response: Answer


def judge_watch_and_wait(record: Record, settings: ProtocolSettings, horizon: Horizon) -> Answer:
    """Whether a rectum without any surgery by month 18 is cured by organ preservation.

    Args:
        record: The patient.
        settings: ``organ_preservation`` says what counts when the year ends after month 18.
        horizon: Days that bound the endpoint.

    Returns:
        Met with the day of achievement as value; not yet while the year is not over, or for ever
        when the patient died in it; the reason is an ``OutcomeCode``.

    Source: NCT07467434, primary outcome; ``clinical.md`` F.2, rulings R.3.
    """
    examinations = list_rectal_examinations(record, until=horizon.known_until)
    early = [item for item in examinations if item.day <= horizon.facts_until]
    for item in early:
        if item.response.is_yes:
            return _judge_year(record, settings, horizon, item, examinations)
    return _judge_without_response(record, horizon, early)


def list_rectal_examinations(record: Record, until: date) -> list[Examination]:
    """Dated assessments of the rectum up to a day, in their order."""
    dated = [
        (row.assessment_date, row.assessment_no, row)
        for row in record.assessments
        if row.site == "rectum" and row.assessment_date and row.assessment_date <= until
    ]
    return [Examination(day, row, judge_complete_response(row)) for day, _, row in sorted(dated)]


def find_regrowth(record: Record, first: date, last: date) -> Event | None:
    """The earliest regrowth on record between two days, both included."""
    regrown = [
        (event.event_date, event.event_no, event)
        for event in record.events
        if event.event_type == "regrowth" and event.event_date and first <= event.event_date <= last
    ]
    return min(regrown)[-1] if regrown else None


def _judge_without_response(
    record: Record, horizon: Horizon, early: Sequence[Examination]
) -> Answer:
    regrowth = find_regrowth(record, date.min, horizon.facts_until)
    if regrowth:
        return _fail_by(record, regrowth)
    after = [item.response for item in early if item.assessment.timepoint != "baseline"]
    if after and all(response.is_yes is None for response in after):
        return Answer(None, State.UNDETERMINABLE, OutcomeCode.E4, gather_inputs(after))
    untreated = explain_untreated(record, "rectum", horizon.facts_until)
    inputs = (*gather_inputs(after), *untreated.inputs)
    return open_absence(record, Answer(None, State.NOT_MET, untreated.reason, inputs))


def _judge_year(
    record: Record,
    settings: ProtocolSettings,
    horizon: Horizon,
    start: Examination,
    examinations: Sequence[Examination],
) -> Answer:
    rule = settings.organ_preservation
    year_end = add_months(start.day, PRESERVATION_MONTHS)
    last_day = min(year_end, horizon.month_18) if rule == "C" else year_end
    regrowth = find_regrowth(record, start.day, min(last_day, horizon.known_until))
    if regrowth:
        return _fail_by(record, regrowth, start.response.inputs)
    is_too_late = rule == "B" and year_end > horizon.month_18
    if is_too_late or list_rectal_surgery(record, until=min(last_day, horizon.known_until)):
        refused = Answer(None, State.NOT_MET, OutcomeCode.N5, start.response.inputs)
        return open_absence(record, refused)
    if _may_hide_regrowth(record, last_day):
        return Answer(None, State.UNDETERMINABLE, OutcomeCode.E4, start.response.inputs)
    for item in examinations:
        if item.day >= last_day:
            cells = (*start.response.inputs, *_cells_of_day(item))
            day = start.day if rule == "C" else last_day
            return Answer(day, State.MET, OutcomeCode.A2, cells)
    return _judge_uncovered(record, horizon, last_day, start.response.inputs)


def _judge_uncovered(
    record: Record, horizon: Horizon, last_day: date, inputs: tuple[Input, ...]
) -> Answer:
    """The year without an assessment on its last day or later."""
    if horizon.death_date is not None and horizon.death_date <= last_day:
        death = list_inputs("patients", record.patient, None, "death_date")
        return Answer(None, State.NOT_YET, OutcomeCode.E6, (*inputs, *death))
    if horizon.as_of > last_day:
        return Answer(None, State.UNDETERMINABLE, OutcomeCode.E4, inputs)
    return Answer(None, State.NOT_YET, OutcomeCode.W2, inputs)


def _fail_by(record: Record, regrowth: Event, inputs: tuple[Input, ...] = ()) -> Answer:
    cells = list_inputs("events", regrowth, regrowth.event_date, "event_type", "event_date")
    failed = Answer(None, State.NOT_MET, OutcomeCode.N6, (*inputs, *cells))
    return open_absence(record, failed, UNREADABLE_OPERATION)


def _may_hide_regrowth(record: Record, last_day: date) -> bool:
    """Whether an event without its day or its type may be a regrowth within the year."""
    return any(
        event.event_type in ("regrowth", None)
        and None in (event.event_date, event.event_type)
        and (event.event_date is None or event.event_date <= last_day)
        for event in record.events
    )


def _cells_of_day(item: Examination) -> tuple[Input, ...]:
    return list_inputs("assessments", item.assessment, item.day, "assessment_date")
