"""The map of the liver as SVG: segments, lesions to scale in them, scale bar and legend.

Drawn in colours that stand on a light ground, on a dark one and in grey, with attributes only: no
style sheet, no script, nothing fetched.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from html import escape
from typing import NamedTuple

from synchronox_core.plots.liver_anatomy import (
    BORDERS,
    HEIGHT,
    LABELS,
    WIDTH,
    Point,
    outline_curves,
    segment_curves,
    write_path,
)
from synchronox_core.plots.liver_placement import Spot, place_lesions
from synchronox_core.plots.theme import QUIET_TEXT
from synchronox_core.text import text

UNITS_PER_MM = 1.6
"""Scale of the lesions; the liver itself is a schematic and has none."""

SCALE_BAR_MM = 50
SAMPLE_MM = 9.0
"""Diameter of the lesions that stand in the legend."""

UNMEASURED_RADIUS = 9.0
"""Size of the square that stands for a lesion without a diameter."""

NUMBER_FITS_RADIUS = 11.0
"""Radius from which the number of a lesion stands inside its mark."""

NUMBER_ROOM = 9.0
"""Room that a number beside a mark takes around it, one half of its width."""

GROUND, BORDER, INK, HALF, PAPER = "#dfbfb1", "#8d6454", "#3b1508", "#c07a63", "#fff8f5"
TEXT_SIZE = 16
LETTER_WIDTH = 8.2
"""Average width of a letter, units; to break the legend into lines."""

NEW_SIGN = "*"
"""Stands after the number of a lesion that appeared after the baseline."""

LINE = 26
MARGIN = 24
BESIDE = (470.0, 290.0)
"""Where the lesions without a segment are listed, right of the liver."""


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


def draw_liver(lesions: Sequence[LesionMark], sentence: str, language: str) -> str:
    """The map of the liver, self-contained SVG sized by its view box.

    Args:
        lesions: Lesions, each drawn once; those without a segment beside the liver.
        sentence: What the map shows, for those who do not see it.
        language: ``en`` or ``fr``.
    """
    placed = _place(lesions)
    lowest = max([HEIGHT - 8.0, *(y + mark.radius for mark, (_, y) in placed)])
    legend, height = _draw_legend(lesions, lowest + LINE, language)
    # Large ones first, so that none hides a smaller one, and the numbers above all of them.
    placed.sort(key=lambda pair: -pair[0].radius)
    parts = [
        _draw_segments(),
        _draw_sides(language),
        *_draw_beside(lesions, lowest, language),
        *(_draw_mark(mark, centre, f'id="lesion-{mark.number}" ') for mark, centre in placed),
        *(_draw_number(mark, centre) for mark, centre in placed),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
        f'aria-label="{escape(sentence)}" font-family="sans-serif" font-size="{TEXT_SIZE}">'
        f"<title>{escape(sentence)}</title>{''.join(parts)}{legend}</svg>"
    )


def _place(lesions: Sequence[LesionMark]) -> list[tuple[LesionMark, Point]]:
    inside = [mark for mark in lesions if mark.segments]
    centres = place_lesions([Spot(mark.segments, mark.room) for mark in inside])
    return [*zip(inside, centres, strict=True), *_place_beside(lesions)]


def _place_beside(lesions: Iterable[LesionMark]) -> Iterator[tuple[LesionMark, Point]]:
    """Lesions without a segment in rows below the left lobe."""
    left, top = BESIDE
    x, y, row = left, top + 12, 0.0
    for mark in lesions:
        if mark.segments:
            continue
        room = 2 * mark.radius + LINE
        if x > left and x + room > WIDTH:
            x, y, row = left, y + row, 0.0
        yield mark, (x + mark.radius, y + mark.radius)
        x, row = x + room, max(row, room)


@cache
def _draw_segments() -> str:
    borders = "".join(
        f'<path id="segment-{name}" d="{write_path(segment_curves(name))}" fill="{GROUND}" '
        f'stroke="{BORDER}" stroke-width="1.2"{DASHES if name == "I" else ""}/>'
        for name in BORDERS
    )
    outline = f'<path d="{write_path(outline_curves())}" fill="none" stroke="{BORDER}" '
    names = "".join(
        f'<text x="{x}" y="{y + 6}" text-anchor="middle" fill="{INK}">{name}</text>'
        for name, (x, y) in LABELS.items()
    )
    return f'{GALLBLADDER}{borders}{outline}stroke-width="2.5"/>{names}'


DASHES = ' stroke-dasharray="4 3"'
GALLBLADDER = (
    '<path d="M288 300C276 316 270 338 280 350C292 360 306 346 306 326C306 314 302 304 298 296Z" '
    f'fill="none" stroke="{BORDER}" stroke-width="1.5"/>'
)


def _draw_sides(language: str) -> str:
    right, left = (text(f"patient_figures.side_{side}", language) for side in ("right", "left"))
    return (
        f'<text x="6" y="24" fill="{QUIET_TEXT}">{escape(right)}</text>'
        f'<text x="{WIDTH - 6}" y="24" text-anchor="end" fill="{QUIET_TEXT}">{escape(left)}</text>'
    )


def _draw_beside(lesions: Iterable[LesionMark], lowest: float, language: str) -> Iterator[str]:
    """Ground and heading of the lesions without a segment."""
    if all(mark.segments for mark in lesions):
        return
    x, y = BESIDE
    heading = escape(text("patient_figures.segment_not_stated", language))
    yield (
        f'<rect x="{x - 10}" y="{y + 8}" width="{WIDTH - x + 8}" height="{lowest - y}" rx="8" '
        f'fill="{GROUND}"/><text x="{x - 8}" y="{y}" fill="{QUIET_TEXT}">{heading}</text>'
    )


def _draw_mark(mark: LesionMark, centre: Point, named: str = "") -> str:
    (x, y), r = centre, mark.radius
    style = FATE_STYLES[mark.fate]
    if mark.diameter_mm is None:
        corner = f'x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r}" height="{2 * r}"'
        return f"<rect {named}{corner} {style}/>"
    drawn = f'<circle {named}cx="{x:.1f}" cy="{y:.1f}" r="{r:.2f}" {style}/>'
    if mark.fate is Fate.ABLATED:
        drawn += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{0.75 * r:.2f}" {INNER_RING}/>'
    return drawn


INNER_RING = f'fill="none" stroke="{INK}" stroke-width="1.2"'


def _draw_number(mark: LesionMark, centre: Point) -> str:
    x, y = centre
    is_inside = mark.has_room_for_number
    if not is_inside:
        x += mark.radius + 2
    is_dark = is_inside and mark.fate is Fate.UNTREATED
    return (
        f'<text x="{x:.1f}" y="{y + 5:.1f}" text-anchor="{"middle" if is_inside else "start"}" '
        f'font-size="{TEXT_SIZE - 2}" font-weight="bold" '
        f'fill="{PAPER if is_dark else INK}">{mark.number}{NEW_SIGN if mark.is_new else ""}</text>'
    )


def _draw_legend(lesions: Sequence[LesionMark], top: float, language: str) -> tuple[str, float]:
    """Scale bar and the marks in use, in lines; and the height they end at."""
    bar = SCALE_BAR_MM * UNITS_PER_MM
    scale = escape(text("patient_figures.scale", language, mm=SCALE_BAR_MM))
    parts = [
        f'<path d="M{MARGIN} {top - 10}v10h{bar}v-10" fill="none" stroke="{QUIET_TEXT}" '
        f'stroke-width="2"/><text x="{MARGIN + bar + 10}" y="{top}" fill="{QUIET_TEXT}">'
        f"{scale}</text>"
    ]
    x, y = float(MARGIN), top + LINE + 4
    for sample, label in _list_samples(lesions, language):
        width = 2 * MARGIN + LETTER_WIDTH * len(label)
        if x > MARGIN and x + width > WIDTH:
            x, y = float(MARGIN), y + LINE
        parts.append(_draw_sample(sample, label, (x, y)))
        x += width
    return "".join(parts), y + MARGIN / 2


def _draw_sample(sample: LesionMark | None, label: str, corner: Point) -> str:
    """A mark on a patch of liver, so that it is seen on any ground, with its word."""
    x, y = corner
    patch = f'<rect x="{x}" y="{y - 17}" width="24" height="24" rx="4" fill="{GROUND}"/>'
    drawn = NEW_SAMPLE.format(x=x + 12, y=y + 3)
    if sample is not None:
        drawn = _draw_mark(sample, (x + 12, y - 5))
    return f'{patch}{drawn}<text x="{x + 32}" y="{y}" fill="{QUIET_TEXT}">{escape(label)}</text>'


NEW_SAMPLE = (
    f'<text x="{{x}}" y="{{y}}" text-anchor="middle" font-weight="bold" fill="{INK}">'
    f"{NEW_SIGN}</text>"
)


def _list_samples(
    lesions: Sequence[LesionMark], language: str
) -> Iterator[tuple[LesionMark | None, str]]:
    """The marks in use, each with its word; none for the sign of a new lesion."""
    fates = {mark.fate for mark in lesions}
    for fate in (fate for fate in Fate if fate in fates):
        yield LesionMark(0, (), SAMPLE_MM, fate, False), _label(f"fate_{fate}", language)
    if any(mark.is_new for mark in lesions):
        yield None, _label("new_since_baseline", language)
    if any(mark.diameter_mm is None for mark in lesions):
        yield LesionMark(0, (), None, Fate.UNKNOWN, False), _label("size_not_measured", language)


def _label(name: str, language: str) -> str:
    return text(f"patient_figures.{name}", language)
