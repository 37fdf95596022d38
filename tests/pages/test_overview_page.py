"""Cohort / Overview: filters in the address, groups too small, the shipped cohort."""

import csv
import json

import pytest

from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.cohort.overview import build_overview
from synchronox_core.text import text
from tests.lib.board_pages import open_board_page


@pytest.fixture
def open_overview(demo_store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))

    def run(**parameters):
        return open_board_page("overview", **parameters)

    return run


SHOWN = "Patients shown, of 550"


def figure(app, label):
    [metric] = [metric for metric in app.metric if metric.label == label]
    return metric.value


def test_shipped_cohort_is_shown_whole(open_overview, demo_bundle):
    with (demo_bundle / "patients.csv").open(encoding="utf-8", newline="") as file:
        centres = {row["centre_id"] for row in csv.DictReader(file)}
    app = open_overview()
    assert not app.exception
    assert figure(app, SHOWN) == "550"
    assert figure(app, "Retrospective") == "340"
    assert figure(app, "Prospective") == "210"
    assert figure(app, "Centres") == str(len(centres))


def test_every_chart_has_its_sentence_and_its_table(open_overview):
    app = open_overview()
    charts = app.get("vega_lite_chart")
    captions = {caption.value for caption in app.caption}
    assert len(charts) == 9
    assert {chart.proto.alt for chart in charts} <= captions
    assert len(app.dataframe) >= len(charts)


def test_charts_travel_as_specifications_of_the_language(open_overview):
    app = open_overview(lang="fr")
    locales = [
        json.loads(chart.proto.spec)["config"]["locale"] for chart in app.get("vega_lite_chart")
    ]
    assert {locale["number"]["decimal"] for locale in locales} == {","}


def test_filter_of_the_address_is_applied_and_shown_as_a_chip(open_overview, demo_store):
    app = open_overview(strategy=["liver_first", "adaptive"], sex="F")
    asked = CohortFilter(strategies=("liver_first", "adaptive"), sexes=("F",))
    expected = build_overview(demo_store, asked).patients
    assert 5 <= expected < 550
    assert figure(app, SHOWN) == str(expected)
    chips = [button.label for button in app.button]
    assert any("Liver-first, Adaptive" in chip for chip in chips)


def test_chip_removes_its_filter_from_the_page_and_the_address(open_overview):
    app = open_overview(sex="F")
    app.button(key="chip_sex").click().run()
    assert figure(app, SHOWN) == "550"
    assert "sex" not in app.query_params


def test_all_filters_are_removed_at_once(open_overview):
    app = open_overview(sex="F", cohort="prospective")
    app.button(key="chip_clear").click().run()
    assert figure(app, SHOWN) == "550"


def test_unknown_codes_of_the_address_are_dropped(open_overview):
    app = open_overview(centre=["<script>", "ZZZ"], sex="X")
    assert not app.exception
    assert figure(app, SHOWN) == "550"


def test_choice_goes_to_the_address_as_a_code(open_overview):
    app = open_overview(lang="fr")
    app.multiselect(key="strategy").set_value(["rectum_first"]).run()
    assert app.query_params["strategy"] == "rectum_first"


def test_group_under_five_is_counted_and_not_described(open_overview, demo_store):
    smallest = build_overview(demo_store, CohortFilter()).centres.iloc[-1]["centre_id"]
    app = open_overview(centre=smallest, strategy="adaptive", sex="F", cohort="prospective")
    shown = int(figure(app, SHOWN))
    assert shown < 5
    assert text("overview.too_few", count=shown) in {info.value for info in app.info}
    assert len(app.get("vega_lite_chart")) == 0


def test_variables_of_the_address_are_drawn(open_overview):
    app = open_overview(variable=["sex", "emvi"])
    assert len(app.get("vega_lite_chart")) == 5
