"""The monitoring report: the state of the data on one page, as PDF."""

import pandas as pd

import synchronox_core
from synchronox_core.config import RecruitmentSettings
from synchronox_core.endpoints.rules_version import short_rules_version
from synchronox_core.recruitment.centres import Verdict
from synchronox_core.recruitment.quality_indicators import LATE_ENTRY_DAYS, QualityIndicator
from synchronox_core.report.document import Document, Section, write_pdf
from synchronox_core.services.cohort.care_cells import counted_share
from synchronox_core.services.quality import completeness as quality_completeness
from synchronox_core.services.quality import tables as quality_tables
from synchronox_core.services.quality import words as quality_words
from synchronox_core.services.quality.review import DataQuality, build_data_quality
from synchronox_core.services.recruitment import words as recruitment_words
from synchronox_core.services.recruitment.outlook import (
    Recruitment,
    RecruitmentQuestion,
    build_recruitment,
)
from synchronox_core.store import Extract, Store
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number
from synchronox_core.text.labels import column_label

VARIABLES_LISTED = 8
CENTRES_CALLED = 8
"""Centres listed one by one: all of them would not stay on the page."""

WIDTHS = (4, 6, 5, 2, 2, 2, 2, 2)


def write_monitoring_report(
    store: Store, settings: RecruitmentSettings, language: str
) -> tuple[bytes, Extract]:
    """The monitoring report on the extract in use, and that extract.

    Args:
        store: The cohort store.
        settings: Targets and end of the recruitment in this installation.
        language: ``en`` or ``fr``.

    Raises:
        StoreError: The store is empty or its current extract cannot be read.
    """
    extract = store.extract()
    recruitment = build_recruitment(store, settings, RecruitmentQuestion())
    document = build_monitoring_report(extract, recruitment, build_data_quality(store), language)
    return write_pdf(document), extract


def build_monitoring_report(
    extract: Extract, recruitment: Recruitment, quality: DataQuality, language: str
) -> Document:
    """The monitoring report as a document.

    Args:
        extract: The extract it speaks of.
        recruitment: Its recruitment.
        quality: The quality of its data.
        language: ``en`` or ``fr``.
    """
    cut = format_date(extract.as_of, language)
    synthetic = (text("frame.synthetic", language),) if extract.synthetic else ()
    return Document(
        title=text("report.title", language),
        language=language,
        day=extract.as_of.date(),
        footer=text("quality.footer", language, extract_id=extract.extract_id, as_of=cut),
        notices=(*synthetic, text("quality.not_for_export", language)),
        sections=(
            _provenance(extract, language),
            _recruitment(recruitment, language),
            _completeness(quality, language),
            _follow_up(quality, language),
            _centres(quality, language),
            _called(recruitment, quality, language),
        ),
    )


def _provenance(extract: Extract, language: str) -> Section:
    sentence = text(
        "report.provenance",
        language,
        count=extract.patients,
        extract_id=extract.extract_id,
        as_of=format_date(extract.as_of, language),
        imported_at=format_date(extract.imported_at, language),
        rules_version=short_rules_version(),
        app_version=synchronox_core.__version__,
    )
    return Section("", (sentence, f"SHA-256 {extract.content_sha256}"))


def _recruitment(found: Recruitment, language: str) -> Section:
    words = [
        recruitment_words.tell_entered(found, language),
        recruitment_words.tell_aim(found.aim, language),
    ]
    if found.forecast is not None:
        words.append(recruitment_words.tell_target_dates(found.forecast, language))
    elif found.refusal is not None:
        words.append(recruitment_words.tell_refusal(found.refusal, language))
    return Section(text("report.recruitment", language), (" ".join(words),))


def _completeness(quality: DataQuality, language: str) -> Section:
    worst = quality_completeness.variables_of(quality, quality_completeness.WORST)
    table = quality_completeness.reasons_table(quality, worst[:VARIABLES_LISTED], language)
    expected, filled = quality_completeness.count_all(quality)
    sentence = text(
        "report.completeness",
        language,
        count=len(table),
        share=counted_share(filled, expected, language),
    )
    return _table_section(text("quality.completeness", language), sentence, table, WIDTHS)


def _follow_up(quality: DataQuality, language: str) -> Section:
    late = dict(quality_tables.headline(quality, language))[
        text("quality.headline_late_forms", language)
    ]
    sentences = (
        quality_words.tell_follow_up(quality.maturity.follow_up, language),
        quality_words.tell_news(quality, language),
        text("report.late", language, share=late),
        *(
            quality_words.tell_maturity(quality, endpoint, language)
            for endpoint in ("primary", "survival")
        ),
    )
    return Section(text("report.follow_up", language), (" ".join(sentences),))


def _centres(quality: DataQuality, language: str) -> Section:
    rows = []
    for indicator in QualityIndicator:
        summary = quality_words.summarise_indicator(quality, indicator, language)
        label = text(f"quality.indicator_{indicator}", language)
        found = quality.indicators[indicator]
        high = sum(centre.verdict == Verdict.HIGH for centre in found)
        beyond = sum(bool(centre.is_beyond_limit) for centre in found)
        counts = (format_number(count, language) for count in (high, beyond))
        rows.append((label, summary.value, summary.limit, *counts))
    names = ("indicator", "all_centres", "limit", "flagged", "beyond")
    columns = tuple(text(f"quality.{name}", language) for name in names)
    days = format_number(LATE_ENTRY_DAYS, language)
    sentence = text("report.centres_lead", language, count=len(quality.centres), days=days)
    return Section(
        text("quality.centres", language), (sentence,), columns, tuple(rows), (7, 4, 2, 3, 3)
    )


def _called(recruitment: Recruitment, quality: DataQuality, language: str) -> Section:
    """The centres that stand out in most ways; how many more there are is told."""
    called = quality_words.rank_centres(quality, recruitment_words.silent_centres(recruitment))
    listed = called[:CENTRES_CALLED]
    rows = tuple(
        (
            centre.centre_id,
            quality_words.tell_indicators(centre.high, language),
            quality_words.tell_indicators(centre.beyond, language),
            text("report.silent" if centre.is_silent else "report.not_silent", language),
        )
        for centre in listed
    )
    sentence = text("report.called", language, count=len(called))
    if len(called) > len(listed):
        more = text("report.called_more", language, count=len(called) - len(listed))
        sentence = f"{sentence} {more}"
    names = ("quality.flagged", "quality.beyond", "report.silence")
    headings = (column_label("centre_id", language), *(text(name, language) for name in names))
    columns = headings if rows else ()
    return Section(text("report.called_title", language), (sentence,), columns, rows, (2, 7, 7, 3))


def _table_section(
    heading: str, sentence: str, table: pd.DataFrame, widths: tuple[int, ...]
) -> Section:
    rows = tuple(tuple(map(str, row)) for row in table.itertuples(index=False))
    return Section(heading, (sentence,), tuple(map(str, table.columns)), rows, widths)
