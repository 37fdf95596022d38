"""Margins of one rectal resection: R0 above 1 mm around and from 1 cm below.

A margin is written as the report gives it, in mm: ``>=1`` may be exactly 1, ``<2`` may be 0.
"""

from synchronox_core.classification.margins import (
    is_circumferential_margin_clear,
    is_distal_margin_clear,
    is_rectal_margin_clear,
)
from tests.lib.ascii_table import rows_of
from tests.lib.measures import measure_of

TRUTHS = {"yes": True, "no": False, "unknown": None}


def test_circumferential_margin_is_clear_strictly_above_1_mm():
    table = """
        circumferential_margin_mm | clear
        --------------------------+--------
        0                         | no
        0.9                       | no
        1                         | no
        =1                        | no
        1.1                       | yes
        2                         | yes
        >1                        | yes
        >=1                       | unknown
        <1                        | no
        <=1                       | no
        <2                        | unknown
        >0.5                      | unknown
                                  | unknown
    """
    for row in rows_of(table):
        margin = measure_of(row["circumferential_margin_mm"])
        assert is_circumferential_margin_clear(margin) is TRUTHS[row["clear"]], row


def test_distal_margin_is_clear_from_1_cm():
    table = """
        distal_margin_mm | clear
        -----------------+--------
        9.9              | no
        10               | yes
        10.1             | yes
        >=10             | yes
        >10              | yes
        >9               | unknown
        >=9              | unknown
        <10              | no
        <=10             | unknown
        <=9              | no
                         | unknown
    """
    for row in rows_of(table):
        margin = measure_of(row["distal_margin_mm"])
        assert is_distal_margin_clear(margin, is_exempt=False) is TRUTHS[row["clear"]], row


def test_rectal_resection_is_r0_only_when_both_margins_are_clear():
    table = """
        circumferential_margin_mm | distal_margin_mm | procedure          | residue | r0
        --------------------------+------------------+--------------------+---------+--------
        1.1                       | 10               | anterior_resection |         | yes
        1                         | 10               | anterior_resection |         | no
        1.1                       | 9                | anterior_resection |         | no
        1                         |                  | anterior_resection |         | no
                                  | 9                | anterior_resection |         | no
                                  | 20               | anterior_resection |         | unknown
        5                         |                  | anterior_resection |         | unknown
        >=1                       | 20               | anterior_resection |         | unknown
        >=1                       | 9                | anterior_resection |         | no
                                  |                  | anterior_resection |         | unknown
        5                         | 20               | anterior_resection | no      | yes
        5                         | 20               | anterior_resection | yes     | no
                                  |                  | anterior_resection | yes     | no
        5                         |                  | apr                |         | yes
        5                         | 9                | apr                |         | no
        5                         | >9               | apr                |         | unknown
        1                         |                  | apr                |         | no
                                  |                  | apr                |         | unknown
    """
    for row in rows_of(table):
        clear = is_rectal_margin_clear(
            measure_of(row["circumferential_margin_mm"]),
            measure_of(row["distal_margin_mm"]),
            is_distal_exempt=row["procedure"] == "apr",
            has_residue=row["residue"] == "yes",
        )
        assert clear is TRUTHS[row["r0"]], row
