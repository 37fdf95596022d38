"""Clones, their deviations and weights, on paths worked by hand."""

import numpy as np
import pytest

from synchronox_core.statistics.comparison_data import Question
from synchronox_core.statistics.design import Covariate
from synchronox_core.statistics.emulation import (
    PerformedPaths,
    build_landmark_data,
    emulate_strategies,
    follow_arm,
)
from synchronox_core.statistics.performed import compare_performed, draw_performed_replicates
from tests.lib.strategy_cohorts import settle_at_once

NONE = np.nan
QUESTION = Question(("simultaneous", "liver_first"))


def build_paths(operated, operation, excused, observed, values=None):
    size = len(operated)
    return PerformedPaths(
        ("simultaneous", "liver_first"),
        np.array(operated),
        np.array(operation),
        np.array(excused),
        np.array(observed, dtype=float),
        (Covariate("lesions", np.arange(1.0, size + 1)),),
        np.zeros(size, dtype=np.int64),
        settle_at_once(np.zeros(size) if values is None else values),
    )


#         operated, kind, excused, observed      simultaneous clone      liver-first clone
CASES = {
    "simultaneous_in_time": (2.0, 0, NONE, 20.0, (2.0, False), (2.0, True)),
    "liver_in_time": (1.0, 1, NONE, 20.0, (1.0, True), (1.0, False)),
    "rectum_in_time": (3.0, -1, NONE, 20.0, (3.0, True), (3.0, True)),
    "never_operated": (NONE, -1, NONE, 20.0, (6.0, True), (6.0, True)),
    "operated_too_late": (8.0, 0, NONE, 20.0, (6.0, True), (6.0, True)),
    "on_the_last_day": (6.0, 0, NONE, 20.0, (6.0, False), (6.0, True)),
    "progressed_before": (NONE, -1, 1.5, 20.0, (1.5, False), (1.5, False)),
    "progressed_then_operated": (4.0, 1, 1.5, 20.0, (1.5, False), (1.5, False)),
    "progressed_after": (1.0, 1, 4.0, 20.0, (1.0, True), (1.0, False)),
    "excused_after_the_grace": (NONE, -1, 9.0, 20.0, (6.0, True), (6.0, True)),
    "cut_before_anything": (NONE, -1, NONE, 2.5, (2.5, False), (2.5, False)),
    "contraindicated_at_operation": (2.0, 1, 2.0, 20.0, (2.0, False), (2.0, False)),
}


@pytest.mark.parametrize("case", CASES)
def test_clone_is_watched_until_settled_or_deviating(case):
    operated, kind, excused, observed, *expected = CASES[case]
    paths = build_paths([operated], [kind], [excused], [observed])
    for side in (0, 1):
        watched, deviates = follow_arm(paths, side, 6.0)
        assert (watched[0], bool(deviates[0])) == expected[side]


def test_grace_period_is_a_setting():
    paths = build_paths([8.0], [0], [NONE], [20.0])
    assert not follow_arm(paths, 0, 9.0)[1][0]


def test_everybody_excused_weighs_one_in_both_arms():
    size = 40
    paths = build_paths([NONE] * size, [-1] * size, [1.0] * size, [20.0] * size, np.ones(size))
    found = emulate_strategies(paths, paths.scaled)
    assert found.weights == pytest.approx(np.ones((size, 2)), abs=0.02)
    assert found.means.tolist() == [1, 1]
    assert found.effective_sizes == pytest.approx((size, size), rel=1e-3)


def test_those_who_remain_stand_for_those_who_deviate():
    # Half operate in each way in the same half-month, whatever their covariates.
    size = 200
    operation = np.arange(size) % 2
    values = np.where(operation == 0, 1.0, 0.0)
    paths = build_paths([0.3] * size, operation, [NONE] * size, [20.0] * size, values)
    found = emulate_strategies(paths, paths.scaled)
    assert found.weights.sum(axis=0) == pytest.approx([size, size], rel=0.02)
    assert found.means == pytest.approx([1, 0])
    assert (found.weights[operation == 1, 0] == 0).all()


def build_alternating(size):
    operation = np.arange(size) % 2
    values = (np.arange(size) % 3 == 0).astype(float)
    return build_paths([0.3] * size, operation, [NONE] * size, [20.0] * size, values)


def test_performed_comparison_tells_all_three_estimates():
    paths = build_alternating(160)
    replicates = draw_performed_replicates(paths, QUESTION, 30)
    found = compare_performed(paths, paths.operation, QUESTION, replicates=replicates)
    assert found.withheld_because == ()
    assert found.estimate is not None
    assert found.landmark is not None
    assert found.naive is not None
    assert found.estimate.ci_low < found.estimate.difference < found.estimate.ci_high
    # Nothing decides the operation here, so that all three tell nearly the same.
    assert found.naive.difference == pytest.approx(27 / 80 - 27 / 80, abs=0.02)
    assert found.estimate.difference == pytest.approx(found.naive.difference, abs=0.06)
    assert found.landmark.difference == pytest.approx(found.naive.difference, abs=0.06)


def test_performed_comparison_is_withheld_under_an_effective_size_of_thirty():
    paths = build_alternating(40)
    found = compare_performed(paths, paths.operation, QUESTION)
    assert {item.name for item in found.withheld_because} == {"effective_size"}
    assert (found.estimate, found.landmark) == (None, None)
    assert found.naive is not None


def test_performed_replicates_are_taken_up_again():
    paths = build_alternating(60)
    through = draw_performed_replicates(paths, QUESTION, 6)
    assert (draw_performed_replicates(paths, QUESTION, 6, done=through[:2]) == through).all()
    assert len(np.unique(through[:, 0])) > 1


def test_landmark_keeps_those_operated_by_then_and_free_of_an_excuse():
    paths = build_paths(
        [2.0, 1.0, 3.0, 8.0, 2.0, 2.0],
        [0, 1, -1, 0, 1, 0],
        [NONE, NONE, NONE, NONE, 5.0, 9.0],
        [20.0, 20.0, 20.0, 20.0, 20.0, 4.0],
    )
    kept = build_landmark_data(paths, 6.0)
    assert kept.strategy.tolist() == [0, 1]
    assert kept.strategies == ("simultaneous", "liver_first")
