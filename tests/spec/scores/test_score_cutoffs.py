"""Every cut-off of the published scores, one measurement on either side of it.

All other items are unknown: ``low`` is what the item alone gives, whatever the others are.
"""

import pytest

from synchronox_core.classification.score_items import ScoreItems
from tests.lib.ascii_table import rows_of
from tests.lib.score_items import RULES, items_of


def test_an_item_gives_its_points_from_its_cutoff_on():
    table = """
        score        | item             | below      | points | at or above | points_then
        -------------+------------------+------------+--------+-------------+------------
        fong         | interval_months  | 12         | 0      | 11.9        | 1
        fong         | lesions          | 1          | 0      | 2           | 1
        fong         | largest_mm       | 50         | 0      | 50.1        | 1
        fong         | cea_ng_ml        | 200        | 0      | 200.1       | 1
        game         | cea_ng_ml        | 19.9       | 0      | 20          | 1
        game         | kras_mutated     | no         | 0      | yes         | 1
        game         | nras_mutated     | no         | 0      | yes         | 0
        game         | has_extrahepatic | no         | 0      | yes         | 2
        game         | largest_mm       | 29.9       | 0      | 30          | 1
        game         | largest_mm       | 89.9       | 1      | 90          | 2
        game         | lesions          | 2          | 0      | 3           | 1
        game         | lesions          | 8          | 1      | 9           | 2
        mcs          | largest_mm       | 50         | 0      | 50.1        | 1
        mcs          | nras_mutated     | no         | 0      | yes         | 1
        nordlinger   | age_years        | 60         | 0      | 61          | 1
        nordlinger   | t_category       | 3          | 0      | 4           | 1
        nordlinger   | interval_months  | 24         | 0      | 23.9        | 1
        nordlinger   | lesions          | 3          | 0      | 4           | 1
        nordlinger   | largest_mm       | 50         | 0      | 50.1        | 1
        nordlinger_7 | margin_mm        | 10         | 0      | 9.9         | 1
        konopke      | lesions          | 3          | 0      | 4           | 1
        konopke      | cea_ng_ml        | 199.9      | 0      | 200         | 1
        konopke      | interval_months  | 3.1        | 0      | 3           | 1
        nagashima    | lesions          | 1          | 0      | 2           | 1
        nagashima    | largest_mm       | 50         | 0      | 50.1        | 1
        nagashima    | t_category       | 3          | 0      | 4           | 1
        nagashima    | has_extrahepatic | no         | 0      | yes         | 1
        basingstoke  | has_nodes        | no         | 0      | yes         | 2
        basingstoke  | differentiation  | well       | 0      | moderate    | 2
        basingstoke  | differentiation  | moderate   | 2      | poor        | 4
        basingstoke  | cea_ng_ml        | 5.9        | 0      | 6           | 1
        basingstoke  | cea_ng_ml        | 60         | 1      | 60.1        | 3
        basingstoke  | largest_mm       | 49.9       | 0      | 50          | 2
        basingstoke  | largest_mm       | 100        | 2      | 100.1       | 7
        basingstoke  | margin_mm        | 1          | 0      | 0.9         | 11
        basingstoke  | has_extrahepatic | no         | 0      | yes         | 4
        helsinki     | t_category       | 2          | 0      | 3           | 1
        helsinki     | lesions          | 1          | 0      | 2           | 1
        helsinki     | margin_mm        | 5          | 0      | 4.9         | 1
        helsinki     | largest_mm       | 50         | 0      | 50.1        | 1
        helsinki     | viable_percent   | 30         | 0      | 30.1        | 1
        iwatsuki     | lesions          | 2          | 1      | 3           | 2
        iwatsuki     | largest_mm       | 80         | 1      | 80.1        | 2
        iwatsuki     | interval_months  | 30.1       | 1      | 30          | 2
        iwatsuki     | is_bilobar       | no         | 1      | yes         | 2
        iwatsuki     | margin_mm        | 1          | 1      | 0.9         | 6
        iwatsuki     | has_extrahepatic | no         | 1      | yes         | 6
    """
    for row in rows_of(table):
        rate = RULES[row["score"]]
        below = rate(items_of({row["item"]: row["below"]})).low
        above = rate(items_of({row["item"]: row["at or above"]})).low
        assert (below, above) == (int(row["points"]), int(row["points_then"])), row


def test_nothing_known_gives_the_whole_scale_and_no_group():
    table = """
        score        | lowest | highest
        -------------+--------+--------
        fong         | 0      | 5
        game         | 0      | 7
        mcs          | 0      | 3
        nordlinger   | 0      | 6
        nordlinger_7 | 0      | 7
        konopke      | 0      | 3
        nagashima    | 0      | 5
        basingstoke  | 0      | 31
        helsinki     | 0      | 8
        iwatsuki     | 1      | 6
    """
    for row in rows_of(table):
        rating = RULES[row["score"]](ScoreItems())
        assert (rating.low, rating.high) == (int(row["lowest"]), int(row["highest"])), row
        assert rating.group is None
        assert rating.unknown_items == rating.items


def test_a_group_is_given_only_when_the_whole_range_lies_in_it():
    table = """
        has_nodes | lesions | largest_mm | cea_ng_ml | interval_months | low | high | group
        ----------+---------+------------+-----------+-----------------+-----+------+------
        no        | 1       | 20         |           | 0               | 1   | 2    | 0-2
        yes       | 1       | 20         |           | 0               | 2   | 3    |
        yes       | 2       | 20         |           | 0               | 3   | 4    | 3-5
        yes       | 2..     |            | 300       | 0               | 4   | 5    | 3-5
        no        | 2..     | 51..       | 4         | 0               | 3   | 3    | 3-5
        no        | 1..     | 51..       | 4         | 0               | 2   | 3    |
    """
    for row in rows_of(table):
        rating = RULES["fong"](items_of(row))
        assert (rating.low, rating.high) == (int(row["low"]), int(row["high"])), row
        assert rating.group == row["group"], row


def test_the_items_that_leave_a_score_open_are_named():
    items = items_of({"kras_mutated": "no", "has_nodes": "yes", "lesions": "2", "cea_ng_ml": "4"})
    assert RULES["fong"](items).unknown_items == ("interval_months", "largest_mm")
    assert RULES["mcs"](items).unknown_items == ("nras_mutated", "largest_mm")
    assert RULES["game"](items).unknown_items == ("largest_mm", "has_extrahepatic")


def test_an_unknown_item_that_changes_nothing_is_not_named():
    items = items_of({"kras_mutated": "yes", "has_nodes": "yes", "largest_mm": "51"})
    assert RULES["mcs"](items).unknown_items == ()


def test_iwatsuki_is_grade_6_with_an_invaded_margin_whatever_the_rest():
    rating = RULES["iwatsuki"](items_of({"margin_mm": "0"}))
    assert (rating.low, rating.high, rating.group, rating.unknown_items) == (6, 6, "6", ())


def test_iwatsuki_is_open_up_to_grade_6_while_the_margin_is_unknown():
    known = {"lesions": "1", "largest_mm": "20", "interval_months": "0", "is_bilobar": "no"}
    rating = RULES["iwatsuki"](items_of({**known, "has_extrahepatic": "no"}))
    assert (rating.low, rating.high, rating.group) == (2, 6, None)
    assert rating.unknown_items == ("margin_mm",)


def test_the_tumour_burden_score_is_in_centimetres():
    table = """
        lesions | largest_mm | low   | high  | group
        --------+------------+-------+-------+------
        3       | 40         | 5     | 5     | z2
        0       | 30         | 3     | 3     | z2
        0       | 90         | 9     | 9     | z3
        3       |            | 3     |       |
        9       |            | 9     |       | z3
        1       | 20..25     | 2.236 | 2.693 | z1
        1..     | 95         | 9.552 |       | z3
    """
    for row in rows_of(table):
        rating = RULES["tbs"](items_of(row))
        high = None if row["high"] is None else pytest.approx(float(row["high"]), abs=0.001)
        assert rating.low == pytest.approx(float(row["low"]), abs=0.001), row
        assert (rating.high, rating.group) == (high, row["group"]), row
