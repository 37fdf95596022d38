"""An unknown predictor is drawn from what the known ones say, and a patient's place is judged."""

import numpy as np
import pytest

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.applicability import Place, fit_domain, judge_applicability
from synchronox_core.prediction.design import list_predictors, scale_predictors
from synchronox_core.prediction.missing import fit_distribution
from synchronox_core.prediction.training_data import build_training_data
from tests.lib.prediction_cohorts import KNOWN, members

PREDICTORS = list_predictors(Moment.RESTAGING)
NAMES = [predictor.name for predictor in PREDICTORS]
PATIENTS = 300


@pytest.fixture(scope="module")
def known():
    data, _ = build_training_data(members(PATIENTS, 5), Moment.RESTAGING)
    distribution = fit_distribution(data.scaled, data.weight, PREDICTORS)
    return data, distribution, fit_domain(data, distribution)


def scaled(**changes):
    return scale_predictors(KNOWN._replace(**changes), PREDICTORS)


def test_known_values_stay_in_every_draw(known):
    drawn = known[1].draw(scaled(ymrtrg=None), 50, np.random.default_rng(1))
    kept = [place for place, name in enumerate(NAMES) if name != "ymrtrg"]
    assert (drawn[:, kept] == scaled()[kept]).all()


def test_an_unknown_category_takes_its_levels_in_their_shares(known):
    data, distribution, _ = known
    place = NAMES.index("recist")
    generator = np.random.default_rng(2)
    drawn = distribution.draw(np.full(len(NAMES), np.nan), 20_000, generator)[:, place]
    shares = np.bincount(data.scaled[:, place].astype(int)) / len(data)
    np.testing.assert_allclose(np.bincount(drawn.astype(int)) / 20_000, shares, atol=0.02)


def test_an_unknown_value_follows_the_one_it_goes_with():
    generator = np.random.default_rng(3)
    values = generator.normal(size=(2_000, len(NAMES)))
    lesions, cea = NAMES.index("lesions"), NAMES.index("cea_ng_ml")
    values[:, cea] = 2 * values[:, lesions] + 0.1 * generator.normal(size=2_000)
    distribution = fit_distribution(values, np.ones(2_000), PREDICTORS)
    patient = np.zeros(len(NAMES))
    patient[lesions], patient[cea] = 1.0, np.nan
    drawn = distribution.draw(patient, 4_000, generator)[:, cea]
    assert drawn.mean() == pytest.approx(2.0, abs=0.1)
    assert drawn.std() == pytest.approx(0.1, abs=0.02)


@pytest.mark.parametrize(
    ("changes", "name", "place"),
    [
        ({}, "largest_lesion_mm", Place.INSIDE),
        ({"largest_lesion_mm": 79.0}, "largest_lesion_mm", Place.EDGE),
        ({"largest_lesion_mm": 140.0}, "largest_lesion_mm", Place.OUTSIDE),
        ({"lesions": 30}, "lesions", Place.OUTSIDE),
    ],
)
def test_each_predictor_has_its_place(known, changes, name, place):
    _, distribution, domain = known
    found = judge_applicability(scaled(**changes), domain, distribution)
    assert {item.name: item.place for item in found.items}[name] is place
    order = list(Place)
    assert order.index(found.place) >= order.index(place)


def test_a_category_under_the_disclosure_limit_is_outside():
    # Four of 300 patients bear a progression.
    everybody = [
        m._replace(
            predictors={
                Moment.RESTAGING: m.predictors[Moment.RESTAGING]._replace(
                    recist="PD" if number < 4 else "PR"
                )
            }
        )
        for number, m in enumerate(members(PATIENTS, 5))
    ]
    data, _ = build_training_data(everybody, Moment.RESTAGING)
    distribution = fit_distribution(data.scaled, data.weight, PREDICTORS)
    found = judge_applicability(scaled(recist="PD"), fit_domain(data, distribution), distribution)
    assert {item.name: item.place for item in found.items}["recist"] is Place.OUTSIDE


def test_values_common_alone_may_be_far_together():
    generator = np.random.default_rng(8)
    values = generator.normal(size=(500, len(NAMES)))
    lesions, cea = NAMES.index("lesions"), NAMES.index("cea_ng_ml")
    values[:, cea] = values[:, lesions] + 0.05 * generator.normal(size=500)
    distribution = fit_distribution(values, np.ones(500), PREDICTORS)
    usual, odd = np.zeros(len(NAMES)), np.zeros(len(NAMES))
    usual[[lesions, cea]], odd[[lesions, cea]] = (1.0, 1.0), (1.0, -1.0)
    assert distribution.compute_distance(usual) < 1 < 50 < distribution.compute_distance(odd)


@pytest.mark.parametrize(
    ("unknown", "place"),
    [
        (("ymrtrg",), Place.INSIDE),
        (("ymrtrg", "cea_ng_ml"), Place.EDGE),
        (("ymrtrg", "cea_ng_ml", "recist", "bilobar"), Place.OUTSIDE),
    ],
)
def test_unknown_predictors_are_named_and_move_a_patient_to_the_edge(known, unknown, place):
    _, distribution, domain = known
    found = judge_applicability(scaled(**dict.fromkeys(unknown)), domain, distribution)
    assert set(found.unknown) == set(unknown)
    assert found.place is place
