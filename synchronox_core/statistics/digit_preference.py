"""Rounded and habitual values: too many multiples of five, uneven last digits, too many firsts."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synchronox_core.statistics.count_laws import compute_binomial_tail

ROUND_STEP = 5
HALF_WINDOW = ROUND_STEP // 2
DIGITS = 10
LEAST_VALUES_OF_EVEN_DIGITS = 50
"""Values from which the chi-square test of ten digits holds: five expected in each."""

FIRSTS_A_YEAR = 12
DAYS_A_YEAR = 365.25
EXPECTED_FIRSTS = FIRSTS_A_YEAR / DAYS_A_YEAR
"""Share of the days that are the first of a month (0-1)."""

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Heaping:
    """Values that fall on round ones, against what no preference would give.

    Attributes:
        heaped: Values on a round one.
        values: Values looked at.
        expected: Share of round ones without a preference (0-1).
        p_value: Exact binomial, one-sided (too many); None without a value.
    """

    heaped: int
    values: int
    expected: float
    p_value: float | None

    @property
    def share(self) -> float | None:
        """Share on a round value (0-1); None without a value."""
        return self.heaped / self.values if self.values else None


@dataclass(frozen=True)
class DigitPreference:
    """How the last digits of a measure in whole numbers are spread.

    Attributes:
        digits: Values ending in 0 to 9, shape ``(10,)``.
        multiples_of_five: Whether multiples of five stand out from the numbers beside them.
        even_digits_p_value: Chi-square of the ten digits against equal shares; None where it does
            not hold: under 50 values, or most of them under ten, where digits cannot be even.
    """

    digits: Counts
    multiples_of_five: Heaping
    even_digits_p_value: float | None


def measure_digits(times: Mapping[int, int]) -> DigitPreference:
    """The digit preference of a measure.

    Method: a multiple of five is compared with the two numbers on either side of it, so that the
    shape of the distribution does not matter as long as it is smooth: one value in five is then
    expected on it, as in Whipple's index; exact binomial. The windows leave out 0, 1 and 2.

    Args:
        times: How often each whole number >= 0 was written.

    Source: Whipple's index, United Nations, Demographic Yearbook 1988, ST/ESA/STAT/SER.R/18.

    >>> measure_digits({4: 1, 5: 8, 6: 1}).multiples_of_five.share
    0.8
    """
    values = np.array(sorted(times), dtype=np.int64)
    counts = np.array([times[value] for value in sorted(times)], dtype=np.int64)
    is_in_window = values > HALF_WINDOW
    is_round = is_in_window & (values % ROUND_STEP == 0)
    digits = np.bincount(values % DIGITS, weights=counts, minlength=DIGITS).astype(np.int64)
    heaping = judge_heaping(
        int(counts[is_round].sum()), int(counts[is_in_window].sum()), 1 / ROUND_STEP
    )
    is_long = 2 * int(counts[values >= DIGITS].sum()) >= int(counts.sum())
    return DigitPreference(digits, heaping, _even_p_value(digits) if is_long else None)


def judge_firsts(firsts: int, dates: int) -> Heaping:
    """Whether too many dates are the first of a month.

    Args:
        firsts: Dates on a first.
        dates: Dates known to the day.
    """
    return judge_heaping(firsts, dates, EXPECTED_FIRSTS)


def judge_heaping(heaped: int, values: int, expected: float) -> Heaping:
    """Whether more values are round than expected.

    Args:
        heaped: Values on a round one.
        values: All values.
        expected: Share expected (0-1).
    """
    p_value = float(compute_binomial_tail(heaped, values, expected)) if values else None
    return Heaping(heaped, values, expected, p_value)


def _even_p_value(digits: Counts) -> float | None:
    from scipy.special import chdtrc

    if digits.sum() < LEAST_VALUES_OF_EVEN_DIGITS:
        return None
    expected = digits.sum() / DIGITS
    return float(chdtrc(DIGITS - 1, ((digits - expected) ** 2 / expected).sum()))
