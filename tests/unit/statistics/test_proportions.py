"""Wilson intervals as published."""

import pytest

from synchronox_core.statistics.proportions import estimate_proportion


# Newcombe, Stat Med 1998;17:857, table I, method 3 (score without continuity correction).
@pytest.mark.parametrize(
    ("patients", "known", "ci_low", "ci_high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_is_as_published(patients, known, ci_low, ci_high):
    estimate = estimate_proportion(patients, known)
    assert estimate.proportion == pytest.approx(patients / known)
    assert estimate.ci_low == pytest.approx(ci_low, abs=5e-5)
    assert estimate.ci_high == pytest.approx(ci_high, abs=5e-5)


def test_everybody_gives_the_mirror_of_nobody():
    nobody, everybody = estimate_proportion(0, 20), estimate_proportion(20, 20)
    assert everybody.ci_high == 1.0
    assert everybody.ci_low == pytest.approx(1 - nobody.ci_high)


def test_proportion_known_in_nobody_is_missing_and_not_zero():
    estimate = estimate_proportion(0, 0)
    assert (estimate.proportion, estimate.ci_low, estimate.ci_high) == (None, None, None)


@pytest.mark.parametrize(("patients", "known"), [(-1, 5), (6, 5)])
def test_counts_that_cannot_be_are_refused(patients, known):
    with pytest.raises(ValueError, match="between 0 and known"):
        estimate_proportion(patients, known)
