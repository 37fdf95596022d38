"""Measures of performance, on examples worked by hand and against scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from synchronox_core.prediction.penalised import to_probability
from synchronox_core.prediction.performance import (
    compute_c_statistic,
    compute_net_benefit,
    draw_calibration_curve,
    measure_performance,
)
from synchronox_core.prediction.sample_size import compute_sample_size

# Minimum sample sizes of clinical.md E.2 (prevalence 0.6), which reproduce R's pmsampsize.
RILEY = """
    parameters | C=.65 | C=.70 | C=.75 | C=.80
    5          | 652   | 369   | 369   | 369
    8          | 1042  | 577   | 369   | 369
    10         | 1303  | 722   | 452   | 369
    12         | 1563  | 866   | 542   | 369
    15         | 1954  | 1082  | 677   | 455
    20         | 2605  | 1443  | 903   | 607
    30         | 3908  | 2164  | 1354  | 910
"""
# Expected shrinkage at n = 550 and C = .70, same place.
SHRINKAGE = {5: 0.93, 8: 0.90, 10: 0.87, 15: 0.82, 20: 0.78, 30: 0.70}


def test_weighted_c_equals_scikit_learn():
    generator = np.random.default_rng(2)
    score = generator.normal(size=200).round(1)
    outcome = (generator.random(200) < to_probability(score)) * 1.0
    weight = generator.uniform(0.2, 3, 200)
    expected = roc_auc_score(outcome, score, sample_weight=weight)
    assert compute_c_statistic(score, outcome, weight) == pytest.approx(expected, abs=1e-12)


def test_net_benefit_of_four_patients_by_hand():
    # At 0.2 three are treated, two rightly: 2/4 - 1/4 * 0.2/0.8. At 0.5 two are, one rightly:
    # 1/4 - 1/4 * 1. At 0.9 nobody is.
    probability = np.array([0.1, 0.3, 0.6, 0.8])
    outcome = np.array([0.0, 1.0, 0.0, 1.0])
    found = compute_net_benefit(probability, outcome, np.ones(4), np.array([0.2, 0.5, 0.9]))
    np.testing.assert_allclose(found, [2 / 4 - 1 / 16, 0.0, 0.0])


def test_right_predictions_have_slope_one_and_no_shift():
    generator = np.random.default_rng(3)
    log_odds = generator.normal(size=200_000)
    outcome = (generator.random(200_000) < to_probability(log_odds)) * 1.0
    found = measure_performance(log_odds, outcome, np.ones(200_000))
    assert found.calibration_slope == pytest.approx(1, abs=0.02)
    assert found.calibration_in_the_large == pytest.approx(0, abs=0.02)
    assert found.integrated_calibration_index < 0.005


def test_predictions_too_far_apart_by_half_and_too_high_are_told():
    generator = np.random.default_rng(3)
    log_odds = generator.normal(size=200_000)
    outcome = (generator.random(200_000) < to_probability(log_odds)) * 1.0
    apart = measure_performance(2 * log_odds, outcome, np.ones(200_000))
    high = measure_performance(log_odds + 1, outcome, np.ones(200_000))
    assert apart.calibration_slope == pytest.approx(0.5, abs=0.02)
    assert high.calibration_in_the_large == pytest.approx(-1, abs=0.02)
    at = np.array([1.0])
    curve = draw_calibration_curve(log_odds + 1, outcome, np.ones(200_000), at)
    assert curve[0] == pytest.approx(0.5, abs=0.01)


def test_minimum_sample_sizes_are_those_of_riley():
    rows = [line.split("|") for line in RILEY.strip().splitlines()[1:]]
    for parameters, *expected in rows:
        for c, patients in zip((0.65, 0.70, 0.75, 0.80), expected, strict=True):
            found = compute_sample_size(550, 0.6, int(parameters), c)
            assert max(found[5:8]) == int(patients)


@pytest.mark.parametrize("parameters", SHRINKAGE)
def test_expected_shrinkage_is_that_of_riley(parameters):
    found = compute_sample_size(550, 0.6, parameters, 0.70)
    assert found.expected_shrinkage == pytest.approx(SHRINKAGE[parameters], abs=0.005)
