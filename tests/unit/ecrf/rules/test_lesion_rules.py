"""Rules on liver lesions: what is blamed, and the boundary that is not."""

from tests.lib.breaches import assert_breaches


def test_a_patient_has_at_most_two_targets():
    assert_breaches(
        "TARGETS_OVER_TWO",
        liver_lesions="""
            patient_id | lesion_no | is_target | breach
            a          | 3         | yes       | is_target
            a          | 1         | yes       |
            a          | 2         | yes       |
            b          | 1         | yes       |
            b          | 2         | yes       |
            b          | 3         | no        |
            b          | 4         |           |
        """,
    )


def test_a_lesion_is_measured_at_an_assessment_of_the_liver():
    assert_breaches(
        "MEASURED_AT_RECTAL_ASSESSMENT",
        assessments="""
            patient_id | assessment_no | site
            a          | 1             | liver
            a          | 2             | rectum
            a          | 3             |
        """,
        lesion_measurements="""
            patient_id | assessment_no | breach
            a          | 1             |
            a          | 2             | assessment_no
            a          | 3             |
        """,
    )


def test_a_diameter_agrees_with_the_status_of_the_lesion():
    assert_breaches(
        "DIAMETER_CONTRADICTS_STATUS",
        lesion_measurements="""
            diameter_mm | status      | breach
            0           | disappeared |
            0.1         | disappeared | diameter_mm
                        | disappeared |
            9.9         | too_small   |
            10          | too_small   | diameter_mm
                        | too_small   |
            40          | measurable  |
            40          |             |
        """,
    )


def test_a_lesion_is_not_measured_before_it_is_seen():
    assert_breaches(
        "MEASURED_BEFORE_FIRST_SEEN",
        liver_lesions="""
            patient_id | lesion_no | first_seen_date
            a          | 1         | 2024-01-02
            a          | 2         |
        """,
        assessments="""
            patient_id | assessment_no | assessment_date
            a          | 1             | 2024-01-01
            a          | 2             | 2024-01-02
            a          | 3             |
        """,
        lesion_measurements="""
            patient_id | lesion_no | assessment_no | breach
            a          | 1         | 1             | assessment_no
            a          | 1         | 2             |
            a          | 1         | 3             |
            a          | 2         | 1             |
        """,
    )


def test_a_lesion_is_not_treated_before_it_is_seen():
    assert_breaches(
        "TREATED_BEFORE_FIRST_SEEN",
        liver_lesions="""
            patient_id | lesion_no | first_seen_date
            a          | 1         | 2024-01-02
            a          | 2         |
        """,
        lesion_treatments="""
            patient_id | lesion_no | treatment_date | breach
            a          | 1         | 2024-01-01     | treatment_date
            a          | 1         | 2024-01-02     |
            a          | 1         |                |
            a          | 2         | 2024-01-01     |
        """,
    )
