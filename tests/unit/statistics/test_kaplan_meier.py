"""Kaplan-Meier on examples worked by hand and on published ones."""

import math

import numpy as np
import pytest

from synchronox_core.statistics.survival import Median, estimate_kaplan_meier

# Remission of acute leukaemia under 6-mercaptopurine, weeks; survival as tabulated by Kleinbaum
# and Klein, Survival Analysis (3rd ed.), table 2.1. Freireich et al., Blood 1963;21:699.
FREIREICH_WEEKS = [
    6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,
]  # fmt: skip
FREIREICH_EVENTS = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
FREIREICH_SURVIVAL = {
    6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482,
}  # fmt: skip

# Maintenance arm of R's survival::aml, printed by
# summary(survfit(Surv(time, status) ~ 1, aml, subset = x == "Maintained", conf.type = "log-log"))
AML_WEEKS = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161]
AML_EVENTS = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]
AML_INTERVALS = {
    9: (0.909, 0.508, 0.987), 13: (0.818, 0.447, 0.951), 18: (0.716, 0.350, 0.899),
    23: (0.614, 0.266, 0.835), 31: (0.491, 0.167, 0.753), 34: (0.368, 0.093, 0.657),
    48: (0.184, 0.012, 0.525),
}  # fmt: skip


def test_survival_of_freireich_is_as_published():
    curve = estimate_kaplan_meier(FREIREICH_WEEKS, FREIREICH_EVENTS)
    found = {mark.months: mark.probability for mark in curve.at(list(FREIREICH_SURVIVAL))}
    assert found == pytest.approx(FREIREICH_SURVIVAL, abs=5e-5)
    assert curve.median.months == 23


def test_log_log_interval_of_aml_is_that_of_r():
    curve = estimate_kaplan_meier(AML_WEEKS, AML_EVENTS)
    for mark in curve.at(list(AML_INTERVALS)):
        found = (mark.probability, mark.ci_low, mark.ci_high)
        assert found == pytest.approx(AML_INTERVALS[mark.months], abs=5.1e-4)


def test_patients_censored_at_the_time_of_an_event_are_at_risk_for_it():
    curve = estimate_kaplan_meier([1, 2, 2, 3], [1, 1, 0, 0])
    assert curve.times.tolist() == [1, 2, 3]
    assert curve.at_risk.tolist() == [4, 3, 1]
    assert curve.events.tolist() == [1, 1, 0]
    assert curve.censored.tolist() == [0, 1, 1]
    assert curve.survival == pytest.approx([3 / 4, 1 / 2, 1 / 2])


def test_median_is_the_midpoint_where_the_curve_lies_on_one_half():
    assert estimate_kaplan_meier([1, 2, 3, 4], [1, 1, 1, 1]).median.months == 2.5


def test_median_is_the_first_time_where_the_curve_never_leaves_one_half():
    assert estimate_kaplan_meier([1, 2, 3, 4], [1, 1, 0, 0]).median.months == 2


def test_median_is_none_where_the_curve_stays_above_one_half():
    assert estimate_kaplan_meier([1, 2, 3], [1, 0, 0]).median.months is None


def test_times_that_differ_by_rounding_are_one_time():
    curve = estimate_kaplan_meier([0.1 + 0.2, 0.3, 1.0], [1, 1, 0])
    assert curve.times.tolist() == [0.3, 1.0]
    assert curve.events.tolist() == [2, 0]


def test_event_at_time_zero_lowers_the_curve_from_the_start():
    curve = estimate_kaplan_meier([0, 0, 5, 6], [1, 0, 1, 0])
    assert curve.at([0])[0].probability == pytest.approx(3 / 4)
    assert curve.at_risk_at([0, 1]) == [4, 2]


def test_empty_group_has_a_curve_without_times():
    curve = estimate_kaplan_meier([], [])
    assert curve.patients == 0
    assert curve.median == Median(None, None, None)
    mark = curve.at([12])[0]
    assert (mark.probability, mark.ci_low, mark.ci_high, mark.at_risk) == (None, None, None, 0)


def test_group_without_events_stays_at_one():
    curve = estimate_kaplan_meier([3, 5], [0, 0])
    assert curve.survival.tolist() == [1, 1]
    assert curve.ci_low.tolist() == curve.ci_high.tolist() == [1, 1]
    assert curve.median == Median(None, None, None)


def test_interval_is_undefined_once_nobody_is_left():
    curve = estimate_kaplan_meier([2], [1])
    assert curve.survival.tolist() == [0]
    assert math.isnan(curve.ci_low[0])
    assert math.isnan(curve.ci_high[0])
    assert curve.at([2])[0].ci_high is None


def test_landmark_beyond_the_last_observation_is_not_told():
    mark = estimate_kaplan_meier([3, 5], [1, 0]).at([6])[0]
    assert (mark.probability, mark.at_risk) == (None, 0)


def test_landmark_before_the_first_time_is_one_with_everybody_at_risk():
    mark = estimate_kaplan_meier([3, 5], [1, 0]).at([1])[0]
    assert (mark.probability, mark.at_risk) == (1.0, 2)


def test_at_any_time_everybody_is_at_risk_or_had_the_event_or_was_censored():
    curve = estimate_kaplan_meier(FREIREICH_WEEKS, FREIREICH_EVENTS)
    for week in (0, 6, 6.5, 20, 35, 40):
        before = sum(e for t, e in zip(FREIREICH_WEEKS, FREIREICH_EVENTS, strict=True) if t < week)
        accounted = curve.at_risk_at([week])[0] + curve.censored_before([week])[0] + before
        assert accounted == len(FREIREICH_WEEKS)


@pytest.mark.parametrize(
    ("durations", "events"),
    [([1, 2], [1]), ([-1], [1]), ([math.nan], [1]), ([math.inf], [0]), ([1], [2]), ([1], [np.nan])],
)
def test_outcomes_that_cannot_be_are_refused(durations, events):
    with pytest.raises(ValueError, match=r"durations|duration|event"):
        estimate_kaplan_meier(durations, events)
