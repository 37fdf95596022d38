"""Net benefit and drift over the years carry an interval that holds their figure."""

import pytest

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.training import train
from synchronox_core.prediction.training_data import build_training_data
from synchronox_core.statistics.proportions import compute_wilson
from tests.lib.prediction_cohorts import members

EVERYBODY = members(400, 6, 12)


@pytest.fixture(scope="module")
def found():
    return train(EVERYBODY, Moment.DIAGNOSIS, replications=2).evaluation


def test_net_benefit_of_the_model_lies_in_its_band(found):
    for point in found.decisions:
        assert point.ci_low <= point.model <= point.ci_high
    widths = [point.ci_high - point.ci_low for point in found.decisions]
    assert max(widths) > 0.02


def test_observed_share_of_a_year_has_the_interval_of_its_effective_size(found):
    data, _ = build_training_data(EVERYBODY, Moment.DIAGNOSIS)
    for year in found.years:
        weight = data.weight[data.year == year.year]
        size = weight.sum() ** 2 / (weight**2).sum()
        assert size <= year.patients == len(weight)
        assert (year.ci_low, year.ci_high) == pytest.approx(compute_wilson(year.observed, size))
        assert year.ci_low < year.observed < year.ci_high
    assert sum(year.patients for year in found.years) == len(data)
