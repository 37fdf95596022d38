"""The outcome measures of the shipped cohort: they add up, and the command says the same."""

import json
from collections import Counter
from datetime import date

import pytest

from synchronox_core.commands.program import main
from synchronox_core.protocol.calendar import add_months
from synchronox_core.protocol.outcome_measures import OUTCOME_MEASURES
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.endpoints import iterate_endpoints
from synchronox_core.services.outcomes.measures import (
    SURVIVAL_ENDPOINTS,
    build_outcomes,
    compare_readings,
    is_answered_at_once,
)
from synchronox_core.services.patients.patient_records import iterate_records
from synchronox_core.services.survival.analysis import SurvivalQuestion, analyse_survival

EVERYBODY, DEFAULTS = CohortFilter(), ProtocolSettings()


@pytest.fixture(scope="module")
def outcomes(demo_store):
    return build_outcomes(demo_store, EVERYBODY, DEFAULTS)


@pytest.fixture(scope="module")
def rows(demo_store):
    """The answers patient by patient, with whether month 18 lies on or before the data cut."""
    answered = list(iterate_endpoints(demo_store, DEFAULTS))
    starts = {
        record.patient.patient_id: (record.patient.folfirinox_start_date, record.as_of)
        for record in iterate_records(demo_store)
    }
    for row in answered:
        start, as_of = starts[row["patient_id"]]
        row["is_mature"] = start is not None and add_months(start, 18) <= as_of
    return answered


@pytest.fixture
def ask(demo_store, capsys):
    def run(*words):
        capsys.readouterr()
        code = main(["outcomes", *words, "--store", str(demo_store.directory), "--json"], {})
        assert code == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_statuses_add_up_to_everybody(outcomes):
    statuses = ("achieved", "not_achieved", "pending", "not_evaluable")
    assert sum(outcomes.primary.count([status]) for status in statuses) == 550
    assert outcomes.primary.patients == 550


def test_primary_outcome_is_counted_patient_by_patient(outcomes, rows):
    mature = Counter(row["complete_treatment"] for row in rows if row["is_mature"])
    line = outcomes.primary.line
    assert line.patients == mature["achieved"]
    assert line.known == mature["achieved"] + mature["not_achieved"]
    assert sum(line.missing.values()) == mature["not_evaluable"]


def test_cohorts_add_up_to_the_whole(outcomes):
    parts = outcomes.by_cohort.values()
    assert set(outcomes.by_cohort) == {"retrospective", "prospective"}
    assert sum(part.patients for part in parts) == 550
    assert sum(part.line.patients for part in parts) == outcomes.primary.line.patients
    assert sum(part.line.known for part in parts) == outcomes.primary.line.known


def test_cohort_asked_for_is_the_cohort_told_beside_the_whole(outcomes, demo_store):
    asked = CohortFilter(cohorts=("prospective",))
    alone = build_outcomes(demo_store, asked, DEFAULTS)
    assert alone.primary == outcomes.by_cohort["prospective"]


@pytest.mark.parametrize(
    ("measure", "column", "value", "outside"),
    [
        ("rectal_r0", "rectal_r0", "yes", ()),
        ("liver_r0", "liver_r0", "yes", ()),
        ("ymrtrg", "ymrtrg", 1, ()),
        ("clinical_complete_response", "clinical_complete_response", "yes", ()),
        ("mortality_rectum", "death_30d_rectum", "yes", ()),
        ("mortality_liver", "death_30d_liver", "yes", ()),
    ],
)
def test_main_figure_is_counted_patient_by_patient(outcomes, rows, measure, column, value, outside):
    (measured,) = [found for found in outcomes.secondary if found.measure.code == measure]
    known = [row[column] for row in rows if row[column] is not None]
    line = measured.lines[0]
    assert (line.patients, line.known) == (known.count(value), len(known))


def test_survival_counts_everybody_with_a_duration(outcomes, rows):
    overall, *_ = outcomes.secondary
    line = overall.lines[0]
    with_duration = sum(row["os_days"] is not None for row in rows)
    not_entered = line.missing.get("entered_after_end", 0)
    assert line.known == with_duration - not_entered
    assert sum(line.missing.values()) == 550 - line.known
    deaths = sum(row["os_event"] == 1 and row["os_days"] <= 1095 for row in rows)
    assert line.patients == deaths


@pytest.mark.parametrize("asked", [EVERYBODY, CohortFilter(cohorts=("prospective",))])
@pytest.mark.parametrize("endpoint", SURVIVAL_ENDPOINTS)
def test_survival_is_that_of_the_survival_page(demo_store, asked, endpoint):
    overall, progression = build_outcomes(demo_store, asked, DEFAULTS).secondary[:2]
    code = {"os": "os", "pfs": "pfs_record", "pfs_standard": "pfs_standard"}[endpoint]
    (line,) = [line for line in (*overall.lines, *progression.lines) if line.code == code]
    analysis = analyse_survival(demo_store, SurvivalQuestion(endpoint, asked=asked))
    curve = analysis.groups["all"].curve
    (landmark,) = curve.at([36])
    assert analysis.groups["all"].late_entries > 0
    assert (line.known, dict(line.missing)) == (curve.patients, analysis.left_out)
    assert (line.value, line.low, line.high, line.at_risk) == (
        landmark.probability, landmark.ci_low, landmark.ci_high, landmark.at_risk,
    )  # fmt: skip


def test_command_gives_the_fourteen_measures_of_the_record(ask, outcomes):
    document = ask()
    told = document["outcomes"]
    assert [item["code"] for item in told] == [measure.code for measure in OUTCOME_MEASURES]
    for item in told:
        assert {"n", "N", "value", "interval", "time_frame", "missing"} <= set(item)
    primary, line = told[0], outcomes.primary.line
    assert (primary["n"], primary["N"], primary["value"]) == (line.patients, line.known, line.value)
    assert primary["interval"] == [line.low, line.high]
    assert (primary["worst_case"], primary["best_case"]) == (line.bounds.low, line.bounds.high)
    statuses = primary["statuses"].values()
    assert sum(status["patients"] for status in statuses) == document["patients"] == 550
    assert all(sum(s["reasons"].values()) == s["patients"] for s in statuses)
    for item, measured in zip(told[1:], outcomes.secondary, strict=True):
        assert [line["n"] for line in item["lines"]] == [line.patients for line in measured.lines]


def test_command_narrows_to_a_cohort_and_a_reading(ask, demo_store):
    document = ask("--cohort", "prospective", "--setting", "ablation=thermal")
    expected = build_outcomes(
        demo_store, CohortFilter(cohorts=("prospective",)), ProtocolSettings(ablation="thermal")
    )
    assert document["patients"] == 210
    assert document["settings"]["ablation"] == "thermal"
    assert document["outcomes"][0]["n"] == expected.primary.line.patients


def test_earlier_data_cut_leaves_fewer_mature_patients(ask, outcomes):
    document = ask("--as-of", "2024-06-30")
    primary = document["outcomes"][0]
    assert document["as_of"] == "2024-06-30"
    assert document["patients"] == 550
    assert primary["maturity"]["mature"] < outcomes.primary.count(maturities=["mature"])
    assert primary["statuses"]["pending"]["mature"] <= primary["statuses"]["pending"]["patients"]


def test_nobody_is_described_of_nobody(ask):
    document = ask("--cohort", "unknown")
    assert document["patients"] == 0
    assert len(document["outcomes"]) == 14
    assert {item["value"] for item in document["outcomes"]} == {None}
    assert document["outcomes"][0]["statuses"] is None


def test_text_of_the_command_names_every_measure(demo_store, capsys):
    assert main(["outcomes", "--store", str(demo_store.directory)], {}) == 0
    said = capsys.readouterr().out
    for number in range(1, 15):
        assert f"\n{number}. " in said


def test_a_cohort_that_is_none_is_wrong_usage(demo_store, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["outcomes", "--cohort", "both", "--store", str(demo_store.directory)], {})
    assert stopped.value.code == 2


def test_empty_store_is_told_in_one_sentence(store, capsys):
    assert main(["outcomes", "--store", str(store.directory)], {}) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_each_reading_changes_only_its_setting(demo_store, outcomes):
    readings = {
        (reading.setting, reading.value): reading.primary
        for reading in compare_readings(demo_store, EVERYBODY, DEFAULTS)
    }
    assert len(readings) == 7
    for name in ("organ_preservation", "ablation", "disappeared"):
        assert readings[name, getattr(DEFAULTS, name)] == outcomes.primary
    thermal = build_outcomes(demo_store, EVERYBODY, ProtocolSettings(ablation="thermal"))
    assert readings["ablation", "thermal"] == thermal.primary


def test_month_18_that_ends_on_the_data_cut_is_passed(demo_store, rows):
    starts = [record.patient.folfirinox_start_date for record in iterate_records(demo_store)]
    last_day = add_months(max(start for start in starts if start.day > 1), 18)
    ends_that_day = sum(add_months(start, 18) == last_day for start in starts if start)

    def mature(day: date) -> int:
        cut = build_outcomes(demo_store, EVERYBODY, DEFAULTS, day)
        return cut.primary.count(maturities=["mature"])

    assert mature(last_day) - mature(date.fromordinal(last_day.toordinal() - 1)) == ends_that_day


def test_small_extract_is_answered_at_once_under_any_reading(demo_store):
    assert is_answered_at_once(demo_store, ProtocolSettings(mid_rectum_limit_mm=115))


def test_large_extract_waits_for_its_answers_to_be_derived(demo_store, monkeypatch):
    monkeypatch.setattr("synchronox_core.services.outcomes.measures.DERIVED_AT_ONCE", 500)
    assert is_answered_at_once(demo_store, DEFAULTS)
    unheard = ProtocolSettings(mid_rectum_limit_mm=114)
    assert not is_answered_at_once(demo_store, unheard)
    compared = compare_readings(demo_store, EVERYBODY, unheard)
    assert {reading.primary for reading in compared} == {None}
