"""The liver seen from the front, its Couinaud segments as curves that share their borders.

An original schematic: the patient's right is on the left. The hepatic veins and the umbilical
fissure run downwards, the portal plane crosses them; segment I lies behind the hilum.
"""

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
"""A cubic Bézier curve: start, two handles, end."""
Points = NDArray[np.float64]

WIDTH, HEIGHT = 660, 400
"""Room the drawing takes, in its own units."""

RIGHT_EDGE, RIGHT_TOP, RIGHT_CROSSING, RIGHT_FOOT = (34, 214), (236, 36), (170, 206), (156, 377)
MIDDLE_TOP, MIDDLE_CROSSING, MIDDLE_FOOT = (312, 52), (290, 196), (298, 309)
FISSURE_TOP, FISSURE_CROSSING, FISSURE_FOOT = (384, 72), (408, 160), (414, 258)
LEFT_TIP = (628, 120)

CHAINS: dict[str, tuple[Point, ...]] = {
    "outline": (
        RIGHT_EDGE, (40, 152), (72, 90), (132, 46), RIGHT_TOP, (276, 38), MIDDLE_TOP, (346, 68),
        FISSURE_TOP, (444, 64), (520, 66), (588, 84), LEFT_TIP, (598, 160), (540, 200), (474, 234),
        FISSURE_FOOT, (392, 276), (346, 292), MIDDLE_FOOT, (262, 334), (212, 360), RIGHT_FOOT,
        (100, 378), (60, 350), (38, 288),
    ),
    "right_vein": (RIGHT_TOP, (196, 112), RIGHT_CROSSING, (156, 292), RIGHT_FOOT),
    "middle_vein": (MIDDLE_TOP, (296, 122), MIDDLE_CROSSING, (290, 254), MIDDLE_FOOT),
    "fissure": (FISSURE_TOP, (400, 116), FISSURE_CROSSING, (414, 210), FISSURE_FOOT),
    "portal_plane": (
        RIGHT_EDGE, (104, 214), RIGHT_CROSSING, (232, 206), MIDDLE_CROSSING, (350, 178),
        FISSURE_CROSSING, (482, 150), (556, 138), LEFT_TIP,
    ),
    "caudate": ((353, 124), (382, 140), (390, 176), (374, 212), (343, 222), (318, 198), (322, 150)),
}  # fmt: skip
"""Points of the outline and of the planes, each chain smoothed as a whole."""

CLOSED_CHAINS = ("outline", "caudate")

BORDERS: dict[str, tuple[tuple[str, Point, Point], ...]] = {
    "VII": (
        ("outline", RIGHT_EDGE, RIGHT_TOP),
        ("right_vein", RIGHT_TOP, RIGHT_CROSSING),
        ("portal_plane", RIGHT_CROSSING, RIGHT_EDGE),
    ),
    "VI": (
        ("portal_plane", RIGHT_EDGE, RIGHT_CROSSING),
        ("right_vein", RIGHT_CROSSING, RIGHT_FOOT),
        ("outline", RIGHT_FOOT, RIGHT_EDGE),
    ),
    "VIII": (
        ("outline", RIGHT_TOP, MIDDLE_TOP),
        ("middle_vein", MIDDLE_TOP, MIDDLE_CROSSING),
        ("portal_plane", MIDDLE_CROSSING, RIGHT_CROSSING),
        ("right_vein", RIGHT_CROSSING, RIGHT_TOP),
    ),
    "V": (
        ("portal_plane", RIGHT_CROSSING, MIDDLE_CROSSING),
        ("middle_vein", MIDDLE_CROSSING, MIDDLE_FOOT),
        ("outline", MIDDLE_FOOT, RIGHT_FOOT),
        ("right_vein", RIGHT_FOOT, RIGHT_CROSSING),
    ),
    "IVa": (
        ("outline", MIDDLE_TOP, FISSURE_TOP),
        ("fissure", FISSURE_TOP, FISSURE_CROSSING),
        ("portal_plane", FISSURE_CROSSING, MIDDLE_CROSSING),
        ("middle_vein", MIDDLE_CROSSING, MIDDLE_TOP),
    ),
    "IVb": (
        ("portal_plane", MIDDLE_CROSSING, FISSURE_CROSSING),
        ("fissure", FISSURE_CROSSING, FISSURE_FOOT),
        ("outline", FISSURE_FOOT, MIDDLE_FOOT),
        ("middle_vein", MIDDLE_FOOT, MIDDLE_CROSSING),
    ),
    "II": (
        ("outline", FISSURE_TOP, LEFT_TIP),
        ("portal_plane", LEFT_TIP, FISSURE_CROSSING),
        ("fissure", FISSURE_CROSSING, FISSURE_TOP),
    ),
    "III": (
        ("portal_plane", FISSURE_CROSSING, LEFT_TIP),
        ("outline", LEFT_TIP, FISSURE_FOOT),
        ("fissure", FISSURE_FOOT, FISSURE_CROSSING),
    ),
    "I": (("caudate", (353, 124), (353, 124)),),
}
"""Pieces of chains around each segment, one after the other; the order is that of drawing."""

LABELS: dict[str, Point] = {
    "VII": (78, 130), "VIII": (270, 66), "VI": (70, 318), "V": (192, 342), "IVa": (352, 92),
    "IVb": (330, 274), "I": (353, 142), "II": (560, 96), "III": (452, 222),
}  # fmt: skip
"""Where each segment bears its number, near its edge to leave room for lesions."""

STEPS = 5
"""Points taken on each curve where a polygon stands for it."""


@cache
def segment_curves(segment: str) -> tuple[Curve, ...]:
    """The closed border of a segment as curves, end to end.

    Args:
        segment: Couinaud segment, ``I`` to ``VIII`` with ``IVa`` and ``IVb``.
    """
    return tuple(
        curve for chain, start, end in BORDERS[segment] for curve in _piece(chain, start, end)
    )


@cache
def outline_curves() -> tuple[Curve, ...]:
    """The closed outline of the liver as curves, end to end."""
    return _chain_curves("outline")


def write_path(curves: tuple[Curve, ...]) -> str:
    """Closed curves as the ``d`` of an SVG path."""
    start = "M" + _written(curves[0][0])
    return start + "".join("C" + " ".join(map(_written, curve[1:])) for curve in curves) + "Z"


def sample_curves(curves: tuple[Curve, ...]) -> Points:
    """Points along curves, shape (n_points, 2)."""
    part = np.linspace(0, 1, STEPS, endpoint=False)[:, None]
    weights = ((1 - part) ** 3, 3 * part * (1 - part) ** 2, 3 * part**2 * (1 - part), part**3)
    return np.concatenate(
        [
            sum(weight * np.array(point) for weight, point in zip(weights, curve, strict=True))
            for curve in curves
        ]
    )


def _piece(chain: str, start: Point, end: Point) -> tuple[Curve, ...]:
    """The curves of a chain between two of its points, backwards where the end comes first."""
    points, curves = CHAINS[chain], _chain_curves(chain)
    first, last = points.index(start), points.index(end)
    if first < last:
        return curves[first:last]
    if chain in CLOSED_CHAINS:
        return curves[first:] + curves[:last]
    return tuple((d, c, b, a) for a, b, c, d in reversed(curves[last:first]))


@cache
def _chain_curves(chain: str) -> tuple[Curve, ...]:
    """A chain as a Catmull-Rom spline: each point's slope is that between its neighbours."""
    points = [np.array(point, dtype=float) for point in CHAINS[chain]]
    ends = (points[-1], points[0]) if chain in CLOSED_CHAINS else (points[0], points[-1])
    around = [ends[0], *points, ends[1]]
    slopes = [(after - before) / 6 for before, after in zip(around, around[2:], strict=False)]
    if chain in CLOSED_CHAINS:
        points, slopes = [*points, points[0]], [*slopes, slopes[0]]
    knots = list(zip(points, slopes, strict=True))
    return tuple(
        (_point(a), _point(a + slope_a), _point(b - slope_b), _point(b))
        for (a, slope_a), (b, slope_b) in pairwise(knots)
    )


def _point(xy: Points) -> Point:
    return float(xy[0]), float(xy[1])


def _written(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
