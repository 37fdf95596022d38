"""Predictors as they were known on the day of the prediction."""

from datetime import date

import pytest

from synchronox_core.endpoints.predictors import Moment, derive_predictors, find_prediction_day
from tests.lib.records import record

PATIENT = {
    "liver_resectability_class": "II",
    "ecog": 1,
    "cea_ng_ml": 22.0,
    "age_at_diagnosis_years": 60,
    "kras": "wild_type",
    "nras": "mutated",
    "strategy_decided_on": "2022-05-20",
}
LIVER = {"site": "liver", "timepoint": "baseline", "assessment_date": "2022-01-05"}
GRADED = {"site": "liver", "timepoint": "end_folfirinox", "assessment_date": "2022-05-10"}
LESIONS = (
    {"first_seen_date": "2022-01-05", "segments": "II", "is_target": "yes"},
    {"first_seen_date": "2022-01-05", "segments": "VI", "is_target": "yes"},
)


def rectum(day, grade, timepoint="end_folfirinox"):
    return {"site": "rectum", "timepoint": timepoint, "assessment_date": day, "ymrtrg": grade}


def sizes(assessment_no, *diameters_mm):
    return [
        {"assessment_no": assessment_no, "lesion_no": place, "diameter_mm": mm,
         "status": "measurable"}
        for place, mm in enumerate(diameters_mm, start=1)
    ]  # fmt: skip


def patient_at_restaging(*rectal, **patient):
    return record(
        patient={**PATIENT, **patient},
        lesions=LESIONS,
        assessments=[LIVER, GRADED, *rectal],
        measurements=[*sizes(1, 40.0, 20.0), *sizes(2, 20.0, 10.0)],
    )


def test_every_predictor_is_read_from_the_record():
    found = derive_predictors(patient_at_restaging(rectum("2022-05-12", 4)), Moment.RESTAGING)
    assert found._asdict() == {
        "resectability": "II", "lesions": 2, "largest_lesion_mm": 40.0, "bilobar": True,
        "recist": "PR", "ymrtrg": 4, "ecog": 1, "cea_ng_ml": 22.0, "age_years": 60, "ras": True,
    }  # fmt: skip


def test_response_is_unknown_at_diagnosis():
    found = derive_predictors(patient_at_restaging(rectum("2022-05-12", 4)), Moment.DIAGNOSIS)
    assert (found.recist, found.ymrtrg, found.largest_lesion_mm) == (None, None, 40.0)


def test_the_grade_is_that_of_the_latest_rectal_assessment_by_the_day():
    rows = (rectum("2022-05-12", 4), rectum("2022-05-20", 2), rectum("2022-05-21", 5))
    assert derive_predictors(patient_at_restaging(*rows), Moment.RESTAGING).ymrtrg == 2


def test_a_latest_assessment_without_a_grade_leaves_it_unknown():
    rows = (rectum("2022-05-12", 4), rectum("2022-05-20", None))
    assert derive_predictors(patient_at_restaging(*rows), Moment.RESTAGING).ymrtrg is None


def test_an_assessment_without_a_day_is_not_used():
    found = derive_predictors(patient_at_restaging(rectum(None, 4)), Moment.RESTAGING)
    assert found.ymrtrg is None


@pytest.mark.parametrize(
    ("kras", "nras", "mutated"),
    [
        ("mutated", None, True),
        ("wild_type", "wild_type", False),
        ("wild_type", None, None),
        (None, None, None),
    ],
)
def test_ras_is_unknown_unless_the_known_gene_settles_it(kras, nras, mutated):
    found = derive_predictors(patient_at_restaging(kras=kras, nras=nras), Moment.RESTAGING)
    assert found.ras is mutated


def test_the_day_of_the_board_comes_before_that_of_the_assessment():
    whole = patient_at_restaging()
    assert find_prediction_day(whole, Moment.RESTAGING) == date(2022, 5, 20)
    undecided = patient_at_restaging(strategy_decided_on=None)
    assert find_prediction_day(undecided, Moment.RESTAGING) == date(2022, 5, 10)


def test_without_either_day_there_is_no_prediction():
    bare = record(patient={**PATIENT, "strategy_decided_on": None}, lesions=LESIONS)
    assert derive_predictors(bare, Moment.RESTAGING) is None
    assert derive_predictors(record(t0=None), Moment.DIAGNOSIS) is None


def test_a_lesion_row_held_back_leaves_the_number_unknown():
    held = record(patient=PATIENT, lesions=LESIONS, held_back=["liver_lesions"])
    found = derive_predictors(held, Moment.RESTAGING)
    assert (found.lesions, found.largest_lesion_mm) == (None, None)
