"""The outcome measures in words: intervals, gaps, and figures that are not shown."""

from synchronox_core.services.outcomes import tables as outcome_tables
from synchronox_core.services.outcomes import words as outcome_words
from synchronox_core.statistics.outcome_estimates import (
    Quartiles,
    count_line,
    describe_median_line,
    estimate_share_line,
)
from synchronox_core.statistics.primary_outcome import StatusCount, estimate_primary_outcome
from synchronox_core.text import text

SPACE = "\u00a0"


def primary(achieved, not_achieved, not_evaluable=0, pending=0):
    counts = [
        StatusCount("retrospective", "mature", "achieved", "A1", achieved),
        StatusCount("retrospective", "mature", "not_achieved", "N1", not_achieved),
        StatusCount("retrospective", "mature", "not_evaluable", "E2", not_evaluable),
        StatusCount("retrospective", "mature", "pending", "W2", pending),
    ]
    kept = [row for row in counts if row.patients]
    return estimate_primary_outcome(kept, sum(row.patients for row in kept))


def test_share_is_a_percentage_with_one_decimal_and_its_interval():
    # Newcombe 1998: 15 of 148, 0.0624 to 0.1605.
    line = estimate_share_line("r0", "everybody", 15, 148, {})
    assert outcome_words.value_text(line, "en") == f"10.1%{SPACE}(6.2–16.0)"
    assert outcome_words.value_text(line, "fr") == f"10,1{SPACE}%{SPACE}(6,2–16,0)"
    assert outcome_words.share_text(line, "en") == "15/148"


def test_median_keeps_its_own_unit():
    line = describe_median_line("cci", "operated_liver", 40, Quartiles(0, 8.7, 26.2), {})
    assert outcome_words.value_text(line, "en") == f"8.7{SPACE}(0.0–26.2)"
    assert outcome_words.share_text(line, "en") == f"n{SPACE}={SPACE}40"


def test_count_has_no_value():
    assert outcome_words.value_text(count_line("deaths", "followed", 7, 90), "en") == ""


def test_small_group_says_why_there_is_no_figure():
    few = estimate_share_line("r0", "everybody", 3, 4, {})
    nobody = estimate_share_line("r0", "everybody", 0, 0, {})
    assert outcome_words.value_text(few, "en") == text("outcomes.not_described")
    assert outcome_words.value_text(nobody, "en") == text("outcomes.nobody")


def test_missing_answers_are_told_the_commonest_reason_first():
    told = outcome_words.missing_text({"margin_missing": 2, "row_held_back": 9}, "en")
    assert told.startswith("9: a row")
    assert "; 2: a margin" in told


def test_gaps_that_lines_share_are_told_once():
    lines = [estimate_share_line("r0", "all", n, 20, {"margin_missing": 2}) for n in (3, 9)]
    assert outcome_words.missing_sentence(lines, "en").count("a margin") == 1
    known = [estimate_share_line("r0", "all", 3, 20, {})]
    assert outcome_words.missing_sentence(known, "en") == text("outcomes.all_known")


def test_primary_outcome_tells_its_bounds_and_who_still_waits():
    told = outcome_words.primary_sentences(primary(30, 20, not_evaluable=10, pending=2), "en")
    assert "Of 50 patients" in told
    assert "60.0%" in told
    assert "10 patients" in told
    assert "50.0%" in told  # 30 of 60
    assert "66.7%" in told  # 40 of 60
    assert "2 more are pending" in told


def test_primary_outcome_of_few_shows_neither_value_nor_bounds():
    few = primary(2, 1, not_evaluable=5)
    assert outcome_words.primary_sentences(few, "en") == text("outcomes.hidden_sentence")
    figures = dict(outcome_tables.headline(few, "en"))
    assert text("outcomes.headline_bounds") not in figures
    assert text("outcomes.headline_interval") not in figures


def test_statuses_end_with_their_sum():
    table = outcome_tables.status_table(primary(30, 20, not_evaluable=10), "en")
    *rows, last = table.itertuples(index=False, name=None)
    assert [row[-1] for row in rows] == ["30", "20", "10"]
    assert last[-1] == "60"
