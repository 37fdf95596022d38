"""Rubin's rules: one effect from the effects of several imputations."""

from collections.abc import Sequence

import numpy as np

from synchronox_core.statistics.arrays import Floats
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
    targets, variances, freedom = pool_targets(
        np.array([item.targets for item in moments]),
        np.array([item.variances for item in moments]),
        moments[0].freedom,
    )
    means = np.array([item.means for item in moments]).mean(axis=0)
    return build_effect(means, targets, variances, freedom)


def pool_targets(
    targets: Floats, variances: Floats, freedom: float
) -> tuple[Floats, Floats, Floats]:
    """Rubin's rules on several quantities.

    Args:
        targets: Estimates, shape (m, t), one row an imputation.
        variances: Their variances, shape (m, t).
        freedom: Degrees of freedom without unknown values.

    Returns:
        Pooled estimates, variances and degrees of freedom, each of shape (t,).
    """
    count, width = targets.shape
    within = variances.mean(axis=0)
    if count == 1:
        return targets[0], within, np.full(width, freedom)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (1 + 1 / count) * targets.var(axis=0, ddof=1)
        share = between / (within + between)
        old = (count - 1) / share**2
        observed = (freedom + 1) / (freedom + 3) * freedom * (1 - share)
        pooled = np.where(share > 0, 1 / (1 / old + 1 / observed), freedom)
    return targets.mean(axis=0), within + between, pooled
