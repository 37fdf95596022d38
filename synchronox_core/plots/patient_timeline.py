"""The timeline of a patient: lanes, months on top, calendar beneath, the days that matter."""

from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.marks import SITE_COLOURS
from synchronox_core.plots.theme import QUIET_TEXT, compile_chart
from synchronox_core.text import text

LANES = ("chemotherapy", "imaging", "radiotherapy", "rectum", "liver", "events")
"""Lanes of the timeline, from top to bottom."""

LANE_PX = 44
TOP, BOTTOM = -1.9, 5.7
"""Heights at which the drawing begins and ends, lanes from 0."""

MONTH_MARKS = list(range(-24, 361, 6))
LABEL_SIZE_PX = 11
LABELS_FROM_PX = 420
"""Width from which labels stand beside the marks; narrower, the tooltip and the table tell."""

SHAPES = {
    "operation": "square",
    "complication": "triangle-down",
    "percutaneous": "diamond",
    "assessment_rectum": "square",
    "assessment_liver": "circle",
    "event": "diamond",
    "death": "cross",
    "complete": "triangle-up",
    "visit": "M-0.12,-0.5H0.12V0.5H-0.12Z",
    "last_news": "circle",
}
"""Vega shape of each form of mark."""

SIZES = {"operation": 150, "visit": 120, "last_news": 40, "complication": 60}
USUAL_SIZE = 80


@cache
def timeline_chart(language: str, *, has_origin: bool) -> dict[str, Any]:
    """Periods and marks in lanes, with their labels and the vertical lines.

    Takes the rows of ``services.patients.timeline_rows.timeline_rows``.

    Args:
        language: ``en`` or ``fr``.
        has_origin: Whether months are counted from the first FOLFIRINOX; without it no month is
            written.
    """
    layers = [*_draw_lines(), *_draw_periods(language), _draw_marks(language), _draw_labels()]
    chart = alt.layer(_draw_axes(language, has_origin), *layers, *_draw_calendar()).properties(
        height=LANE_PX * (BOTTOM - TOP),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )
    return compile_chart(chart.resolve_scale(color="independent"), language)


def _draw_axes(language: str, has_origin: bool) -> alt.Chart:
    """Separators of the lanes, which carry both axes."""
    names = [text(f"patient_figures.lane_{lane}", language) for lane in LANES]
    months = alt.Axis(orient="top", values=MONTH_MARKS, grid=False, format="d", labelOverlap=True)
    axes: alt.Chart = (
        _part("period", "mark", "line")
        .mark_point(opacity=0, tooltip=False)
        .encode(
            x=alt.X(
                "start:Q",
                title=text("patient_figures.months_since_folfirinox", language),
                axis=months if has_origin else None,
                scale=alt.Scale(nice=False, zero=False, padding=12),
            ),
            y=alt.Y(
                "row:Q",
                title=None,
                axis=alt.Axis(
                    values=list(range(len(LANES))),
                    labelExpr=f"{names}[datum.value]",
                    labelLimit=120,
                    ticks=False,
                    domain=False,
                    grid=True,
                ),
                scale=alt.Scale(domain=[BOTTOM, TOP], nice=False, zero=False),
            ),
        )
    )
    return axes


def _draw_lines() -> list[alt.Chart]:
    lines = _part("line").encode(x="start:Q")
    return [
        lines.mark_rule(color=QUIET_TEXT, strokeDash=[4, 3]).encode(
            y="row:Q", y2=alt.value("height")
        ),
        lines.mark_text(
            color=QUIET_TEXT,
            align=alt.ExprRef("datum.align"),
            dx=alt.ExprRef("datum.align === 'left' ? 4 : -4"),
        ).encode(y="row:Q", text="note:N"),
    ]


def _draw_periods(language: str) -> list[alt.Chart]:
    """Chemotherapy in the accent of the theme, radiotherapy in the colour of the rectum."""
    bars = _part("period").encode(x="start:Q", x2="end:Q", y="row:Q", tooltip=_tooltip(language))
    return [
        bars.transform_filter("datum.site === ''")
        .mark_bar(size=10, minBandSize=4, cornerRadius=2)
        .encode(color=alt.Color("part:N", legend=None)),
        bars.transform_filter("datum.site !== ''")
        .mark_bar(size=10, cornerRadius=2, stroke=SITE_COLOURS["rectum"], strokeWidth=2)
        .encode(color=alt.value(SITE_COLOURS["rectum"])),
    ]


def _draw_marks(language: str) -> alt.Chart:
    colours = {**SITE_COLOURS, "": QUIET_TEXT}
    marks: alt.Chart = (
        _part("mark")
        .transform_calculate(size=f"{SIZES}[datum.form] || {USUAL_SIZE}")
        .mark_point(filled=True, opacity=1)
        .encode(
            x="start:Q",
            y="row:Q",
            shape=alt.Shape(
                "form:N",
                legend=None,
                scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())),
            ),
            size=alt.Size("size:Q", legend=None, scale=None),
            color=alt.Color(
                "site:N",
                legend=None,
                scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            ),
            tooltip=_tooltip(language),
        )
    )
    return marks


def _draw_labels() -> alt.Chart:
    labels: alt.Chart = (
        _part("label")
        .mark_text(
            color=QUIET_TEXT,
            fontSize=LABEL_SIZE_PX,
            align=alt.ExprRef("datum.align"),
            opacity=alt.ExprRef(f"width < {LABELS_FROM_PX} ? 0 : 1"),
        )
        .encode(x="start:Q", y="row:Q", text="note:N")
    )
    return labels


def _draw_calendar() -> list[alt.Chart]:
    days = _part("calendar").encode(x="start:Q")
    below = alt.value(alt.ExprRef("height + 16"))
    return [
        days.mark_rule(color=QUIET_TEXT).encode(
            y=alt.value("height"), y2=alt.value(alt.ExprRef("height + 5"))
        ),
        days.mark_text(color=QUIET_TEXT).encode(y=below, text="note:N"),
    ]


def _part(*parts: str) -> alt.Chart:
    wanted = " || ".join(f"datum.part === '{part}'" for part in parts)
    return alt.Chart().transform_filter(wanted)


def _tooltip(language: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(f"{field}:N", title=text(f"patient_figures.column_{field}", language))
        for field in ("what", "day", "source")
    ]
