"""The frame: what stands on every page, in both languages, with and without data."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.frame import ADDRESSES, PAGES
from synchronox_core.config import LANGUAGES, REPOSITORY
from synchronox_core.text import text
from tests.lib.cohorts import store_of_patients

MAIN = str(REPOSITORY / "pages" / "frame" / "main.py")
PATIENT = {"centre_id": "PAR", "inclusion_date": "2025-01-01", "opposition": "no"}


def run_page(page: str | None = None, **parameters: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    if page:
        app.switch_page(str(PAGES / ADDRESSES[page])).run()
    return app


def make_store(directory, *, synthetic=True):
    rows = [{**PATIENT, "patient_id": f"SYN-PAR-{number:04d}"} for number in range(6)]
    return store_of_patients(directory, rows, synthetic=synthetic)


@pytest.fixture
def empty_store(tmp_path, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def synthetic_store(empty_store):
    return make_store(empty_store)


def shown(elements):
    return " ".join(str(element.value) for element in elements)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", list(ADDRESSES))
def test_every_page_runs_and_shows_notice_cut_and_extract(page, language, synthetic_store):
    app = run_page(page, lang=language)
    assert not app.exception
    assert text("frame.synthetic", language) in shown(app.warning)
    stamp = shown(app.caption)
    assert {"en": "2028-12-31", "fr": "31/12/2028"}[language] in stamp
    assert {"en": "extract 1", "fr": "extraction 1"}[language] in stamp
    assert len(app.title) == 1


@pytest.mark.parametrize("page", list(ADDRESSES))
def test_real_data_carry_no_synthetic_notice(page, empty_store):
    make_store(empty_store, synthetic=False)
    app = run_page(page)
    assert not app.exception
    assert text("frame.synthetic") not in shown(app.warning)


@pytest.mark.parametrize("page", list(ADDRESSES))
def test_every_page_runs_on_an_empty_store(page, empty_store):
    app = run_page(page)
    assert not app.exception
    assert len(app.title) == 1


def test_page_that_needs_data_explains_how_to_fill_an_empty_store(empty_store):
    app = run_page("overview")
    assert text("frame.empty_store") in shown(app.info)
    assert "synchronox_core import" in shown(app.code)
    assert len(app.metric) == 0


def test_damaged_store_is_told_in_a_sentence_and_not_as_a_traceback(empty_store):
    empty_store.mkdir()
    (empty_store / "current.json").write_text("not a pointer", encoding="utf-8")
    app = run_page("overview")
    assert not app.exception
    assert len(app.error) == 1
    assert "Traceback" not in shown(app.error)


def test_page_run_around_the_main_script_draws_the_frame_itself(synthetic_store):
    app = AppTest.from_file(str(PAGES / ADDRESSES["home"]), default_timeout=60).run()
    assert not app.exception
    assert text("frame.synthetic") in shown(app.warning)
    assert app.radio(key="lang").value == "en"


def test_unknown_language_of_the_address_is_dropped(synthetic_store):
    app = run_page(lang="xx")
    assert app.radio(key="lang").value == "en"


def test_language_switch_changes_every_sentence_and_the_address(synthetic_store):
    app = run_page("overview")
    app.radio(key="lang").set_value("fr").run()
    assert app.title[0].value == text("frame.page_overview", "fr")
    assert app.query_params["lang"] == "fr"


def test_language_of_the_installation_is_the_first_one(synthetic_store, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_LANGUAGE", "fr")
    app = run_page()
    assert app.radio(key="lang").value == "fr"


def test_navigation_names_a_file_that_exists_for_every_address():
    assert [file for file in ADDRESSES.values() if not (PAGES / file).is_file()] == []
