"""Cohort / Outcomes: the same figures as the service, readings in the address, small groups."""

import pytest

from synchronox_core.protocol.outcome_measures import OUTCOME_MEASURES
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.cohort.overview import build_overview
from synchronox_core.services.outcomes import tables as outcome_tables
from synchronox_core.services.outcomes import words as outcome_words
from synchronox_core.services.outcomes.measures import build_outcomes
from synchronox_core.text import text
from tests.lib.board_pages import open_board_page


@pytest.fixture
def open_outcomes(demo_store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))

    def run(**parameters):
        return open_board_page("outcomes", **parameters)

    return run


def shown(app):
    return {metric.label: metric.value for metric in app.metric}


def htmls(app):
    return [element.proto.body for element in app.get("html")]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_page_shows_the_figures_of_the_service(open_outcomes, demo_store, language):
    app = open_outcomes(lang=language)
    outcomes = build_outcomes(demo_store, CohortFilter(), ProtocolSettings()).as_shown()
    assert not app.exception
    assert shown(app) == dict(outcome_tables.headline(outcomes.primary, language))
    told = [markdown.value for markdown in app.markdown]
    assert outcome_words.primary_sentences(outcomes.primary, language) in told
    for measure in OUTCOME_MEASURES:
        assert outcome_words.measure_heading(measure, language) in told
    tables = "".join(htmls(app))
    for measured in outcomes.secondary:
        for line in measured.lines:
            assert outcome_words.value_text(line, language) in tables


def test_reading_of_the_address_changes_the_figures_and_is_named(open_outcomes, demo_store):
    app = open_outcomes(ablation="thermal")
    thermal = build_outcomes(demo_store, CohortFilter(), ProtocolSettings(ablation="thermal"))
    assert shown(app) == dict(outcome_tables.headline(thermal.primary, "en"))
    reading = text("outcomes.setting_ablation_thermal")
    assert any(reading in caption.value for caption in app.caption)


def test_choice_of_a_reading_goes_to_the_address(open_outcomes):
    app = open_outcomes()
    app.selectbox(key="organ_preservation").set_value("B").run()
    assert app.query_params["organ_preservation"] == "B"


def test_readings_are_compared_when_asked(open_outcomes):
    title = text("outcomes.setting_disappeared_strict")
    assert not any(title in html for html in htmls(open_outcomes()))
    assert any(title in html for html in htmls(open_outcomes(readings="yes")))


def test_readings_not_derived_of_many_patients_give_the_command(open_outcomes, monkeypatch):
    monkeypatch.setattr("synchronox_core.services.outcomes.measures.DERIVED_AT_ONCE", 500)
    app = open_outcomes(organ_preservation="C", disappeared="strict")
    assert text("outcomes.too_many") in {info.value for info in app.info}
    (command,) = app.code
    assert command.value == (
        "python -m synchronox_core outcomes "
        "--setting organ_preservation=C --setting disappeared=strict"
    )
    assert not app.metric


def test_group_under_five_is_counted_and_not_described(open_outcomes, demo_store):
    smallest = build_overview(demo_store, CohortFilter()).centres.iloc[-1]["centre_id"]
    app = open_outcomes(centre=smallest, strategy="adaptive", sex="F", cohort="prospective")
    asked = CohortFilter(("prospective",), (smallest,), ("adaptive",), ("F",))
    count = build_overview(demo_store, asked).patients
    assert count < 5
    assert text("overview.too_few", count=count) in {info.value for info in app.info}
    assert not app.metric


def test_filter_narrows_the_patients_counted(open_outcomes):
    app = open_outcomes(cohort="retrospective")
    assert shown(app)[text("outcomes.headline_mature", total="340")] == "340"


def test_empty_store_says_how_to_fill_it(store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(store.directory))
    app = open_board_page("outcomes")
    assert not app.exception
    assert text("frame.empty_store") in {info.value for info in app.info}
