"""The monitoring report: one page, both languages, the same bytes, and its command."""

import json
from dataclasses import replace
from string import ascii_uppercase

import pandas as pd
import pytest

from synchronox_core.__main__ import main
from synchronox_core.config import RecruitmentSettings
from synchronox_core.errors import StoreError
from synchronox_core.recruitment.centres import Verdict
from synchronox_core.recruitment.quality_indicators import QualityIndicator
from synchronox_core.report.document import write_pdf
from synchronox_core.services.deliveries.importing import commit_import, preview_import
from synchronox_core.services.quality.monitoring_report import (
    build_monitoring_report,
    write_monitoring_report,
)
from synchronox_core.services.quality.review import build_data_quality
from synchronox_core.services.quality.words import rank_centres
from synchronox_core.services.recruitment.outlook import RecruitmentQuestion, build_recruitment


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


def centre_codes(count):
    return [f"{first}{second}X" for first in ascii_uppercase for second in ascii_uppercase][:count]


@pytest.fixture(scope="module")
def worst(demo_store):
    """A report on centres that are all flagged, beyond every limit and silent."""
    aims = RecruitmentSettings()
    recruitment = build_recruitment(demo_store, aims, RecruitmentQuestion())
    quality = build_data_quality(demo_store)

    def report(language, count):
        codes = centre_codes(count)
        flagged = {
            indicator: [
                replace(found[0], centre_id=code, verdict=Verdict.HIGH, is_beyond_limit=True)
                for code in codes
            ]
            for indicator, found in quality.indicators.items()
        }
        silent = pd.DataFrame({"centre_id": codes, "is_silent": True})
        return build_monitoring_report(
            demo_store.extract(),
            replace(recruitment, centres=silent),
            replace(quality, indicators=flagged),
            language,
        )

    return report


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("count", [1, 8, 60, 500])
def test_report_stays_one_page_however_many_centres_stand_out(worst, language, count):
    assert b"/Type/Pages/Count 1/" in write_pdf(worst(language, count))


def test_centres_that_are_not_listed_are_counted(worst):
    called = worst("en", 60).sections[-1]
    assert len(called.rows) == 8
    assert called.sentences[0].startswith("60 centres are flagged")
    assert "52 more are not listed" in called.sentences[0]
    assert "more" not in worst("en", 8).sections[-1].sentences[0].split("first")[1]


def test_centres_with_most_reasons_come_first(demo_store):
    quality = build_data_quality(demo_store)
    usual, *_ = quality.indicators[QualityIndicator.FINDINGS]
    usual = replace(usual, verdict=Verdict.USUAL, is_beyond_limit=False)

    def centre(code, **changed):
        return replace(usual, centre_id=code, **changed)

    drawn = {
        QualityIndicator.FINDINGS: [
            centre("BEY", is_beyond_limit=True),
            centre("ONE", verdict=Verdict.HIGH),
            centre("TWO", verdict=Verdict.HIGH),
            centre("NON"),
            centre("SIL"),
        ],
        QualityIndicator.OPEN_QUERIES: [centre("TWO", verdict=Verdict.HIGH)],
    }
    ranked = rank_centres(replace(quality, indicators=drawn), ["SIL"])
    assert [found.centre_id for found in ranked] == ["TWO", "ONE", "SIL", "BEY"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_report_on_twelve_patients_says_what_is_not_known_yet(
    sample_bundle, settings, store, language
):
    commit_import(preview_import(sample_bundle, settings, store), store)
    report, _ = write_monitoring_report(store, RecruitmentSettings(), language)
    assert b"/Type/Pages/Count 1/" in report
    recruitment = build_recruitment(store, RecruitmentSettings(), RecruitmentQuestion())
    quality = build_data_quality(store)
    words = told(build_monitoring_report(store.extract(), recruitment, quality, language))
    # Two of the twelve are prospective in the sample bundle, too few for a forecast.
    entered = {"en": "10 retrospective and 2 prospective", "fr": "10 patients rétrospectifs et 2"}
    assert entered[language] in words
    assert {"en": "2026-06-30", "fr": "30/06/2026"}[language] in words
    assert language == "en" or "2026-06-30" not in words


def test_report_on_an_empty_store_is_refused(store):
    with pytest.raises(StoreError):
        write_monitoring_report(store, RecruitmentSettings(), "en")


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
