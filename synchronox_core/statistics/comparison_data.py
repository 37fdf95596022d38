"""What a comparison of strategies is made from, and what is asked of it."""

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from synchronox_core.errors import UsageError
from synchronox_core.statistics.arrays import Flags, Floats, Ints
from synchronox_core.statistics.design import Covariate
from synchronox_core.statistics.outcomes import BinaryOutcome, Outcome

Method = Literal["overlap", "generalised_overlap", "iptw", "matching", "augmented"]
METHODS: tuple[Method, ...] = get_args(Method)

POPULATIONS: dict[Method, str] = {
    "overlap": "overlap",
    "generalised_overlap": "overlap_of_all",
    "iptw": "both_arms",
    "matching": "matched",
    "augmented": "both_arms",
}
"""Population each method speaks about."""


@dataclass(frozen=True, eq=False)
class ComparisonData:
    """Eligible patients restaged after induction and judged operable, n rows, one a patient.

    Attributes:
        strategies: Names of the strategies.
        strategy: Position in ``strategies`` of the one planned, shape (n,).
        covariates: Everything known at the decision, each of shape (n,).
        centre: Position of the centre, shape (n,).
        outcome: The outcome, counted from the decision.
    """

    strategies: tuple[str, ...]
    strategy: Ints
    covariates: tuple[Covariate, ...]
    centre: Ints
    outcome: Outcome

    def __len__(self) -> int:
        """Patients."""
        return len(self.strategy)

    @property
    def scaled(self) -> Floats:
        """Covariates on the scale of the regression, NaN when unknown, shape (n, n_covariates)."""
        return np.column_stack([np.empty((len(self), 0)), *(c.scaled for c in self.covariates)])

    def take(self, rows: Ints | Flags) -> "ComparisonData":
        """Some of the patients."""
        return replace(
            self,
            strategy=self.strategy[rows],
            covariates=tuple(covariate.take(rows) for covariate in self.covariates),
            centre=self.centre[rows],
            outcome=self.outcome.take(rows),
        )


@dataclass(frozen=True)
class Question:
    """One contrast of two strategies.

    Attributes:
        arms: First strategy and the one it is compared with.
        method: How they are made comparable.
        imputations: Completed copies when a covariate is unknown in somebody, >= 10 to report.
        seed: Seed of imputation and bootstrap.
        has_centres: Centres take part in the propensity, shrunken.
    """

    arms: tuple[str, str]
    method: Method = "overlap"
    imputations: int = 10
    seed: int = 20260401
    has_centres: bool = True


def select_compared(data: ComparisonData, question: Question) -> tuple[ComparisonData, Ints]:
    """The patients a question is about, and their arm: 0 first, 1 second, then any others.

    Raises:
        UsageError: An unknown strategy or method, twice the same strategy, or a method that does
            not suit the outcome.
    """
    order = _order_arms(data, question)
    kept = data.take(np.isin(data.strategy, order))
    return kept, np.argmax(kept.strategy[:, None] == np.array(order), axis=1)


def is_compared(data: ComparisonData, question: Question) -> Flags:
    """Which patients a question is about, shape (n,).

    Raises:
        UsageError: As ``select_compared``.
    """
    return np.isin(data.strategy, _order_arms(data, question))


def _order_arms(data: ComparisonData, question: Question) -> list[int]:
    _check(data, question)
    order = [data.strategies.index(arm) for arm in question.arms]
    if question.method == "generalised_overlap":
        order += [k for k in np.unique(data.strategy).tolist() if k not in order]
    return order


def _check(data: ComparisonData, question: Question) -> None:
    for arm in question.arms:
        if arm not in data.strategies:
            raise _refused("arms", arm, data.strategies)
    if question.arms[0] == question.arms[1]:
        raise _refused("arms", ", ".join(question.arms), data.strategies)
    suiting = list_methods(data.outcome)
    if question.method not in suiting:
        raise _refused("method", question.method, suiting)


def list_methods(outcome: Outcome) -> tuple[Method, ...]:
    """Methods that suit an outcome: the augmented one needs a binary one."""
    if isinstance(outcome, BinaryOutcome):
        return METHODS
    return tuple(method for method in METHODS if method != "augmented")


def _refused(setting: str, value: str, allowed: tuple[str, ...]) -> UsageError:
    return UsageError(
        "errors.setting_value", setting=setting, value=value, allowed=", ".join(allowed)
    )
