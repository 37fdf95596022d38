"""Treatment of the liver metastases: which lesion, how, when, and with what margin."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from synchronox_core.synthetic.dice import Dice
from synchronox_core.synthetic.patient.baseline import measure
from synchronox_core.synthetic.patient.chart import Row, yes_no
from synchronox_core.synthetic.patient.course import STOPS, Failure, Step
from synchronox_core.synthetic.patient.journey import Journey, Lesion

ABLATABLE_MM = 30
ABLATION_CHANCE = 0.33  # of patients with two lesions to treat or more: .25 of all (B.2)
LEFT_IN_PLACE_CHANCE = 0.40
PERCUTANEOUS_CHANCE = 0.30
MICROWAVE_CHANCE = 0.55
UNFINISHED_FAULT_CHANCE = 0.30
VIABLE = {"complete": (0, 0), "major": (5, 45), "minor": (52, 95)}
FAULTS = {"margin": 0.68, "microwave": 0.26, "residue": 0.06}
"""How the liver fails: a resection margin, an ablation the record does not name, or incomplete."""


@dataclass
class LiverPlan:
    """How each lesion is to be treated.

    Attributes:
        stage_one: Lesions of the first stage, or of the only one.
        stage_two: Lesions of the second stage.
        ablated: Numbers of the lesions ablated, with the kind of ablation.
        is_percutaneous: Whether the ablations are done through the skin, after the operation.
        close: Numbers of the lesions whose margin fails.
        has_residue: The first ablation proves incomplete on control.
        response: Blazer class of the patient.
    """

    stage_one: list[Lesion]
    stage_two: list[Lesion]
    ablated: dict[int, str] = field(default_factory=dict)
    is_percutaneous: bool = False
    close: set[int] = field(default_factory=set)
    has_residue: bool = False
    response: str = "minor"


def plan_liver(journey: Journey) -> LiverPlan:
    """Decide the treatment of every lesion so that the liver succeeds or fails as drawn."""
    dice = journey.dice
    lesions = _lesions_to_treat(journey)
    plan = LiverPlan(lesions, [])
    if journey.course.is_two_stage:
        # The second stage holds the largest lesion, which never vanishes: missed, it is a failure.
        last = lesions[0].side
        plan.stage_one = [lesion for lesion in lesions if lesion.side != last]
        plan.stage_two = [lesion for lesion in lesions if lesion.side == last]
    fails = _has_liver_fault(journey)
    fault = dice.pick(FAULTS) if fails else None
    plan.response = dice.pick({"complete": 0.0 if fails else 0.12, "major": 0.46, "minor": 0.45})
    _choose_ablations(dice, plan, journey.course.failure, fault)
    if fault == "margin":
        resected = [lesion.number for lesion in lesions if lesion.number not in plan.ablated]
        plan.close = {number for number in resected if dice.chance(0.2)} or {resected[0]}
    plan.has_residue = fault == "residue"
    if fails:
        _show_again(journey, {*plan.close, *plan.ablated})
    return plan


def _show_again(journey: Journey, numbers: set[int]) -> None:
    # A vanished lesion needs no treatment: one whose treatment fails is first seen again.
    again = [lesion for lesion in journey.lesions if lesion.number in numbers]
    hidden = [lesion for lesion in again if lesion.has_disappeared]
    if not hidden:
        return
    examination = journey.chart.add(
        "assessments", assessment_date=journey.decided_on, site="liver", timepoint="preoperative"
    )
    for lesion in hidden:
        lesion.current_mm = journey.dice.days(5, 9)
        measure(journey, lesion, examination, lesion.current_mm)


def _has_liver_fault(journey: Journey) -> bool:
    failure = journey.course.failure
    if failure in (Failure.LIVER_MARGIN, Failure.BOTH_MARGINS):
        return True
    is_unfinished = failure in STOPS or failure is Failure.STAGE_TWO_MISSED
    return is_unfinished and journey.dice.chance(UNFINISHED_FAULT_CHANCE)


def _lesions_to_treat(journey: Journey) -> list[Lesion]:
    visible = [lesion for lesion in journey.lesions if not lesion.has_disappeared]
    may_leave = visible and len(visible) < len(journey.lesions) and not journey.course.is_two_stage
    if may_leave and journey.dice.chance(LEFT_IN_PLACE_CHANCE):
        return visible
    return journey.lesions


def _choose_ablations(
    dice: Dice, plan: LiverPlan, failure: Failure | None, fault: str | None
) -> None:
    # The record accepts radiofrequency only: a patient who succeeds has no other ablation.
    lesions = plan.stage_one
    small = [lesion for lesion in lesions if 0 < lesion.current_mm <= ABLATABLE_MM]
    is_needed = fault in ("microwave", "residue")
    if is_needed:
        chosen = lesions[-1:]
    elif len(lesions) > 1 and small and dice.chance(ABLATION_CHANCE):
        chosen = small[-min(len(lesions) - 1, dice.days(1, 2)) :]
    else:
        return
    is_microwave = failure is not None and fault is None and dice.chance(MICROWAVE_CHANCE)
    kind = "mwa" if fault == "microwave" or is_microwave else "rfa"
    plan.ablated = {lesion.number: kind for lesion in chosen}
    plan.is_percutaneous = len(lesions) > len(chosen) and dice.chance(PERCUTANEOUS_CHANCE)


def describe_hepatectomy(journey: Journey, plan: LiverPlan, step: Step) -> Row:
    """Cells of the liver part of an operation."""
    lesions = plan.stage_two if step.stage == 2 else plan.stage_one
    is_resected = any(lesion.number not in plan.ablated for lesion in lesions)
    is_major = journey.baseline.is_class_two and (step.stage != 1 or journey.dice.chance(0.1))
    procedure = "major_resection" if is_major else "minor_resection"
    return {
        "liver_procedure": procedure if is_resected else "ablation_only",
        "liver_stage": step.stage,
    }


def treat_lesions(journey: Journey, plan: LiverPlan, step: Step, operation: Row, day: date) -> None:
    """Write the treatment of the lesions of an operation.

    Args:
        journey: Patient.
        plan: What was decided for each lesion.
        step: The operation, whose stage chooses the lesions.
        operation: Its row.
        day: Its day.
    """
    for lesion in plan.stage_two if step.stage == 2 else plan.stage_one:
        if lesion.number in plan.ablated:
            _ablate(journey, plan, lesion, operation, day)
        else:
            _resect(journey, plan, lesion, operation, day)


def _resect(journey: Journey, plan: LiverPlan, lesion: Lesion, operation: Row, day: date) -> None:
    dice = journey.dice
    low, high = VIABLE[plan.response]
    is_close = lesion.number in plan.close
    margins: dict[float, float] = {1.5: 0.15, 2: 0.2, 3: 0.2, 5: 0.25, 8: 0.1, 10: 0.1}
    if is_close:
        margins = {0: 0.5, 0.5: 0.15, 1: 0.35}
    is_bound = not is_close and dice.chance(0.06)
    journey.chart.add(
        "lesion_treatments",
        lesion_no=lesion.number,
        operation_no=operation["operation_no"],
        treatment_date=day,
        kind="resection",
        liver_margin_mm=5 if is_bound else dice.pick(margins),
        liver_margin_qualifier=">" if is_bound else None,
        margin_type=dice.pick({"vascular": 0.4, "parenchymal": 0.6}) if is_close else None,
        viable_percent=dice.days(low, high),
    )
    journey.act(day)


def _ablate(journey: Journey, plan: LiverPlan, lesion: Lesion, operation: Row, day: date) -> None:
    treated_on = journey.dice.after(day, 14, 25) if plan.is_percutaneous else day
    journey.chart.add(
        "lesion_treatments",
        lesion_no=lesion.number,
        operation_no=None if plan.is_percutaneous else operation["operation_no"],
        treatment_date=treated_on,
        kind=plan.ablated[lesion.number],
        ablation_complete=yes_no(not plan.has_residue),
        control_date=treated_on + timedelta(days=journey.dice.days(28, 50)),
    )
    journey.act(treated_on)
