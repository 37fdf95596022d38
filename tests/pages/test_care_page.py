"""Cohort / Care: the pathway, the choice of who is counted, small groups, both languages."""

import pytest

from synchronox_core.services.cohort.care import build_care
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.text import text
from tests.lib.board_pages import open_board_page

SECTIONS = ("pathway", "responses", "margins", "morbidity")


def open_care(directory, monkeypatch, **parameters):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(directory))
    return open_board_page("care", **parameters)


@pytest.fixture
def care(demo_store, monkeypatch):
    return lambda **parameters: open_care(demo_store.directory, monkeypatch, **parameters)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_section_is_shown_in_the_language_with_its_charts_told(care, language):
    app = care(lang=language)
    assert not app.exception
    assert [header.value for header in app.header] == [
        text(f"care.{section}", language) for section in SECTIONS
    ]
    charts = app.get("vega_lite_chart")
    assert len(charts) == 3
    assert {chart.proto.alt for chart in charts} <= {caption.value for caption in app.caption}


def test_the_pathway_counts_the_mature_patients_unless_asked_for_all(care, demo_store):
    mature = build_care(demo_store, CohortFilter()).pathway_patients
    assert any(f"{mature} patients whose month 18" in caption.value for caption in care().caption)
    app = care(counted="all")
    assert app.radio(key="counted").value == "all"
    assert any("those still under way included" in caption.value for caption in app.caption)


def test_a_group_under_five_is_counted_and_not_described(care, demo_store):
    asked = CohortFilter(("prospective",), ("ING",), ("adaptive",), ("F",))
    patients = build_care(demo_store, asked).patients
    assert patients < 5
    app = care(cohort="prospective", centre="ING", strategy="adaptive", sex="F")
    assert text("care.too_few", count=patients) in {info.value for info in app.info}
    assert len(app.get("vega_lite_chart")) == 0


def test_an_empty_store_says_how_to_fill_it(tmp_path, monkeypatch):
    app = open_care(tmp_path / "none", monkeypatch)
    assert not app.exception
    assert text("frame.empty_store") in {info.value for info in app.info}
