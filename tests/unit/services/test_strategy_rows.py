"""Rounding, order, what-if values and drawings of the page of strategies."""

import pytest

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.plots.risk_marks import draw_icons, draw_interval
from synchronox_core.prediction.design import list_predictors
from synchronox_core.prediction.predict import Interval
from synchronox_core.services.prediction.applicability_table import ON_RECORD
from synchronox_core.services.prediction.hypothesis import (
    VALUES,
    list_codes,
    list_inputs,
    read_changes,
)
from synchronox_core.services.prediction.strategy_rows import list_order, round_risk
from tests.lib.prediction_cohorts import KNOWN

PREDICTORS = {item.name: item for item in list_predictors(Moment.RESTAGING)}


def test_order_puts_one_first_and_keeps_every_strategy():
    for code in list_order("adaptive"):
        assert list_order(code)[0] == code
        assert sorted(list_order(code)) == [
            "adaptive", "liver_first", "rectum_first", "simultaneous",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("risk", "interval", "shown"),
    [
        (0.584, Interval(0.512, 0.649), (58, 51, 65)),
        (0.004, Interval(0.0, 0.02), (0, 0, 2)),
        (0.996, Interval(0.97, 1.0), (100, 97, 100)),
    ],
)
def test_risk_is_rounded_once_to_patients_of_a_hundred(risk, interval, shown):
    assert tuple(round_risk(risk, interval)) == shown


def test_every_input_of_the_model_can_be_supposed_or_left_unknown():
    assert set(list_inputs(Moment.RESTAGING)) == set(VALUES) == set(PREDICTORS)
    for name in VALUES:
        assert list_codes(name)[:2] == ("recorded", "unknown")
        assert read_changes({name: "recorded"}) == {}
        assert read_changes({name: "unknown"}) == {name: None}


def test_every_value_supposed_is_one_the_model_reads():
    for name, values in VALUES.items():
        for value in values:
            code = list_codes(name)[2 + values.index(value)]
            assert read_changes({name: code}) == {name: value}
            PREDICTORS[name].read(getattr(KNOWN._replace(**{name: value}), name))


def test_diagnosis_supposes_nothing_known_at_restaging_only():
    assert {"recist", "ymrtrg"}.isdisjoint(list_inputs(Moment.DIAGNOSIS))


def test_numbers_come_back_from_the_scale_of_the_regression():
    for name, restore in ON_RECORD.items():
        for value in (1, 7, 40):
            assert restore(PREDICTORS[name].read(value)) == pytest.approx(value)


@pytest.mark.parametrize("code", ["any", "simultaneous", "rectum_first", "liver_first", "adaptive"])
@pytest.mark.parametrize("percent", [0, 58, 100])
def test_icons_fill_as_many_as_patients_have_the_outcome(code, percent):
    drawing = draw_icons(code, percent, "what it shows")
    assert drawing.count('class="filled"') == percent
    assert drawing.count('class="hollow"') == 100 - percent


def test_words_in_a_drawing_are_escaped():
    drawing = draw_interval("any", 58, 51, 65, 'a <b> & "c"')
    assert "<b>" not in drawing
    assert "&lt;b&gt; &amp; &quot;c&quot;" in drawing


def test_strategies_keep_hue_shape_and_stroke():
    drawings = {
        code: draw_interval(code, 50, 40, 60, "")
        for code in ("liver_first", "rectum_first", "simultaneous", "adaptive")
    }
    hues = {"liver_first": "#0072B2", "rectum_first": "#D55E00", "simultaneous": "#009E73",
            "adaptive": "#CC79A7"}  # fmt: skip
    for code, hue in hues.items():
        assert hue in drawings[code]
    assert "stroke-dasharray" not in drawings["liver_first"]
    assert 'stroke-dasharray="8 4"' in drawings["rectum_first"]
