"""Keys, duplicates, parents and centres (ecrf/README.md 7.8 and 7.14)."""

import pytest

from tests.lib.raw_deliveries import RawDelivery, codes_of, only

DEPENDENTS_OF_FIRST_PATIENT = 27
"""Rows of the sample that name SYN-INA-0001 outside patients.csv, counted by hand."""


def held(delivery, table):
    return sorted(r.line for r in delivery.quarantine if r.table == table and r.column is None)


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("patient_id", "SYN-INA-1", "SHAPE"),
        ("patient_id", "syn-ina-0001", "SHAPE"),
        ("centre_id", "ina", "SHAPE"),
        ("opposition", "Yes", "CODE_UNKNOWN"),
        ("opposition", "?", "MISSING_LOOKALIKE"),
        ("sex", "M\u200b", "HIDDEN_SIGNS"),
    ],
)
def test_a_value_that_places_the_row_holds_it_back_when_it_cannot_be_read(column, text, code):
    delivery = RawDelivery().put("patients", 0, **{column: text}).check()
    finding = only(delivery, code)
    assert (finding.level, finding.line, finding.column) == ("B", 2, column)
    assert held(delivery, "patients") == [2]


def test_dependent_rows_wait_with_their_patient_and_are_counted_in_its_finding():
    delivery = RawDelivery().put("patients", 0, opposition="").check()
    assert codes_of(delivery).count("PARENT_HELD") == DEPENDENTS_OF_FIRST_PATIENT
    assert sum(count.held_back for count in delivery.counts.values()) == 28
    message = only(delivery, "REQUIRED_EMPTY").message()
    assert "The row is held back with 27 rows that depend on it." in message
    child = next(f for f in delivery.findings if f.code == "PARENT_HELD")
    assert "belongs to patients.csv, line 2, which is held back" in child.message()


def test_rows_of_an_operation_wait_with_it_and_the_patient_stays():
    delivery = RawDelivery().put("operations", 0, rectal_procedure="apr\u200b").check()
    # The three lesions of SYN-INA-0001 were resected in that operation.
    assert held(delivery, "lesion_treatments") == [2, 3, 4]
    assert held(delivery, "patients") == []


def test_a_patient_whose_centre_is_not_delivered_is_held_back():
    delivery = RawDelivery().put("patients", 0, centre_id="XYZ").check()
    finding = only(delivery, "CENTRE_UNKNOWN")
    assert (finding.level, finding.line, finding.value) == ("B", 2, "XYZ")
    assert held(delivery, "patients") == [2]


def test_a_patient_waits_with_its_centre():
    delivery = RawDelivery().put("centres", 0, centre_id="IN\u200bA").check()
    assert held(delivery, "patients") == [2, 3, 4, 5, 12, 13]


def test_a_row_without_its_patient_is_held_back():
    delivery = RawDelivery().copy_row("followup", 0, patient_id="SYN-INA-0999").check()
    finding = only(delivery, "PARENT_MISSING")
    assert (finding.level, finding.value) == ("B", "SYN-INA-0999")
    assert len(held(delivery, "followup")) == 1


def test_a_measurement_names_each_parent_it_lacks():
    bundle = RawDelivery().copy_row("lesion_measurements", 0, lesion_no="59", assessment_no="199")
    findings = [f for f in bundle.check().findings if f.code == "PARENT_MISSING"]
    assert [f.column for f in findings] == ["lesion_no", "assessment_no"]


def test_a_complication_of_an_unknown_patient_is_told_once():
    bundle = RawDelivery().copy_row("complications", 0, patient_id="SYN-INA-0999")
    assert codes_of(bundle.check()).count("PARENT_MISSING") == 1


def test_a_complication_without_its_operation_stays_with_a_question():
    delivery = RawDelivery().put("complications", 0, operation_no="").check()
    assert len(delivery.tables["complications"]) == 6
    assert "REQUIRED_MISSING" in codes_of(delivery)


def test_a_treatment_without_operation_is_percutaneous_and_stays():
    delivery = RawDelivery().put("lesion_treatments", 0, operation_no="").check()
    assert held(delivery, "lesion_treatments") == []


def test_a_treatment_of_an_operation_that_is_not_there_is_held_back():
    delivery = RawDelivery().put("lesion_treatments", 0, operation_no="39").check()
    assert held(delivery, "lesion_treatments") == [2]


def test_a_screened_person_who_is_not_included_needs_no_patient():
    delivery = RawDelivery().check()
    assert len(delivery.tables["screening"]) == 7


@pytest.mark.parametrize("table", ["screening", "queries", "forms"])
def test_a_mistake_in_a_log_never_holds_back_a_patient(table):
    delivery = RawDelivery().put(table, 0, patient_id="SYN-INA-9999").check()
    assert held(delivery, table) == [2]
    assert len(delivery.tables["patients"]) == 12


def test_different_rows_with_one_key_are_all_held_back():
    delivery = RawDelivery().copy_row("followup", 0, disease_status="disease_present").check()
    findings = [f for f in delivery.findings if f.code == "KEY_DUPLICATE"]
    assert [f.level for f in findings] == ["B", "B"]
    assert len(held(delivery, "followup")) == 2
    # Lines of the sample: the first visit on line 2, the copy after the last on line 8.
    assert "lines 2, 9 have the same patient_id, visit_no" in findings[0].message()


def test_keys_are_compared_without_letter_case_and_spaces():
    bundle = RawDelivery().copy_row("screening", 0, screening_id="s001 ", outcome="pending")
    assert codes_of(bundle.check()).count("KEY_DUPLICATE") == 2


def test_numbers_in_keys_are_compared_as_numbers():
    bundle = RawDelivery().copy_row("followup", 0, visit_no="01", cea_ng_ml="3")
    assert codes_of(bundle.check()).count("KEY_DUPLICATE") == 2


def test_identical_copies_count_once():
    bundle = RawDelivery().copy_row("followup", 0).copy_row("followup", 0)
    delivery = bundle.put("followup", -1, cea_ng_ml=" ").check()
    notice = only(delivery, "KEY_IDENTICAL")
    assert (notice.level, notice.line, notice.values["count"]) == ("N", 2, 2)
    counts = delivery.counts["followup.csv"]
    assert (counts.records, counts.clean, counts.blank, counts.held_back) == (8, 6, 2, 0)


def test_a_fault_of_identical_copies_is_told_once():
    bundle = RawDelivery().put("followup", 0, disease_status="sick").copy_row("followup", 0)
    assert codes_of(bundle.check()).count("CODE_UNKNOWN") == 1


def test_rows_without_a_readable_key_are_no_duplicates():
    bundle = RawDelivery().put("followup", 0, visit_no="x").put("followup", 1, visit_no="y")
    assert "KEY_DUPLICATE" not in codes_of(bundle.check())


def test_a_study_code_of_another_centre_is_asked_about():
    delivery = RawDelivery().put("patients", 0, centre_id="INB").check()
    finding = only(delivery, "CENTRE_MISMATCH")
    assert (finding.level, finding.line, finding.column) == ("W", 2, "centre_id")
    assert len(delivery.tables["patients"]) == 12


def test_a_record_of_another_width_waits_and_so_do_the_rows_of_its_patient():
    bundle = RawDelivery().drop_row("patients", 0)
    delivery = bundle.add_misfit("patients", "SYN-INA-0001", "INA", "surplus").check()
    assert only(delivery, "RECORD_WIDTH").level == "B"
    assert codes_of(delivery).count("PARENT_HELD") == DEPENDENTS_OF_FIRST_PATIENT
    row = next(row for row in delivery.quarantine if row.table == "patients")
    assert row.cells == {"1": "SYN-INA-0001", "2": "INA", "3": "surplus"}
    assert delivery.counts["patients.csv"].held_back == 1


def test_other_faults_of_a_row_held_back_are_told_without_emptying_its_cells():
    delivery = RawDelivery().put("patients", 0, opposition="", sex="m").check()
    assert "The row is held back for another reason." in only(delivery, "CODE_UNKNOWN").message()
    assert [m for m in delivery.missing if m.line == 2 and m.table == "patients"] == []


def test_a_refused_parent_table_does_not_make_orphans():
    bundle = RawDelivery()
    del bundle.tables["operations"]
    assert "PARENT_MISSING" not in codes_of(bundle.check())
