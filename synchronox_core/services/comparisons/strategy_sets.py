"""The patients strategies are compared in: named rules in order, each with what it removes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.services.cohort.filters import CohortFilter
from synchronox_core.services.comparisons.decision_covariates import build_covariates, place_codes
from synchronox_core.services.comparisons.strategy_outcomes import build_outcome
from synchronox_core.services.deliveries.derived_values import open_derived
from synchronox_core.statistics.arrays import Flags
from synchronox_core.statistics.attrition import Attrition, Pattern, count_attrition
from synchronox_core.statistics.comparison_data import ComparisonData
from synchronox_core.statistics.design import Covariate
from synchronox_core.statistics.disclosure import SMALLEST_DESCRIBED
from synchronox_core.store import Store
from synchronox_core.store.building import Progress, silent
from synchronox_core.store.record_queries import read_data_cut
from synchronox_core.store.strategy_queries import read_strategy_patients

STRATEGIES = tuple(strategy.value for strategy in Strategy)

PLANNED_RULES = (
    "is_eligible",
    "is_restaged",
    "has_strategy",
    "has_decision_day",
    "is_decided_after_restaging",
    "is_untreated_at_decision",
    "is_followed",
    "has_outcome",
    "is_in_arms",
)
"""Rules where strategies are compared as planned: restaged, judged operable, not yet treated."""

PERFORMED_RULES = (
    "is_eligible",
    "is_restaged",
    "has_decision_day",
    "is_decided_after_restaging",
    "is_untreated_at_decision",
    "is_followed",
    "has_known_path",
    "has_outcome",
)
"""Rules where they are compared as performed: whatever was planned, the first treatment known."""


@dataclass(frozen=True, eq=False)
class AnalysisSet:
    """The patients of one outcome, all strategies, counted from the decision.

    Attributes:
        as_of: Data cut.
        patients: Rows of ``strategy_patients`` that pass every rule but the arms.
        data: The same, n rows, as the estimators take them.
        centres: Code of each centre of ``data``, by position.
        attrition: What each rule removed, from the patients of the filter on.
    """

    as_of: date
    patients: pd.DataFrame
    data: ComparisonData
    centres: tuple[str, ...]
    attrition: Attrition


def build_analysis_set(
    store: Store,
    asked: CohortFilter,
    settings: ProtocolSettings,
    outcome: str,
    arms: Sequence[str],
    *,
    rules: Sequence[str] = PLANNED_RULES,
    as_of: date | None = None,
    progress: Progress = silent,
) -> AnalysisSet:
    """The analysis set of one question in the current extract.

    Args:
        store: The cohort store.
        asked: Which patients.
        settings: Readings of the record in force.
        outcome: One of ``strategy_outcomes.OUTCOMES``.
        arms: The two strategies; others are left out of the attrition, and stay in the data.
        rules: ``PLANNED_RULES`` or ``PERFORMED_RULES``.
        as_of: Data cut; None takes the one of the extract.
        progress: Told the share derived (0-1).

    Raises:
        StoreError: The store is empty or cannot be read.
    """
    with open_derived(store, settings, as_of, progress=progress) as cursor:
        patients = read_strategy_patients(cursor, asked.parameters)
        cut = as_of or read_data_cut(cursor)
    measured, can_enter = build_outcome(patients, outcome)
    answers = patients.assign(
        has_outcome=can_enter, is_in_arms=patients["strategy_planned"].isin(arms)
    )
    passing = answers[list(rules)].astype("boolean")
    kept = _holds(passing.drop(columns="is_in_arms", errors="ignore"))
    rows = patients[kept].reset_index(drop=True)
    centres, centre = np.unique(rows["centre_id"].to_numpy(dtype=str), return_inverse=True)
    data = ComparisonData(
        strategies=STRATEGIES,
        strategy=place_codes(rows["strategy_planned"], STRATEGIES),
        covariates=_known_covariates(rows, arms),
        centre=centre.astype(np.int64),
        outcome=measured.take(kept),
    )
    attrition = count_attrition(rules, count_patterns(passing))
    return AnalysisSet(cut, rows, data, tuple(centres.tolist()), attrition)


def _known_covariates(rows: pd.DataFrame, arms: Sequence[str]) -> tuple[Covariate, ...]:
    """The covariates known in enough patients of the arms to be adjusted for."""
    compared = rows["strategy_planned"].isin(arms).to_numpy()
    return tuple(
        covariate
        for covariate in build_covariates(rows)
        if np.isfinite(covariate.values[compared]).sum() >= SMALLEST_DESCRIBED
    )


def _holds(passing: pd.DataFrame) -> Flags:
    return np.asarray(passing.fillna(value=False).all(axis=1), dtype=np.bool_)


def count_patterns(passing: pd.DataFrame) -> list[Pattern]:
    """Patients by the rules they pass.

    Args:
        passing: One row a patient, a column a rule in order; missing where it cannot be judged.
    """
    rows = passing.astype(object).itertuples(index=False, name=None)
    answers = (tuple(None if pd.isna(value) else bool(value) for value in row) for row in rows)
    return list(Counter(answers).items())
