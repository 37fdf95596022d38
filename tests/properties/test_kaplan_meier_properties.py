"""What every Kaplan-Meier curve keeps to."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from synchronox_core.statistics.competing_risks import estimate_cumulative_incidence
from synchronox_core.statistics.restricted_mean import estimate_restricted_mean
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
        assert curve.at([month])[0].probability is not None
        assert abs(curve.at([month])[0].probability - free / len(durations)) < 1e-9


WEIGHTS = st.lists(st.floats(0.05, 20), min_size=60, max_size=60)


@given(PATIENTS)
def test_weights_of_one_change_nothing(patients):
    durations, events = map(list, zip(*patients, strict=True))
    plain = curve_of(patients)
    weighted = estimate_kaplan_meier(durations, events, weights=[1.0] * len(durations))
    assert np.array_equal(plain.survival, weighted.survival)
    # Without late entry the robust variance is Greenwood's.
    np.testing.assert_allclose(plain.std_err, weighted.std_err, atol=1e-9)
    np.testing.assert_allclose(plain.ci_low, weighted.ci_low, atol=1e-6)
    means = [estimate_restricted_mean(c, float(plain.times[-1])) for c in (plain, weighted)]
    assert abs(means[0].std_err - means[1].std_err) < 1e-6


@given(PATIENTS, WEIGHTS, st.floats(0.01, 100))
def test_scaled_weights_leave_the_curve(patients, weights, factor):
    durations, events = map(list, zip(*patients, strict=True))
    used = np.array(weights[: len(durations)])
    one = estimate_kaplan_meier(durations, events, weights=used)
    other = estimate_kaplan_meier(durations, events, weights=used * factor)
    np.testing.assert_allclose(one.survival, other.survival, atol=1e-9)
    np.testing.assert_allclose(one.std_err, other.std_err, atol=1e-6)


@given(PATIENTS, WEIGHTS)
def test_whole_weights_draw_the_curve_of_so_many_patients(patients, weights):
    durations, events = map(np.array, zip(*patients, strict=True))
    copies = np.ceil(weights[: durations.size]).astype(int)
    weighted = estimate_kaplan_meier(durations, events, weights=copies)
    repeated = estimate_kaplan_meier(durations.repeat(copies), events.repeat(copies))
    np.testing.assert_allclose(weighted.survival, repeated.survival, atol=1e-9)


@given(PATIENTS, st.randoms(use_true_random=False))
def test_order_of_late_weighted_patients_changes_nothing(patients, random):
    rows = [(m + 1, e, random.choice([0.0, m / 2]), random.uniform(0.1, 9)) for m, e in patients]
    one, other = (late_curve(some) for some in (rows, random.sample(rows, len(rows))))
    np.testing.assert_allclose(one.survival, other.survival, atol=1e-12)
    np.testing.assert_allclose(one.std_err, other.std_err, atol=1e-7)


def late_curve(rows):
    durations, events, entries, weights = map(list, zip(*rows, strict=True))
    return estimate_kaplan_meier(durations, events, entries_months=entries, weights=weights)


@given(PATIENTS, WEIGHTS, st.randoms(use_true_random=False))
def test_incidences_of_all_causes_and_the_rest_add_up_to_one(patients, weights, random):
    durations = [float(months) for months, _ in patients]
    causes = [random.choice([0, 1, 2, 3]) for _ in patients]
    used = weights[: len(durations)]
    incidences = [
        estimate_cumulative_incidence(durations, causes, cause=cause, weights=used)
        for cause in (1, 2, 3)
    ]
    free = estimate_kaplan_meier(durations, [cause > 0 for cause in causes], weights=used)
    total = sum(curve.probability for curve in incidences) + free.survival
    np.testing.assert_allclose(total, 1, atol=1e-9)
    for curve in incidences:
        assert np.all(np.diff(curve.probability, prepend=0.0) >= 0)


@given(PATIENTS)
def test_incidence_without_competing_events_is_one_less_survival(patients):
    durations, events = map(list, zip(*patients, strict=True))
    incidence = estimate_cumulative_incidence(durations, [int(event) for event in events])
    survival = curve_of(patients)
    np.testing.assert_allclose(incidence.probability, 1 - survival.survival, atol=1e-12)
    told = survival.survival > 0
    np.testing.assert_allclose(incidence.std_err[told], survival.std_err[told], atol=1e-9)
