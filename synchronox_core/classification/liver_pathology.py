"""The liver specimens: Blazer's classes, from the mean of viable cells over the nodules."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from synchronox_core.classification.measures import Measure
from synchronox_core.protocol.thresholds import MINOR_RESPONSE_FROM_PERCENT


class BlazerResponse(StrEnum):
    """Pathological response of the liver, by the mean share of viable cells."""

    COMPLETE = "complete"
    MAJOR = "major"
    MINOR = "minor"


def classify_blazer(nodules: Sequence[Measure]) -> BlazerResponse | None:
    """Blazer's class of a patient; the mean is never rounded.

    Args:
        nodules: Viable cells of each resected nodule, percent; nodules without a value left out.

    Returns:
        Complete when no nodule has a viable cell, minor from a mean of 50 %, major between; None
        without a nodule, or when signs leave room for more than one class.

    Source: NCT07467434, secondary outcome (Blazer); A.4, R.2 and R.9 of ``clinical.md``, which
    close the record's gaps from 0 to 1 % and from 49 to 50 %.

    >>> classify_blazer([Measure(48, 48), Measure(51, 51)])
    <BlazerResponse.MAJOR: 'major'>
    """
    if not nodules:
        return None
    total = _add(nodules)
    is_minor = total.reaches(MINOR_RESPONSE_FROM_PERCENT * len(nodules))
    has_viable_cells = total.exceeds(0)
    if is_minor:
        return BlazerResponse.MINOR
    if has_viable_cells is False:
        return BlazerResponse.COMPLETE
    return BlazerResponse.MAJOR if has_viable_cells and is_minor is False else None


def compute_mean_viable_cells(nodules: Sequence[Measure]) -> Measure:
    """Mean share of viable cells over the resected nodules, percent, never rounded.

    Args:
        nodules: Viable cells of each nodule, percent; at least one.

    >>> compute_mean_viable_cells([Measure(0, 0), Measure(60, 60)])
    Measure(low=30.0, high=30.0, has_low=True, has_high=True)
    """
    total = _add(nodules)
    return replace(total, low=total.low / len(nodules), high=total.high / len(nodules))


def _add(measures: Sequence[Measure]) -> Measure:
    """The sum of measures; an end is possible only when it is in every one."""
    return Measure(
        _sum(measure.low for measure in measures),
        _sum(measure.high for measure in measures),
        all(measure.has_low for measure in measures),
        all(measure.has_high for measure in measures),
    )


def _sum(percents: Iterable[float]) -> float:
    """The sum as written in decimals, so that 49.7, 50.1 and 50.2 make exactly 150."""
    return float(sum(Decimal(str(percent)) for percent in percents))
