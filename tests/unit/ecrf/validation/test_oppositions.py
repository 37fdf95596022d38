"""Persons who oppose the use of their data leave no trace (ecrf/README.md 7.17)."""

import pytest

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import Opposition
from tests.lib.raw_deliveries import RawDelivery, codes_of, everything_told, only

OPPOSED = "SYN-INA-0001"
ROWS_OF_OPPOSED = 28
"""Rows of the sample that name SYN-INA-0001, counted by hand."""


def privacy(delivery):
    return sum(count.privacy for count in delivery.counts.values())


def test_every_row_of_an_opposed_patient_is_left_out_and_only_a_count_remains():
    delivery = RawDelivery().put("patients", 0, opposition="yes").check()
    assert privacy(delivery) == ROWS_OF_OPPOSED
    assert OPPOSED not in everything_told(delivery)
    finding = only(delivery, "OPPOSITION")
    assert (finding.level, finding.line, finding.patient_id, finding.value) == (
        "P", None, None, None,
    )  # fmt: skip
    assert "1 person of centre INA opposes" in finding.message()
    assert delivery.oppositions == [Opposition(OPPOSED, "INA")]
    assert delivery.verdict == "ready"


def test_persons_are_counted_by_centre():
    bundle = RawDelivery()
    for row in (0, 1, 4):
        bundle.put("patients", row, opposition="yes")
    messages = [f.message("fr") for f in bundle.check().findings if f.code == "OPPOSITION"]
    assert len(messages) == 2
    assert any("2 personnes du centre INA s'opposent" in message for message in messages)
    assert any("1 personne du centre INB s'oppose" in message for message in messages)


def test_a_person_known_from_an_earlier_delivery_is_left_out_too():
    delivery = RawDelivery().check(is_known_opposition=lambda code: code == OPPOSED)
    assert privacy(delivery) == ROWS_OF_OPPOSED
    assert OPPOSED not in everything_told(delivery)
    assert delivery.oppositions == []
    assert only(delivery, "OPPOSITION").values["count"] == 1


def test_a_known_person_without_a_row_among_the_patients_is_left_out_too():
    bundle = RawDelivery().copy_row("followup", 0, patient_id="SYN-INB-0777")
    delivery = bundle.check(is_known_opposition=lambda code: code == "SYN-INB-0777")
    assert privacy(delivery) == 1
    assert "of centre INB" in only(delivery, "OPPOSITION").message()


@pytest.mark.parametrize(
    "spoilt",
    [
        {"sex": "m\u200b"},
        {"centre_id": "XYZ"},
        {"centre_id": ""},
        {"patient_id": " syn-ina-0001"},
        {"rectal_diagnosis_date": "31/02/2023"},
    ],
)
def test_opposition_outweighs_every_reason_to_hold_the_row_back(spoilt):
    delivery = RawDelivery().put("patients", 0, opposition=" yes ", **spoilt).check()
    assert privacy(delivery) == ROWS_OF_OPPOSED
    assert delivery.quarantine == []
    assert OPPOSED not in everything_told(delivery).upper()


def test_a_patient_delivered_with_yes_and_with_no_is_opposed():
    delivery = RawDelivery().copy_row("patients", 0, opposition="yes").check()
    assert privacy(delivery) == ROWS_OF_OPPOSED + 1
    assert "KEY_DUPLICATE" not in codes_of(delivery)
    assert OPPOSED not in everything_told(delivery)


def test_a_record_of_another_width_that_names_the_person_is_left_out():
    bundle = RawDelivery().put("patients", 0, opposition="yes")
    bundle.add_misfit("followup", "syn-ina-0001 ", "1", "2024-01-01")
    delivery = bundle.check()
    assert delivery.counts["followup.csv"].privacy == 3
    assert "RECORD_WIDTH" not in codes_of(delivery)
    assert delivery.quarantine == []


@pytest.mark.parametrize("code", [OPPOSED, "INA-0001"])
def test_faults_and_spaces_in_the_row_of_the_person_are_not_told(code):
    bundle = RawDelivery().put("patients", 0, opposition="yes", patient_id=code, sex=" m")
    assert {"CODE_UNKNOWN", "TRIMMED"} & set(codes_of(bundle.check())) == set()


def test_the_centre_of_the_person_comes_from_the_code_where_the_cell_has_none():
    delivery = RawDelivery().put("patients", 0, opposition="yes", centre_id="a.b@c.fr").check()
    assert delivery.oppositions == [Opposition(OPPOSED, "INA")]


def test_a_finding_on_the_person_made_while_reading_is_dropped():
    bundle = RawDelivery().put("patients", 0, opposition="yes")
    bundle.findings.append(Finding(Level.CHECK, "TEXT_CLEANED", "x.csv", patient_id=OPPOSED))
    assert codes_of(bundle.check()) == ["OPPOSITION"]


def test_identical_copies_of_the_person_are_left_out_without_a_word():
    bundle = RawDelivery().put("patients", 0, opposition="yes")
    delivery = bundle.copy_row("patients", 0).check()
    assert delivery.counts["patients.csv"].privacy == 2
    assert codes_of(delivery) == ["OPPOSITION"]


def test_a_finding_of_the_reading_that_quotes_the_person_loses_its_value():
    bundle = RawDelivery().put("patients", 0, opposition="yes")
    bundle.findings.append(Finding(Level.NOTICE, "TEXT_CLEANED", "x.csv", value=OPPOSED))
    assert only(bundle.check(), "TEXT_CLEANED").value is None


@pytest.mark.parametrize(
    ("table", "column"), [("followup", "comment"), ("centres", "centre_name"), ("patients", "sex")]
)
def test_the_code_of_the_person_leaves_the_cells_of_others(table, column):
    bundle = RawDelivery().put("patients", 0, opposition="yes")
    bundle.put(table, 2, **{column: "même chambre que SYN-INA-0001"})
    delivery = bundle.check()
    assert OPPOSED not in everything_told(delivery)
    assert "study code of a person who opposes" in only(delivery, "PII_TEXT").message()


def test_an_opposition_without_a_readable_code_is_told_as_urgent_without_the_text():
    bundle = RawDelivery().put("patients", 0, opposition="yes", patient_id="INA-0001")
    delivery = bundle.check()
    finding = only(delivery, "OPPOSITION_UNREADABLE")
    assert (finding.level, finding.line, finding.value) == ("P", 2, None)
    assert delivery.oppositions == []
    assert delivery.counts["patients.csv"].privacy == 1
    assert "OPPOSITION" in codes_of(delivery)


def test_rows_under_the_same_unreadable_code_are_left_out_with_it():
    bundle = RawDelivery().put("patients", 0, opposition="yes", patient_id="INA-0001")
    delivery = bundle.put("followup", 0, patient_id="ina-0001").check()
    assert delivery.counts["followup.csv"].privacy == 1


def test_an_answer_that_is_no_code_holds_back_and_opposes_nobody():
    delivery = RawDelivery().put("patients", 0, opposition="YES").check()
    assert delivery.oppositions == []
    assert delivery.counts["patients.csv"].held_back == 1


def test_a_refused_delivery_opposes_nobody():
    bundle = RawDelivery().put("patients", 0, opposition="yes")
    bundle.findings.append(Finding(Level.REFUSED, "NO_PATIENT", "patients.csv"))
    delivery = bundle.check()
    assert (delivery.verdict, delivery.oppositions, delivery.tables) == ("refused", [], {})
