"""The figures of a comparison of strategies: balance, overlap and estimates."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from synchronox_core.plots.comparison import effects_chart, love_chart, overlap_chart
from synchronox_core.services.comparisons.planned import Exploration
from synchronox_core.services.comparisons.tables import (
    as_effect,
    balance_label,
    balance_table,
    effect_table,
    modifier_effects,
    modifier_table,
    sensitivity_label,
)
from synchronox_core.services.comparisons.words import arm_label, in_sentence
from synchronox_core.services.figures import Figure
from synchronox_core.statistics.arrays import Floats
from synchronox_core.statistics.comparison import Comparison
from synchronox_core.statistics.densities import GRID, estimate_density
from synchronox_core.statistics.diagnostics import NARROW
from synchronox_core.statistics.sandwich import Effect
from synchronox_core.text import text
from synchronox_core.text.formats import format_number, format_percent

ADJUSTED, OTHER, NAIVE = "adjusted", "other", "naive"


def love_figure(comparison: Comparison, language: str) -> Figure:
    """Balance of every covariate before and after, the largest imbalance before first."""
    ordered = sorted(comparison.balance, key=lambda item: -item.before)
    moments = {key: text(f"comparison.{key}", language) for key in ("before", "after")}
    drawn = pd.DataFrame(
        [
            (balance_label(item, language), place, label, getattr(item, key), item.band)
            for place, item in enumerate(ordered)
            for key, label in moments.items()
        ],
        columns=["covariate", "position", "moment", "difference", "band"],
    )
    worst = max(ordered, key=lambda item: item.after)
    sentence = text(
        "comparison.love_alt",
        language,
        count=len(ordered),
        worst=balance_label(worst, language),
        value=format_number(worst.after, language, 2),
        band=format_number(worst.band, language, 2),
    )
    chart = love_chart(language)
    return Figure(chart, drawn, sentence, balance_table(ordered, language))


def overlap_figure(comparison: Comparison, language: str) -> Figure:
    """How probable the first strategy was in the patients of either arm."""
    arms = comparison.question.arms
    score = comparison.probability[:, 0] / comparison.probability[:, :2].sum(axis=1)
    labels = (arm_label(arms[0], language), arm_label(arms[1], language))
    scores = {arm: score[comparison.arm == side] for side, arm in enumerate(arms)}
    rows = [
        (label, probability, height if side == 0 else -height)
        for side, (label, values) in enumerate(zip(labels, scores.values(), strict=True))
        for probability, height in zip(GRID, estimate_density(values), strict=True)
    ]
    inside = {
        arm: format_percent(float(((v >= NARROW[0]) & (v <= NARROW[1])).mean()), language)
        for arm, v in scores.items()
    }
    sentence = text(
        "comparison.overlap_alt",
        language,
        first=in_sentence(labels[0]),
        second=in_sentence(labels[1]),
        share=inside[arms[0]],
        other=inside[arms[1]],
    )
    drawn = pd.DataFrame(rows, columns=["label", "probability", "density"])
    listed = pd.DataFrame(
        [_quartiles(arm, scores[arm], inside[arm], language) for arm in arms],
        columns=[
            text(f"comparison.{key}", language)
            for key in ("strategy", "patients", "quartiles", "inside")
        ],
    )
    return Figure(overlap_chart(language, arms, labels), drawn, sentence, listed)


def effects_figure(
    effects: Mapping[str, Effect | None],
    kinds: Mapping[str, str],
    arms: tuple[str, str],
    sentence: str,
    language: str,
    *,
    in_months: bool,
) -> Figure:
    """Differences with their intervals, those withheld leaving their place empty.

    Args:
        effects: Contrast by label, None while withheld.
        kinds: ``ADJUSTED``, ``OTHER`` or ``NAIVE`` by label; the others are ``OTHER``.
        arms: The strategies.
        sentence: What it shows.
        language: ``en`` or ``fr``.
        in_months: The difference is of months, and not of shares.
    """
    drawn = _effect_rows(effects, kinds, in_months=in_months)
    listed = effect_table(effects, arms, language, in_months=in_months)
    return Figure(effects_chart(language, in_months=in_months), drawn, sentence, listed)


def sensitivity_figure(
    explored: Exploration,
    main: Effect,
    arms: tuple[str, str],
    language: str,
    *,
    in_months: bool,
) -> Figure:
    """The contrast under every other assumption, below the one asked for."""
    asked = text("comparison.asked", language)
    effects: dict[str, Effect | None] = {asked: main}
    for row in explored.sensitivity:
        effects[sensitivity_label(row, explored.centres, language)] = row.effect
    differences = [row.effect.difference for row in explored.sensitivity]
    scale = 1 if in_months else 100
    low, high = (
        format_number(scale * value, language, 1) for value in (min(differences), max(differences))
    )
    sentence = text(
        "comparison.sensitivity_alt", language, count=len(differences), low=low, high=high
    )
    kinds = {asked: ADJUSTED}
    return effects_figure(effects, kinds, arms, sentence, language, in_months=in_months)


def modifiers_figure(explored: Exploration, language: str, *, in_months: bool) -> Figure:
    """The contrast in each level of the pre-specified modifiers."""
    effects: dict[str, Effect | None] = {
        label: as_effect(effect.difference)
        for label, effect in modifier_effects(explored.modifiers, language)
    }
    drawn = _effect_rows(effects, dict.fromkeys(effects, ADJUSTED), in_months=in_months)
    listed = modifier_table(explored.modifiers, language, in_months=in_months)
    sentence = text("comparison.modifiers_alt", language)
    return Figure(effects_chart(language, in_months=in_months), drawn, sentence, listed)


def _effect_rows(
    effects: Mapping[str, Effect | None], kinds: Mapping[str, str], *, in_months: bool
) -> pd.DataFrame:
    scale = 1 if in_months else 100
    return pd.DataFrame(
        [
            (
                label,
                place,
                kinds.get(label, OTHER),
                *(
                    (None, None, None)
                    if effect is None
                    else (
                        scale * effect.difference,
                        scale * effect.ci_low,
                        scale * effect.ci_high,
                    )
                ),
            )
            for place, (label, effect) in enumerate(effects.items())
        ],
        columns=["label", "position", "kind", "difference", "ci_low", "ci_high"],
    )


def _quartiles(arm: str, values: Floats, inside: str, language: str) -> tuple[str, ...]:
    low, middle, high = (
        format_number(value, language, 2) for value in np.quantile(values, [0.25, 0.5, 0.75])
    )
    quartiles = f"{middle} ({low}–{high})"
    return arm_label(arm, language), format_number(len(values), language), quartiles, inside
