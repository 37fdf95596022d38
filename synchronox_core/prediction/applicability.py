"""Whether a patient is like those the model knows, predictor by predictor and all together."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from synchronox_core.prediction.design import Predictor
from synchronox_core.prediction.missing import PredictorDistribution, bound_values
from synchronox_core.prediction.training_data import TrainingData
from synchronox_core.statistics.arrays import Floats
from synchronox_core.statistics.disclosure import SMALLEST_DESCRIBED

INNER = (0.025, 0.975)
"""A number within these quantiles is inside; up to the extremes it is at the edge."""

RARE_CATEGORY = 20
"""Patients below which a category is at the edge; below the disclosure limit it is outside."""

UNKNOWN_AT_EDGE, UNKNOWN_OUTSIDE = 2, 4
"""Unknown predictors from which a patient is at the edge, or outside."""

QUANTILES = 101


class Place(StrEnum):
    """Where a patient is among those the model knows."""

    INSIDE = "inside"
    EDGE = "edge"
    OUTSIDE = "outside"


class Item(NamedTuple):
    """A predictor of a patient among those of the model's patients.

    Attributes:
        name: Predictor.
        place: Where it is; inside when unknown, for unknown items are counted apart.
        percentile: Share of the model's patients at or below the value (0-100); None when unknown.
        is_known: Whether it is known.
    """

    name: str
    place: Place
    percentile: float | None
    is_known: bool


@dataclass(frozen=True)
class Applicability:
    """How far the model may speak of a patient.

    Attributes:
        place: The furthest of all; outside withholds the number.
        items: One a predictor.
        joint: Where the combination of all predictors is.
        unknown: Names of unknown predictors.
    """

    place: Place
    items: tuple[Item, ...]
    joint: Place
    unknown: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Domain:
    """What the model knows.

    Attributes:
        quantiles: Quantiles 0, 1, ..., 100 % of each number by name of predictor.
        counts: Patients in each category by name of predictor.
        distances: Quantile 97.5 % and maximum of the squared distance per predictor.
    """

    quantiles: Mapping[str, Floats]
    counts: Mapping[str, tuple[int, ...]]
    distances: tuple[float, float]


def fit_domain(data: TrainingData, distribution: PredictorDistribution) -> Domain:
    """The domain of a set of patients."""
    quantiles, counts = {}, {}
    for predictor, values in zip(data.predictors, data.scaled.T, strict=True):
        known = np.sort(values[~np.isnan(values)])
        if predictor.is_category:
            found = np.bincount(known.astype(np.int64), minlength=len(predictor.levels))
            counts[predictor.name] = tuple(int(count) for count in found)
        else:
            known = np.clip(known, *bound_values(known))
            quantiles[predictor.name] = np.quantile(known, np.linspace(0, 1, QUANTILES))
    distances = np.array([distribution.compute_distance(row) for row in data.scaled])
    limits = np.quantile(distances, [INNER[1], 1.0])
    return Domain(quantiles, counts, (float(limits[0]), float(limits[1])))


def judge_applicability(
    scaled: Floats, domain: Domain, distribution: PredictorDistribution
) -> Applicability:
    """Where a patient is.

    Args:
        scaled: Values on the scale of the regression, NaN when unknown, shape (n_predictors,).
        domain: What the model knows.
        distribution: Joint distribution of the predictors.
    """
    items = tuple(
        _judge(predictor, float(value), domain)
        for predictor, value in zip(distribution.predictors, scaled, strict=True)
    )
    distance = distribution.compute_distance(scaled)
    joint = _place(distance <= domain.distances[0], distance <= domain.distances[1])
    unknown = tuple(item.name for item in items if not item.is_known)
    gaps = _place(len(unknown) < UNKNOWN_AT_EDGE, len(unknown) < UNKNOWN_OUTSIDE)
    places = [joint, gaps, *(item.place for item in items)]
    return Applicability(max(places, key=tuple(Place).index), items, joint, unknown)


def _judge(predictor: Predictor, value: float, domain: Domain) -> Item:
    if np.isnan(value):
        return Item(predictor.name, Place.INSIDE, None, False)
    if predictor.is_category:
        counts = domain.counts[predictor.name]
        count, at_most = counts[int(value)], sum(counts[: int(value) + 1])
        place = _place(count >= RARE_CATEGORY, count >= SMALLEST_DESCRIBED)
        return Item(predictor.name, place, 100 * at_most / sum(counts), True)
    quantiles = domain.quantiles[predictor.name]
    low, high = np.quantile(quantiles, INNER)
    place = _place(low <= value <= high, bool(quantiles[0] <= value <= quantiles[-1]))
    percentile = float(np.searchsorted(quantiles, value, side="right") - 1)
    return Item(predictor.name, place, min(max(percentile, 0.0), 100.0), True)


def _place(is_inside: bool, is_within: bool) -> Place:
    if is_inside:
        return Place.INSIDE
    return Place.EDGE if is_within else Place.OUTSIDE
