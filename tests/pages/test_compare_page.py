"""Cohort / Compare strategies: diagnostics first, the estimate or why not, both languages."""

import pytest

from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services import computations
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.comparisons import words as comparison_words
from synchronox_core.services.comparisons.planned import StrategyQuestion, compare_planned
from synchronox_core.text import text
from tests.lib.board_pages import open_board_page

ARMS = ("liver_first", "rectum_first")


@pytest.fixture
def open_compare(demo_store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))
    monkeypatch.setattr(computations, "_registry", type(computations._registry)())

    def run(page="compare", **parameters):
        return open_board_page(page, **parameters)

    return run


def headers(app):
    return [header.value for header in app.header]


def told(app):
    return "\n".join(element.value for kind in ("markdown", "caption") for element in app.get(kind))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_page_shows_the_estimate_of_the_service_after_its_diagnostics(
    open_compare, demo_store, language
):
    app = open_compare(lang=language)
    found = compare_planned(demo_store, CohortFilter(), ProtocolSettings(), StrategyQuestion())
    assert not app.exception
    order = ("whom", "diagnostics", "estimate", "explore", "trial")
    assert headers(app) == [text(f"comparison.{key}", language) for key in order]
    for effect, write in (
        (found.comparison.estimate, comparison_words.estimate_sentence),
        (found.comparison.naive, comparison_words.naive_sentence),
    ):
        assert write(effect, ARMS, "complete_treatment", language, in_months=False) in told(app)
    tables = "".join(element.proto.body for element in app.get("html"))
    for item in found.comparison.diagnostics:
        assert comparison_words.diagnostic_label(item, language) in tables


@pytest.mark.parametrize("language", ["en", "fr"])
def test_reason_stands_in_the_place_of_a_withheld_estimate(open_compare, demo_store, language):
    app = open_compare(lang=language, cohort="prospective")
    asked = CohortFilter(cohorts=("prospective",))
    found = compare_planned(demo_store, asked, ProtocolSettings(), StrategyQuestion())
    failing = found.comparison.withheld_because
    assert failing
    (reason,) = [w.value for w in app.warning if text("comparison.withheld_title", language)
                 in w.value]  # fmt: skip
    for item in failing:
        assert comparison_words.failure_text(item, language) in reason
    assert comparison_words.naive_sentence(
        found.comparison.naive, ARMS, "complete_treatment", language, in_months=False
    ) in told(app)
    assert not [button for button in app.button if button.key.startswith("compute")]


def test_question_of_the_address_is_asked(open_compare, demo_store):
    app = open_compare(
        outcome="os", arm_first="simultaneous", arm_second="adaptive", method="iptw"
    )  # fmt: skip
    question = StrategyQuestion("os", ("simultaneous", "adaptive"), "iptw")
    found = compare_planned(demo_store, CohortFilter(), ProtocolSettings(), question)
    effect = found.comparison.estimate or found.comparison.naive
    assert comparison_words.difference_text(effect, "en", in_months=True) in told(app)


def test_choice_of_a_method_goes_to_the_address(open_compare):
    app = open_compare()
    app.selectbox(key="method").set_value("matching").run()
    assert app.query_params["method"] == "matching"
    # A bootstrap is not valid for matching and is not offered.
    assert "compute_bootstrap" not in {button.key for button in app.button}


def test_same_strategy_twice_is_told_and_nothing_compared(open_compare):
    app = open_compare(arm_first="adaptive", arm_second="adaptive")
    assert text("comparison.same_arms") in {info.value for info in app.info}
    assert not app.header


def test_group_under_five_is_not_described(open_compare):
    app = open_compare(strategy="adaptive")
    assert text("comparison.too_few") in {info.value for info in app.info}
    assert headers(app) == [text("comparison.whom")]


def test_long_computation_starts_when_asked_and_is_found_finished(open_compare, monkeypatch):
    monkeypatch.setattr("pages.components.long_comparisons.PERFORMED_REPLICATIONS", 25)
    app = open_compare(compared="performed")
    assert not app.header
    app.button(key="compute_performed").click().run()
    (computation,) = computations._registry.values()
    computation.wait(60)
    again = open_compare(compared="performed")
    assert not again.exception
    assert text("comparison.trial") in headers(again)
    assert text("comparison.population_performed") in told(again)


def test_large_extract_is_compared_when_asked_and_off_the_pages_thread(open_compare, monkeypatch):
    monkeypatch.setattr("pages.components.long_comparisons.MOST_COMPARED_AT_ONCE", 549)
    app = open_compare()
    assert not app.exception
    assert headers(app) == [], "nothing is told before it is asked for"
    app.button(key="compute_planned").click().run()
    (computation,) = computations._registry.values()
    computation.wait(60)
    app.run()
    assert not app.exception
    assert text("comparison.estimate", "en") in headers(app)


def test_empty_store_says_how_to_fill_it(store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(store.directory))
    app = open_board_page("compare")
    assert not app.exception
    assert text("frame.empty_store") in {info.value for info in app.info}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_external_comparison_says_how_to_load_its_cohort(open_compare, language):
    app = open_compare("external_comparison", lang=language)
    assert not app.exception
    assert text("comparison.external_none", language) in {info.value for info in app.info}
    assert app.code[0].value == "python -m synchronox_core external load crlm_tcia PATH"
