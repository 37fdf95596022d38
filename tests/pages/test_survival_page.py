"""Cohort / Survival: curves, tables and notes, in both languages, and groups too small."""

import json

import pytest

from synchronox_core.services.survival.endpoints import ENDPOINTS
from synchronox_core.text import text
from tests.lib.board_pages import open_board_page


@pytest.fixture
def open_survival(demo_store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))

    def run(**parameters):
        return open_board_page("survival", **parameters)

    return run


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_endpoint_is_drawn_and_told(open_survival, endpoint, language):
    app = open_survival(survival=endpoint, lang=language)
    assert not app.exception
    [chart] = app.get("vega_lite_chart")
    assert chart.proto.alt in {caption.value for caption in app.caption}
    assert text("survival.estimates", language) in [header.value for header in app.header]


def test_strategies_keep_their_hues_and_strokes_and_have_no_test(open_survival):
    app = open_survival(apart="strategy_planned")
    [chart] = app.get("vega_lite_chart")
    spec = chart.proto.spec
    assert all(hue in spec for hue in ("#009E73", "#D55E00", "#0072B2", "#CC79A7"))
    assert "[8, 4]" in json.dumps(json.loads(spec))
    captions = [caption.value for caption in app.caption]
    assert text("survival.unadjusted", "en") in captions
    assert text("survival.from_decision", "en") in captions
    written = " ".join([*captions, *(html.proto.body for html in app.get("html"))])
    assert "log-rank" not in written
    assert "p =" not in written


def test_hazards_are_offered_for_factors_and_never_for_strategies(open_survival):
    offered = text("survival.hazards", "en")
    assert offered in [box.label for box in open_survival(apart="sex").expander]
    for chosen in ({"apart": "strategy_planned"}, {}, {"survival": "progression", "apart": "sex"}):
        assert offered not in [box.label for box in open_survival(**chosen).expander]


def test_groups_too_small_are_not_drawn(open_survival):
    app = open_survival(strategy="unknown", sex="F")
    assert not app.exception
    assert not app.get("vega_lite_chart")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_weighted_curves_name_their_population_and_are_not_called_unadjusted(
    open_survival, language
):
    app = open_survival(apart="strategy_planned", weights="overlap", lang=language)
    assert not app.exception
    assert app.get("vega_lite_chart")
    captions = [caption.value for caption in app.caption]
    assert text("survival.weighted_overlap", language) in captions
    [chart] = app.get("vega_lite_chart")
    assert text("survival.drawn_overlap", language) in chart.proto.alt
    assert text("survival.unadjusted", language) not in captions


def test_weighted_curves_are_withheld_while_a_diagnostic_fails(open_survival):
    app = open_survival(apart="strategy_planned", weights="iptw", cohort="retrospective")
    assert not app.get("vega_lite_chart")
    assert any("Estimate withheld" in info.value for info in app.info)


def test_one_strategy_is_not_compared_with_itself(open_survival):
    chosen = {"apart": "strategy_planned", "weights": "overlap", "arm_first": "adaptive"}
    app = open_survival(**chosen, arm_second="adaptive")
    assert text("comparison.same_arms", "en") in [info.value for info in app.info]


def test_weights_are_offered_for_strategies_only(open_survival):
    offered = text("survival.weights", "en")
    assert offered in [box.label for box in open_survival(apart="strategy_planned").selectbox]
    assert offered not in [box.label for box in open_survival(apart="sex").selectbox]


def test_empty_store_explains_how_to_fill_it(store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(store.directory))
    app = open_board_page("survival")
    assert not app.exception
    assert text("frame.empty_store", "en") in [info.value for info in app.info]
