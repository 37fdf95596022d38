"""Values a cell may hold, and how they are read (ecrf/README.md 7.8-7.11)."""

from datetime import date, datetime

import pytest

from tests.lib.raw_deliveries import RawDelivery, codes_of, only

BASELINE = [
    ("rectal_diagnosis_date", "2024-02-29", date(2024, 2, 29)),
    ("rectal_diagnosis_date", "2024-02-29T00:00:00", date(2024, 2, 29)),
    ("rectal_diagnosis_date", "1900-01-01", date(1900, 1, 1)),
    ("last_news_date", "2026-06-30", date(2026, 6, 30)),
    ("bmi_kg_m2", "24,6", 24.6),
    ("bmi_kg_m2", "24.6", 24.6),
    ("bmi_kg_m2", "024", 24.0),
    ("cea_ng_ml", "999", 999.0),
    ("cea_ng_ml", "-0", 0.0),
    ("cea_ng_ml", "100000", 100000.0),
    ("segments_planned", "8", 8),
    ("ecog", "0", 0),
    ("sex", "F", "F"),
    ("comorbidities", "diabetes;other", "diabetes;other"),
    ("comorbidities", "none", "none"),
]


@pytest.mark.parametrize(("column", "text", "value"), BASELINE)
def test_a_value_of_the_contract_is_read(column, text, value):
    delivery = RawDelivery().put("patients", 0, **{column: text}).check()
    read = delivery.tables["patients"].columns[column][0]
    assert read == value
    assert type(read) is type(value)
    assert [m for m in delivery.missing if m.column == column and m.line == 2] == []


def test_a_moment_is_kept_in_universal_time():
    bundle = RawDelivery().put("forms", 0, last_modified="2026-05-12T00:30:00+02:00")
    assert bundle.check().tables["forms"].columns["last_modified"][0] == datetime(
        2026, 5, 11, 22, 30
    )


def test_a_month_is_kept_as_written():
    delivery = RawDelivery().check()
    assert delivery.tables["screening"].columns["diagnosis_month"][0] == "2023-01"


def test_a_planned_day_may_lie_after_the_extract():
    delivery = RawDelivery().put("centres", 2, planned_open_date="2027-01-04").check()
    assert delivery.tables["centres"].columns["planned_open_date"][2] == date(2027, 1, 4)
    assert codes_of(delivery) == []


def test_three_decimals_are_read_in_a_file_known_to_use_the_comma():
    bundle = RawDelivery().put("patients", 0, cea_ng_ml="1,234")
    bundle.tables["patients"].decimal = ","
    assert bundle.check().tables["patients"].columns["cea_ng_ml"][0] == 1.234


def test_a_column_the_file_does_not_have_is_missing_for_every_row():
    bundle = RawDelivery()
    del bundle.tables["patients"].columns["emvi"]
    delivery = bundle.check()
    assert delivery.tables["patients"].columns["emvi"] == [None] * 12
    assert "emvi" not in delivery.cell_counts["patients.csv"]


def test_a_table_that_is_absent_is_an_empty_table_with_every_column():
    bundle = RawDelivery()
    del bundle.tables["screening"]
    delivery = bundle.check()
    assert len(delivery.tables["screening"]) == 0
    assert delivery.tables["screening"].columns["centre_id"] == []
    assert "screening.csv" not in delivery.counts


def test_spaces_around_values_are_trimmed_with_one_notice_a_column():
    bundle = RawDelivery().put("patients", 0, sex=" M").put("patients", 1, sex="F\u00a0")
    delivery = bundle.check()
    assert delivery.tables["patients"].columns["sex"][:2] == ["M", "F"]
    notice = only(delivery, "TRIMMED")
    assert (notice.level, notice.file, notice.line, notice.column) == (
        "N", "patients.csv", None, "sex",
    )  # fmt: skip
    assert notice.values["count"] == 2


def test_line_breaks_stay_in_free_text_and_hidden_signs_leave_it():
    bundle = RawDelivery().put("followup", 0, comment="RAS\u200b ;\nsuite\u202e normale")
    delivery = bundle.check()
    assert delivery.tables["followup"].columns["comment"][0] == "RAS ;\nsuite normale"
    warning = only(delivery, "TEXT_CLEANED")
    assert (warning.level, warning.line, warning.value) == ("W", 2, None)


@pytest.mark.parametrize(
    ("table", "column", "text", "code"),
    [
        ("patients", "age_at_diagnosis_years", "86", "IMPLAUSIBLE"),
        ("patients", "age_at_diagnosis_years", "24", "IMPLAUSIBLE"),
        ("lesion_measurements", "diameter_mm", "2.9", "UNIT_CM"),
        ("operations", "distal_margin_mm", "1.5", "UNIT_CM"),
        ("operations", "distal_margin_mm", "101", "IMPLAUSIBLE"),
    ],
)
def test_a_doubtful_value_is_kept_and_asked_about(table, column, text, code):
    delivery = RawDelivery().put(table, 1, **{column: text}).check()
    warning = only(delivery, code)
    assert (warning.level, warning.line, warning.column, warning.value) == ("W", 3, column, text)
    assert delivery.tables[table].columns[column][1] == float(text)


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        ("lesion_measurements", "diameter_mm", "3"),
        ("operations", "distal_margin_mm", "3"),
        ("patients", "bmi_kg_m2", "14"),
        ("patients", "bmi_kg_m2", "50"),
    ],
)
def test_a_value_on_the_bound_of_the_plausible_is_not_asked_about(table, column, text):
    assert codes_of(RawDelivery().put(table, 1, **{column: text}).check()) == []
