"""Derived values are stored beside the extract, say what the rules say, and can be made anew."""

from datetime import date

import pytest

from synchronox_core.endpoints.derivation import derive_answers, treatment_of
from synchronox_core.endpoints.member import derive_member
from synchronox_core.endpoints.predictors import Moment
from synchronox_core.endpoints.settlement import Fate
from synchronox_core.endpoints.stored import STORED_COLUMNS, derive_stored, stored_value
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.deliveries import derived_values
from synchronox_core.services.deliveries.derived_values import has_derived, open_derived
from synchronox_core.services.endpoints import derive_row, iterate_endpoints
from synchronox_core.services.patients.patient_records import iterate_records
from synchronox_core.services.prediction.model_members import read_members
from synchronox_core.store.derived_writing import MOST_KEPT
from tests.lib.derived_processes import import_bundle

DEFAULT = ProtocolSettings()
STANDARD = ProtocolSettings(pfs="standard")
TABLES = ("endpoints", "endpoint_states", "endpoint_reasons")


@pytest.fixture
def sample_store(tmp_path, sample_bundle):
    """A store with the sample delivery, to change."""
    return import_bundle(sample_bundle, tmp_path / "store")


def stored_rows(store, table, **asked):
    with open_derived(store, **asked) as cursor:
        found = cursor.execute(f"SELECT * FROM {table} ORDER BY patient_id")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def files_of(store):
    return sorted(path.name for path in store.directory.glob("derived_*"))


def test_an_import_stores_the_values_of_the_default_settings(demo_store):
    assert has_derived(demo_store)
    assert not has_derived(demo_store, STANDARD)
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


def kinds_of(members):
    """Types of the predictors: the fingerprint of the data tells 40 from 40.0."""
    return [[type(value) for value in m.predictors[Moment.RESTAGING] or ()] for m in members]


def test_stored_members_are_those_of_the_rules(demo_store):
    records = iterate_records(demo_store)
    derived = [derive_member(r, treatment_of(derive_answers(r, DEFAULT))) for r in records]
    stored = read_members(demo_store)
    assert stored == derived
    assert kinds_of(stored) == kinds_of(derived)


def test_members_follow_the_settings(sample_store):
    strict = ProtocolSettings(mid_rectum_limit_mm=10)  # almost nobody is eligible
    fates = [member.fate for member in read_members(sample_store, strict)]
    assert fates.count(Fate.NOT_ELIGIBLE) > len(fates) / 2
    assert fates != [member.fate for member in read_members(sample_store)]


def test_the_cursor_sees_the_extract_too(demo_store):
    with open_derived(demo_store) as cursor:
        statement = "SELECT count(*) FROM endpoints JOIN cohort USING (patient_id)"
        assert cursor.execute(statement).fetchall() == [(550,)]


def test_stored_rows_are_the_derived_ones_without_deriving(demo_store, monkeypatch):
    derived = [derive_row(record, DEFAULT) for record in iterate_records(demo_store)]
    monkeypatch.setattr("synchronox_core.services.endpoints.derive_row", None)
    stored = list(iterate_endpoints(demo_store, DEFAULT))
    assert stored == derived
    assert [list(row) for row in stored] == [list(row) for row in derived]


def test_another_setting_has_a_file_of_its_own(sample_store):
    (first,) = files_of(sample_store)
    rows = stored_rows(sample_store, "endpoints", settings=STANDARD)
    assert all(row["pfs_days"] == row["pfs_standard_days"] for row in rows)
    assert len(files_of(sample_store)) == 2
    assert first in files_of(sample_store)
    assert has_derived(sample_store)


def test_an_earlier_cut_is_derived_as_of_that_day(sample_store):
    day_before, that_day = (
        {
            row["patient_id"]: row
            for row in stored_rows(sample_store, "endpoints", as_of=date(2024, 7, day))
        }["SYN-INB-0001"]
        for day in (7, 8)
    )
    assert (day_before["strategy_performed"], day_before["rectal_r0"]) == ("none", None)
    assert (that_day["strategy_performed"], that_day["rectal_r0"]) == ("simultaneous", "no")


def test_the_cut_of_the_extract_asked_by_its_day_is_the_same_file(sample_store):
    assert has_derived(sample_store, as_of=date(2026, 6, 30))
    assert not has_derived(sample_store, as_of=date(2026, 6, 29))


def test_changed_rules_are_applied_again(sample_store, monkeypatch):
    monkeypatch.setattr(derived_values, "read_rules_version", lambda: "changed")
    assert not has_derived(sample_store)
    with open_derived(sample_store) as cursor:
        statement = "SELECT rules_version FROM derived.provenance"
        assert cursor.execute(statement).fetchall() == [("changed",)]
    assert len(files_of(sample_store)) == 2


def test_a_file_says_where_it_comes_from(sample_store):
    with open_derived(sample_store, STANDARD) as cursor:
        statement = "SELECT extract_id, as_of, settings->>'pfs', patients FROM derived.provenance"
        assert cursor.execute(statement).fetchall() == [(1, date(2026, 6, 30), "standard", 12)]


def test_only_the_newest_files_of_an_extract_are_kept_and_the_default_one(sample_store):
    settings = [ProtocolSettings(lost_grace_days=days) for days in range(MOST_KEPT + 1)]
    for asked in settings:
        with open_derived(sample_store, asked):
            pass
    assert len(files_of(sample_store)) == MOST_KEPT + 1
    assert has_derived(sample_store)
    assert [has_derived(sample_store, asked) for asked in settings] == [False] + [True] * MOST_KEPT


def test_a_file_that_is_no_database_is_made_anew(sample_store):
    (file,) = sample_store.directory.glob("derived_*")
    file.write_bytes(b"no database")
    assert not has_derived(sample_store)
    assert len(stored_rows(sample_store, "endpoints")) == 12
    assert has_derived(sample_store)
