"""Table 1: standardised differences and who may be described."""

from math import sqrt

import numpy as np
import pandas as pd
import pytest
from tableone import TableOne as OracleTable

from synchronox_core.statistics.baseline import BASELINE
from synchronox_core.statistics.table_one import (
    CodeCounts,
    NumberSummary,
    build_table_one,
    compute_difference,
    compute_largest_difference,
)


def number(mean, sd, known=30, missing=0):
    return NumberSummary(known, missing, mean, sd, mean, mean, mean)


def counts(missing=0, **patients):
    return CodeCounts(patients, missing)


def test_difference_of_numbers_is_the_gap_over_the_root_of_the_mean_variance():
    # |60 - 65| / sqrt((100 + 144) / 2)
    assert compute_difference(number(60, 10), number(65, 12)) == pytest.approx(5 / sqrt(122))


def test_difference_of_two_codes_is_the_gap_of_shares_over_their_mean_deviation():
    # 0.5 and 0.2: 0.3 / sqrt((0.25 + 0.16) / 2)
    difference = compute_difference(counts(F=10, M=10), counts(F=4, M=16))
    assert difference == pytest.approx(0.3 / sqrt(0.205))


def test_difference_does_not_depend_on_the_order_of_groups_or_codes():
    first, second = counts(a=5, b=10, c=15), counts(a=12, b=9, c=9)
    turned = [CodeCounts(dict(reversed(list(g.patients.items()))), 0) for g in (first, second)]
    expected = compute_difference(first, second)
    assert compute_difference(second, first) == pytest.approx(expected)
    assert compute_difference(*turned) == pytest.approx(expected)


def test_difference_ignores_missing_values_and_codes_nobody_has():
    bare = compute_difference(counts(a=5, b=10), counts(a=10, b=5))
    padded = compute_difference(counts(a=5, b=10, c=0, missing=9), counts(a=10, b=5, c=0))
    assert padded == pytest.approx(bare)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (number(1, 0), number(1, 0), 0.0),
        (number(1, 0), number(2, 0), None),
        (counts(a=9, b=0), counts(a=7, b=0), 0.0),
        (counts(a=9, b=0), counts(a=0, b=7), None),
        (NumberSummary(0, 9), number(2, 1), None),
    ],
)
def test_difference_without_spread_is_zero_or_not_computable(first, second, expected):
    assert compute_difference(first, second) == expected


def test_largest_difference_is_the_maximum_over_all_pairs():
    groups = [number(10, 2), number(11, 2), number(13, 2)]
    assert compute_largest_difference(groups) == pytest.approx(1.5)


def test_largest_difference_leaves_out_groups_with_fewer_than_five_known():
    groups = [number(10, 2), number(11, 2), number(90, 2, known=4)]
    assert compute_largest_difference(groups) == pytest.approx(0.5)


def test_largest_difference_of_a_single_group_does_not_exist():
    assert compute_largest_difference([number(10, 2)]) is None


@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_differences_equal_the_tableone_package():
    generator = np.random.default_rng(7)
    frame = pd.DataFrame(
        {
            "arm": generator.choice(["x", "y", "z"], 600),
            "stage": generator.choice(["T1", "T2", "T3", "T4"], 600, p=[0.1, 0.2, 0.4, 0.3]),
            "age": generator.normal(60, 11, 600),
        }
    )
    oracle = OracleTable(
        frame, columns=["stage", "age"], categorical=["stage"], continuous=["age"],
        groupby="arm", smd=True, pval=False,
    ).tableone  # fmt: skip
    smd = oracle["Grouped by arm"].filter(like="SMD").replace("", np.nan).astype(float)
    by_variable = smd.groupby(level=0).max().max(axis=1)
    groups = [group for _, group in frame.groupby("arm")]
    stages = [CodeCounts(dict(g["stage"].value_counts().sort_index()), 0) for g in groups]
    ages = [number(g["age"].mean(), g["age"].std(ddof=0), len(g)) for g in groups]
    # The package prints three decimals and takes the deviation over n.
    assert compute_largest_difference(stages) == pytest.approx(
        by_variable.filter(like="stage").iloc[0], abs=5e-4
    )
    assert compute_largest_difference(ages) == pytest.approx(
        abs(by_variable.filter(like="age,").iloc[0]), abs=5e-4
    )


def table(**patients):
    sizes = {"all": sum(patients.values()), **patients}
    cells = {
        (name, group): (
            CodeCounts(dict.fromkeys(variable.codes, size), 0)
            if variable.codes
            else number(10, 1, known=size)
        )
        for name, variable in BASELINE.items()
        for group, size in sizes.items()
    }
    return build_table_one(sizes, cells, tuple(patients))


def test_group_under_five_is_not_described():
    made = table(simultaneous=40, adaptive=4, liver_first=5)
    assert made.described == ("all", "simultaneous", "liver_first")
    assert made.too_small == {"adaptive": 4}


def test_group_without_patients_is_neither_described_nor_named():
    made = table(simultaneous=40, adaptive=0)
    assert made.too_small == {}
    assert "adaptive" not in made.described


def test_table_has_a_row_for_each_baseline_variable():
    assert list(table(simultaneous=9).rows) == list(BASELINE)
