"""Rules on death and last news: what is blamed, and the boundary that is not."""

import pytest

from synchronox_core.ecrf.rules.vital_status import DATED_FACTS
from tests.lib.breaches import assert_breaches


@pytest.mark.parametrize(("table", "column"), DATED_FACTS.items())
def test_nothing_is_dated_after_the_death_but_the_day_itself_is_allowed(table, column):
    assert_breaches(
        "DATED_AFTER_DEATH",
        patients="""
            patient_id | death_date
            dead       | 2024-01-10
            alive      |
        """,
        **{
            table: f"""
            patient_id | {column}   | breach
            dead       | 2024-01-10 |
            dead       | 2024-01-11 | {column}
            dead       |            |
            alive      | 2024-01-11 |
            """
        },
    )


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("followup", "visit_date"),
        ("assessments", "assessment_date"),
        ("operations", "operation_date"),
        ("lesion_treatments", "treatment_date"),
        ("chemotherapy", "start_date"),
        ("radiotherapy", "start_date"),
    ],
)
def test_last_news_are_not_before_a_contact(table, column):
    assert_breaches(
        "LAST_NEWS_BEFORE_CONTACT",
        patients="""
            patient_id | last_news_date | breach
            late       | 2024-03-01     |
            early      | 2024-02-29     | last_news_date
            unknown    |                |
            unseen     | 2024-02-29     |
        """,
        **{
            table: f"""
            patient_id | {column}
            late       | 2024-03-01
            early      | 2024-01-01
            early      | 2024-03-01
            early      |
            unknown    | 2024-03-01
            unseen     |
            """
        },
    )


def test_a_patient_stated_alive_has_no_day_and_no_cause_of_death():
    assert_breaches(
        "DEATH_BUT_ALIVE",
        patients="""
            patient_id | vital_status | death_date | death_cause | breach
            a          | alive        | 2024-01-01 | cancer      | death_date, death_cause
            b          | alive        |            |             |
            c          | dead         | 2024-01-01 | cancer      |
            d          |              | 2024-01-01 | cancer      |
        """,
    )


def test_a_patient_stated_dead_has_a_day_of_death():
    assert_breaches(
        "DEAD_WITHOUT_DATE",
        patients="""
            patient_id | vital_status | death_date | breach
            a          | dead         |            | vital_status
            b          | dead         | 2024-01-01 |
            c          | alive        |            |
            d          |              |            |
        """,
    )


def test_last_news_of_a_dead_patient_are_not_before_the_death():
    assert_breaches(
        "LAST_NEWS_BEFORE_DEATH",
        patients="""
            patient_id | last_news_date | death_date | breach
            a          | 2023-12-31     | 2024-01-01 | last_news_date
            b          | 2024-01-01     | 2024-01-01 |
            c          |                | 2024-01-01 |
            d          | 2023-12-31     |            |
        """,
    )


def test_a_death_is_not_before_the_last_news():
    assert_breaches(
        "DEATH_BEFORE_LAST_NEWS",
        patients="""
            patient_id | last_news_date | death_date | breach
            a          | 2024-01-02     | 2024-01-01 | death_date
            b          | 2024-01-01     | 2024-01-01 |
            c          | 2024-01-02     |            |
        """,
    )


def test_a_death_is_not_before_folfirinox():
    assert_breaches(
        "DEATH_BEFORE_FOLFIRINOX",
        patients="""
            patient_id | folfirinox_start_date | death_date | breach
            a          | 2024-01-02            | 2024-01-01 | death_date
            b          | 2024-01-01            | 2024-01-01 |
            c          |                       | 2024-01-01 |
        """,
    )


def test_a_grade_v_is_a_death():
    assert_breaches(
        "GRADE_V_WITHOUT_DEATH",
        patients="""
            patient_id | vital_status | death_date
            alive      | alive        |
            dead       | dead         | 2024-01-20
            undated    | dead         |
            unknown    |              |
        """,
        complications="""
            patient_id | complication_no | clavien_grade | breach
            alive      | 1               | IVb           |
            alive      | 2               | V             | clavien_grade
            alive      | 3               |               |
            dead       | 1               | V             |
            undated    | 1               | V             |
            unknown    | 1               | V             |
        """,
    )


def test_a_grade_v_is_a_death_within_thirty_days_of_the_operation():
    assert_breaches(
        "GRADE_V_LONG_BEFORE_DEATH",
        patients="""
            patient_id | death_date
            day_30     | 2024-01-31
            day_31     | 2024-02-01
            undated    |
        """,
        operations="""
            patient_id | operation_no | operation_date
            day_30     | 1            | 2024-01-01
            day_31     | 1            | 2024-01-01
            day_31     | 2            |
            undated    | 1            | 2024-01-01
        """,
        complications="""
            patient_id | operation_no | clavien_grade | breach
            day_30     | 1            | V             |
            day_31     | 1            | V             | clavien_grade
            day_31     | 1            | IVa           |
            day_31     | 2            | V             |
            undated    | 1            | V             |
        """,
    )
