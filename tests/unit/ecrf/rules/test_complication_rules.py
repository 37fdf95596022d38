"""Rules on postoperative complications: what is blamed, and the boundary that is not."""

from synchronox_core.ecrf.model import QuarantinedRow
from synchronox_core.ecrf.rules import find_breaches
from tests.lib.breaches import assert_breaches
from tests.lib.clean_tables import clean_tables

OPERATIONS = """
    patient_id | operation_no | operation_date
    a          | 1            | 2024-01-10
    a          | 2            | 2024-02-10
    a          | 3            |
"""


def test_a_complication_is_not_before_its_operation():
    assert_breaches(
        "COMPLICATION_BEFORE_OPERATION",
        operations=OPERATIONS,
        complications="""
            patient_id | operation_no | complication_date | breach
            a          | 1            | 2024-01-09        | complication_date
            a          | 1            | 2024-01-10        |
            a          | 1            |                   |
            a          | 3            | 2024-01-09        |
        """,
    )


def test_a_complication_belongs_to_the_last_operation_before_it():
    assert_breaches(
        "COMPLICATION_OF_LATER_OPERATION",
        operations=OPERATIONS,
        complications="""
            patient_id | operation_no | complication_date | breach
            a          | 1            | 2024-02-09        |
            a          | 1            | 2024-02-10        | operation_no
            a          | 2            | 2024-02-10        |
            a          | 1            |                   |
            a          | 3            | 2024-02-10        |
        """,
    )


def test_an_operation_without_complication_has_none_from_day_0_to_day_30():
    assert_breaches(
        "COMPLICATIONS_DENIED",
        operations="""
            patient_id | operation_no | operation_date | complications_30d | breach
            day_0      | 1            | 2024-01-01     | no                | complications_30d
            day_30     | 1            | 2024-01-01     | no                | complications_30d
            day_31     | 1            | 2024-01-01     | no                |
            other      | 1            | 2024-01-01     | no                |
            unstated   | 1            | 2024-01-01     |                   |
            stated     | 1            | 2024-01-01     | yes               |
            undated    | 1            | 2024-01-01     | no                |
        """,
        complications="""
            patient_id | operation_no | complication_date
            day_0      | 1            | 2024-01-01
            day_30     | 1            | 2024-01-31
            day_31     | 1            | 2024-02-01
            other      | 2            | 2024-01-05
            unstated   | 1            | 2024-01-05
            stated     | 1            | 2024-01-05
            undated    | 1            |
        """,
    )


def test_an_operation_with_complications_lists_one():
    assert_breaches(
        "COMPLICATIONS_NOT_LISTED",
        operations="""
            patient_id | operation_no | complications_30d | breach
            a          | 1            | yes               | complications_30d
            a          | 2            | yes               |
            a          | 3            | no                |
            a          | 4            |                   |
        """,
        complications="""
            patient_id | operation_no
            a          | 2
            b          | 1
        """,
    )


def test_an_operation_with_complications_is_spared_while_one_is_held_back():
    tables = clean_tables(
        operations="""
            patient_id | operation_no | complications_30d
            a          | 1            | yes
        """,
    )
    held_back = QuarantinedRow("complications", 2, "a", None, "KEY_DUPLICATE", {})
    assert len(find_breaches(tables)) == 1
    assert find_breaches(tables, [held_back]) == []
