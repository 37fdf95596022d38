"""Operations with what follows in the first thirty days."""

from datetime import date, timedelta

from synchronox_core.protocol.thresholds import POSTOPERATIVE_DAYS
from synchronox_core.synthetic.patient.chart import Row, day_in, yes_no
from synchronox_core.synthetic.patient.course import Step
from synchronox_core.synthetic.patient.journey import Journey
from synchronox_core.synthetic.patient.liver import LiverPlan, describe_hepatectomy, treat_lesions
from synchronox_core.synthetic.patient.rectum import describe_rectal_resection

ANY_COMPLICATION = {"rectum": 0.43, "liver": 0.38, "both": 0.54}
GRADES = {
    "rectum": {"I": 0.13, "II": 0.455, "IIIa": 0.155, "IIIb": 0.20, "IVa": 0.045, "IVb": 0.015},
    "liver": {"I": 0.15, "II": 0.43, "IIIa": 0.27, "IIIb": 0.09, "IVa": 0.045, "IVb": 0.015},
    "both": {"I": 0.10, "II": 0.36, "IIIa": 0.23, "IIIb": 0.23, "IVa": 0.06, "IVb": 0.02},
}
"""Worst grade given any complication; grade III or more is .18, .16 and .28 of operations (B.2)."""

TERMS = {
    "rectal": {"anastomotic_leak": 0.45, "pelvic_abscess": 0.25, "bleeding": 0.1, "other": 0.2},
    "liver": {"bile_leak": 0.45, "liver_failure": 0.15, "bleeding": 0.15, "infection": 0.25},
    "general": {"infection": 0.4, "ileus": 0.3, "cardiopulmonary": 0.2, "other": 0.1},
}
SECOND_COMPLICATION = 0.25


def operate(journey: Journey, plan: LiverPlan, step: Step, day: date) -> None:
    """Write an operation, its pathology, the lesions treated and its complications."""
    site = site_of(step)
    cells: Row = {}
    if step.has_rectum:
        cells |= describe_rectal_resection(journey)
    if step.has_liver:
        cells |= describe_hepatectomy(journey, plan, step)
    operation = _enter_operation(journey, site, day, cells)
    if step.has_rectum:
        journey.act(day)
    if step.has_liver:
        treat_lesions(journey, plan, step, operation, day)
    recovered_on = max(day, journey.last_act_on or day)
    journey.ready_on = journey.wait(recovered_on, 28, 40)


def site_of(step: Step) -> str:
    """Site code of an operation.

    >>> site_of(Step(has_rectum=True, has_liver=False))
    'rectum'
    """
    if step.has_rectum:
        return "both" if step.has_liver else "rectum"
    return "liver"


def explore(journey: Journey, step: Step, day: date) -> None:
    """Write an operation that finds a contraindication to resection."""
    cells: Row = {"contraindication_found": "yes"}
    if step.has_rectum:
        cells["rectal_procedure"] = "exploration_only"
    if step.has_liver:
        cells["liver_procedure"] = "exploration_only"
    operation = _enter_operation(journey, site_of(step), day, cells)
    operation["discharge_date"] = day + timedelta(days=journey.dice.days(3, 7))


def resect_regrowth(journey: Journey, day: date) -> None:
    """Write the salvage of a regrowth; its margins fail only if the course says so."""
    _enter_operation(journey, "rectum", day, describe_rectal_resection(journey))
    journey.act(day)


def _enter_operation(journey: Journey, site: str, day: date, cells: Row) -> Row:
    has_complications = journey.dice.chance(ANY_COMPLICATION[site])
    stay = journey.dice.days(6, 12) + (journey.dice.days(3, 15) if has_complications else 0)
    operation = journey.chart.add(
        "operations",
        operation_date=day,
        site=site,
        **{
            "contraindication_found": "no",
            "complications_30d": yes_no(has_complications),
            "discharge_date": day + timedelta(days=stay),
            **cells,
        },
    )
    if has_complications:
        worst = journey.dice.pick(GRADES[site])
        _complicate(journey, operation, worst, is_long=stay > 20)
        if journey.dice.chance(SECOND_COMPLICATION):
            _complicate(journey, operation, "I" if worst == "I" else "II", is_long=False)
    return operation


def _complicate(journey: Journey, operation: Row, grade: str, *, is_long: bool) -> None:
    dice = journey.dice
    sites = {
        "rectum": {"rectal": 0.65, "general": 0.35},
        "liver": {"liver": 0.65, "general": 0.35},
        "both": {"rectal": 0.45, "liver": 0.25, "general": 0.30},
    }
    site = dice.pick(sites[str(operation["site"])])
    journey.chart.add(
        "complications",
        operation_no=operation["operation_no"],
        complication_date=dice.after(day_in(operation, "operation_date"), 1, 14),
        clavien_grade=grade,
        present_at_discharge=yes_no(is_long and dice.chance(0.4)),
        site=site,
        complication_term=dice.pick(TERMS[site]),
    )


def die_after_operation(journey: Journey, died_on: date) -> None:
    """Write a postoperative death: grade V when within thirty days of the last operation."""
    operation = journey.chart.rows["operations"][-1]
    journey.died_on, journey.death_cause = died_on, "postoperative"
    operation["discharge_date"] = None
    complications = journey.chart.rows["complications"]
    for complication in complications:
        if complication["operation_no"] == operation["operation_no"]:
            complication["present_at_discharge"] = None
            complication["complication_date"] = min(
                day_in(complication, "complication_date"), died_on
            )
    if (died_on - day_in(operation, "operation_date")).days > POSTOPERATIVE_DAYS:
        return
    operation["complications_30d"] = "yes"
    journey.chart.add(
        "complications",
        operation_no=operation["operation_no"],
        complication_date=died_on,
        clavien_grade="V",
        site="general",
        complication_term=journey.dice.pick({"cardiopulmonary": 0.5, "infection": 0.5}),
    )
