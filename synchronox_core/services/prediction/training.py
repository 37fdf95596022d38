"""Training of the model of complete treatment from the store, and the models kept."""

import platform
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import partial
from importlib.metadata import version as version_of
from pathlib import Path

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.endpoints.rules_version import read_rules_version
from synchronox_core.errors import ArtefactError
from synchronox_core.prediction.artefact import (
    MODEL,
    REAL,
    SYNTHETIC,
    Artefact,
    read_artefact,
    write_artefact,
)
from synchronox_core.prediction.documents import ENDPOINT, TrainingFile, TrainingPart
from synchronox_core.prediction.model_card import render_card
from synchronox_core.prediction.training import (
    REPLICATIONS,
    SEED,
    Trained,
    compute_fingerprint,
    train,
)
from synchronox_core.protocol.settings import ProtocolSettings
from synchronox_core.services.prediction.model_members import read_members
from synchronox_core.statistics.threads import use_one_thread
from synchronox_core.store import Extract, Store
from synchronox_core.store.building import Progress, silent

LIBRARIES = ("numpy", "scipy", "scikit-learn")
SHOWN_DIGITS = 8
OPPOSED = "opposed"
"""Why a model must go: a person it learnt from opposes."""

SETTINGS = ProtocolSettings()
"""Readings of the record that models learn by."""

STEPS = {
    Moment.DIAGNOSIS: "prediction.training_diagnosis",
    Moment.RESTAGING: "prediction.training_restaging",
}


def train_model(
    store: Store,
    models: Path,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    progress: Progress = silent,
) -> tuple[Artefact, Path]:
    """Train, judge and write the model of the extract in use.

    Args:
        store: The cohort store.
        models: Folder of all models.
        replications: Resamples of the whole process.
        seed: Seed of everything drawn.
        progress: Told the step and the share done (0-1).

    Returns:
        The model as read back from its files, and their folder.

    Raises:
        ArtefactError: Too few events or centres, or the folder cannot be written.
        StoreError: The store is empty, or the extract cannot be read.
    """
    extract = store.extract()
    members = read_members(store, SETTINGS, extract.extract_id)
    with use_one_thread():
        trained = {
            moment: train(members, moment, replications, seed, partial(progress, step))
            for moment, step in STEPS.items()
        }
    training = _describe_training(extract, compute_fingerprint(members), trained)
    artefact = Artefact(
        f"{training.data_cut}-{training.fingerprint[:SHOWN_DIGITS]}",
        provenance_of(extract),
        {moment: item.model for moment, item in trained.items()},
        replace(training, seed=seed, replications=replications),
        {moment: item.evaluation for moment, item in trained.items()},
    )
    directory = models / ENDPOINT / artefact.version
    return write_artefact(directory, artefact, render_card), directory


def find_model(store: Store, models: Path) -> Artefact:
    """The latest model that may speak of the store in use, one that stands before any other.

    Args:
        store: The cohort store.
        models: Folder of all models.

    Raises:
        ArtefactError: There is no model, or only of data of the other kind (synthetic or real),
            or the latest one is damaged.
        StoreError: The store is empty.
    """
    provenance = provenance_of(store.extract())
    folders = sorted(path.parent for path in (models / ENDPOINT).glob(f"*/{MODEL}"))
    if not folders:
        raise ArtefactError("prediction.no_model", folder=models / ENDPOINT)
    fitting = [found for found in map(read_artefact, folders) if found.provenance == provenance]
    if not fitting:
        raise ArtefactError("prediction.other_provenance", folder=models / ENDPOINT)
    standing = [item for item in fitting if not list_stale_reasons(store, item)]
    return max(standing or fitting, key=lambda item: item.version)


def list_stale_reasons(store: Store, artefact: Artefact) -> tuple[str, ...]:
    """Why a model no longer stands: ``definitions`` changed, or a patient of it ``opposed``.

    A person who opposes leaves every extract, so that the content of the one trained on changes.

    Args:
        store: The cohort store.
        artefact: The model.

    Raises:
        StoreError: The store is damaged.
    """
    training = artefact.training
    extracts = store.catalogue().extracts
    known = [item for item in extracts if item.bundle_sha256 == training.bundle_sha256]
    has_changed = known and all(item.content_sha256 != training.content_sha256 for item in known)
    reasons = {
        "definitions": training.rules_version != read_rules_version(),
        OPPOSED: bool(has_changed),
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


def provenance_of(extract: Extract) -> str:
    """``synthetic`` or ``real``: what the data of an extract describe."""
    return SYNTHETIC if extract.synthetic else REAL


def _describe_training(
    extract: Extract, fingerprint: str, trained: Mapping[Moment, Trained]
) -> TrainingFile:
    libraries = {library: version_of(library) for library in LIBRARIES}
    return TrainingFile(
        data_cut=f"{extract.as_of:%Y-%m-%d}",
        bundle_sha256=extract.bundle_sha256,
        content_sha256=extract.content_sha256,
        fingerprint=fingerprint,
        rules_version=read_rules_version(),
        settings={name: str(value) for name, value in asdict(SETTINGS).items()},
        seed=SEED,
        replications=REPLICATIONS,
        versions={"python": platform.python_version(), **libraries},
        moments={moment.value: _training_part(item) for moment, item in trained.items()},
    )


def _training_part(trained: Trained) -> TrainingPart:
    return TrainingPart(
        trained.account,
        trained.sample_size,
        trained.centres,
        trained.penalty,
        trained.effective_freedom,
    )
