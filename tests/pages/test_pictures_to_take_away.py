"""Pictures taken away from a page: drawn when asked for, and named after their own data."""

from shutil import copytree

import pytest

from synchronox_core.services.external.cohorts import load_external_cohort
from synchronox_core.store import open_store
from synchronox_core.text import text
from tests.lib.public_cohorts import invented_liver_cohort


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
