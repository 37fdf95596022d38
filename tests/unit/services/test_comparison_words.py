"""Words of a comparison: signs, intervals, verdicts, and never an advice."""

import math
import tomllib

import pytest

from synchronox_core.services.comparisons.words import (
    diagnostic_value,
    difference_text,
    estimate_sentence,
    help_sentences,
    ratio_text,
    verdict_text,
    withheld_sentence,
)
from synchronox_core.statistics.diagnostics import THRESHOLDS, build_diagnostic
from synchronox_core.statistics.sandwich import Effect
from synchronox_core.text import CATALOGUE

EFFECT = Effect((0.58, 0.48), 0.10, 0.05, -0.021, 0.221, 1.2083, 0.9, 1.6)
ADVICE = ("recommend", "should", "candidate", "optimal", "safe", "recommand", "préférable")


def plain(told):
    return told.replace("\u00a0", " ").replace("\u202f", " ")


def test_difference_is_told_in_points_with_signs():
    assert plain(difference_text(EFFECT, "en", in_months=False)) == "+10.0 points (−2.1 to +22.1)"
    assert plain(difference_text(EFFECT, "fr", in_months=False)) == "+10,0 points (−2,1 à +22,1)"


def test_difference_of_months_is_not_multiplied():
    months = Effect((20.0, 26.0), -6.0, 1.9, -9.81, -2.24, 0.77, 0.66, 0.91)
    assert plain(difference_text(months, "en", in_months=True)) == "−6.0 months (−9.8 to −2.2)"


def test_ratio_that_cannot_be_told_is_left_empty():
    assert ratio_text(EFFECT, "en") == "1.21 (0.90 to 1.60)"
    nothing = Effect((0.1, 0.0), 0.1, 0.1, 0, 0.2, math.nan, math.nan, math.nan)
    assert ratio_text(nothing, "en") == ""


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "Complete treatment of both sites by month 18: liver-first 58.0%, simultaneous 48.0%; "
            "difference +10.0 points (−2.1 to +22.1), first less second.",
        ),
        (
            "fr",
            "Traitement complet des deux sites à 18 mois : foie d'abord 58,0 %, simultanée "
            "48,0 % ; différence +10,0 points (−2,1 à +22,1), la première moins la seconde.",
        ),
    ],
)
def test_estimate_names_both_arms_and_the_direction(language, told):
    arms = ("liver_first", "simultaneous")
    sentence = estimate_sentence(EFFECT, arms, "complete_treatment", language, in_months=False)
    assert plain(sentence) == told


def test_verdicts_have_a_mark_and_a_word():
    verdicts = [build_diagnostic("effective_size", value) for value in (80, 40, 20)]
    assert [plain(verdict_text(item, "en")) for item in verdicts] == [
        "● passes",
        "▲ warns",
        "✕ fails",
    ]


def test_reason_names_what_was_found_and_its_bound():
    item = build_diagnostic("largest_imbalance", 0.254)
    told = withheld_sentence([item], "en")
    assert "0.25 (fails at 0.25)" in told
    assert help_sentences([item], "en") in told


@pytest.mark.parametrize("name", list(THRESHOLDS))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_diagnostic_can_be_told(name, language):
    untold = build_diagnostic(name, math.nan)
    assert untold.verdict == "fail"
    assert withheld_sentence([untold], language)
    assert diagnostic_value(untold, 0.5, language) != diagnostic_value(untold, math.nan, language)


def test_no_sentence_of_the_comparison_advises():
    entries = tomllib.loads((CATALOGUE / "comparison.toml").read_text(encoding="utf-8"))
    told = str(entries).lower()
    assert [word for word in ADVICE if word in told] == []
