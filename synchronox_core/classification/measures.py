"""Numbers as reports give them: exact, or with a sign that makes them a range."""

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class Measure:
    """A number known to lie in a range; an exact one has equal bounds, both included.

    Attributes:
        low: Lower bound.
        high: Upper bound; infinite when there is none.
        has_low: The lower bound itself is possible.
        has_high: The upper bound itself is possible.
    """

    low: float
    high: float
    has_low: bool = True
    has_high: bool = True

    def exceeds(self, limit: float) -> bool | None:
        """Whether the number is above a limit, strictly; None when its range does not say.

        >>> read_measure(1, ">=").exceeds(1), read_measure(1, ">").exceeds(1)
        (None, True)
        """
        if self.low > limit or (self.low == limit and not self.has_low):
            return True
        return False if self.high <= limit else None

    def reaches(self, limit: float) -> bool | None:
        """Whether the number is at a limit or above it; None when its range does not say.

        >>> read_measure(10, ">=").reaches(10), read_measure(9, ">").reaches(10)
        (True, None)
        """
        if self.low >= limit:
            return True
        below = self.high < limit or (self.high == limit and not self.has_high)
        return False if below else None


def read_measure(
    value: float | None, qualifier: str | None, largest: float = inf
) -> Measure | None:
    """A measured number with its sign.

    Args:
        value: Number reported, from 0; None when missing.
        qualifier: ``<``, ``<=``, ``>``, ``>=``, ``=`` or None for exact.
        largest: Largest value it can have; infinite for a margin, 100 for a percentage.

    Returns:
        The measure; None when the number is missing.

    Raises:
        ValueError: The sign is none of these.

    Source: rulings R.2 of ``clinical.md``.
    """
    if value is None:
        return None
    match qualifier:
        case None | "=":
            return Measure(value, value)
        case "<":
            return Measure(0, value, has_high=False)
        case "<=":
            return Measure(0, value)
        case ">":
            return Measure(value, largest, has_low=False)
        case ">=":
            return Measure(value, largest)
        case _:
            raise ValueError(f"unknown qualifier: {qualifier}")
