"""A comparison as one document, for a statistician's script and a monitor's archive."""

from collections.abc import Iterable
from dataclasses import asdict
from math import isfinite

from synchronox_core.services.comparisons.performed import PerformedStrategies
from synchronox_core.services.comparisons.planned import Exploration, StrategyComparison
from synchronox_core.statistics.attrition import Attrition
from synchronox_core.statistics.comparison import Comparison
from synchronox_core.statistics.diagnostics import Diagnostic
from synchronox_core.statistics.modifiers import LevelEffect
from synchronox_core.statistics.sandwich import Effect
from synchronox_core.statistics.sensitivity import SensitivityRow

Document = dict[str, object]


def planned_document(found: StrategyComparison, explored: Exploration | None) -> Document:
    """A comparison of planned strategies.

    Args:
        found: The comparison.
        explored: The same question in other ways; None when it was not asked for.

    Returns:
        The question, as_of, settings, ``attrition``, patients, population, ``diagnostics``,
        ``balance``, ``estimate`` (None while withheld), ``withheld_because``, ``naive``,
        e_value, replications, covariates, and ``sensitivity`` and ``modifiers`` when explored.
    """
    document: Document = {
        "compared": "planned",
        **asdict(found.asked),
        "as_of": found.as_of,
        "settings": asdict(found.settings),
        "attrition": _attrition(found.attrition),
        **comparison_document(found.comparison),
        "e_value": None if found.e_value is None else asdict(found.e_value),
        "replications": found.replications,
        "covariates": list(found.covariates),
    }
    if explored is not None:
        document["sensitivity"] = [_sensitivity(row, explored) for row in explored.sensitivity]
        document["modifiers"] = {
            name: [_level(effect) for effect in effects]
            for name, effects in explored.modifiers.items()
        }
    return document


def performed_document(found: PerformedStrategies) -> Document:
    """A comparison of performed strategies: as ``planned_document``, with its landmark."""
    told = found.comparison
    return {
        "compared": "performed",
        "outcome": found.asked.outcome,
        "arms": found.asked.arms,
        "method": "clone_censor_weight",
        "as_of": found.as_of,
        "settings": asdict(found.settings),
        "attrition": _attrition(found.attrition),
        "patients": found.patients,
        "diagnostics": [_diagnostic(item) for item in told.diagnostics] if told else [],
        "estimate": effect_document(told.estimate) if told else None,
        "withheld_because": _names(told.withheld_because) if told else ["patients"],
        "naive": effect_document(told.naive) if told else None,
        "landmark": effect_document(told.landmark) if told else None,
        "replications": found.replications,
    }


def comparison_document(found: Comparison) -> Document:
    """What the engine says of one contrast."""
    return {
        "patients": found.patients,
        "population": found.population,
        "diagnostics": [_diagnostic(item) for item in found.diagnostics],
        "balance": [
            {name: _number(value) for name, value in asdict(item).items()} for item in found.balance
        ],
        "estimate": effect_document(found.estimate),
        "withheld_because": _names(found.withheld_because),
        "naive": effect_document(found.naive),
    }


def effect_document(effect: Effect | None) -> Document | None:
    """A contrast: value of each arm, difference and ratio with their 95 % intervals."""
    if effect is None:
        return None
    return {
        "values": [_number(mean) for mean in effect.means],
        "difference": _number(effect.difference),
        "interval": [_number(effect.ci_low), _number(effect.ci_high)],
        "ratio": _number(effect.ratio),
        "ratio_interval": [_number(effect.ratio_ci_low), _number(effect.ratio_ci_high)],
    }


def _attrition(attrition: Attrition) -> Document:
    return {"persons": attrition.persons, "steps": [asdict(step) for step in attrition.steps]}


def _diagnostic(item: Diagnostic) -> Document:
    return {
        "name": item.name,
        "arm": item.arm,
        "value": _number(item.value),
        "warn": item.threshold.warn,
        "fail": item.threshold.fail,
        "verdict": item.verdict,
    }


def _names(failing: Iterable[Diagnostic]) -> list[str]:
    return [item.name if item.arm is None else f"{item.name}:{item.arm}" for item in failing]


def _sensitivity(row: SensitivityRow, explored: Exploration) -> Document:
    is_centre = row.kind == "without_centre"
    detail = explored.centres[int(row.detail)] if is_centre else row.detail
    effect = effect_document(row.effect)
    return {"kind": row.kind, "detail": detail, "patients": row.patients, "effect": effect}


def _level(effect: LevelEffect) -> Document:
    interaction = None if effect.interaction is None else asdict(effect.interaction)
    return {
        "level": effect.level,
        "patients": list(effect.patients),
        "difference": asdict(effect.difference),
        "interaction": interaction,
    }


def _number(value: object) -> object:
    """A number as JSON has it: what cannot be told is null."""
    return None if isinstance(value, float) and not isfinite(value) else value
