"""A small fixed slice of the simulation of the prediction; the whole of it is ``make simulate``."""

import numpy as np
import pytest

from synchronox_core.statistics.threads import use_one_thread
from synchronox_core.synthetic.covariates import logistic
from synchronox_core.synthetic.truth import compute_linear_predictor, compute_strategy_terms
from tests.simulations.prediction import Result, Size, draw_truth, simulate_one
from tests.simulations.prediction_population import KnowableRisk, draw_population
from tests.simulations.prediction_strategies import PairScore

SIZE = Size(training_sets=3, patients=550, resamples=40, fresh=500, truth=100_000)


@pytest.fixture(scope="module")
def found():
    with use_one_thread():
        truth = draw_truth(SIZE, 7)
        results = [simulate_one(truth, SIZE, seed) for seed in range(SIZE.training_sets)]
    headline = Result(*np.mean([result.headline for result in results], axis=0).tolist())
    return truth, headline, np.mean([result.pairs for result in results], axis=0)


def test_the_truth_has_the_ceiling_of_its_predictors(found):
    assert 0.65 < found[0].ceiling < found[0].ceiling_of_all < 0.75


def test_three_training_sets_come_near_the_truth(found):
    truth, mean, _ = found
    assert abs(mean.c_statistic - truth.ceiling) < 0.03
    assert 0.7 < mean.slope < 1.3
    assert mean.covers_knowable > 0.75
    assert mean.covers_new_centre > 0.8


def test_the_truth_under_each_strategy_is_that_of_the_generator_on_average():
    patients = draw_population(20_000, 8).covariates
    log_odds = compute_linear_predictor(patients)[:, None] + compute_strategy_terms(patients)
    known = KnowableRisk(100_000, 7).under_each(patients)
    for group in (patients["is_class_two"], patients["is_bilobar"]):
        for rows in (group, ~group):
            true = logistic(log_odds[rows]).mean(axis=0)
            assert known[rows].mean(axis=0) == pytest.approx(true, abs=0.01)


def test_differences_between_strategies_come_near_the_truth(found):
    scores = [PairScore(*score) for score in found[2]]
    assert scores[0].truth > 0.05, "the generator favours simultaneous over rectum first"
    assert max(abs(score.bias) for score in scores) < 0.1
    assert min(score.covers for score in scores) > 0.5
    assert min(score.share_supported for score in scores) > 0.5


def test_nothing_leaks(found):
    assert max(found[1].corrected_c, found[1].left_out_c) < 0.75
