"""A line of the outcome measures: denominators, gaps, bounds, and groups too small to describe."""

import pytest

from synchronox_core.statistics.outcome_estimates import (
    AnswerCount,
    Quartiles,
    count_line,
    count_share_line,
    describe_median_line,
    estimate_share_line,
    read_survival_line,
)
from synchronox_core.statistics.outcome_lines import Bounds, Interval, Kind
from synchronox_core.statistics.survival import estimate_kaplan_meier

# Newcombe 1998, Stat Med 17:857, table I, method 3 (Wilson's score interval).
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]

ANSWERS = [
    AnswerCount("yes", None, 12),
    AnswerCount("no", "distal_margin_short", 5),
    AnswerCount("no", "circumferential_margin_involved", 3),
    AnswerCount(None, "margin_missing", 4),
    AnswerCount(None, "row_held_back", 1),
    AnswerCount(None, "no_rectal_resection", 25),
]
"""50 patients: 20 resected with a known margin, 5 of unknown margin, 25 not resected."""


@pytest.mark.parametrize(("patients", "known", "low", "high"), NEWCOMBE)
def test_share_has_the_published_interval(patients, known, low, high):
    line = estimate_share_line("r0", "everybody", patients, known, {})
    assert line.value == pytest.approx(patients / known)
    assert (line.low, line.high) == pytest.approx((low, high), abs=5e-5)
    assert line.interval is Interval.WILSON
    assert line.bounds is None


def test_missing_answers_are_counted_apart_and_never_as_a_no():
    line = count_share_line("r0", "resected", ANSWERS, ["yes"], outside=["no_rectal_resection"])
    assert (line.patients, line.known) == (12, 20)
    assert line.missing == {"margin_missing": 4, "row_held_back": 1}
    assert line.bounds == Bounds(low=12 / 25, high=17 / 25, unknown=5)


def test_no_resection_is_a_no_only_among_everybody():
    line = count_share_line("r0", "all", ANSWERS, ["yes"], no_reasons=["no_rectal_resection"])
    assert (line.patients, line.known) == (12, 45)
    assert line.known + sum(line.missing.values()) == 50


def test_group_under_five_is_counted_and_not_described():
    line = estimate_share_line("r0", "resected", 3, 4, {"margin_missing": 2})
    assert line.known == 4
    assert not line.is_described
    hidden = (line.patients, line.value, line.low, line.high, line.bounds)
    assert hidden == (None, None, None, None, None)
    assert estimate_share_line("r0", "resected", 3, 5, {}).patients == 3


def test_median_is_told_with_its_quartiles_and_no_number_of_patients():
    line = describe_median_line("cci", "operated", 40, Quartiles(0.0, 8.7, 26.2), {"x": 2})
    assert (line.low, line.value, line.high) == (0.0, 8.7, 26.2)
    assert (line.patients, line.known, line.kind) == (None, 40, Kind.MEDIAN)
    assert line.interval is Interval.QUARTILES


def test_survival_is_read_at_its_time_with_events_and_patients_at_risk():
    # By hand: 5/6 * 4/5 = 2/3; Greenwood 1/30 + 1/20 = 1/12, log-log bounds 0.195 and 0.904.
    curve = estimate_kaplan_meier([12, 24, 40, 50, 50, 60], [1, 1, 1, 0, 0, 0])
    line = read_survival_line("os", "followed", curve, 36, {"t0_missing": 1})
    assert (line.patients, line.known, line.at_risk) == (2, 6, 4)
    assert line.value == pytest.approx(2 / 3)
    assert (line.low, line.high) == pytest.approx((0.1946, 0.9044), abs=1e-4)


def test_survival_beyond_the_last_observation_has_no_value():
    curve = estimate_kaplan_meier([5, 6, 7, 8, 9], [1, 0, 0, 0, 0])
    line = read_survival_line("os", "followed", curve, 36, {})
    assert line.is_described
    assert (line.value, line.low, line.at_risk, line.patients) == (None, None, 0, 1)


def test_number_of_patients_alone_has_neither_value_nor_interval():
    line = count_line("deaths", "followed", 7, 90)
    assert (line.patients, line.known, line.value) == (7, 90, None)
    assert line.interval is Interval.NONE
