"""The published scores beside the model: the same patients, the same endpoint."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from synchronox_core.endpoints.predictors import Moment
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.scores import PREOPERATIVE_RULES, list_scores
from synchronox_core.endpoints.scores import Moment as ScoreMoment
from synchronox_core.prediction.learners import learn_reference
from synchronox_core.prediction.performance import compute_c_statistic
from synchronox_core.prediction.process import resample_centres
from synchronox_core.prediction.training_data import TrainingData, build_training_data
from synchronox_core.prediction.validation import (
    INTERVAL,
    LEAST_OF_EACH,
    RESAMPLES,
    Figure,
    predict_by_centre,
)
from synchronox_core.services.patients.patient_records import iterate_records
from synchronox_core.services.prediction.model_members import read_members
from synchronox_core.statistics.arrays import Flags, Floats
from synchronox_core.statistics.threads import use_one_thread
from synchronox_core.store import Store
from synchronox_core.text import text
from synchronox_core.text.formats import format_interval, format_number

BEFORE_SURGERY = (ScoreMoment.BASELINE, ScoreMoment.RESTAGING)
Scores = dict[tuple[str, str], float]


class ScoreComparison(NamedTuple):
    """A score and the model in the patients whose score is known.

    Attributes:
        score: Code of the score.
        moment: When it is told.
        patients: Settled patients with a known score.
        events: Complete treatments.
        score_c: C of the score, a higher score standing for fewer complete treatments.
        model_c: C of the model in the same patients, each predicted without its own centre.
        difference: C of the model less that of the score.
    """

    score: str
    moment: str
    patients: int
    events: int
    score_c: Figure
    model_c: Figure
    difference: Figure


def compare_scores(store: Store, seed: int) -> tuple[ScoreComparison, ...]:
    """Every score told before surgery beside the model at restaging; several seconds.

    A score with unknown items is a range and is left out; one known in fewer than 5 patients of
    either outcome is not told.

    Args:
        store: The cohort store.
        seed: Seed of the resamples of centres.

    Raises:
        StoreError: The store is empty, or the extract cannot be read.
    """
    data, _ = build_training_data(read_members(store), Moment.RESTAGING)
    if min(data.events, len(data) - data.events) < LEAST_OF_EACH:
        return ()
    scores = {
        record.patient.patient_id: read_known_scores(record) for record in iterate_records(store)
    }
    with use_one_thread():
        predicted = predict_by_centre(data, learn_reference, seed)
    return tuple(
        found
        for score in PREOPERATIVE_RULES
        for moment in BEFORE_SURGERY
        if (found := _compare(data, predicted, scores, (score, moment.value), seed)) is not None
    )


def read_known_scores(record: Record) -> Scores:
    """Scores of a patient that no unknown item leaves open, by score and moment.

    Args:
        record: The patient.
    """
    return {
        (row.score, row.moment): row.low
        for row in list_scores(record)
        if row.high is not None and row.low == row.high
    }


def comparison_table(found: tuple[ScoreComparison, ...], language: str) -> pd.DataFrame:
    """One row a score and moment: both C, their difference, the patients behind them."""
    names = ("score", "moment", "sizes", "score_c", "model_c", "difference")
    rows = [
        [
            text(f"patient.score_{item.score}", language),
            text(f"patient.moment_{item.moment}", language),
            f"{format_number(item.events, language)}/{format_number(item.patients, language)}",
            *(_tell(figure, language) for figure in item[-3:]),
        ]
        for item in found
    ]
    return pd.DataFrame(rows, columns=[text(f"model.column_{name}", language) for name in names])


def _compare(
    data: TrainingData,
    predicted: Floats,
    scores: Mapping[str, Scores],
    key: tuple[str, str],
    seed: int,
) -> ScoreComparison | None:
    values = np.array([scores[code].get(key, np.nan) for code in data.patient])
    known: Flags = ~np.isnan(values)
    part = data.take(known)
    if min(part.events, len(part) - part.events) < LEAST_OF_EACH:
        return None
    drawn, ranked = np.random.default_rng(seed), (-values[known], predicted[known])
    replicates = []
    for _ in range(RESAMPLES):
        rows = resample_centres(part.centre, drawn)
        if 0 < part.outcome[rows].sum() < len(rows):
            replicates.append(_measure(part.take(rows), [item[rows] for item in ranked]))
    low, high = np.quantile(replicates, INTERVAL, axis=0)
    figures = [
        Figure(*(float(value) for value in values))
        for values in zip(_measure(part, ranked), low, high, strict=True)
    ]
    return ScoreComparison(*key, len(part), part.events, *figures)


def _measure(data: TrainingData, ranked: tuple[Floats, ...] | list[Floats]) -> list[float]:
    score, model = (compute_c_statistic(item, data.outcome, data.weight) for item in ranked)
    return [score, model, model - score]


def _tell(figure: Figure, language: str) -> str:
    interval = format_interval(figure.ci_low, figure.ci_high, language)
    return f"{format_number(figure.value, language, 2)} {interval}"
