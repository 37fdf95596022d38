"""The tables of a comparison of strategies, in a reader's language."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from synchronox_core.services.comparisons.words import (
    arm_label,
    diagnostic_label,
    diagnostic_value,
    difference_text,
    method_label,
    ratio_text,
    value_text,
    verdict_text,
)
from synchronox_core.services.withheld_counts import told_count
from synchronox_core.statistics.attrition import Attrition, withhold_attrition
from synchronox_core.statistics.balance import Balance
from synchronox_core.statistics.diagnostics import Diagnostic
from synchronox_core.statistics.disclosure import SMALLEST_DESCRIBED
from synchronox_core.statistics.modifiers import Interval, LevelEffect
from synchronox_core.statistics.sandwich import Effect
from synchronox_core.statistics.sensitivity import SensitivityRow
from synchronox_core.text import text
from synchronox_core.text.formats import format_number
from synchronox_core.text.labels import code_label, column_label

NOTHING = float("nan")
FLOW = ("removed", "failing", "remaining")


def attrition_table(attrition: Attrition, language: str) -> pd.DataFrame:
    """What each rule removed: removed first, failing in all, remaining."""
    start = (text("comparison.rule_start", language), "", "")
    lines = [(*start, format_number(attrition.persons, language))]
    withheld = withhold_attrition(attrition, SMALLEST_DESCRIBED)
    for step in attrition.steps:
        removed, failing, remaining = (
            told_count(
                withheld.get((figure, step.rule)),
                format_number(getattr(step, figure), language),
                language,
            )
            for figure in FLOW
        )
        label = text(f"comparison.rule_{step.rule}", language)
        lines.append((label, removed, failing, remaining))
    return _table(lines, ("rule", *FLOW), language)


def diagnostic_table(diagnostics: Iterable[Diagnostic], language: str) -> pd.DataFrame:
    """Every diagnostic with what was found, its bounds and its verdict."""
    lines = [
        (
            diagnostic_label(item, language),
            diagnostic_value(item, item.value, language),
            diagnostic_value(item, item.threshold.warn, language),
            diagnostic_value(item, item.threshold.fail, language),
            verdict_text(item, language),
        )
        for item in diagnostics
    ]
    return _table(lines, ("check", "found", "warns", "fails", "verdict"), language)


def balance_label(item: Balance, language: str) -> str:
    """A covariate, with its code where it has some."""
    label = column_label(item.covariate, language)
    return f"{label} – {code_label(item.covariate, item.code, language)}" if item.code else label


def balance_table(balance: Iterable[Balance], language: str) -> pd.DataFrame:
    """Standardised difference of each covariate before and after, with its sampling band."""
    lines = [
        (
            balance_label(item, language),
            *(format_number(value, language, 2) for value in (item.before, item.after, item.band)),
        )
        for item in balance
    ]
    return _table(lines, ("covariate", "before", "after", "band"), language)


def effect_table(
    effects: Mapping[str, Effect | None],
    arms: tuple[str, str],
    language: str,
    *,
    in_months: bool,
) -> pd.DataFrame:
    """Estimates by label: the outcome of both arms, difference and ratio; what is withheld says so.

    Args:
        effects: Contrast by label, None while withheld.
        arms: The strategies.
        language: ``en`` or ``fr``.
        in_months: The outcome is a number of months, of which no ratio is told.
    """
    headings = [text("comparison.analysis", language)]
    headings += [arm_label(arm, language) for arm in arms]
    headings += [text(f"comparison.{key}", language) for key in ("difference", "ratio")]
    lines = [
        (label, *_effect_cells(effect, language, in_months=in_months))
        for label, effect in effects.items()
    ]
    table = pd.DataFrame(lines, columns=headings)
    return table.drop(columns=headings[-1]) if in_months else table


def _effect_cells(effect: Effect | None, language: str, *, in_months: bool) -> tuple[str, ...]:
    if effect is None:
        return (text("comparison.withheld", language),) * 4
    return (
        *(value_text(mean, language, in_months=in_months) for mean in effect.means),
        difference_text(effect, language, in_months=in_months),
        ratio_text(effect, language),
    )


def sensitivity_label(row: SensitivityRow, centres: Sequence[str], language: str) -> str:
    """Under which assumption the contrast was found."""
    detail = row.detail
    if row.kind == "method":
        detail = method_label(row.detail, language)
    elif row.kind == "without_centre":
        detail = centres[int(row.detail)]
    return text(f"comparison.sensitivity_{row.kind}", language, detail=detail)


def modifier_effects(
    modifiers: Mapping[str, tuple[LevelEffect, ...]], language: str
) -> list[tuple[str, LevelEffect]]:
    """Label of each level of each modifier, and its effect."""
    return [
        (f"{column_label(name, language)} – {_level_label(name, effect.level, language)}", effect)
        for name, effects in modifiers.items()
        for effect in effects
    ]


def modifier_table(
    modifiers: Mapping[str, tuple[LevelEffect, ...]], language: str, *, in_months: bool
) -> pd.DataFrame:
    """The contrast in each level, and what it differs by from the first level of its modifier."""
    lines = [
        (
            label,
            f"{format_number(effect.patients[0], language)} / "
            f"{format_number(effect.patients[1], language)}",
            difference_text(as_effect(effect.difference), language, in_months=in_months),
            text("comparison.reference", language)
            if effect.interaction is None
            else difference_text(as_effect(effect.interaction), language, in_months=in_months),
        )
        for label, effect in modifier_effects(modifiers, language)
    ]
    return _table(lines, ("level", "patients", "difference", "interaction"), language)


def as_effect(interval: Interval) -> Effect:
    """A difference with its interval where an effect is written or drawn."""
    bounds = (interval.ci_low, interval.ci_high)
    nothing = (NOTHING, NOTHING, NOTHING)
    return Effect((NOTHING, NOTHING), interval.value, NOTHING, *bounds, *nothing)


def _level_label(name: str, level: str, language: str) -> str:
    if name == "lesions":
        return text(f"comparison.lesions_{level}", language)
    return code_label(name, level, language)


def _table(
    lines: Sequence[Sequence[object]], headings: Sequence[str], language: str
) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=[text(f"comparison.{key}", language) for key in headings])
