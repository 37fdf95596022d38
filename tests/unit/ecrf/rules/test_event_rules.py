"""Rules on recurrence and regrowth: what is blamed, and what is spared."""

import pytest

from synchronox_core.ecrf.model import QuarantinedRow
from synchronox_core.ecrf.rules import find_breaches
from tests.lib.breaches import assert_breaches
from tests.lib.clean_tables import clean_tables


def test_a_recurrence_follows_an_operation():
    assert_breaches(
        "RECURRENCE_BEFORE_OPERATION",
        operations="""
            patient_id | operation_date
            early      | 2024-01-03
            same_day   | 2024-01-02
            undated    |
        """,
        events="""
            patient_id | event_date | event_type  | breach
            early      | 2024-01-02 | recurrence  | event_type
            never      | 2024-01-02 | recurrence  | event_type
            same_day   | 2024-01-02 | recurrence  |
            undated    | 2024-01-02 | recurrence  |
            never      |            | recurrence  |
            never      | 2024-01-02 | progression |
        """,
    )


def test_a_regrowth_follows_an_assessment_of_the_rectum():
    assert_breaches(
        "REGROWTH_WITHOUT_ASSESSMENT",
        assessments="""
            patient_id | site
            liver      | liver
            rectum     | liver
            rectum     | rectum
            unknown    |
        """,
        events="""
            patient_id | event_type | breach
            liver      | regrowth   | event_type
            never      | regrowth   | event_type
            rectum     | regrowth   |
            unknown    | regrowth   |
            never      | recurrence |
        """,
    )


def test_a_regrowth_is_in_the_rectum():
    assert_breaches(
        "REGROWTH_ELSEWHERE",
        events="""
            event_type | event_site | breach
            regrowth   | liver      | event_site
            regrowth   | rectum     |
            regrowth   |            |
            recurrence | liver      |
        """,
    )


@pytest.mark.parametrize(
    ("kind", "table"), [("recurrence", "operations"), ("regrowth", "assessments")]
)
def test_an_event_is_spared_while_what_it_follows_is_held_back(kind, table):
    tables = clean_tables(
        events=f"""
            patient_id | event_date | event_type
            a          | 2024-01-02 | {kind}
        """,
    )
    held_back = QuarantinedRow(table, 2, "a", None, "KEY_DUPLICATE", {})
    assert len(find_breaches(tables)) == 1
    assert find_breaches(tables, [held_back]) == []
