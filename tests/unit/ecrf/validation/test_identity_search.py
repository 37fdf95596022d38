"""Identities in texts: what is one, what is not, and that none is stored or told (7.18)."""

import pytest

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import MissingReason
from synchronox_core.ecrf.validation.identities import find_identities, national_key
from tests.lib.raw_deliveries import RawDelivery, codes_of, everything_told, only

# Invented persons; 2 55 08 14 168 025 38 is the number textbooks print.
IDENTITIES = [
    ("écrire à j.dupont-martin@chu-exemple.fr", "email"),
    ("jean.dupont @ exemple.com", "email"),
    ("tél 06 12 34 56 78", "phone"),
    ("0612345678", "phone"),
    ("06.12.34.56.78", "phone"),
    ("06-12-34-56-78", "phone"),
    ("01\u00a042\u00a034\u00a056\u00a078", "phone"),
    ("0612 345 678", "phone"),
    ("+33 6 12 34 56 78", "phone"),
    ("0033(0)612345678", "phone"),
    ("０６ １２ ３４ ５６ ７８", "phone"),
    ("06 12 34\u200b 56 78", "phone"),
    ("NIR 2 55 08 14 168 025 38", "national_number"),
    ("255081416802538", "national_number"),
    ("2550814168025", "national_number"),
    ("1 63 02 2A 004 009 36", "national_number"),
    ("IPP 80012345", "hospital_number"),
    ("IPP n° : 8001", "hospital_number"),
    ("dossier n°123456", "hospital_number"),
    ("medical record number 123456", "hospital_number"),
    ("vu avec M. Durand", "name"),
    ("patient M Durand", "name"),
    ("Mme DURAND revue", "name"),
    ("mme Durand", "name"),
    ("avis du Dr Lefèvre", "name"),
    ("Pr. L. de La Tour", "name"),
    ("Monsieur d'Ormesson", "name"),
    ("Mr Smith called", "name"),
    ("née le 12/03/1958", "birth_date"),
    ("né(e) le 3 mars 1958", "birth_date"),
    ("DDN : 12.03.58", "birth_date"),
    ("date de naissance 1958-03-12", "birth_date"),
    ("born on 12/03/1958", "birth_date"),
]


@pytest.mark.parametrize(("text", "kind"), IDENTITIES)
def test_an_identity_is_found(text, kind):
    assert kind in find_identities(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Contrôle « RAS » ; scanner\nprochain à 6 mois",
        "CRM = 1,0 mm : à confirmer (R0 si > 1 mm)",
        "scanner le 12/03/2024, IRM le 14/03/2024 à 10h30",
        "revu le 01/02/2023 10:30",
        "ACE 1234567890 puis 2,1",
        "PR en RECIST, SD au foie",
        "cT3 N1 M0, sexe M",
        "dose 50,4 Gy en 28 fractions du 03/04/2023 au 11/05/2023",
        "rendez-vous @ 6 mois. Bon état",
        "dossier complet 2023",
        "255081416802537",
        "grade de Dr",
    ],
)
def test_clinical_text_is_no_identity(text):
    assert find_identities(text) == ()


def test_the_key_of_a_social_security_number_follows_its_rule():
    # 2550814168025 mod 97 = 59 and 97 - 59 = 38; 1630219004009 mod 97 = 61 and 97 - 61 = 36.
    assert national_key("2550814168025") == 38
    assert national_key("163022A004009") == 36


def test_a_text_with_an_identity_is_not_stored_and_its_column_says_why():
    bundle = RawDelivery().put("followup", 0, comment="Mme Durand, 06 12 34 56 78")
    delivery = bundle.check()
    finding = only(delivery, "PII_TEXT")
    assert (finding.level, finding.line, finding.column, finding.value) == (
        "P", 2, "comment", None,
    )  # fmt: skip
    assert "(phone number and title and name)" in finding.message()
    assert delivery.tables["followup"].columns["comment"][0] is None
    assert MissingReason("followup", 2, "comment", "SYN-INA-0001", "privacy") in delivery.missing
    assert delivery.quarantine == []
    assert delivery.cell_counts["followup.csv"]["comment"].privacy == 1
    assert "Durand" not in everything_told(delivery)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("queries", "text"),
        ("queries", "field"),
        ("queries", "form"),
        ("queries", "query_id"),
        ("forms", "form"),
        ("screening", "screening_id"),
        ("patients", "patient_id"),
        ("patients", "centre_id"),
        ("patients", "sex"),
        ("patients", "cea_ng_ml"),
        ("patients", "rectal_diagnosis_date"),
        ("patients", "comorbidities"),
        ("screening", "diagnosis_month"),
        ("forms", "last_modified"),
    ],
)
def test_an_identity_in_any_column_is_neither_stored_nor_told(table, column):
    delivery = RawDelivery().put(table, 0, **{column: "a.durand@exemple.fr"}).check()
    assert "durand" not in everything_told(delivery)
    assert only(delivery, "PII_TEXT").column == column


def test_an_identity_in_a_row_held_back_is_blanked_in_quarantine():
    bundle = RawDelivery().put("followup", 0, visit_no="", comment="voir M. Durand")
    delivery = bundle.check()
    row = next(row for row in delivery.quarantine if row.column is None)
    assert row.cells["comment"] == ""
    assert row.cells["visit_date"] == "2024-06-15"
    assert "The row is held back." in only(delivery, "PII_TEXT").message()
    assert "Durand" not in everything_told(delivery)


def test_an_identity_in_a_record_of_another_width_is_blanked():
    bundle = RawDelivery().add_misfit(
        "followup", "SYN-INA-0001", "9", "M. Durand", "06 12 34 56 78"
    )
    delivery = bundle.check()
    (row,) = delivery.quarantine
    assert row.cells == {"1": "SYN-INA-0001", "2": "9", "3": "", "4": ""}
    assert codes_of(delivery).count("PII_TEXT") == 2


def test_a_finding_of_the_reading_that_quotes_an_identity_loses_its_value():
    bundle = RawDelivery()
    bundle.findings.append(Finding(Level.NOTICE, "TEXT_CLEANED", "x.csv", value="Mme Durand"))
    assert only(bundle.check(), "TEXT_CLEANED").value is None


def test_a_full_date_in_the_year_of_birth_is_a_date_of_birth():
    delivery = RawDelivery().put("patients", 0, birth_year="12/03/1965").check()
    assert "(date of birth)" in only(delivery, "PII_TEXT").message()
    assert "12/03/1965" not in everything_told(delivery)


def test_a_place_with_a_phone_number_is_not_stored():
    delivery = RawDelivery().put("centres", 0, city="Aville, 01 42 34 56 78").check()
    assert delivery.tables["centres"].columns["city"][0] is None
    assert "(phone number)" in only(delivery, "PII_TEXT").message()


def test_a_hospital_may_bear_the_name_of_a_doctor():
    delivery = RawDelivery().put("centres", 0, centre_name="Hôpital Dr Schaffner").check()
    assert delivery.tables["centres"].columns["centre_name"][0] == "Hôpital Dr Schaffner"


@pytest.mark.parametrize("sign", ["@", "0", " ", "M", "é", "+33 ", "né le ", "1.", "IPP"])
def test_a_long_text_is_searched_in_little_time(sign):
    # 131,072 characters is the longest cell; a search that backtracks would take hours.
    find_identities(sign * (131_072 // len(sign)))
