"""Rules on the order of treatment: what is blamed, and the boundary that is not."""

import pytest

from synchronox_core.ecrf.model import QuarantinedRow
from synchronox_core.ecrf.rules import find_breaches
from synchronox_core.ecrf.rules.chronology import PERIODS
from tests.lib.breaches import assert_breaches
from tests.lib.clean_tables import clean_tables


@pytest.mark.parametrize(("table", "start", "end"), PERIODS)
def test_an_end_is_not_before_its_beginning(table, start, end):
    assert_breaches(
        "END_BEFORE_START",
        **{
            table: f"""
            {start}    | {end}      | breach
            2024-01-02 | 2024-01-01 | {end}
            2024-01-02 | 2024-01-02 |
            2024-01-02 |            |
                       | 2024-01-01 |
            """
        },
    )


def test_an_inclusion_is_not_before_the_diagnosis():
    assert_breaches(
        "INCLUSION_BEFORE_DIAGNOSIS",
        patients="""
            patient_id | inclusion_date | rectal_diagnosis_date | breach
            a          | 2026-05-11     | 2026-05-12            | inclusion_date
            b          | 2026-05-12     | 2026-05-12            |
            c          | 2026-05-11     |                       |
        """,
    )


def test_folfirinox_begins_from_30_days_before_to_120_days_after_the_diagnosis():
    assert_breaches(
        "FOLFIRINOX_FAR_FROM_DIAGNOSIS",
        patients="""
            patient_id | rectal_diagnosis_date | folfirinox_start_date | breach
            minus_31   | 2024-03-31            | 2024-02-29            | folfirinox_start_date
            minus_30   | 2024-03-31            | 2024-03-01            |
            plus_120   | 2024-01-01            | 2024-04-30            |
            plus_121   | 2024-01-01            | 2024-05-01            | folfirinox_start_date
            undated    |                       | 2024-05-01            |
            unstarted  | 2024-01-01            |                       |
        """,
    )


def test_time_zero_is_the_day_of_the_first_induction_row_of_folfirinox():
    assert_breaches(
        "FOLFIRINOX_START_DIFFERS",
        patients="""
            patient_id | folfirinox_start_date | breach
            differs    | 2024-01-02            | folfirinox_start_date
            equal      | 2024-01-02            |
            undated    | 2024-01-02            |
            folfox     | 2024-01-02            |
            later      | 2024-01-02            |
            unsure     | 2024-01-02            |
            empty      |                       |
        """,
        chemotherapy="""
            patient_id | phase     | regimen     | start_date
            differs    | induction | folfirinox  | 2024-01-03
            equal      | induction | mfolfirinox | 2024-03-01
            equal      | induction | folfirinox  | 2024-01-02
            undated    | induction | folfirinox  | 2024-01-03
            undated    | induction | folfirinox  |
            folfox     | induction | folfox      | 2024-01-03
            later      | adjuvant  | folfirinox  | 2024-01-03
            unsure     | induction | folfirinox  | 2024-01-03
            unsure     | induction |             | 2024-01-02
            empty      | induction | folfirinox  | 2024-01-03
        """,
    )


def test_time_zero_is_not_questioned_while_a_row_of_chemotherapy_is_held_back():
    tables = clean_tables(
        patients="""
            patient_id | folfirinox_start_date
            a          | 2024-01-02
        """,
        chemotherapy="""
            patient_id | phase     | regimen    | start_date
            a          | induction | folfirinox | 2024-01-20
        """,
    )
    held_back = QuarantinedRow("chemotherapy", 3, "a", None, "KEY_DUPLICATE", {})
    assert [breach.rule.code for breach in find_breaches(tables)] == ["FOLFIRINOX_START_DIFFERS"]
    assert find_breaches(tables, [held_back]) == []


@pytest.mark.parametrize(
    ("table", "column"), [("operations", "operation_date"), ("radiotherapy", "start_date")]
)
def test_treatment_is_not_before_folfirinox(table, column):
    assert_breaches(
        "BEFORE_FOLFIRINOX",
        patients="""
            patient_id | folfirinox_start_date
            a          | 2024-01-02
            b          |
        """,
        **{
            table: f"""
            patient_id | {column}   | breach
            a          | 2024-01-01 | {column}
            a          | 2024-01-02 |
            a          |            |
            b          | 2024-01-01 |
            """
        },
    )


def test_a_percutaneous_treatment_is_not_before_folfirinox():
    assert_breaches(
        "BEFORE_FOLFIRINOX",
        patients="""
            patient_id | folfirinox_start_date
            a          | 2024-01-02
        """,
        lesion_treatments="""
            patient_id | operation_no | treatment_date | breach
            a          |              | 2024-01-01     | treatment_date
            a          |              | 2024-01-02     |
            a          | 1            | 2024-01-01     |
        """,
    )


def test_the_strategy_is_not_decided_before_folfirinox():
    assert_breaches(
        "STRATEGY_BEFORE_FOLFIRINOX",
        patients="""
            patient_id | folfirinox_start_date | strategy_decided_on | breach
            a          | 2024-01-02            | 2024-01-01          | strategy_decided_on
            b          | 2024-01-02            | 2024-01-02          |
            c          | 2024-01-02            |                     |
        """,
    )


def test_the_strategy_is_not_decided_after_the_first_operation():
    assert_breaches(
        "STRATEGY_AFTER_OPERATION",
        patients="""
            patient_id | strategy_decided_on | breach
            after      | 2024-06-02          | strategy_decided_on
            same_day   | 2024-06-01          |
            unoperated | 2024-06-02          |
            undated    | 2024-06-02          |
        """,
        operations="""
            patient_id | operation_date
            after      | 2024-09-01
            after      | 2024-06-01
            same_day   | 2024-06-01
            undated    |
        """,
    )


def test_a_baseline_comes_before_folfirinox_and_every_other_moment_after():
    assert_breaches(
        "TIMEPOINT_CONTRADICTS",
        patients="""
            patient_id | folfirinox_start_date
            a          | 2024-01-02
            b          |
        """,
        assessments="""
            patient_id | timepoint      | assessment_date | breach
            a          | baseline       | 2024-01-02      |
            a          | baseline       | 2024-01-03      | timepoint
            a          | end_folfirinox | 2024-01-02      |
            a          | end_folfirinox | 2024-01-01      | timepoint
            a          | baseline       |                 |
            a          |                | 2024-01-01      |
            a          |                | 2024-01-03      |
            b          | baseline       | 2024-01-03      |
        """,
    )
