"""Each centre against the others: exact values by hand and by scipy."""

import numpy as np
import pytest
from scipy import stats

from synchronox_core.recruitment.centres import (
    Verdict,
    adjust_p_values,
    compare_counts,
    compare_rates,
    funnel_limits,
)


def names(count):
    return [f"IN{position}" for position in range(count)]


def test_mid_p_of_a_rate_by_hand():
    # 10 patients in each of two centres, 3 events, all in the first. Hypergeometric: P(3) is
    # C(10,3)/C(20,3) = 120/1140; half of it, twice.
    first, second = compare_rates(names(2), np.array([3, 0]), np.array([10, 10]))
    assert first.p_value == pytest.approx(120 / 1140)
    assert second.p_value == pytest.approx(120 / 1140)
    assert (first.events, first.total, first.value) == (3, 10, 0.3)


def test_mid_p_of_a_count_is_that_of_the_conditional_binomial():
    found = compare_counts(names(2), np.array([8, 4]), np.array([10.0, 30.0]), np.array([10, 30]))[
        0
    ]
    law = stats.binom(12, 0.25)
    above = law.sf(8) + law.pmf(8) / 2
    assert found.p_value == pytest.approx(2 * above)
    assert found.verdict is Verdict.HIGH


def test_interval_of_a_rate_is_clopper_and_pearson():
    found = compare_rates(names(2), np.array([6, 0]), np.array([62, 20]))
    exact = stats.binomtest(6, 62).proportion_ci(method="exact")
    assert (found[0].ci_low, found[0].ci_high) == pytest.approx((exact.low, exact.high))
    assert (found[1].ci_low, found[1].ci_high) == pytest.approx((0, 1 - 0.025 ** (1 / 20)))


def test_interval_of_a_count_is_garwoods():
    found = compare_counts(names(1), np.array([10]), np.array([2.0]), np.array([50]))[0]
    assert (found.ci_low, found.ci_high) == pytest.approx((4.795 / 2, 18.390 / 2), abs=1e-3)


def test_centre_under_ten_patients_is_not_judged():
    small, *_ = compare_rates(names(3), np.array([9, 2, 2]), np.array([9, 100, 100]), limit=0.2)
    assert small.verdict is Verdict.TOO_FEW
    assert (small.p_value, small.adjusted_p_value, small.is_beyond_limit) == (None, None, None)


def test_centres_not_judged_do_not_weigh_on_the_others():
    sizes = np.array([62, 100, 9, 9, 9])
    events = np.array([19, 10, 1, 1, 1])
    alone = compare_rates(names(5), events, sizes)
    assert alone[0].adjusted_p_value == pytest.approx(min(1, 2 * alone[0].p_value))


def test_all_centres_bad_pass_each_other_but_not_the_absolute_limit():
    found = compare_rates(names(4), np.full(4, 20), np.full(4, 40), limit=0.3)
    assert {centre.verdict for centre in found} == {Verdict.USUAL}
    assert all(centre.is_beyond_limit for centre in found)


def test_centre_without_patients_has_no_value():
    empty = compare_rates(names(2), np.array([0, 5]), np.array([0, 50]))[0]
    assert (empty.value, empty.ci_low, empty.verdict) == (None, None, Verdict.TOO_FEW)


def test_more_events_than_patients_is_refused():
    with pytest.raises(ValueError, match="more events"):
        compare_rates(names(1), np.array([2]), np.array([1]))


def test_adjusted_p_values_are_those_of_scipy():
    p_values = np.array([0.01, 0.02, 0.03, 0.5, 0.04, 1.0])
    assert adjust_p_values(p_values) == pytest.approx(stats.false_discovery_control(p_values))


def test_funnel_limits_are_exact_binomial_and_narrow_with_size():
    narrow, wide = funnel_limits(0.2, [200, 20])
    assert wide == pytest.approx(
        [stats.binom.ppf(q, 20, 0.2) / 20 for q in (0.001, 0.025, 0.975, 0.999)]
    )
    assert narrow[3] - narrow[0] < wide[3] - wide[0]
