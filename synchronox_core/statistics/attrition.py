"""From the persons seen to the analysis set: what each rule removed, adding up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from synchronox_core.statistics.disclosure import Withheld, withhold_cells
from synchronox_core.statistics.suppression import Sum

Pattern = tuple[tuple[bool | None, ...], int]
"""Which rules hold for some persons, in the order of the rules, and how many persons they are."""


@dataclass(frozen=True)
class AttritionStep:
    """One rule of an analysis set.

    Attributes:
        rule: Name of the rule.
        removed: Persons who passed every earlier rule and are not known to pass this one.
        failing: Persons known to fail the rule, whatever the other rules say.
        remaining: Persons who pass this rule and every earlier one.
    """

    rule: str
    removed: int
    failing: int
    remaining: int


@dataclass(frozen=True)
class Attrition:
    """An analysis set as its ordered rules leave it.

    Attributes:
        persons: Persons before the first rule.
        steps: The rules in order; ``persons`` less every ``removed`` is the last ``remaining``.
    """

    persons: int
    steps: tuple[AttritionStep, ...]


def count_attrition(rules: Sequence[str], patterns: Iterable[Pattern]) -> Attrition:
    """Count what ordered rules remove.

    Args:
        rules: Names of the rules in order.
        patterns: Persons by the rules they pass; None where a rule cannot be judged, which
            removes the person without counting as a failure.

    Returns:
        One step a rule.

    Source: ``statistics.md`` 1 (how many removed first, how many fail in all).

    >>> flow = count_attrition(["known", "old"], [((True, True), 6), ((True, False), 3),
    ...                                           ((False, False), 1)])
    >>> [(step.removed, step.failing, step.remaining) for step in flow.steps]
    [(1, 1, 9), (3, 4, 6)]
    """
    counted = list(patterns)
    persons = sum(number for _, number in counted)
    steps: list[AttritionStep] = []
    remaining = persons
    for position, rule in enumerate(rules):
        passing = sum(n for passes, n in counted if all(passes[: position + 1]))
        failing = sum(n for passes, n in counted if passes[position] is False)
        steps.append(AttritionStep(rule, remaining - passing, failing, passing))
        remaining = passing
    return Attrition(persons, tuple(steps))


def withhold_attrition(flow: Attrition, least: int) -> dict[tuple[str, str], Withheld]:
    """What stands in the place of the counts of a flow that are not shown.

    Args:
        flow: The flow; its two ends are shown.
        least: Persons from which a count is shown.

    Returns:
        By figure (``removed``, ``failing``, ``remaining``) and rule.
    """
    before = ("remaining", "")
    counts, sums = {before: flow.persons}, []
    for step in flow.steps:
        removed, remaining = ("removed", step.rule), ("remaining", step.rule)
        counts |= {removed: step.removed, remaining: step.remaining}
        counts["failing", step.rule] = step.failing
        sums.append(Sum(before, (removed, remaining)))
        before = remaining
    ends = {("remaining", ""), before}
    return withhold_cells(counts, sums, least, always_shown=ends)
