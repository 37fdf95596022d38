"""The hue and the mark that strategies and sites keep on every chart (``design.md``, Look)."""

from dataclasses import dataclass

from synchronox_core.protocol.vocabulary import Strategy


@dataclass(frozen=True)
class StrategyMark:
    """How a strategy is drawn; hue and shape both tell it, so that grey prints can be read.

    Attributes:
        colour: Hue of the Okabe-Ito palette, safe for colour-blind eyes.
        dash: Lengths of strokes and gaps of its line, pixels; empty for a solid one.
        shape: Vega shape of its points.
    """

    colour: str
    dash: tuple[int, ...]
    shape: str


STRATEGY_MARKS: dict[Strategy, StrategyMark] = {
    Strategy.SIMULTANEOUS: StrategyMark("#009E73", (4, 2), "triangle-up"),
    Strategy.RECTUM_FIRST: StrategyMark("#D55E00", (8, 4), "square"),
    Strategy.LIVER_FIRST: StrategyMark("#0072B2", (), "circle"),
    Strategy.ADAPTIVE: StrategyMark("#CC79A7", (1, 3), "diamond"),
}
"""Marks by strategy, in the order of the protocol."""

SITE_COLOURS = {"rectum": "#8a7a68", "liver": "#b0563f"}
"""Brown-grey and red-brown, read on a light ground and on a dark one; never good and bad."""
