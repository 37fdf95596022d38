"""The mappings say only what the rest can carry out."""

import pytest

from synchronox_core.config import LANGUAGES
from synchronox_core.errors import UsageError
from synchronox_core.external.mapping import EXTERNAL_COHORTS, Bins, read_mapping
from synchronox_core.text import has_text
from synchronox_core.text.labels import column_label


def test_two_public_cohorts_can_be_loaded():
    assert EXTERNAL_COHORTS == ("crlm_tcia", "rectal_msk")


def test_unknown_cohort_is_refused_with_the_names_that_are_known():
    with pytest.raises(UsageError) as refusal:
        read_mapping("crlm")
    assert refusal.value.values == {"name": "crlm", "known": "crlm_tcia, rectal_msk"}


@pytest.mark.parametrize("name", EXTERNAL_COHORTS)
def test_everything_named_is_a_declared_column(name):
    mapping = read_mapping(name)
    conditions = [c for check in mapping.checks for c in check.when]
    conditions += [item for score in mapping.score_checks for item in score.items]
    named = {mapping.patient_id, *mapping.groups, *mapping.distributions}
    named |= {check.column for check in (*mapping.checks, *mapping.score_checks)}
    named |= {c for e in mapping.endpoints.values() for c in (e.months, e.event)}
    named |= {c.column for c in conditions} | {c.above_column for c in conditions} - {None}
    assert named - set(mapping.columns) == set()


@pytest.mark.parametrize("name", EXTERNAL_COHORTS)
def test_every_condition_has_exactly_one_test(name):
    mapping = read_mapping(name)
    conditions = [c for check in mapping.checks for c in check.when]
    conditions += [item for score in mapping.score_checks for item in score.items]
    for c in conditions:
        tests = (c.equals is not None, c.above is not None, c.above_column is not None, c.missing)
        assert sum(tests) == 1, c


@pytest.mark.parametrize("name", EXTERNAL_COHORTS)
def test_spellings_and_missing_codes_are_written_in_lower_case(name):
    mapping = read_mapping(name)
    written = [*mapping.missing_codes]
    for column in mapping.columns.values():
        written += [*column.spellings, *column.missing]
    assert written == [word.lower() for word in written]


@pytest.mark.parametrize("name", EXTERNAL_COHORTS)
def test_every_spelling_leads_to_a_word_of_its_column(name):
    for column in read_mapping(name).columns.values():
        assert set(column.spellings.values()) <= set(column.words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXTERNAL_COHORTS)
def test_everything_shown_has_its_text(name, language):
    mapping = read_mapping(name)
    keys = [mapping.title_key, mapping.clock_origin_key]
    keys += [f"external.endpoint_{endpoint}" for endpoint in mapping.endpoints]
    codes = [*mapping.notices, *(check.code for check in mapping.checks)]
    keys += [f"findings.{code}" for code in codes]
    assert [key for key in keys if not has_text(key)] == []
    shown = (*mapping.groups, *mapping.distributions)
    assert [column for column in shown if column_label(column, language) == column] == []


def test_empty_bins_between_filled_ones_are_counted():
    assert Bins(10, 100).lower_bounds([90, 70]) == [70, 80, 90]
    assert Bins(10).lower_bounds([]) == []
