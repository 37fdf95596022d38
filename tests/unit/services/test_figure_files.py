"""Figures as files: what the picture says of its data, its language, its fonts and its bytes."""

import struct
import tomllib

import altair as alt
import pandas as pd
import pytest
import vl_convert

from synchronox_core.config import LANGUAGES, REPOSITORY
from synchronox_core.plots.theme import SERIES_COLOURS, compile_chart
from synchronox_core.services.figure_files import (
    VEGA_LITE_VERSION,
    WIDTH_PX,
    PictureKind,
    build_picture,
    draw_figure,
)
from synchronox_core.services.stamps import figure_source
from synchronox_core.services.survival.analysis import SurvivalQuestion, analyse_survival
from synchronox_core.services.survival.figures import survival_figure
from synchronox_core.text import text

DRAWN = pd.DataFrame({"share": [0.25, 0.75], "arm": ["first", "second"]})


def draw(language="en", kind=PictureKind.SVG, sentence="Shares of 40 patients.", source="Cut"):
    chart = alt.Chart().mark_bar().encode(x="share:Q", y="arm:N", color="arm:N")
    return draw_figure(compile_chart(chart, language), DRAWN, sentence, source, kind)


def test_the_version_that_draws_is_the_one_altair_writes_for():
    assert alt.SCHEMA_VERSION.startswith(f"v{VEGA_LITE_VERSION}.")
    assert VEGA_LITE_VERSION in vl_convert.get_vegalite_versions()


def test_series_have_the_hues_of_the_light_page():
    configured = tomllib.loads((REPOSITORY / ".streamlit/config.toml").read_text("utf-8"))
    assert list(SERIES_COLOURS) == configured["theme"]["light"]["chartCategoricalColors"]
    assert SERIES_COLOURS[0] in draw().decode()


def test_the_picture_says_what_it_shows_and_where_it_comes_from():
    drawing = draw(
        sentence="Shares of 40 patients.", source="Synthetic data. Cut 2026-06-30"
    ).decode()
    assert "Shares of 40 patients." in drawing
    assert "Synthetic data. Cut 2026-06-30" in drawing


def test_a_long_sentence_is_broken_into_lines():
    sentence = " ".join(["word"] * 60)
    lines = build_picture({}, DRAWN, sentence, "")["title"]["text"]
    assert len(lines) > 1
    assert " ".join(lines) == sentence


@pytest.mark.parametrize(("language", "half"), [("en", "0.50"), ("fr", "0,50")])
def test_numbers_are_written_as_in_the_language(language, half):
    assert f">{half}<" in draw(language).decode()


def test_the_same_figure_gives_the_same_bytes_and_asks_nothing_of_the_network():
    first = draw()
    assert first == draw()
    assert b"Liberation Sans" in first
    assert b"http" not in first.replace(b"http://www.w3.org/", b"")


def test_missing_values_stay_missing():
    drawn = pd.DataFrame({"share": [0.5, None], "day": pd.to_datetime(["2026-01-31", None])})
    first, second = build_picture({}, drawn, "", "")["data"]["values"]
    assert second == {"share": None, "day": None}
    assert first["day"].startswith("2026-01-31T00:00")


def test_png_is_twice_as_wide_as_the_page_draws_it():
    picture = draw(kind=PictureKind.PNG)
    assert picture.startswith(b"\x89PNG")
    (width,) = struct.unpack(">I", picture[16:20])
    assert width >= 2 * WIDTH_PX


@pytest.mark.parametrize("language", LANGUAGES)
def test_survival_of_the_synthetic_cohort_is_marked_as_synthetic(demo_store, language):
    extract = demo_store.catalogue().current
    assert extract is not None
    shown = survival_figure(analyse_survival(demo_store, SurvivalQuestion()), language)
    source = figure_source(extract, language)
    drawing = draw_figure(shown.spec, shown.drawn, shown.sentence, source, PictureKind.SVG)
    assert text("frame.synthetic", language) in drawing.decode()
    assert text("charts.rows_at_risk", language) in drawing.decode()
