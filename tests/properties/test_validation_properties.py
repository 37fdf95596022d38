"""Whatever a delivery holds, nothing is lost, leaked, guessed or turned into a no."""

import copy
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from synchronox_core.ecrf.tables import TABLES
from tests.lib.raw_deliveries import RawDelivery, everything_told

SAMPLE = RawDelivery()
SECRETS = (
    "zoe.durand@exemple.fr",
    "06 98 76 54 32",
    "2 55 08 14 168 025 38",
    "IPP 80045678",
    "Mme Vasseur",
)
"""Identities of invented persons."""

CELLS = [
    (table, column, row)
    for table, raw in SAMPLE.tables.items()
    for column in raw.columns
    for row in range(len(raw.lines))
]
ODD_TEXTS = (
    *("", " ", "NK", "nk", "?", "-99", "999", "yes", "Yes", "no", ">1", "1,5", "1,234", "3.0"),
    *("2023-02-31", "14/03/23", "2023", "1e5", "nan", "cT3", "V; VI", "SYN-INA-0001", "INA"),
)
TEXTS = st.one_of(
    st.sampled_from(ODD_TEXTS),
    st.text(max_size=12),
    st.from_regex(r"SYN-IN[AB]-000[1-9]", fullmatch=True),
)
CHANGES = st.lists(st.tuples(st.sampled_from(CELLS), TEXTS), max_size=12)
COPIES = st.lists(st.sampled_from([(table, row) for table, _, row in CELLS]), max_size=4)


def spoilt(changes, copies=()):
    bundle = copy.deepcopy(SAMPLE)
    for table, row in copies:
        bundle.copy_row(table, row)
    for (table, column, row), text in changes:
        bundle.put(table, row, **{column: text})
    return bundle


def content(delivery):
    """What a delivery gives, lines left aside: rows, counts and codes."""
    rows = {
        name: sorted(map(repr, zip(*table.columns.values(), strict=True)))
        for name, table in delivery.tables.items()
    }
    told = sorted((f.file, f.code, f.column or "", f.value or "") for f in delivery.findings)
    return rows, delivery.counts, delivery.cell_counts, told


@settings(max_examples=60, deadline=None)
@given(CHANGES, COPIES)
def test_every_record_and_cell_is_accounted_for(changes, copies):
    bundle = spoilt(changes, copies)
    delivery = bundle.check()
    for name, raw in bundle.tables.items():
        count = delivery.counts[f"{name}.csv"]
        assert count.adds_up
        assert count.records == raw.records
        assert count.clean == len(delivery.tables[name])
        held = [row for row in delivery.quarantine if row.table == name and row.column is None]
        assert count.held_back == len(held)
        for column, cells in delivery.cell_counts[f"{name}.csv"].items():
            values = delivery.tables[name].columns[column]
            assert cells.adds_up
            assert cells.cells == len(raw.lines)
            assert cells.values == sum(value is not None for value in values)


@settings(max_examples=60, deadline=None)
@given(CHANGES)
def test_a_value_kept_is_the_value_sent_and_a_missing_one_stays_missing(changes):
    bundle = spoilt(changes)
    delivery = bundle.check()
    for name, table in delivery.tables.items():
        raw = bundle.tables[name]
        row_of = {line: row for row, line in enumerate(raw.lines)}
        for column in TABLES[name].columns.values():
            if not column.codes:
                continue
            for line, value in zip(table.lines, table.columns[column.name], strict=True):
                text = raw.columns[column.name][row_of[line]].strip()
                assert value is None or value == type(value)(text)


@settings(max_examples=40, deadline=None)
@given(CHANGES, st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(SECRETS)), min_size=1))
def test_no_planted_identity_is_stored_or_told(changes, planted):
    searched = [
        (cell, f"voir {secret}")
        for cell, secret in planted
        if not (cell[1] in ("centre_name", "city") and secret.startswith("Mme"))
    ]
    told = everything_told(spoilt([*changes, *searched]).check())
    assert [secret for secret in SECRETS if secret in told] == []


@settings(max_examples=40, deadline=None)
@given(CHANGES, st.integers(0, 11))
def test_a_person_who_opposes_leaves_no_trace(changes, row):
    bundle = spoilt([change for change in changes if change[0][:2] != ("patients", "patient_id")])
    code = bundle.tables["patients"].columns["patient_id"][row]
    told = everything_told(bundle.put("patients", row, opposition="yes").check())
    # The list of oppositions is not told: the store keeps a fingerprint of it.
    assert code not in told


@settings(max_examples=30, deadline=None)
@given(CHANGES, st.integers(0, 2**32))
def test_the_order_of_rows_does_not_matter(changes, seed):
    ordered, shuffled = spoilt(changes), spoilt(changes)
    shuffle = random.Random(seed)
    for raw in shuffled.tables.values():
        order = shuffle.sample(range(len(raw.lines)), len(raw.lines))
        raw.columns = {name: [texts[i] for i in order] for name, texts in raw.columns.items()}
    assert content(ordered.check()) == content(shuffled.check())
