"""Comparison of performed strategies by clone, censor, weight: no label borrows from the future."""

from dataclasses import dataclass, replace

import numpy as np

from synchronox_core.statistics.arrays import Flags, Floats, Ints
from synchronox_core.statistics.comparison_data import ComparisonData
from synchronox_core.statistics.design import Covariate, Design, build_design
from synchronox_core.statistics.imputation import impute_covariates
from synchronox_core.statistics.outcomes import BinaryOutcome
from synchronox_core.statistics.regression import fit_logistic
from synchronox_core.statistics.weighting import compute_effective_size

GRACE_MONTHS = 6.0
"""Time from the decision within which the first operation of the strategy must come."""

STEP_MONTHS = 0.5
STEP_PENALTY = 0.1
"""Ridge on the half-months, just enough for one without a deviation."""

TRUNCATION_QUANTILE = 0.99
OTHER_ARM, ELSEWHERE, STAYS = range(3)


@dataclass(frozen=True, eq=False)
class PerformedPaths:
    """What was done to n patients after the decision; times are months from it.

    Attributes:
        arms: The two strategies compared.
        operated_months: First curative operation; NaN without one.
        operation: 0 or 1 when that operation is the first of that arm's strategy, -1 for another
            kind or none.
        excused_months: First of death, progression and contraindication; NaN without one. Such a
            patient follows every strategy still compatible at that time.
        observed_months: Last news or data cut.
        covariates: Everything known at the decision.
        centre: Position of the centre, shape (n,).
        outcome: The outcome, counted from the decision.
    """

    arms: tuple[str, str]
    operated_months: Floats
    operation: Ints
    excused_months: Floats
    observed_months: Floats
    covariates: tuple[Covariate, ...]
    centre: Ints
    outcome: BinaryOutcome

    def __len__(self) -> int:
        """Patients."""
        return len(self.operation)

    @property
    def scaled(self) -> Floats:
        """Covariates on the scale of the regression, NaN when unknown, shape (n, n_covariates)."""
        return np.column_stack([np.empty((len(self), 0)), *(c.scaled for c in self.covariates)])

    def take(self, rows: Ints | Flags) -> "PerformedPaths":
        """Some of the patients."""
        return replace(
            self,
            operated_months=self.operated_months[rows],
            operation=self.operation[rows],
            excused_months=self.excused_months[rows],
            observed_months=self.observed_months[rows],
            covariates=tuple(covariate.take(rows) for covariate in self.covariates),
            centre=self.centre[rows],
            outcome=self.outcome.take(rows),
        )


@dataclass(frozen=True, eq=False)
class Emulation:
    """Outcome of both strategies had everybody followed them.

    Attributes:
        means: Share reaching the outcome under each strategy, shape (2,).
        weights: Weight of each patient's clone in each arm, 0 once it deviates, shape (n, 2).
        effective_sizes: Effective size of each arm.
    """

    means: Floats
    weights: Floats
    effective_sizes: tuple[float, float]


def follow_arm(paths: PerformedPaths, side: int, grace_months: float) -> tuple[Floats, Flags]:
    """How long the clones of an arm are watched for deviation, and which of them deviate.

    A clone is settled by the operation of its own strategy, by an excuse, or by the last news; it
    deviates by a first operation of another kind, or by none within the grace period.

    Args:
        paths: The patients.
        side: The arm, 0 or 1.
        grace_months: Time allowed for the first operation.

    Returns:
        Months watched and whether the clone then deviates, each of shape (n,).
    """
    operated = np.nan_to_num(paths.operated_months, nan=np.inf)
    excused = np.nan_to_num(paths.excused_months, nan=np.inf)
    settled = np.minimum(np.minimum(operated, excused), paths.observed_months)
    is_late = settled > grace_months
    is_other = (operated < excused) & (operated <= paths.observed_months)
    is_other &= paths.operation != side
    return np.minimum(settled, grace_months), is_late | is_other


def emulate_strategies(
    paths: PerformedPaths, scaled: Floats, grace_months: float = GRACE_MONTHS
) -> Emulation:
    """Compare two strategies as performed, without conditioning on what comes later.

    Method: every patient is cloned into both arms, a clone is censored when it deviates and the
    others are weighted by the inverse probability of having remained, from a pooled multinomial
    model of deviation (to the other arm or elsewhere) in half-months and covariates; weights
    truncated at the 99th percentile of each arm. Assumes that, given the covariates, deviating
    at a time does not depend on what would have come of it.

    Args:
        paths: The patients.
        scaled: Completed covariates, shape (n, n_covariates).
        grace_months: Time allowed for the first operation.

    Source: Maringe 2020, doi:10.1093/ije/dyaa057; Hernan and Robins 2016, doi:10.1093/aje/kwv254.
    """
    design = build_design(paths.covariates, scaled, paths.centre)
    weights = np.column_stack(
        [_weigh_arm(paths, design, side, grace_months) for side in range(len(paths.arms))]
    )
    clones = np.concatenate([np.arange(len(paths))] * 2)
    members = np.repeat(np.eye(2, dtype=bool), len(paths), axis=0)
    found = paths.outcome.take(clones).estimate_means(weights.T.ravel(), members)
    known = paths.outcome.weigh_censoring().weights * paths.outcome.is_known
    sizes = [compute_effective_size(column * known) for column in weights.T]
    return Emulation(found.means, weights, (sizes[0], sizes[1]))


def complete_paths(paths: PerformedPaths, generator: np.random.Generator) -> Floats:
    """Covariates without unknown values, shape (n, n_covariates)."""
    kinds = paths.operation[:, None] == np.arange(2)
    others = np.column_stack([kinds, paths.outcome.predictors]).astype(float)
    return impute_covariates(paths.scaled, others, paths.centre, generator)


def build_landmark_data(paths: PerformedPaths, landmark_months: float) -> ComparisonData:
    """The simpler cross-check: patients free of an excuse at a landmark, by their first operation.

    Patients not operated by either strategy by then are left out, so that it speaks about those
    who could be operated only.

    Args:
        paths: The patients.
        landmark_months: The landmark.
    """
    is_operated = (paths.operated_months <= landmark_months) & (paths.operation >= 0)
    is_free = ~(paths.excused_months <= landmark_months)
    kept = paths.take(is_operated & is_free & (paths.observed_months >= landmark_months))
    return ComparisonData(kept.arms, kept.operation, kept.covariates, kept.centre, kept.outcome)


def _weigh_arm(paths: PerformedPaths, design: Design, side: int, grace_months: float) -> Floats:
    watched, deviates = follow_arm(paths, side, grace_months)
    steps = np.ceil(np.maximum(watched, 1e-9) / STEP_MONTHS).astype(np.int64)
    person = np.repeat(np.arange(len(paths)), steps)
    step = np.arange(len(person)) - np.repeat(np.cumsum(steps) - steps, steps)
    # Boards that turn to the other arm and those that turn elsewhere heed different things.
    turned = np.where(paths.operation == 1 - side, OTHER_ARM, ELSEWHERE)
    is_end = (step == steps[person] - 1) & deviates[person]
    fate = np.where(is_end, turned[person], STAYS)
    stays = np.ones(len(paths))
    np.multiply.at(stays, person, _predict_remaining(design, person, step, fate))
    weights = np.where(deviates, 0.0, 1 / stays)
    if (weights > 0).any():
        weights = np.minimum(weights, np.quantile(weights[weights > 0], TRUNCATION_QUANTILE))
    return np.asarray(weights, dtype=np.float64)


def _predict_remaining(design: Design, person: Ints, step: Ints, fate: Ints) -> Floats:
    indicators = (step[:, None] == np.unique(step)[1:]).astype(float)
    columns = np.column_stack([design.columns[person], indicators])
    penalty = np.concatenate([design.penalty, np.full(indicators.shape[1], STEP_PENALTY)])
    return fit_logistic(Design(columns, penalty), fate, STAYS + 1).probability[:, STAYS]
