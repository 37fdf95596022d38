"""What is on record before treatment: the patient's row, the liver metastases and their imaging."""

from datetime import timedelta

from synchronox_core.protocol.thresholds import (
    MEASURABLE_FROM_MM,
    MOST_LIVER_TARGETS,
    TOO_SMALL_MM,
)
from synchronox_core.synthetic.covariates import N_STAGES, T_STAGES
from synchronox_core.synthetic.patient.chart import Row, yes_no
from synchronox_core.synthetic.patient.journey import Journey, Lesion

LEFT = ("I", "II", "III", "IVa", "IVb")
RIGHT = ("V", "VI", "VII", "VIII")
LARGE_MM = 60
T_STAGE_CODES = tuple(T_STAGES)
N_STAGE_CODES = tuple(N_STAGES)
COMORBIDITIES = {
    "none": 0.52,
    "cardiovascular": 0.20,
    "diabetes": 0.08,
    "diabetes;cardiovascular": 0.07,
    "respiratory": 0.06,
    "chronic_liver_disease": 0.03,
    "other": 0.04,
}


def enter_baseline(journey: Journey) -> None:
    """Write the patient's row, the lesions, and the first assessment of both sites."""
    _describe_person(journey)
    _describe_tumour(journey)
    _describe_biology(journey)
    _describe_liver_plan(journey)
    _enter_lesions(journey)


def _describe_person(journey: Journey) -> None:
    member, baseline, dice = journey.member, journey.baseline, journey.dice
    had_birthday = dice.chance(member.diagnosis.timetuple().tm_yday / 366)
    journey.chart.patient |= {
        "centre_id": member.centre_id,
        "inclusion_date": member.inclusion,
        "information_date": member.inclusion - timedelta(days=dice.days(0, 14)),
        "opposition": "no",
        "birth_year": member.diagnosis.year - baseline.age_years - (0 if had_birthday else 1),
        "age_at_diagnosis_years": baseline.age_years,
        "sex": "M" if baseline.is_male else "F",
        "rectal_diagnosis_date": member.diagnosis,
        "rectal_diagnosis_precision": "day",
        "liver_diagnosis_precision": "day",
        "folfirinox_start_date": member.t0,
        "ecog": baseline.ecog,
        "asa": baseline.asa,
        "bmi_kg_m2": baseline.bmi_kg_m2,
        "comorbidities": dice.pick(COMORBIDITIES),
    }


def _describe_tumour(journey: Journey) -> None:
    baseline, dice = journey.baseline, journey.dice
    journey.chart.patient |= {
        "diverting_stoma": yes_no(baseline.has_stoma),
        "anal_verge_mm": dice.days(5, 50) if baseline.is_low else dice.days(51, 100),
        "tumour_level": "low" if baseline.is_low else "mid",
        "ct": T_STAGE_CODES[baseline.t_stage],
        "cn": N_STAGE_CODES[baseline.n_stage],
        "mrf_involved": yes_no(baseline.is_mrf_involved),
        "emvi": yes_no(baseline.is_emvi),
        "histology": "adenocarcinoma",
        "differentiation": dice.pick({"well": 0.25, "moderate": 0.63, "poor": 0.12}),
    }


def _describe_biology(journey: Journey) -> None:
    baseline, dice = journey.baseline, journey.dice
    braf = "other_mutation" if dice.chance(0.01) else "wild_type"
    journey.chart.patient |= {
        "mmr_status": "NK" if dice.chance(0.01) else "pmmr",
        "kras": _gene(baseline.is_kras_mutated),
        "nras": _gene(baseline.is_nras_mutated),
        "braf": "v600e" if baseline.is_braf_mutated else braf,
        "cea_ng_ml": baseline.cea_ng_ml,
    }


def _gene(is_mutated: bool) -> str:
    return "mutated" if is_mutated else "wild_type"


def _describe_liver_plan(journey: Journey) -> None:
    # A class I hepatectomy takes four segments at most and leaves more than 40 % (the record).
    baseline, dice = journey.baseline, journey.dice
    if baseline.is_class_two:
        segments, remnant = dice.days(4, 6), dice.days(25, 40)
    else:
        segments, remnant = min(4, baseline.lesions + dice.days(0, 1)), dice.days(45, 80)
    extrahepatic = {"no": 0.975, "indeterminate": 0.02, "yes": 0.005}
    journey.chart.patient |= {
        "liver_resectability_class": "II" if baseline.is_class_two else "I",
        "segments_planned": segments,
        "remnant_liver_percent": remnant,
        "extrahepatic_mets": dice.pick(extrahepatic),
    }


def _enter_lesions(journey: Journey) -> None:
    member, dice, chart = journey.member, journey.dice, journey.chart
    first_seen = member.diagnosis + timedelta(days=dice.days(-15, 8))
    imaged_on = max(first_seen, member.t0 - timedelta(days=dice.days(2, 14)))
    chart.patient["liver_diagnosis_date"] = first_seen
    diameters = _draw_diameters(journey)
    sides = _draw_sides(journey)
    examination = chart.add(
        "assessments", assessment_date=imaged_on, site="liver", timepoint="baseline"
    )
    for position, (diameter, side) in enumerate(zip(diameters, sides, strict=True)):
        is_target = position < MOST_LIVER_TARGETS and diameter >= MEASURABLE_FROM_MM
        lesion = Lesion(position + 1, side, diameter, diameter, is_target)
        journey.lesions.append(lesion)
        chart.add(
            "liver_lesions",
            first_seen_date=first_seen,
            segments=draw_segments(journey, lesion),
            is_target=yes_no(is_target),
        )
        measure(journey, lesion, examination, diameter)
    chart.add(
        "assessments",
        assessment_date=imaged_on,
        site="rectum",
        timepoint="baseline",
        dre="lesion",
        endoscopy="residual_tumour",
    )


def _draw_diameters(journey: Journey) -> list[int]:
    largest, dice = journey.baseline.largest_mm, journey.dice
    others = [
        max(min(5, largest), round(largest * dice.between(0.2, 0.95)))
        for _ in range(journey.baseline.lesions - 1)
    ]
    return [largest, *sorted(others, reverse=True)]


def _draw_sides(journey: Journey) -> list[str]:
    baseline, dice = journey.baseline, journey.dice
    first = "right" if dice.chance(0.6) else "left"
    other = "left" if first == "right" else "right"
    if not baseline.is_bilobar:
        return [first] * baseline.lesions
    rest = [first if dice.chance(0.5) else other for _ in range(baseline.lesions - 2)]
    return [first, other, *rest]


def draw_segments(journey: Journey, lesion: Lesion) -> str:
    """Couinaud segments of a lesion, all on its side; two neighbours for a large one."""
    segments = LEFT if lesion.side == "left" else RIGHT
    position = journey.dice.days(0, len(segments) - 1)
    if lesion.baseline_mm < LARGE_MM:
        return segments[position]
    position = min(position, len(segments) - 2)
    return f"{segments[position]};{segments[position + 1]}"


def measure(
    journey: Journey, lesion: Lesion, examination: Row, diameter_mm: int, *, is_new: bool = False
) -> None:
    """Write the diameter of a lesion at a liver assessment.

    Args:
        journey: Patient.
        lesion: Lesion measured.
        examination: Row of ``assessments``.
        diameter_mm: Diameter that day; 0 when no longer visible.
        is_new: The lesion is first seen there.
    """
    is_measurable = diameter_mm >= TOO_SMALL_MM
    if diameter_mm == 0:
        status = "disappeared"
    elif is_new:
        status = "new"
    else:
        status = "measurable" if is_measurable else "too_small"
    journey.chart.add(
        "lesion_measurements",
        lesion_no=lesion.number,
        assessment_no=examination["assessment_no"],
        diameter_mm=diameter_mm if is_measurable else None,
        status=status,
    )
