"""How far a comparison hangs on what was assumed: the same question asked in other ways."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt
from typing import Literal

import numpy as np

from synchronox_core.statistics.arrays import Flags
from synchronox_core.statistics.comparison import Comparison
from synchronox_core.statistics.comparison_data import (
    ComparisonData,
    list_methods,
    select_compared,
)
from synchronox_core.statistics.diagnostics import NARROW
from synchronox_core.statistics.estimators import estimate_effect
from synchronox_core.statistics.outcomes import BinaryOutcome
from synchronox_core.statistics.sandwich import Effect
from synchronox_core.statistics.threads import use_one_thread

Kind = Literal["method", "trimmed", "without_centre", "best_case", "worst_case"]


@dataclass(frozen=True)
class EValue:
    """Strength of an unmeasured confounder that would explain an effect away.

    Attributes:
        estimate: E-value of the risk ratio.
        bound: E-value of the bound of its interval nearest to 1; 1 when the interval holds 1.
    """

    estimate: float
    bound: float


@dataclass(frozen=True)
class SensitivityRow:
    """The contrast under another assumption.

    Attributes:
        kind: ``method``; ``trimmed`` to propensities of 0.05 to 0.95; ``without_centre``;
            ``best_case`` and ``worst_case`` for the first arm among the not evaluable.
        detail: The method, or the position of the centre left out; "" for the others.
        patients: Patients compared.
        effect: The contrast.
    """

    kind: Kind
    detail: str
    patients: int
    effect: Effect


def compute_e_value(risk_ratio: float) -> float:
    """E-value of a risk ratio.

    Args:
        risk_ratio: > 0.

    Raises:
        ValueError: The ratio is not positive.

    Source: VanderWeele and Ding 2017, doi:10.7326/M16-2607 (a ratio of 3.9 gives 7.26).

    >>> round(compute_e_value(3.9), 2), round(compute_e_value(1.8), 2), compute_e_value(1.0)
    (7.26, 3.0, 1.0)
    """
    if not risk_ratio > 0:
        raise ValueError(f"a risk ratio is positive, got {risk_ratio}")
    above = max(risk_ratio, 1 / risk_ratio)
    return above + sqrt(above * (above - 1))


def estimate_e_value(effect: Effect) -> EValue | None:
    """E-value of an effect and of its interval.

    Returns:
        None when there is no ratio, one arm having no event.
    """
    bounds = (effect.ratio_ci_low, effect.ratio_ci_high)
    if not (effect.ratio > 0 and all(np.isfinite(bounds)) and bounds[0] > 0):
        return None
    if bounds[0] <= 1 <= bounds[1]:
        return EValue(compute_e_value(effect.ratio), 1.0)
    nearest = bounds[0] if effect.ratio > 1 else bounds[1]
    return EValue(compute_e_value(effect.ratio), compute_e_value(nearest))


@use_one_thread()
def estimate_sensitivity(
    data: ComparisonData, comparison: Comparison
) -> tuple[SensitivityRow, ...]:
    """The contrast by other methods, trimmed, without each centre, and in the extreme cases.

    Args:
        data: The analysis set the comparison was made from.
        comparison: The comparison; nothing is told while its estimate is withheld.
    """
    if comparison.estimate is None:
        return ()
    return tuple(_iterate_rows(data, comparison))


def _iterate_rows(data: ComparisonData, comparison: Comparison) -> Iterator[SensitivityRow]:
    question = comparison.question
    kept, arm = select_compared(data, question)

    def ask(kind: Kind, part: ComparisonData, detail: str = "") -> SensitivityRow:
        return SensitivityRow(kind, detail, len(part), estimate_effect(part, question))

    for method in list_methods(data.outcome):
        if method != question.method:
            effect = estimate_effect(data, replace(question, method=method))
            yield SensitivityRow("method", method, len(data), effect)
    yield ask("trimmed", kept.take(_is_narrow(comparison)))
    for centre in np.unique(kept.centre):
        yield ask("without_centre", kept.take(kept.centre != centre), str(centre))
    if isinstance(kept.outcome, BinaryOutcome) and not _is_all_known(kept.outcome):
        first = (arm == 0).astype(float)
        yield ask("best_case", replace(kept, outcome=kept.outcome.assume(first)))
        yield ask("worst_case", replace(kept, outcome=kept.outcome.assume(1 - first)))


def _is_narrow(comparison: Comparison) -> Flags:
    score = comparison.probability[:, 0] / comparison.probability[:, :2].sum(axis=1)
    return np.asarray((score >= NARROW[0]) & (score <= NARROW[1]), dtype=bool)


def _is_all_known(outcome: BinaryOutcome) -> bool:
    return bool((outcome.is_known | ~outcome.is_settled).all())
