"""Weights that make strategies comparable: overlap, generalised overlap, inverse probability."""

from typing import Literal

import numpy as np

from synchronox_core.statistics.arrays import Floats, Ints

Tilt = Literal["overlap", "iptw"]
"""Population the weights aim at: where strategies overlap, or everybody compared."""


def compute_weights(probability: Floats, arm: Ints, tilt: Tilt) -> tuple[Floats, Floats]:
    """Weight of each patient, and how it changes with the log-odds of the arms.

    Method: h(x) / e_arm(x) with h = 1 / sum(1 / e_k) for overlap, which for two arms is e1 e0 and
    the weight the probability of the other arm; h = 1 for inverse probability.

    Args:
        probability: Probability (0-1) of each arm e_k, shape (n, K).
        arm: Arm of each patient, shape (n,).
        tilt: Population aimed at.

    Returns:
        Weights, shape (n,), and their derivatives with respect to the log-odds of each arm but
        the last, shape (n, K - 1).

    Source: Li and Li 2019, doi:10.1214/19-AOAS1282; Li, Morgan and Zaslavsky 2018,
    doi:10.1080/01621459.2016.1260466.

    >>> e = np.array([[0.2, 0.8], [0.2, 0.8]])
    >>> compute_weights(e, np.array([0, 1]), "overlap")[0].round(3).tolist()
    [0.8, 0.2]
    >>> compute_weights(e, np.array([0, 1]), "iptw")[0].round(3).tolist()
    [5.0, 1.25]
    """
    own = np.take_along_axis(probability, arm[:, None], axis=1)[:, 0]
    chosen = (arm[:, None] == np.arange(probability.shape[1])).astype(float)
    if tilt == "overlap":
        tilting = compute_overlap(probability)
        slope = tilting[:, None] / probability - chosen
    else:
        tilting = np.ones(len(arm))
        slope = probability - chosen
    weights = tilting / own
    return weights, weights[:, None] * slope[:, :-1]


def compute_overlap(probability: Floats) -> Floats:
    """The overlap function h = 1 / sum(1 / e_k), shape (n,), of probabilities of shape (n, K).

    >>> compute_overlap(np.array([[0.25, 0.75]])).tolist()
    [0.1875]
    """
    return np.asarray(1 / (1 / probability).sum(axis=1), dtype=np.float64)


def compute_effective_size(weights: Floats) -> float:
    """Patients of equal weight who would tell as much: (sum w)^2 / sum w^2; 0 without any.

    Source: Kish 1965, Survey Sampling.

    >>> compute_effective_size(np.array([1.0, 1.0, 0.0])), compute_effective_size(np.zeros(2))
    (2.0, 0.0)
    """
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0
