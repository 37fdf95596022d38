"""Proportions with their interval."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

NORMAL_QUANTILE_95 = NormalDist().inv_cdf(0.975)
"""Standard normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True)
class Proportion:
    """A proportion among those in whom it is known.

    Attributes:
        patients: Patients with the characteristic.
        known: Patients in whom it is known.
        proportion: ``patients / known`` (0-1), or None when known in nobody.
        ci_low: Lower bound of the 95 % interval (0-1), or None.
        ci_high: Upper bound (0-1), or None.
    """

    patients: int
    known: int
    proportion: float | None
    ci_low: float | None
    ci_high: float | None


def estimate_proportion(patients: int, known: int) -> Proportion:
    """A proportion with its Wilson score interval.

    Method: inverts the score test, without continuity correction; stays within 0 and 1 and keeps
    its coverage in small groups.

    Args:
        patients: Patients with the characteristic, >= 0.
        known: Patients in whom it is known, >= ``patients``.

    Raises:
        ValueError: A count is negative, or ``patients`` exceeds ``known``.

    Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.

    >>> p = estimate_proportion(118, 203)
    >>> f"{p.proportion:.2f} ({p.ci_low:.2f}-{p.ci_high:.2f})"
    '0.58 (0.51-0.65)'
    """
    if not 0 <= patients <= known:
        raise ValueError(f"patients must lie between 0 and known, got {patients} of {known}")
    if known == 0:
        return Proportion(patients, known, None, None, None)
    return Proportion(patients, known, patients / known, *compute_wilson(patients / known, known))


def compute_wilson(proportion: float, size: float) -> tuple[float, float]:
    """Bounds (0-1) of the Wilson score interval, 95 %.

    Args:
        proportion: The proportion (0-1); a weighted one takes the effective size.
        size: Patients in whom it is known, above 0.
    """
    squared = NORMAL_QUANTILE_95**2
    centre = (proportion + squared / (2 * size)) / (1 + squared / size)
    variance = proportion * (1 - proportion) / size + squared / (4 * size**2)
    half_width = NORMAL_QUANTILE_95 * sqrt(variance) / (1 + squared / size)
    low = 0.0 if proportion == 0 else centre - half_width
    high = 1.0 if proportion == 1 else centre + half_width
    return low, high
