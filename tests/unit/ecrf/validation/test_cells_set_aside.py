"""Values that cannot be read are set aside by name, never guessed (ecrf/README.md 7.8-7.12)."""

import pytest

from synchronox_core.ecrf.model import MissingReason
from tests.lib.raw_deliveries import RawDelivery, only

DATE = ("patients", "rectal_diagnosis_date")
CEA = ("patients", "cea_ng_ml")
CASES = [
    (*DATE, "2023-02-31", "DATE_INVALID"),
    (*DATE, "2023-13-01", "DATE_INVALID"),
    (*DATE, "14/03/23", "DATE_TWO_DIGIT_YEAR"),
    (*DATE, "14/03/2023", "DATE_ORDER"),
    (*DATE, "3-4-2023", "DATE_ORDER"),
    (*DATE, "44999", "DATE_EXCEL"),
    (*DATE, "2023-03", "DATE_PARTIAL"),
    (*DATE, "2023", "DATE_PARTIAL"),
    (*DATE, "03/2023", "DATE_PARTIAL"),
    (*DATE, "2023-03-00", "DATE_PARTIAL"),
    (*DATE, "2023-03-UN", "DATE_PARTIAL"),
    (*DATE, "mars 2023", "DATE_PARTIAL"),
    (*DATE, "2023-03-14T10:30:00", "DATE_WITH_TIME"),
    (*DATE, "2023-03-14 10:30", "DATE_WITH_TIME"),
    (*DATE, "20230314", "DATE_FORMAT"),
    (*DATE, "2023/03/14", "DATE_FORMAT"),
    (*DATE, "2023-3-4", "DATE_FORMAT"),
    (*DATE, "２０２３-03-14", "DATE_FORMAT"),
    (*DATE, "1899-12-31", "DATE_TOO_EARLY"),
    (*DATE, "2026-07-01", "DATE_FUTURE"),
    ("forms", "last_modified", "2026-05-12T10:00:00", "DATETIME_FORMAT"),
    ("forms", "last_modified", "2026-05-12", "DATETIME_FORMAT"),
    ("forms", "last_modified", "2026-02-30T10:00:00Z", "DATE_INVALID"),
    ("forms", "last_modified", "0001-01-01T00:00:00+14:00", "DATE_INVALID"),
    ("forms", "last_modified", "2026-07-01T00:00:00Z", "DATE_FUTURE"),
    ("screening", "diagnosis_month", "2023-01-15", "MONTH_FORMAT"),
    ("screening", "diagnosis_month", "2023-13", "MONTH_FORMAT"),
    ("screening", "diagnosis_month", "2026-07", "DATE_FUTURE"),
    (*CEA, ">5", "NUM_FORMAT"),
    (*CEA, "+5", "NUM_FORMAT"),
    (*CEA, "3-5", "NUM_FORMAT"),
    (*CEA, "1.234,5", "NUM_FORMAT"),
    (*CEA, "1 234", "NUM_FORMAT"),
    (*CEA, "douze", "NUM_FORMAT"),
    (*CEA, "9" * 5000, "NUM_FORMAT"),
    (*CEA, "5 ng/mL", "NUM_UNIT"),
    (*CEA, "5%", "NUM_UNIT"),
    (*CEA, "1,234", "NUM_AMBIGUOUS"),
    (*CEA, "1e5", "NUM_EXPONENT"),
    (*CEA, "nan", "NUM_NOT_FINITE"),
    (*CEA, "-inf", "NUM_NOT_FINITE"),
    (*CEA, "100001", "OUT_OF_RANGE"),
    (*CEA, "-0.1", "OUT_OF_RANGE"),
    (*CEA, "-99", "MISSING_LOOKALIKE"),
    (*CEA, "999999", "OUT_OF_RANGE"),
    (*CEA, "1\u200b2", "HIDDEN_SIGNS"),
    ("patients", "segments_planned", "3.0", "NUM_NOT_WHOLE"),
    ("patients", "segments_planned", "999", "MISSING_LOOKALIKE"),
    ("patients", "segments_planned", "9", "OUT_OF_RANGE"),
    ("patients", "ecog", "5", "CODE_UNKNOWN"),
    ("patients", "ecog", "1.0", "NUM_NOT_WHOLE"),
    ("patients", "sex", "m", "CODE_UNKNOWN"),
    ("patients", "sex", "Homme", "CODE_UNKNOWN"),
    ("patients", "mmr_status", "N/A", "MISSING_LOOKALIKE"),
    ("patients", "mmr_status", "-", "MISSING_LOOKALIKE"),
    ("patients", "mmr_status", "?", "MISSING_LOOKALIKE"),
    ("patients", "mmr_status", "Inconnu", "MISSING_LOOKALIKE"),
    ("patients", "mmr_status", "nk", "MISSING_LOOKALIKE"),
    ("patients", "comorbidities", "diabetes; other", "LIST_UNKNOWN"),
    ("patients", "comorbidities", "diabetes;", "LIST_UNKNOWN"),
    ("patients", "comorbidities", "Diabetes", "LIST_UNKNOWN"),
    ("centres", "redcap_dag", "Invented A", "SHAPE"),
    ("screening", "patient_id", "SYN-INA-1", "SHAPE"),
]


@pytest.mark.parametrize(("table", "column", "text", "code"), CASES)
def test_a_value_that_cannot_be_read_is_set_aside_under_its_name(table, column, text, code):
    delivery = RawDelivery().put(table, 0, **{column: text}).check()
    finding = only(delivery, code)
    assert (finding.level, finding.file, finding.line, finding.column, finding.value) == (
        "C", f"{table}.csv", 2, column, text,
    )  # fmt: skip
    assert delivery.tables[table].columns[column][0] is None
    patient_id = finding.patient_id
    assert MissingReason(table, 2, column, patient_id, "set_aside") in delivery.missing
    (waiting,) = delivery.quarantine
    assert (waiting.table, waiting.line, waiting.column, waiting.code, waiting.cells) == (
        table, 2, column, code, {column: text},
    )  # fmt: skip
    assert delivery.verdict == "ready"


@pytest.mark.parametrize("text", ["1.234", "-1.234"])
def test_a_point_before_three_digits_is_ambiguous_where_the_comma_is_the_decimal_sign(text):
    bundle = RawDelivery().put("patients", 0, cea_ng_ml=text)
    bundle.tables["patients"].decimal = ","
    assert only(bundle.check(), "NUM_AMBIGUOUS").value == text


def test_a_value_set_aside_by_a_cross_table_rule_waits_in_its_raw_text():
    bundle = RawDelivery().put("operations", 1, regression_scale="ryan", regression_grade=" 5")
    delivery = bundle.check()
    finding = only(delivery, "GRADE_OUTSIDE_SCALE")
    assert (finding.level, finding.line, finding.column) == ("C", 3, "regression_grade")
    assert delivery.tables["operations"].columns["regression_grade"][1] is None
    (waiting,) = delivery.quarantine
    assert waiting.cells == {"regression_grade": " 5"}
    counts = delivery.cell_counts["operations.csv"]["regression_grade"]
    assert counts.set_aside == 1
    assert counts.adds_up
