"""Differences between strategies against their truth, where the engine would tell them."""

from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from synchronox_core.prediction.model import Model
from synchronox_core.prediction.penalised import predict_log_odds, to_probability
from synchronox_core.prediction.predict import BOUNDS
from synchronox_core.prediction.support import Cohort
from synchronox_core.prediction.training_data import STRATEGIES
from tests.simulations.prediction_population import Population

Floats = NDArray[np.float64]
PAIRS = tuple(combinations(range(len(STRATEGIES)), 2))
LARGEST_BIAS, LEAST_COVERAGE = 0.02, 0.90
WORDS = {True: "met", False: "MISSED", None: ""}


class PairScore(NamedTuple):
    """What one training set gave for a pair of strategies.

    Attributes:
        truth: Mean true difference over the patients with support in both.
        bias: Mean difference predicted for them less that truth.
        covers: 1 when the interval of the mean difference holds its truth, else 0.
        absolute_error: Mean over them of the absolute error of the difference of each.
        share_supported: Their share of the fresh patients.
    """

    truth: float
    bias: float
    covers: float
    absolute_error: float
    share_supported: float


def score_pairs(model: Model, cohort: Cohort, fresh: Population, truth: Floats) -> list[PairScore]:
    """Score every pair of strategies, in the order of ``PAIRS``.

    The interval of a mean is that of its resamples: of all patients at once, not of each.

    Args:
        model: The model trained.
        cohort: The patients it was trained on.
        fresh: Patients on whom it is tested, n.
        truth: Their risks that can be known under each strategy, shape (n, 4).
    """
    columns = cohort.data.columns(fresh.scaled)
    expanded = [model.expand_strategy(columns, place) for place in range(len(STRATEGIES))]
    risk = [to_probability(predict_log_odds(terms, model.strategies)) for terms in expanded]
    drawn = [to_probability(predict_log_odds(terms, model.strategy_draws)) for terms in expanded]
    supported = _find_supported(cohort, fresh.scaled)
    scores = []
    for a, b in PAIRS:
        rows = supported[:, a] & supported[:, b]
        true, found = truth[rows, a] - truth[rows, b], risk[a][rows] - risk[b][rows]
        means = (drawn[a][rows] - drawn[b][rows]).mean(axis=0)
        scores.append(_score_pair(true, found, means, float(rows.mean())))
    return scores


def tabulate_pairs(scores: Floats) -> list[str]:
    """A row a pair in Markdown, under what they are.

    Args:
        scores: Scores of every training set, shape (sets, pairs, fields of ``PairScore``).
    """
    lines = [
        "",
        "## Differences between strategies",
        "The same training sets; the fresh patients with support in both strategies "
        "(the rule of the engine). The truth of a patient is the difference between the risks in "
        "an average centre had either been planned, given the predictors. The interval is that of "
        "the mean difference over those patients. After the bias: its error of simulation.",
        "",
        "| pair | true difference | bias | -0.02 to 0.02 | coverage | >= 0.90 "
        "| mean absolute error of one patient | share supported |",
        "|---|---|---|---|---|---|---|---|",
    ]
    means = np.mean(scores, axis=0)
    errors = np.std(scores[:, :, PairScore._fields.index("bias")], axis=0) / len(scores) ** 0.5
    for (a, b), found, error in zip(PAIRS, means, errors, strict=True):
        score = PairScore(*found.tolist())
        lines.append(
            f"| {STRATEGIES[a].value} less {STRATEGIES[b].value} | {score.truth:.3f} "
            f"| {score.bias:.3f} ({error:.3f}) | {WORDS[abs(score.bias) <= LARGEST_BIAS]} "
            f"| {score.covers:.3f} | {WORDS[score.covers >= LEAST_COVERAGE]} "
            f"| {score.absolute_error:.3f} | {score.share_supported:.3f} |"
        )
    return lines


def _score_pair(true: Floats, found: Floats, means: Floats, share: float) -> PairScore:
    """Score differences, shape (n,), and the means that the resamples gave, shape (B,)."""
    low, high = np.quantile(means, BOUNDS)
    mean, error = float(true.mean()), found - true
    is_covered = low <= mean <= high
    return PairScore(
        mean, float(error.mean()), float(is_covered), float(np.abs(error).mean()), share
    )


def _find_supported(cohort: Cohort, scaled: Floats) -> NDArray[np.bool_]:
    """Whether each patient has support in each strategy, shape (n, 4)."""
    judged = [cohort.judge_support(values[None, :]) for values in scaled]
    return np.array(
        [[support.withheld_because is None for support in found.values()] for found in judged]
    )
