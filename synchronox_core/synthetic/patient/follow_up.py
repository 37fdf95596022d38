"""Recurrence, death and visits after treatment."""

from datetime import date, timedelta
from math import sqrt

from synchronox_core.synthetic.options import DATA_CUT
from synchronox_core.synthetic.patient.chart import Row, day_in
from synchronox_core.synthetic.patient.course import Failure
from synchronox_core.synthetic.patient.journey import Journey
from synchronox_core.synthetic.patient.operations import die_after_operation
from synchronox_core.synthetic.patient.treatment import give_chemotherapy

POSTOPERATIVE_DEATH = 0.012
CURED_SHARE = 0.15
RECURRENCE_DAYS = 1180.0
SURVIVAL_AFTER_RECURRENCE_DAYS = 3100.0
SURVIVAL_AFTER_STOP_DAYS = 1250.0
OTHER_DEATH_DAYS = 30_000.0
"""Mean times, tuned so that 3-year survival is about .70 and 3-year PFS about .30 (B.2)."""

LONGEST_DAYS = 7300
RECURRENCE_SITES = {
    "liver": 0.48,
    "lung": 0.27,
    "lymph_nodes": 0.09,
    "peritoneum": 0.07,
    "rectum": 0.06,
    "other": 0.03,
}
COMMENTS = (
    "Scanner sans particularité.",
    "Bon état général, reprise du travail à mi-temps.",
    "Neuropathie résiduelle de grade 1.",
    "Contrôle « RAS », prochain scanner à 6 mois.",
    "Transit perturbé, traitement symptomatique.",
    "Imagerie à compléter par une IRM hépatique.",
)
COMMENT_CHANCE = 0.08


def live_on(journey: Journey) -> None:
    """Write recurrence, death and visits after the last act or the day treatment was given up."""
    if journey.died_on is None:
        _draw_future(journey)
    _enter_visits(journey)


def compute_hazard_factor(journey: Journey) -> float:
    """Product of the effects on survival of B.3 that the patient bears.

    Source: Kanas 2012 (nodes, CEA, grade, number, size, margin); RAS17; MERCURY14; BRAF.
    """
    baseline, failure = journey.baseline, journey.course.failure
    is_margin_failed = failure in (Failure.LIVER_MARGIN, Failure.BOTH_MARGINS)
    effects = (
        (1.6, baseline.n_stage > 0),
        (1.9, baseline.cea_ng_ml > 200),
        (1.9, journey.chart.patient["differentiation"] == "poor"),
        (2.0, is_margin_failed),
        (1.6, baseline.lesions > 1),
        (1.5, baseline.largest_mm > 30),
        (1.4, baseline.is_ras_mutated),
        (2.8, baseline.is_braf_mutated),
        (1.65, baseline.is_mrf_involved),
    )
    factor = 1.0
    for effect, is_borne in effects:
        factor *= effect if is_borne else 1.0
    return factor


def _draw_future(journey: Journey) -> None:
    # The effects on survival are shared evenly between recurrence and what follows it.
    dice, factor = journey.dice, sqrt(compute_hazard_factor(journey))
    anchor = _last_treated_on(journey)
    other = dice.exponential(OTHER_DEATH_DAYS)
    if journey.stopped_on is not None:
        _palliate(journey, journey.stopped_on)
        left = dice.exponential(SURVIVAL_AFTER_STOP_DAYS / factor)
    elif dice.chance(POSTOPERATIVE_DEATH) and not journey.course.is_watched:
        die_after_operation(journey, anchor + timedelta(days=dice.days(2, 85)))
        return
    else:
        _consolidate(journey, anchor)
        recurrence = 40 + dice.exponential(RECURRENCE_DAYS / factor)
        left = recurrence + 30 + dice.exponential(SURVIVAL_AFTER_RECURRENCE_DAYS / factor)
        if dice.chance(CURED_SHARE):
            left = LONGEST_DAYS
        elif recurrence < min(other, LONGEST_DAYS):
            _recur(journey, anchor + timedelta(days=int(recurrence)))
    days = int(min(left, other, LONGEST_DAYS))
    journey.died_on = anchor + timedelta(days=max(days, 20))
    journey.death_cause = "other" if other < left else "cancer"
    if journey.last_act_on and journey.course.failure is None:
        _outlive_last_act(journey, journey.last_act_on)


def _outlive_last_act(journey: Journey, last_act_on: date) -> None:
    # An achieved outcome implies having been alive to reach it.
    assert journey.died_on is not None
    if journey.died_on <= last_act_on:
        journey.died_on = last_act_on + timedelta(days=20 + int(journey.dice.exponential(300)))


def _last_treated_on(journey: Journey) -> date:
    if journey.stopped_on is not None:
        return journey.stopped_on
    treatments = journey.chart.rows["lesion_treatments"]
    days = [day_in(row, "operation_date") for row in journey.chart.rows["operations"]]
    return max([*days, *(day_in(row, "treatment_date") for row in treatments)])


def _consolidate(journey: Journey, anchor: date) -> None:
    if journey.dice.chance(0.35):
        give_chemotherapy(journey, "adjuvant", journey.dice.after(anchor, 30, 55), 4, 6)


def _palliate(journey: Journey, day: date) -> None:
    if journey.dice.chance(0.8):
        give_chemotherapy(journey, "metastatic", journey.dice.after(day, 14, 40), 4, 16)


def _recur(journey: Journey, day: date) -> None:
    site = journey.dice.pick(RECURRENCE_SITES)
    journey.relapsed_on = day
    journey.chart.add("events", event_date=day, event_type="recurrence", event_site=site)
    if site == "liver":
        journey.chart.add(
            "assessments",
            assessment_date=day,
            site="liver",
            timepoint="surveillance",
            new_liver_lesion="yes",
            new_extrahepatic="no",
        )
    _palliate(journey, day)


def _enter_visits(journey: Journey) -> None:
    assert journey.died_on is not None
    first = _last_treated_on(journey)
    last = min(journey.died_on, DATA_CUT)
    day = journey.dice.after(first, 60, 110)
    while day <= last:
        journey.chart.add("followup", visit_date=day, **_describe_visit(journey, day))
        is_early = (day - first).days < 730
        day = journey.dice.after(day, *((100, 130) if is_early else (165, 200)))


def _describe_visit(journey: Journey, day: date) -> Row:
    dice = journey.dice
    is_relapsed = journey.relapsed_on is not None and day >= journey.relapsed_on
    status = "no_evidence_of_disease"
    if is_relapsed:
        status = dice.pick({"disease_present": 0.45, "under_treatment": 0.55})
    marker = dice.between(8.0, 80.0) if is_relapsed else dice.between(0.8, 4.8)
    has_marker, has_comment = dice.chance(0.8), dice.chance(COMMENT_CHANCE)
    return {
        "disease_status": status,
        "cea_ng_ml": round(marker, 1) if has_marker else "ND",
        "comment": COMMENTS[dice.days(0, len(COMMENTS) - 1)] if has_comment else None,
    }
