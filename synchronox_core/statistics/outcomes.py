"""The outcomes of a comparison, each estimated in every arm from weighted patients."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from synchronox_core.statistics.arrays import Flags, Floats, Ints
from synchronox_core.statistics.censoring import CensoringWeights, estimate_censoring_weights

Measure = Literal["restricted_mean", "cumulative_incidence"]


@dataclass(frozen=True, eq=False)
class ArmMeans:
    """An outcome in K arms, and how it hangs on the n weights.

    Attributes:
        means: Value in each arm, shape (K,); NaN where it cannot be told.
        sensitivity: n times the derivative of each value with respect to each weight, (n, K).
        nuisance: Influence through quantities estimated for the outcome itself, (n, K).
    """

    means: Floats
    sensitivity: Floats
    nuisance: Floats


@dataclass(frozen=True, eq=False)
class BinaryOutcome:
    """An outcome that is reached or not by a horizon, not yet known in everybody.

    Attributes:
        values: 1 reached, 0 not, shape (n,); NaN when it still waits or can never be told.
        months: Months from the decision to the day it was settled, or to the last news of those
            who wait, shape (n,).
        is_settled: False for those who wait (``pending``, lost); a patient who is settled with an
            unknown value is ``not_evaluable``: left out, and bounded by the worst and best case.
        stratum: Groups with their own censoring, such as the cohorts, shape (n,).
    """

    values: Floats
    months: Floats
    is_settled: Flags
    stratum: Ints

    @property
    def scale(self) -> float:
        """What a difference is measured against."""
        return 1.0

    @property
    def is_known(self) -> Flags:
        """Patients whose value is known, shape (n,)."""
        return ~np.isnan(self.values)

    @property
    def events(self) -> tuple[Flags, Flags]:
        """Patients in whom it was reached, and in whom it was not, each of shape (n,)."""
        return self.values == 1, self.values == 0

    @property
    def predictors(self) -> Floats:
        """What an imputation of covariates uses of the outcome, shape (n, 2)."""
        return np.column_stack([self.is_known, np.nan_to_num(self.values)]).astype(float)

    def take(self, rows: Ints | Flags) -> "BinaryOutcome":
        """The same outcome in some of the patients."""
        return BinaryOutcome(
            self.values[rows], self.months[rows], self.is_settled[rows], self.stratum[rows]
        )

    def assume(self, values: Floats) -> "BinaryOutcome":
        """The same outcome with the not evaluable taken to have given values, shape (n,)."""
        is_open = self.is_settled & ~self.is_known
        return replace(self, values=np.where(is_open, values, self.values))

    def weigh_censoring(self) -> CensoringWeights:
        """Weights for the chance of having been settled by the data cut."""
        return estimate_censoring_weights(self.months, self.is_settled, self.stratum)

    def estimate_means(self, weights: Floats, members: Flags) -> ArmMeans:
        """Weighted share of those who reach the outcome, in each arm.

        Args:
            weights: Shape (n,).
            members: Patients of each arm, shape (n, K).
        """
        censoring = self.weigh_censoring()
        factor = (censoring.weights * self.is_known)[:, None] * members
        total = weights @ factor
        value = np.nan_to_num(self.values)
        with np.errstate(invalid="ignore", divide="ignore"):
            means = (weights * value) @ factor / total
            sensitivity = factor * (value[:, None] - means) * len(weights) / total
        nuisance = censoring.influence_on(weights[:, None] * sensitivity)
        return ArmMeans(means, sensitivity, nuisance)


@dataclass(frozen=True, eq=False)
class TimeOutcome:
    """A time to an event, censored and perhaps prevented by a competing one.

    Attributes:
        months: Months from the decision to the event, the competing event or the last news, (n,).
        cause: 1 event, 2 competing event, 0 censored, shape (n,).
        horizon_months: Time up to which it is told.
        measure: ``restricted_mean`` time free of event (months; no competing event), or
            ``cumulative_incidence`` of the event (0-1).
    """

    months: Floats
    cause: Ints
    horizon_months: float
    measure: Measure

    @property
    def scale(self) -> float:
        """What a difference is measured against: 1, or the horizon of a restricted mean."""
        return self.horizon_months if self.measure == "restricted_mean" else 1.0

    @property
    def is_known(self) -> Flags:
        """Everybody is followed for some time, shape (n,)."""
        return np.ones(len(self.months), dtype=bool)

    @property
    def events(self) -> tuple[Flags]:
        """Patients with the event by the horizon, shape (n,)."""
        return ((self.cause == 1) & (self.months <= self.horizon_months),)

    @property
    def predictors(self) -> Floats:
        """What an imputation of covariates uses of the outcome, shape (n, 2).

        Source: White and Royston 2009, doi:10.1002/sim.3618 (event and cumulative hazard).
        """
        times, position = np.unique(self.months, return_inverse=True)
        leaving = np.bincount(position, minlength=len(times))
        at_risk = len(position) - np.concatenate(([0], np.cumsum(leaving)[:-1]))
        events = np.bincount(position[self.cause == 1], minlength=len(times))
        return np.column_stack([self.cause == 1, np.cumsum(events / at_risk)[position]])

    def take(self, rows: Ints | Flags) -> "TimeOutcome":
        """The same outcome in some of the patients."""
        return replace(self, months=self.months[rows], cause=self.cause[rows])

    def estimate_means(self, weights: Floats, members: Flags) -> ArmMeans:
        """Restricted mean or cumulative incidence of each arm.

        Method: weighted Kaplan-Meier or Aalen-Johansen estimate; the value is NaN where a
        restricted mean would reach beyond the last patient observed.

        Args:
            weights: Shape (n,).
            members: Patients of each arm, shape (n, K).
        """
        arms = [self._estimate_arm(weights, members[:, k]) for k in range(members.shape[1])]
        sensitivity = np.column_stack([pull for _, pull in arms])
        means = np.array([mean for mean, _ in arms])
        return ArmMeans(means, sensitivity, np.zeros_like(sensitivity))

    def _estimate_arm(self, weights: Floats, member: Flags) -> tuple[float, Floats]:
        pull = np.zeros(len(weights))
        rows = np.flatnonzero(member & (weights > 0))
        if not len(rows):
            return np.nan, pull
        curve = _Curve(self.months[rows], self.cause[rows], weights[rows], self.horizon_months)
        if self.measure == "restricted_mean":
            mean, pull[rows] = curve.restricted_mean()
        else:
            mean, pull[rows] = curve.cumulative_incidence()
        return mean, pull * len(weights)


class _Curve:
    """Weighted product-limit curve of one arm, with the derivatives of what is read from it."""

    def __init__(self, months: Floats, cause: Ints, weights: Floats, horizon: float) -> None:
        self.horizon = horizon
        self.times, position = np.unique(months, return_inverse=True)
        self.is_within = self.times <= horizon
        leaving = np.bincount(position, weights)
        self.at_risk = leaving[::-1].cumsum()[::-1]
        self.hazard = np.bincount(position, weights * (cause > 0)) / self.at_risk
        self.hazard_of_event = np.bincount(position, weights * (cause == 1)) / self.at_risk
        self.survival = np.cumprod(1 - np.minimum(self.hazard, 1.0))
        self.before = np.concatenate(([1.0], self.survival[:-1]))
        self.position, self.cause = position, cause

    def restricted_mean(self) -> tuple[float, Floats]:
        if self.times[-1] < self.horizon and self.survival[-1] > 1e-12:
            return np.nan, np.zeros(len(self.position))
        ends = np.minimum(np.append(self.times, self.horizon), self.horizon)
        areas = np.diff(ends) * self.survival
        beyond = areas[::-1].cumsum()[::-1]
        mean = min(float(self.times[0]), self.horizon) + float(areas.sum())
        return mean, -self._through_survival(beyond)

    def cumulative_incidence(self) -> tuple[float, Floats]:
        steps = self.before * self.hazard_of_event * self.is_within
        reached = steps.cumsum()
        direct = self._martingale(self.before / self.at_risk, self.cause == 1, self.hazard_of_event)
        return float(reached[-1]), direct - self._through_survival(reached[-1] - reached)

    def _through_survival(self, beyond: Floats) -> Floats:
        # A change of the hazard at u changes all that lies beyond u by -1 / (1 - hazard).
        left = 1 - self.hazard
        pull = np.divide(beyond, self.at_risk * left, out=np.zeros_like(left), where=left > 1e-12)
        return self._martingale(pull, self.cause > 0, self.hazard)

    def _martingale(self, pull: Floats, happened: Flags, hazard: Floats) -> Floats:
        pull = pull * self.is_within
        expected = (pull * hazard).cumsum()
        return np.asarray(happened * pull[self.position] - expected[self.position], dtype=float)


Outcome = BinaryOutcome | TimeOutcome
