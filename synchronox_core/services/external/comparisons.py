"""The same comparison on real published patients, so that the gate can be seen at work."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synchronox_core.services.comparisons.decision_covariates import (
    YES_NO,
    CovariateRule,
    build_covariates,
    place_codes,
)
from synchronox_core.services.comparisons.strategy_sets import count_patterns
from synchronox_core.statistics.attrition import Attrition, count_attrition
from synchronox_core.statistics.comparison import Comparison, compare_strategies
from synchronox_core.statistics.comparison_data import ComparisonData, Method, Question
from synchronox_core.statistics.outcomes import Outcome, TimeOutcome
from synchronox_core.store import Store
from synchronox_core.store.external_queries import external_patients

HORIZON_MONTHS = 36.0
EXTERNAL_RULES = ("has_arm", "has_time", "is_in_groups")


@dataclass(frozen=True)
class ExternalDesign:
    """What is compared in a public cohort.

    Attributes:
        column: Column of the treatment.
        arms: Arm by code of that column.
        endpoint: Prefix of the columns of time and event.
        outcome: Name of the outcome in the catalogue.
        covariates: What the file tells of the time before the treatment.
    """

    column: str
    arms: Mapping[str, str]
    endpoint: str
    outcome: str
    covariates: tuple[CovariateRule, ...]


def _coded(*columns: str) -> tuple[CovariateRule, ...]:
    return tuple(CovariateRule(column, YES_NO) for column in columns)


EXTERNAL_DESIGNS: dict[str, ExternalDesign] = {
    "crlm_tcia": ExternalDesign(
        column="preoperative_chemotherapy",
        arms={"yes": "with_chemotherapy", "no": "without_chemotherapy"},
        endpoint="dfs",
        outcome="dfs",
        covariates=(
            CovariateRule("age_at_operation_years"),
            CovariateRule("sex", ("F", "M")),
            CovariateRule("bmi_kg_m2"),
            *_coded("major_comorbidity", "node_positive_primary", "synchronous"),
            *_coded("multiple_metastases", "bilobar", "extrahepatic_mets"),
            CovariateRule("largest_lesion_mm"),
            CovariateRule("cea_ng_ml", is_log=True, floor=0.1),
        ),
    ),
    "rectal_msk": ExternalDesign(
        column="neoadjuvant",
        arms={
            code: code for code in ("induction_crt", "crt_consolidation", "crt_only", "chemo_only")
        },
        endpoint="dfs",
        outcome="dfs_recorded",
        covariates=(
            CovariateRule("age_at_diagnosis_years"),
            CovariateRule("sex", ("F", "M")),
            CovariateRule("tumour_size_mm"),
            CovariateRule("anal_verge_mm"),
            *_coded("clinical_node_positive"),
        ),
    ),
}
"""Comparisons by public cohort; straight lines, for so few patients carry no more."""


@dataclass(frozen=True, eq=False)
class ExternalComparison:
    """A comparison in a public cohort.

    Attributes:
        design: What is compared.
        attrition: From all patients of the file to the two arms.
        comparison: Diagnostics, balance, estimate and naive contrast.
        outcome: The outcome of the patients compared.
    """

    design: ExternalDesign
    attrition: Attrition
    comparison: Comparison
    outcome: Outcome


def list_arms(name: str) -> tuple[str, ...]:
    """Arms of a public cohort, in their order."""
    return tuple(EXTERNAL_DESIGNS[name].arms.values())


def compare_external(
    store: Store, name: str, arms: tuple[str, str], method: Method
) -> ExternalComparison:
    """Two treatments compared in a public cohort.

    Args:
        store: The cohort store.
        name: One of ``EXTERNAL_DESIGNS``.
        arms: Two of ``list_arms``.
        method: How they are made comparable.

    Raises:
        StoreError: The cohort was not loaded or cannot be read.
        UsageError: The arms are one, or the method does not suit a time.
    """
    design = EXTERNAL_DESIGNS[name]
    patients = external_patients(store, name)
    patients["arm"] = patients[design.column].map(dict(design.arms))
    times = [f"{design.endpoint}_months", f"{design.endpoint}_event"]
    passing = pd.DataFrame(
        {
            "has_arm": patients["arm"].notna(),
            "has_time": patients[times].notna().all(axis=1),
            "is_in_groups": patients["arm"].isin(arms),
        }
    )
    rows = patients[passing["has_arm"] & passing["has_time"]].reset_index(drop=True)
    data = ComparisonData(
        strategies=list_arms(name),
        strategy=place_codes(rows["arm"], list_arms(name)),
        covariates=build_covariates(rows, design.covariates),
        # The files name no centre: every patient stands alone.
        centre=np.arange(len(rows)),
        outcome=_build_outcome(rows, *times),
    )
    comparison = compare_strategies(data, Question(arms, method, has_centres=False))
    attrition = count_attrition(EXTERNAL_RULES, count_patterns(passing))
    return ExternalComparison(design, attrition, comparison, data.outcome)


def _build_outcome(rows: pd.DataFrame, months: str, event: str) -> TimeOutcome:
    return TimeOutcome(
        rows[months].to_numpy(dtype=np.float64),
        rows[event].to_numpy(dtype=np.int64),
        HORIZON_MONTHS,
        "restricted_mean",
    )
