"""The sum of a score's points when some of its items are unknown: a range, and its group."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from synchronox_core.classification.measures import Measure
from synchronox_core.classification.score_items import ScoreItems


class Points(NamedTuple):
    """The points that one condition of a score gives.

    Attributes:
        items: Items it looks at.
        low: Fewest points that what is known allows.
        high: Most points that what is known allows.
    """

    items: tuple[str, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Rating:
    """A score of one patient; never narrower than what is known of its items.

    Attributes:
        low: Lowest value it can have.
        high: Highest value it can have; None when it has no upper bound.
        group: Group of the publication, only when the whole range lies in it.
        items: Items the score looks at.
        unknown_items: Those of them that leave it open.
    """

    low: float
    high: float | None
    group: str | None
    items: tuple[str, ...]
    unknown_items: tuple[str, ...]


def give_points(items: str | tuple[str, ...], *steps: tuple[bool | None, int]) -> Points:
    """The points of a condition in steps, the highest step reached counting alone.

    Args:
        items: Item or items it looks at.
        steps: Whether each step is reached, None when unknown, and the points it then gives.

    >>> give_points("cea_ng_ml", (True, 1), (None, 3))
    Points(items=('cea_ng_ml',), low=1, high=3)
    """
    reached = [points for truth, points in steps if truth is True]
    possible = [points for truth, points in steps if truth is not False]
    names = (items,) if isinstance(items, str) else items
    return Points(names, max(reached, default=0), max(possible, default=0))


def add_points(
    items: ScoreItems, given: Sequence[Points], groups: Sequence[tuple[int, int]], start: int = 0
) -> Rating:
    """The rating of a score that adds points.

    Args:
        items: What is known of the patient.
        given: Points of each condition.
        groups: First and last value of each group of the publication; none when it has none.
        start: Value before any point.

    >>> add_points(ScoreItems(), [Points(("has_nodes",), 0, 1)], [(0, 1), (2, 3)]).group
    '0-1'
    """
    low, high = sum_points(given, start)
    return Rating(
        low, high, find_group(low, high, groups), list_items(given), list_open_items(items, given)
    )


def sum_points(given: Sequence[Points], start: int = 0) -> tuple[int, int]:
    """Lowest and highest sum that what is known allows.

    >>> sum_points([Points(("has_nodes",), 0, 1), Points(("lesions",), 1, 1)])
    (1, 2)
    """
    return start + sum(part.low for part in given), start + sum(part.high for part in given)


def list_items(given: Sequence[Points]) -> tuple[str, ...]:
    """Items that the conditions look at, in their order."""
    return tuple(item for part in given for item in part.items)


def list_open_items(items: ScoreItems, given: Sequence[Points]) -> tuple[str, ...]:
    """Unknown items of the conditions whose points are not settled, in their order."""
    return tuple(
        item
        for part in given
        if part.low < part.high
        for item in part.items
        if items.is_unknown(item)
    )


def find_group(low: float, high: float, groups: Sequence[tuple[int, int]]) -> str | None:
    """The group that holds the whole range, written as its first and last value; else None.

    >>> find_group(3, 4, [(0, 2), (3, 5)]), find_group(2, 3, [(0, 2), (3, 5)])
    ('3-5', None)
    """
    for first, last in groups:
        if first <= low and high <= last:
            return str(first) if first == last else f"{first}-{last}"
    return None


def is_below(measure: Measure, limit: float) -> bool | None:
    """Whether a number is below a limit, strictly; None when its range does not say.

    >>> is_below(Measure(5, 5), 5), is_below(Measure(0, 5, has_high=False), 5)
    (False, True)
    """
    reaches = measure.reaches(limit)
    return None if reaches is None else not reaches


def is_up_to(measure: Measure, limit: float) -> bool | None:
    """Whether a number is at a limit or below it; None when its range does not say.

    >>> is_up_to(Measure(30, 30), 30), is_up_to(Measure(0, 31), 30)
    (True, None)
    """
    exceeds = measure.exceeds(limit)
    return None if exceeds is None else not exceeds
