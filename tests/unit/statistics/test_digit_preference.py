"""Rounded values: hand-counted windows, exact tail probabilities, what is left untested."""

import pytest

from synchronox_core.statistics.digit_preference import (
    judge_firsts,
    judge_heaping,
    measure_digits,
)


def test_multiples_of_five_are_compared_with_their_neighbours_only():
    # 0, 1 and 2 have no window; 5 and 10 stand against 3, 4, 6, 7, 8, 9, 11, 12.
    found = measure_digits({0: 100, 1: 50, 2: 50, 3: 1, 5: 6, 7: 1, 10: 2}).multiples_of_five
    assert (found.heaped, found.values) == (8, 10)
    assert found.share == 0.8


def test_smooth_steep_distribution_is_not_heaped():
    # Counts fall by ten from one number to the next: one value in five lies on a multiple.
    found = measure_digits({value: 200 - 10 * value for value in range(3, 18)}).multiples_of_five
    assert found.share == pytest.approx(0.2)
    assert found.p_value > 0.4


def test_digits_count_every_value_once():
    digits = measure_digits({3: 4, 13: 2, 20: 1}).digits
    assert digits.tolist() == [1, 0, 0, 6, 0, 0, 0, 0, 0, 0]


def test_even_digits_are_not_rejected_and_one_digit_alone_is():
    even = measure_digits(dict.fromkeys(range(10, 30), 10))
    assert even.even_digits_p_value == pytest.approx(1.0)
    alone = measure_digits({20: 30, 30: 30})
    assert alone.even_digits_p_value < 1e-6


def test_even_digits_are_not_tested_where_they_cannot_be_even():
    assert measure_digits(dict.fromkeys(range(10, 20), 4)).even_digits_p_value is None
    assert measure_digits(dict.fromkeys(range(5), 50)).even_digits_p_value is None


def test_p_value_is_the_exact_upper_tail():
    # P(X >= 2) of three throws at one in five: 3 * 0.04 * 0.8 + 0.008.
    assert judge_heaping(2, 3, 0.2).p_value == pytest.approx(0.104)


def test_firsts_are_expected_twelve_days_a_year():
    found = judge_firsts(40, 365)
    assert found.expected == pytest.approx(12 / 365.25)
    assert found.p_value < 1e-6
    assert judge_firsts(12, 365).p_value > 0.3


def test_nothing_is_said_without_a_value():
    found = measure_digits({})
    assert found.multiples_of_five.share is None
    assert found.multiples_of_five.p_value is None
