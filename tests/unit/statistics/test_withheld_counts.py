"""Counts under five are withheld, and so is what would reveal them by subtraction."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from synchronox_core.statistics.disclosure import Withheld, withhold_counts

repeatable = settings(max_examples=300, deadline=None, derandomize=True)
parts = st.lists(st.integers(0, 12), min_size=1, max_size=6).map(
    lambda counts: {f"part {place}": number for place, number in enumerate(counts)}
)


def test_a_single_small_part_takes_the_next_larger_one_with_it():
    told = withhold_counts({"a": 2, "b": 30, "c": 9, "d": 0})
    assert told == {"a": Withheld("<", 5), "c": Withheld("≥", 7)}


def test_two_small_parts_hide_each_other():
    assert set(withhold_counts({"a": 2, "b": 3, "c": 30})) == {"a", "b"}


def test_two_small_parts_that_can_only_be_one_way_take_a_third():
    assert set(withhold_counts({"a": 1, "b": 1, "c": 30})) == {"a", "b", "c"}
    assert set(withhold_counts({"a": 4, "b": 4, "c": 30, "d": 40})) == {"a", "b", "c"}


def ways_to_read(counts, withheld, small):
    """Values each small count may have, by all that is told and the sum of what is withheld."""
    together = sum(counts[name] for name in withheld)
    others = [told.bound for told in withheld.values() if told.sign == "≥"]
    fitting = [
        drawn
        for drawn in product(range(1, 5), repeat=len(small))
        if (together - sum(drawn) >= others[0] if others else together == sum(drawn))
    ]
    return [{drawn[place] for drawn in fitting} for place in range(len(small))]


@repeatable
@given(parts)
def test_what_is_told_of_a_count_is_true(counts):
    for name, withheld in withhold_counts(counts).items():
        is_true = counts[name] < 5 if withheld.sign == "<" else counts[name] >= withheld.bound
        assert is_true


@repeatable
@given(parts)
def test_no_small_count_can_be_had_by_subtraction(counts):
    withheld = withhold_counts(counts)
    small = [name for name, number in counts.items() if 0 < number < 5]
    assert set(small) <= set(withheld)
    if small and any(number >= 5 for number in counts.values()):
        assert all(len(possible) > 1 for possible in ways_to_read(counts, withheld, small))
