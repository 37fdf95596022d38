"""The overview in words: Table 1, notes, and counts that are not shown."""

from dataclasses import replace

import pandas as pd
import pytest

from synchronox_core.services.cohort import overview_charts as charts
from synchronox_core.services.cohort import overview_tables as tables
from synchronox_core.services.cohort.overview import RULES, Overview
from synchronox_core.statistics.attrition import count_attrition
from synchronox_core.statistics.baseline import BASELINE
from synchronox_core.statistics.table_one import CodeCounts, NumberSummary, build_table_one
from synchronox_core.text.formats import NO_BREAK_SPACE

STRATEGIES = {"simultaneous": 20, "rectum_first": 0, "liver_first": 10, "adaptive": 3, "unknown": 7}


def summary(name, size):
    variable = BASELINE[name]
    if name == "sex":
        return (
            CodeCounts({"F": size - size // 5, "M": size // 5}, 0)
            if size > 4
            else CodeCounts({"F": size, "M": 0}, 0)
        )
    if name == "ecog":
        return CodeCounts({"0": size // 2, "1": size // 2, "2": 0, "3": 0, "4": 0}, size % 2)
    if variable.codes:
        return CodeCounts(dict.fromkeys(variable.codes, 0), size)
    if name == "age_at_diagnosis_years":
        return NumberSummary(size, 0, 61.25, 10.5, 54.0, 61.0, 68.0)
    return NumberSummary(0, size)


@pytest.fixture
def overview():
    sizes = {"all": 40, **{name: n for name, n in STRATEGIES.items() if name != "unknown"}}
    cells = {(name, group): summary(name, n) for name in BASELINE for group, n in sizes.items()}
    bins = {n: dict.fromkeys(v.lower_bounds, 0) for n, v in BASELINE.items() if v.lower_bounds}
    bins["lesions"] |= {1.0: 30, 2.0: 4, 3.0: 6}
    centres = pd.DataFrame(
        [(f"C{i:02d}", f"Centre {i}", 7, 6, 0, 13) for i in range(20)]
        + [(f"C{i}", "", 0, 0, 5, 5) for i in (20, 21, 22)],
        columns=["centre_id", "centre_name", "retrospective", "prospective", "unknown", "patients"],
    )
    return Overview(
        patients=40,
        patients_in_extract=1550,
        cohorts={"retrospective": 20, "prospective": 20, "unknown": 0},
        strategies=STRATEGIES,
        centres=centres,
        table_one=build_table_one(sizes, cells, tuple(sizes)[1:]),
        bins=bins,
        attrition=count_attrition(
            RULES,
            [
                ((True,) * len(RULES), 30),
                (tuple(rule != "not_pmmr" for rule in RULES), 10),
            ],
        ),
        screening=pd.DataFrame(columns=["outcome", "exclusion_reason", "persons"]),
    )


def column(table, start):
    [name] = [name for name in table if name.startswith(start)]
    return table[name].str.replace(NO_BREAK_SPACE, " ").tolist()


def test_headline_counts_the_patients_shown_against_all_and_the_known_strategies(overview):
    figures = dict(tables.headline(overview, "en"))
    assert figures["Patients shown, of 1,550"] == "40"
    assert figures["Planned strategy known"].replace(NO_BREAK_SPACE, " ") == "33 (82.5%)"
    assert "Cohort not known" not in figures


def test_table_one_has_no_column_for_a_group_under_five(overview):
    headings = list(tables.table_one_table(overview, "en"))
    assert not any(name.startswith(("Adaptive", "Rectum")) for name in headings)
    assert f"Liver-first (n{NO_BREAK_SPACE}={NO_BREAK_SPACE}10)" in headings


def test_table_one_note_names_the_group_that_is_not_described(overview):
    note = tables.table_one_note(overview, "en")
    assert "Adaptive: 3 patients, not described (fewer than 5)." in note
    assert "Rectum-first" not in note
    assert "7 patients whose planned strategy is not known" in note


def test_table_one_shares_are_of_the_known_values_and_the_missing_have_their_own_line(overview):
    table = tables.table_one_table(overview, "en")
    lines = table.loc[table["Variable"].eq("ECOG performance status").cumsum() == 1]
    assert lines["Category or summary"].tolist()[:2] == ["0", "1"]
    assert column(lines, "All")[:2] == ["20 (50.0%)", "20 (50.0%)"]


def test_table_one_does_not_show_a_count_of_one_to_four(overview):
    table = tables.table_one_table(overview, "en")
    male = table["Category or summary"] == "Male"
    assert column(table[male], "Liver-first") == ["<5"]


def test_table_one_writes_mean_and_deviation_in_the_language(overview):
    table = tables.table_one_table(overview, "fr")
    assert column(table.head(1), "Tous") == ["61,2 (10,5)"]


def test_table_one_says_when_too_few_values_are_known(overview):
    table = tables.table_one_table(overview, "en")
    lesions = table[table["Variable"] == "Liver metastases (number)"]
    assert column(lesions, "All") == ["fewer than 5 known"]


def test_distribution_does_not_hold_a_count_of_one_to_four(overview):
    bars = charts.distribution(overview, "lesions", "en")
    # 30, 4, 6 and nobody else, of 40: without the six the four is what is left of the ten.
    assert bars["patients"].head(3).isna().tolist() == [False, True, True]
    assert bars["note"].head(3).tolist() == ["", "<5", "≥6"]
    listed = tables.distribution_table(bars, "lesions")
    assert listed["patients"].head(4).tolist() == ["30", "<5", "≥6", "0"]


def test_smaller_centres_that_would_dwarf_every_bar_are_left_to_the_table(overview):
    many = replace(
        overview,
        centres=pd.concat([overview.centres] * 5, ignore_index=True).assign(
            centre_id=[f"C{i}" for i in range(115)]
        ),
    )
    bars = charts.centre_bars(many, "en")
    assert bars["centre"].nunique() == 20
    assert charts.centres_sentence(many, "en").endswith(
        "The 20 largest are drawn; the table has them all."
    )


def test_centres_beyond_the_largest_are_drawn_together_and_nobody_is_lost(overview):
    bars = charts.centre_bars(overview, "en")
    assert bars["centre"].iloc[-1] == "3 other centres"
    assert bars["patients"].sum() == overview.centres["patients"].sum()


def test_flow_without_a_log_starts_from_the_patients_and_says_why(overview):
    bars = charts.attrition_bars(overview, "en")
    assert bars["value"].iloc[0] == "Included patients selected"
    assert bars["value"].tolist()[2:4] == ["Excluded: Not pMMR", "Eligible, no criterion unknown"]
    assert bars["note"].tolist() == ["40", "40", "30 (−10)", "30", "30", "30"]
    assert "screening log is empty" in tables.attrition_note(overview, "en")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("lesions", "1", "≥15"),
        ("age_at_diagnosis_years", "0–29", "≥85"),
        ("bmi_kg_m2", "0–<16", "≥40"),
        ("cea_ng_ml", "0–<2", "≥1,000"),
    ],
)
def test_bins_say_what_they_hold(name, first, last):
    labels = charts.bin_labels(BASELINE[name], "en")
    assert (labels[0], labels[-1]) == (first, last)
    assert len(labels) == len(BASELINE[name].lower_bounds)
