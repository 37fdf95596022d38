"""Attrition: what ordered rules remove, adding up."""

from synchronox_core.statistics.attrition import count_attrition

RULES = ("included", "in_window", "has_strategy")


def steps(*patterns):
    flow = count_attrition(RULES, patterns)
    return flow, [(step.removed, step.failing, step.remaining) for step in flow.steps]


def test_attrition_counts_who_is_removed_first_and_who_fails_in_all():
    flow, counts = steps(
        ((True, True, True), 50),
        ((True, True, False), 7),
        ((True, False, False), 2),
        ((True, False, True), 1),
        ((False, None, None), 40),
    )
    assert flow.persons == 100
    assert counts == [(40, 40, 60), (3, 3, 57), (7, 9, 50)]


def test_attrition_removed_and_remaining_add_up_to_the_start():
    flow, _ = steps(((True, True, None), 4), ((False, True, True), 5), ((True, True, True), 6))
    assert sum(step.removed for step in flow.steps) + flow.steps[-1].remaining == flow.persons


def test_attrition_rule_that_cannot_be_judged_removes_without_counting_as_a_failure():
    _, counts = steps(((True, None, True), 3))
    assert counts[1] == (3, 0, 0)


def test_attrition_of_nobody_is_all_zeros():
    flow, counts = steps()
    assert flow.persons == 0
    assert counts == [(0, 0, 0)] * 3
