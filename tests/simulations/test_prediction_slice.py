"""A small fixed slice of the simulation of the prediction; the whole of it is ``make simulate``."""

import numpy as np
import pytest

from synchronox_core.statistics.threads import use_one_thread
from tests.simulations.prediction import Result, Size, draw_truth, simulate_one

SIZE = Size(training_sets=3, patients=550, resamples=40, fresh=500, truth=100_000)


@pytest.fixture(scope="module")
def found():
    with use_one_thread():
        truth = draw_truth(SIZE, 7)
        results = [simulate_one(truth, SIZE, seed) for seed in range(SIZE.training_sets)]
    return truth, Result(*np.mean(results, axis=0).tolist())


def test_the_truth_has_the_ceiling_of_its_predictors(found):
    assert 0.65 < found[0].ceiling < found[0].ceiling_of_all < 0.75


def test_three_training_sets_come_near_the_truth(found):
    truth, mean = found
    assert abs(mean.c_statistic - truth.ceiling) < 0.03
    assert 0.7 < mean.slope < 1.3
    assert mean.covers_knowable > 0.75
    assert mean.covers_new_centre > 0.8


def test_nothing_leaks(found):
    assert max(found[1].corrected_c, found[1].left_out_c) < 0.75
