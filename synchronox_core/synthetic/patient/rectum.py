"""The rectum after the decision: radiotherapy, its assessment, and resection."""

from datetime import timedelta

from synchronox_core.synthetic.patient.chart import Row
from synchronox_core.synthetic.patient.course import Failure
from synchronox_core.synthetic.patient.induction import assess_rectum
from synchronox_core.synthetic.patient.journey import Journey

LOW_PROCEDURES = {
    "coloanal_anastomosis": 0.50,
    "apr": 0.30,
    "anterior_resection": 0.15,
    "hartmann": 0.03,
    "beyond_tme": 0.02,
}
MID_PROCEDURES = {
    "anterior_resection": 0.80,
    "coloanal_anastomosis": 0.11,
    "hartmann": 0.05,
    "apr": 0.02,
    "beyond_tme": 0.02,
}
RODEL = {0: 0.03, 1: 0.17, 2: 0.30, 3: 0.33, 4: 0.17}
SCALES = {"rodel": 0.70, "dworak": 0.15, "mandard": 0.10, "ryan": 0.05}
TO_OTHER_SCALE = {
    "rodel": (0, 1, 2, 3, 4),
    "dworak": (0, 1, 2, 3, 4),
    "mandard": (5, 4, 3, 2, 1),
    "ryan": (3, 3, 2, 1, 0),
}
"""Grade on each scale by Rödel grade; the report then bears that scale alone."""

UNIRRADIATED_REST_DAYS = (5, 24)
RECTAL_FAILURES = (Failure.RECTAL_MARGIN, Failure.BOTH_MARGINS, Failure.REGROWTH)


def irradiate(journey: Journey, rest_days: tuple[int, int] = (44, 84)) -> None:
    """Write the pelvic radiotherapy, once, with its assessment, and move on to the next operation.

    Args:
        journey: Patient; without radiotherapy in the course only the wait for surgery passes.
        rest_days: Fewest and most days from the last fraction to the next operation.
    """
    dice, technique = journey.dice, journey.course.radiotherapy
    if technique is None or journey.chart.rows["radiotherapy"]:
        journey.ready_on = journey.wait(journey.ready_on, *UNIRRADIATED_REST_DAYS)
        return
    start = journey.wait(journey.ready_on, 10, 25)
    is_short = technique == "short_course"
    end = start + timedelta(days=dice.days(4, 6) if is_short else dice.days(36, 40))
    journey.chart.add(
        "radiotherapy",
        technique=technique,
        start_date=start,
        end_date=end,
        dose_gy=25 if is_short else 50.4,
        n_fractions=5 if is_short else 28,
    )
    assessed_on = dice.after(end, 28, 40)
    has_improved = journey.baseline.mrtrg > 2 and dice.chance(0.30)
    assess_rectum(
        journey,
        assessed_on,
        "end_neoadjuvant",
        journey.baseline.mrtrg - (1 if has_improved else 0),
        is_complete=journey.course.has_complete_response,
    )
    journey.ready_on = journey.wait(end, *rest_days)


def describe_rectal_resection(journey: Journey) -> Row:
    """Cells of a rectal resection with its pathology, as the course demands."""
    is_failed = journey.course.failure in RECTAL_FAILURES
    if is_failed and journey.baseline.mrtrg <= 2 and journey.dice.chance(0.12):
        return {"rectal_procedure": "local_excision", **_describe_specimen(journey, "ypT1")}
    procedures = LOW_PROCEDURES if journey.baseline.is_low else MID_PROCEDURES
    procedure = journey.dice.pick(procedures)
    margins = (
        _failing_margins(journey, procedure) if is_failed else _clear_margins(journey, procedure)
    )
    return {"rectal_procedure": procedure, **margins, **_describe_specimen(journey)}


def _clear_margins(journey: Journey, procedure: str) -> Row:
    dice = journey.dice
    circumferential = dice.pick({1.5: 0.1, 2: 0.2, 3: 0.2, 5: 0.25, 8: 0.15, 10: 0.1})
    is_bound = dice.chance(0.08)
    return {
        "circumferential_margin_mm": 1 if is_bound else circumferential,
        "circumferential_margin_qualifier": ">" if is_bound else None,
        "distal_margin_mm": "NA" if procedure == "apr" else dice.days(10, 45),
        "residual_macroscopic": "no",
        "pathologist_r": "R0",
    }


def _failing_margins(journey: Journey, procedure: str) -> Row:
    dice = journey.dice
    margins = _clear_margins(journey, procedure)
    fault = dice.pick(
        {"circumferential": 0.6, "distal": 0.0 if procedure == "apr" else 0.35, "residue": 0.05}
    )
    if fault == "distal":
        return margins | {"distal_margin_mm": dice.days(3, 9)}
    margins |= {
        "circumferential_margin_mm": dice.pick({0: 0.35, 0.5: 0.25, 1: 0.4}),
        "circumferential_margin_qualifier": None,
        "pathologist_r": "R1",
    }
    if fault == "residue":
        margins |= {"residual_macroscopic": "yes", "pathologist_r": "R2"}
    return margins


def _describe_specimen(journey: Journey, stage: str | None = None) -> Row:
    dice, course = journey.dice, journey.course
    has_tumour = course.has_regrowth or course.failure in RECTAL_FAILURES
    rodel = dice.pick(RODEL | {4: 0.0} if has_tumour else RODEL)
    if course.has_complete_response and not has_tumour:
        rodel = 4
    if stage is None:
        stages = {"ypT2": 0.30, "ypT3": 0.55, "ypT1": 0.08, "ypT4a": 0.05, "ypT4b": 0.02}
        stage = "ypT0" if rodel == 4 else dice.pick(stages)
    scale = dice.pick(SCALES)
    return {
        "ypt": stage,
        "ypn": dice.pick({"ypN0": 0.62, "ypN1": 0.26, "ypN2": 0.12}),
        "regression_scale": scale,
        "regression_grade": TO_OTHER_SCALE[scale][rodel],
    }
