"""Reference / Model: the card in both languages, at both moments, and what is asked for."""

import json
import re

import pytest

from synchronox_core.config import REPOSITORY
from synchronox_core.text import text
from synchronox_core.text.formats import format_number
from tests.lib.board_pages import open_board_page
from tests.lib.printed_tables import read_printed_table

[VALIDATION] = (REPOSITORY / "models" / "complete_treatment").glob("*/validation.json")


@pytest.fixture
def open_model(demo_store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))
    monkeypatch.delenv("SYNCHRONOX_MODELS", raising=False)

    def run(page="model", **parameters):
        return open_board_page(page, timeout_seconds=240, **parameters)

    return run


def written(app):
    return "\n".join(str(part.proto.body) for part in app.get("html"))


@pytest.mark.parametrize("moment", ["restaging", "diagnosis"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_card_tells_the_performance_of_the_files(open_model, language, moment):
    app = open_model(model_of=moment, lang=language)
    assert not app.exception
    kept = json.loads(VALIDATION.read_text(encoding="utf-8"))["moments"][moment]
    told = read_printed_table(app, text("model.performance", language))
    table = {cells[0]: cells[1:] for cells in told}
    shown = table[text("model.measure_c_statistic", language)]
    figures = (
        kept["apparent"]["c_statistic"],
        kept["corrected"]["c_statistic"]["value"],
        kept["by_centre"]["figures"]["c_statistic"]["value"],
        kept["in_time"]["figures"]["c_statistic"]["value"],
    )
    for cell, value in zip(shown, figures, strict=True):
        assert cell.split(" ")[0] == format_number(value, language, 2)
        assert "(" in cell
    sizes = table[text("model.sizes", language)]
    assert sizes[0] == f"{kept['events']}/{kept['patients']}"
    assert sizes[3] == f"{kept['in_time']['events']}/{kept['in_time']['patients']}"


def test_every_interval_of_the_performance_holds_its_figure(open_model):
    number = re.compile(r"−?\d+\.\d+")
    for line in read_printed_table(open_model(), text("model.performance"))[:-1]:
        for cell in line[1:]:
            figures = [float(n.replace("−", "-")) for n in number.findall(cell)]
            if len(figures) == 3:
                assert figures[1] <= figures[0] <= figures[2], line


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_chart_has_its_sentence_with_patients_and_events(open_model, language):
    app = open_model(lang=language)
    charts = app.get("vega_lite_chart")
    assert len(charts) == 4
    captions = {caption.value for caption in app.caption}
    for chart in charts:
        assert chart.proto.alt in captions
        assert "234" in chart.proto.alt
        assert "421" in chart.proto.alt


def test_what_takes_seconds_is_computed_only_when_asked(open_model):
    assert text("model.scores") not in [part.value for part in open_model().subheader]
    app = open_model(judged="yes")
    assert not app.exception
    scores = {cells[0] for cells in read_printed_table(app, text("model.scores"))}
    assert {"Fong", "GAME", "Nordlinger", "Konopke"} <= scores
    assert text("model.measure_c_statistic") in written(app)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_factors_are_told_on_the_outcomes_page_as_associations(open_model, language):
    asked = open_model("outcomes", lang=language)
    assert text("model.factors_lead", language) in [caption.value for caption in asked.caption]
    assert text("model.factors", language) not in written(asked)
    app = open_model("outcomes", factors="yes", lang=language)
    assert not app.exception
    told = read_printed_table(app, text("model.factors", language))
    assert len(told) == 11
    assert all("(" in cells[1] for cells in told)
