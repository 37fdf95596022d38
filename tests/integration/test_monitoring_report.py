"""The monitoring report: one page, both languages, the same bytes, and its command."""

import json

import pytest

from synchronox_core.__main__ import main
from synchronox_core.config import RecruitmentSettings
from synchronox_core.services.data_quality import build_data_quality
from synchronox_core.services.monitoring_report import (
    build_monitoring_report,
    write_monitoring_report,
)
from synchronox_core.services.recruitment import RecruitmentQuestion, build_recruitment


@pytest.fixture(scope="module")
def built(demo_store):
    aims = RecruitmentSettings()
    recruitment = build_recruitment(demo_store, aims, RecruitmentQuestion())
    quality = build_data_quality(demo_store)

    def report(language):
        return build_monitoring_report(demo_store.extract(), recruitment, quality, language)

    return report


def told(document):
    cells = [cell for part in document.sections for row in part.rows for cell in row]
    return " ".join([s for part in document.sections for s in part.sentences] + cells)


def test_report_names_extract_hash_and_rules(built, demo_store):
    words = told(built("en"))
    assert demo_store.extract().content_sha256 in words
    assert "Extract 1, data cut-off 2028-12-31" in words
    assert "340 retrospective and 210 prospective" in words


def test_synthetic_cohort_is_said_to_be_so(built):
    assert built("en").notices[0].startswith("Synthetic data")
    assert built("fr").notices[0].startswith("Données synthétiques")


def test_report_is_for_the_monitoring_only(built):
    assert any("Ne pas diffuser" in notice for notice in built("fr").notices)


def test_report_has_the_same_parts_in_both_languages(built):
    sizes = [
        [(len(part.sentences), len(part.rows)) for part in built(language).sections]
        for language in ("en", "fr")
    ]
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_report_is_one_page_and_always_the_same(demo_store, language):
    first, extract = write_monitoring_report(demo_store, RecruitmentSettings(), language)
    again, _ = write_monitoring_report(demo_store, RecruitmentSettings(), language)
    assert first == again
    assert b"/Type/Pages/Count 1/" in first
    assert extract.extract_id == 1


def test_command_writes_the_file(demo_store, tmp_path, capsys):
    environ = {"SYNCHRONOX_STORE": str(demo_store.directory)}
    out = tmp_path / "report.pdf"
    assert main(["report", "--out", str(out), "--lang", "fr", "--json"], environ) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["file"] == str(out)
    assert document["extract_id"] == 1
    assert out.read_bytes().startswith(b"%PDF-")


def test_command_refuses_a_folder_that_is_not_there(demo_store, tmp_path, capsys):
    environ = {"SYNCHRONOX_STORE": str(demo_store.directory)}
    assert main(["report", "--out", str(tmp_path / "none" / "report.pdf")], environ) == 1
    assert "report.pdf" in capsys.readouterr().err
