"""What a delivery says against the protocol's own reading (``ecrf/README.md`` 7.15, 7.16; R.11)."""

import pytest

from synchronox_core.ecrf.rules.engine_checks import ENGINE_CHECKS
from synchronox_core.endpoints.contradictions import list_contradictions
from synchronox_core.protocol.settings import ProtocolSettings
from tests.lib.ascii_table import rows_of
from tests.lib.eligible_patient import eligible_record

RESTAGED = (
    {"assessment_date": "2021-12-20", "site": "liver", "timepoint": "baseline"},
    {"assessment_date": "2022-05-01", "site": "liver", "timepoint": "end_folfirinox"},
)


def found(record, **settings):
    return [
        (breach.check.code, breach.line, breach.column, breach.codes)
        for breach in list_contradictions(record, ProtocolSettings(**settings))
    ]


def measured(baseline_mm, restaging_mm):
    """A target measured before and after FOLFIRINOX, whose growth from 30 mm is progression."""
    return [
        {"lesion_no": 1, "assessment_no": 1, "diameter_mm": baseline_mm, "status": "measured"},
        {"lesion_no": 1, "assessment_no": 2, "diameter_mm": restaging_mm, "status": "measured"},
    ]


def test_an_eligible_patient_with_nothing_else_contradicts_nothing():
    assert found(eligible_record()) == []


def test_every_criterion_that_fails_is_named_in_the_order_of_the_protocol():
    record = eligible_record({"age_at_diagnosis_years": 17, "mmr_status": "dmmr"})
    assert found(record) == [("NOT_ELIGIBLE", 2, None, ("age_under_18", "not_pmmr"))]


def test_an_unknown_criterion_is_no_failure():
    assert found(eligible_record({"mmr_status": None, "histology": None})) == []


def test_a_level_above_the_limit_is_told_by_the_setting_in_force():
    record = eligible_record({"anal_verge_mm": 110})
    assert found(record) == [("NOT_ELIGIBLE", 2, None, ("not_mid_low_rectum",))]
    assert found(record, mid_rectum_limit_mm=120) == []


def test_only_a_grade_of_two_beside_clear_examinations_is_told():
    rows = rows_of("""
        ymrtrg | dre    | endoscopy   | told
        1      | normal | white_scar  |
        2      | normal | white_scar  | yes
        2      | scar   | no_tumour   | yes
        2      | lesion | white_scar  |
        2      | normal | nodule      |
        2      | normal |             |
        3      | normal | white_scar  |
               | normal | white_scar  |
    """)
    for row in rows:
        cells = {"site": "rectum", "ymrtrg": row["ymrtrg"] and int(row["ymrtrg"])}
        cells |= {part: row[part] for part in ("dre", "endoscopy")}
        codes = [code for code, *_ in found(eligible_record(assessments=[cells]))]
        assert codes == (["CCR_WITH_YMRTRG_2"] if row["told"] else []), row


@pytest.mark.parametrize(
    ("restaging_mm", "codes"), [(35, []), (36, ["RECIST_PD_WITHOUT_EVENT"]), (20, [])]
)
def test_measured_progression_asks_for_its_event(restaging_mm, codes):
    record = eligible_record(assessments=RESTAGED, measurements=measured(30, restaging_mm))
    assert [code for code, *_ in found(record)] == codes


def test_measured_progression_blames_the_assessment_at_the_end_of_folfirinox():
    record = eligible_record(assessments=RESTAGED, measurements=measured(30, 40))
    assert found(record) == [("RECIST_PD_WITHOUT_EVENT", 3, None, ())]


@pytest.mark.parametrize("event", ["progression", "progression_preventing_resection"])
def test_an_event_of_progression_settles_it(event):
    record = eligible_record(
        assessments=RESTAGED, measurements=measured(30, 40), events=[{"event_type": event}]
    )
    assert found(record) == []


def test_an_event_that_waits_in_quarantine_may_be_the_progression():
    record = eligible_record(
        assessments=RESTAGED, measurements=measured(30, 40), held_back=["events"]
    )
    assert found(record) == []


def test_a_category_that_was_only_reported_is_not_measured():
    reported = {**RESTAGED[1], "recist_reported": "PD"}
    assert found(eligible_record(assessments=[RESTAGED[0], reported])) == []


def test_the_pathologists_r0_is_set_against_the_margins_of_the_record():
    rows = rows_of("""
        site   | procedure         | crm | distal | pathologist | why
        rectum | anterior_resection | 1   | 20     | R0          | circumferential_margin_involved
        rectum | anterior_resection | 5   | 9      | R0          | distal_margin_short
        both   | anterior_resection | 5   | 9      | R0          | distal_margin_short
        rectum | anterior_resection | 5   | 20     | R0          |
        rectum | anterior_resection | 1   | 20     | R1          |
        rectum | anterior_resection |     | 20     | R0          |
        rectum | local_excision     |     |        | R0          |
        rectum | apr                | 5   |        | R0          |
    """)
    for row in rows:
        operation = {
            "site": row["site"],
            "rectal_procedure": row["procedure"],
            "circumferential_margin_mm": row["crm"] and float(row["crm"]),
            "distal_margin_mm": row["distal"] and float(row["distal"]),
            "pathologist_r": row["pathologist"],
        }
        answer = [found_row[3] for found_row in found(eligible_record(operations=[operation]))]
        assert answer == ([(row["why"],)] if row["why"] else []), row


def test_every_check_of_the_engine_is_proved_here():
    proved = {"NOT_ELIGIBLE", "CCR_WITH_YMRTRG_2", "RECIST_PD_WITHOUT_EVENT"}
    assert {check.code for check in ENGINE_CHECKS} == proved | {"PATHOLOGIST_R0_DIFFERS"}
