"""What holds of the cross-table rules whatever the data: row order and missing cells."""

import random
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synchronox_core.ecrf.model import CleanTable
from synchronox_core.ecrf.rules import RULES, find_breaches
from synchronox_core.ecrf.tables import TABLES
from tests.lib.clean_tables import clean_tables_of_bundle

repeatable = settings(max_examples=60, deadline=None, derandomize=True)
seeds = st.integers(0, 2**32)

RULES_ON_EMPTY_CELLS = {
    "DEAD_WITHOUT_DATE",
    "INCLUDED_WITHOUT_CODE",
    "QUALIFIER_WITHOUT_NUMBER",
    "GRADE_WITHOUT_SCALE",
    "SECOND_STAGE_WITHOUT_FIRST",
}
"""Rules that blame an empty cell, or read one as the contract does (no stage = one stage)."""


@pytest.fixture(scope="module")
def sample(sample_bundle):
    return clean_tables_of_bundle(sample_bundle)


def linking_columns(name):
    """Columns of the key and of the foreign keys: a row without them is held back."""
    table = TABLES[name]
    return {*table.key, *(column for key in table.parents for column in key.columns)}


def shuffled_cells(tables, draw, swaps=60):
    """The tables with the cells of some columns exchanged between rows, keys left alone."""
    tables = deepcopy(tables)
    for _ in range(swaps):
        name = draw.choice([name for name in tables if len(tables[name]) > 1])
        column = draw.choice([c for c in tables[name].columns if c not in linking_columns(name)])
        draw.shuffle(tables[name].columns[column])
    return tables


def shuffled_rows(table, draw):
    order = draw.sample(range(len(table)), len(table))
    columns = {column: [values[row] for row in order] for column, values in table.columns.items()}
    return CleanTable(table.name, [table.lines[row] for row in order], columns)


def blamed(tables):
    """Breaches by code, table, physical line and column."""
    return {
        (b.rule.code, b.rule.table, tables[b.rule.table].lines[b.row], b.column)
        for b in find_breaches(tables)
    }


@repeatable
@given(seed=seeds)
def test_the_order_of_rows_never_matters(sample, seed):
    draw = random.Random(seed)
    tables = shuffled_cells(sample, draw)
    reordered = {name: shuffled_rows(table, draw) for name, table in tables.items()}
    assert blamed(tables)
    assert blamed(reordered) == blamed(tables)


@repeatable
@given(seed=seeds)
def test_a_cell_that_goes_missing_never_adds_a_breach(sample, seed):
    draw = random.Random(seed)
    tables = shuffled_cells(sample, draw)
    before = blamed(tables)
    for _ in range(100):
        name = draw.choice([name for name in tables if len(tables[name])])
        column = draw.choice([c for c in tables[name].columns if c not in linking_columns(name)])
        tables[name].columns[column][draw.randrange(len(tables[name]))] = None
    added = {breach for breach in blamed(tables) - before if breach[0] not in RULES_ON_EMPTY_CELLS}
    assert added == set()


def test_shuffled_cells_wake_most_rules(sample):
    woken = {
        breach[0]
        for seed in range(20)
        for breach in blamed(shuffled_cells(sample, random.Random(seed)))
    }
    assert len(woken) > len({rule.code for rule in RULES}) / 2
