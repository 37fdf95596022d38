"""The registry of cross-table rules as a whole."""

from datetime import date
from pathlib import Path

import pytest

from synchronox_core.ecrf.rules import RULES, find_breaches
from synchronox_core.ecrf.tables import TABLES
from synchronox_core.text import load_area
from tests.lib.clean_tables import clean_table, clean_tables, clean_tables_of_bundle


def test_a_valid_bundle_breaches_no_rule(sample_bundle):
    tables = clean_tables_of_bundle(sample_bundle)
    assert sum(map(len, tables.values())) == 235
    assert find_breaches(tables) == []


def test_what_is_missing_breaches_no_rule():
    tables = {name: clean_table(name, [{}, {}]) for name in TABLES}
    assert find_breaches(tables) == []


def test_absent_tables_breach_no_rule():
    assert find_breaches({}) == []


def test_a_breach_names_its_row_and_quotes_days_as_the_export_writes_them():
    tables = clean_tables(
        patients="""
            patient_id | last_news_date | death_date
            a          | 2024-01-01     |
            b          | 2024-01-01     | 2024-01-01
        """,
        followup="""
            patient_id | visit_date
            a          | 2024-01-01
            b          | 2024-01-02
        """,
    )
    after_death, last_news = find_breaches(tables)
    assert (after_death.rule.code, after_death.rule.table) == ("DATED_AFTER_DEATH", "followup")
    assert (after_death.row, after_death.column) == (1, "visit_date")
    assert after_death.values == {"other_column": "patients.death_date", "other_date": "2024-01-01"}
    assert (last_news.rule.code, last_news.row) == ("LAST_NEWS_BEFORE_CONTACT", 1)
    assert last_news.values["other_column"] == "followup.visit_date"
    assert not any(isinstance(value, date) for value in last_news.values.values())


@pytest.mark.parametrize("code", sorted({rule.code for rule in RULES}))
def test_every_rule_has_its_sentence_and_its_test(code):
    entry = load_area("findings")[code]
    assert entry["en"].endswith("xport again.")
    assert entry["fr"].endswith("puis exportez de nouveau.")
    tests = Path(__file__).parent.glob("test_*_rules.py")
    assert any(f'"{code}"' in test.read_text(encoding="utf-8") for test in tests)
