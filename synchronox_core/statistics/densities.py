"""A smooth distribution of probabilities, which shows no single patient."""

import numpy as np

from synchronox_core.statistics.arrays import Floats

BANDWIDTH = 0.04
GRID = np.linspace(0.0, 1.0, 101)


def estimate_density(probabilities: Floats) -> Floats:
    """Density of some probabilities on ``GRID``, shape (101,).

    Method: Gaussian kernel of standard deviation ``BANDWIDTH``, reflected at 0 and 1 so that its
    area stays 1 there.

    Args:
        probabilities: Between 0 and 1, shape (n,), n >= 1.

    Source: Silverman 1986, Density Estimation, 2.10.

    >>> density = estimate_density(np.array([0.5]))
    >>> int(density.argmax()), round(float(np.trapezoid(density, GRID)), 3)
    (50, 1.0)
    """
    images = np.concatenate([probabilities, -probabilities, 2.0 - probabilities])
    gaps = (GRID[:, None] - images) / BANDWIDTH
    heights = np.exp(-(gaps**2) / 2).sum(axis=1)
    return np.asarray(heights / (len(probabilities) * BANDWIDTH * np.sqrt(2 * np.pi)))
