"""Derived values are stored beside the extract, say what the rules say, and can be made anew."""

from datetime import date

from synchronox_core.endpoints.stored import STORED_COLUMNS, derive_stored, stored_value
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.derived_values import has_derived, open_derived
from synchronox_core.services.patient_records import iterate_records

DEFAULT = ProtocolSettings()
TABLES = ("endpoints", "endpoint_states", "endpoint_reasons")


def stored_rows(store, table, **asked):
    with open_derived(store, **asked) as cursor:
        found = cursor.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_an_import_stores_the_values_of_the_default_settings(demo_store):
    assert has_derived(demo_store)
    assert not has_derived(demo_store, as_of=date(2020, 1, 1))


def test_stored_values_states_and_reasons_are_those_of_the_rules(demo_store):
    values, states, reasons = (stored_rows(demo_store, table) for table in TABLES)
    records = list(iterate_records(demo_store))
    assert [row["patient_id"] for row in values] == [r.patient.patient_id for r in records]
    for record, *rows in zip(records, values, states, reasons, strict=True):
        answers = derive_stored(record, DEFAULT)
        for column in STORED_COLUMNS:
            answer = answers[column]
            told = (stored_value(answer.value), answer.state, answer.reason or None)
            assert tuple(row[column] for row in rows) == told


def test_the_cursor_sees_the_extract_too(demo_store):
    with open_derived(demo_store) as cursor:
        statement = "SELECT count(*) FROM endpoints JOIN cohort USING (patient_id)"
        assert cursor.execute(statement).fetchall() == [(550,)]
