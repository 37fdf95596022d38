"""A fixed slice of the simulations of the recruitment; ``make simulate`` runs them whole."""

from tests.simulations.recruitment import SEED, SHORT, measure_coverage, measure_flags

LEAST_COVERAGE = {80: 0.65, 95: 0.86}
"""What 40 trials fall short of once in a hundred runs when the coverage is nominal."""


def test_forecast_intervals_hold_in_simulated_trials():
    for found in measure_coverage(SHORT, SEED):
        for share_80, share_95 in (found.counts["integrated"], found.days["integrated"]):
            assert share_80 >= LEAST_COVERAGE[80], found.month
            assert share_95 >= LEAST_COVERAGE[95], found.month


def test_centres_are_flagged_seldom_without_and_often_with_an_outlier():
    false_flags, power = measure_flags(300, SEED)
    assert false_flags <= 0.10
    assert power >= 0.80
