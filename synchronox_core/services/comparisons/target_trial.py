"""The trial a comparison imitates, part by part, told from what was really run."""

import pandas as pd

from synchronox_core.services.comparisons.performed import PerformedStrategies
from synchronox_core.services.comparisons.planned import StrategyComparison
from synchronox_core.services.comparisons.strategy_outcomes import (
    SECOND_SITE_HORIZON_MONTHS,
    SURVIVAL_HORIZON_MONTHS,
)
from synchronox_core.services.comparisons.words import (
    arm_label,
    in_sentence,
    interval_sentence,
    method_label,
    outcome_label,
    population_sentence,
)
from synchronox_core.statistics.emulation import GRACE_MONTHS, TRUNCATION_QUANTILE
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number, format_percent
from synchronox_core.text.labels import column_label

Part = tuple[str, str]


def planned_protocol(found: StrategyComparison, language: str) -> pd.DataFrame:
    """The trial imitated where strategies are compared as planned.

    Returns:
        One row a part of the protocol, under headings: the part, and what was run.
    """
    question = found.comparison.question
    imputed = text("comparison.trial_imputed", language, count=question.imputations)
    analysis = " ".join(
        [
            text(
                "comparison.trial_adjusted",
                language,
                method=method_label(question.method, language),
            ),
            imputed,
            interval_sentence(found.replications, language),
            text("comparison.trial_control", language),
        ]
    )
    covariates = ", ".join(column_label(name, language) for name in found.covariates)
    parts: list[Part] = [
        ("eligibility", _eligibility(found, language)),
        ("strategies", _strategies("trial_planned", found, language)),
        ("assignment", text("comparison.trial_assignment", language, covariates=covariates)),
        ("time_zero", text("comparison.trial_time_zero", language)),
        ("outcome", _outcome(found.asked.outcome, language)),
        ("population", population_sentence(found.comparison.population, language)),
        ("analysis", analysis),
    ]
    return _table(parts, language)


def performed_protocol(found: PerformedStrategies, language: str) -> pd.DataFrame:
    """The trial imitated where strategies are compared as performed; as ``planned_protocol``."""
    grace = format_number(GRACE_MONTHS, language)
    quantile = format_percent(TRUNCATION_QUANTILE, language, 0)
    analysis = text("comparison.trial_cloned", language, quantile=quantile)
    analysis = f"{analysis} {interval_sentence(found.replications, language)}"
    parts: list[Part] = [
        ("eligibility", _eligibility(found, language)),
        ("strategies", _strategies("trial_performed", found, language, grace=grace)),
        ("assignment", text("comparison.trial_clones", language)),
        ("time_zero", text("comparison.trial_time_zero", language)),
        ("outcome", _outcome(found.asked.outcome, language)),
        ("population", text("comparison.population_performed", language)),
        ("analysis", analysis),
    ]
    return _table(parts, language)


def _eligibility(found: StrategyComparison | PerformedStrategies, language: str) -> str:
    rules = text("comparison.between", language).join(
        text(f"comparison.rule_{step.rule}", language) for step in found.attrition.steps
    )
    return text(
        "comparison.trial_eligibility",
        language,
        rules=rules,
        as_of=format_date(found.as_of, language),
    )


def _strategies(
    key: str, found: StrategyComparison | PerformedStrategies, language: str, **values: str
) -> str:
    first, second = (in_sentence(arm_label(arm, language)) for arm in found.asked.arms)
    return text(f"comparison.{key}", language, first=first, second=second, **values)


def _outcome(outcome: str, language: str) -> str:
    defined = text(
        f"comparison.defined_{outcome}",
        language,
        survival=format_number(SURVIVAL_HORIZON_MONTHS, language),
        second_site=format_number(SECOND_SITE_HORIZON_MONTHS, language),
    )
    return f"{outcome_label(outcome, language)}. {defined}"


def _table(parts: list[Part], language: str) -> pd.DataFrame:
    lines = [(text(f"comparison.trial_part_{part}", language), told) for part, told in parts]
    headings = ("trial_part", "trial_run")
    return pd.DataFrame(lines, columns=[text(f"comparison.{key}", language) for key in headings])
