"""The day on which the primary endpoint of a patient is settled."""

from datetime import date

import pytest

from synchronox_core.endpoints.derivation import derive_answers, treatment_of
from synchronox_core.endpoints.settlement import Fate, derive_settlement
from synchronox_core.protocol.settings import ProtocolSettings
from tests.lib.eligible_patient import eligible_record

ALIVE = {"vital_status": "alive", "last_news_date": "2025-12-31"}
RECTUM = {
    "operation_date": "2022-09-01", "site": "rectum", "rectal_procedure": "lar",
    "circumferential_margin_mm": 5.0, "distal_margin_mm": 20.0,
}  # fmt: skip
LIVER = {"operation_date": "2022-10-01", "site": "liver"}
NODULE = {
    "lesion_no": 1, "operation_no": 2, "treatment_date": "2022-10-01", "kind": "resection",
    "liver_margin_mm": 4.0,
}  # fmt: skip


def settle(patient=ALIVE, as_of="2025-12-31", **rows):
    record = eligible_record(patient, as_of=as_of, **rows)
    return derive_settlement(record, treatment_of(derive_answers(record, ProtocolSettings())))


def test_an_achieved_treatment_is_settled_on_its_day():
    found = settle(operations=[RECTUM, LIVER], treatments=[NODULE])
    assert found == (Fate.ACHIEVED, date(2022, 10, 1))


def test_a_failure_is_settled_at_month_18():
    assert settle() == (Fate.NOT_ACHIEVED, date(2023, 7, 10))


def test_a_death_before_month_18_settles_on_its_day():
    dead = {"vital_status": "dead", "death_date": "2022-12-01", "last_news_date": "2022-12-01"}
    assert settle(dead) == (Fate.NOT_ACHIEVED, date(2022, 12, 1))


@pytest.mark.parametrize(
    ("news", "as_of", "until"),
    [("2022-06-01", "2022-07-01", "2022-06-01"), ("2022-11-15", "2025-12-31", "2022-11-15")],
)
def test_who_is_not_at_month_18_or_lost_waits_since_the_last_news(news, as_of, until):
    found = settle({"vital_status": "alive", "last_news_date": news}, as_of=as_of)
    assert found == (Fate.WAITING, date.fromisoformat(until))


def test_a_missing_margin_leaves_it_undeterminable():
    found = settle(operations=[{**RECTUM, "circumferential_margin_mm": None}, LIVER],
                   treatments=[NODULE])  # fmt: skip
    assert found.fate is Fate.UNDETERMINABLE


def test_who_is_not_eligible_has_no_day():
    assert settle({**ALIVE, "mmr_status": "dmmr"}) == (Fate.NOT_ELIGIBLE, None)
