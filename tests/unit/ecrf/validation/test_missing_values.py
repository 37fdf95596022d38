"""Empty cells, declared missing codes and required cells (ecrf/README.md 3 and 7.12)."""

import pytest

from synchronox_core.ecrf.model import MissingReason
from tests.lib.raw_deliveries import RawDelivery, codes_of, only


def reasons(delivery, column, line=2):
    return [m.reason for m in delivery.missing if m.column == column and m.line == line]


def test_an_empty_cell_is_missing_without_a_reason():
    delivery = RawDelivery().put("patients", 0, emvi="").check()
    assert delivery.tables["patients"].columns["emvi"][0] is None
    assert reasons(delivery, "emvi") == []
    assert codes_of(delivery) == []


@pytest.mark.parametrize("code", ["NA", "NK", "ND", "NV"])
@pytest.mark.parametrize("column", ["emvi", "cea_ng_ml", "segments_planned", "information_date"])
def test_a_declared_code_is_missing_with_its_reason_in_any_type(column, code):
    delivery = RawDelivery().put("patients", 0, **{column: f"{code} "}).check()
    assert delivery.tables["patients"].columns[column][0] is None
    assert MissingReason("patients", 2, column, "SYN-INA-0001", code) in delivery.missing
    assert codes_of(delivery) == ["TRIMMED"]


def test_a_delivery_may_declare_its_own_codes():
    bundle = RawDelivery(missing_codes={"-99": "not done"}).put("patients", 0, cea_ng_ml="-99")
    assert reasons(bundle.check(), "cea_ng_ml") == ["-99"]


def test_a_code_of_the_column_is_a_value_even_if_declared_missing():
    bundle = RawDelivery(missing_codes={"no": "not known"})
    assert bundle.check().tables["patients"].columns["emvi"][1] == "yes"
    assert bundle.check().tables["patients"].columns["diverting_stoma"][0] == "no"


def test_free_text_may_say_that_something_is_unknown():
    delivery = RawDelivery().put("followup", 0, comment="inconnu").check()
    assert delivery.tables["followup"].columns["comment"][0] == "inconnu"


@pytest.mark.parametrize("text", ["", "NK"])
def test_a_required_cell_without_value_is_reported_and_its_row_stays(text):
    delivery = RawDelivery().put("patients", 0, rectal_diagnosis_date=text).check()
    finding = only(delivery, "REQUIRED_MISSING")
    assert (finding.level, finding.line, finding.column) == ("W", 2, "rectal_diagnosis_date")
    assert len(delivery.tables["patients"]) == 12


@pytest.mark.parametrize("text", ["", "NK"])
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("patients", "patient_id"),
        ("patients", "centre_id"),
        ("patients", "opposition"),
        ("screening", "centre_id"),
        ("complications", "complication_no"),
        ("queries", "patient_id"),
    ],
)
def test_a_row_that_cannot_be_placed_is_held_back(table, column, text):
    delivery = RawDelivery().put(table, 0, **{column: text}).check()
    finding = only(delivery, "REQUIRED_EMPTY")
    assert (finding.level, finding.file, finding.line, finding.column) == (
        "B", f"{table}.csv", 2, column,
    )  # fmt: skip
    assert 2 not in delivery.tables[table].lines
    row = next(row for row in delivery.quarantine if row.table == table)
    assert (row.line, row.column, row.code) == (2, None, "REQUIRED_EMPTY")
    assert row.cells[column] == text
    assert delivery.verdict == "ready_with_holdbacks"
