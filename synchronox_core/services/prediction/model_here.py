"""The model in use judged in the patients of a store, and beside the published scores."""

from typing import NamedTuple

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.prediction.artefact import Artefact
from synchronox_core.prediction.validation import Validation
from synchronox_core.services.prediction.legacy_comparison import ScoreComparison, compare_scores
from synchronox_core.services.prediction.predictor import evaluate_here
from synchronox_core.store import Store


class ModelHere(NamedTuple):
    """What is found in a store; several seconds.

    Attributes:
        performance: By moment; a moment with too few patients of either outcome is left out.
        scores: The published scores beside the model at restaging.
    """

    performance: dict[Moment, Validation]
    scores: tuple[ScoreComparison, ...]


def judge_model_here(store: Store, artefact: Artefact) -> ModelHere:
    """Judge a model in a store.

    Args:
        store: The cohort store.
        artefact: The model.

    Raises:
        StoreError: The store is empty, or the extract cannot be read.
    """
    performance = evaluate_here(store, artefact)
    return ModelHere(performance, compare_scores(store, artefact.training.seed))
