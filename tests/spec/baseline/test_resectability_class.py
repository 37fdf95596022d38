"""Resectability class: class I removes 4 segments at most and leaves more than 40 % of the liver.

The class is the surgeon's; what contradicts it is marked to check, never changed.
"""

from tests.lib.breaches import assert_breaches


def test_class_i_with_5_segments_or_exactly_40_percent_or_38_percent_is_to_check():
    assert_breaches(
        "CLASS_I_CONTRADICTS",
        patients="""
            segments_planned | remnant_liver_percent | liver_resectability_class | breach
            -----------------+-----------------------+---------------------------+-------
            4                | 41                    | I  |
            5                | 60                    | I  | segments_planned
            4                | 40                    | I  | remnant_liver_percent
            4                | 38                    | I  | remnant_liver_percent
            4                | 38                    | II |
        """,
    )
