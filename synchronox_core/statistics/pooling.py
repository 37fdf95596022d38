"""Rubin's rules: one effect from the effects of several imputations."""

from collections.abc import Sequence

import numpy as np

from synchronox_core.statistics.sandwich import Effect, Moments, build_effect


def pool_moments(moments: Sequence[Moments]) -> Effect:
    """Pool the arm means of several imputations.

    Method: Rubin's rules on the difference and on the logarithm of the ratio, with the degrees
    of freedom of Barnard and Rubin. A single data set keeps its own interval.

    Args:
        moments: One item an imputation.

    Source: Rubin 1987, doi:10.1002/9780470316696; Barnard and Rubin 1999,
    doi:10.1093/biomet/86.4.948.

    >>> from synchronox_core.statistics.sandwich import Moments
    >>> draws = [Moments(np.array([m, 0.5]), np.diag([0.01, 0.0]), 1e9) for m in (0.6, 0.8)]
    >>> round(pool_moments(draws).standard_error ** 2, 4)  # 0.01 + (1 + 1/2) 0.02
    0.04
    """
    targets = np.array([item.targets for item in moments])
    within = np.array([item.variances for item in moments]).mean(axis=0)
    count = len(moments)
    complete = moments[0].freedom
    means = np.array([item.means for item in moments]).mean(axis=0)
    if count == 1:
        return build_effect(means, targets[0], within, np.full(2, complete))
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (1 + 1 / count) * targets.var(axis=0, ddof=1)
        share = between / (within + between)
        old = (count - 1) / share**2
        observed = (complete + 1) / (complete + 3) * complete * (1 - share)
        freedom = np.where(share > 0, 1 / (1 / old + 1 / observed), complete)
    return build_effect(means, targets.mean(axis=0), within + between, freedom)
