"""Rules on inclusion: what is blamed, and the boundary that is not."""

import pytest

from tests.lib.breaches import assert_breaches


def test_a_centre_includes_only_while_it_is_open():
    assert_breaches(
        "INCLUSION_OUTSIDE_OPENING",
        centres="""
            centre_id | open_date  | close_date
            INA       | 2026-04-07 | 2027-04-07
            INB       |            |
        """,
        patients="""
            patient_id | centre_id | inclusion_date | breach
            a          | INA       | 2026-04-06     | inclusion_date
            b          | INA       | 2026-04-07     |
            c          | INA       | 2027-04-07     |
            d          | INA       | 2027-04-08     | inclusion_date
            e          | INA       |                |
            f          | INB       | 2026-04-06     |
        """,
    )


def test_a_day_of_opposition_needs_an_opposition():
    assert_breaches(
        "OPPOSITION_DATED_BUT_DENIED",
        patients="""
            patient_id | opposition | opposition_date | breach
            a          | no         | 2026-05-01      | opposition_date
            b          | no         |                 |
            c          |            | 2026-05-01      |
        """,
    )


def test_the_age_is_one_that_the_year_of_birth_allows():
    assert_breaches(
        "AGE_CONTRADICTS_BIRTH_YEAR",
        patients="""
            birth_year | rectal_diagnosis_date | age_at_diagnosis_years | breach
            1960       | 2024-06-15            | 62                     | age_at_diagnosis_years
            1960       | 2024-06-15            | 63                     |
            1960       | 2024-06-15            | 64                     |
            1960       | 2024-06-15            | 65                     | age_at_diagnosis_years
                       | 2024-06-15            | 65                     |
            1960       |                       | 65                     |
            1960       | 2024-06-15            |                        |
        """,
    )


@pytest.mark.parametrize("site", ["rectal", "liver"])
def test_a_diagnosis_known_to_the_month_is_entered_on_the_15th(site):
    assert_breaches(
        "MONTH_WITHOUT_15TH",
        patients=f"""
            {site}_diagnosis_date | {site}_diagnosis_precision | breach
            2024-06-14            | month                      | {site}_diagnosis_date
            2024-06-15            | month                      |
            2024-06-14            | day                        |
            2024-06-14            |                            |
                                  | month                      |
        """,
    )


def test_only_an_included_person_has_a_study_code_in_the_log():
    assert_breaches(
        "SCREENED_CODE_NOT_INCLUDED",
        screening="""
            screening_id | outcome  | patient_id   | breach
            S1           | excluded | SYN-INA-0001 | patient_id
            S2           | included | SYN-INA-0002 |
            S3           | excluded |              |
            S4           |          | SYN-INA-0003 |
        """,
    )


def test_an_included_person_has_a_study_code_in_the_log():
    assert_breaches(
        "INCLUDED_WITHOUT_CODE",
        screening="""
            screening_id | outcome  | patient_id   | breach
            S1           | included |              | patient_id
            S2           | included | SYN-INA-0001 |
            S3           | pending  |              |
            S4           |          |              |
        """,
    )


def test_only_an_excluded_person_has_a_reason_of_exclusion():
    assert_breaches(
        "EXCLUSION_REASON_NOT_EXCLUDED",
        screening="""
            screening_id | outcome  | exclusion_reason | breach
            S1           | opposed  | other            | exclusion_reason
            S2           | excluded | other            |
            S3           | opposed  |                  |
            S4           |          | other            |
        """,
    )
