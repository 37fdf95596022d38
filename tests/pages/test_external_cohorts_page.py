"""The page of the public cohorts, run alone behind the frame."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from synchronox_core.config import REPOSITORY
from synchronox_core.services.external.cohorts import load_external_cohort
from synchronox_core.store import open_store
from tests.lib.public_cohorts import invented_liver_cohort

MAIN = REPOSITORY / "pages" / "frame" / "main.py"
PAGE = REPOSITORY / "pages" / "reference" / "external_cohorts.py"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(tmp_path / "store"))
    return tmp_path


@pytest.fixture
def loaded(folder):
    path = invented_liver_cohort(folder / "liver.csv")
    load_external_cohort("crlm_tcia", path, open_store(folder / "store"))


def open_page(**address):
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page(str(PAGE)).run()
    assert not app.exception
    return app


def survival_spec(app):
    return json.loads(app.get("vega_lite_chart")[0].proto.spec)


def test_empty_store_explains_how_to_load_a_cohort(folder):
    app = open_page()
    assert "No public cohort is loaded" in app.info[0].value
    assert [code.value for code in app.code] == [
        "python -m synchronox_core external load crlm_tcia PATH",
        "python -m synchronox_core external load rectal_msk PATH",
    ]


def test_loaded_cohort_is_shown_without_an_extract(loaded):
    app = open_page()
    assert app.title[0].value == "Reference · External cohorts"
    assert len(app.get("vega_lite_chart")) == 2
    told = " ".join(shown.value for shown in (*app.markdown, *app.caption))
    assert "the liver resection" in told
    assert "CC BY 4.0" in told
    assert "20 patients are in the curves." in told


def test_curves_apart_are_named_unadjusted(loaded):
    app = open_page(group_crlm_tcia="preoperative_chemotherapy")
    assert any("without adjustment" in caption.value for caption in app.caption)
    assert ">Yes</th>" in app.get("html")[0].proto.body


def test_one_curve_bears_no_word_of_comparison(loaded):
    assert not any("without adjustment" in caption.value for caption in open_page().caption)


def test_address_with_unknown_choices_falls_back_to_the_first(loaded):
    app = open_page(public="no_such_cohort", endpoint_crlm_tcia="no_such_endpoint")
    assert "Overall survival" in " ".join(caption.value for caption in app.caption)


def test_page_speaks_french(loaded):
    app = open_page(lang="fr")
    assert app.title[0].value == "Référence · Cohortes externes"
    assert survival_spec(app)["config"]["locale"]["number"]["decimal"] == ","


def test_classes_of_the_protocol_stand_beside_the_cohort(loaded):
    app = open_page()
    tables = " ".join(shown.proto.body for shown in app.get("html"))
    assert "Blazer response" in tables
    assert any("exactly on 50%" in caption.value for caption in app.caption)
