"""Charts of care: the share of each strategy that reached each step, and rates with intervals."""

from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.marks import STRATEGY_MARKS
from synchronox_core.plots.theme import QUIET_TEXT, compile_chart
from synchronox_core.text import text
from synchronox_core.text.labels import code_label, column_label

STEP_PX = 46
ROW_PX = 17
POINT_SIZE = 60
OFFSET_STEP: dict[str, Any] = {"for": "offset"}
"""Sizes the step of the rows within a band; the name is a word of Python."""
LABEL_LIMIT_PX = 150


@cache
def pathway_chart(language: str) -> dict[str, Any]:
    """Share of each group that reached each step, one line a group from the first step down.

    Takes rows of group (label), step (label), position, share (0-1; None: not shown), note.
    """
    base = alt.Chart().encode(
        y=alt.Y(
            "step:N",
            sort=alt.EncodingSortField(field="position", op="min"),
            title=None,
            axis=alt.Axis(labelLimit=LABEL_LIMIT_PX, ticks=False, grid=True),
        ),
        x=_share_axis(language, "share"),
        color=_colour(language),
        order="position:Q",
        tooltip=_tooltip("step", language),
    )
    line = base.mark_line(strokeWidth=2).encode(strokeDash=_dash(language))
    points = base.mark_point(filled=True, size=POINT_SIZE, opacity=1).encode(shape=_shape(language))
    return compile_chart(alt.layer(line, points).properties(height=alt.Step(STEP_PX)), language)


@cache
def rates_chart(language: str) -> dict[str, Any]:
    """Proportions of each group with their interval, one band of rows a measure.

    Takes rows of group (label), rank (order of the group), measure (label), position, proportion,
    ci_low, ci_high (0-1), note.
    """
    base = alt.Chart().encode(
        y=alt.Y(
            "measure:N",
            sort=alt.EncodingSortField(field="position", op="min"),
            title=None,
            axis=alt.Axis(labelLimit=LABEL_LIMIT_PX, ticks=False, grid=True),
        ),
        yOffset=alt.YOffset("rank:O"),
        color=_colour(language),
        tooltip=_tooltip("measure", language),
    )
    whiskers = base.mark_rule(strokeWidth=1.5).encode(
        x=_share_axis(language, "ci_low"), x2="ci_high:Q"
    )
    points = base.mark_point(filled=True, size=POINT_SIZE, opacity=1).encode(
        x=_share_axis(language, "proportion"), shape=_shape(language)
    )
    chart = alt.layer(whiskers, points).properties(height=alt.Step(ROW_PX, **OFFSET_STEP))
    return compile_chart(chart, language)


def _share_axis(language: str, field: str) -> alt.X:
    return alt.X(
        f"{field}:Q",
        title=text("care.share_axis", language),
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format="%", tickCount=5),
    )


def _tooltip(field: str, language: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("group:N", title=column_label("strategy_planned", language)),
        alt.Tooltip(f"{field}:N", title=text(f"care.table_{field}", language)),
        alt.Tooltip("note:N", title=column_label("patients", language)),
    ]


def _labels(language: str) -> list[str]:
    return [code_label("strategy_planned", code, language) for code in ("all", *STRATEGY_MARKS)]


def _colour(language: str) -> alt.Color:
    hues = [QUIET_TEXT, *(mark.colour for mark in STRATEGY_MARKS.values())]
    scale = alt.Scale(domain=_labels(language), range=hues)
    return alt.Color("group:N", scale=scale, legend=_legend())


def _shape(language: str) -> alt.Shape:
    shapes = ["cross", *(mark.shape for mark in STRATEGY_MARKS.values())]
    scale = alt.Scale(domain=_labels(language), range=shapes)
    return alt.Shape("group:N", scale=scale, legend=_legend())


def _legend() -> alt.Legend:
    # The dashes of a line would fray the outline of its symbol.
    return alt.Legend(title=None, orient="top", columns=2, symbolStrokeWidth=0)


def _dash(language: str) -> alt.StrokeDash:
    dashes = [[1, 0], *(list(mark.dash) or [1, 0] for mark in STRATEGY_MARKS.values())]
    scale = alt.Scale(domain=_labels(language), range=dashes)
    return alt.StrokeDash("group:N", scale=scale, legend=None)
