"""Eligibility of a patient: three-valued, its reasons in the order of the protocol (R.6, R.12)."""

import pytest

from synchronox_core.endpoints.eligibility import (
    derive_eligibility_reasons,
    derive_eligible,
    list_criteria,
)
from synchronox_core.protocol.answers import State
from synchronox_core.protocol.settings import ProtocolSettings
from tests.lib.eligible_patient import eligible_record

DEFAULT = ProtocolSettings()
FAILING = {
    "age_under_18": {"age_at_diagnosis_years": 17},
    "not_mid_low_rectum": {"anal_verge_mm": 130},
    "not_adenocarcinoma": {"histology": "other"},
    "not_pmmr": {"mmr_status": "dmmr"},
    "ct_cn_not_eligible": {"ct": "cT2", "cn": "cN0"},
    "lm_not_synchronous": {"liver_diagnosis_date": "2022-03-02"},
    "lm_not_resectable": {"liver_resectability_class": "III"},
    "extrahepatic_mets": {"extrahepatic_mets": "yes"},
    "dx_outside_window": {
        "rectal_diagnosis_date": "2020-05-31",
        "liver_diagnosis_date": "2020-05-31",
    },
}
"""Cells that fail one criterion alone, by its code."""

MISSING = [
    {"age_at_diagnosis_years": None},
    {"anal_verge_mm": None, "tumour_level": None},
    {"histology": None},
    {"mmr_status": None},
    {"ct": None, "cn": None},
    {"rectal_diagnosis_date": None},
    {"liver_diagnosis_date": None},
    {"liver_resectability_class": None},
    {"extrahepatic_mets": None},
]


def judge(patient, settings):
    return derive_eligible(patient, list_criteria(patient, settings))


def list_failing(patient):
    return derive_eligibility_reasons(list_criteria(patient, DEFAULT))


def test_patient_who_meets_every_criterion_is_eligible():
    answer = judge(eligible_record(), DEFAULT)
    assert answer.is_yes is True
    assert {cell.table for cell in answer.inputs} == {"patients", "liver_lesions", "chemotherapy"}
    reasons = list_failing(eligible_record())
    assert (reasons.value, reasons.state) == (None, State.MET)


@pytest.mark.parametrize("code", FAILING)
def test_criterion_that_fails_alone_excludes_under_its_code(code):
    patient = eligible_record(FAILING[code])
    answer = judge(patient, DEFAULT)
    assert answer.is_yes is False
    assert {cell.column for cell in answer.inputs} >= set(FAILING[code]) - {"liver_diagnosis_date"}
    assert list_failing(patient).value == code


def test_too_few_cycles_exclude():
    one = [{"phase": "induction", "regimen": "folfirinox", "n_cycles": 1}]
    patient = eligible_record(chemotherapy=one)
    assert judge(patient, DEFAULT).is_yes is False
    assert list_failing(patient).value == "folfirinox_under_2_cycles"


def test_reasons_come_in_the_order_of_the_protocol():
    cells = {name: cell for code in reversed(FAILING) for name, cell in FAILING[code].items()}
    patient = eligible_record(cells | {"rectal_diagnosis_date": "2020-05-31"}, chemotherapy=[])
    expected = (
        "age_under_18;not_mid_low_rectum;not_adenocarcinoma;not_pmmr;ct_cn_not_eligible;"
        "lm_not_synchronous;lm_not_resectable;extrahepatic_mets;dx_outside_window"
    )
    assert list_failing(patient).value == expected


@pytest.mark.parametrize("cells", MISSING)
def test_missing_value_leaves_eligibility_unknown_and_names_what_is_missing(cells):
    answer = judge(eligible_record(cells), DEFAULT)
    assert answer.is_yes is None
    assert answer.reason
    missing = {cell.column for cell in answer.inputs if cell.value is None}
    assert missing >= set(cells)
    assert list_failing(eligible_record(cells)).value is None


def test_failure_decides_whatever_is_missing():
    patient = eligible_record({"mmr_status": None, "extrahepatic_mets": "yes"})
    assert judge(patient, DEFAULT).is_yes is False
    assert list_failing(patient).value == "extrahepatic_mets"


def test_eligibility_is_unknown_without_time_zero():
    for cells in ({}, FAILING["age_under_18"]):
        answer = judge(eligible_record(cells, t0=None), DEFAULT)
        assert (answer.is_yes, answer.reason) == (None, "t0_missing")


def test_held_back_lesion_leaves_eligibility_open():
    answer = judge(eligible_record(held_back=["liver_lesions"]), DEFAULT)
    assert (answer.is_yes, answer.reason) == (None, "row_held_back")


def test_held_back_course_leaves_eligibility_open_while_cycles_are_few():
    one = [{"phase": "induction", "regimen": "folfirinox", "n_cycles": 1}]
    few = eligible_record(chemotherapy=one, held_back=["chemotherapy"])
    answer = judge(few, DEFAULT)
    assert (answer.is_yes, answer.reason) == (None, "row_held_back")
    enough = eligible_record(held_back=["chemotherapy"])
    assert judge(enough, DEFAULT).is_yes is True


def test_held_back_rows_elsewhere_change_nothing():
    patient = eligible_record(held_back=["operations", "assessments", "events"])
    assert judge(patient, DEFAULT).is_yes is True


def test_limit_of_the_mid_rectum_follows_the_setting():
    patient = eligible_record({"anal_verge_mm": 110})
    assert judge(patient, DEFAULT).is_yes is False
    assert judge(patient, ProtocolSettings(mid_rectum_limit_mm=110)).is_yes is True


def test_tumour_just_above_the_limit_is_to_be_checked():
    criteria = dict(list_criteria(eligible_record({"anal_verge_mm": 112}), DEFAULT))
    answer = criteria["not_mid_low_rectum"]
    assert (answer.is_yes, answer.reason) == (False, "level_to_check")
