"""Random decisions of one block of patients, from one seeded stream."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import log
from typing import TypeVar

import numpy as np

Item = TypeVar("Item")
BATCH = 4096


class Dice:
    """Takes decisions one after the other from a stream of uniform numbers.

    Args:
        generator: Seeded source; drawn in batches, because single draws of NumPy are slow.

    >>> first, second = (Dice(np.random.default_rng(1)) for _ in range(2))
    >>> first.days(1, 30) == second.days(1, 30)
    True
    """

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator
        self._batch: Iterator[float] = iter(())

    def uniform(self) -> float:
        """A number from 0 (included) to 1 (excluded)."""
        for number in self._batch:
            return number
        self._batch = iter(self._generator.random(BATCH).tolist())
        return next(self._batch)

    def chance(self, probability: float) -> bool:
        """Yes with a probability (0-1)."""
        return self.uniform() < probability

    def between(self, low: float, high: float) -> float:
        """A number from low (included) to high (excluded)."""
        return low + (high - low) * self.uniform()

    def days(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int((high - low + 1) * self.uniform())

    def after(self, day: date, low: int, high: int) -> date:
        """A day from low to high days after another, both included."""
        return day + timedelta(days=self.days(low, high))

    def exponential(self, mean: float) -> float:
        """A waiting time with a constant hazard, in the unit of its mean."""
        return -mean * log(1 - self.uniform())

    def pick(self, weights: Mapping[Item, float]) -> Item:
        """One of the keys, with a chance in proportion to its weight (at least one above 0)."""
        left = self.uniform() * sum(weights.values())
        for item, weight in weights.items():
            left -= weight
            if left < 0:
                return item
        # Rounding of the sum may leave a last crumb.
        return [item for item, weight in weights.items() if weight > 0][-1]
