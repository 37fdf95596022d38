"""What was known of a patient on the day of a prediction, rebuilt from nothing later."""

from collections import defaultdict
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from synchronox_core.classification.liver_imaging import Recist
from synchronox_core.endpoints.liver_response import derive_recist
from synchronox_core.endpoints.liver_targets import compare_targets
from synchronox_core.endpoints.records import Measurement, Patient, Record
from synchronox_core.endpoints.responses import derive_latest_mri_grade
from synchronox_core.endpoints.score_facts import MUTATIONS
from synchronox_core.protocol.answers import any_true
from synchronox_core.protocol.burden import (
    UNKNOWN_LESION,
    Lesion,
    baseline_diameter_mm,
    count_lesions,
    derive_bilobar,
    derive_largest_lesion,
)


class Moment(StrEnum):
    """When a prediction is made.

    Attributes:
        DIAGNOSIS: The first day of FOLFIRINOX, from the baseline alone.
        RESTAGING: The tumour board after restaging.
    """

    DIAGNOSIS = "diagnosis"
    RESTAGING = "restaging"


class Predictors(NamedTuple):
    """Values known on the day of a prediction; None when unknown, never a default.

    Attributes:
        resectability: Class of the liver metastases, ``I`` or ``II``.
        lesions: Liver lesions before treatment.
        largest_lesion_mm: Diameter of the largest before treatment, mm.
        bilobar: Whether they touched both sides of the liver.
        recist: Response of the liver, ``CR``, ``PR``, ``SD`` or ``PD``; at restaging only.
        ymrtrg: MRI regression grade of the latest rectal assessment, 1-5; at restaging only.
        ecog: Performance status, 0-4.
        cea_ng_ml: Carcinoembryonic antigen before treatment, ng/mL.
        age_years: Age at the rectal diagnosis, years; of the second block.
        ras: Whether KRAS or NRAS is mutated; of the second block.
    """

    resectability: str | None
    lesions: int | None
    largest_lesion_mm: float | None
    bilobar: bool | None
    recist: str | None
    ymrtrg: int | None
    ecog: int | None
    cea_ng_ml: float | None
    age_years: int | None
    ras: bool | None


def find_prediction_day(record: Record, moment: Moment) -> date | None:
    """The day of a prediction; None when it has not come or is not on record.

    Returns:
        At diagnosis time zero; at restaging the day of the board's decision, else that of the
        liver assessment graded at the end of FOLFIRINOX.

    Source: ``statistics.md`` 4.
    """
    if moment is Moment.DIAGNOSIS:
        return record.patient.folfirinox_start_date
    if record.patient.strategy_decided_on is not None:
        return record.patient.strategy_decided_on
    comparison = compare_targets(record)
    return None if comparison is None else comparison.graded.assessment.assessment_date


def derive_predictors(record: Record, moment: Moment) -> Predictors | None:
    """The predictors of a patient; None when the day of the prediction is not known.

    Every value comes from rows dated on or before that day; a row of imaging without a day does
    not count. The baseline (class, performance status, antigen, age, RAS) is that of the row of
    the patient, which describes the state before treatment.

    Args:
        record: The patient on that day or later.
        moment: Which prediction.
    """
    day = find_prediction_day(record, moment)
    if day is None:
        return None
    known = keep_known(record, day)
    patient, t0 = known.patient, known.patient.folfirinox_start_date
    lesions = _list_lesions(known)
    is_restaged = moment is Moment.RESTAGING
    classes = ("I", "II")
    resectability = patient.liver_resectability_class
    return Predictors(
        resectability=resectability if resectability in classes else None,
        lesions=count_lesions(lesions, t0)[0] or None,
        largest_lesion_mm=derive_largest_lesion(lesions, t0)[0],
        bilobar=derive_bilobar(lesions, t0)[0],
        recist=_read_recist(known) if is_restaged else None,
        ymrtrg=_read_mri_grade(known) if is_restaged else None,
        ecog=patient.ecog,
        cea_ng_ml=patient.cea_ng_ml,
        age_years=patient.age_at_diagnosis_years,
        ras=_is_ras_mutated(patient.kras, patient.nras),
    )


def keep_known(record: Record, day: date) -> Record:
    """The part of a record that predictors may see: imaging dated on or before a day.

    Everything else that has a day (operations, treatments, events, visits, vital status) is left
    out whole, so that nothing of it can reach a predictor.
    """
    assessments = tuple(
        [row for row in record.assessments if row.assessment_date and row.assessment_date <= day]
    )
    numbers = {row.assessment_no for row in assessments}
    lesions = tuple(
        [row for row in record.lesions if not row.first_seen_date or row.first_seen_date <= day]
    )
    seen = {row.lesion_no for row in lesions}
    measurements = [
        row for row in record.measurements if row.assessment_no in numbers and row.lesion_no in seen
    ]
    return Record(
        patient=_hide_later(record.patient),
        as_of=day,
        lesions=lesions,
        assessments=assessments,
        measurements=tuple(measurements),
        held_back=record.held_back & {"liver_lesions", "assessments"},
    )


def _hide_later(patient: Patient) -> Patient:
    """The row of a patient without the plan and without what is learnt after it."""
    return patient._replace(
        strategy_planned=None, vital_status=None, last_news_date=None, death_date=None
    )


def _list_lesions(record: Record) -> list[Lesion]:
    baseline = [
        row for row in record.assessments if row.site == "liver" and row.timepoint == "baseline"
    ]
    baseline.sort(key=lambda row: (row.assessment_date or date.max, row.assessment_no))
    rows: defaultdict[int, dict[int, Measurement]] = defaultdict(dict)
    for row in record.measurements:
        rows[row.lesion_no][row.assessment_no] = row
    lesions = []
    for lesion in record.lesions:
        measured = rows[lesion.lesion_no]
        first = next(
            (measured[a.assessment_no] for a in baseline if a.assessment_no in measured), None
        )
        diameter = None if first is None else baseline_diameter_mm(first.diameter_mm, first.status)
        lesions.append(Lesion(lesion.first_seen_date, lesion.segments, diameter))
    if "liver_lesions" in record.held_back:
        lesions.append(UNKNOWN_LESION)
    return lesions


def _read_recist(record: Record) -> str | None:
    value = derive_recist(record).value
    return None if value in (None, Recist.NE) else str(value)


def _read_mri_grade(record: Record) -> int | None:
    grade = derive_latest_mri_grade(record).value
    return grade if isinstance(grade, int) else None


def _is_ras_mutated(kras: str | None, nras: str | None) -> bool | None:
    return any_true(MUTATIONS.get(gene or "") for gene in (kras, nras))
