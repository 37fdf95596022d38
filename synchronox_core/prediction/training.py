"""From the patients of a store to the models of both moments, judged."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from synchronox_core.endpoints.member import Member
from synchronox_core.endpoints.predictors import Moment
from synchronox_core.errors import ArtefactError
from synchronox_core.prediction.bootstrap import draw_replicates
from synchronox_core.prediction.design import list_columns
from synchronox_core.prediction.evaluation import Evaluation, evaluate
from synchronox_core.prediction.learners import learn_reference
from synchronox_core.prediction.model import Model, build_model
from synchronox_core.prediction.process import fit_model, locate_modifiers
from synchronox_core.prediction.sample_size import SampleSize, compute_sample_size
from synchronox_core.prediction.training_data import (
    Account,
    TrainingData,
    build_training_data,
)
from synchronox_core.prediction.validation import predict_by_centre

LEAST_EVENTS, LEAST_CENTRES = 100, 5
"""Patients of the rarer outcome, and centres, under which nothing is trained."""

REPLICATIONS = 500
SEED = 20260401

Progress = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Trained:
    """A model with how it was made and how it performs.

    Attributes:
        model: The model.
        account: Who was analysed, and who was not and why.
        sample_size: Riley's criteria for these patients.
        centres: Centres analysed.
        penalty: Ridge chosen, the mean over imputations.
        effective_freedom: Effective degrees of freedom.
        evaluation: Performance.
    """

    model: Model
    account: Account
    sample_size: SampleSize
    centres: int
    penalty: float
    effective_freedom: float
    evaluation: Evaluation


def train(
    members: Sequence[Member],
    moment: Moment,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    progress: Progress = lambda _: None,
) -> Trained:
    """Fit and judge the model of a moment.

    Args:
        members: All patients of the store.
        moment: When it predicts.
        replications: Resamples of the whole process, at least 200 for a model in use.
        seed: Seed of everything drawn.
        progress: Told the share of the resamples done (0-1).

    Raises:
        ArtefactError: Under 100 patients of the rarer outcome, or fewer than 5 centres.
    """
    data, account = build_training_data(members, moment)
    with_second_block, _ = build_training_data(members, moment, has_second_block=True)
    _refuse_too_few(data)
    generator = np.random.default_rng(seed)
    completed = data.complete(generator)
    columns = data.columns(completed)
    means = np.average(columns, axis=0, weights=data.weight)
    modifier_means = means[locate_modifiers(list_columns(data.predictors))]
    fits = fit_model(data, modifier_means, generator)
    replicates = draw_replicates(data, completed, modifier_means, replications, seed, progress)
    left_out = predict_by_centre(data, learn_reference, seed)
    model = build_model(moment, data, completed, fits, replicates, left_out, generator)
    prevalence = float(np.average(data.outcome, weights=data.weight))
    return Trained(
        model=model,
        account=account,
        sample_size=compute_sample_size(len(data), prevalence, columns.shape[1]),
        centres=len(np.unique(data.centre)),
        penalty=fits.penalty,
        effective_freedom=fits.effective_freedom,
        evaluation=evaluate(
            data, with_second_block, columns, fits.headline, replicates, left_out, seed
        ),
    )


def compute_fingerprint(members: Sequence[Member]) -> str:
    """SHA-256 of everything a model learns from, 64 hexadecimal digits; the order is of no matter.

    Args:
        members: All patients of the store.
    """
    digest = hashlib.sha256()
    for member in sorted(members, key=lambda member: member.patient_id):
        predictors = [member.predictors[moment] or () for moment in Moment]
        cells = (*member._replace(predictors={}), *map(tuple, predictors))
        digest.update("\t".join(map(str, cells)).encode() + b"\n")
    return digest.hexdigest()


def _refuse_too_few(data: TrainingData) -> None:
    rarest = min(data.events, len(data) - data.events) if len(data) else 0
    centres = len(np.unique(data.centre))
    if rarest < LEAST_EVENTS or centres < LEAST_CENTRES:
        raise ArtefactError(
            "prediction.too_few",
            events=rarest,
            centres=centres,
            least_events=LEAST_EVENTS,
            least_centres=LEAST_CENTRES,
        )
