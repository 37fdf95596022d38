"""What the data of a public cohort should not say."""

import pytest

from synchronox_core.external.checks import compare_score, is_true
from synchronox_core.external.mapping import Condition, ScoreCheck


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Condition("size", equals=50), [True, False, False]),
        (Condition("size", above=49.9), [True, False, False]),
        (Condition("size", above=50), [False, False, False]),
        (Condition("size", above_column="other"), [True, False, False]),
        (Condition("size", missing=True), [False, False, True]),
    ],
)
def test_condition_holds_of_known_values_only(condition, holds):
    columns = {"size": [50, 20, None], "other": [40, None, 1]}
    assert [is_true(condition, columns, row) for row in range(3)] == holds


def test_score_with_an_unknown_item_equals_nothing():
    score = ScoreCheck("score", (Condition("nodes", equals="yes"), Condition("size", above=50)))
    columns = {
        "score": [2, 1, 1, 0, None],
        "nodes": ["yes", "yes", "yes", "no", "no"],
        "size": [51, 50, None, 51, 1],
    }
    # Known in four; equal in the first two; the third lacks an item, the fourth differs.
    assert compare_score(score, columns) == (4, 2)
