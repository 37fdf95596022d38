"""Strategies of the shipped cohort compared: counts, the gate, the command as the service."""

import json
from collections import Counter

import numpy as np
import pytest

from synchronox_core.commands.program import main
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.comparisons.decision_covariates import COVARIATE_RULES
from synchronox_core.services.comparisons.performed import compare_performed_strategies
from synchronox_core.services.comparisons.planned import (
    LEVELS,
    StrategyQuestion,
    compare_planned,
    explore_comparison,
)
from synchronox_core.services.comparisons.strategy_outcomes import OUTCOMES
from synchronox_core.services.comparisons.strategy_sets import (
    PLANNED_RULES,
    STRATEGIES,
    build_analysis_set,
)
from synchronox_core.services.comparisons.target_trial import planned_protocol
from synchronox_core.services.endpoints import iterate_endpoints
from synchronox_core.services.patients.patient_records import iterate_records

EVERYBODY, DEFAULTS = CohortFilter(), ProtocolSettings()
ARMS = ("liver_first", "rectum_first")
TOO_NARROW = CohortFilter(cohorts=("prospective",))


@pytest.fixture(scope="module")
def found(demo_store):
    return compare_planned(demo_store, EVERYBODY, DEFAULTS, StrategyQuestion())


@pytest.fixture
def ask(demo_store, capsys):
    def run(*words):
        capsys.readouterr()
        code = main(["compare", *words, "--store", str(demo_store.directory), "--json"], {})
        told = capsys.readouterr()
        return code, json.loads(told.out), told.err

    return run


def test_attrition_begins_with_everybody_and_adds_up_to_the_arms(found):
    assert found.attrition.persons == 550
    assert tuple(step.rule for step in found.attrition.steps) == PLANNED_RULES
    left = 550
    for step in found.attrition.steps:
        left -= step.removed
        assert step.remaining == left
    assert left == sum(found.comparison.patients.values())


def test_arms_are_counted_patient_by_patient(demo_store, found):
    eligible = {row["patient_id"] for row in iterate_endpoints(demo_store, DEFAULTS)
                if row["eligible"] == "yes"}  # fmt: skip
    planned = Counter(
        record.patient.strategy_planned
        for record in iterate_records(demo_store)
        if record.patient.patient_id in eligible
        and record.patient.strategy_decided_on is not None
        and any(row.timepoint == "end_folfirinox" for row in record.assessments)
    )
    assert found.comparison.patients == {arm: planned[arm] for arm in ARMS}


@pytest.mark.parametrize("outcome", list(OUTCOMES))
def test_patients_follow_from_the_decision_on(demo_store, outcome):
    analysed = build_analysis_set(demo_store, EVERYBODY, DEFAULTS, outcome, ARMS)
    months = analysed.data.outcome.months
    assert len(analysed.data) == len(months) == len(analysed.patients)
    assert np.isfinite(months).all()
    assert (months >= 0).all()
    names = {covariate.name for covariate in analysed.data.covariates}
    assert names == {rule.name for rule in COVARIATE_RULES}
    assert np.bincount(analysed.data.strategy, minlength=len(STRATEGIES)).min() > 50


def test_estimate_of_the_whole_cohort_is_shown_beside_the_naive(found):
    comparison = found.comparison
    assert comparison.withheld_because == ()
    assert comparison.estimate.ci_low < comparison.estimate.difference < comparison.estimate.ci_high
    # Liver-first is planned for worse livers, which the naive contrast holds against it.
    assert comparison.naive.difference < comparison.estimate.difference
    assert found.e_value.estimate >= 1
    assert found.replications == 0


def test_narrow_cohort_withholds_the_estimate_and_nothing_is_explored(demo_store):
    narrow = compare_planned(demo_store, TOO_NARROW, DEFAULTS, StrategyQuestion())
    assert narrow.comparison.estimate is None
    assert "effective_size" in {item.name for item in narrow.comparison.withheld_because}
    assert (narrow.e_value, narrow.has_bootstrap) == (None, False)
    explored = explore_comparison(demo_store, TOO_NARROW, DEFAULTS, StrategyQuestion())
    assert (explored.sensitivity, explored.modifiers) == ((), {})


@pytest.mark.parametrize("centre", ["ZZZ", None])
def test_cohort_of_nobody_or_of_few_is_not_described(demo_store, centre):
    smallest = min(
        Counter(record.patient.centre_id for record in iterate_records(demo_store)).items(),
        key=lambda item: (item[1], item[0]),
    )[0]
    asked = CohortFilter(centres=(centre or smallest,))
    for outcome in OUTCOMES:
        few = compare_planned(demo_store, asked, DEFAULTS, StrategyQuestion(outcome))
        assert not few.is_described
        assert few.comparison.estimate is None


def test_bootstrap_gives_another_interval_of_the_same_estimate(demo_store, found):
    shares = []
    drawn = compare_planned(
        demo_store, EVERYBODY, DEFAULTS, StrategyQuestion(), replications=30, told=shares.append
    )
    assert drawn.comparison.estimate.difference == found.comparison.estimate.difference
    assert drawn.comparison.estimate.ci_low != found.comparison.estimate.ci_low
    assert shares[-1] == 1.0
    assert drawn.replications == 30


def test_command_prints_what_the_service_finds(ask, found):
    code, document, _ = ask("--outcome", "complete_treatment", "--arms", *ARMS)
    estimate = found.comparison.estimate
    assert code == 0
    assert document["patients"] == found.comparison.patients
    assert document["estimate"]["difference"] == pytest.approx(estimate.difference)
    assert document["estimate"]["interval"] == pytest.approx([estimate.ci_low, estimate.ci_high])
    assert document["naive"]["difference"] == pytest.approx(found.comparison.naive.difference)
    assert document["withheld_because"] == []
    assert {item["verdict"] for item in document["diagnostics"]} <= {"pass", "warn"}
    assert document["attrition"]["persons"] == 550


def test_command_refuses_with_the_document_while_a_diagnostic_fails(ask):
    code, document, told = ask(
        "--outcome", "complete_treatment", "--arms", *ARMS, "--cohort", "prospective"
    )
    assert code == 1
    assert document["estimate"] is None
    assert "effective_size:rectum_first" in document["withheld_because"]
    assert document["naive"] is not None
    assert "Estimate withheld" in told


@pytest.mark.parametrize(
    "words",
    [
        ("--outcome", "os", "--arms", "liver_first", "liver_first"),
        ("--outcome", "os", "--arms", *ARMS, "--method", "augmented"),
        ("--outcome", "complete_treatment", "--arms", "adaptive", "liver_first", "--performed"),
        ("--outcome", "os", "--arms", *ARMS, "--performed"),
    ],
)
def test_question_that_cannot_be_asked_is_wrong_usage(ask, words):
    code, document, _ = ask(*words)
    assert code == 2
    assert document["error"] == "setting_value"


def test_reading_of_the_record_reaches_the_comparison(ask, found):
    _, document, _ = ask(
        "--outcome", "complete_treatment", "--arms", *ARMS, "--setting", "ablation=thermal"
    )
    assert document["settings"]["ablation"] == "thermal"
    assert document["naive"]["values"] != pytest.approx(list(found.comparison.naive.means))


def test_performed_strategies_stand_beside_landmark_and_naive(demo_store):
    asked = StrategyQuestion(arms=("simultaneous", "liver_first"))
    found = compare_performed_strategies(demo_store, EVERYBODY, DEFAULTS, asked, replications=25)
    assert found.patients == found.attrition.steps[-1].remaining
    performed = found.comparison
    assert performed.withheld_because == ()
    assert performed.estimate.ci_low < performed.estimate.difference < performed.estimate.ci_high
    # Whoever is labelled simultaneous lived to have both operations.
    assert performed.naive.difference > performed.estimate.difference
    assert performed.landmark is not None


def test_performed_strategies_are_withheld_when_an_arm_is_thin(demo_store, ask):
    asked = StrategyQuestion(arms=("simultaneous", "rectum_first"))
    found = compare_performed_strategies(demo_store, TOO_NARROW, DEFAULTS, asked, replications=25)
    assert found.comparison.estimate is None
    assert {item.name for item in found.comparison.withheld_because} == {"effective_size"}
    words = ("--outcome", "complete_treatment", "--arms", *asked.arms, "--performed")
    code, document, told = ask(*words, "--cohort", "prospective")
    assert (code, document["estimate"]) == (1, None)
    assert "Estimate withheld" in told


def test_performed_strategies_of_a_few_are_not_described(demo_store):
    asked = StrategyQuestion(arms=("simultaneous", "rectum_first"))
    nobody = CohortFilter(centres=("ZZZ",))
    found = compare_performed_strategies(demo_store, nobody, DEFAULTS, asked)
    assert (found.patients, found.comparison) == (0, None)


def test_target_trial_is_told_from_what_was_run(demo_store, found):
    told = dict(planned_protocol(found, "en").to_numpy().tolist())
    assert list(told) == [
        *("Eligibility", "Strategies", "Assignment", "Time zero"),
        *("Outcome", "Population", "Analysis"),
    ]
    assert "2028-12-31" in told["Eligibility"]
    assert "Cycles of FOLFIRINOX at the decision" in told["Assignment"]
    assert "Overlap weights" in told["Analysis"]
    assert "10 times" in told["Analysis"]
    matched = compare_planned(
        demo_store, EVERYBODY, DEFAULTS, StrategyQuestion(method="matching")
    )  # fmt: skip
    other = dict(planned_protocol(matched, "en").to_numpy().tolist())
    assert "matching" in other["Analysis"]
    assert "matched pairs" in other["Population"]


@pytest.mark.slow
def test_exploration_asks_in_every_other_way(demo_store, ask):
    code, document, _ = ask("--outcome", "complete_treatment", "--arms", *ARMS, "--sensitivity")
    rows = document["sensitivity"]
    kinds = Counter(row["kind"] for row in rows)
    left_out = [row["detail"] for row in rows if row["kind"] == "without_centre"]
    analysed = build_analysis_set(demo_store, EVERYBODY, DEFAULTS, "complete_treatment", ARMS)
    compared = analysed.patients[analysed.patients["strategy_planned"].isin(ARMS)]
    assert code == 0
    assert kinds["method"] == 4
    assert kinds["trimmed"] == kinds["best_case"] == kinds["worst_case"] == 1
    assert sorted(left_out) == sorted(set(compared["centre_id"]))
    assert set(document["modifiers"]) == set(LEVELS)
