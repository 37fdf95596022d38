"""A reader who knows the sums and all that is shown cannot compute a count that is withheld."""

from math import ceil, floor

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from synchronox_core.statistics.disclosure import REST, withhold_counts, withhold_table

repeatable = settings(max_examples=25, deadline=None, derandomize=True)
count = st.one_of(st.integers(0, 14), st.integers(0, 60))
LEASTS = st.sampled_from([5, 11])


@st.composite
def tables(draw, least_parts=2):
    """Groups and parts, a column of everybody, and how many of them are in no group."""
    names = [f"group {place}" for place in range(draw(st.integers(1, 5)))]
    rows = [f"part {place}" for place in range(draw(st.integers(least_parts, 6)))]
    columns = {name: {row: draw(count) for row in rows} for name in names}
    outside = {row: draw(st.one_of(st.just(0), count)) for row in rows}
    columns["all"] = {row: outside[row] + sum(columns[name][row] for name in names) for row in rows}
    return columns


class Reader:
    """What can be computed from a table: its shown cells, its bounds and its sums."""

    def __init__(self, columns, withheld, subtotals=None):
        self.cells = {(g, p): n for g, column in columns.items() for p, n in column.items()}
        self.sums = [(None, sum(column.values()), [(g, p) for p in column])
                     for g, column in columns.items()]  # fmt: skip
        parts = list(columns["all"])
        groups = [group for group in columns if group != "all"]
        for name, of in (subtotals or {}).items():
            for group in columns:
                self.cells[group, name] = sum(columns[group][part] for part in of)
                self.sums.append(((group, name), None, [(group, part) for part in of]))
        for part in parts:
            rest = columns["all"][part] - sum(columns[group][part] for group in groups)
            self.cells[REST, part] = rest
            held = [*((group, part) for group in groups), (REST, part)]
            self.sums.append((("all", part), None, held))
        sizes = sum(self.cells[REST, part] for part in parts)
        self.sums.append((None, sizes, [(REST, part) for part in parts]))
        self.withheld = withheld

    def _bounds(self, cell):
        if cell[0] == REST:
            return (0, None)
        if cell not in self.withheld:
            return (self.cells[cell], self.cells[cell])
        told = self.withheld[cell]
        return (1, told.bound - 1) if told.sign == "<" else (told.bound, None)

    def possible(self, cell):
        """The smallest and the largest number a cell may be."""
        places = {each: place for place, each in enumerate(self.cells)}
        matrix, constants = np.zeros((len(self.sums), len(places))), np.zeros(len(self.sums))
        for row, (whole, constant, parts) in enumerate(self.sums):
            matrix[row, [places[part] for part in parts]] = 1
            if whole is None:
                constants[row] = constant
            else:
                matrix[row, places[whole]] = -1
        objective = np.zeros(len(places))
        objective[places[cell]] = 1
        bounds = [self._bounds(each) for each in places]
        low, high = (
            linprog(sign * objective, A_eq=matrix, b_eq=constants, bounds=bounds, method="highs")
            for sign in (1, -1)
        )
        most = np.inf if high.status == 3 else -high.fun
        return ceil(low.fun - 1e-6), most if np.isinf(most) else floor(most + 1e-6)


def test_reader_computes_a_count_that_is_withheld_in_its_own_column_only():
    columns = {
        "group 0": {"yes": 3, "no": 37},
        "group 1": {"yes": 20, "no": 40},
        "all": {"yes": 23, "no": 77},
    }
    told = {
        (group, part): found
        for group, column in columns.items()
        for part, found in withhold_counts(column).items()
    }
    assert set(told) == {("group 0", "yes"), ("group 0", "no")}
    assert Reader(columns, told).possible(("group 0", "yes")) == (3, 3)


def is_protectable(columns):
    """Everybody in at least two parts, so that there is something to choose from."""
    return all(sum(n > 0 for n in column.values()) > 1 for column in columns.values())


@repeatable
@given(tables(), LEASTS)
def test_every_small_count_is_withheld_and_what_is_told_is_true(columns, least):
    withheld = withhold_table(columns, least=least, total="all")
    for group, column in columns.items():
        for part, patients in column.items():
            told = withheld.get((group, part))
            assert told is not None or not 0 < patients < least
            if told is not None:
                is_true = patients < told.bound if told.sign == "<" else patients >= told.bound
                assert is_true


@repeatable
@given(tables(), LEASTS)
def test_no_withheld_count_can_be_computed_from_what_is_shown(columns, least):
    withheld = withhold_table(columns, least=least, total="all")
    reader = Reader(columns, withheld)
    for cell in withheld if is_protectable(columns) else ():
        low, high = reader.possible(cell)
        assert low <= reader.cells[cell] <= high
        assert high > low, f"{cell} can only be {low}"


@repeatable
@given(tables(), LEASTS)
def test_a_group_too_small_to_be_described_is_not_had_by_subtraction(columns, least):
    reader = Reader(columns, withhold_table(columns, least=least, total="all"))
    rest = {cell: n for cell, n in reader.cells.items() if cell[0] == REST}
    if is_protectable(columns) and 0 < sum(rest.values()) < least and len(rest) > 1:
        for cell in (cell for cell, n in rest.items() if n):
            low, high = reader.possible(cell)
            assert high > low, f"{cell} can only be {low}"


@repeatable
@given(tables(least_parts=4), LEASTS)
def test_a_sum_of_some_parts_gives_none_of_them_away(columns, least):
    together = {"severe": list(columns["all"])[:-2]}
    withheld = withhold_table(columns, least=least, total="all", subtotals=together)
    reader = Reader(columns, withheld, together)
    for cell in withheld if is_protectable(columns) else ():
        low, high = reader.possible(cell)
        assert high > low, f"{cell} can only be {low}"
