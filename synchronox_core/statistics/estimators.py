"""The estimate of one contrast by any method, in completed data and over imputations."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from synchronox_core.statistics.arrays import Flags, Floats, Ints
from synchronox_core.statistics.augmented import estimate_augmented
from synchronox_core.statistics.comparison_data import ComparisonData, Question, select_compared
from synchronox_core.statistics.design import build_design
from synchronox_core.statistics.imputation import impute_covariates
from synchronox_core.statistics.matching import match_pairs
from synchronox_core.statistics.outcomes import BinaryOutcome
from synchronox_core.statistics.pooling import pool_moments
from synchronox_core.statistics.regression import (
    LogisticFit,
    carry_influence,
    fit_logistic,
)
from synchronox_core.statistics.sandwich import Effect, Moments, estimate_moments
from synchronox_core.statistics.weighting import Tilt, compute_weights


@dataclass(frozen=True, eq=False)
class Analysis:
    """One completed data set analysed; the n patients are those compared.

    Attributes:
        scaled: Completed covariates, shape (n, n_covariates).
        probability: Estimated probability (0-1) of each arm, shape (n, K).
        weights: Weight of each patient, 0 for one left without partner, shape (n,).
        moments: Means of the first two arms with their covariance.
    """

    scaled: Floats
    probability: Floats
    weights: Floats
    moments: Moments


def estimate_effect(data: ComparisonData, question: Question) -> Effect:
    """The contrast by the method asked, without judging whether it may be shown.

    Raises:
        UsageError: The question does not suit the data.
    """
    return pool_moments([analysis.moments for analysis in iterate_analyses(data, question)])


def iterate_analyses(
    data: ComparisonData, question: Question, cells: Ints | None = None
) -> Iterator[Analysis]:
    """One analysis an imputation; a single one when every covariate is known in everybody.

    Args:
        data: The analysis set.
        question: The contrast.
        cells: Level of a modifier of each patient compared, from 0, -1 when unknown; weighted
            methods then tell the means of both arms in each level, one level after the other.

    Raises:
        UsageError: The question does not suit the data.
    """
    kept, arm = select_compared(data, question)
    generator = np.random.default_rng(question.seed)
    copies = question.imputations if np.isnan(kept.scaled).any() else 1
    for _ in range(copies):
        scaled = complete_covariates(kept, arm, generator)
        made = _make_comparable(kept, arm, question, scaled)
        yield Analysis(
            scaled,
            made.propensity.probability,
            made.weights,
            _estimate_moments(kept, arm, made, cells),
        )


def complete_covariates(data: ComparisonData, arm: Ints, generator: np.random.Generator) -> Floats:
    """Covariates without unknown values, shape (n, n_covariates)."""
    others = np.column_stack([arm[:, None] == np.arange(1, arm.max() + 1), data.outcome.predictors])
    # Where every patient is a centre of its own, no centre is known.
    centre = data.centre if len(np.unique(data.centre)) < len(data) else None
    return impute_covariates(data.scaled, others.astype(float), centre, generator)


def estimate_means(data: ComparisonData, arm: Ints, question: Question, scaled: Floats) -> Floats:
    """Means of the first two arms in completed data, without covariance, shape (2,)."""
    made = _make_comparable(data, arm, question, scaled)
    if made.augmented is not None:
        return made.augmented[0]
    return data.outcome.estimate_means(made.weights, arm[:, None] == np.arange(2)).means


@dataclass(frozen=True, eq=False)
class _Comparable:
    """Arms made comparable: weights, how they hang on the propensity, and what clusters them.

    Centres are the clusters, and pairs when patients are matched.
    """

    propensity: LogisticFit
    weights: Floats
    cluster: Ints
    slope: Floats | None = None
    augmented: tuple[Floats, Floats] | None = None

    def influence_on(self, sensitivity: Floats) -> Floats:
        if self.slope is None:
            return np.zeros_like(sensitivity)
        pulls = self.slope[:, :, None] * self.propensity.columns[:, None, :]
        pulls = pulls.reshape(len(pulls), -1)
        carried = [
            carry_influence(self.propensity.influence, column[:, None] * pulls)
            for column in sensitivity.T
        ]
        return np.column_stack(carried)


def _make_comparable(
    data: ComparisonData, arm: Ints, question: Question, scaled: Floats
) -> _Comparable:
    centre = data.centre if question.has_centres else None
    design = build_design(data.covariates, scaled, centre)
    propensity = fit_logistic(design, arm, int(arm.max()) + 1)
    probability = propensity.probability
    if question.method == "matching":
        pair = match_pairs(probability[:, 0], arm)
        return _Comparable(propensity, (pair >= 0).astype(float), pair)
    if question.method == "augmented":
        assert isinstance(data.outcome, BinaryOutcome)
        weights, _ = compute_weights(probability, arm, "iptw")
        found = estimate_augmented(design, arm, propensity, data.outcome)
        return _Comparable(propensity, weights, data.centre, augmented=found)
    tilt: Tilt = "iptw" if question.method == "iptw" else "overlap"
    weights, slope = compute_weights(probability, arm, tilt)
    return _Comparable(propensity, weights, data.centre, slope=slope)


def _estimate_moments(
    data: ComparisonData, arm: Ints, made: _Comparable, cells: Ints | None
) -> Moments:
    if made.augmented is not None:
        return estimate_moments(*made.augmented, data.centre)
    members = arm[:, None] == np.arange(2)
    if cells is not None:
        levels = (cells[:, None] == np.arange(cells.max() + 1))[:, :, None]
        members = (levels & members[:, None, :]).reshape(len(arm), -1)
    return estimate_weighted(data, made.weights, members, cluster=made.cluster, drift=made)


def estimate_weighted(
    data: ComparisonData,
    weights: Floats,
    members: Flags,
    *,
    cluster: Ints | None,
    drift: _Comparable | None = None,
) -> Moments:
    """Means of groups of weighted patients, with their covariance.

    Method: stacked sandwich that carries the estimation of the propensity and of the censoring.

    Args:
        data: The patients compared.
        weights: Shape (n,).
        members: Patients of each group, shape (n, k).
        cluster: Shape (n,); None takes patients as independent.
        drift: How the weights were estimated; None takes them as known.
    """
    found = data.outcome.estimate_means(weights, members)
    influence = weights[:, None] * found.sensitivity + found.nuisance
    if drift is not None:
        influence = influence + drift.influence_on(found.sensitivity)
    return estimate_moments(found.means, influence, cluster)
