"""The steps of curative treatment: when each was reached, and why the others were not."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from synchronox_core.endpoints.complete_treatment import CompleteTreatment
from synchronox_core.endpoints.evidence import list_inputs
from synchronox_core.endpoints.horizon import read_horizon
from synchronox_core.endpoints.pathway_stops import Stop, find_stop, not_reached
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.strategy import is_liver_treatment, is_rectal_treatment
from synchronox_core.protocol.answers import Answer, Input, State
from synchronox_core.protocol.outcome_codes import OutcomeCode
from synchronox_core.protocol.pathway_codes import Milestone, PathwayStop
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.vocabulary import Reason

ORDERED_STEPS = (
    Milestone.RESTAGING,
    Milestone.DECISION,
    Milestone.FIRST_SITE,
    Milestone.SECOND_SITE,
)
"""Steps that everybody is to reach, each before the next."""

COMPLETION_STOPS = {
    OutcomeCode.N1: PathwayStop.DEATH,
    OutcomeCode.N2: PathwayStop.NOT_CURATIVE,
    OutcomeCode.N3: PathwayStop.NOT_CURATIVE,
    OutcomeCode.N4: PathwayStop.NOT_CURATIVE,
    OutcomeCode.N5: PathwayStop.LATE,
    OutcomeCode.N6: PathwayStop.REGROWTH,
    OutcomeCode.N7: PathwayStop.LATE,
    OutcomeCode.N8: PathwayStop.LATE,
    OutcomeCode.N9: PathwayStop.LATE,
    OutcomeCode.E0: PathwayStop.NOT_ELIGIBLE,
    OutcomeCode.E1: PathwayStop.LOST,
    OutcomeCode.E2: PathwayStop.UNKNOWN,
    OutcomeCode.E3: PathwayStop.UNKNOWN,
    OutcomeCode.E4: PathwayStop.UNKNOWN,
    OutcomeCode.E5: PathwayStop.UNKNOWN,
    OutcomeCode.E6: PathwayStop.DEATH,
    OutcomeCode.W1: PathwayStop.UNDER_WAY,
    OutcomeCode.W2: PathwayStop.UNDER_WAY,
}
"""What the decision table says of a patient with both sites treated, or the rectum preserved."""

MILESTONE_COLUMNS = tuple(f"{step}_days" for step in Milestone)
"""Columns of the answers, in order."""

STOP_COLUMN = "second_site_stop_days"
"""Column of the day on which the way to the second site ended."""


class _Reached(NamedTuple):
    """A step that was reached; its day is None when a row that may be the first has none."""

    day: date | None
    inputs: tuple[Input, ...]


def derive_milestones(
    record: Record, settings: ProtocolSettings, treatment: CompleteTreatment
) -> dict[str, Answer]:
    """Days from the first FOLFIRINOX to each step, or why the step is not reached.

    Args:
        record: The patient as of the data cut.
        settings: ``lost_grace_days``; the others matter to ``treatment``.
        treatment: The primary endpoint of the same record.

    Returns:
        An answer for each of ``MILESTONE_COLUMNS``: met with the days as value (None when the day
        is missing), else with a ``PathwayStop`` as reason; without a day zero none is determinable.
        Radiotherapy is not for everybody and has no reason. A step counts whenever it was reached,
        but for the completion, which the endpoint bounds. After them ``STOP_COLUMN``: met with the
        days to the fact that ended the way to the second site and its ``PathwayStop``; not met
        where that site was treated; else as the answer about it.

    Source: ``clinical.md`` D.4; rulings R.5 and R.7.
    """
    t0, horizon = record.patient.folfirinox_start_date, read_horizon(record)
    if t0 is None or horizon is None:
        missing = Answer(None, State.UNDETERMINABLE, Reason.T0_MISSING)
        return dict.fromkeys((*MILESTONE_COLUMNS, STOP_COLUMN), missing)
    reached = _find_steps(record)
    answers = {step: _tell(found, t0) for step, found in reached.items()}
    stop = Stop(Answer(None, State.NOT_MET))
    latest = max([t0, *(step.day for step in reached.values() if step.day)])
    for place, step in enumerate(ORDERED_STEPS):
        if step in reached:
            continue
        if any(later in reached for later in ORDERED_STEPS[place + 1 :]):
            answers[step] = not_reached(PathwayStop.NOT_RECORDED)
        else:
            is_second = step is Milestone.SECOND_SITE
            stop = find_stop(record, settings, horizon, latest, is_second_site=is_second)
            answers[step] = stop.answer
    answers[Milestone.RADIOTHERAPY] = _tell_radiotherapy(record, t0)
    answers[Milestone.COMPLETION] = _tell_completion(treatment, answers[Milestone.SECOND_SITE], t0)
    steps = {f"{step}_days": answers[step] for step in Milestone}
    # The second site is the last step: the stop found last is the one before it.
    return {**steps, STOP_COLUMN: _tell_stop(stop, t0)}


def _find_steps(record: Record) -> dict[Milestone, _Reached]:
    rectum, liver = _treated_days(record)
    inputs = _treatment_cells(record)
    steps: dict[Milestone, _Reached] = {}
    restagings = [row for row in record.assessments if row.timepoint == "end_folfirinox"]
    if restagings:
        cells = [
            cell
            for row in restagings
            for cell in list_inputs("assessments", row, row.assessment_date, "timepoint")
        ]
        day = _first([row.assessment_date for row in restagings])
        steps[Milestone.RESTAGING] = _Reached(day, tuple(cells))
    if record.patient.strategy_decided_on is not None:
        cell = list_inputs("patients", record.patient, None, "strategy_decided_on")
        steps[Milestone.DECISION] = _Reached(record.patient.strategy_decided_on, cell)
    if rectum or liver:
        steps[Milestone.FIRST_SITE] = _Reached(_first([*rectum, *liver]), inputs)
    if rectum and liver:
        steps[Milestone.SECOND_SITE] = _Reached(_later(_first(rectum), _first(liver)), inputs)
    return steps


def _treated_days(record: Record) -> tuple[list[date | None], list[date | None]]:
    """Days of the treatments of the rectum and of the liver (R.7)."""
    rectum = [row.operation_date for row in record.operations if is_rectal_treatment(row)]
    liver = [row.operation_date for row in record.operations if is_liver_treatment(row)]
    return rectum, [*liver, *(row.treatment_date for row in record.treatments)]


def _first(days: Sequence[date | None]) -> date | None:
    """The earliest day; None when one is missing, which may be the earliest."""
    known = [day for day in days if day is not None]
    return min(known) if len(known) == len(days) else None


def _later(day: date | None, other: date | None) -> date | None:
    return None if day is None or other is None else max(day, other)


def _tell(found: _Reached, t0: date) -> Answer:
    if found.day is None:
        return Answer(None, State.MET, Reason.DAY_MISSING, found.inputs)
    return Answer((found.day - t0).days, State.MET, "", found.inputs)


def _tell_stop(stop: Stop, t0: date) -> Answer:
    if stop.day is None:
        return stop.answer
    days = (stop.day - t0).days
    return Answer(days, State.MET, stop.answer.reason, stop.answer.inputs)


def _tell_radiotherapy(record: Record, t0: date) -> Answer:
    if record.radiotherapy:
        cells = [
            cell
            for row in record.radiotherapy
            for cell in list_inputs("radiotherapy", row, row.start_date, "start_date")
        ]
        first = _first([row.start_date for row in record.radiotherapy])
        return _tell(_Reached(first, tuple(cells)), t0)
    if "radiotherapy" in record.held_back:
        return not_reached(PathwayStop.UNKNOWN)
    return Answer(None, State.NOT_MET)


def _tell_completion(treatment: CompleteTreatment, second: Answer, t0: date) -> Answer:
    """The endpoint's answer; where a site is not treated, why that is so says it best."""
    inputs = treatment.status.inputs
    if isinstance(treatment.day.value, date):
        return Answer((treatment.day.value - t0).days, State.MET, "", inputs)
    code = OutcomeCode(treatment.code.reason)
    is_preserved = second.reason == PathwayStop.COMPLETE_RESPONSE
    if second.state is not State.MET and not is_preserved and code is not OutcomeCode.E0:
        return second
    return not_reached(COMPLETION_STOPS[code], inputs)


def _treatment_cells(record: Record) -> tuple[Input, ...]:
    cells: list[Input] = []
    for row in record.operations:
        cells += list_inputs("operations", row, row.operation_date, "site")
    for treatment in record.treatments:
        day = treatment.treatment_date
        cells += list_inputs("lesion_treatments", treatment, day, "kind")
    return tuple(cells)
