"""How many patients a model needs, and how much it is expected to shrink: Riley's criteria."""

from typing import NamedTuple

import numpy as np

SHRINKAGE, OPTIMISM, MARGIN = 0.9, 0.05, 0.05
Z_95 = 1.959963984540054
EXPECTED_C = 0.70
"""Concordance assumed before any data were seen (``clinical.md`` E.2)."""


class SampleSize(NamedTuple):
    """Riley's criteria for a model of ``parameters`` in ``patients``.

    Attributes:
        patients: Patients analysed.
        prevalence: Share with the outcome (0-1).
        parameters: Parameters of the model.
        assumed_c: Concordance assumed.
        cox_snell: R2 of Cox and Snell that this concordance implies.
        for_shrinkage: Patients for a shrinkage of 0.9.
        for_optimism: Patients for an optimism of at most 0.05 in Nagelkerke's R2.
        for_mean_risk: Patients for the mean risk within 5 points.
        expected_shrinkage: Shrinkage expected with the patients at hand.
        is_met: Whether all three are met.
    """

    patients: int
    prevalence: float
    parameters: int
    assumed_c: float
    cox_snell: float
    for_shrinkage: int
    for_optimism: int
    for_mean_risk: int
    expected_shrinkage: float
    is_met: bool


def compute_sample_size(
    patients: int, prevalence: float, parameters: int, assumed_c: float = EXPECTED_C
) -> SampleSize:
    """Riley's criteria.

    Args:
        patients: Patients analysed.
        prevalence: Share with the outcome (0-1).
        parameters: Parameters of the model.
        assumed_c: Concordance assumed.

    Source: Riley et al. 2020, doi:10.1136/bmj.m441; Riley, Van Calster and Collins 2021,
    doi:10.1002/sim.8806, for R2 from C.
    """
    r2 = compute_cox_snell(assumed_c, prevalence)
    largest = _largest_r2(prevalence)
    needed = (
        _patients_for(SHRINKAGE, parameters, r2),
        _patients_for(r2 / (r2 + OPTIMISM * largest), parameters, r2),
        int(np.ceil((Z_95 / MARGIN) ** 2 * prevalence * (1 - prevalence))),
    )
    shrinkage = _solve_shrinkage(patients, parameters, r2)
    return SampleSize(
        patients, prevalence, parameters, assumed_c, r2, *needed, shrinkage, patients >= max(needed)
    )


def compute_cox_snell(c_statistic: float, prevalence: float) -> float:
    """R2 of Cox and Snell of a right model whose log-odds are normal in both outcome groups.

    >>> [round(compute_cox_snell(c, 0.6), 3) for c in (0.65, 0.70, 0.75, 0.80)]
    [0.067, 0.117, 0.179, 0.253]
    """
    from scipy.stats import norm

    distance = np.sqrt(2) * norm.ppf(c_statistic)
    at = np.linspace(-9, 9 + distance, 20_001)
    log_odds = np.log(prevalence / (1 - prevalence)) + distance * at - distance**2 / 2
    log_event, log_other = -np.logaddexp(0, -log_odds), -np.logaddexp(0, log_odds)
    density = prevalence * norm.pdf(at - distance) * log_event
    density += (1 - prevalence) * norm.pdf(at) * log_other
    gain = float(np.trapezoid(density, at)) - _null_likelihood(prevalence)
    return float(1 - np.exp(-2 * gain))


def _null_likelihood(prevalence: float) -> float:
    return float(prevalence * np.log(prevalence) + (1 - prevalence) * np.log(1 - prevalence))


def _largest_r2(prevalence: float) -> float:
    return float(1 - np.exp(2 * _null_likelihood(prevalence)))


def _patients_for(shrinkage: float, parameters: int, r2: float) -> int:
    return int(np.ceil(parameters / ((shrinkage - 1) * np.log(1 - r2 / shrinkage))))


def _solve_shrinkage(patients: int, parameters: int, r2: float) -> float:
    """Shrinkage at which ``patients`` would be just enough; 0 when there is none."""
    low, high = r2 + 1e-9, 1 - 1e-9
    for _ in range(100):
        middle = (low + high) / 2
        if _patients_for(middle, parameters, r2) > patients:
            high = middle
        else:
            low = middle
    return low
