"""Clean tables asked by row, by key and by patient."""

from synchronox_core.ecrf.lookup import Lookup
from synchronox_core.ecrf.model import QuarantinedRow
from tests.lib.clean_tables import clean_tables

TABLES = clean_tables(
    patients="""
        patient_id | sex
        a          | F
        b          | M
    """,
    operations="""
        patient_id | operation_no | site
        a          | 1            | liver
        b          | 1            | rectum
        a          | 2            | rectum
    """,
)


def test_rows_come_with_their_position():
    assert list(Lookup(TABLES).rows("patients", "sex")) == [(0, "F"), (1, "M")]


def test_an_absent_table_has_no_row():
    assert list(Lookup({}).rows("patients", "sex")) == []


def test_a_key_of_one_column_is_the_value_and_of_several_a_tuple():
    lookup = Lookup(TABLES)
    assert lookup.by_key("patients", "sex") == {"a": "F", "b": "M"}
    assert lookup.by_key("operations", "site") == {
        ("a", 1): "liver",
        ("b", 1): "rectum",
        ("a", 2): "rectum",
    }


def test_a_row_comes_with_a_value_of_the_row_it_belongs_to():
    tables = clean_tables(
        patients="""
            patient_id | sex
            a          | F
        """,
        operations="""
            patient_id | operation_no | site
            a          | 1            | liver
            a          | 2            | rectum
        """,
        lesion_treatments="""
            patient_id | operation_no | kind
            a          | 2            | rfa
            a          |              | mwa
            b          | 2            | sbrt
        """,
    )
    lookup = Lookup(tables)
    assert list(lookup.with_parent("lesion_treatments", "operations", "site", "kind")) == [
        (0, "rfa", "rectum"),
        (1, "mwa", None),
        (2, "sbrt", None),
    ]
    assert list(lookup.with_parent("lesion_treatments", "patients", "sex")) == [
        (0, "F"),
        (1, "F"),
        (2, None),
    ]


def test_rows_of_a_patient_keep_the_order_of_the_table():
    by_patient = Lookup(TABLES).by_patient("operations", "operation_no", "site")
    assert by_patient == {"a": [(1, "liver"), (2, "rectum")], "b": [(1, "rectum")]}


def test_only_whole_rows_are_held_back():
    quarantine = [
        QuarantinedRow("operations", 5, "a", None, "KEY_DUPLICATE", {}),
        QuarantinedRow("operations", 6, "b", "site", "CODE_UNKNOWN", {}),
        QuarantinedRow("operations", 7, None, None, "WIDTH", {}),
    ]
    lookup = Lookup(TABLES, quarantine)
    assert lookup.patients_held_back("operations") == {"a"}
    assert lookup.patients_held_back("events") == set()
