"""Inverse probability of censoring: those whose outcome is known stand for those still waiting."""

from dataclasses import dataclass

import numpy as np

from synchronox_core.statistics.arrays import Flags, Floats, Ints


@dataclass(frozen=True, eq=False)
class CensoringWeights:
    """Weights of n patients for the chance of having been settled by the data cut.

    Attributes:
        weights: 1 / G(S-) for a patient settled at S, 0 for one who still waits, shape (n,).
        months: Day settled or last observed, months from the decision, shape (n,).
        is_settled: Shape (n,).
        stratum: Group whose censoring is alike, shape (n,).
    """

    weights: Floats
    months: Floats
    is_settled: Flags
    stratum: Ints

    def influence_on(self, sensitivity: Floats) -> Floats:
        """Influence of each patient on an estimate through the estimated censoring curve.

        Args:
            sensitivity: Derivative of the estimate with respect to the logarithm of each
                patient's weight, times n, shape (n, m).

        Returns:
            Shape (n, m); 0 where nobody was censored.
        """
        influence = np.zeros_like(sensitivity)
        for group in np.unique(self.stratum):
            rows = np.flatnonzero(self.stratum == group)
            influence[rows] = _censoring_influence(
                self.months[rows], self.is_settled[rows], sensitivity[rows]
            )
        return influence


def estimate_censoring_weights(
    months: Floats, is_settled: Flags, stratum: Ints
) -> CensoringWeights:
    """Weights that let settled patients stand for those whose month 18 has not come.

    Method: G is the Kaplan-Meier curve of the censoring (data cut or loss to follow-up) in each
    stratum, an outcome settled on the day of a censoring counting as settled before it.
    Censoring is taken to be independent of the outcome within a stratum.

    Args:
        months: Time from the decision to the day the outcome is settled (achieved, definitively
            failed, dead, or month 18), or to the last news of those who wait, shape (n,).
        is_settled: Whether it was settled by the data cut, shape (n,).
        stratum: Groups with their own censoring, such as the cohorts, shape (n,).

    Source: Robins and Finkelstein 2000, doi:10.1111/j.0006-341X.2000.00779.x.

    >>> found = estimate_censoring_weights(
    ...     np.array([1.0, 2.0, 3.0]), np.array([True, False, True]), np.zeros(3, dtype=np.int64))
    >>> found.weights.tolist()
    [1.0, 0.0, 2.0]
    """
    weights = np.zeros(len(months))
    for group in np.unique(stratum):
        rows = np.flatnonzero(stratum == group)
        at_risk, censored, position = _table(months[rows], is_settled[rows])
        before = np.concatenate(([1.0], np.cumprod(1 - censored / at_risk)[:-1]))
        weights[rows] = np.divide(
            1.0, before[position], out=np.zeros(len(rows)), where=is_settled[rows]
        )
    return CensoringWeights(weights, months, is_settled, stratum)


def _table(months: Floats, is_settled: Flags) -> tuple[Floats, Floats, Ints]:
    # At risk of being censored at a time: not settled by then, since settling comes first.
    times, position = np.unique(months, return_inverse=True)
    censored = np.bincount(position[~is_settled], minlength=len(times)).astype(float)
    leaving = np.bincount(position, minlength=len(times))
    settled = leaving - censored
    at_risk = len(months) - np.concatenate(([0], np.cumsum(leaving)[:-1])) - settled
    return np.maximum(at_risk, 1.0), censored, position


def _censoring_influence(months: Floats, is_settled: Flags, sensitivity: Floats) -> Floats:
    # log(1 / G(S-)) is the sum over censoring times u < S of -log(1 - dL(u)), whose derivative
    # is dL(u) / (1 - dL(u)); weighted by the sensitivities of everybody settled after u.
    at_risk, censored, position = _table(months, is_settled)
    if not censored.any():
        return np.zeros_like(sensitivity)
    totals = np.zeros((len(at_risk), sensitivity.shape[1]))
    np.add.at(totals, position, sensitivity)
    later = totals[::-1].cumsum(axis=0)[::-1] - totals
    left = np.maximum(at_risk - censored, 1e-300)
    pull = np.where((at_risk > censored)[:, None], later / left[:, None], 0.0)
    compensator = (pull * (censored / at_risk)[:, None]).cumsum(axis=0)
    # A settled patient leaves the risk set before the censorings of the same day.
    previous = np.vstack([np.zeros((1, pull.shape[1])), compensator[:-1]])
    jumps = pull[position] - compensator[position]
    return np.where(is_settled[:, None], -previous[position], jumps)
