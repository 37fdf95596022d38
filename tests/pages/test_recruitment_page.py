"""Trial / Recruitment: the forecast, its scenarios in the address, the centres, an empty store."""

import pytest

from tests.lib.board_pages import open_board_page


@pytest.fixture
def open_page(demo_store, monkeypatch):
    """Open the page on the shipped cohort, with parameters in the address."""
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))

    def run(**parameters):
        return open_board_page("recruitment", **parameters)

    return run


def figures(app):
    return {metric.label: metric.value for metric in app.metric}


def test_cohorts_are_counted_apart(open_page):
    app = open_page()
    assert not app.exception
    assert figures(app)["Retrospective"] == "340"
    assert figures(app)["Prospective"] == "210"
    assert figures(app)["Prospective target"] == "210"


def test_every_chart_has_its_sentence(open_page):
    app = open_page()
    charts = app.get("vega_lite_chart")
    captions = {caption.value for caption in app.caption}
    assert len(charts) == 4
    assert {chart.proto.alt for chart in charts} <= captions


def test_page_says_that_it_is_not_for_export(open_page):
    assert any("not for export" in caption.value for caption in open_page().caption)


def test_scenario_of_the_address_is_chosen_and_compared(open_page, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_TARGET", "700")
    app = open_page(extended_months="12", rate_percent="150")
    assert {box.key: box.value for box in app.selectbox}["extended_months"] == "12"
    tables = [html.proto.body for html in app.get("html")]
    assert any(">Scenario<" in table and "2030-04-01" in table for table in tables)


def test_code_that_is_no_choice_is_dropped_from_the_address(open_page):
    app = open_page(centres_added="1000")
    assert not app.exception
    assert {box.key: box.value for box in app.selectbox}["centres_added"] == "0"


def test_page_speaks_french(open_page):
    app = open_page(lang="fr")
    assert not app.exception
    assert app.title[0].value == "Essai · Recrutement"
    assert "Objectif prospectif" in figures(app)


def test_empty_store_says_how_to_fill_it(store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(store.directory))
    app = open_board_page("recruitment")
    assert not app.exception
    assert app.get("vega_lite_chart") == []
    assert app.info
