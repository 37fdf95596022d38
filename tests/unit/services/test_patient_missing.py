"""What the board lacks: cells with their missing code, old examinations, open answers."""

import pytest

from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.patients.missing import (
    BASELINE_ITEMS,
    MissingItem,
    board_day,
    list_missing,
)
from synchronox_core.services.patients.traces import list_answers
from tests.lib.board_patients import margin_missing
from tests.lib.eligible_patient import eligible_record
from tests.lib.patient_files import patient_file

BOARD = {"strategy_planned": "liver_first", "strategy_decided_on": "2022-06-01"}
FILLED = dict.fromkeys(BASELINE_ITEMS, "filled")


def missing_of(patient, missing_codes=None, language="en", **cells):
    file = patient_file(patient, missing_codes, **{**FILLED, **cells})
    return list_missing(file, list_answers(patient, ProtocolSettings()), language)


def examined(day):
    rectum = {"site": "rectum", "ymrtrg": 3, "dre": "lesion", "endoscopy": "ulcer"}
    return [
        {**rectum, "assessment_date": day, "timepoint": "end_folfirinox"},
        {"site": "liver", "assessment_date": day, "timepoint": "end_folfirinox"},
    ]


def test_missing_cell_is_named_with_the_code_delivered():
    patient = eligible_record(BOARD, assessments=examined("2022-05-20"))
    code = {("patients", 2, "emvi"): "ND"}
    items = missing_of(patient, code, emvi=None, mrf_involved=None)
    assert MissingItem("EMVI", "not done (ND)", "", "patients.csv") in items
    assert MissingItem("MRF", "empty, no reason given", "", "patients.csv") in items


def test_examination_of_42_days_is_recent_enough():
    patient = eligible_record(BOARD, assessments=examined("2022-04-20"))
    assert not [item for item in missing_of(patient) if item.limit]


def test_examination_of_43_days_is_listed_with_its_age_and_the_limit():
    patient = eligible_record(BOARD, assessments=examined("2022-04-19"))
    old = [item for item in missing_of(patient) if item.limit]
    assert [item.item for item in old] == [
        "Rectal MRI with its grade (ymrTRG)",
        "Digital rectal examination",
        "Endoscopy of the rectum",
        "Imaging of the liver",
    ]
    assert {item.found for item in old} == {"last on 2022-04-19, 43 days old on 2022-06-01"}
    assert {item.limit for item in old} == {"42 days"}


def test_examination_after_the_board_does_not_help_it():
    patient = eligible_record(BOARD, assessments=examined("2022-06-02"))
    found = {item.found for item in missing_of(patient, language="fr") if item.limit}
    assert found == {"aucun jusqu'au 01/06/2022"}


def test_open_answer_is_listed_with_its_reason_and_the_files_to_mend():
    items = missing_of(margin_missing())
    assert (
        MissingItem("Rectal resection R0", "a margin that decides is missing", "", "operations.csv")
        in items
    )


def test_rectum_that_was_not_resected_is_no_gap():
    patient = eligible_record(BOARD, assessments=examined("2022-05-20"), as_of="2022-06-01")
    assert "Rectal resection R0" not in {item.item for item in missing_of(patient)}


@pytest.mark.parametrize(
    ("cells", "operations", "day"),
    [
        ({"strategy_decided_on": "2022-05-01"}, ["2022-06-01"], "2022-05-01"),
        ({}, ["2022-07-01", "2022-06-01"], "2022-06-01"),
        ({"death_date": "2022-04-01"}, [], "2022-04-01"),
        ({}, [], "2025-12-31"),
    ],
)
def test_ages_are_counted_on_the_board_else_operation_else_death_else_cut(cells, operations, day):
    rows = [{"operation_date": operated, "site": "liver"} for operated in operations]
    assert board_day(eligible_record(cells, operations=rows)).isoformat() == day
