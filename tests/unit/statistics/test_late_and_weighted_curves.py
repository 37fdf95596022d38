"""Late entry, weights, restricted means and competing risks on examples worked by hand."""

import math

import pytest

from synchronox_core.statistics.competing_risks import estimate_cumulative_incidence
from synchronox_core.statistics.cox import fit_cox
from synchronox_core.statistics.restricted_mean import (
    compute_restricted_mean_difference,
    estimate_restricted_mean,
)
from synchronox_core.statistics.survival import Median, estimate_follow_up, estimate_kaplan_meier


def test_late_patients_are_at_risk_after_their_entry_only():
    curve = estimate_kaplan_meier([2, 4, 6], [1, 1, 1], entries_months=[0, 2, 3])
    # At 2 only the first is at risk: the second enters at that very time, so it is not.
    assert curve.at_risk.tolist() == [1, 2, 1]
    curve = estimate_kaplan_meier([2, 4, 6], [1, 1, 0], entries_months=[0, 0, 3])
    assert curve.at_risk.tolist() == [2, 2, 1]
    assert curve.survival == pytest.approx([1 / 2, 1 / 4, 1 / 4])
    assert curve.patients == 3


def test_numbers_at_risk_count_late_patients_after_their_entry():
    curve = estimate_kaplan_meier([5, 8, 9], [1, 1, 0], entries_months=[0, 2, 6])
    assert curve.at_risk_at([0, 2, 3, 5, 6, 7, 9, 10]) == [1, 1, 2, 2, 1, 2, 1, 0]


def test_entry_at_or_before_the_origin_is_no_late_entry():
    curve = estimate_kaplan_meier([0, 5], [1, 0], entries_months=[0, -3])
    assert curve.at_risk.tolist() == [2, 1]
    assert curve.survival == pytest.approx([1 / 2, 1 / 2])


@pytest.mark.parametrize("entry", [4, 5, 4 - 1e-10])
def test_entry_at_or_after_the_end_is_refused(entry):
    with pytest.raises(ValueError, match="entry lies at or after the end"):
        estimate_kaplan_meier([4, 9], [1, 0], entries_months=[entry, 0])


@pytest.mark.parametrize("weights", [[1], [1, 0], [1, -1], [1, math.nan], [1, math.inf]])
def test_weights_that_cannot_be_are_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        estimate_kaplan_meier([4, 9], [1, 0], weights=weights)


def test_entry_that_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="an entry is not a number"):
        estimate_kaplan_meier([4, 9], [1, 0], entries_months=[math.nan, 0])


def test_weighted_curve_counts_weights_and_patients_apart():
    curve = estimate_kaplan_meier([1, 2, 3], [1, 0, 1], weights=[2, 1, 1])
    assert curve.survival == pytest.approx([1 / 2, 1 / 2, 0])
    assert (curve.at_risk.tolist(), curve.weighted_at_risk.tolist()) == ([3, 2, 1], [4, 2, 1])
    assert (curve.censored.tolist(), curve.weighted_censored.tolist()) == ([0, 1, 0], [0, 1, 0])


def test_follow_up_ends_with_censoring_and_death_censors_it():
    curve = estimate_kaplan_meier([1, 2, 3, 4, 5], [1, 0, 0, 1, 0])
    # Reverse: 4 at risk at 2, 3 at 3, 1 at 5: 0.75, 0.5, 0 -> midpoint of 3 and 5.
    assert estimate_follow_up(curve).months == 4


def test_restricted_mean_is_the_area_under_the_curve():
    curve = estimate_kaplan_meier([2, 4, 6, 8], [1, 1, 0, 0])
    # 2 months at 1, 2 at 3/4, 1 at 1/2.
    found = estimate_restricted_mean(curve, 5)
    assert found.mean == pytest.approx(2 + 1.5 + 0.5)
    # Areas after 2 and 4: 2.0 and 0.5; Greenwood 1/(4*3) and 1/(3*2).
    assert found.std_err == pytest.approx(math.sqrt(4 / 12 + 0.25 / 6))


def test_restricted_mean_is_not_told_beyond_the_last_observation():
    followed = estimate_kaplan_meier([2, 4], [1, 0])
    assert estimate_restricted_mean(followed, 4).mean == pytest.approx(3)
    assert estimate_restricted_mean(followed, 5).mean is None
    extinct = estimate_kaplan_meier([2, 4], [1, 1])
    assert estimate_restricted_mean(extinct, 12).mean == pytest.approx(3)
    assert estimate_restricted_mean(estimate_kaplan_meier([], []), 12).mean is None


def test_restricted_means_are_compared_at_one_horizon():
    curve = estimate_kaplan_meier([2, 4, 6, 8], [1, 1, 0, 0])
    at_5, at_8, at_9 = (estimate_restricted_mean(curve, months) for months in (5, 8, 9))
    assert compute_restricted_mean_difference(at_5, at_5).mean == 0
    assert compute_restricted_mean_difference(at_9, at_9).ci_low is None
    with pytest.raises(ValueError, match="horizons 5 and 8 differ"):
        compute_restricted_mean_difference(at_5, at_8)


def test_competing_events_lower_the_incidence_and_leave_the_risk_set():
    curve = estimate_cumulative_incidence([1, 2, 3, 4], [2, 1, 0, 1])
    # Free before: 1, 3/4, 1/2, 1/2; at risk 4, 3, 2, 1.
    assert curve.probability == pytest.approx([0, 1 / 4, 1 / 4, 3 / 4])
    assert curve.competing.tolist() == [1, 0, 0, 0]
    assert curve.events.tolist() == [0, 1, 0, 1]
    assert [mark.probability for mark in curve.at([0, 2, 9])] == [0, pytest.approx(0.25), None]


def test_incidence_of_an_empty_group_has_no_times():
    curve = estimate_cumulative_incidence([], [])
    assert (curve.patients, curve.times.size) == (0, 0)


def test_incidence_needs_an_event_to_look_for():
    with pytest.raises(ValueError, match="cause must be an event"):
        estimate_cumulative_incidence([1], [1], cause=0)


def test_group_without_event_has_no_median_and_a_follow_up():
    curve = estimate_kaplan_meier([3, 5, 7], [0, 0, 0])
    assert curve.median == Median(None, None, None)
    assert estimate_follow_up(curve).months == 5


@pytest.mark.parametrize(
    ("events", "values", "message"),
    [
        ([0, 0, 0], [1, 2, 3], "no event"),
        ([1, 1, 1], [2, 2, 2], "does not vary"),
        ([1, 1, 0], [9, 5, 1], "no finite estimate"),
    ],
)
def test_models_without_an_answer_are_refused(events, values, message):
    with pytest.raises(ValueError, match=message):
        fit_cox([1, 2, 3], events, {"x": values})


def test_hazard_ratio_of_two_patients_by_hand():
    # Events at 1 (x = 1) and at 2 (x = 0): 1 - 2r/(2r + 1) - r/(r + 1) = 0, so r = 1/sqrt(2).
    model = fit_cox([1, 2, 3], [1, 1, 0], {"x": [1.0, 0.0, 1.0]})
    assert model.terms[0].ratio == pytest.approx(1 / math.sqrt(2), abs=1e-9)
    assert model.terms[0].ci_low < model.terms[0].ratio < model.terms[0].ci_high
