"""Each centre against the others: exact tests, false-discovery control, funnel, absolute limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from synchronox_core.recruitment.history import Counts, Floats
from synchronox_core.statistics.count_laws import (
    compute_binomial_mid_p,
    compute_hypergeometric_mid_p,
    find_binomial_quantile,
)

FALSE_DISCOVERY_RATE = 0.10
"""Largest expected share of false flags among the flags (``statistics.md`` 6)."""

LEAST_PATIENTS = 10
"""Patients below which a centre is not judged."""

FUNNEL_COVERAGES = (0.95, 0.998)
"""Shares of the centres that chance keeps inside the inner and the outer limit of the funnel."""


class Verdict(StrEnum):
    """How a centre compares with all the others."""

    TOO_FEW = "too_few"
    LOW = "low"
    USUAL = "usual"
    HIGH = "high"


@dataclass(frozen=True)
class CentreIndicator:
    """An indicator of one centre.

    Attributes:
        centre_id: The centre.
        events: Events, n.
        total: What they are counted among, N: patients of a rate, exposure of a count.
        value: ``events / total``; None when the total is 0.
        ci_low: Lower bound of its exact 95 % interval, or None.
        ci_high: Upper bound, or None.
        p_value: Two-sided mid-p against the others; None when the centre is not judged.
        adjusted_p_value: The same after Benjamini and Hochberg over the centres judged.
        verdict: Flagged ``low`` or ``high``, ``usual``, or ``too_few`` to judge.
        is_beyond_limit: Whether the value exceeds the absolute limit; None when not judged or
            without a limit.
    """

    centre_id: str
    events: int
    total: float
    value: float | None
    ci_low: float | None
    ci_high: float | None
    p_value: float | None
    adjusted_p_value: float | None
    verdict: Verdict
    is_beyond_limit: bool | None


def compare_rates(
    centre_ids: Sequence[str], events: Counts, patients: Counts, limit: float | None = None
) -> list[CentreIndicator]:
    """A rate of each centre against that of all the others together.

    Method: given all events, those of a centre are hypergeometric when its rate is that of the
    others; exact two-sided mid-p. Intervals by Clopper and Pearson.

    Args:
        centre_ids: The centres.
        events: Patients with the event in each, shape ``(n_centres,)``.
        patients: Patients of each.
        limit: Absolute limit of the rate (0-1), or None.

    Raises:
        ValueError: More events than patients in a centre.
    """
    from scipy.special import betaincinv

    if np.any(events > patients):
        raise ValueError("a centre has more events than patients")
    p_values = compute_hypergeometric_mid_p(
        events, patients, int(events.sum()), int(patients.sum())
    )
    low = np.where(events > 0, betaincinv(events, patients - events + 1, 0.025), 0.0)
    high = np.where(events < patients, betaincinv(events + 1, patients - events, 0.975), 1.0)
    return _judge(
        centre_ids, events, patients, patients.astype(float), (low, high), p_values, limit
    )


def compare_counts(
    centre_ids: Sequence[str],
    events: Counts,
    exposures: Floats,
    patients: Counts,
    limit: float | None = None,
) -> list[CentreIndicator]:
    """A count of each centre, by its exposure, against all the others together.

    Method: given all events, those of a centre are binomial with its share of the exposure when
    its rate is that of the others; exact two-sided mid-p. Intervals by Garwood.

    Args:
        centre_ids: The centres.
        events: Events of each, shape ``(n_centres,)``.
        exposures: What they are counted over (patients, patient-months).
        patients: Patients of each; a centre with few is not judged.
        limit: Absolute limit of events by exposure, or None.
    """
    from scipy.special import gammaincinv

    share = exposures / exposures.sum() if exposures.sum() else np.zeros_like(exposures)
    p_values = compute_binomial_mid_p(events, int(events.sum()), share)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(events > 0, gammaincinv(np.maximum(events, 1), 0.025), 0.0) / exposures
        high = gammaincinv(events + 1, 0.975) / exposures
    return _judge(centre_ids, events, patients, exposures, (low, high), p_values, limit)


def funnel_limits(rate: float, patients: Sequence[int]) -> list[tuple[float, ...]]:
    """Exact binomial limits of the funnel at given sizes of a centre.

    Args:
        rate: Rate of all centres together (0-1).
        patients: Sizes, >= 1.

    Returns:
        One row a size — outer low, inner low, inner high, outer high (0-1).

    >>> funnel_limits(0.5, [10])
    [(0.1, 0.2, 0.8, 0.9)]
    """
    inner, outer = ((1 - coverage) / 2 for coverage in FUNNEL_COVERAGES)
    sizes = np.array(patients)
    levels = (outer, inner, 1 - inner, 1 - outer)
    limits = [find_binomial_quantile(level, sizes, rate) / sizes for level in levels]
    return [tuple(row) for row in np.array(limits).T.tolist()]


def adjust_p_values(p_values: Floats) -> Floats:
    """P-values adjusted for the number of tests: the false-discovery rate they stand for.

    Args:
        p_values: Shape ``(n_tests,)``.

    Source: Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.

    >>> adjust_p_values(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p_values)[::-1]
    ranks = np.arange(p_values.size, 0, -1)
    stepped = np.minimum.accumulate(p_values[order] * p_values.size / ranks)
    adjusted = np.empty_like(p_values)
    adjusted[order] = np.minimum(stepped, 1.0)
    return adjusted


def _judge(
    centre_ids: Sequence[str],
    events: Counts,
    patients: Counts,
    totals: Floats,
    interval: tuple[Floats, Floats],
    p_values: Floats,
    limit: float | None,
) -> list[CentreIndicator]:
    is_judged = (patients >= LEAST_PATIENTS) & (totals > 0)
    adjusted = np.full(p_values.shape, np.nan)
    adjusted[is_judged] = adjust_p_values(p_values[is_judged])
    overall = events.sum() / totals.sum() if totals.sum() else 0.0
    found = []
    for row, centre_id in enumerate(centre_ids):
        total, judged = float(totals[row]), bool(is_judged[row])
        value = float(events[row] / total) if total else None
        found.append(
            CentreIndicator(
                centre_id=centre_id,
                events=int(events[row]),
                total=total,
                value=value,
                ci_low=float(interval[0][row]) if total else None,
                ci_high=float(interval[1][row]) if total else None,
                p_value=float(p_values[row]) if judged else None,
                adjusted_p_value=float(adjusted[row]) if judged else None,
                verdict=_verdict(value, overall, float(adjusted[row])),
                is_beyond_limit=None
                if not judged or value is None or limit is None
                else value > limit,
            )
        )
    return found


def _verdict(value: float | None, overall: float, adjusted_p_value: float) -> Verdict:
    if value is None or np.isnan(adjusted_p_value):
        return Verdict.TOO_FEW
    if adjusted_p_value > FALSE_DISCOVERY_RATE:
        return Verdict.USUAL
    return Verdict.HIGH if value > overall else Verdict.LOW
