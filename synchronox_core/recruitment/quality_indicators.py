"""The indicators of data quality by which centres are compared, and their absolute limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from synchronox_core.recruitment.centres import (
    FUNNEL_COVERAGES,
    CentreIndicator,
    compare_counts,
    compare_rates,
    funnel_limits,
)
from synchronox_core.statistics.count_laws import find_poisson_quantile

LATE_ENTRY_DAYS = 30
"""Days after a fact, or the inclusion, from which the entry of its form is late.

Source: none in the record; a default the investigators may change.
"""


class QualityIndicator(StrEnum):
    """What is counted in each centre; ``quality.indicator_<code>`` of the text catalogue tells it.

    Attributes:
        PRIMARY_MISSING: Patients with a missing item of the primary endpoint, among those of the
            analysis set whose month 18 has passed.
        LATE_ENTRY: Patients whose forms are entered late, by the median delay of the patient,
            among those with a dated form.
        OVERDUE_NEWS: Patients of whom news is overdue, among the living.
        OPEN_QUERIES: Queries not closed, by patient.
        FINDINGS: Findings of the import, by patient.
    """

    PRIMARY_MISSING = "primary_missing"
    LATE_ENTRY = "late_entry"
    OVERDUE_NEWS = "overdue_news"
    OPEN_QUERIES = "open_queries"
    FINDINGS = "findings"


COUNTS = (QualityIndicator.OPEN_QUERIES, QualityIndicator.FINDINGS)
"""Indicators that count events by patient; the others are shares of patients."""

LIMITS: dict[QualityIndicator, float] = {
    QualityIndicator.PRIMARY_MISSING: 0.10,
    QualityIndicator.LATE_ENTRY: 0.25,
    QualityIndicator.OVERDUE_NEWS: 0.20,
    QualityIndicator.OPEN_QUERIES: 0.50,
    QualityIndicator.FINDINGS: 1.00,
}
"""Absolute limits: shares of patients (0-1), or events by patient.

Source: none in the record; defaults the investigators may change.
"""


@dataclass(frozen=True)
class FunnelPoint:
    """Limits of the funnel at one size of a centre.

    Attributes:
        patients: The size.
        outer_low: Below it, 1 centre in 1000 by chance.
        inner_low: Below it, 1 centre in 40 by chance.
        inner_high: Above it, 1 centre in 40 by chance.
        outer_high: Above it, 1 centre in 1000 by chance.
    """

    patients: int
    outer_low: float
    inner_low: float
    inner_high: float
    outer_high: float


def compare_centres(indicator: QualityIndicator, counts: pd.DataFrame) -> list[CentreIndicator]:
    """An indicator of each centre against all the others together.

    Args:
        indicator: The indicator.
        counts: One row a centre — centre_id, events, patients.
    """
    centre_ids = counts["centre_id"].tolist()
    events = counts["events"].to_numpy(dtype=np.int64)
    patients = counts["patients"].to_numpy(dtype=np.int64)
    limit = LIMITS[indicator]
    if indicator in COUNTS:
        return compare_counts(centre_ids, events, patients.astype(float), patients, limit)
    return compare_rates(centre_ids, events, patients, limit)


def draw_funnel(
    indicator: QualityIndicator, overall: float, patients: Sequence[int]
) -> list[FunnelPoint]:
    """Exact limits of the funnel: binomial for a share of patients, Poisson for a count.

    Args:
        indicator: The indicator.
        overall: Its value in all centres together.
        patients: Sizes, >= 1.
    """
    limits = _count_limits if indicator in COUNTS else funnel_limits
    return [
        FunnelPoint(size, *row)
        for size, row in zip(patients, limits(overall, patients), strict=True)
    ]


def _count_limits(rate: float, patients: Sequence[int]) -> list[tuple[float, ...]]:
    inner, outer = ((1 - coverage) / 2 for coverage in FUNNEL_COVERAGES)
    sizes = np.array(patients)
    levels = (outer, inner, 1 - inner, 1 - outer)
    bounds = [find_poisson_quantile(level, rate * sizes) / sizes for level in levels]
    return [tuple(row) for row in np.array(bounds).T.tolist()]
