"""The map of the liver as SVG: segments, lesions to scale in them, scale bar and legend.

Drawn in colours that stand on a light ground, on a dark one and in grey, with attributes only: no
style sheet, no script, nothing fetched.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape

from synchronox_core.plots.lesion_marks import (
    GROUND,
    INK,
    NEW_SIGN,
    UNITS_PER_MM,
    Fate,
    LesionMark,
    draw_mark,
    draw_number,
)
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

BORDER = "#8d6454"
TEXT_SIZE = 16
SCALE_BAR_MM = 50
SAMPLE_MM = 9.0
"""Diameter of the lesions that stand in the legend."""

LETTER_WIDTH = 8.2
"""Average width of a letter, units; to break the legend into lines."""

LINE = 26
MARGIN = 24
BESIDE = (470.0, 290.0)
"""Where the lesions without a segment are listed, right of the liver."""


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
        *(draw_mark(mark, centre, f'id="lesion-{mark.number}" ') for mark, centre in placed),
        *(draw_number(mark, centre) for mark, centre in placed),
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
        drawn = draw_mark(sample, (x + 12, y - 5))
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
