"""The quality of the demonstration cohort, recounted from its CSV files."""

import csv
from datetime import date, timedelta
from statistics import median

import pytest

from synchronox_core.recruitment.quality_indicators import LATE_ENTRY_DAYS, QualityIndicator
from synchronox_core.services.deliveries.derived_values import open_derived
from synchronox_core.services.quality.centre_questions import (
    list_questions,
    questions_csv,
    questions_pdf,
)
from synchronox_core.services.quality.completeness import (
    GROUPS,
    WORST,
    matrix,
    reasons_table,
    variables_of,
    worst_centres,
)
from synchronox_core.services.quality.review import build_data_quality, find_missing
from synchronox_core.store.completeness import list_missing

CUT = date(2028, 12, 31)
MISSING = ("", "NA", "NK", "ND", "NV")


@pytest.fixture(scope="module")
def quality(demo_store):
    return build_data_quality(demo_store)


@pytest.fixture(scope="module")
def read(demo_bundle):
    def rows(table):
        with (demo_bundle / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    return rows


def counted(quality, table, column):
    cells = quality.completeness.cells
    rows = cells[(cells["table_name"] == table) & (cells["column_name"] == column)]
    return int(rows["expected"].sum()), int(rows["filled"].sum())


def is_rectal_resection(row):
    return row["site"] in ("rectum", "both") and row["rectal_procedure"] not in (
        "exploration_only",
        "local_excision",
    )


def test_margin_is_expected_of_rectal_resections_only(quality, read):
    cells = [
        row["circumferential_margin_mm"] for row in read("operations") if is_rectal_resection(row)
    ]
    expected = sum(cell != "NA" for cell in cells)
    filled = sum(cell not in MISSING for cell in cells)
    assert counted(quality, "operations", "circumferential_margin_mm") == (expected, filled)


def test_distal_margin_is_not_expected_after_an_abdominoperineal_resection(quality, read):
    cells = [
        row["distal_margin_mm"]
        for row in read("operations")
        if is_rectal_resection(row) and row["rectal_procedure"] != "apr"
    ]
    expected = sum(cell != "NA" for cell in cells)
    filled = sum(cell not in MISSING for cell in cells)
    assert counted(quality, "operations", "distal_margin_mm") == (expected, filled)


def test_complications_are_expected_once_day_30_has_passed(quality, read):
    due = [
        row["complications_30d"]
        for row in read("operations")
        if date.fromisoformat(row["operation_date"]) + timedelta(days=30) <= CUT
    ]
    assert len(due) < len(read("operations"))
    filled = sum(cell not in MISSING for cell in due)
    assert counted(quality, "operations", "complications_30d") == (len(due), filled)


def test_month_18_items_are_expected_of_mature_patients_only(quality):
    # 434 of the analysis set have their month 18 behind them; 69 lack an item (see Outcomes).
    primary = quality.maturity.primary
    judged, incomplete = (
        int(primary.loc[primary["maturity"] == name, "patients"].sum())
        for name in ("judged", "not_evaluable")
    )
    assert counted(quality, "endpoints", "complete_treatment") == (judged + incomplete, judged)


def test_reasons_are_told_apart(quality, read):
    cells = [
        row["viable_percent"] for row in read("lesion_treatments") if row["kind"] == "resection"
    ]
    table = reasons_table(quality, [("lesion_treatments", "viable_percent")], "en")
    shown = dict(zip(table.columns[3:], table.iloc[0, 3:], strict=True))
    assert shown["Not done"] == str(cells.count("ND"))
    assert shown["Not known"] == str(cells.count("NK"))
    assert shown["Not yet entered"] == str(cells.count("NV"))
    assert shown["Blank"] == str(cells.count(""))


def test_worst_variables_come_first_and_every_group_has_some(quality):
    shares = [
        1 - filled / expected
        for expected, filled in (counted(quality, *v) for v in variables_of(quality, WORST))
    ]
    assert shares == sorted(shares, reverse=True)
    assert all(variables_of(quality, group) for group in GROUPS)


def test_matrix_has_the_cells_of_each_centre(quality, read):
    centre = worst_centres(quality)[0]
    shown = matrix(quality, [("patients", "cea_ng_ml")], [centre], "en")
    cells = [row["cea_ng_ml"] for row in read("patients") if row["centre_id"] == centre]
    filled = sum(cell not in MISSING for cell in cells)
    assert shown.cells[centre].tolist() == [f"{filled}/{len(cells)}"]
    assert shown.missing_shares[0][1] == pytest.approx(1 - filled / len(cells))


def test_patients_without_a_value_are_listed_with_their_reason(demo_store, read):
    listed = find_missing(demo_store, "patients", "cea_ng_ml", None)
    expected = {
        row["patient_id"]: row["cea_ng_ml"]
        for row in read("patients")
        if row["cea_ng_ml"] in MISSING
    }
    assert dict(zip(listed["patient_id"], listed["reason"], strict=True)) == expected


def test_list_of_a_centre_holds_no_other(demo_store):
    listed = find_missing(demo_store, "operations", "circumferential_margin_mm", "INL")
    assert set(listed["centre_id"]) == {"INL"}


def test_column_that_is_not_followed_is_refused(demo_store):
    with open_derived(demo_store) as cursor, pytest.raises(KeyError):
        list_missing(cursor, "patients", "patient_id; drop table patients")


def delays(read):
    included = {row["patient_id"]: row["inclusion_date"] for row in read("patients")}
    decided = {row["patient_id"]: row["strategy_decided_on"] for row in read("patients")}
    operated = {
        (row["patient_id"], row["operation_no"]): row["operation_date"]
        for row in read("operations")
    }
    for row in read("forms"):
        patient = row["patient_id"]
        fact = {
            "inclusion": included[patient],
            "baseline": included[patient],
            "strategy": decided[patient],
            "operation": operated.get((patient, row["instance"])),
        }.get(row["form"])
        if fact and fact not in MISSING:
            due = max(date.fromisoformat(fact), date.fromisoformat(included[patient]))
            entered = row["entered_date"]
            day = date.fromisoformat(entered) if entered else CUT
            yield patient, bool(entered), (day - due).days


def test_delays_run_from_the_fact_or_the_inclusion(quality, read):
    everybody = quality.delays[quality.delays["centre_id"].isna() & quality.delays["form"].isna()]
    row = everybody.iloc[0]
    entered = [days for _, is_entered, days in delays(read) if is_entered]
    waiting = [days for _, is_entered, days in delays(read) if not is_entered]
    assert row["entered"] == len(entered)
    assert row["quartiles"][1] == median(entered)
    assert row["late"] == sum(days > LATE_ENTRY_DAYS for days in entered)
    assert row["waiting"] == sum(days > LATE_ENTRY_DAYS for days in waiting)


def test_every_indicator_knows_every_centre(quality):
    for indicator in QualityIndicator:
        codes = [centre.centre_id for centre in quality.indicators[indicator]]
        assert codes == quality.centres["centre_id"].tolist()


def test_open_queries_are_counted_by_centre(quality, read):
    centre_of = {row["patient_id"]: row["centre_id"] for row in read("patients")}
    still_open = [centre_of[r["patient_id"]] for r in read("queries") if r["status"] != "closed"]
    found = quality.indicators[QualityIndicator.OPEN_QUERIES]
    assert {c.centre_id: c.events for c in found if c.events} == {
        code: still_open.count(code) for code in still_open
    }


def test_centre_is_asked_what_it_can_still_answer(demo_store, read):
    asked = list_questions(demo_store, "INL", "en")
    assert [q.patient_id for q in asked] == sorted(q.patient_id for q in asked)
    assert {q.patient_id[4:7] for q in asked} == {"INL"}
    assert not [q for q in asked if q.question in ("Not known", "Not done")]
    opened = [q for q in asked if q.kind == "open query"]
    assert len(opened) == sum(
        row["status"] != "closed" and row["patient_id"].startswith("SYN-INL")
        for row in read("queries")
    )


def test_questions_travel_as_csv_and_pdf_in_both_languages(demo_store):
    extract = demo_store.extract()
    for language, heading in (("en", "Study code"), ("fr", "Code d'étude")):
        asked = list_questions(demo_store, "INL", language)
        lines = questions_csv(asked, language).decode("utf-8-sig").splitlines()
        assert lines[0].startswith(heading)
        assert len(list(csv.reader(lines))) == len(asked) + 1
        assert questions_pdf(asked, extract, "INL", language).startswith(b"%PDF-")
