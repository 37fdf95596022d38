"""The liver before treatment: number of lesions, largest diameter, one side or both.

Time zero is 2024-03-01 unless said. A lesion is written as its day of first sight, its segments
and its baseline diameter in mm; ``-`` is missing.
"""

from datetime import date

from synchronox_core.protocol.burden import (
    Lesion,
    baseline_diameter_mm,
    count_lesions,
    derive_bilobar,
    derive_largest_lesion,
)
from tests.lib.ascii_table import rows_of

T0 = date(2024, 3, 1)
DAYS = {"before": date(2024, 2, 1), "on_t0": T0, "after": date(2024, 3, 2), "-": None}
ANSWERS = {"yes": True, "no": False, None: None}


def lesions_of(drawing):
    """Lesions written ``day segments diameter`` and parted with commas."""
    words = [lesion.split() for lesion in (drawing or "").split(",") if lesion]
    return [
        Lesion(
            DAYS[day],
            None if segments == "-" else segments,
            None if diameter == "-" else float(diameter),
        )
        for day, segments, diameter in words
    ]


def test_lesions_seen_by_time_zero_are_counted():
    table = """
        lesions                            | count | reason
        -----------------------------------+-------+-------------------
        before II 30                       | 1     |
        before II 30, on_t0 V 10           | 2     |
        before II 30, after V 10           | 1     |
        before - -                         | 1     |
        after II 30                        | 0     |
        - II 30                            |       | first_seen_missing
        before II 30, - II 30              |       | first_seen_missing
                                           |       | no_lesion_rows
    """
    for row in rows_of(table):
        count = None if row["count"] is None else int(row["count"])
        assert count_lesions(lesions_of(row["lesions"]), T0) == (count, row["reason"])


def test_the_largest_is_unknown_while_a_lesion_that_counts_has_no_diameter():
    table = """
        lesions                            | largest | reason
        -----------------------------------+---------+----------------------
        before II 30                       | 30      |
        before II 30, on_t0 V 44.5         | 44.5    |
        before II 30, after V 60           | 30      |
        before II 30, after V -            | 30      |
        before II 30, before V -           |         | no_baseline_diameter
        before II -                        |         | no_baseline_diameter
        before II 30, - V 10               |         | first_seen_missing
        after II 30                        |         | no_lesion_at_baseline
                                           |         | no_lesion_rows
    """
    for row in rows_of(table):
        largest = None if row["largest"] is None else float(row["largest"])
        assert derive_largest_lesion(lesions_of(row["lesions"]), T0) == (largest, row["reason"])


def test_bilobar_is_the_union_of_the_segments_of_every_lesion_that_counts():
    table = """
        lesions                               | bilobar | reason
        --------------------------------------+---------+----------------------
        before II 30, before V 30             | yes     |
        before IVa;V 30                       | yes     |
        before IVb;VIII 30                    | yes     |
        before I 30, before VIII 30           | yes     |
        before I;II;III;IVa;IVb 30            | no      |
        before V;VI 30, before VII;VIII 30    | no      |
        before II 30, on_t0 V 30              | yes     |
        before II 30, after V 30              | no      |
        before II 30, after - 30              | no      |
        before II 30, before V 30, before - 9 | yes     |
        before II 30, before - 30             |         | segments_missing
        before - 30                           |         | segments_missing
        before II 30, - V 30                  |         | first_seen_missing
        before II 30, - III 30                | no      |
        before II 30, - - 30                  |         | segments_missing
        - II 30                               |         | first_seen_missing
        after II 30, after V 30               |         | no_lesion_at_baseline
                                              |         | no_lesion_rows
    """
    for row in rows_of(table):
        expected = ANSWERS[row["bilobar"]], row["reason"]
        assert derive_bilobar(lesions_of(row["lesions"]), T0) == expected, row


def test_without_time_zero_nothing_is_said_of_the_baseline():
    lesions = lesions_of("before II 30, before V 30")
    assert count_lesions(lesions, None) == (None, "t0_missing")
    assert derive_largest_lesion(lesions, None) == (None, "t0_missing")
    assert derive_bilobar(lesions, None) == (None, "t0_missing")


def test_a_lesion_too_small_to_measure_stands_for_5_mm_and_a_disappeared_one_for_0():
    table = """
        diameter | status      | stands_for
        ---------+-------------+-----------
        12       | measurable  | 12
                 | measurable  |
                 | too_small   | 5
        3        | too_small   | 3
                 | disappeared | 0
        8        | new         | 8
                 |             |
    """
    for row in rows_of(table):
        diameter = None if row["diameter"] is None else float(row["diameter"])
        expected = None if row["stands_for"] is None else float(row["stands_for"])
        assert baseline_diameter_mm(diameter, row["status"]) == expected
