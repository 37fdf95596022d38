"""Patients like the one at hand: how many had which strategy planned, and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from synchronox_core.prediction.training_data import STRATEGIES, UNPLANNED, TrainingData
from synchronox_core.statistics.arrays import Floats, Ints
from synchronox_core.statistics.design import Design
from synchronox_core.statistics.disclosure import is_small_count, withhold_counts
from synchronox_core.statistics.regression import fit_logistic, predict_probability
from synchronox_core.statistics.weighting import compute_effective_size

COMPARABLE = 100
"""Nearest patients among whom those with a strategy are counted."""

NEAREST = 20
"""Nearest patients whose outcomes are summarised."""

LEAST_COMPARABLE, LEAST_PROPENSITY, LEAST_EFFECTIVE_SIZE = 10, 0.05, 20.0
"""What a strategy needs around a patient for its risk to be told."""

PROPENSITY_PENALTY = 1.0
RIDGE = 1e-6


class Support(NamedTuple):
    """Support of a strategy around a patient.

    Attributes:
        comparable: Patients with this plan among the ``COMPARABLE`` nearest; None when 1 to 4.
        propensity: Probability (0-1) that the strategy is planned for such a patient.
        effective_size: Effective number of patients with this plan, weighted by likeness.
        withheld_because: ``comparable``, ``propensity`` or ``effective_size`` where it falls
            short, the first that applies; None when there is support.
    """

    comparable: int | None
    propensity: float
    effective_size: float
    withheld_because: str | None


class Nearest(NamedTuple):
    """What became of the nearest patients; counts withheld are None: 1 to 4, and what tells one.

    Attributes:
        patients: How many.
        achieved: Reached complete treatment by month 18.
        not_achieved: Did not.
        by_strategy: Patients by strategy planned.
        farthest: Distance of the farthest of them, in standard deviations: root mean square over
            the predictors, their correlation taken off.
        middle: Distance within which half of all patients are.
    """

    patients: int
    achieved: int | None
    not_achieved: int | None
    by_strategy: dict[str, int | None]
    farthest: float
    middle: float


@dataclass(frozen=True, eq=False)
class Cohort:
    """The patients that a new one is compared with, n rows.

    Attributes:
        data: The patients.
        completed: Their values, the unknown ones drawn once, shape (n, k).
        precision: Inverse covariance of the values, shape (k, k).
        propensity_coefficients: Of the regression of the strategy on the columns.
        means: Means of the columns, shape (p,).
        spreads: Their standard deviations, shape (p,).
    """

    data: TrainingData
    completed: Floats
    precision: Floats
    propensity_coefficients: Floats
    means: Floats
    spreads: Floats

    def without(self, patient_id: str) -> "Cohort":
        """The cohort without a patient, who must not be compared with itself."""
        others = self.data.patient != patient_id
        if others.all():
            return self
        return replace(self, data=self.data.take(others), completed=self.completed[others])

    def rank(self, values: Floats) -> tuple[Ints, Floats]:
        """Patients from the most to the least alike, and their squared distances, shape (n,).

        Args:
            values: Complete values of the patient at hand, shape (k,).
        """
        gaps = self.completed - values
        distances = np.einsum("ij,jk,ik->i", gaps, self.precision, gaps)
        return np.argsort(distances, kind="stable"), distances

    def judge_support(self, values: Floats) -> dict[str, Support]:
        """Support of each strategy around a patient.

        Args:
            values: Complete values of the patient, unknown ones drawn, shape (draws, k).
        """
        order, distances = self.rank(values.mean(axis=0))
        near = order[:COMPARABLE]
        reach = max(float(distances[near[-1]]), RIDGE)
        likeness = np.exp(-2 * distances / reach)
        propensities = self._compute_propensities(values)
        found = {}
        for place, strategy in enumerate(STRATEGIES):
            comparable = int((self.data.strategy[near] == place).sum())
            effective = compute_effective_size(likeness[self.data.strategy == place])
            found[strategy.value] = Support(
                None if is_small_count(comparable) else comparable,
                float(propensities[place]),
                effective,
                _find_shortfall(comparable, float(propensities[place]), effective),
            )
        return found

    def summarise_nearest(self, values: Floats) -> Nearest:
        """What became of the nearest patients."""
        order, squared = self.rank(values)
        near = order[:NEAREST]
        distances = np.sqrt(squared / len(values))
        achieved = int(self.data.outcome[near].sum())
        outcomes = _hide({"achieved": achieved, "not_achieved": len(near) - achieved})
        plans = {
            s.value: int((self.data.strategy[near] == k).sum()) for k, s in enumerate(STRATEGIES)
        }
        return Nearest(
            len(near),
            outcomes["achieved"],
            outcomes["not_achieved"],
            _hide(plans),
            float(distances[near[-1]]),
            float(np.median(distances)),
        )

    def _compute_propensities(self, values: Floats) -> Floats:
        columns = self.data.columns(values).mean(axis=0)
        design = np.concatenate(([1.0], (columns - self.means) / self.spreads))[None, :]
        propensities: Floats = predict_probability(design, self.propensity_coefficients)[0]
        return propensities


def build_cohort(data: TrainingData, generator: np.random.Generator) -> Cohort:
    """The patients that new ones are compared with.

    Args:
        data: Settled patients.
        generator: Seeded source of one imputation.
    """
    completed = data.complete(generator)
    columns = data.columns(completed)
    means, spreads = columns.mean(axis=0), columns.std(axis=0)
    spreads = np.where(spreads > 0, spreads, 1.0)
    design = np.hstack([np.ones((len(data), 1)), (columns - means) / spreads])
    penalty = np.concatenate(([0.0], np.full(columns.shape[1], PROPENSITY_PENALTY)))
    planned = data.strategy != UNPLANNED
    fit = fit_logistic(Design(design[planned], penalty), data.strategy[planned], len(STRATEGIES))
    covariance = np.cov(completed.T) + RIDGE * np.eye(completed.shape[1])
    precision: Floats = np.asarray(np.linalg.inv(covariance), dtype=np.float64)
    return Cohort(data, completed, precision, fit.coefficients, means, spreads)


def _hide(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Counts without the small ones and without what would reveal one."""
    withheld = withhold_counts(counts)
    return {name: None if name in withheld else count for name, count in counts.items()}


def _find_shortfall(comparable: int, propensity: float, effective: float) -> str | None:
    if comparable < LEAST_COMPARABLE:
        return "comparable"
    if propensity < LEAST_PROPENSITY:
        return "propensity"
    return "effective_size" if effective < LEAST_EFFECTIVE_SIZE else None
