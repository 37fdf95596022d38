"""The way from the board's decision to the last curative act, or to the day it was given up."""

from datetime import date

from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.synthetic.patient.chart import day_in
from synchronox_core.synthetic.patient.course import Failure, Step
from synchronox_core.synthetic.patient.journey import Journey
from synchronox_core.synthetic.patient.liver import plan_liver
from synchronox_core.synthetic.patient.operations import (
    die_after_operation,
    explore,
    operate,
    site_of,
)
from synchronox_core.synthetic.patient.rectum import irradiate
from synchronox_core.synthetic.patient.watch import keep_rectum

INTERVAL_CHEMOTHERAPY = 0.40
EARLY_RADIOTHERAPY = 0.50
EARLY_REST_DAYS = (14, 28)
PALLIATIVE_DECISION = 0.5
PROGRESSION_SITES = {"liver": 0.5, "lung": 0.3, "peritoneum": 0.1, "lymph_nodes": 0.1}


def treat(journey: Journey) -> None:
    """Write every step of the course, and how it ends when it does not reach its last step."""
    plan, course = plan_liver(journey), journey.course
    is_liver_first = journey.member.carried_out is Strategy.LIVER_FIRST
    journey.steps_after = len(course.order)
    if course.is_watched and not is_liver_first:
        irradiate(journey)
    elif is_liver_first and course.radiotherapy and journey.dice.chance(EARLY_RADIOTHERAPY):
        irradiate(journey, EARLY_REST_DAYS)
    for position, step in enumerate(course.order):
        is_last = position == len(course.order) - 1
        journey.steps_after = len(course.order) - position - (0 if course.is_watched else 1)
        if position > 0:
            _bridge(journey)
        if position == course.steps_done:
            _stop(journey, step)
            break
        _prepare(journey, step)
        if course.failure is Failure.TOO_LATE and is_last:
            journey.ready_on = journey.dice.after(journey.horizon, 10, 90)
        operate(journey, plan, step, journey.ready_on)
    if course.is_watched and is_liver_first and journey.stopped_on is None:
        irradiate(journey)
    if journey.response_on is not None and course.is_watched:
        keep_rectum(journey)


def _prepare(journey: Journey, step: Step) -> None:
    if step.has_rectum:
        irradiate(journey)
    else:
        journey.ready_on = journey.wait(journey.ready_on, 3, 24)


def _bridge(journey: Journey) -> None:
    if journey.is_pressed or not journey.dice.chance(INTERVAL_CHEMOTHERAPY):
        return
    journey.ready_on = give_chemotherapy(journey, "interval", journey.ready_on, 2, 4)


def give_chemotherapy(journey: Journey, phase: str, start: date, fewest: int, most: int) -> date:
    """Write a phase of chemotherapy after induction.

    Args:
        journey: Patient.
        phase: Phase of the table ``chemotherapy``.
        start: First day.
        fewest: Fewest cycles.
        most: Most cycles.

    Returns:
        Day of the last cycle.
    """
    cycles = journey.dice.days(fewest, most)
    end = journey.dice.after(start, 14 * (cycles - 1), 14 * (cycles - 1) + 7)
    journey.chart.add(
        "chemotherapy",
        phase=phase,
        regimen=journey.dice.pick({"folfox": 0.5, "folfiri": 0.25, "capox": 0.15, "lv5fu2": 0.1}),
        targeted_agent="bevacizumab" if journey.dice.chance(0.2) else "none",
        start_date=start,
        end_date=end,
        n_cycles=cycles,
    )
    return end


def _stop(journey: Journey, step: Step) -> None:
    failure, dice = journey.course.failure, journey.dice
    if failure is Failure.DEATH:
        _die(journey)
        return
    if failure is Failure.CONTRAINDICATION:
        _prepare(journey, step)
        journey.stopped_on = journey.ready_on
        explore(journey, step, journey.ready_on)
    else:
        journey.stopped_on = dice.after(journey.ready_on, 5, 50)
        _enter_obstacle(journey, step, journey.stopped_on)
    journey.relapsed_on = journey.stopped_on
    if failure is not Failure.REFUSAL and dice.chance(PALLIATIVE_DECISION):
        journey.chart.add(
            "events",
            event_date=dice.after(journey.stopped_on, 5, 21),
            event_type="palliative_decision",
        )


def _enter_obstacle(journey: Journey, step: Step, day: date) -> None:
    if journey.course.failure is Failure.REFUSAL:
        site = site_of(step)
        refused = None if site == "both" else site
        journey.chart.add(
            "events", event_date=day, event_type="treatment_refused", event_site=refused
        )
        return
    journey.chart.add(
        "events",
        event_date=day,
        event_type="progression_preventing_resection",
        event_site=journey.dice.pick(PROGRESSION_SITES),
    )


def _die(journey: Journey) -> None:
    dice = journey.dice
    journey.stopped_on = journey.ready_on
    if journey.chart.rows["operations"]:
        last = day_in(journey.chart.rows["operations"][-1], "operation_date")
        die_after_operation(journey, dice.after(last, 3, 85))
    else:
        journey.died_on = dice.after(journey.decided_on, 10, 100)
        journey.death_cause = dice.pick({"cancer": 0.4, "toxicity": 0.35, "other": 0.25})
