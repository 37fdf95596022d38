from collections import Counter
from datetime import date

import numpy as np
import pytest

from synchronox_core.synthetic.dice import BATCH, Dice


@pytest.fixture
def dice() -> Dice:
    return Dice(np.random.default_rng(7))


def test_days_reach_both_ends_and_no_further(dice: Dice) -> None:
    assert {dice.days(3, 5) for _ in range(200)} == {3, 4, 5}


def test_after_counts_days_from_the_day_given(dice: Dice) -> None:
    assert dice.after(date(2024, 2, 28), 1, 1) == date(2024, 2, 29)


def test_pick_follows_the_weights_whatever_their_sum(dice: Dice) -> None:
    drawn = Counter(dice.pick({"a": 6.0, "b": 2.0, "c": 0.0}) for _ in range(4000))
    # Binomial(4000, 0.75): standard error 0.007; three of them.
    assert drawn["a"] / 4000 == pytest.approx(0.75, abs=0.021)
    assert drawn["c"] == 0


def test_pick_of_one_item_returns_it(dice: Dice) -> None:
    assert dice.pick({None: 0.3}) is None


def test_exponential_has_its_mean(dice: Dice) -> None:
    drawn = [dice.exponential(10.0) for _ in range(4000)]
    assert np.mean(drawn) == pytest.approx(10.0, abs=0.5)  # standard error 0.16


def test_the_stream_goes_on_over_the_end_of_a_batch() -> None:
    dice = Dice(np.random.default_rng(1))
    drawn = [dice.uniform() for _ in range(BATCH + 2)]
    source = np.random.default_rng(1)
    assert drawn == [*source.random(BATCH).tolist(), *source.random(BATCH)[:2].tolist()]
