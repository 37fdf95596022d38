"""Months of inclusion, by hand."""

from datetime import date, timedelta

import numpy as np
import pytest

from synchronox_core.recruitment.delays import Delay
from synchronox_core.recruitment.exposure import Calendar, Period
from synchronox_core.recruitment.history import DAYS_PER_MONTH
from tests.lib.histories import FIRST, UNKNOWN, history

FIRST_DAY = FIRST.toordinal()
AT_ONCE = Delay(np.array([]), np.array([]))
ALWAYS = Period.open_until(date(2040, 1, 1))


def after(days: int) -> date:
    return FIRST + timedelta(days=days)


def calendar(known, cut_days, *, period=ALWAYS, eligibility=AT_ONCE, entry=AT_ONCE):
    return Calendar(known, FIRST_DAY + cut_days, period, eligibility, entry)


def days(months):
    return np.asarray(months) * DAYS_PER_MONTH


def test_centre_counts_from_its_opening_to_its_closing_both_included():
    known = history([0, 10, UNKNOWN, 0], closed=[UNKNOWN, UNKNOWN, UNKNOWN, 4])
    assert days(calendar(known, 20).seen) == pytest.approx([21, 11, 0, 5])


def test_days_whose_inclusions_are_half_entered_count_half():
    entry = Delay(np.array([0.0, 10.0]), np.array([0.5, 1.0]))
    found = calendar(history([0]), 19, entry=entry)
    assert days(found.seen) == pytest.approx([10 + 10 * 0.5])
    assert days(found.unseen) == pytest.approx([10 * 0.5])


def test_inclusion_goes_on_after_the_last_diagnosis_for_the_delay_to_eligibility():
    eligibility = Delay(np.array([5.0, 10.0]), np.array([0.5, 1.0]))
    period = Period(after(100), after(9))
    found = calendar(history([0]), 30, period=period, eligibility=eligibility)
    # Days 0 to 9 whole; of the diagnoses up to day 9, all are still to come for 5 days, half for 5.
    assert days(found.seen) == pytest.approx([10 + 5 + 2.5])


def test_nobody_is_included_after_the_last_day():
    assert days(calendar(history([0]), 30, period=Period.open_until(after(9))).seen) == (
        pytest.approx([10])
    )


def test_months_ahead_stop_at_the_end_of_the_period_and_of_the_centre():
    found = calendar(history([0, 0], closed=[UNKNOWN, 15]), 10)
    ahead = found.expect(np.array([15, 40]) + FIRST_DAY, Period.open_until(after(30)), 0.0)
    assert days(ahead.mean) == pytest.approx(np.array([[5, 20], [5, 5]]))


def test_opening_to_come_is_expected_late_by_its_exponential_delay():
    # Mean of (x - D)+ for D exponential with mean d is x - d (1 - exp(-x / d)).
    known = history([0, UNKNOWN], planned=[0, 60])
    ahead = calendar(known, 10).expect(np.array([1060 + FIRST_DAY]), ALWAYS, 100.0)
    exact = 1000 - 100 * (1 - np.exp(-10))
    assert days(ahead.mean[1, 0]) == pytest.approx(exact, rel=0.01)
    assert ahead.variance[0, 0] == 0
    assert ahead.variance[1, 0] > 0


def test_opening_already_due_waits_anew_from_the_cut():
    known = history([0, UNKNOWN], planned=[0, -400])
    ahead = calendar(known, 10).expect(np.array([30 + FIRST_DAY]), ALWAYS, 1e-9)
    assert days(ahead.mean[1, 0]) == pytest.approx(20)


def test_centre_without_a_plan_is_not_expected_to_open():
    known = history([0, UNKNOWN], planned=[0, UNKNOWN])
    ahead = calendar(known, 10).expect(np.array([500 + FIRST_DAY]), ALWAYS, 1.0)
    assert ahead.mean[1, 0] == 0
