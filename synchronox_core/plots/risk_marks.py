"""A risk as a line with its point, and as a hundred icons: small SVG that stand in a row.

They are drawn in colours that stand on a light ground, on a dark one and in grey; hue, stroke and
shape together tell the strategy.
"""

from html import escape

from synchronox_core.plots.marks import STRATEGY_MARKS, StrategyMark
from synchronox_core.plots.theme import QUIET_TEXT
from synchronox_core.protocol.vocabulary import Strategy

ANY_MARK = StrategyMark(QUIET_TEXT, (), "circle")
"""How the risk whatever the strategy is drawn."""

SHAPES = {
    "circle": "M-1,0A1,1 0 1 1 1,0A1,1 0 1 1 -1,0Z",
    "square": "M-0.9,-0.9H0.9V0.9H-0.9Z",
    "triangle-up": "M0,-1L1,0.8H-1Z",
    "diamond": "M0,-1.1L1,0L0,1.1L-1,0Z",
}
"""Outline of each shape about its centre, one unit wide to each side."""

LINE_WIDTH, LINE_HEIGHT, MARGIN = 240, 34, 14
AXIS_Y, TEXT_Y = 14, 31
TICKS_PERCENT = (0, 50, 100)
COLUMNS, ICONS, STEP = 20, 100, 12


def draw_interval(code: str, percent: int, low: int, high: int, alternative: str) -> str:
    """The interval of a risk with its point, on an axis from 0 to 100 %.

    Args:
        code: Strategy; anything else is drawn as all of them.
        percent: The risk, patients of 100.
        low: Lower bound.
        high: Upper bound.
        alternative: What it shows, for those who do not see it.
    """
    mark = _find_mark(code)
    dash = f' stroke-dasharray="{" ".join(map(str, mark.dash))}"' if mark.dash else ""
    ticks = "".join(
        f'<path d="M{_x(tick)},{AXIS_Y - 5}v10" stroke="{QUIET_TEXT}"/>'
        f'<text x="{_x(tick)}" y="{TEXT_Y}" text-anchor="middle">{tick}</text>'
        for tick in TICKS_PERCENT
    )
    return _wrap(
        f'<path d="M{_x(0)},{AXIS_Y}H{_x(100)}" stroke="{QUIET_TEXT}" stroke-width="0.6"/>{ticks}'
        f'<path d="M{_x(low)},{AXIS_Y}H{_x(high)}" stroke="{mark.colour}" stroke-width="4"{dash}/>'
        f'<path d="M{_x(low)},{AXIS_Y - 5}v10M{_x(high)},{AXIS_Y - 5}v10" stroke="{mark.colour}"'
        f' stroke-width="2"/>{_shape(mark, _x(percent), AXIS_Y, 7, is_filled=True)}',
        (LINE_WIDTH, LINE_HEIGHT),
        alternative,
    )


def draw_icons(code: str, percent: int, alternative: str) -> str:
    """A hundred icons, as many filled as patients of 100 have the outcome.

    Args:
        code: Strategy; anything else is drawn as all of them.
        percent: Patients of 100.
        alternative: What it shows, for those who do not see it.
    """
    mark = _find_mark(code)
    icons = "".join(
        _shape(
            mark,
            STEP * (place % COLUMNS) + STEP / 2,
            STEP * (place // COLUMNS) + STEP / 2,
            4,
            is_filled=place < percent,
        )
        for place in range(ICONS)
    )
    return _wrap(icons, (STEP * COLUMNS, STEP * ICONS // COLUMNS), alternative)


def _find_mark(code: str) -> StrategyMark:
    return STRATEGY_MARKS[Strategy(code)] if code in STRATEGY_MARKS else ANY_MARK


def _x(percent: float) -> float:
    return round(MARGIN + percent / 100 * (LINE_WIDTH - 2 * MARGIN), 1)


def _shape(mark: StrategyMark, x: float, y: float, radius: float, *, is_filled: bool) -> str:
    fill = mark.colour if is_filled else "none"
    kind = "filled" if is_filled else "hollow"
    return (
        f'<path class="{kind}" d="{SHAPES[mark.shape]}" fill="{fill}" stroke="{mark.colour}" '
        f'stroke-width="{round(1 / radius, 3)}" '
        f'transform="translate({x:g},{y:g}) scale({radius:g})"/>'
    )


def _wrap(parts: str, size: tuple[int, int], alternative: str) -> str:
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'fill="{QUIET_TEXT}" font-family="sans-serif" font-size="11" '
        f'aria-label="{escape(alternative)}"><title>{escape(alternative)}</title>{parts}</svg>'
    )
