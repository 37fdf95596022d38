"""What every Kaplan-Meier curve keeps to."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from synchronox_core.statistics.survival import estimate_kaplan_meier

PATIENTS = st.lists(
    st.tuples(st.one_of(st.integers(0, 60), st.floats(0, 240, width=32)), st.booleans()),
    min_size=1,
    max_size=60,
)


def curve_of(patients):
    return estimate_kaplan_meier(*map(list, zip(*patients, strict=True)))


@given(PATIENTS)
def test_curve_falls_from_one_and_stays_within_its_interval(patients):
    curve = curve_of(patients)
    assert np.all(np.diff(curve.survival, prepend=1.0) <= 0)
    assert np.all((curve.survival >= 0) & (curve.survival <= 1))
    told = curve.survival > 0
    assert np.all(curve.ci_low[told] <= curve.survival[told])
    assert np.all(curve.survival[told] <= curve.ci_high[told])


@given(PATIENTS, st.randoms(use_true_random=False))
def test_order_of_patients_changes_nothing(patients, random):
    shuffled = random.sample(patients, len(patients))
    one, other = curve_of(patients), curve_of(shuffled)
    assert np.array_equal(one.times, other.times)
    assert np.array_equal(one.survival, other.survival)
    assert one.median == other.median


@given(PATIENTS)
def test_every_patient_leaves_once(patients):
    curve = curve_of(patients)
    assert curve.events.sum() == sum(event for _, event in patients)
    assert curve.events.sum() + curve.censored.sum() == len(patients)
    assert curve.at_risk[0] == len(patients)


@given(PATIENTS)
def test_without_censoring_it_is_the_share_still_free_of_the_event(patients):
    durations = [float(months) for months, _ in patients]
    curve = estimate_kaplan_meier(durations, [1] * len(durations))
    for month in curve.times:
        free = sum(duration > month * (1 + 1e-6) + 1e-6 for duration in durations)
        assert curve.at([month])[0].survival is not None
        assert abs(curve.at([month])[0].survival - free / len(durations)) < 1e-9
