"""The traces of a patient: every answer once, its state in words, and what it rests on."""

import pytest

from synchronox_core.config import LANGUAGES
from synchronox_core.endpoints.derivation import DERIVED_COLUMNS
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.vocabulary import Criterion
from synchronox_core.services.patients.traces import build_sections, list_answers
from tests.lib.board_patients import lost, margin_missing, organ_preserved, two_stage_interrupted
from tests.lib.eligible_patient import eligible_record
from tests.lib.records import record

TOLD_ELSEWHERE = {"complete_treatment_reason", "eligibility_reasons"}


def traces_of(patient, language="en", **settings):
    readings = ProtocolSettings(**settings)
    sections = build_sections(list_answers(patient, readings), readings, language)
    return {trace.name: trace for section in sections for trace in section.traces}


def told(trace):
    return trace.value, trace.mark, trace.state_label, trace.reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_criterion_and_answer_is_traced_once(language):
    asked = ({*Criterion} | set(DERIVED_COLUMNS)) - TOLD_ELSEWHERE
    assert set(traces_of(record(), language)) == asked


def test_organ_preservation_is_told_with_its_day_and_its_setting():
    traces = traces_of(organ_preserved())
    assert told(traces["organ_preservation"])[:3] == ("Yes", "●", "met")
    assert told(traces["complete_treatment"]) == (
        "Achieved",
        "●",
        "met",
        "organ preservation without regrowth, and every visible liver lesion resected R0 or"
        " destroyed",
    )
    assert traces["complete_treatment_date"].value == "2023-06-10"
    assert traces["organ_preservation"].settings == (
        "Organ preservation: A: year completed, even after month 18",
    )


def test_setting_in_force_stands_in_the_trace_it_changes():
    traces = traces_of(organ_preserved(), "fr", organ_preservation="B", ablation="thermal")
    assert (
        "Destruction locale acceptée\u00a0: radiofréquence ou micro-ondes"
        in traces["complete_treatment"].settings
    )
    assert traces["rectal_r0"].settings == ()


def test_interrupted_two_stage_hepatectomy_left_a_lesion_untreated():
    traces = traces_of(two_stage_interrupted())
    assert told(traces["complete_treatment"]) == (
        "Not achieved",
        "⊗",
        "not met",
        "a visible liver lesion left untreated, or all lesions disappeared and none treated",
    )
    assert told(traces["rectal_r0"])[:3] == ("Yes", "●", "met")
    assert traces["rectal_r0"].day == "2022-06-01"


def test_lost_patient_is_not_evaluable_and_survival_is_censored():
    traces = traces_of(lost(), "fr")
    assert told(traces["complete_treatment"])[:3] == ("Non évaluable", "?", "indéterminable")
    assert traces["complete_treatment"].reason == "perdu de vue avant le mois 18"
    # From 2022-01-10 to the last news, 2023-01-10.
    survival = traces["os_days"]
    assert (survival.value, survival.day) == ("365 jours", "10/01/2023")
    assert (survival.mark, survival.state_label) == ("○", "censuré")


def test_missing_margin_is_undeterminable_and_its_cell_is_shown_empty():
    margin = traces_of(margin_missing())["rectal_r0"]
    assert told(margin) == (
        "Not known",
        "?",
        "undeterminable",
        "a margin that decides is missing",
    )
    assert ("operations.csv", "3", "circumferential_margin_mm", "empty", "2022-10-01") in [
        tuple(cell) for cell in margin.cells
    ]


def test_criterion_shows_its_cells_and_the_limit_in_force():
    patient = eligible_record({"anal_verge_mm": 110})
    level = traces_of(patient, mid_rectum_limit_mm=120)[Criterion.NOT_MID_LOW_RECTUM]
    assert (level.value, level.rule) == ("110 mm · Mid", "at most 120 mm from the anal verge")
    assert level.state_label == "met"
    assert traces_of(patient)[Criterion.NOT_MID_LOW_RECTUM].state_label == "not met"


def test_induction_shows_no_later_chemotherapy():
    patient = eligible_record(
        chemotherapy=[
            {"phase": "induction", "regimen": "mfolfirinox", "n_cycles": 6},
            {"phase": "adjuvant", "regimen": "capox", "n_cycles": 4},
        ]
    )
    assert traces_of(patient)[Criterion.FOLFIRINOX_UNDER_2_CYCLES].value == "mFOLFIRINOX · 6 cycles"


def test_death_that_did_not_happen_is_known_and_not_crossed():
    trace = traces_of(margin_missing())["death_30d_liver"]
    assert (trace.value, trace.mark, trace.state_label) == ("No", "●", "known")


def test_answer_to_come_shows_no_value():
    patient = eligible_record({"vital_status": "alive"}, as_of="2022-09-01")
    trace = traces_of(patient)["complete_treatment_date"]
    assert (trace.value, trace.mark, trace.state_label) == ("–", "○", "not yet")
