"""The primary outcome: statuses add up to everybody, the share is of mature patients only."""

import pytest

from synchronox_core.statistics.outcome_lines import Bounds
from synchronox_core.statistics.primary_outcome import StatusCount, estimate_primary_outcome

COUNTS = [
    StatusCount("retrospective", "mature", "achieved", "A1", 30),
    StatusCount("retrospective", "mature", "not_achieved", "N1", 10),
    StatusCount("retrospective", "mature", "not_achieved", "N3", 10),
    StatusCount("retrospective", "mature", "not_evaluable", "E1", 4),
    StatusCount("retrospective", "mature", "not_evaluable", "E2", 6),
    StatusCount("prospective", "mature", "pending", "W2", 2),
    StatusCount("prospective", "not_yet", "achieved", "A1", 20),
    StatusCount("prospective", "not_yet", "not_achieved", "N1", 5),
    StatusCount("prospective", "not_yet", "pending", "W1", 12),
    StatusCount("unknown", "unknown", "not_evaluable", "E0", 1),
]
"""100 patients, 62 of them mature."""


def test_share_is_of_mature_patients_with_an_evaluable_outcome():
    primary = estimate_primary_outcome(COUNTS, 100)
    assert (primary.line.patients, primary.line.known) == (30, 50)
    # Wilson for 30 of 50, by hand: centre 0.59287, half width 0.13105.
    assert (primary.line.low, primary.line.high) == pytest.approx((0.4618, 0.7239), abs=2e-4)


def test_bounds_take_the_mature_patients_who_are_not_evaluable_both_ways():
    line = estimate_primary_outcome(COUNTS, 100).line
    assert line.missing == {"E1": 4, "E2": 6}
    assert line.bounds == Bounds(low=30 / 60, high=40 / 60, unknown=10)


def test_every_status_is_counted_to_everybody():
    primary = estimate_primary_outcome(COUNTS, 100)
    statuses = ("achieved", "not_achieved", "pending", "not_evaluable")
    assert [primary.count([status]) for status in statuses] == [50, 25, 14, 11]
    assert primary.patients == 100
    maturities = ("mature", "not_yet", "unknown")
    assert [primary.count(maturities=[part]) for part in maturities] == [62, 37, 1]


def test_statuses_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="100 patients of 101"):
        estimate_primary_outcome(COUNTS, 101)


def test_reasons_stand_in_the_order_of_the_decision_table():
    primary = estimate_primary_outcome(reversed(COUNTS), 100)
    assert [code for _, code in primary.reasons] == ["A1", "N1", "N3", "W1", "W2", "E0", "E1", "E2"]


def test_hidden_outcome_keeps_its_counts_and_loses_its_share():
    hidden = estimate_primary_outcome(COUNTS, 100).hidden()
    assert hidden.patients == 100
    assert (hidden.line.patients, hidden.line.value) == (None, None)
