"""How much the risk of like patients differs from centre to centre, with how sure that is."""

import numpy as np

from synchronox_core.prediction.penalised import to_probability
from synchronox_core.prediction.training_data import TrainingData
from synchronox_core.statistics.arrays import Floats

GRID = np.linspace(0.025, 1.5, 60)
"""Standard deviations of the centres' intercepts tried, log-odds."""

PRIOR_MODE = 0.25
"""Mode of the gamma prior of shape 2, which keeps small samples from collapsing to no spread."""


def draw_centre_spreads(
    data: TrainingData, log_odds: Floats, draws: int, generator: np.random.Generator
) -> Floats:
    """Standard deviations of the centres' intercepts, as likely as the data and a prior say.

    Method: what a centre has more or less than expected is normal, with the variance of its
    patients and that of its intercept; the posterior on a grid is drawn from. Where few centres
    say little, the draws stay wide instead of collapsing to none.

    Args:
        data: The patients.
        log_odds: Predicted for each by a model of the other centres, shape (n,).
        draws: How many.
        generator: Seeded source.

    Returns:
        Shape (draws,), log-odds.

    Source: le Cessie and van Houwelingen 1995, doi:10.2307/2532948, for the score; Chung et al.
    2013, doi:10.1007/s11336-013-9328-2, for the prior.
    """
    probability = to_probability(log_odds)
    spread = data.weight * probability * (1 - probability)
    _, centre = np.unique(data.centre, return_inverse=True)
    excess = np.bincount(centre, data.weight * (data.outcome - probability))
    noise = np.bincount(centre, data.weight * spread)
    pull = np.bincount(centre, spread)
    variance = noise[:, None] + (pull[:, None] * GRID) ** 2
    likelihood = -0.5 * (np.log(variance) + excess[:, None] ** 2 / variance).sum(axis=0)
    posterior = likelihood + np.log(GRID / PRIOR_MODE) - GRID / PRIOR_MODE
    share = np.exp(posterior - posterior.max())
    return generator.choice(GRID, draws, p=share / share.sum())
