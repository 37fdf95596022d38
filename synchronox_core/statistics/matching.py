"""One-to-one matching of two arms on the logit of the propensity, within a caliper."""

import numpy as np

from synchronox_core.statistics.arrays import Floats, Ints

CALIPER = 0.2
"""Largest distance of a pair, in standard deviations of the logit.

Source: Austin 2011, doi:10.1002/pst.433.
"""


def match_pairs(probability: Floats, arm: Ints) -> Ints:
    """Pairs of patients, one of each arm, whose propensities are close.

    Method: as many pairs as the caliper allows, and among such choices the one with the smallest
    total distance; it does not depend on the order of the patients.

    Args:
        probability: Probability (0-1) of the first arm, shape (n,).
        arm: 0 for the first arm, 1 for the second, shape (n,).

    Returns:
        Number of the pair of each patient, shape (n,); -1 for a patient without partner.

    >>> match_pairs(np.array([0.5, 0.1, 0.5, 0.9]), np.array([0, 0, 1, 1])).tolist()
    [0, -1, 0, -1]
    """
    from scipy.optimize import linear_sum_assignment

    logit = np.log(probability / (1 - probability))
    pooled = np.sqrt(np.mean([logit[arm == side].var() for side in (0, 1)]))
    first, second = np.flatnonzero(arm == 0), np.flatnonzero(arm == 1)
    distance = np.abs(logit[first][:, None] - logit[second])
    is_close = distance <= CALIPER * pooled
    # A pair beyond the caliper costs more than any choice of pairs within it.
    forbidden = 1.0 + distance[is_close].sum()
    rows, columns = linear_sum_assignment(np.where(is_close, distance, forbidden))
    kept = is_close[rows, columns]
    pair = np.full(len(arm), -1, dtype=np.int64)
    pair[first[rows[kept]]] = pair[second[columns[kept]]] = np.arange(kept.sum())
    return pair
