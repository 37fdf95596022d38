"""A comparison from data to result: what is told, what is withheld, and why."""

from dataclasses import replace

import numpy as np
import pytest

from synchronox_core.errors import UsageError
from synchronox_core.statistics.bootstrap import draw_replicates
from synchronox_core.statistics.comparison import compare_strategies
from synchronox_core.statistics.comparison_data import METHODS, ComparisonData, Question
from synchronox_core.statistics.design import Covariate
from synchronox_core.statistics.diagnostics import THRESHOLDS, build_diagnostic
from synchronox_core.statistics.modifiers import estimate_heterogeneity
from synchronox_core.statistics.outcomes import TimeOutcome
from synchronox_core.statistics.sensitivity import (
    compute_e_value,
    estimate_e_value,
    estimate_sensitivity,
)
from tests.lib.strategy_cohorts import draw_true_cohort, settle_at_once

QUESTION = Question(("liver_first", "simultaneous"))


@pytest.fixture(scope="module")
def cohort() -> ComparisonData:
    return draw_true_cohort(1).data


@pytest.fixture(scope="module")
def incomplete(cohort) -> ComparisonData:
    generator = np.random.default_rng(2)
    covariates = list(cohort.covariates)
    for position in (10, 11, 13):
        is_unknown = generator.random(len(cohort)) < 0.1
        values = np.where(is_unknown, np.nan, covariates[position].values)
        covariates[position] = replace(covariates[position], values=values)
    return replace(cohort, covariates=tuple(covariates))


def list_failing(comparison):
    return {(item.name, item.arm) for item in comparison.withheld_because}


def test_estimate_is_told_when_nothing_fails(cohort):
    found = compare_strategies(cohort, QUESTION)
    assert found.withheld_because == ()
    assert found.estimate is not None
    assert found.estimate.ci_low < found.estimate.difference < found.estimate.ci_high
    assert found.population == "overlap"
    planned = [cohort.strategies.index(name) for name in QUESTION.arms]
    counts = np.bincount(cohort.strategy)[planned].tolist()
    assert list(found.patients.values()) == counts


def test_naive_difference_is_that_of_the_shares(cohort):
    found = compare_strategies(cohort, QUESTION)
    planned = [cohort.strategy == cohort.strategies.index(name) for name in QUESTION.arms]
    shares = [cohort.outcome.values[member].mean() for member in planned]
    assert found.naive is not None
    assert found.naive.difference == pytest.approx(shares[0] - shares[1])


def test_overlap_weights_balance_what_the_propensity_holds(cohort):
    found = compare_strategies(cohort, QUESTION)
    assert max(item.before for item in found.balance) > 0.4
    assert max(item.after for item in found.balance) < 0.1


def test_exchanging_the_arms_turns_the_difference_round(cohort):
    there = compare_strategies(cohort, QUESTION).estimate
    back = compare_strategies(cohort, replace(QUESTION, arms=QUESTION.arms[::-1])).estimate
    assert there is not None
    assert back is not None
    assert back.difference == pytest.approx(-there.difference)
    assert back.standard_error == pytest.approx(there.standard_error)
    assert back.ratio == pytest.approx(1 / there.ratio)


def test_estimate_does_not_depend_on_the_order_of_patients(cohort):
    order = np.random.default_rng(1).permutation(len(cohort))
    for method in METHODS:
        question = replace(QUESTION, method=method)
        first = compare_strategies(cohort, question)
        second = compare_strategies(cohort.take(order), question)
        assert (first.estimate is None) == (second.estimate is None)
        if first.estimate is not None:
            assert second.estimate.difference == pytest.approx(first.estimate.difference)


def test_arms_without_overlap_withhold_the_estimate(cohort):
    apart = cohort.strategy == cohort.strategies.index("liver_first")
    covariate = Covariate("decides", apart * 10.0 + np.random.default_rng(1).random(len(cohort)))
    found = compare_strategies(replace(cohort, covariates=(covariate,)), QUESTION)
    assert found.estimate is None
    assert ("overlap", "liver_first") in list_failing(found)


def test_small_arm_withholds_before_anything_is_fitted(cohort):
    first = cohort.strategy == cohort.strategies.index("liver_first")
    second = np.flatnonzero(cohort.strategy == cohort.strategies.index("simultaneous"))[:7]
    found = compare_strategies(
        cohort.take(np.concatenate([np.flatnonzero(first), second])), QUESTION
    )
    assert found.estimate is None
    assert ("patients", "simultaneous") in list_failing(found)
    assert found.balance == ()
    assert found.naive is not None


def test_arm_under_five_patients_is_not_described_at_all(cohort):
    first = cohort.strategy == cohort.strategies.index("liver_first")
    found = compare_strategies(cohort.take(first), QUESTION)
    assert (found.estimate, found.naive) == (None, None)
    assert found.patients["simultaneous"] == 0


def test_outcome_without_events_withholds_the_estimate(cohort):
    found = compare_strategies(
        replace(cohort, outcome=settle_at_once(np.zeros(len(cohort)))), QUESTION
    )
    assert ("events", "liver_first") in list_failing(found)
    assert found.estimate is None


def test_negative_control_that_differs_withholds_the_estimate(cohort):
    is_first = cohort.strategy == cohort.strategies.index("liver_first")
    noise = np.random.default_rng(1).random(len(cohort)) < np.where(is_first, 0.8, 0.3)
    control = settle_at_once(noise.astype(float))
    found = compare_strategies(cohort, QUESTION, negative_control=control)
    assert ("negative_control", None) in list_failing(found)


@pytest.mark.parametrize(
    ("name", "value", "verdict"),
    [
        ("largest_imbalance", 0.25, "warn"),
        ("largest_imbalance", 0.251, "fail"),
        ("mean_imbalance", 0.1, "pass"),
        ("mean_imbalance", 0.101, "fail"),
        ("effective_size", 30, "warn"),
        ("effective_size", 29.9, "fail"),
        ("effective_size", np.nan, "fail"),
        ("detectable_difference", 0.9, "warn"),
    ],
)
def test_verdicts_turn_at_the_bounds_of_the_specification(name, value, verdict):
    assert build_diagnostic(name, value).verdict == verdict
    assert name in THRESHOLDS


def test_pending_patients_do_not_bias_the_share(cohort):
    # Failures settle at month 18, successes at month 9, and half the cohort is cut at month 12.
    achieved = cohort.outcome.values
    is_cut = np.random.default_rng(3).random(len(cohort)) < 0.5
    settles = np.where(achieved == 1, 9.0, 18.0)
    is_settled = ~is_cut | (settles < 12)
    outcome = replace(
        cohort.outcome,
        values=np.where(is_settled, achieved, np.nan),
        months=np.where(is_settled, settles, 12.0),
        is_settled=is_settled,
    )
    members = np.ones((len(cohort), 1), dtype=bool)
    found = outcome.estimate_means(np.ones(len(cohort)), members).means[0]
    assert found == pytest.approx(achieved.mean(), abs=0.03)
    assert achieved[is_settled].mean() > achieved.mean() + 0.1


def test_unknown_covariates_are_imputed_and_the_answer_comes_back_the_same(cohort, incomplete):
    whole = compare_strategies(cohort, QUESTION).estimate
    pooled = compare_strategies(incomplete, QUESTION).estimate
    assert whole is not None
    assert pooled is not None
    assert pooled.difference == pytest.approx(whole.difference, abs=0.03)
    assert pooled == compare_strategies(incomplete, QUESTION).estimate


def test_progress_is_told_after_each_imputation(incomplete):
    told = []
    compare_strategies(incomplete, replace(QUESTION, imputations=3), progress=told.append)
    assert told == [1, 2, 3]


def test_bootstrap_taken_up_again_is_the_one_run_through(incomplete):
    told = []
    through = draw_replicates(incomplete, QUESTION, 40, progress=told.append)
    assert [len(so_far) for so_far in told] == [25, 40]
    again = draw_replicates(incomplete, QUESTION, 40, done=through[:10])
    assert (again == through).all()
    found = compare_strategies(incomplete, QUESTION, replicates=through)
    plain = np.std(through[:, 0] - through[:, 1], ddof=1)
    assert found.estimate is not None
    assert plain < found.estimate.standard_error < 1.1 * plain


@pytest.mark.parametrize("method", ["matching", "iptw", "generalised_overlap", "augmented"])
def test_bootstrap_that_was_not_held_against_the_truth_is_refused(cohort, method):
    with pytest.raises(UsageError):
        draw_replicates(cohort, replace(QUESTION, method=method), 1)


def test_survival_is_compared_by_restricted_means(cohort):
    generator = np.random.default_rng(5)
    months = generator.exponential(40, len(cohort))
    cut = generator.uniform(20, 60, len(cohort))
    outcome = TimeOutcome(
        np.minimum(months, cut), (months <= cut).astype(np.int64), 36.0, "restricted_mean"
    )
    found = compare_strategies(replace(cohort, outcome=outcome), QUESTION)
    assert found.estimate is not None
    assert max(found.estimate.means) < 36
    assert found.estimate.ci_low < 0 < found.estimate.ci_high


@pytest.mark.parametrize(
    "question",
    [
        Question(("liver_first", "liver_first")),
        Question(("liver_first", "classic")),
        Question(("liver_first", "simultaneous"), "ols"),
    ],
)
def test_questions_that_cannot_be_are_refused(cohort, question):
    with pytest.raises(UsageError):
        compare_strategies(cohort, question)


def test_augmented_method_is_refused_for_times(cohort):
    outcome = TimeOutcome(np.ones(len(cohort)), cohort.strategy, 1.0, "cumulative_incidence")
    with pytest.raises(UsageError):
        compare_strategies(replace(cohort, outcome=outcome), replace(QUESTION, method="augmented"))


def test_e_values_are_those_of_the_paper():
    # VanderWeele and Ding 2017: risk ratio 3.9 (1.8 to 8.7) gives 7.26 and 3.0.
    assert compute_e_value(3.9) == pytest.approx(7.26, abs=0.005)
    assert compute_e_value(1.8) == pytest.approx(3.0, abs=0.005)
    assert compute_e_value(1 / 3.9) == pytest.approx(7.26, abs=0.005)
    with pytest.raises(ValueError, match="positive"):
        compute_e_value(0)


def test_e_value_of_an_interval_that_holds_one_is_one(cohort):
    effect = compare_strategies(cohort, QUESTION).naive
    assert effect is not None
    wide = replace(effect, ratio=0.8, ratio_ci_low=0.5, ratio_ci_high=1.1)
    assert estimate_e_value(wide).bound == 1
    low = replace(effect, ratio=0.5, ratio_ci_low=0.4, ratio_ci_high=0.625)
    assert estimate_e_value(low).bound == pytest.approx(1.6 + np.sqrt(1.6 * 0.6))
    assert estimate_e_value(replace(effect, ratio=0.0)) is None


def test_sensitivity_bounds_hold_the_estimate_between_them(cohort):
    values = cohort.outcome.values.copy()
    values[::20] = np.nan
    data = replace(cohort, outcome=replace(cohort.outcome, values=values))
    found = compare_strategies(data, QUESTION)
    rows = estimate_sensitivity(data, found)
    by_kind = {row.kind: row.effect.difference for row in rows}
    assert found.estimate is not None
    assert by_kind["worst_case"] < found.estimate.difference < by_kind["best_case"]
    assert {row.detail for row in rows if row.kind == "method"} == set(METHODS) - {"overlap"}
    compared = np.isin(cohort.strategy, [cohort.strategies.index(a) for a in QUESTION.arms])
    centres = len(np.unique(cohort.centre[compared]))
    assert sum(row.kind == "without_centre" for row in rows) == centres


def test_nothing_more_is_told_of_a_withheld_comparison(cohort):
    withheld = replace(compare_strategies(cohort, QUESTION), estimate=None)
    assert estimate_sensitivity(cohort, withheld) == ()
    level = np.zeros(len(cohort), dtype=np.int64)
    assert estimate_heterogeneity(cohort, withheld, ("all",), level) == ()


def test_one_level_gives_the_whole_contrast(cohort):
    found = compare_strategies(cohort, QUESTION)
    level = np.zeros(len(cohort), dtype=np.int64)
    only = estimate_heterogeneity(cohort, found, ("all",), level)[0]
    assert found.estimate is not None
    assert only.interaction is None
    assert only.difference.value == pytest.approx(found.estimate.difference)
    assert only.difference.ci_low == pytest.approx(found.estimate.ci_low)


def test_interaction_is_the_difference_between_levels(cohort):
    found = compare_strategies(cohort, QUESTION)
    bilobar = next(c for c in cohort.covariates if c.name == "is_bilobar")
    level = bilobar.values.astype(np.int64)
    level[:5] = -1
    no, yes = estimate_heterogeneity(cohort, found, ("no", "yes"), level)
    assert yes.interaction is not None
    assert yes.interaction.value == pytest.approx(yes.difference.value - no.difference.value)
    assert yes.interaction.ci_low < yes.interaction.value < yes.interaction.ci_high
    compared = [cohort.strategies.index(arm) for arm in QUESTION.arms]
    known = int(np.isin(cohort.strategy[5:], compared).sum())
    assert sum((*no.patients, *yes.patients)) == known
