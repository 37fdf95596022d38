"""The files of a model, each as a frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction import applicability, process, support
from synchronox_core.prediction.design import (
    PREDICTORS,
    SECOND_BLOCK,
    list_columns,
    list_predictors,
)
from synchronox_core.prediction.evaluation import Evaluation
from synchronox_core.prediction.penalised import PENALTIES
from synchronox_core.prediction.sample_size import SampleSize
from synchronox_core.prediction.training_data import STRATEGIES, Account
from synchronox_core.statistics.arrays import Floats

FORMAT = 2
ENDPOINT = "complete_treatment"


@dataclass(frozen=True, eq=False)
class ModelPart:
    """Coefficients of a moment, as in ``model.Model``, with the names of the columns."""

    columns: tuple[str, ...]
    headline: Floats
    strategy_columns: tuple[str, ...]
    strategies: Floats
    column_means: Floats
    centre_spreads: Floats
    headline_draws: Floats
    strategy_draws: Floats


@dataclass(frozen=True, eq=False)
class ModelFile:
    """``model.json``."""

    format: int
    endpoint: str
    version: str
    provenance: str
    moments: dict[str, ModelPart]


@dataclass(frozen=True, eq=False)
class PreprocessingPart:
    """Distribution and domain of the predictors of a moment."""

    predictors: tuple[str, ...]
    mean: Floats
    covariance: Floats
    low: Floats
    high: Floats
    shares: tuple[tuple[float, ...], ...]
    quantiles: dict[str, Floats]
    counts: dict[str, tuple[int, ...]]
    distances: tuple[float, float]


@dataclass(frozen=True, eq=False)
class PreprocessingFile:
    """``preprocessing.json``."""

    moments: dict[str, PreprocessingPart]


@dataclass(frozen=True)
class TrainingPart:
    """How the model of a moment was made."""

    account: Account
    sample_size: SampleSize
    centres: int
    penalty: float
    effective_freedom: float


@dataclass(frozen=True)
class TrainingFile:
    """``training.json``: the data, the definitions and the program a model was made with.

    Attributes:
        data_cut: Data cut of the extract, YYYY-MM-DD.
        bundle_sha256: Identity of the delivery.
        content_sha256: Content of the extract; it changes when a person opposes.
        fingerprint: Everything learnt from.
        rules_version: Definitions in force.
        settings: Readings of the record in force.
        seed: Seed of everything drawn.
        replications: Resamples.
        versions: Versions of program and libraries.
        moments: By moment.
    """

    data_cut: str
    bundle_sha256: str
    content_sha256: str
    fingerprint: str
    rules_version: str
    settings: dict[str, str]
    seed: int
    replications: int
    versions: dict[str, str]
    moments: dict[str, TrainingPart]


@dataclass(frozen=True)
class ValidationFile:
    """``validation.json``."""

    moments: dict[str, Evaluation]


def describe_design() -> Mapping[str, Any]:
    """``design.json``: what was decided before any data were seen."""
    return {
        "endpoint": ENDPOINT,
        "predictors": {
            item.name: list(item.levels) or "number" for item in (*PREDICTORS, *SECOND_BLOCK)
        },
        "second_block": [item.name for item in SECOND_BLOCK],
        "columns": {moment: list_columns(list_predictors(moment)) for moment in Moment},
        "strategies": [strategy.value for strategy in STRATEGIES],
        "modifiers": list(process.MODIFIERS),
        "penalties_tried": list(PENALTIES),
        "strategy_penalty": process.STRATEGY_PENALTY,
        "interaction_penalty": process.INTERACTION_PENALTY,
        "imputations": process.IMPUTATIONS,
        "inner_quantiles": list(applicability.INNER),
        "rare_category_patients": applicability.RARE_CATEGORY,
        "unknown_predictors_at_edge": applicability.UNKNOWN_AT_EDGE,
        "unknown_predictors_outside": applicability.UNKNOWN_OUTSIDE,
        "comparable_patients": support.COMPARABLE,
        "least_comparable": support.LEAST_COMPARABLE,
        "least_propensity": support.LEAST_PROPENSITY,
        "least_effective_size": support.LEAST_EFFECTIVE_SIZE,
        "nearest_patients": support.NEAREST,
    }
