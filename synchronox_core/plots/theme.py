"""What every chart shares: sizes, grid and the numbers of its language.

Ground, text and series colours are left to the theme of the page, so that light and dark both work.
"""

from typing import Any

import altair as alt

QUIET_TEXT = "#767676"
"""Grey of annotations: 4.5 to 1 on white, 4.2 to 1 on the dark ground."""

SERIES_COLOURS = ("#00548b", "#8a5a00", "#5f6b73", "#8e3b76")
"""Hues of the series on a white ground, as the light theme of the pages gives them."""

LABEL_SIZE_PX = 12
TITLE_SIZE_PX = 13

NO_BREAK_SPACE = "\u00a0"
NUMBER_LOCALES: dict[str, dict[str, Any]] = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]},
    "fr": {"decimal": ",", "thousands": NO_BREAK_SPACE, "grouping": [3], "currency": ["", ""],
           "percent": NO_BREAK_SPACE + "%"},
}  # fmt: skip
"""How d3 writes numbers in each language."""


def compile_chart(chart: alt.TopLevelMixin, language: str) -> dict[str, Any]:
    """The Vega-Lite specification of a chart, without data, for ``st.vega_lite_chart``.

    Authoring in Altair costs twenty times the drawing: compile once per chart and language
    (``functools.cache``) and send the dictionary with the frame.

    Args:
        chart: Chart without data, each encoding with its type.
        language: ``en`` or ``fr``; decides the decimal sign.

    >>> bars = alt.Chart().mark_bar().encode(x="centre:N", y="patients:Q")
    >>> compile_chart(bars, "fr")["config"]["locale"]["number"]["decimal"]
    ','
    """
    specification = _without_data(chart.to_dict())
    specification["config"] = {
        "locale": {"number": NUMBER_LOCALES[language]},
        "axis": {
            "labelFontSize": LABEL_SIZE_PX,
            "titleFontSize": TITLE_SIZE_PX,
            "gridOpacity": 0.5,
        },
        "legend": {"labelFontSize": LABEL_SIZE_PX, "titleFontSize": TITLE_SIZE_PX},
        "text": {"fontSize": LABEL_SIZE_PX},
    }
    # A picture leaves the page through the pages' own buttons, which say what data it shows.
    specification["usermeta"] = {"embedOptions": {"actions": False}}
    return specification


def _without_data(part: dict[str, Any]) -> dict[str, Any]:
    """A specification and its layers, cut loose from the data Altair writes into each of them."""
    kept = {key: value for key, value in part.items() if key not in ("data", "datasets")}
    if "layer" in kept:
        kept["layer"] = [_without_data(layer) for layer in kept["layer"]]
    return kept
