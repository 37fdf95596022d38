"""Supposed values, pairs judged, and the published scores beside the model, on the demo store."""

import numpy as np
import pytest

from synchronox_core.config import REPOSITORY
from synchronox_core.endpoints.predictors import Moment
from synchronox_core.endpoints.scores import list_scores
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.comparisons.pair_diagnostics import judge_pairs
from synchronox_core.services.comparisons.planned import StrategyQuestion, compare_planned
from synchronox_core.services.patients.patient_records import read_record
from synchronox_core.services.prediction.hypothesis import predict_as_if
from synchronox_core.services.prediction.legacy_comparison import compare_scores, read_known_scores
from synchronox_core.services.prediction.model_folder import read_models_state
from synchronox_core.services.prediction.predictor import open_predictor, predict_patient

PATIENT = "SYN-INA-0002"


@pytest.fixture(scope="module")
def predictor(demo_store):
    return open_predictor(demo_store, REPOSITORY / "models")


@pytest.fixture(scope="module")
def recorded(demo_store, predictor):
    return predict_patient(predictor, read_record(demo_store, PATIENT))


def test_nothing_supposed_is_the_prediction_of_the_record(predictor, recorded):
    assert predict_as_if(predictor, recorded, {}) is recorded


def test_supposing_the_recorded_values_changes_no_figure(predictor, recorded):
    same = predict_as_if(predictor, recorded, {"lesions": recorded.predictors.lesions})
    assert same.prediction.risk == recorded.prediction.risk
    assert same.prediction.strategies == recorded.prediction.strategies
    assert same.prediction.nearest == recorded.prediction.nearest


def test_unknown_value_is_named_and_the_record_stays_as_it_was(predictor, recorded):
    supposed = predict_as_if(predictor, recorded, {"lesions": None})
    assert supposed.prediction.applicability.unknown == ("lesions",)
    assert recorded.prediction.applicability.unknown == ()
    assert recorded.predictors.lesions is not None


def test_pair_passes_exactly_when_compare_strategies_tells_its_estimate(demo_store):
    told = []
    judged = judge_pairs(demo_store, told.append)
    assert len(judged) == len(told) == 6
    for pair in (("simultaneous", "adaptive"), ("rectum_first", "liver_first")):
        found = compare_planned(
            demo_store, CohortFilter(), ProtocolSettings(), StrategyQuestion(arms=pair)
        )
        assert judged[frozenset(pair)] == (found.comparison.estimate is not None)


def test_only_scores_that_no_unknown_item_leaves_open_are_known(demo_store):
    record = read_record(demo_store, PATIENT)
    known = read_known_scores(record)
    for row in list_scores(record):
        key = (row.score, row.moment)
        assert (key in known) == (row.high is not None and row.low == row.high)


def test_scores_are_beside_the_model_in_the_same_patients(demo_store, predictor):
    found = compare_scores(demo_store, seed=1)
    analysed = predictor.artefact.evaluations[Moment.RESTAGING]
    assert {item.score for item in found} >= {"fong", "tbs", "game", "nordlinger", "konopke"}
    for item in found:
        assert 0 < item.events < item.patients <= analysed.patients
        difference = item.model_c.value - item.score_c.value
        assert item.difference.value == pytest.approx(difference)
        for figure in (item.score_c, item.model_c, item.difference):
            assert figure.ci_low <= figure.value <= figure.ci_high
    whole = [item for item in found if item.patients == analysed.patients]
    left_out = analysed.by_centre.figures["c_statistic"].value
    assert whole
    assert np.allclose([item.model_c.value for item in whole], left_out, atol=0.02)


def test_state_of_the_models_changes_with_a_new_model(tmp_path):
    assert read_models_state(tmp_path) == ""
    file = tmp_path / "complete_treatment" / "2028-12-31-abc" / "model.json"
    file.parent.mkdir(parents=True)
    file.write_text("{}", encoding="utf-8")
    assert read_models_state(tmp_path) not in ("", read_models_state(tmp_path / "none"))
