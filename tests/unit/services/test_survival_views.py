"""Survival curves as rows and tables."""

import pandas as pd

from synchronox_core.services.survival.views import (
    curve_rows,
    risk_months,
    risk_table,
    summary_table,
)
from synchronox_core.statistics.survival import estimate_kaplan_meier

# Four patients: events at 6, 13 and 20 months, one censored at 13.
CURVES = {"Yes": estimate_kaplan_meier([6, 13, 13, 20], [1, 1, 0, 1])}


def test_curve_starts_at_one_and_texts_stand_in_rows_under_the_axis():
    rows = curve_rows(CURVES, "en")
    curve = rows[rows.part == "curve"]
    assert list(zip(curve.months, curve.probability, strict=True)) == [
        (0, 1), (6, 0.75), (13, 0.5), (20, 0),
    ]  # fmt: skip
    under = rows[rows.part != "curve"].astype({"row": int})
    assert list(zip(under.part, under.row, under.note, strict=True)) == [
        ("heading", 0, "At risk (censored before)"),
        ("label", 1, "Yes"),
        ("at_risk", 2, "4"), ("at_risk", 2, "4"), ("at_risk", 2, "3"), ("at_risk", 2, "1"),
        ("censored", 3, "(0)"), ("censored", 3, "(0)"), ("censored", 3, "(0)"),
        ("censored", 3, "(1)"),
    ]  # fmt: skip


def test_rows_of_the_second_group_stand_under_those_of_the_first():
    rows = curve_rows({**CURVES, "No": CURVES["Yes"]}, "en")
    assert rows[(rows.group == "No") & (rows.part == "label")].row.tolist() == [4]


def test_numbers_at_risk_stand_at_every_year_and_thin_out_with_follow_up():
    assert risk_months({"all": estimate_kaplan_meier([72], [0])}) == [0, 12, 24, 36, 48, 60, 72]
    assert risk_months({"all": estimate_kaplan_meier([73], [0])}) == [0, 24, 48, 72]


def test_summary_tells_survival_with_interval_and_numbers_at_risk():
    table = summary_table(CURVES, "en").set_index("Measure")["Yes"]
    assert table["Patients"] == "4"
    assert table["Events"] == "3"
    assert table["At 12 months (95% interval), at risk"].startswith("0.75 (")
    assert table["At 12 months (95% interval), at risk"].endswith("), 3")
    assert table["At 24 months (95% interval), at risk"] == "no patient followed so long"


def test_median_that_is_not_reached_is_said_so():
    table = summary_table({"all": estimate_kaplan_meier([5, 9], [0, 0])}, "fr")
    assert "non atteinte" in table["all"].tolist()


def test_french_tables_write_a_decimal_comma():
    told = risk_table(CURVES, "fr")
    assert told.iloc[1, 2].startswith("0,75 (")


def test_no_curve_gives_empty_tables_with_their_columns():
    assert summary_table({}, "en").columns.tolist() == ["Measure"]
    assert risk_table({}, "en").empty
    assert isinstance(curve_rows({}, "en"), pd.DataFrame)
