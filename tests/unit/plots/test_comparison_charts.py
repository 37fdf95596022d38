"""Charts of a comparison as they are sent to the browser."""

import json

import pytest

from synchronox_core.config import LANGUAGES
from synchronox_core.plots.comparison import effects_chart, love_chart, overlap_chart

ARMS = ("liver_first", "rectum_first")
LABELS = ("Liver-first", "Rectum-first")


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_are_specifications_without_data(language):
    charts = [
        love_chart(language),
        overlap_chart(language, ARMS, LABELS),
        effects_chart(language, in_months=True),
        effects_chart(language, in_months=False),
    ]
    for chart in charts:
        assert "datasets" not in json.dumps(chart)
        assert "layer" in chart


def test_strategies_keep_their_hue_and_other_groups_have_their_own():
    scale = overlap_chart("en", ARMS, LABELS)["layer"][0]["encoding"]["color"]["scale"]
    assert scale == {"domain": ["Liver-first", "Rectum-first"], "range": ["#0072B2", "#D55E00"]}
    groups = ("with_chemotherapy", "without_chemotherapy")
    other = overlap_chart("en", groups, ("A", "B"))["layer"][0]["encoding"]["color"]["scale"]
    assert len({*other["range"], *scale["range"]}) == 4


def test_bounds_of_the_balance_are_drawn():
    lines = [layer["encoding"]["x"].get("datum") for layer in love_chart("en")["layer"]]
    assert {0.10, 0.25} <= set(lines)


def test_naive_contrast_differs_by_shape_fill_and_hue():
    (points,) = [
        layer
        for layer in effects_chart("en", in_months=False)["layer"]
        if "shape" in layer["encoding"]
    ]
    for channel in ("shape", "fill", "color"):
        scale = points["encoding"][channel]["scale"]
        drawn = dict(zip(scale["domain"], scale["range"], strict=True))
        assert drawn["naive"] != drawn["adjusted"]
