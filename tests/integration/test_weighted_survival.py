"""Weighted curves by planned strategy: as the comparison gives them, and withheld with it."""

import json

import pytest

from synchronox_core.commands.program import main
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.comparisons.strategy_sets import build_analysis_set
from synchronox_core.services.survival.analysis import SurvivalQuestion, analyse_survival
from synchronox_core.services.survival.document import survival_document
from synchronox_core.services.survival.weights import (
    WEIGHTS,
    analyse_weighted_survival,
    can_weight,
    nothing_drawn,
)
from synchronox_core.statistics.comparison import compare_strategies
from synchronox_core.statistics.comparison_data import Question
from synchronox_core.statistics.restricted_mean import estimate_restricted_mean

RETROSPECTIVE = CohortFilter(cohorts=("retrospective",))
ARMS = ("liver_first", "rectum_first")


def ask(weights, endpoint="os", asked=RETROSPECTIVE):
    return SurvivalQuestion(endpoint, "strategy_planned", asked, weights=weights, arms=ARMS)


def test_restricted_means_are_those_of_the_comparison(demo_store):
    # Retrospective patients are observed from the decision on, as the comparison takes everybody.
    analysis = analyse_weighted_survival(demo_store, ask("overlap"))
    found = build_analysis_set(demo_store, RETROSPECTIVE, analysis.question.readings, "os", ARMS)
    estimate = compare_strategies(found.data, Question(ARMS, "overlap")).estimate
    assert estimate is not None
    means = [estimate_restricted_mean(analysis.groups[arm].curve, 36).mean for arm in ARMS]
    assert means == pytest.approx(estimate.means, abs=0.05)


@pytest.mark.parametrize("weights", ["overlap", "iptw"])
@pytest.mark.parametrize("endpoint", ["os", "pfs", "second_site", "complete_treatment"])
def test_everybody_is_in_a_weighted_curve_or_told_why_not(demo_store, endpoint, weights):
    analysis = analyse_weighted_survival(demo_store, ask(weights, endpoint, CohortFilter()))
    assert set(analysis.groups) <= set(ARMS)
    left_out = sum(analysis.left_out.values()) + analysis.without_group
    drawn = analysis.drawn if analysis.groups else 0
    withheld = analysis.weighting.withheld_because
    assert bool(withheld) == (not analysis.groups)
    assert withheld or drawn + left_out + sum(analysis.too_small.values()) == 550


def test_curves_without_weights_are_those_of_the_patients_as_they_are(demo_store):
    question = ask("none")
    weighted = analyse_weighted_survival(demo_store, question)
    plain = analyse_survival(demo_store, question)
    assert weighted.weighting is None
    assert survival_document(weighted, [36]) == survival_document(plain, [36])


def test_curves_are_withheld_with_the_diagnostic_that_fails(demo_store):
    nobody = CohortFilter(centres=("nowhere",))
    analysis = analyse_weighted_survival(demo_store, ask("overlap", asked=nobody))
    assert not analysis.groups
    document = survival_document(analysis, [36])
    assert "patients" in {item["name"] for item in document["withheld_because"]}
    assert "withheld" in nothing_drawn(analysis, "en")


def test_weights_are_for_strategies_on_an_outcome_they_are_compared_on():
    assert can_weight("os", "strategy_planned")
    assert not can_weight("os", "sex")
    assert not can_weight("pfs_standard", "strategy_planned")


def test_command_gives_weighted_curves_with_their_population(demo_store, capsys):
    words = ["--endpoint", "os", "--weights", "overlap", "--store", str(demo_store.directory)]
    assert main(["survival", *words, "--by", "strategy_planned", "--json"], {}) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["weights"], document["population"]) == (WEIGHTS[1], "overlap")
    assert [group["group"] for group in document["groups"]] == ["rectum_first", "liver_first"]
    assert main(["survival", *words, "--by", "sex"], {}) == 2
    assert "strategy_planned" in capsys.readouterr().err
