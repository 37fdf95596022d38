"""Cox's model of proportional hazards: hazard ratios, and whether they are proportional."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from synchronox_core.statistics.partial_likelihood import PartialLikelihood
from synchronox_core.statistics.proportions import NORMAL_QUANTILE_95
from synchronox_core.statistics.spells import Counts, Floats, Months, build_spells
from synchronox_core.statistics.survival import estimate_kaplan_meier

MOST_STEPS = 30
CONVERGED = 1e-10
"""Largest change of a linear predictor that ends the search."""


@dataclass(frozen=True)
class HazardRatio:
    """What a covariate does to the hazard, and whether that stays the same over time.

    Attributes:
        term: Name of the covariate.
        coefficient: Log hazard ratio for one unit of the covariate.
        std_err: Its standard error.
        chi_square: Score statistic against a coefficient that moves with time (1 - Kaplan-Meier).
        p_value: Its probability under proportional hazards; small when they are not.
    """

    term: str
    coefficient: float
    std_err: float
    chi_square: float
    p_value: float

    @property
    def ratio(self) -> float:
        """Hazard ratio."""
        return float(np.exp(self.coefficient))

    @property
    def ci_low(self) -> float:
        """Lower bound of its 95 % interval."""
        return float(np.exp(self.coefficient - NORMAL_QUANTILE_95 * self.std_err))

    @property
    def ci_high(self) -> float:
        """Upper bound."""
        return float(np.exp(self.coefficient + NORMAL_QUANTILE_95 * self.std_err))


@dataclass(frozen=True)
class CoxModel:
    """A fitted model.

    Attributes:
        patients: Patients in it.
        events: Events among them.
        terms: One item a covariate.
        chi_square: Score statistic of all covariates against proportional hazards.
        p_value: Its probability under proportional hazards.
    """

    patients: int
    events: int
    terms: tuple[HazardRatio, ...]
    chi_square: float
    p_value: float


def fit_cox(
    durations_months: Months,
    events: Sequence[int] | Sequence[bool] | Counts,
    covariates: dict[str, Floats],
    *,
    entries_months: Months | None = None,
    weights: Months | None = None,
    clusters: Sequence[object] | None = None,
    is_robust: bool = False,
) -> CoxModel:
    """Hazard ratios of some covariates, and the check of proportional hazards.

    Method: partial likelihood with Efron's ties, Wald intervals; robust variance (infinitesimal
    jackknife, summed within clusters) with weights or clusters, or when asked. The check is the
    score test of a coefficient that moves with 1 - Kaplan-Meier.

    Args:
        durations_months: Time from the origin to event or censoring, months, >= 0.
        events: 1 or True for an event, 0 or False for censoring; same length.
        covariates: Values by name, each of that length, without missing ones.
        entries_months: Time from the origin to the start of observation; None when everybody
            was observed from it.
        weights: Case weights, > 0.
        clusters: Cluster of each patient, such as the centre.
        is_robust: Robust variance without weights or clusters.

    Raises:
        ValueError: As ``estimate_kaplan_meier``; or no event, a covariate that does not vary or
            repeats others, or no finite estimate.

    Source: Cox 1972; Lin and Wei 1989, doi:10.1080/01621459.1989.10478874; Grambsch and Therneau
    1994, doi:10.1093/biomet/81.3.515; as R's survival 3.x (``coxph``, ``cox.zph``).
    """
    spells = build_spells(durations_months, events, entries_months, weights)
    if not np.any(spells.causes):
        raise ValueError("no event")
    values = np.stack([np.asarray(v, dtype=float) for v in covariates.values()], axis=1)
    centred = values - values.mean(axis=0)
    fitted = _climb(PartialLikelihood(spells, centred, np.zeros(len(covariates))))
    variance: Floats = np.linalg.inv(fitted.information()).astype(np.float64)
    if is_robust or weights is not None or clusters is not None:
        variance = _robust_variance(fitted, variance, clusters)
    curve = estimate_kaplan_meier(durations_months, events, entries_months=entries_months)
    free_before = np.concatenate(([1.0], curve.survival))[:-1]
    return _told(fitted, list(covariates), variance, 1 - free_before)


def _climb(likelihood: PartialLikelihood) -> PartialLikelihood:
    for _ in range(MOST_STEPS):
        information = likelihood.information()
        if np.linalg.matrix_rank(information, hermitian=True) < information.shape[0]:
            raise ValueError("a covariate does not vary, or repeats others")
        step = np.linalg.solve(information, likelihood.score())
        likelihood = replace(likelihood, coefficients=likelihood.coefficients + step)
        if np.max(np.abs(likelihood.covariates @ step)) < CONVERGED:
            return likelihood
    raise ValueError("no finite estimate: the events part the covariates completely")


def _robust_variance(
    fitted: PartialLikelihood, variance: Floats, clusters: Sequence[object] | None
) -> Floats:
    influence = fitted.spells.case_weights[:, None] * fitted.residuals() @ variance
    if clusters is not None:
        _, groups = np.unique(np.asarray(clusters), return_inverse=True)
        influence = np.stack([np.bincount(groups, column) for column in influence.T], axis=1)
    return influence.T @ influence


def _told(
    fitted: PartialLikelihood, names: Sequence[str], variance: Floats, by_time: Floats
) -> CoxModel:
    from scipy.special import chdtrc

    score, crossed = fitted.score(by_time), fitted.information(by_time)
    explained = crossed @ np.linalg.solve(fitted.information(), crossed)
    spread = fitted.information(by_time**2) - explained
    each = score**2 / np.diag(spread)
    together = float(score @ np.linalg.solve(spread, score))
    errors = np.sqrt(np.diag(variance))
    columns = zip(names, fitted.coefficients, errors, each, chdtrc(1, each), strict=True)
    return CoxModel(
        patients=fitted.risks.size,
        events=fitted.rows.size,
        terms=tuple(HazardRatio(name, *map(float, numbers)) for name, *numbers in columns),
        chi_square=together,
        p_value=float(chdtrc(len(names), together)),
    )
