"""The predictors of complete treatment, and the columns of the regression made from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from synchronox_core.endpoints.predictors import Moment, Predictors
from synchronox_core.statistics.arrays import Floats

LEAST_CEA_NG_ML = 0.1
"""Antigen below the detection limit counts as this, so that its logarithm exists."""

POOR_GRADE_FROM = 4
RECIST_ORDER = {"CR": 0, "PR": 0, "SD": 1, "PD": 2}


@dataclass(frozen=True)
class Predictor:
    """A pre-specified predictor.

    Attributes:
        name: Field of ``Predictors``.
        levels: Its categories in clinical order, the first one the reference; empty for a number.
        read: The value on record as a number on the scale of the regression: position of the
            category, or the (log2 of the) number.
    """

    name: str
    levels: tuple[str, ...]
    read: Callable[[object], float]

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns it takes in the regression: one a parameter."""
        if not self.levels:
            return (self.name,)
        return tuple(f"{self.name}={level}" for level in self.levels[1:])

    @property
    def is_category(self) -> bool:
        """Whether it is one of a few categories rather than a number."""
        return bool(self.levels)


def _log2_from(least: float) -> Callable[[object], float]:
    return lambda value: float(np.log2(max(float(value), least)))  # type: ignore[arg-type]


def _tenth(value: object) -> float:
    return float(value) / 10  # type: ignore[arg-type]


def _from_threshold(threshold: int) -> Callable[[object], float]:
    return lambda value: float(value >= threshold)  # type: ignore[operator]


PREDICTORS: tuple[Predictor, ...] = (
    Predictor("resectability", ("I", "II"), lambda value: float(value == "II")),
    Predictor("lesions", (), _log2_from(1)),
    Predictor("largest_lesion_mm", (), _tenth),
    Predictor("bilobar", ("no", "yes"), lambda value: float(bool(value))),
    Predictor("recist", ("CR/PR", "SD", "PD"), lambda value: float(RECIST_ORDER[str(value)])),
    Predictor("ymrtrg", ("1-3", "4-5"), _from_threshold(POOR_GRADE_FROM)),
    Predictor("ecog", ("0", "1+"), _from_threshold(1)),
    Predictor("cea_ng_ml", (), _log2_from(LEAST_CEA_NG_ML)),
)
"""The nine parameters of ``statistics.md`` 4; numbers as log2, and the diameter per 10 mm."""

SECOND_BLOCK: tuple[Predictor, ...] = (
    Predictor("age_years", (), _tenth),
    Predictor("ras", ("wild_type", "mutated"), lambda value: float(bool(value))),
)
"""Declared beforehand as candidates; never in the reference model."""

AT_RESTAGING_ONLY = ("recist", "ymrtrg")


def list_predictors(moment: Moment, *, has_second_block: bool = False) -> tuple[Predictor, ...]:
    """Predictors of the model of a moment, in the order of its columns."""
    known = PREDICTORS
    if moment is Moment.DIAGNOSIS:
        known = tuple(item for item in PREDICTORS if item.name not in AT_RESTAGING_ONLY)
    return known + SECOND_BLOCK if has_second_block else known


def list_columns(predictors: Sequence[Predictor]) -> tuple[str, ...]:
    """Names of the columns of the regression, the intercept left out."""
    return tuple(column for predictor in predictors for column in predictor.columns)


def scale_predictors(values: Predictors, predictors: Sequence[Predictor]) -> Floats:
    """Values on the scale of the regression, NaN when unknown, shape (n_predictors,).

    >>> found = Predictors("II", 8, 35.0, True, "SD", 4, 1, None, 60, None)
    >>> scale_predictors(found, list_predictors(Moment.RESTAGING)).tolist()
    [1.0, 3.0, 3.5, 1.0, 1.0, 1.0, 1.0, nan]
    """
    found = [(predictor, getattr(values, predictor.name)) for predictor in predictors]
    return np.array([np.nan if v is None else predictor.read(v) for predictor, v in found])


def scale_patients(found: Sequence[Predictors], predictors: Sequence[Predictor]) -> Floats:
    """As ``scale_predictors`` for many patients, each distinct value read once.

    Returns:
        Shape (n, n_predictors).
    """
    columns = []
    for predictor in predictors:
        values = [getattr(patient, predictor.name) for patient in found]
        read = {value: np.nan if value is None else predictor.read(value) for value in set(values)}
        columns.append([read[value] for value in values])
    return np.array(columns, dtype=np.float64).T.copy()


def build_columns(scaled: Floats, predictors: Sequence[Predictor]) -> Floats:
    """Columns of the regression: numbers as they are, an indicator for each further category.

    Args:
        scaled: Complete values on the scale of the regression, shape (n, n_predictors).
        predictors: What each of them is.

    Returns:
        Shape (n, n_columns), in the order of ``list_columns``.
    """
    parts = []
    for position, predictor in enumerate(predictors):
        values = scaled[:, [position]]
        if predictor.is_category:
            values = (values == np.arange(1, len(predictor.levels))).astype(float)
        parts.append(values)
    return np.hstack(parts)
