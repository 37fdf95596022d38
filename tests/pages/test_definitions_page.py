"""The page of the definitions, with and without words to look for."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.frame import ADDRESSES, PAGES
from synchronox_core.config import LANGUAGES, REPOSITORY
from synchronox_core.services.definitions import build_definitions
from synchronox_core.text import text

MAIN = REPOSITORY / "pages" / "frame" / "main.py"


@pytest.fixture(autouse=True)
def _empty_store(tmp_path, monkeypatch):
    monkeypatch.setenv("SYNCHRONOX_STORE", str(tmp_path / "store"))


def open_page(**address):
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.run()
    for name, value in address.items():
        app.query_params[name] = value
    app.switch_page(str(PAGES / ADDRESSES["definitions"])).run()
    assert not app.exception
    return app


def headers(app):
    return [header.value for header in app.header]


def tables(app):
    return " ".join(part.proto.body for part in app.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_is_shown_without_an_extract(language):
    app = open_page(lang=language)
    assert app.title[0].value == text("frame.page_definitions", language)
    assert headers(app) == [chapter.title for chapter in build_definitions(language)]
    assert text("outcome_codes.W2", language) in tables(app)


def test_words_keep_only_the_definitions_that_hold_them():
    app = open_page()
    app.text_input[0].set_value("rödel").run()
    assert "Rödel grade of the first rectal resection" in tables(app)
    assert "Clinical Risk Score" not in tables(app)


def test_words_of_the_address_are_looked_for():
    app = open_page(words="fong")
    assert headers(app) == ["Prognostic scores"]


def test_words_nobody_uses_are_answered_with_what_to_do():
    app = open_page()
    app.text_input[0].set_value("astronomy").run()
    assert headers(app) == []
    assert app.info[0].value == text("definitions.none_found")
