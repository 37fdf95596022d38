"""The pace of a centre and its silence."""

from datetime import date

import numpy as np
import pytest

from synchronox_core.recruitment.centre_pace import measure_centres
from synchronox_core.recruitment.exposure import Period
from synchronox_core.recruitment.history import DAYS_PER_MONTH
from tests.lib.histories import FIRST, UNKNOWN, history

CUT = date.fromordinal(FIRST.toordinal() + 399)
OPEN = Period.open_until(date(2040, 1, 1))


def measure(known, last_inclusions):
    last = np.array(last_inclusions) + FIRST.toordinal()
    return measure_centres(known, CUT, OPEN, last)


def test_rate_is_counted_over_the_months_open():
    [pace] = measure(history([0], [(0, day) for day in range(0, 400, 40)]), [360.0])
    assert pace.months == pytest.approx(400 / DAYS_PER_MONTH)
    assert pace.rate == pytest.approx(10 / (400 / DAYS_PER_MONTH))
    # Garwood's interval of 10 events: 4.795 to 18.390.
    assert pace.ci_low * pace.months == pytest.approx(4.795, abs=1e-3)
    assert pace.ci_high * pace.months == pytest.approx(18.390, abs=1e-3)


def test_silence_of_half_the_time_after_ten_inclusions_is_unusual():
    # Chance that 10 inclusions all fall in the first half: 2 to the power of -10.
    [pace] = measure(history([0], [(0, day) for day in range(0, 200, 20)]), [199.0])
    assert pace.is_silent is True


def test_short_silence_is_usual():
    [pace] = measure(history([0], [(0, day) for day in range(0, 400, 40)]), [360.0])
    assert pace.is_silent is False


def test_retrospective_inclusion_ends_a_silence():
    [pace] = measure(history([0], [(0, day) for day in range(0, 200, 20)]), [390.0])
    assert pace.is_silent is False


def test_nine_inclusions_are_too_few_to_judge():
    [pace] = measure(history([0], [(0, day) for day in range(9)]), [8.0])
    assert pace.is_silent is None


def test_centre_not_open_or_open_for_days_has_no_rate():
    closed, new = measure(history([UNKNOWN, 390]), [UNKNOWN, UNKNOWN])
    assert (closed.months, closed.rate, closed.ci_high) == (0, None, None)
    assert (new.rate, new.is_silent) == (None, None)
