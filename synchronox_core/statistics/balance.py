"""Standardised mean differences between two arms before and after weighting."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from synchronox_core.statistics.arrays import Floats, Ints
from synchronox_core.statistics.design import Covariate, build_balance_columns
from synchronox_core.statistics.proportions import NORMAL_QUANTILE_95
from synchronox_core.statistics.weighting import compute_effective_size


@dataclass(frozen=True)
class Balance:
    """One number, or one code, in two arms.

    Attributes:
        covariate: Column it comes from.
        code: Its code; "" for a number.
        before: Absolute standardised difference of the patients as they are.
        after: The same after weighting or matching.
        band: What ``after`` stays under in 95 of 100 samples when nothing differs.
    """

    covariate: str
    code: str
    before: float
    after: float
    band: float


def compute_balance(
    covariates: Sequence[Covariate], scaled: Floats, arm: Ints, weights: Floats
) -> tuple[Balance, ...]:
    """Standardised difference of every number and code between arms 0 and 1.

    Method: difference of (weighted) means over the root of the mean variance of the arms as they
    are, so that weighting cannot improve it by its denominator; the sampling band rests on the
    effective sizes.

    Args:
        covariates: The variables.
        scaled: Their complete values, shape (n, n_covariates).
        arm: Arm of each patient, shape (n,); others than 0 and 1 are left out.
        weights: Shape (n,).

    Source: Austin 2009, doi:10.1002/sim.3697; Stuart 2010, doi:10.1214/09-STS313.
    """
    names, columns = build_balance_columns(covariates, scaled)
    first, second = columns[arm == 0], columns[arm == 1]
    spread = np.sqrt((first.var(axis=0) + second.var(axis=0)) / 2)
    before = _standardise(first.mean(axis=0) - second.mean(axis=0), spread)
    own = [weights[arm == side] for side in (0, 1)]
    means = [w @ part / w.sum() for w, part in zip(own, (first, second), strict=True)]
    after = _standardise(means[0] - means[1], spread)
    sizes = [compute_effective_size(w) for w in own]
    band = float(NORMAL_QUANTILE_95 * np.sqrt(1 / sizes[0] + 1 / sizes[1]))
    return tuple(
        Balance(*name, float(old), float(new), band)
        for name, old, new in zip(names, before, after, strict=True)
    )


def _standardise(difference: Floats, spread: Floats) -> Floats:
    # A column without spread in either arm differs by nothing or cannot be standardised.
    gap = np.where(np.abs(difference) < 1e-12, 0.0, np.inf)
    return np.divide(np.abs(difference), spread, out=gap, where=spread > 0)
