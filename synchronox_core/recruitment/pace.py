"""The pace of recruitment: observed lately, needed from now on, and whether it has changed."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from synchronox_core.protocol.calendar import add_months
from synchronox_core.recruitment.forecaster import Forecaster

RECENT_MONTHS = 6
"""Months before the data cut that are lately."""

DRIFT_P_VALUE = 0.05
LEAST_EXPECTED = 5.0
"""Inclusions expected lately under which no change is judged."""


@dataclass(frozen=True)
class Pace:
    """Inclusions a month of all centres together.

    Attributes:
        patients: Inclusions of the last ``RECENT_MONTHS`` entered by the cut.
        months: Months in which inclusion was possible meanwhile, entries seen.
        observed: Inclusions a month; None when none was possible.
        ci_low: Lower bound of its exact 95 % Poisson interval, or None.
        ci_high: Its upper bound, or None.
        missing: Inclusions missing to the target.
        months_left: Months of inclusion left, at full pace.
        needed: Inclusions a month needed; None when no month is left.
    """

    patients: int
    months: float
    observed: float | None
    ci_low: float | None
    ci_high: float | None
    missing: int
    months_left: float
    needed: float | None


@dataclass(frozen=True)
class Drift:
    """The inclusions lately beside those each centre's own mean rate foretells.

    Attributes:
        observed: Inclusions of the last ``RECENT_MONTHS``.
        expected: Inclusions expected had every centre kept its rate.
        p_value: Two-sided; None when too few are expected.
    """

    observed: int
    expected: float
    p_value: float | None

    @property
    def has_changed(self) -> bool:
        """Whether the pace has changed more than chance explains."""
        return self.p_value is not None and self.p_value < DRIFT_P_VALUE


def measure_pace(forecaster: Forecaster, target: int) -> Pace:
    """The pace observed lately and the pace needed.

    Args:
        forecaster: What is known.
        target: Inclusions aimed at.
    """
    since = _recent_since(forecaster)
    patients = int(np.count_nonzero(forecaster.known.included >= since))
    months = forecaster.calendar.months_since(since)
    missing = max(target - forecaster.patients, 0)
    left = forecaster.calendar.months_ahead(
        forecaster.period.last_day.toordinal(), forecaster.period
    )
    low, high = poisson_interval(patients)
    return Pace(
        patients=patients,
        months=months,
        observed=patients / months if months else None,
        ci_low=low / months if months else None,
        ci_high=high / months if months else None,
        missing=missing,
        months_left=left,
        needed=missing / left if left else None,
    )


def check_drift(forecaster: Forecaster) -> Drift:
    """Whether the pace of the last months differs from the mean pace.

    Method: given its total, the recent inclusions of a centre are binomial with the share of its
    months that are recent; their sum is compared with its mean, normal approximation.

    Args:
        forecaster: What is known.
    """
    since = _recent_since(forecaster)
    posterior = forecaster.posterior
    recent = forecaster.calendar.seen_since(since)
    share = np.divide(
        recent, posterior.months, out=np.zeros_like(recent), where=posterior.months > 0
    )
    expected = float((posterior.patients * share).sum())
    variance = float((posterior.patients * share * (1 - share)).sum())
    observed = int(np.count_nonzero(forecaster.known.included >= since))
    if expected < LEAST_EXPECTED or variance < 1:
        return Drift(observed, expected, None)
    distance = abs(observed - expected) / variance**0.5
    return Drift(observed, expected, 2 * (1 - NormalDist().cdf(distance)))


def poisson_interval(events: int) -> tuple[float, float]:
    """Exact 95 % interval of the mean of a Poisson count.

    Args:
        events: The count, >= 0.

    Source: Garwood 1936, doi:10.1093/biomet/28.3-4.437.

    >>> low, high = poisson_interval(10)
    >>> f"{low:.3f} {high:.3f}"
    '4.795 18.390'
    """
    from scipy.special import gammaincinv

    low = float(gammaincinv(events, 0.025)) if events else 0.0
    return low, float(gammaincinv(events + 1, 0.975))


def _recent_since(forecaster: Forecaster) -> int:
    return add_months(forecaster.as_of, -RECENT_MONTHS).toordinal() + 1
