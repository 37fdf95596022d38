"""How a liver lesion is drawn: to scale, its fate by the mark, its number in it or beside it.

In shades of one hue on the colour of the liver, told apart by fill and stroke, so that the marks
stand on a light page, on a dark one and in grey.
"""

from enum import StrEnum
from typing import NamedTuple

from synchronox_core.plots.liver_anatomy import Point

UNITS_PER_MM = 1.6
"""Scale of the lesions; the liver itself is a schematic and has none."""

UNMEASURED_RADIUS = 9.0
"""Size of the square that stands for a lesion without a diameter."""

NUMBER_FITS_RADIUS = 11.0
"""Radius from which the number of a lesion stands inside its mark."""

NUMBER_ROOM = 9.0
"""Room that a number beside a mark takes around it, one half of its width."""

GROUND, INK, HALF, PAPER = "#dfbfb1", "#3b1508", "#c07a63", "#fff8f5"
"""The liver, the strokes, and two fills."""

NUMBER_SIZE = 14
NEW_SIGN = "*"
"""Stands after the number of a lesion that appeared after the baseline."""


class Fate(StrEnum):
    """What became of a lesion by the data cut.

    Attributes:
        UNTREATED: Still there, not treated.
        RESECTED: Its last local treatment is a resection.
        ABLATED: Its last local treatment is an ablation.
        IRRADIATED: Its last local treatment is stereotactic radiotherapy.
        DISAPPEARED: Not treated, and not found by its latest measurement.
        UNKNOWN: What is missing leaves it open.
    """

    UNTREATED = "untreated"
    RESECTED = "resected"
    ABLATED = "ablated"
    IRRADIATED = "irradiated"
    DISAPPEARED = "disappeared"
    UNKNOWN = "unknown"


class LesionMark(NamedTuple):
    """A lesion as it is drawn.

    Attributes:
        number: Its number.
        segments: Its Couinaud segments; empty when not stated.
        diameter_mm: Diameter it is scaled to; None when not measured.
        fate: What became of it.
        is_new: It appeared after the baseline.
    """

    number: int
    segments: tuple[str, ...]
    diameter_mm: float | None
    fate: Fate
    is_new: bool

    @property
    def radius(self) -> float:
        """Radius of its mark, units of the drawing."""
        if self.diameter_mm is None:
            return UNMEASURED_RADIUS
        return self.diameter_mm * UNITS_PER_MM / 2

    @property
    def has_room_for_number(self) -> bool:
        """Whether its number stands inside its mark."""
        return self.radius >= NUMBER_FITS_RADIUS

    @property
    def room(self) -> float:
        """Radius of the room it takes, with its number."""
        return self.radius + (0 if self.has_room_for_number else NUMBER_ROOM)


FATE_STYLES: dict[Fate, str] = {
    Fate.UNTREATED: f'fill="{INK}" fill-opacity="0.85" stroke="{INK}" stroke-width="1.5"',
    Fate.RESECTED: f'fill="{PAPER}" fill-opacity="0.9" stroke="{INK}" stroke-width="2"',
    Fate.ABLATED: f'fill="{HALF}" fill-opacity="0.9" stroke="{INK}" stroke-width="2"',
    Fate.IRRADIATED: f'fill="{HALF}" fill-opacity="0.9" stroke="{INK}" stroke-dasharray="9 3"',
    Fate.DISAPPEARED: f'fill="none" stroke="{INK}" stroke-width="2" stroke-dasharray="1.5 4"',
    Fate.UNKNOWN: f'fill="{GROUND}" stroke="{INK}" stroke-width="2" stroke-dasharray="7 4"',
}

INNER_RING = f'fill="none" stroke="{INK}" stroke-width="1.2"'


def draw_mark(mark: LesionMark, centre: Point, named: str = "") -> str:
    """A lesion as a circle to scale, or as a square when it has no size.

    Args:
        mark: The lesion.
        centre: Where it stands.
        named: Attributes of its shape.
    """
    (x, y), r = centre, mark.radius
    style = FATE_STYLES[mark.fate]
    if mark.diameter_mm is None:
        corner = f'x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r}" height="{2 * r}"'
        return f"<rect {named}{corner} {style}/>"
    drawn = f'<circle {named}cx="{x:.1f}" cy="{y:.1f}" r="{r:.2f}" {style}/>'
    if mark.fate is Fate.ABLATED:
        drawn += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{0.75 * r:.2f}" {INNER_RING}/>'
    return drawn


def draw_number(mark: LesionMark, centre: Point) -> str:
    """The number of a lesion, inside its mark where it fits."""
    x, y = centre
    is_inside = mark.has_room_for_number
    if not is_inside:
        x += mark.radius + 2
    is_dark = is_inside and mark.fate is Fate.UNTREATED
    return (
        f'<text x="{x:.1f}" y="{y + 5:.1f}" text-anchor="{"middle" if is_inside else "start"}" '
        f'font-size="{NUMBER_SIZE}" font-weight="bold" '
        f'fill="{PAPER if is_dark else INK}">{mark.number}{NEW_SIGN if mark.is_new else ""}</text>'
    )
