"""Induction by FOLFIRINOX, restaging of both sites, and the board's decision."""

from datetime import date, timedelta

from synchronox_core.protocol.thresholds import TOO_SMALL_MM
from synchronox_core.synthetic.covariates import RECIST
from synchronox_core.synthetic.patient.baseline import draw_segments, measure
from synchronox_core.synthetic.patient.chart import yes_no
from synchronox_core.synthetic.patient.journey import Journey, Lesion

CYCLE_DAYS = 14
DELAY_CHANCE = 0.20
DELAY_DAYS = 7
MID_ASSESSMENT_CYCLES = 8
RECIST_CODES = tuple(RECIST)
DISAPPEARING_CHANCE = 0.27
NEW_LESION_CHANCE = 0.30
FACTORS = {"CR": (0.0, 0.0), "PR": (0.35, 0.66), "SD": (0.78, 1.1), "PD": (1.3, 1.6)}
"""Current over first diameter, by RECIST category."""


def undergo_induction(journey: Journey) -> None:
    """Write the cycles, the assessments during and after them, and the decision."""
    _respond(journey)
    last_cycle = _give_cycles(journey)
    restaged_on = journey.dice.after(last_cycle, 24, 35)
    _restage_liver(journey, restaged_on)
    course = journey.course
    is_complete = course.has_complete_response and course.radiotherapy is None
    assess_rectum(
        journey, restaged_on, "end_folfirinox", journey.baseline.mrtrg, is_complete=is_complete
    )
    _take_marker(journey, restaged_on)
    journey.decided_on = journey.dice.after(restaged_on, 3, 12)
    journey.ready_on = journey.decided_on
    journey.chart.patient |= {
        "strategy_planned": journey.member.planned.value,
        "strategy_decided_on": journey.decided_on,
    }


def _give_cycles(journey: Journey) -> date:
    dice, cycles = journey.dice, journey.baseline.cycles
    days = [journey.member.t0]
    while len(days) < cycles:
        delay = DELAY_DAYS if dice.chance(DELAY_CHANCE) else 0
        days.append(days[-1] + timedelta(days=CYCLE_DAYS + delay))
    agents = {"none": 0.65, "bevacizumab": 0.20, "cetuximab": 0.08, "panitumumab": 0.07}
    if journey.baseline.is_ras_mutated:
        agents = {"none": 0.80, "bevacizumab": 0.20}
    journey.chart.add(
        "chemotherapy",
        phase="induction",
        regimen=dice.pick({"folfirinox": 0.55, "mfolfirinox": 0.45}),
        targeted_agent=dice.pick(agents),
        start_date=days[0],
        end_date=days[-1],
        n_cycles=cycles,
    )
    if cycles >= MID_ASSESSMENT_CYCLES:
        _look_halfway(journey, days[cycles // 2] - timedelta(days=3))
    return days[-1]


def _look_halfway(journey: Journey, day: date) -> None:
    # Diameters lie between the first and the last, so that they never change the nadir rule.
    examination = journey.chart.add(
        "assessments", assessment_date=day, site="liver", timepoint="mid_folfirinox"
    )
    for lesion in journey.lesions:
        measure(journey, lesion, examination, (lesion.baseline_mm + lesion.current_mm + 1) // 2)


def _respond(journey: Journey) -> None:
    # Every lesion gets the diameter that makes the RECIST category drawn.
    category = RECIST_CODES[journey.baseline.recist]
    low, high = FACTORS[category]
    for lesion in journey.lesions:
        lesion.current_mm = round(lesion.baseline_mm * journey.dice.between(low, high))
        if lesion.is_target:
            lesion.current_mm = _within_category(lesion, category)
    others = [lesion for lesion in journey.lesions if not lesion.is_target]
    may_vanish = category in ("PR", "SD") and len(others) < len(journey.lesions)
    if may_vanish and others and journey.dice.chance(DISAPPEARING_CHANCE):
        for lesion in others[-journey.dice.days(1, 2) :]:
            lesion.current_mm = 0


def _within_category(lesion: Lesion, category: str) -> int:
    # Each target alone meets the bounds of its category, hence so does the sum (A.1).
    before, after = lesion.baseline_mm, lesion.current_mm
    if category == "PR":
        return max(int(TOO_SMALL_MM), min(after, before * 7 // 10))
    if category == "SD":
        return min(max(after, before * 7 // 10 + 1), before + min(4, before // 6))
    return max(after, before + 6) if category == "PD" else after


def _restage_liver(journey: Journey, day: date) -> None:
    category = RECIST_CODES[journey.baseline.recist]
    has_targets = any(lesion.is_target for lesion in journey.lesions)
    has_new = category == "PD" and has_targets and journey.dice.chance(NEW_LESION_CHANCE)
    examination = journey.chart.add(
        "assessments",
        assessment_date=day,
        site="liver",
        timepoint="end_folfirinox",
        new_liver_lesion=yes_no(has_new),
        non_target_progression="no",
        recist_reported=None if has_targets else category,
        new_extrahepatic="no",
    )
    for lesion in journey.lesions:
        measure(journey, lesion, examination, lesion.current_mm)
    if has_new:
        side = journey.lesions[0].side
        diameter = journey.dice.days(6, 15)
        lesion = Lesion(len(journey.lesions) + 1, side, diameter, diameter, False)
        journey.lesions.append(lesion)
        journey.chart.add(
            "liver_lesions",
            first_seen_date=day,
            segments=draw_segments(journey, lesion),
            is_target="no",
        )
        measure(journey, lesion, examination, diameter, is_new=True)


def assess_rectum(
    journey: Journey, day: date, timepoint: str, mrtrg: int, *, is_complete: bool
) -> None:
    """Write an assessment of the rectum, and note the day of a complete response.

    Args:
        journey: Patient.
        day: Day of the assessment.
        timepoint: Planned moment.
        mrtrg: MRI regression grade; 1 when the response is complete.
        is_complete: All three parts of the clinical complete response are present; otherwise
            endoscopy always shows something, so that the answer is no.
    """
    dice = journey.dice
    if is_complete:
        dre = dice.pick({"normal": 0.6, "scar": 0.4})
        endoscopy = dice.pick({"white_scar": 0.8, "no_tumour": 0.2})
        journey.response_on = journey.response_on or day
    else:
        dre = dice.pick({"lesion": 0.8, "scar": 0.15, "normal": 0.05})
        endoscopy = dice.pick({"residual_tumour": 0.7, "ulcer": 0.2, "nodule": 0.1})
    journey.chart.add(
        "assessments",
        assessment_date=day,
        site="rectum",
        timepoint=timepoint,
        ymrtrg=1 if is_complete else mrtrg,
        dre=dre,
        endoscopy=endoscopy,
        near_complete_response=yes_no(not is_complete and mrtrg <= 2 and endoscopy == "ulcer"),
    )


def _take_marker(journey: Journey, day: date) -> None:
    share = {"CR": 0.15, "PR": 0.35, "SD": 0.8, "PD": 1.6}[RECIST_CODES[journey.baseline.recist]]
    value = journey.baseline.cea_ng_ml * share * journey.dice.between(0.6, 1.4)
    journey.chart.add(
        "followup",
        visit_date=day,
        disease_status="under_treatment",
        cea_ng_ml=round(max(value, 0.5), 1),
    )
