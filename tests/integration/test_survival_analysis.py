"""Survival of the shipped cohort: counts that add up, the command, the document."""

import csv
import json
import math
from datetime import date, timedelta

import pytest

from synchronox_core.commands.program import main
from synchronox_core.protocol.calendar import add_months
from synchronox_core.services.cohort.care import build_care
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.deliveries.derived_values import open_derived
from synchronox_core.services.survival.analysis import (
    GROUPS,
    STRATEGY,
    SurvivalQuestion,
    analyse_survival,
)
from synchronox_core.services.survival.endpoints import ENDPOINTS
from synchronox_core.services.survival.hazards import estimate_hazards, hazard_note
from synchronox_core.store.overview_queries import describe_patients, select_patients
from synchronox_core.store.survival_queries import follow_up


@pytest.fixture(scope="module")
def patients(demo_bundle):
    with (demo_bundle / "patients.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def call(demo_store, capsys):
    def run(*words, is_json=True):
        arguments = [*map(str, words), "--store", str(demo_store.directory)]
        code = main(arguments + ["--json"] * is_json, {})
        said = capsys.readouterr()
        return code, json.loads(said.out) if is_json else said.out, said.err

    return run


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("group", GROUPS)
def test_everybody_is_in_a_curve_or_told_why_not(demo_store, endpoint, group):
    analysis = analyse_survival(demo_store, SurvivalQuestion(endpoint, group))
    left_out = sum(analysis.left_out.values()) + analysis.without_group
    assert analysis.patients == 550
    assert analysis.drawn + left_out + sum(analysis.too_small.values()) == 550
    for survival in analysis.groups.values():
        curves = (survival.curve, *survival.competing.values())
        events = sum(int(curve.events.sum()) for curve in curves)
        assert events + sum(survival.censoring.values()) == survival.curve.patients


def test_deaths_and_late_entries_are_those_of_the_delivery(demo_store, patients):
    everybody = analyse_survival(demo_store, SurvivalQuestion("os")).groups["all"]
    assert everybody.curve.events.sum() == sum(bool(row["death_date"]) for row in patients)
    late = [
        row
        for row in patients
        if date.fromisoformat(row["rectal_diagnosis_date"]) >= date(2025, 6, 1)
        and row["inclusion_date"] > row["folfirinox_start_date"]
    ]
    assert everybody.late_entries == len(late)


def test_hazards_of_two_groups_are_those_of_the_curves(demo_store):
    question = SurvivalQuestion("os", "sex")
    hazards = estimate_hazards(demo_store, question, ("F", "M"))
    curves = [group.curve for group in analyse_survival(demo_store, question).groups.values()]
    [ratio] = hazards.model.terms
    assert hazards.model.patients == sum(curve.patients for curve in curves)
    assert hazards.model.events == sum(int(curve.events.sum()) for curve in curves)
    # The ratio of the cumulative hazards lies near it.
    cumulative = [-math.log(curve.at([48])[0].probability) for curve in curves]
    assert ratio.ratio == pytest.approx(cumulative[1] / cumulative[0], rel=0.25)
    assert ratio.ci_low < ratio.ratio < ratio.ci_high


def test_hazards_without_an_event_in_a_group_are_not_told(demo_store):
    nobody = SurvivalQuestion("os", "sex", CohortFilter(centres=("nowhere",)))
    hazards = estimate_hazards(demo_store, nobody, ("F", "M"))
    assert (hazards.model, hazards.centres) == (None, 0)
    assert "no finite estimate" in hazard_note(hazards, "en")


def test_filter_keeps_its_patients_only(demo_store, patients):
    question = SurvivalQuestion("os", asked=CohortFilter(sexes=("F",)))
    women = sum(row["sex"] == "F" for row in patients)
    assert analyse_survival(demo_store, question).patients == women


def test_month_18_is_the_calendar_day_of_the_protocol(demo_store, patients):
    t0 = sorted((row["patient_id"], row["folfirinox_start_date"]) for row in patients)
    with open_derived(demo_store) as cursor:
        select_patients(cursor, CohortFilter().parameters)
        describe_patients(cursor)
        frame = follow_up(cursor, days="os_days", event="os_event", group="sex")
    for (_, start), days in zip(t0, frame["horizon_days"], strict=True):
        day = date.fromisoformat(start)
        assert day + timedelta(days=int(days)) == add_months(day, 18)


def test_document_has_the_groups_of_the_contract(call):
    code, document, _ = call("survival", "--endpoint", "os", "--by", STRATEGY)
    assert code == 0
    assert [group["group"] for group in document["groups"]] == [
        "simultaneous", "rectum_first", "liver_first", "adaptive",
    ]  # fmt: skip
    first, second = document["groups"][:2]
    assert [mark["months"] for mark in first["landmarks"]] == [12, 24, 36]
    assert {"probability", "ci_low", "ci_high", "at_risk", "censored_before"} <= set(
        first["landmarks"][0]
    )
    assert {"months", "ci_low", "ci_high"} == set(first["median"]) == set(first["follow_up"])
    assert "difference" not in first["restricted_means"][0]
    gap = second["restricted_means"][0]["mean"] - first["restricted_means"][0]["mean"]
    assert second["restricted_means"][0]["difference"]["mean"] == pytest.approx(gap)
    assert {len(values) for values in first["curve"].values()} == {len(first["curve"]["months"])}
    assert document["origin"] == "decision"


def test_competing_events_stand_beside_the_incidence(call):
    _, document, _ = call(
        "survival",
        "--endpoint",
        "complete_treatment",
        "--times",
        "18",
        "--setting",
        "ablation=thermal",
    )
    [everybody] = document["groups"]
    assert set(everybody["competing"]) == {"death", "definitive_failure"}
    assert "median" not in everybody
    shares = [part["landmarks"][0]["probability"] for part in
              (everybody, *everybody["competing"].values())]  # fmt: skip
    assert 0.9 < sum(shares) <= 1


def test_ways_to_the_second_site_end_as_the_care_page_says(demo_store):
    retrospective = CohortFilter(cohorts=("retrospective",))
    question = SurvivalQuestion("second_site", asked=retrospective)
    group = analyse_survival(demo_store, question).groups["all"]
    care = build_care(demo_store, retrospective, is_mature_only=False)
    step = care.steps["all", "second_site"]
    late = group.censoring.get("late_second_site", 0)
    assert late > 0
    reached, died, stopped, preserved = (
        int(curve.events.sum()) for curve in (group.curve, *group.competing.values())
    )
    stops = step.stops
    assert reached == step.reached - late
    assert (died, preserved) == (stops["death"], stops["complete_response"])
    failures = ("contraindication", "progression", "palliative", "refused")
    assert stopped == sum(stops.get(failure, 0) for failure in failures)


def test_lines_for_a_reader_name_every_group(call):
    code, said, _ = call("survival", "--endpoint", "pfs", "--by", "sex", is_json=False)
    assert code == 0
    assert "Female" in said
    assert "Died without an event" in said


def test_wrong_times_are_wrong_usage(call):
    with pytest.raises(SystemExit) as refused:
        call("survival", "--endpoint", "os", "--times", "-3")
    assert refused.value.code == 2
