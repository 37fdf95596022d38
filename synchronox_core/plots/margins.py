"""Resection margins against their cut-offs, on one scale that shows 1 mm as well as 10."""

from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.marks import SITE_COLOURS
from synchronox_core.plots.theme import QUIET_TEXT, compile_chart
from synchronox_core.protocol.answers import State
from synchronox_core.text import text

ROW_STEP_PX = 24
MARK_SIZE = 90
WORDS_FROM_PX = 400
"""Width from which cut-offs and states stand in words; narrower, mark and table tell them."""

TICKS_MM = [0, 1, 2, 5, 10, 20, 50, 100]
AXIS_MM = [0, 600]
"""Ends of the scale: margins up to 100 mm, then the words."""

STATE_SHAPES = {
    State.MET: "circle",
    State.NOT_MET: "M-1,-1L1,1M-1,1L1,-1",
}
"""Filled and crossed; what cannot be told is a question mark."""


@cache
def margins_chart(language: str) -> dict[str, Any]:
    """A mark a margin, an arrow where a sign leaves it open, the cut-off of each as a line.

    Takes the rows of ``services.patients.margin_rows.margin_rows``.
    """
    base = alt.Chart().encode(
        y=alt.Y(
            "label:N",
            sort=alt.EncodingSortField(field="position", op="min"),
            title=None,
            axis=alt.Axis(labelLimit=200, ticks=False, domain=False, offset=8),
            scale=alt.Scale(paddingOuter=0.3),
        )
    )
    layers = [*_draw_cutoffs(base), *_draw_ranges(base), *_draw_marks(base, language)]
    notes = base.mark_text(
        align="right",
        color=QUIET_TEXT,
        text=alt.ExprRef(f"width < {WORDS_FROM_PX} ? datum.reported : datum.note"),
    ).encode(x=alt.value(alt.ExprRef("width - 4")))
    chart = alt.layer(_draw_axis(base, language), *layers, notes)
    return compile_chart(chart.properties(height=alt.Step(ROW_STEP_PX)), language)


def _draw_axis(base: alt.Chart, language: str) -> alt.Chart:
    axis: alt.Chart = base.mark_point(opacity=0, tooltip=False).encode(
        x=alt.X(
            "value_mm:Q",
            title=text("patient_figures.margin_axis", language),
            axis=alt.Axis(values=TICKS_MM, format="d"),
            scale=alt.Scale(type="symlog", constant=1, domain=AXIS_MM, nice=False),
        )
    )
    return axis


def _draw_cutoffs(base: alt.Chart) -> list[alt.Chart]:
    at = base.encode(x="cutoff_mm:Q")
    return [
        at.mark_tick(color=QUIET_TEXT, thickness=2, size=ROW_STEP_PX),
        at.mark_text(
            color=QUIET_TEXT,
            align="right",
            dx=-7,
            opacity=alt.ExprRef(f"width < {WORDS_FROM_PX} ? 0 : 1"),
        ).encode(text="cutoff_label:N"),
    ]


def _draw_ranges(base: alt.Chart) -> list[alt.Chart]:
    colour = _site_colour()
    ranges = base.encode(color=colour)
    return [
        ranges.mark_rule(strokeWidth=2).encode(x="low_mm:Q", x2="high_mm:Q"),
        _arrow(ranges, "left", "low_mm"),
        _arrow(ranges, "right", "high_mm"),
    ]


def _arrow(ranges: alt.Chart, end: str, field: str) -> alt.Chart:
    open_ranges = ranges.transform_filter(f"datum.arrow === '{end}'").encode(x=f"{field}:Q")
    arrow: alt.Chart = open_ranges.mark_point(
        shape=f"triangle-{end}", filled=True, opacity=1, size=70
    )
    return arrow


def _draw_marks(base: alt.Chart, language: str) -> list[alt.Chart]:
    tooltip = [
        alt.Tooltip(f"{field}:N", title=text(f"patient_figures.column_{name}", language))
        for field, name in (
            ("label", "margin"), ("note", "reported"), ("cutoff", "cutoff"), ("day", "day"),
            ("source", "source"),
        )
    ]  # fmt: skip
    marks = base.encode(x="value_mm:Q", color=_site_colour(), tooltip=tooltip)
    known = [
        marks.transform_filter(f"datum.state === '{state}'").mark_point(
            shape=shape, filled=state is State.MET, opacity=1, size=MARK_SIZE, strokeWidth=2.5
        )
        for state, shape in STATE_SHAPES.items()
    ]
    open_ones = marks.transform_filter(f"datum.state === '{State.UNDETERMINABLE}'")
    return [*known, open_ones.mark_text(text="?", fontSize=18, fontWeight="bold")]


def _site_colour() -> alt.Color:
    return alt.Color(
        "site:N",
        legend=None,
        scale=alt.Scale(domain=list(SITE_COLOURS), range=list(SITE_COLOURS.values())),
    )
