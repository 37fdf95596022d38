"""The fair comparison of two strategies: diagnostics first, the estimate only when none fails.

One function to call: ``compare_strategies(data, question)``. The caller builds ``ComparisonData``
(``comparison_data.py``) from the eligible patients whose board decided for operation:

- ``strategy``: the strategy *planned*, as a position in ``strategies``; patients never operated
  stay in. Patients without a planned strategy are left out beforehand and counted.
- ``covariates``: everything known at the decision, one ``Covariate`` each, NaN where unknown.
- ``outcome``: ``BinaryOutcome`` (complete treatment at 18 months, severe morbidity: values, with
  the months from the decision to the day settled or to the last news) or ``TimeOutcome`` (overall
  or progression-free survival as restricted mean, the second site as cumulative incidence).
- ``centre``: the hospital, a cluster of every interval.

A bootstrap interval takes the place of the analytic one when its replicates are handed over
(``bootstrap.py``, which draws them in chunks). ``sensitivity.py`` asks the same question in other
ways, ``modifiers.py`` looks for heterogeneity, ``performed.py`` compares performed strategies.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from synchronox_core.statistics.arrays import Floats, Ints
from synchronox_core.statistics.balance import Balance, compute_balance
from synchronox_core.statistics.bootstrap import build_bootstrap_effect
from synchronox_core.statistics.comparison_data import (
    POPULATIONS,
    ComparisonData,
    Question,
    select_compared,
)
from synchronox_core.statistics.diagnostics import (
    Diagnostic,
    diagnose_balance,
    diagnose_negative_control,
    diagnose_overlap,
    diagnose_precision,
    diagnose_support,
)
from synchronox_core.statistics.disclosure import SMALLEST_DESCRIBED
from synchronox_core.statistics.estimators import (
    Analysis,
    estimate_effect,
    estimate_weighted,
    iterate_analyses,
)
from synchronox_core.statistics.outcomes import BinaryOutcome, Outcome
from synchronox_core.statistics.pooling import pool_moments
from synchronox_core.statistics.sandwich import Effect
from synchronox_core.statistics.threads import use_one_thread


@dataclass(frozen=True, eq=False)
class Comparison:
    """One contrast with all that is needed to judge it; n patients were compared.

    Attributes:
        question: What was asked.
        population: Population the estimate speaks about: ``overlap``, ``overlap_of_all``,
            ``both_arms`` or ``matched``.
        patients: Patients of each of the two arms, by strategy.
        diagnostics: Every diagnostic, with its value, bounds and verdict.
        balance: Standardised differences before and after; empty when an arm is too small.
        estimate: The contrast; None while a diagnostic fails.
        naive: The same contrast without adjustment, to be named biased; None under five patients
            or when it cannot be told.
        arm: Arm of each patient, shape (n,).
        probability: Mean estimated probability (0-1) of each arm, shape (n, K); empty when an arm
            is too small.
        weights: Mean weight of each patient, shape (n,); likewise.
    """

    question: Question
    population: str
    patients: dict[str, int]
    diagnostics: tuple[Diagnostic, ...]
    balance: tuple[Balance, ...]
    estimate: Effect | None
    naive: Effect | None
    arm: Ints
    probability: Floats
    weights: Floats

    @property
    def withheld_because(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that fail; none when the estimate is shown."""
        return tuple(item for item in self.diagnostics if item.verdict == "fail")


@use_one_thread()
def compare_strategies(
    data: ComparisonData,
    question: Question,
    *,
    replicates: Floats | None = None,
    negative_control: Outcome | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Comparison:
    """Compare two strategies, withholding the estimate while a diagnostic fails.

    Args:
        data: The analysis set.
        question: The contrast and the method.
        replicates: Bootstrap replicates of the two means, shape (B, 2), whose interval replaces
            the analytic one; from ``draw_replicates`` with the same data and question.
        negative_control: An outcome the strategy cannot change, of the same patients.
        progress: Told the number of imputations analysed.

    Raises:
        UsageError: The question does not suit the data.
    """
    kept, arm = select_compared(data, question)
    support = diagnose_support(question.arms, arm, kept.outcome, _carried(kept, np.ones(len(kept))))
    if any(item.name in ("patients", "events") and item.verdict == "fail" for item in support):
        nothing = np.empty((0, 2))
        return _build(kept, question, arm, support, (), None, nothing, np.empty(0))
    analyses = []
    for analysis in iterate_analyses(data, question):
        analyses.append(analysis)
        progress(len(analyses))
    effect = pool_moments([analysis.moments for analysis in analyses])
    if replicates is not None:
        effect = build_bootstrap_effect(effect, replicates, kept.centre)
    scaled, probability, weights = _average(analyses)
    balance = compute_balance(kept.covariates, scaled, arm, weights)
    diagnostics = [
        *diagnose_support(question.arms, arm, kept.outcome, _carried(kept, weights)),
        *diagnose_overlap(question.arms, arm, probability),
        *diagnose_balance(balance),
        diagnose_precision(effect, kept.outcome.scale),
    ]
    if negative_control is not None:
        control = estimate_effect(replace(data, outcome=negative_control), question)
        diagnostics.append(diagnose_negative_control(control))
    return _build(kept, question, arm, diagnostics, balance, effect, probability, weights)


def estimate_naive(data: ComparisonData, question: Question) -> Effect:
    """The contrast of the patients as they are, confounded by indication.

    Raises:
        UsageError: The question does not suit the data.
    """
    kept, arm = select_compared(data, question)
    members = arm[:, None] == np.arange(2)
    moments = estimate_weighted(kept, np.ones(len(kept)), members, cluster=kept.centre)
    return pool_moments([moments])


def _build(
    kept: ComparisonData,
    question: Question,
    arm: Ints,
    diagnostics: Sequence[Diagnostic],
    balance: tuple[Balance, ...],
    effect: Effect | None,
    probability: Floats,
    weights: Floats,
) -> Comparison:
    is_failing = any(item.verdict == "fail" for item in diagnostics)
    counts = {name: int((arm == side).sum()) for side, name in enumerate(question.arms)}
    is_told = min(counts.values()) >= SMALLEST_DESCRIBED
    naive = estimate_naive(kept, question) if is_told else None
    return Comparison(
        question=question,
        population=POPULATIONS[question.method],
        patients=counts,
        diagnostics=tuple(diagnostics),
        balance=balance,
        estimate=None if is_failing else effect,
        naive=None if naive is None or np.isnan(naive.difference) else naive,
        arm=arm,
        probability=probability,
        weights=weights,
    )


def _average(analyses: Sequence[Analysis]) -> tuple[Floats, Floats, Floats]:
    return (
        np.mean([analysis.scaled for analysis in analyses], axis=0),
        np.mean([analysis.probability for analysis in analyses], axis=0),
        np.mean([analysis.weights for analysis in analyses], axis=0),
    )


def _carried(data: ComparisonData, weights: Floats) -> Floats:
    # Weights of the patients whose outcome enters the estimate, censoring included.
    if isinstance(data.outcome, BinaryOutcome):
        return weights * data.outcome.weigh_censoring().weights * data.outcome.is_known
    return weights
