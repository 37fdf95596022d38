"""The definitions leave nothing out, name what they rest on, and the page in docs/ is fresh."""

import re
from dataclasses import fields

import pytest

from synchronox_core.config import LANGUAGES, REPOSITORY
from synchronox_core.endpoints.derivation import DERIVED_COLUMNS, derive_answers
from synchronox_core.protocol import thresholds
from synchronox_core.protocol.outcome_codes import OutcomeCode
from synchronox_core.protocol.settings import ProtocolSettings, read_settings
from synchronox_core.services.definitions import (
    ACTS_ON,
    RULE_CHAPTERS,
    build_definitions,
    find_definitions,
    render_definitions,
    tabulate_chapter,
)
from synchronox_core.services.deliveries.derivation import SOURCES
from synchronox_core.text import load_area
from tests.lib.journeys import journeys_of, life_record

OTHER_VALUES = {
    "organ_preservation": ("B", "C"),
    "ablation": ("thermal",),
    "disappeared": ("strict",),
    "pfs": ("standard",),
    "mid_rectum_limit_mm": ("30", "150"),
}
"""Values that change an answer; ``lost_grace_days`` cannot, in lives followed to their end."""


def chapter(name, language="en"):
    """Definitions of a chapter by name."""
    chapters = {one.name: one for one in build_definitions(language)}
    return {one.name: one for one in chapters[name].definitions}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_the_catalogue_is_defined_once_with_its_source(language):
    rules = load_area("rules")
    told = [
        (name, one.meaning, one.source)
        for part in RULE_CHAPTERS
        for name, one in chapter(part, language).items()
    ]
    assert sorted(told) == sorted(
        (name, rules[name][language], rules[f"{name}_source"][language])
        for name in rules
        if not name.endswith("_source")
    )


def test_every_derived_column_is_defined():
    named = {name for names in RULE_CHAPTERS.values() for name in names}
    assert {*DERIVED_COLUMNS, *SOURCES} <= named


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_code_is_listed_in_order(language):
    codes = chapter("outcome_codes", language)
    assert list(codes) == [code.value for code in OutcomeCode]
    assert all(one.meaning for one in codes.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_constant_of_the_protocol_has_meaning_value_and_source(language):
    told = chapter("thresholds", language)
    assert list(told) == [name for name in vars(thresholds) if name.isupper()]
    assert all(one.meaning and one.value and one.source for one in told.values())


def test_no_source_refers_to_another_line():
    sources = [one.source for one in chapter("thresholds").values()]
    assert [source for source in sources if source.startswith("as ")] == []


def test_values_are_written_as_the_language_writes_them():
    assert chapter("thresholds", "fr")["FIRST_DIAGNOSIS_DAY"].value == "01/06/2020"
    assert chapter("thresholds", "en")["REGRESSION_GRADES"].value.startswith("rodel 0–4, ")
    assert chapter("settings", "en")["lost_grace_days"].value == "30 (allowed: 0–3,650)"


def test_every_setting_is_told_and_named_by_the_definitions_it_changes():
    assert set(chapter("settings")) == {field.name for field in fields(ProtocolSettings)}
    assert chapter("survival")["pfs_days"].settings == "pfs"
    assert chapter("survival")["pfs_standard_days"].settings == ""


@pytest.mark.parametrize("setting", list(OTHER_VALUES))
def test_setting_changes_the_answers_named_and_no_other(setting):
    records = [life_record(journey) for journey in journeys_of(150, seed=5)]
    changed = set()
    for value in OTHER_VALUES[setting]:
        for record in records:
            before = derive_answers(record, ProtocolSettings())
            after = derive_answers(record, read_settings({setting: value}))
            changed |= {name for name in before if before[name].value != after[name].value}
    assert changed == set(ACTS_ON[setting]) & set(DERIVED_COLUMNS)


@pytest.mark.parametrize("words", ["RODEL echelle", "  Échelle  Rödel "])
def test_search_minds_neither_capitals_nor_accents_nor_order(words):
    found = find_definitions(build_definitions("fr"), words)
    assert [one.name for part in found for one in part.definitions] == [
        "rodel",
        "REGRESSION_GRADES",
    ]


def test_search_without_words_finds_everything_and_a_strange_word_nothing():
    everything = build_definitions("en")
    assert find_definitions(everything, " ") == everything
    assert find_definitions(everything, "astronomy") == ()


def test_table_of_a_chapter_has_no_empty_column():
    codes = next(part for part in build_definitions("en") if part.name == "outcome_codes")
    assert list(tabulate_chapter(codes, "en")) == ["Name", "Definition"]


def test_the_definitions_in_docs_are_fresh():
    page = REPOSITORY / "docs" / "definitions.md"
    assert page.read_text(encoding="utf-8") == render_definitions("en"), "run make docs"


def test_page_in_markdown_has_a_section_a_chapter():
    titles = re.findall(r"^## (.+)$", render_definitions("fr"), flags=re.MULTILINE)
    assert titles == [part.title for part in build_definitions("fr")]
