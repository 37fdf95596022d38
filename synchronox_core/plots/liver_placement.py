"""Where each lesion stands in the drawing of the liver: in its segment, apart from the others."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from synchronox_core.plots.liver_anatomy import (
    HEIGHT,
    LABELS,
    WIDTH,
    Point,
    Points,
    outline_curves,
    sample_curves,
    segment_curves,
)

GRID_STEP = 7
BORDER_REACH = 6.0
"""Distance up to which a point lies on the border of a segment."""

GAP = 4.0
"""Room wanted between two lesions, and between a lesion and a border."""

MOST_PLACES = 128
"""Combinations of segments of which the places are kept; about 30 kB each."""

LABEL_RADIUS = 11.0
OVERLAP_COST, EDGE_COST, BORDER_COST, LABEL_COST, CENTRE_COST = 4.0, 3.0, 1.0, 0.8, 0.02
"""Prices of lying over a lesion, the edge of the liver, a border, a label and off the centre."""


class Spot(NamedTuple):
    """A lesion to be placed.

    Attributes:
        segments: Couinaud segments it lies in, at least one.
        radius: Radius of the room its mark takes, units of the drawing.
    """

    segments: tuple[str, ...]
    radius: float


class Places(NamedTuple):
    """Points at which a lesion of some segments may stand.

    Attributes:
        points: Their coordinates, shape (n_points, 2).
        to_edge: Distance to the outline of the liver.
        clearance: Distance to the nearest border that a lesion should not cross.
        to_label: Distance to the nearest label of a segment.
        off_centre: Distance to the middle of them all.
    """

    points: Points
    to_edge: NDArray[np.float64]
    clearance: NDArray[np.float64]
    to_label: NDArray[np.float64]
    off_centre: NDArray[np.float64]


def place_lesions(spots: Sequence[Spot]) -> list[Point]:
    """Centres of the lesions, in the order given; the same for the same lesions.

    The largest are placed first, each where it covers least of the others, of the borders and of
    the labels. A lesion of several segments stands on their common border, of segments without one
    in the first.
    """
    centres: dict[int, Point] = {}
    for index in sorted(range(len(spots)), key=lambda index: -spots[index].radius):
        placed = [(*centre, spots[other].radius) for other, centre in centres.items()]
        centres[index] = _best_place(spots[index], np.array(placed).reshape(-1, 3))
    return [centres[index] for index in range(len(spots))]


def _best_place(spot: Spot, placed: Points) -> Point:
    places = _list_places(spot.segments)
    apart = _distances(places.points, placed[:, :2])
    overlap = np.clip(spot.radius + placed[:, 2] + GAP - apart, 0, None).sum(axis=1)
    jutting = np.clip(spot.radius + GAP - places.to_edge, 0, None)
    crossing = np.clip(spot.radius + GAP - places.clearance, 0, None)
    covered = np.clip(spot.radius + LABEL_RADIUS - places.to_label, 0, None)
    cost = (
        OVERLAP_COST * overlap
        + EDGE_COST * jutting
        + BORDER_COST * crossing
        + LABEL_COST * covered
        + CENTRE_COST * places.off_centre
    )
    x, y = places.points[int(cost.argmin())]
    return float(x), float(y)


@lru_cache(maxsize=MOST_PLACES)
def _list_places(segments: tuple[str, ...]) -> Places:
    grid = _grid()
    near = [_segment_distances(segment) for segment in segments]
    if len(segments) == 1:
        inside = _is_inside(segments[0])
        return _measure(grid[inside], near[0][inside])
    on_border = np.all([distance <= BORDER_REACH for distance in near], axis=0)
    if not on_border.any():
        return _list_places(segments[:1])
    return _measure(grid[on_border], np.full(int(on_border.sum()), np.inf))


def _measure(points: Points, clearance: NDArray[np.float64]) -> Places:
    to_edge = _distances(points, sample_curves(outline_curves())).min(axis=1)
    to_label = _distances(points, np.array(list(LABELS.values()))).min(axis=1)
    off_centre = _distances(points, points.mean(axis=0)[None, :])[:, 0]
    return Places(points, to_edge, clearance, to_label, off_centre)


@cache
def _grid() -> Points:
    x, y = np.meshgrid(np.arange(0, WIDTH, GRID_STEP), np.arange(0, HEIGHT, GRID_STEP))
    return np.column_stack((x.ravel(), y.ravel())).astype(float)


@cache
def _segment_distances(segment: str) -> NDArray[np.float64]:
    """Distance of every grid point to the border of a segment, and of IV to that of I before it."""
    borders = [segment, "I"] if segment in ("IVa", "IVb") else [segment]
    border = np.concatenate([sample_curves(segment_curves(name)) for name in borders])
    distances: NDArray[np.float64] = _distances(_grid(), border).min(axis=1)
    return distances


@cache
def _is_inside(segment: str) -> NDArray[np.bool_]:
    """Grid points that show a segment: what lies behind segment I is not shown."""
    inside = _is_enclosed(segment)
    return inside if segment == "I" else inside & ~_is_enclosed("I")


@cache
def _is_enclosed(segment: str) -> NDArray[np.bool_]:
    """Grid points inside the border of a segment, by the parity of the crossings to the right."""
    border = sample_curves(segment_curves(segment))
    x, y = _grid()[:, 0, None], _grid()[:, 1, None]
    x0, y0 = border.T
    x1, y1 = np.roll(border, -1, axis=0).T
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing_x = x0 + (y - y0) * (x1 - x0) / (y1 - y0)
    is_crossed = ((y0 > y) != (y1 > y)) & (x < crossing_x)
    enclosed: NDArray[np.bool_] = is_crossed.sum(axis=1) % 2 == 1
    return enclosed


def _distances(points: Points, others: Points) -> NDArray[np.float64]:
    """Distance of each point to each other one, shape (n_points, n_others)."""
    across = points[:, 0, None] - others[:, 0]
    down = points[:, 1, None] - others[:, 1]
    distances: NDArray[np.float64] = np.sqrt(across * across + down * down)
    return distances
