"""The prediction of complete treatment as pages and commands ask for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from synchronox_core.endpoints.eligibility import derive_eligible, list_criteria
from synchronox_core.endpoints.member import Member
from synchronox_core.endpoints.predictors import (
    Moment,
    Predictors,
    derive_predictors,
    find_prediction_day,
)
from synchronox_core.endpoints.records import Record
from synchronox_core.errors import ArtefactError
from synchronox_core.prediction.artefact import Artefact
from synchronox_core.prediction.predict import Prediction, predict, predict_cohort
from synchronox_core.prediction.support import COMPARABLE, Cohort, build_cohort
from synchronox_core.prediction.training import compute_fingerprint
from synchronox_core.prediction.training_data import TrainingData, build_training_data
from synchronox_core.prediction.validation import Validation, validate
from synchronox_core.services.prediction.model_members import DEFAULT, read_members
from synchronox_core.services.prediction.training import find_model, list_stale_reasons
from synchronox_core.statistics.disclosure import SMALLEST_DESCRIBED
from synchronox_core.statistics.threads import use_one_thread
from synchronox_core.store import Store


@dataclass(frozen=True, eq=False)
class Predictor:
    """A model ready to speak of the patients of a store. Keep it while the store's version holds.

    Attributes:
        artefact: The model.
        stale_reasons: ``definitions`` and ``opposed`` where they apply; empty when it stands.
        cohort: Settled patients of the store, to compare with; None when there are too few.
        is_training_data: Whether the store holds the very data the model learnt from.
    """

    artefact: Artefact
    stale_reasons: tuple[str, ...]
    cohort: Cohort | None
    is_training_data: bool


@dataclass(frozen=True)
class PatientPrediction:
    """A prediction with what it stands on.

    Attributes:
        patient_id: Study code.
        moment: When it is made.
        day: Day of the prediction; nothing later was used.
        predictors: What was known that day.
        prediction: What the model says.
        version: Version of the model.
        provenance: ``synthetic`` or ``real``.
        stale_reasons: Why the model no longer stands; empty when it does.
    """

    patient_id: str
    moment: Moment
    day: date
    predictors: Predictors
    prediction: Prediction
    version: str
    provenance: str
    stale_reasons: tuple[str, ...]


def open_predictor(store: Store, models: Path) -> Predictor:
    """The model in use with the patients it compares with.

    It takes 0.1 s at 550 patients and a few seconds at 100,000, their values derived.

    Args:
        store: The cohort store.
        models: Folder of all models.

    Raises:
        ArtefactError: There is no model, or none that may speak of this store.
        StoreError: The store is empty, or the extract cannot be read.
    """
    artefact = find_model(store, models)
    members = read_members(store)
    data, _ = build_training_data(members, Moment.RESTAGING)
    return Predictor(
        artefact,
        list_stale_reasons(store, artefact),
        _build_cohort(data, artefact.training.seed),
        _is_training_data(members, artefact),
    )


def predict_patient(
    predictor: Predictor, record: Record, moment: Moment | None = None
) -> PatientPrediction:
    """Predict one patient, in less than 50 ms.

    Args:
        predictor: The model.
        record: The patient, at any later day; what came after the prediction is left out.
        moment: When; None takes the restaging, or the diagnosis where it has not come.

    Raises:
        ArtefactError: The patient does not meet the criteria of the protocol, which all patients
            of a model do, or the day of the prediction is not known.
    """
    if derive_eligible(record, list_criteria(record, DEFAULT)).is_yes is False:
        raise ArtefactError("prediction.not_eligible")
    if moment is None:
        is_restaged = find_prediction_day(record, Moment.RESTAGING) is not None
        moment = Moment.RESTAGING if is_restaged else Moment.DIAGNOSIS
    day, predictors = find_prediction_day(record, moment), derive_predictors(record, moment)
    if day is None or predictors is None:
        raise ArtefactError("prediction.no_day")
    cohort = predictor.cohort if moment is Moment.RESTAGING else None
    if cohort is not None:
        cohort = cohort.without(record.patient.patient_id)
    with use_one_thread():
        prediction = predict(predictors, predictor.artefact.models[moment], cohort)
    return PatientPrediction(
        record.patient.patient_id,
        moment,
        day,
        predictors,
        prediction,
        predictor.artefact.version,
        predictor.artefact.provenance,
        predictor.stale_reasons,
    )


def evaluate_here(store: Store, artefact: Artefact) -> dict[Moment, Validation]:
    """Performance of a model as it is in the settled patients of a store, by moment.

    In the data it learnt from this is its apparent performance; in a later extract it shows drift.
    A moment with fewer than 5 patients of either outcome is left out.

    Args:
        store: The cohort store.
        artefact: The model.

    Raises:
        StoreError: The store is empty, or the extract cannot be read.
    """
    members, seed = read_members(store), artefact.training.seed
    found = {}
    for moment, model in artefact.models.items():
        data, _ = build_training_data(members, moment)
        if min(data.events, len(data) - data.events) >= SMALLEST_DESCRIBED:
            with use_one_thread():
                found[moment] = validate(data, predict_cohort(data, model), seed)
    return found


def _is_training_data(members: Sequence[Member], artefact: Artefact) -> bool:
    training = artefact.training
    sizes = {part.account.patients for part in training.moments.values()}
    return {len(members)} == sizes and compute_fingerprint(members) == training.fingerprint


def _build_cohort(data: TrainingData, seed: int) -> Cohort | None:
    if len(data) < COMPARABLE:
        return None
    with use_one_thread():
        return build_cohort(data, np.random.default_rng(seed))
