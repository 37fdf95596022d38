"""The delays of recruitment, by hand."""

import numpy as np
import pytest

from synchronox_core.recruitment.delays import (
    Delay,
    estimate_eligibility_delay,
    estimate_entry_delay,
    estimate_opening_delay_days,
)
from tests.lib.histories import FIRST, UNKNOWN, history

FIRST_DAY = FIRST.toordinal()


def test_entry_delay_corrects_for_inclusions_too_recent_to_show_a_long_one():
    # 4 old inclusions entered after 0, 0, 10, 10 days; 2 made yesterday, entered at once. The
    # recent ones could not have shown 10 days: half of those that could did.
    known = history([0], [(0, 0)] * 4 + [(0, 99)] * 2)
    known.entered[2:4] += 10
    delay = estimate_entry_delay(known, FIRST_DAY + 100)
    assert delay.days.tolist() == [0, 10]
    assert delay.share_by.tolist() == [0.5, 1.0]


def test_entry_delay_of_old_inclusions_is_the_plain_distribution():
    known = history([0], [(0, day) for day in range(10)])
    known.entered[:] += np.arange(10)
    delay = estimate_entry_delay(known, FIRST_DAY + 365)
    assert delay.share_by == pytest.approx(np.arange(1, 11) / 10)


def test_share_within_a_delay_steps_at_the_delays_seen():
    delay = Delay(np.array([2.0, 5.0]), np.array([0.25, 1.0]))
    assert delay.share_within(np.array([-1.0, 0, 2, 4, 5, 9])).tolist() == [0, 0, 0.25, 0.25, 1, 1]


def test_delay_never_seen_counts_as_none():
    nothing = Delay(np.array([]), np.array([]))
    assert nothing.share_within(np.array([-1.0, 0.0])).tolist() == [0, 1]


def test_eligibility_delay_leaves_out_patients_who_waited_for_the_opening():
    known = history([0], [(0, 5), (0, 90), (0, 100)])  # diagnosed on days -75, 10, 20
    delay = estimate_eligibility_delay(known, FIRST_DAY + 1000)
    assert delay.days.tolist() == [80]


def test_opening_delay_counts_the_wait_of_centres_not_open_yet():
    # 20 days late, 10 early (none), 40 days waiting, and one imagined opening a month late.
    known = history([20, 90, UNKNOWN], planned=[0, 100, 60])
    delay = estimate_opening_delay_days(known, FIRST_DAY + 100)
    assert delay == pytest.approx((365.25 / 12 + 20 + 0 + 40) / 3)
