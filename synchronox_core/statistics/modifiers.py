"""Whether a contrast differs between the levels of a pre-specified modifier."""

from dataclasses import dataclass, replace

import numpy as np

from synchronox_core.statistics.arrays import Floats, Ints
from synchronox_core.statistics.comparison import Comparison
from synchronox_core.statistics.comparison_data import ComparisonData, is_compared, select_compared
from synchronox_core.statistics.disclosure import SMALLEST_DESCRIBED
from synchronox_core.statistics.estimators import iterate_analyses
from synchronox_core.statistics.pooling import pool_targets
from synchronox_core.statistics.sandwich import CONFIDENCE
from synchronox_core.statistics.threads import use_one_thread

MODIFIERS = ("bilobar", "lesions", "tumour_level", "liver_resectability_class", "recist")
"""The modifiers named before any result was seen. Source: ``statistics.md`` 3."""


@dataclass(frozen=True)
class Interval:
    """A difference with its interval.

    Attributes:
        value: The difference.
        ci_low: Lower bound of its 95 % interval.
        ci_high: Upper bound.
    """

    value: float
    ci_low: float
    ci_high: float


@dataclass(frozen=True)
class LevelEffect:
    """The contrast among the patients of one level.

    Attributes:
        level: Code of the level.
        patients: Patients of the first and second arm.
        difference: First arm less second within the level.
        interaction: That difference less the one of the first level told; None for that level.
    """

    level: str
    patients: tuple[int, int]
    difference: Interval
    interaction: Interval | None


@use_one_thread()
def estimate_heterogeneity(
    data: ComparisonData, comparison: Comparison, levels: tuple[str, ...], level: Ints
) -> tuple[LevelEffect, ...]:
    """The contrast within each level of a modifier, and how the levels differ.

    Method: overlap weights of the whole comparison, means of each arm within each level; one
    stacked sandwich gives the covariance of all of them, Rubin's rules pool imputations.

    Args:
        data: The analysis set the comparison was made from.
        comparison: The comparison; nothing is told while its estimate is withheld.
        levels: Codes of the levels.
        level: Position in ``levels`` of each patient of ``data``, -1 when unknown, shape (n,).

    Returns:
        One item a level with five patients or more in both arms.
    """
    if comparison.estimate is None:
        return ()
    question = replace(comparison.question, method="overlap")
    own = level[is_compared(data, question)]
    _, arm = select_compared(data, question)
    counts = _count(own, arm, len(levels))
    told = [k for k, pair in enumerate(counts) if min(pair) >= SMALLEST_DESCRIBED]
    if not told:
        return ()
    cells = np.full(len(own), -1)
    for position, k in enumerate(told):
        cells[own == k] = position
    moments = [analysis.moments for analysis in iterate_analyses(data, question, cells)]
    contrasts = _build_contrasts(len(told))
    intervals = _build_intervals(
        *pool_targets(
            np.array([contrasts @ item.means for item in moments]),
            np.array([np.diag(contrasts @ item.covariance @ contrasts.T) for item in moments]),
            moments[0].freedom,
        )
    )
    return tuple(
        LevelEffect(levels[k], counts[k], intervals[i], intervals[len(told) + i] if i else None)
        for i, k in enumerate(told)
    )


def _count(level: Ints, arm: Ints, levels: int) -> list[tuple[int, int]]:
    first, second = arm == 0, arm == 1
    return [
        (int((first & (level == k)).sum()), int((second & (level == k)).sum()))
        for k in range(levels)
    ]


def _build_contrasts(levels: int) -> Floats:
    # Rows: the difference within each level, then each less the first.
    within = np.kron(np.eye(levels), np.array([1.0, -1.0]))
    return np.vstack([within, within - within[0]])


def _build_intervals(targets: Floats, variances: Floats, freedom: Floats) -> list[Interval]:
    from scipy.special import stdtrit

    half = stdtrit(freedom, (1 + CONFIDENCE) / 2) * np.sqrt(variances)
    bounds = zip(
        targets.tolist(), (targets - half).tolist(), (targets + half).tolist(), strict=True
    )
    return [Interval(*bound) for bound in bounds]
