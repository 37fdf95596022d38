"""What was known on the day of the board's decision, as covariates of a comparison."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from synchronox_core.statistics.arrays import Floats, Ints
from synchronox_core.statistics.design import Covariate


@dataclass(frozen=True)
class CovariateRule:
    """How a column becomes a covariate.

    Attributes:
        name: Column of the patients.
        codes: Codes in their clinical order; empty for a number.
        merged: Code that a rare one is taken for.
        is_log: The logarithm is used; values under ``floor`` are taken for it.
        is_curved: A spline is used.
        floor: Least value of a logarithm.
    """

    name: str
    codes: tuple[str, ...] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    is_log: bool = False
    is_curved: bool = False
    floor: float = 0.0


YES_NO = ("yes", "no")

COVARIATE_RULES = (
    CovariateRule("age_at_diagnosis_years", is_curved=True),
    CovariateRule("sex", ("F", "M")),
    CovariateRule("ecog", ("0", "1"), {"2": "1", "3": "1", "4": "1"}),
    CovariateRule("asa", ("1", "2", "3"), {"4": "3", "5": "3"}),
    CovariateRule("bmi_kg_m2"),
    CovariateRule("tumour_level", ("low", "mid"), {"high": "mid"}),
    CovariateRule("ct", ("cT2", "cT3", "cT4a", "cT4b"), {"cT1": "cT2"}),
    CovariateRule("cn", ("cN0", "cN1", "cN2")),
    CovariateRule("mrf_involved", YES_NO),
    CovariateRule("emvi", YES_NO),
    CovariateRule("lesions", is_log=True, is_curved=True, floor=1.0),
    CovariateRule("largest_lesion_mm", is_curved=True),
    CovariateRule("bilobar", YES_NO),
    CovariateRule("liver_resectability_class", ("I", "II"), {"III": "II"}),
    CovariateRule("cea_ng_ml", is_log=True, floor=0.1),
    CovariateRule("ras", ("mutated", "wild_type")),
    CovariateRule("braf", ("v600e", "wild_type"), {"other_mutation": "wild_type"}),
    CovariateRule("decision_recist", ("CR", "PR", "SD", "PD")),
    CovariateRule("decision_mri_grade"),
    CovariateRule("decision_cycles"),
    CovariateRule("cohort", ("retrospective", "prospective")),
    CovariateRule("decision_year"),
)
"""Everything known at the decision, in the order it is shown. Source: ``statistics.md`` 3."""


def build_covariates(
    patients: pd.DataFrame, rules: Iterable[CovariateRule] = COVARIATE_RULES
) -> tuple[Covariate, ...]:
    """The covariates of some patients.

    Args:
        patients: One row a patient, a column a rule.
        rules: How each column is read.
    """
    return tuple(_build(rule, patients[rule.name]) for rule in rules)


def place_codes(values: pd.Series, codes: Iterable[str]) -> Ints:
    """Position of each value in some codes, -1 when it is none of them, shape (n,)."""
    positions = {code: position for position, code in enumerate(codes)}
    return np.asarray(values.map(positions).fillna(-1), dtype=np.int64)


def _build(rule: CovariateRule, column: pd.Series) -> Covariate:
    if rule.codes:
        position = place_codes(column.replace(dict(rule.merged)), rule.codes).astype(float)
        values = np.where(position < 0, np.nan, position)
    else:
        values = _read_numbers(column, rule)
    return Covariate(rule.name, values, rule.codes, rule.is_log, rule.is_curved)


def _read_numbers(column: pd.Series, rule: CovariateRule) -> Floats:
    values = column.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.maximum(values, rule.floor) if rule.is_log else values
