"""Differences and ratios between two arms, with intervals from influence functions."""

from dataclasses import dataclass

import numpy as np

from synchronox_core.statistics.arrays import Floats, Ints

CONFIDENCE = 0.95

LEAST_CLUSTERS = 5
"""Centres below which their differences tell nothing and patients are taken as independent."""


@dataclass(frozen=True)
class Effect:
    """A comparison of two arms.

    Attributes:
        means: Value of the outcome in the first and second arm.
        difference: First less second.
        standard_error: Of the difference; NaN from a bootstrap interval.
        ci_low: Lower bound of its 95 % interval.
        ci_high: Upper bound.
        ratio: First over second; NaN when the second is 0.
        ratio_ci_low: Lower bound of its 95 % interval; NaN when either is 0.
        ratio_ci_high: Upper bound.
    """

    means: tuple[float, float]
    difference: float
    standard_error: float
    ci_low: float
    ci_high: float
    ratio: float
    ratio_ci_low: float
    ratio_ci_high: float


@dataclass(frozen=True, eq=False)
class Moments:
    """Means of groups with their covariance; the first two, as arms, make an effect.

    Attributes:
        means: Shape (k,).
        covariance: Shape (k, k).
        freedom: Degrees of freedom of the covariance.
    """

    means: Floats
    covariance: Floats
    freedom: float

    @property
    def targets(self) -> Floats:
        """Difference and logarithm of the ratio of the first two, shape (2,)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.array([self.means[0] - self.means[1], np.subtract(*np.log(self.means[:2]))])

    @property
    def variances(self) -> Floats:
        """Variances of the targets, shape (2,)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            slopes = np.array([[1.0, -1.0], [1 / self.means[0], -1 / self.means[1]]])
            found = np.einsum("ti,ij,tj->t", slopes, self.covariance[:2, :2], slopes)
        return np.asarray(found, dtype=np.float64)


def estimate_moments(means: Floats, influence: Floats, cluster: Ints | None) -> Moments:
    """Covariance of means from the influence of each patient.

    Method: sandwich; with clusters, influences are added up within each and the small-sample
    factor G / (G - 1) is applied, with G - 1 degrees of freedom.

    Args:
        means: Shape (k,).
        influence: Influence of each patient, shape (n, k); centred here.
        cluster: Cluster of each patient, shape (n,); None, or fewer than five clusters, takes
            patients as independent.

    Source: Stefanski and Boos 2002, doi:10.1198/000313002753631330; Lunceford and Davidian 2004,
    doi:10.1002/sim.1903.
    """
    sums = influence - influence.mean(axis=0)
    influence = sums
    if cluster is not None and is_clustered(cluster):
        _, position = np.unique(cluster, return_inverse=True)
        sums = np.zeros((position.max() + 1, influence.shape[1]))
        np.add.at(sums, position, influence)
    groups = len(sums)
    if groups < 2:
        return Moments(means, np.full((len(means), len(means)), np.nan), np.nan)
    covariance = sums.T @ sums * groups / (groups - 1) / len(influence) ** 2
    return Moments(means, covariance, float(groups - 1))


def is_clustered(cluster: Ints) -> bool:
    """Whether there are clusters enough to tell how they differ.

    >>> is_clustered(np.array([0, 0, 1, 2])), is_clustered(np.arange(5))
    (False, True)
    """
    return len(np.unique(cluster)) >= LEAST_CLUSTERS


def count_freedom(cluster: Ints) -> float:
    """Degrees of freedom of a variance between clusters, or between patients without them."""
    groups = len(np.unique(cluster)) if is_clustered(cluster) else len(cluster)
    return float(groups - 1)


def build_effect(means: Floats, targets: Floats, variances: Floats, freedom: Floats) -> Effect:
    """An effect with its t intervals.

    Args:
        means: Mean of each arm, shape (2,).
        targets: Difference and logarithm of the ratio, shape (2,).
        variances: Their variances, shape (2,).
        freedom: Their degrees of freedom, shape (2,).
    """
    from scipy.special import stdtrit

    errors = np.sqrt(variances)
    half = stdtrit(freedom, (1 + CONFIDENCE) / 2) * errors
    with np.errstate(over="ignore"):
        ratio = np.exp([targets[1], targets[1] - half[1], targets[1] + half[1]])
    return Effect(
        (float(means[0]), float(means[1])),
        *map(float, (targets[0], errors[0], targets[0] - half[0], targets[0] + half[0])),
        *map(float, ratio),
    )
