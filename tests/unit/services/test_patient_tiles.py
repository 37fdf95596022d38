"""The line of identity and the tiles, against words written by hand."""

import pytest

from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.patients.identity import tell_identity
from synchronox_core.services.patients.tiles import build_tiles
from synchronox_core.services.patients.traces import list_answers
from tests.lib.board_patients import lost, margin_missing, organ_preserved, two_stage_interrupted
from tests.lib.eligible_patient import eligible_record
from tests.lib.patient_files import patient_file
from tests.lib.records import record

SEEN = {
    "lesions": 1,
    "largest_lesion_mm": 31.5,
    "bilobar": "no",
    "folfirinox_cycles": 8,
    "mrf_involved": "yes",
    "emvi": "no",
}


def tiles_of(patient, language="en", settings=None, **cells):
    readings = settings or ProtocolSettings()
    file = patient_file(patient, **cells)
    return build_tiles(file, list_answers(patient, readings), readings, language)


def test_identity_names_what_is_not_known():
    person, biology = tell_identity(patient_file(record(), sex="F", centre_name="Invented"), "en")
    assert person == (
        "Age at diagnosis: not known · Female · ECOG: not known · centre Invented"
        " · Cohort: not known"
    )
    assert biology == (
        "KRAS: not known · NRAS: not known · BRAF: not known · CEA: not known"
        " · Strategy planned: not known"
    )


def test_identity_is_told_in_french():
    patient = record(
        patient={
            "age_at_diagnosis_years": 58,
            "kras": "mutated",
            "cea_ng_ml": 35.5,
            "strategy_planned": "liver_first",
            "strategy_decided_on": "2022-05-02",
        }
    )
    person, biology = tell_identity(
        patient_file(patient, sex="M", ecog=0, centre_name=None, cohort="retrospective"), "fr"
    )
    assert person == "58 ans au diagnostic · Homme · ECOG\u00a0: 0 · centre INA · Rétrospective"
    assert biology.startswith("KRAS\u00a0: muté · ")
    assert "ACE\u00a0: 35,5 ng/mL" in biology
    assert biology.endswith("Stratégie prévue\u00a0: foie d'abord, décidée le 02/05/2022")


def test_tiles_of_organ_preservation():
    rectum, liver, treatment, endpoint = tiles_of(organ_preserved(), **SEEN)
    assert rectum.headline == "Mid rectum, 60 mm from the anal verge"
    assert rectum.lines == (
        "cT3 · cN1 · MRF: involved · EMVI: no",
        "ymrTRG: 1 · cCR: yes · Rödel: no specimen",
        "R0: no rectal resection is recorded",
    )
    assert liver.headline == "1 metastasis before treatment, largest 31.5 mm"
    assert liver.lines == (
        "one side · class I",
        "RECIST: not known · Blazer: not known",
        "● R0: yes",
    )
    assert treatment.headline == "8 cycles of FOLFIRINOX"
    assert treatment.lines[:2] == (
        "No pelvic radiotherapy on record",
        "Operations: liver 2022-06-01",
    )
    assert endpoint.headline == "● Achieved"
    assert endpoint.lines == (
        "A2: organ preservation without regrowth, and every visible liver lesion resected R0 or"
        " destroyed",
        "Month 18 reached 2023-07-10",
        "Default settings",
    )


@pytest.mark.parametrize(
    ("patient", "headline", "code"),
    [
        (two_stage_interrupted, "⊗ Not achieved", "N4: "),
        (lost, "? Not evaluable", "E1: "),
        (margin_missing, "? Not evaluable", "E2: "),
    ],
)
def test_endpoint_tile_gives_status_and_code(patient, headline, code):
    endpoint = tiles_of(patient())[3]
    assert endpoint.headline == headline
    assert endpoint.lines[0].startswith(code)


def test_margin_that_is_missing_is_told_with_its_reason():
    rectum = tiles_of(margin_missing())[0]
    assert rectum.lines[2] == "? R0: not known (a margin that decides is missing)"


def test_changed_reading_stands_beside_the_endpoint():
    endpoint = tiles_of(organ_preserved(), settings=ProtocolSettings(disappeared="strict"))[3]
    assert endpoint.lines[2] == "Disappeared liver lesion left in place: counts as untreated"


def test_reading_without_effect_on_the_endpoint_is_not_told_beside_it():
    endpoint = tiles_of(organ_preserved(), settings=ProtocolSettings(pfs="standard"))[3]
    assert endpoint.lines[2] == "Default settings"


@pytest.mark.parametrize(
    ("as_of", "death", "told"),
    [
        ("2022-09-09", None, "Month 7 of 18 (to 2023-07-10)"),
        ("2022-09-10", None, "Month 8 of 18 (to 2023-07-10)"),
        ("2023-07-09", None, "Month 17 of 18 (to 2023-07-10)"),
        ("2023-07-10", None, "Month 18 reached 2023-07-10"),
        ("2024-01-01", "2022-05-09", "Died at month 3 of 18"),
    ],
)
def test_month_is_counted_to_the_data_cut_or_the_death(as_of, death, told):
    patient = eligible_record({"death_date": death}, as_of=as_of)
    assert told in tiles_of(patient)[3].lines


def test_weeks_run_from_the_last_chemotherapy_to_the_first_operation():
    course = {"phase": "induction", "regimen": "folfirinox", "n_cycles": 8}
    patient = eligible_record(
        chemotherapy=[
            {**course, "start_date": "2022-01-10", "end_date": "2022-05-02"},
            {**course, "phase": "adjuvant", "start_date": "2022-08-01"},
        ],
        operations=[{"operation_date": "2022-06-12", "site": "liver"}],
    )
    # 41 days: five whole weeks.
    assert (
        tiles_of(patient)[2].lines[2] == "5 weeks from the last chemotherapy to the first operation"
    )


def test_weeks_run_to_the_data_cut_without_an_operation():
    course = {"phase": "induction", "start_date": "2022-01-10", "end_date": "2022-05-02"}
    patient = eligible_record(chemotherapy=[course], as_of="2022-05-09")
    assert tiles_of(patient)[2].lines[2] == "1 week since the last chemotherapy at the data cut-off"


def test_chemotherapy_without_an_end_gives_no_weeks():
    course = {"phase": "induction", "start_date": "2022-01-10"}
    patient = eligible_record(chemotherapy=[course])
    assert tiles_of(patient)[2].lines[2] == "Chemotherapy going on, or its last day missing"


def test_patient_who_is_not_eligible_is_told_why():
    endpoint = tiles_of(eligible_record({"anal_verge_mm": 101, "mmr_status": "dmmr"}))[3]
    assert endpoint.lines[1] == "Criteria not met: Mid or low rectum, Mismatch repair"
