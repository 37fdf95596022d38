"""A figure as a file to take away: SVG or PNG, with its sentence and where its numbers come from.

The picture is drawn on the server by vl-convert with its own copy of Vega-Lite and of the font
Liberation Sans: nothing is fetched, and the same figure gives the same bytes on every machine.
"""

import json
import textwrap
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pandas as pd

from synchronox_core.plots.theme import LABEL_SIZE_PX, SERIES_COLOURS, TITLE_SIZE_PX

VEGA_LITE_VERSION = "6.4"
"""Version of Vega-Lite that draws: the one whose specifications the pinned altair writes."""

WIDTH_PX = 720
LETTERS_A_LINE = 105
PNG_SCALE = 2
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

PAGE_CONFIG: dict[str, Any] = {
    "background": "white",
    "font": FONT,
    "range": {"category": list(SERIES_COLOURS)},
    "axis": {"titleFontWeight": "normal"},
    "title": {
        "anchor": "start",
        "frame": "bounds",
        "fontSize": TITLE_SIZE_PX,
        "subtitleFontSize": LABEL_SIZE_PX,
        "subtitlePadding": 6,
        "offset": 14,
    },
}
"""What the page gives a chart on screen and a file has to bring itself."""


class PictureKind(StrEnum):
    """Formats of a picture, by the ending of the file."""

    SVG = "svg"
    PNG = "png"

    @property
    def mime(self) -> str:
        """Media type."""
        return "image/svg+xml" if self is PictureKind.SVG else "image/png"


def draw_figure(
    spec: Mapping[str, Any], drawn: pd.DataFrame, sentence: str, source: str, kind: PictureKind
) -> bytes:
    """A figure as an SVG or PNG picture.

    Args:
        spec: Vega-Lite specification without data, as the page shows it.
        drawn: What the chart draws.
        sentence: What it shows and for whom; stands above the chart.
        source: Where its numbers come from, the notice of synthetic data included.
        kind: Format.
    """
    # The library weighs 88 MB and half a second: only who takes a picture away pays for it.
    import vl_convert

    whole = build_picture(spec, drawn, sentence, source)
    if kind is PictureKind.PNG:
        picture: bytes = vl_convert.vegalite_to_png(
            whole, vl_version=VEGA_LITE_VERSION, scale=PNG_SCALE, allowed_base_urls=[]
        )
        return picture
    drawing: str = vl_convert.vegalite_to_svg(
        whole, vl_version=VEGA_LITE_VERSION, allowed_base_urls=[]
    )
    return drawing.encode("utf-8")


def build_picture(
    spec: Mapping[str, Any], drawn: pd.DataFrame, sentence: str, source: str
) -> dict[str, Any]:
    """The specification of a picture: the chart with its data, its title and its own colours.

    Args:
        spec: Vega-Lite specification without data.
        drawn: What the chart draws.
        sentence: What it shows and for whom.
        source: Where its numbers come from.
    """
    own = spec.get("config", {})
    shared = {part: {**given, **own.get(part, {})} if isinstance(given, dict) else given
              for part, given in PAGE_CONFIG.items()}  # fmt: skip
    return {
        **spec,
        "width": WIDTH_PX,
        "title": {
            "text": textwrap.wrap(sentence, LETTERS_A_LINE),
            "subtitle": textwrap.wrap(source, LETTERS_A_LINE),
        },
        "data": {"values": json.loads(drawn.to_json(orient="records", date_format="iso"))},
        "config": {**own, **shared},
    }
