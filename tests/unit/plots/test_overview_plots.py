"""Charts of the overview as they are sent to the browser."""

import json

import pytest

from synchronox_core.config import LANGUAGES
from synchronox_core.plots.marks import STRATEGY_MARKS
from synchronox_core.plots.overview import (
    bars_chart,
    centres_chart,
    histogram_chart,
    strategies_chart,
)
from synchronox_core.protocol.vocabulary import Strategy

CHARTS = [bars_chart, centres_chart, histogram_chart, strategies_chart]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_chart_is_a_specification_without_data(chart, language):
    specification = chart(language)
    assert "datasets" not in json.dumps(specification)
    assert "values" not in specification.get("data", {})


def test_chart_of_centres_names_the_cohorts_in_its_language():
    domain = centres_chart("fr")["encoding"]["color"]["scale"]["domain"]
    assert domain == ["Rétrospective", "Prospective", "Non connu"]


def test_strategies_keep_their_hue():
    colours = strategies_chart("en")["layer"][0]["encoding"]["color"]["scale"]
    by_strategy = dict(zip(colours["domain"], colours["range"], strict=True))
    assert by_strategy["liver_first"] == "#0072B2"
    assert by_strategy["rectum_first"] == "#D55E00"
    assert by_strategy["simultaneous"] == "#009E73"
    assert by_strategy["adaptive"] == "#CC79A7"


def test_every_strategy_has_a_hue_a_dash_and_a_shape_of_its_own():
    assert set(STRATEGY_MARKS) == set(Strategy)
    for facet in ("colour", "dash", "shape"):
        assert len({getattr(mark, facet) for mark in STRATEGY_MARKS.values()}) == len(Strategy)


def test_bars_keep_their_order_when_notes_share_their_axis():
    assert bars_chart("en")["layer"][0]["encoding"]["y"]["sort"] == {
        "field": "position",
        "op": "min",
    }
