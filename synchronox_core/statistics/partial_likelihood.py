"""Efron's partial likelihood: score, information and score residuals at given coefficients.

Tied events leave the risk set one after the other, each of them in part: the k-th of m tied
events sees the others less the share k/m of all of them.

Source: Efron 1977, doi:10.1080/01621459.1977.10480613; weights as in R's survival 3.x.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from synchronox_core.statistics.influence import accumulate
from synchronox_core.statistics.spells import Counts, Floats, Spells, sum_by_row


@dataclass(frozen=True, eq=False)
class PartialLikelihood:
    """The partial likelihood of a group at given coefficients, one step an event.

    Attributes:
        spells: The patients.
        covariates: Centred covariates, shape ``(n_patients, n_terms)``.
        coefficients: Log hazard ratios, shape ``(n_terms,)``.
    """

    spells: Spells
    covariates: Floats
    coefficients: Floats

    @cached_property
    def rows(self) -> Counts:
        """Row of the time of each event, ascending, shape ``(n_events,)``."""
        return np.sort(self.spells.last_rows[self.has_event == 1])

    @cached_property
    def has_event(self) -> Floats:
        """1 for patients with the event, else 0."""
        flags: Floats = (self.spells.causes == 1).astype(np.float64)
        return flags

    @cached_property
    def step_weights(self) -> Floats:
        """Weight of each step: the mean weight of the events tied at its time."""
        tied = self.spells.sum_ending(self.has_event)
        weight = self.spells.sum_ending(self.has_event * self.spells.case_weights)
        return (weight / np.maximum(tied, 1))[self.rows]

    @cached_property
    def shares_gone(self) -> Floats:
        """Share of the tied events that has left the risk set before each step."""
        first_of_tie = np.searchsorted(self.rows, self.rows)
        tied = self.spells.sum_ending(self.has_event)[self.rows]
        return (np.arange(self.rows.size) - first_of_tie) / tied

    @cached_property
    def risks(self) -> Floats:
        """Relative hazard of each patient."""
        return np.exp(self.covariates @ self.coefficients)

    @cached_property
    def risk_sums(self) -> Floats:
        """Sum of the weighted relative hazards in the risk set of each step."""
        return self._sum_over_risk_sets(np.ones(self.risks.size))

    @cached_property
    def means(self) -> Floats:
        """Mean covariates of the risk set of each step, shape ``(n_events, n_terms)``."""
        sums = [self._sum_over_risk_sets(column) for column in self.covariates.T]
        return np.stack(sums, axis=1) / self.risk_sums[:, None]

    def score(self, by_time: Floats | None = None) -> Floats:
        """Derivative of the log likelihood, each event times a function of its time.

        Args:
            by_time: Function of time, shape ``(n_times,)``; None for 1.
        """
        function = np.ones(self.spells.times.size) if by_time is None else by_time
        seen = self.spells.case_weights * self.has_event * function[self.spells.last_rows]
        return seen @ self.covariates - (self.step_weights * function[self.rows]) @ self.means

    def information(self, by_time: Floats | None = None) -> Floats:
        """Information on the coefficients, each event times a function of its time.

        Args:
            by_time: Function of time, shape ``(n_times,)``; None for 1.
        """
        weights = self.step_weights
        if by_time is not None:
            weights = weights * by_time[self.rows]
        spread = self.spells.case_weights * self.risks * self._sum_until_end(weights)
        squares = (self.covariates * spread[:, None]).T @ self.covariates
        return squares - (self.means * weights[:, None]).T @ self.means

    def residuals(self) -> Floats:
        """Score residual of each patient, shape ``(n_patients, n_terms)``."""
        tied = np.bincount(self.rows, minlength=self.spells.times.size)
        columns = []
        for covariate, mean in zip(self.covariates.T, self.means.T, strict=True):
            sums = sum_by_row(self.rows, mean, tied.size)
            mean_at_end = (sums / np.maximum(tied, 1))[self.spells.last_rows]
            expected = covariate * self._sum_until_end(self.step_weights)
            expected -= self._sum_until_end(self.step_weights * mean)
            columns.append(self.has_event * (covariate - mean_at_end) - self.risks * expected)
        return np.stack(columns, axis=1)

    def _sum_over_risk_sets(self, values: Floats) -> Floats:
        weighted = self.spells.case_weights * self.risks * values
        at_risk = self.spells.sum_at_risk(weighted)
        leaving = self.spells.sum_ending(weighted * self.has_event)
        return at_risk[self.rows] - self.shares_gone * leaving[self.rows]

    def _sum_until_end(self, numerators: Floats) -> Floats:
        """Sum over the steps of a patient of a numerator over the sum of relative hazards."""
        steps, size = numerators / self.risk_sums, self.spells.times.size
        whole = sum_by_row(self.rows, steps, size)
        in_part = sum_by_row(self.rows, steps * (1 - self.shares_gone), size)
        before, first, last = accumulate(whole), self.spells.first_rows, self.spells.last_rows
        own = np.where(self.has_event == 1, in_part[last], whole[last])
        return before[last] - before[first] + own
