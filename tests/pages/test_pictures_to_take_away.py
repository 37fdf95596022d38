"""Pictures taken away from a page: drawn when asked for, and named after their own data."""

from shutil import copytree

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.components.frame import ADDRESSES, PAGES
from synchronox_core.config import REPOSITORY
from synchronox_core.services.external.cohorts import load_external_cohort
from synchronox_core.store import open_store
from synchronox_core.text import text
from tests.lib.public_cohorts import invented_liver_cohort

MAIN = str(REPOSITORY / "pages" / "frame" / "main.py")


@pytest.fixture
def take(demo_store, monkeypatch):
    """Open a page; the files its buttons give, by name, each made when called for."""
    monkeypatch.setenv("SYNCHRONOX_STORE", str(demo_store.directory))
    offered = {}

    def offer(label, data, *, file_name, **others):
        offered[file_name] = data

    monkeypatch.setattr(st, "download_button", offer)

    def run(page, **parameters):
        offered.clear()
        app = AppTest.from_file(MAIN, default_timeout=60)
        app.run()
        app.switch_page(str(PAGES / ADDRESSES[page]))
        for name, value in parameters.items():
            app.query_params[name] = value
        assert not app.run().exception
        return dict(offered)

    return run


@pytest.mark.parametrize("language", ["en", "fr"])
def test_picture_of_invented_patients_says_so(take, language):
    files = take("survival", lang=language)
    assert {"survival.csv", "survival.svg", "survival.png"} <= set(files)
    drawing = files["survival.svg"]().decode()
    assert text("frame.synthetic", language) in drawing
    assert "550" in drawing


def test_picture_of_published_patients_does_not_bear_the_name_of_the_extract(
    take, demo_store, tmp_path, monkeypatch
):
    directory = tmp_path / "store"
    copytree(demo_store.directory, directory)
    published = invented_liver_cohort(tmp_path / "liver.csv")
    load_external_cohort("crlm_tcia", published, open_store(directory))
    monkeypatch.setenv("SYNCHRONOX_STORE", str(directory))
    drawing = take("external", public="crlm_tcia")["external_survival.svg"]().decode()
    assert text("frame.synthetic", "en") not in drawing
    assert text("external.title_crlm_tcia", "en") in drawing
    assert text("frame.synthetic", "en") in take("survival")["survival.svg"]().decode()
