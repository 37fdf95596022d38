"""Centre indicators: shares and counts, absolute limits, the Poisson funnel, small centres."""

import pandas as pd
import pytest

from synchronox_core.recruitment.centres import Verdict
from synchronox_core.recruitment.quality_indicators import (
    LIMITS,
    QualityIndicator,
    compare_centres,
    draw_funnel,
)


def centres(*rows):
    return pd.DataFrame(rows, columns=["centre_id", "events", "patients"])


def test_share_far_above_the_others_is_flagged_and_beyond_its_limit():
    counts = centres(("INA", 20, 40), *((f"IN{letter}", 2, 40) for letter in "BCDEFGH"))
    found = compare_centres(QualityIndicator.PRIMARY_MISSING, counts)
    assert [centre.verdict for centre in found] == [Verdict.HIGH, *[Verdict.USUAL] * 7]
    assert [centre.is_beyond_limit for centre in found] == [True, *[False] * 7]


def test_what_all_centres_share_is_beyond_the_limit_though_usual():
    counts = centres(*((f"IN{letter}", 12, 40) for letter in "ABCD"))
    found = compare_centres(QualityIndicator.PRIMARY_MISSING, counts)
    assert {centre.verdict for centre in found} == {Verdict.USUAL}
    assert all(centre.is_beyond_limit for centre in found)


def test_centre_under_ten_patients_is_never_judged():
    counts = centres(("INA", 9, 9), ("INB", 0, 100))
    small = compare_centres(QualityIndicator.OVERDUE_NEWS, counts)[0]
    assert (small.verdict, small.is_beyond_limit, small.p_value) == (Verdict.TOO_FEW, None, None)


def test_count_may_exceed_the_patients():
    counts = centres(("INA", 50, 20), ("INB", 4, 20), ("INC", 4, 20))
    found = compare_centres(QualityIndicator.FINDINGS, counts)
    assert found[0].value == 2.5
    assert found[0].verdict == Verdict.HIGH


def test_funnel_of_a_count_is_poisson():
    # Poisson with mean 1: P(X <= 2) = 0.920, P(X <= 3) = 0.981; P(X <= 4) = 0.9963, of 5 0.9994.
    point = draw_funnel(QualityIndicator.FINDINGS, 0.1, [10])[0]
    assert (point.inner_low, point.outer_low) == (0, 0)
    assert (point.inner_high, point.outer_high) == pytest.approx((0.3, 0.5))


def test_every_indicator_has_a_limit():
    assert set(LIMITS) == set(QualityIndicator)
