"""The engine finds the truth drawn for invented patients, and loses nobody."""

from collections import Counter

import pytest

from synchronox_core.endpoints.derivation import derive_answers
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.endpoints import iterate_endpoints
from synchronox_core.synthetic.options import Options
from tests.lib.journeys import journeys_of, life_record

DEFAULT = ProtocolSettings()
STATUS_OF_CODE = {"A": "achieved", "N": "not_achieved", "E": "not_evaluable", "W": "pending"}
DEMO_PATIENTS, DEMO_SEED = 550, 2026


@pytest.fixture(scope="module")
def demo_rows(demo_store):
    return list(iterate_endpoints(demo_store, DEFAULT))


@pytest.fixture(scope="module", params=["shipped", "plans change"])
def lives(request):
    """Journeys with the code the engine gives each on the day of death, nothing missing."""
    if request.param == "shipped":
        journeys = journeys_of(2_000, seed=12)
    else:
        journeys = journeys_of(600, seed=13, options=Options(plan_changes=0.4))
    return [
        (journey, derive_answers(life_record(journey), DEFAULT)["complete_treatment_reason"].value)
        for journey in journeys
    ]


def test_complete_treatment_is_the_one_drawn_for_each_eligible_patient(lives):
    judged = [(journey, code) for journey, code in lives if code != "E0"]
    wrong = [
        (journey.course, code)
        for journey, code in judged
        if (code[0] == "A") is not journey.member.is_achieved
    ]
    assert wrong == []
    assert len(judged) > 0.95 * len(lives)


def test_every_way_to_succeed_and_to_fail_that_is_invented_occurs(lives):
    codes = Counter(str(code) for _, code in lives)
    assert set(codes) >= {"A1", "A2", "N1", "N2", "N3", "N4", "N5", "N7", "N8", "N9", "E0"}


def test_statuses_of_the_demonstration_add_up(demo_rows):
    statuses = Counter(row["complete_treatment"] for row in demo_rows)
    assert len({row["patient_id"] for row in demo_rows}) == len(demo_rows) == DEMO_PATIENTS
    assert set(statuses) == {"achieved", "not_achieved", "pending", "not_evaluable"}
    assert sum(statuses.values()) == DEMO_PATIENTS


def test_each_code_belongs_to_its_status_and_only_success_has_a_day(demo_rows):
    for row in demo_rows:
        assert STATUS_OF_CODE[row["complete_treatment_reason"][0]] == row["complete_treatment"]
        is_achieved = row["complete_treatment"] == "achieved"
        assert (row["complete_treatment_date"] is not None) is is_achieved


def test_what_is_missing_never_makes_an_answer_wrong(demo_rows):
    # Except N1: step 2 of F.2 counts a death by month 18 before it asks what is unknown.
    truth = {
        journey.member.patient_id: journey.member.is_achieved
        for journey in journeys_of(DEMO_PATIENTS, DEMO_SEED)
    }
    told = {
        row["patient_id"]: row["complete_treatment"] == "achieved"
        for row in demo_rows
        if row["complete_treatment"] in ("achieved", "not_achieved")
        and row["complete_treatment_reason"] != "N1"
    }
    assert {code for code, is_achieved in told.items() if truth[code] is not is_achieved} == set()
    assert len(told) > DEMO_PATIENTS / 2


def test_durations_and_events_come_together(demo_rows):
    for row in demo_rows:
        for name in ("os", "pfs", "pfs_standard"):
            assert (row[f"{name}_days"] is None) is (row[f"{name}_event"] is None)
        if row["os_days"] is not None and row["pfs_standard_days"] is not None:
            assert 0 <= row["pfs_standard_days"] <= row["os_days"]
