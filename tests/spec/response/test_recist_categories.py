"""RECIST of the liver: sums in mm, 1.1 as the reported category, the record's words beside it.

Table A.1 of ``clinical.md``, row by row; ``-`` is no category.
"""

import pytest

from synchronox_core.classification.liver_imaging import (
    classify_recist,
    classify_recist_record,
    compute_sum_mm,
)
from tests.lib.ascii_table import rows_of

TABLE_A1 = """
    base | nadir | current | new | recist | record | because
    -----+-------+---------+-----+--------+--------+---------------------------------
    100  | 100   | 70      | no  | PR     | -      | exactly 30 % smaller
    100  | 100   | 71      | no  | SD     | SD     |
    100  | 100   | 69      | no  | PR     | PR     |
    100  | 100   | 120     | no  | PD     | -      | exactly 20 % larger (float trap)
    100  | 100   | 119     | no  | SD     | SD     |
    20   | 20    | 24      | no  | SD     | -      | 20 %, but only 4 mm
    20   | 20    | 25      | no  | PD     | PD     | 5 mm
    24   | 24    | 29      | no  | PD     | PD     |
    100  | 50    | 60      | no  | PD     | PR     | progression outranks
    100  | 50    | 59      | no  | PR     | PR     |
    165  | 63    | 65      | no  | PR     | PR     |
    90   | 90    | 63      | no  | PR     | -      | exactly 30 % (float trap)
    100  | 100   | 0       | no  | CR     | CR     |
    100  | 40    | 0       | yes | PD     | CR     | a new lesion
"""

FURTHER_BOUNDARIES = """
    base | nadir | current | new | recist | record | because
    -----+-------+---------+-----+--------+--------+---------------------------------
    170  | 170   | 119     | no  | PR     | -      | float trap
    180  | 180   | 126     | no  | PR     | -      | float trap
    330  | 330   | 231     | no  | PR     | -      | float trap
    10.3 | 10.3  | 15.3    | no  | PD     | PD     | 5.0 mm to the tenth
    10.3 | 10.3  | 15.2    | no  | SD     | PD     | 4.9 mm
    100  | 69    | 75      | no  | PR     | SD     | a partial response stays
    100  | 71    | 75      | no  | SD     | SD     | none was reached
    100  | 69    | 82.8    | no  | PD     | SD     | until progression
    100  | 0     | 4       | no  | PR     | PR     | back, but below 5 mm
    100  | 0     | 5       | no  | PD     | PR     | back
    0    | 0     | 10      | no  | NE     | NE     | nothing to compare with
         |       | 30      | no  | NE     | NE     |
    100  | 100   |         | no  | NE     | NE     |
         |       |         | yes | PD     | NE     | seen without any sum
"""


@pytest.mark.parametrize("drawing", [TABLE_A1, FURTHER_BOUNDARIES])
def test_recist_category_follows_the_sums(drawing):
    for row in rows_of(drawing):
        base, nadir, current = (_number(row[name]) for name in ("base", "nadir", "current"))
        has_new = row["new"] == "yes"
        assert classify_recist(base, nadir, current, has_progression=has_new) == row["recist"], row
        by_record = classify_recist_record(base, current)
        assert (by_record or "-") == row["record"], row


def test_targets_gone_with_another_lesion_seen_are_a_partial_response():
    assert classify_recist(100, 100, 0, is_other_lesion_seen=True) == "PR"


def test_target_sum_is_exact_to_the_tenth_and_missing_with_a_diameter():
    assert compute_sum_mm([0.1, 0.2]) == 0.3
    assert compute_sum_mm([32.0, 21.0]) == 53
    assert compute_sum_mm([32.0, None]) is None


def _number(cell):
    return None if cell is None else float(cell)
