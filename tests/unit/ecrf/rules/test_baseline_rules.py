"""Rules on the baseline of a patient: what is blamed, and the boundary that is not."""

from tests.lib.breaches import assert_breaches


def test_the_third_of_the_rectum_agrees_with_the_distance():
    assert_breaches(
        "TUMOUR_LEVEL_CONTRADICTS",
        patients="""
            anal_verge_mm | tumour_level | breach
            50            | low          |
            51            | low          | tumour_level
            50            | mid          | tumour_level
            51            | mid          |
            100           | mid          |
            101           | mid          | tumour_level
            101           | high         |
            100           | high         | tumour_level
                          | high         |
            40            |              |
        """,
    )


def test_no_comorbidity_stands_alone():
    assert_breaches(
        "NO_COMORBIDITY_AND_SOME",
        patients="""
            patient_id | comorbidities           | breach
            a          | none;diabetes           | comorbidities
            b          | none                    |
            c          | diabetes;cardiovascular |
            d          |                         |
        """,
    )


def test_class_i_removes_at_most_4_segments_and_leaves_more_than_40_percent():
    assert_breaches(
        "CLASS_I_CONTRADICTS",
        patients="""
            segments_planned | remnant_liver_percent | liver_resectability_class | breach
            4                | 40.1                  | I   |
            5                | 60                    | I   | segments_planned
            3                | 40                    | I   | remnant_liver_percent
                             |                       | I   |
            5                | 30                    | II  |
            5                | 30                    |     |
        """,
    )
