"""A predictor that is unknown on the day of a prediction: drawn from what the others say."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

import numpy as np

from synchronox_core.prediction.design import Predictor
from synchronox_core.statistics.arrays import Flags, Floats

LEAST_SHARE = 0.001
RIDGE = 1e-6


@dataclass(frozen=True, eq=False)
class PredictorDistribution:
    """Joint distribution of k predictors on the scale of the regression.

    Method: normal; a category is where a normal variable of the same mean and spread lies between
    cuts that give the categories their shares.

    Attributes:
        predictors: What they are.
        mean: Shape (k,).
        covariance: Shape (k, k).
        low: Least value drawn, shape (k,).
        high: Largest value drawn, shape (k,).
        shares: Shares of the categories beyond the first, cumulated from above; empty for numbers.
    """

    predictors: tuple[Predictor, ...]
    mean: Floats
    covariance: Floats
    low: Floats
    high: Floats
    shares: tuple[tuple[float, ...], ...]

    @cached_property
    def cuts(self) -> tuple[Floats, ...]:
        """Cuts between the categories of each predictor, empty for numbers."""
        spread = np.sqrt(np.diag(self.covariance))
        bounded = [np.clip(share, LEAST_SHARE, 1 - LEAST_SHARE) for share in self.shares]
        return tuple(
            np.array([mean + sd * NormalDist().inv_cdf(1 - share) for share in shares])
            for mean, sd, shares in zip(self.mean, spread, bounded, strict=True)
        )

    def draw(self, scaled: Floats, draws: int, generator: np.random.Generator) -> Floats:
        """Complete values of one patient, the known ones in every draw.

        Args:
            scaled: Values, NaN when unknown, shape (k,).
            draws: How many.
            generator: Seeded source.

        Returns:
            Shape (draws, k).
        """
        completed = np.tile(scaled, (draws, 1))
        unknown = np.isnan(scaled)
        if not unknown.any():
            return completed
        mean, covariance = self._condition(scaled, unknown)
        root = np.linalg.cholesky(covariance + RIDGE * np.eye(len(covariance)))
        values = mean + generator.standard_normal((draws, len(mean))) @ root.T
        for column, place in enumerate(np.flatnonzero(unknown)):
            completed[:, place] = self._to_scale(values[:, column], int(place))
        return completed

    def compute_distance(self, scaled: Floats) -> float:
        """Squared Mahalanobis distance from the mean over the known predictors, per predictor."""
        known = ~np.isnan(scaled)
        if not known.any():
            return 0.0
        gap = scaled[known] - self.mean[known]
        within = self.covariance[np.ix_(known, known)] + RIDGE * np.eye(int(known.sum()))
        return float(gap @ np.linalg.solve(within, gap)) / int(known.sum())

    def _condition(self, scaled: Floats, unknown: Flags) -> tuple[Floats, Floats]:
        known = ~unknown
        across = self.covariance[np.ix_(unknown, known)]
        within = self.covariance[np.ix_(known, known)] + RIDGE * np.eye(int(known.sum()))
        pull = np.linalg.solve(within, across.T).T
        mean = self.mean[unknown] + pull @ (scaled[known] - self.mean[known])
        covariance = self.covariance[np.ix_(unknown, unknown)] - pull @ across.T
        return mean, np.asarray((covariance + covariance.T) / 2)

    def _to_scale(self, values: Floats, place: int) -> Floats:
        if self.predictors[place].is_category:
            return np.searchsorted(self.cuts[place], values).astype(float)
        return np.clip(values, self.low[place], self.high[place])


def fit_distribution(
    completed: Floats, weight: Floats, predictors: Sequence[Predictor]
) -> PredictorDistribution:
    """The distribution of the predictors in a set of patients.

    Args:
        completed: Values without gaps, shape (n, k).
        weight: Shape (n,).
        predictors: What they are.
    """
    mean = np.average(completed, axis=0, weights=weight)
    shares = []
    for predictor, values in zip(predictors, completed.T, strict=True):
        levels = range(1, len(predictor.levels))
        shares.append(tuple(float(np.average(values >= k, weights=weight)) for k in levels))
    return PredictorDistribution(
        tuple(predictors),
        mean,
        np.cov(completed.T, aweights=weight),
        *bound_values(completed),
        tuple(shares),
    )


def bound_values(values: Floats) -> tuple[Floats, Floats]:
    """Means of the two lowest and of the two highest of n values: no single patient can be told.

    Args:
        values: Shape (n,) or (n, k), n >= 2.
    """
    ordered = np.sort(values, axis=0)
    return ordered[:2].mean(axis=0), ordered[-2:].mean(axis=0)
