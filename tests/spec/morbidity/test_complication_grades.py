"""Complications: the order of the grades, the record's grade, the comprehensive index."""

from itertools import combinations

import pytest

from synchronox_core.classification.morbidity import (
    GRADES,
    compute_complication_index,
    condense_grade,
    worst_grade,
)
from tests.lib.ascii_table import rows_of


def test_the_record_drops_the_letter_of_the_full_grade():
    table = """
        full | record
        -----+-------
        I    | 1
        II   | 2
        IIIa | 3
        IIIb | 3
        IVa  | 4
        IVb  | 4
        V    | 5
    """
    for row in rows_of(table):
        assert condense_grade(row["full"]) == int(row["record"])


def test_the_worst_grade_is_the_one_furthest_on_the_scale():
    assert GRADES == ("I", "II", "IIIa", "IIIb", "IVa", "IVb", "V")
    for milder, worse in combinations(GRADES, 2):
        assert worst_grade([worse, milder, milder]) == worse
    assert worst_grade([]) is None


def test_the_index_is_half_the_root_of_the_sum_of_weights():
    table = """
        complications               | index
        ----------------------------+------
                                    | 0
        I                           | 8.7
        II                          | 20.9
        IIIa                        | 26.2
        IIIb                        | 33.7
        IVa                         | 42.4
        IVb                         | 46.2
        I, II                       | 22.6
        II, II                      | 29.6
        II, IIIb                    | 39.7
        I, IIIa, IIIb               | 43.6
        I, II, IIIa, IVa            | 54.8
        IVa, IVb                    | 62.7
    """
    for row in rows_of(table):
        grades = row["complications"].split(", ") if row["complications"] else []
        assert compute_complication_index(grades) == float(row["index"]), row


def test_the_index_of_a_death_is_100_and_no_sum_exceeds_it():
    table = """
        complications           | index
        ------------------------+------
        V                       | 100
        I, V                    | 100
        IVb, IVb, IVb, IVb      | 92.5
        IVb, IVb, IVb, IVb, IVb | 100
    """
    for row in rows_of(table):
        grades = row["complications"].split(", ")
        assert compute_complication_index(grades) == float(row["index"]), row


def test_a_word_that_is_no_grade_is_refused():
    with pytest.raises(ValueError, match="not in tuple"):
        worst_grade(["III", "I"])
    with pytest.raises(ValueError, match="not in tuple"):
        condense_grade("VI")
    with pytest.raises(KeyError, match="III"):
        compute_complication_index(["III"])
