"""Variation between centres, and odds ratios that respect it."""

from dataclasses import replace

import numpy as np
import pytest

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.errors import ArtefactError
from synchronox_core.prediction import factors
from synchronox_core.prediction.centre_variation import draw_centre_spreads
from synchronox_core.prediction.factors import estimate_factors
from synchronox_core.prediction.penalised import to_probability
from synchronox_core.prediction.training_data import build_training_data
from tests.lib.prediction_cohorts import members


def data_of(patients=600, centres=20, seed=9):
    everybody = members(patients, seed, centres)
    return build_training_data(everybody, Moment.RESTAGING, has_second_block=True)[0]


@pytest.mark.parametrize("spread", [0.1, 0.8])
def test_draws_of_the_spread_surround_the_true_one(spread):
    data = data_of(4_000, 40)
    generator = np.random.default_rng(1)
    effects = spread * generator.standard_normal(40)
    outcome = (generator.random(len(data)) < to_probability(effects[data.centre])) * 1.0
    like = replace(data, outcome=outcome)
    drawn = draw_centre_spreads(like, np.zeros(len(data)), 2_000, generator)
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert low <= spread <= high
    assert high - low < 0.6


def test_few_small_centres_leave_the_spread_open():
    data = data_of(60, 6)
    drawn = draw_centre_spreads(data, np.zeros(len(data)), 2_000, np.random.default_rng(1))
    assert np.quantile(drawn, 0.975) > 0.5


def test_odds_ratio_of_one_factor_is_that_of_its_table(monkeypatch):
    # 2 x 2 table of 400 patients: (80 x 120) / (120 x 80) twice as high odds in class I.
    monkeypatch.setattr(factors, "FACTOR_PENALTY", 1e-6)
    data = data_of(400, 20)
    one = data.predictors[:1]
    cells = [(0, 1, 120), (0, 0, 80), (1, 1, 80), (1, 0, 120)]
    classes = np.concatenate([np.full(n, k, dtype=float) for k, _, n in cells])
    outcomes = np.concatenate([np.full(n, y, dtype=float) for _, y, n in cells])
    table = replace(
        data, predictors=one, scaled=classes[:, None], outcome=outcomes, weight=np.ones(400),
        centre=np.arange(400),
    )  # fmt: skip
    found = estimate_factors(table, seed=1).factors[0]
    assert found.odds_ratio == pytest.approx((80 / 120) / (120 / 80), rel=1e-4)
    # Every patient a centre of its own: the interval is nearly that of Woolf.
    error = np.sqrt(sum(1 / n for *_, n in cells))
    woolf = np.exp(np.log(found.odds_ratio) + np.array([-1, 1]) * 1.966 * error)
    np.testing.assert_allclose([found.ci_low, found.ci_high], woolf, rtol=0.02)


def test_a_patient_counted_twice_in_its_centre_tells_nothing_more():
    data = data_of()
    twice = data.take(np.repeat(np.arange(len(data)), 2))
    once, doubled = estimate_factors(data, 1, 1), estimate_factors(twice, 1, 1)
    for a, b in zip(once.factors[:-1], doubled.factors[:-1], strict=True):
        assert np.log(b.ci_high / b.ci_low) == pytest.approx(np.log(a.ci_high / a.ci_low), rel=0.05)


def test_known_effects_are_found_and_unknown_values_counted():
    data = data_of()
    scaled = data.scaled.copy()
    scaled[:60, 5] = np.nan
    found = {f.name: f for f in estimate_factors(replace(data, scaled=scaled), 1).factors}
    two = found["resectability=II"]
    assert two.ci_low < np.exp(-0.9) < two.ci_high < 1
    assert (found["ymrtrg=4-5"].unknown, two.unknown) == (60, 0)
    assert found["bilobar=yes"].ci_low < 1 < found["bilobar=yes"].ci_high
    # Nobody is mutated among these patients: there is nothing to tell.
    assert found["ras=mutated"][2:] == (None, None, None)


def test_too_few_patients_are_refused():
    with pytest.raises(ArtefactError):
        estimate_factors(data_of(60), 1)
