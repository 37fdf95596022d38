"""A model on disk: readable files, written whole, read strictly, never code."""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.errors import ArtefactError
from synchronox_core.prediction.applicability import Domain
from synchronox_core.prediction.design import list_predictors
from synchronox_core.prediction.documents import (
    ENDPOINT,
    FORMAT,
    ModelFile,
    ModelPart,
    PreprocessingFile,
    PreprocessingPart,
    TrainingFile,
    ValidationFile,
    describe_design,
)
from synchronox_core.prediction.evaluation import Evaluation
from synchronox_core.prediction.missing import PredictorDistribution
from synchronox_core.prediction.model import Model
from synchronox_core.prediction.plain_values import from_plain, to_plain, write_json

MODEL, DESIGN, PREPROCESSING = "model.json", "design.json", "preprocessing.json"
TRAINING, VALIDATION, CARD = "training.json", "validation.json", "MODEL_CARD.md"
SYNTHETIC, REAL = "synthetic", "real"


@dataclass(frozen=True, eq=False)
class Artefact:
    """A model with everything known about it.

    Attributes:
        version: Data cut and first digits of the fingerprint of the data.
        provenance: ``synthetic`` or ``real``: what it learnt from.
        models: By moment.
        training: How it was made.
        evaluations: How it performs, by moment.
    """

    version: str
    provenance: str
    models: Mapping[Moment, Model]
    training: TrainingFile
    evaluations: Mapping[Moment, Evaluation]


def write_artefact(
    directory: Path, artefact: Artefact, render_card: Callable[[Artefact], str]
) -> Artefact:
    """Write the files of a model; the same model gives the same bytes.

    Args:
        directory: Folder of the version; made if absent, its files replaced.
        artefact: The model.
        render_card: Model card of a model, Markdown.

    Returns:
        The model as it reads back, its numbers rounded.

    Raises:
        ArtefactError: The folder cannot be written.
    """
    models = artefact.models
    files = {
        MODEL: write_json(
            ModelFile(
                FORMAT,
                ENDPOINT,
                artefact.version,
                artefact.provenance,
                {moment: _model_part(model) for moment, model in models.items()},
            )
        ),
        DESIGN: write_json(describe_design()),
        PREPROCESSING: write_json(
            PreprocessingFile({moment: _preprocessing_part(m) for moment, m in models.items()})
        ),
        TRAINING: write_json(artefact.training),
        VALIDATION: write_json(
            ValidationFile({m.value: found for m, found in artefact.evaluations.items()})
        ),
    }
    aside = directory.with_name(f".{directory.name}")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        for name, content in files.items():
            (aside / name).write_text(content, encoding="utf-8")
        if directory.exists():
            shutil.rmtree(directory)
        aside.rename(directory)
        written = read_artefact(directory)
        (directory / CARD).write_text(render_card(written), encoding="utf-8")
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise ArtefactError("errors.write_failed", path=str(directory), reason=reason) from fault
    return written


def read_artefact(directory: Path) -> Artefact:
    """Read a model.

    Args:
        directory: Folder of the version.

    Raises:
        ArtefactError: A file is missing or damaged, or made by another design or format.
    """
    if _read(directory, DESIGN) != to_plain(describe_design()):
        raise ArtefactError("prediction.artefact_design", file=directory / DESIGN)
    files = [
        from_plain(kind, _read(directory, name), name)
        for name, kind in (
            (MODEL, ModelFile),
            (PREPROCESSING, PreprocessingFile),
            (TRAINING, TrainingFile),
            (VALIDATION, ValidationFile),
        )
    ]
    model, preprocessing, training, validation = files
    if (model.format, model.endpoint) != (FORMAT, ENDPOINT):
        raise ArtefactError("prediction.artefact_value", where=f"{MODEL}.format")
    for name, file in zip((MODEL, PREPROCESSING, TRAINING, VALIDATION), files, strict=True):
        if set(file.moments) != set(Moment):
            raise ArtefactError("prediction.artefact_value", where=f"{name}.moments")
    if model.provenance not in (SYNTHETIC, REAL) or model.version != directory.name:
        raise ArtefactError("prediction.artefact_value", where=f"{MODEL}.version")
    return Artefact(
        model.version,
        model.provenance,
        {m: _build(m, model.moments[m], preprocessing.moments[m]) for m in Moment},
        training,
        {moment: validation.moments[moment] for moment in Moment},
    )


def _read(directory: Path, name: str) -> Any:
    path = directory / name
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise ArtefactError("prediction.artefact_missing", file=path) from fault
    except ValueError as fault:
        raise ArtefactError("prediction.artefact_value", where=name) from fault


def _model_part(model: Model) -> ModelPart:
    return ModelPart(
        model.columns,
        model.headline,
        model.strategy_columns,
        model.strategies,
        model.column_means,
        model.centre_spreads,
        model.headline_draws,
        model.strategy_draws,
    )


def _preprocessing_part(model: Model) -> PreprocessingPart:
    known, domain = model.distribution, model.domain
    return PreprocessingPart(
        tuple(predictor.name for predictor in known.predictors),
        known.mean,
        known.covariance,
        known.low,
        known.high,
        known.shares,
        dict(domain.quantiles),
        dict(domain.counts),
        domain.distances,
    )


def _build(moment: Moment, part: ModelPart, known: PreprocessingPart) -> Model:
    predictors = list_predictors(moment)
    model = Model(
        moment,
        part.headline,
        part.strategies,
        part.column_means,
        part.headline_draws,
        part.strategy_draws,
        part.centre_spreads,
        PredictorDistribution(
            predictors, known.mean, known.covariance, known.low, known.high, known.shares
        ),
        Domain(known.quantiles, known.counts, known.distances),
    )
    width, draws = len(model.columns), len(part.centre_spreads)
    longer = 1 + width + len(model.strategy_columns)
    count = len(predictors)
    expected = {
        "headline": (part.headline, (1 + width,)),
        "strategies": (part.strategies, (longer,)),
        "column_means": (part.column_means, (width,)),
        "headline_draws": (part.headline_draws, (draws, 1 + width)),
        "strategy_draws": (part.strategy_draws, (draws, longer)),
        "mean": (known.mean, (count,)),
        "covariance": (known.covariance, (count, count)),
        "low": (known.low, (count,)),
        "high": (known.high, (count,)),
    }
    for name, (array, shape) in expected.items():
        if np.shape(array) != shape:
            raise ArtefactError("prediction.artefact_value", where=f"{moment}.{name}")
    names = (part.columns, part.strategy_columns, known.predictors)
    asked = tuple(predictor.name for predictor in predictors)
    is_known = {*known.quantiles, *known.counts} == set(asked) and len(known.shares) == count
    if not is_known or names != (model.columns, model.strategy_columns, asked):
        raise ArtefactError("prediction.artefact_value", where=f"{moment}.columns")
    return model
