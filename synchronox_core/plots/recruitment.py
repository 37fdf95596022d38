"""Charts of the recruitment: progress against the plan, the fan, earlier forecasts."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.theme import QUIET_TEXT, compile_chart
from synchronox_core.text import text

CHART_HEIGHT_PX = 300
STRIP_STEP_PX = 44
NOTE_ROW_PX = 15
FIXED_HEIGHT = alt.AutoSizeParams(type="fit-x", contains="padding")
"""The height is that of the plot; a legend of several rows does not shrink it."""

ACCENT, OTHER = "#00548b", "#7a4fa3"
"""Hues of no strategy and of no site."""

SERIES_COLOURS = (ACCENT, OTHER, "#3a87c8", QUIET_TEXT)
SERIES_DASHES = ([1, 0], [8, 4], [4, 2], [1, 3])
BAND_OPACITIES = (0.15, 0.35)
FAN_DASHES = ([1, 0], [6, 3], [1, 3])
DAY_FORMATS = {"en": "%Y-%m", "fr": "%m/%Y"}


@cache
def progress_chart(language: str, labels: tuple[str, ...]) -> dict[str, Any]:
    """Cumulated inclusions as lines, one a series.

    Takes rows of series (label), day, patients.

    Args:
        language: ``en`` or ``fr``.
        labels: Labels of all, retrospective, prospective and plan, in this order.
    """
    chart = (
        alt.Chart()
        .mark_line(strokeWidth=2)
        .encode(
            x=_days(language),
            y=_patients(language),
            color=_legend("color", labels, SERIES_COLOURS),
            strokeDash=_legend("strokeDash", labels, SERIES_DASHES),
            tooltip=["series:N", _day_tooltip(language), "patients:Q"],
        )
        .properties(height=CHART_HEIGHT_PX, autosize=FIXED_HEIGHT)
    )
    return compile_chart(chart, language)


@cache
def fan_chart(language: str, bands: tuple[str, ...], lines: tuple[str, ...]) -> dict[str, Any]:
    """The prospective inclusions known, the fan of those to come, target and end of inclusion.

    Takes rows of part (``line``, ``band``, ``target``, ``end_of_inclusion``,
    ``end_of_diagnosis``), series or band (label), day, patients, low, high, note.

    Args:
        language: ``en`` or ``fr``.
        bands: Labels of the 95 % and the 80 % band.
        lines: Labels of the inclusions known, the median and the median of the scenario.
    """
    base = alt.Chart().encode(x=_days(language))
    band = (
        base.transform_filter("datum.part === 'band'")
        .mark_area(color=ACCENT)
        .encode(
            y=alt.Y("low:Q", title=text("recruitment.prospective_patients", language)),
            y2="high:Q",
            opacity=_legend("opacity", bands, BAND_OPACITIES, field="band"),
        )
    )
    line = (
        base.transform_filter("datum.part === 'line'")
        .mark_line(strokeWidth=2, color=ACCENT)
        .encode(
            y="patients:Q",
            strokeDash=_legend("strokeDash", lines, FAN_DASHES),
            tooltip=["series:N", _day_tooltip(language), "patients:Q"],
        )
    )
    chart = alt.layer(band, line, *_limits(base)).properties(
        height=CHART_HEIGHT_PX, autosize=FIXED_HEIGHT
    )
    return compile_chart(chart, language)


@cache
def backtest_chart(language: str, labels: tuple[str, ...]) -> dict[str, Any]:
    """Earlier forecasts of the count at the data cut, and the count.

    Takes rows of age (label), position, low_95, low_80, median, high_80, high_95, observed.

    Args:
        language: ``en`` or ``fr``.
        labels: Labels of the median foretold and of the inclusions observed.
    """
    base = alt.Chart().encode(
        y=alt.Y("age:N", sort=alt.EncodingSortField("position", op="min"), title=None)
    )
    scale = alt.Scale(zero=False, nice=True)
    x = alt.X(
        "low_95:Q",
        title=text("recruitment.prospective_patients", language),
        scale=scale,
        axis=alt.Axis(tickCount=8),
    )
    wide = base.mark_rule(strokeWidth=2, color=ACCENT).encode(x=x, x2="high_95:Q")
    narrow = base.mark_rule(strokeWidth=8, color=ACCENT, opacity=0.5).encode(
        x="low_80:Q", x2="high_80:Q"
    )
    shapes = alt.Shape(
        "mark:N",
        scale=alt.Scale(domain=list(labels), range=["circle", "diamond"]),
        legend=alt.Legend(title=None, orient="top"),
    )
    points = [
        base.transform_calculate(mark=f"'{label}'")
        .mark_point(size=110, filled=True, color=colour, opacity=1)
        .encode(x=f"{field}:Q", shape=shapes, tooltip=[f"{field}:Q"])
        for field, label, colour in zip(
            ("median", "observed"), labels, (ACCENT, OTHER), strict=True
        )
    ]
    chart = alt.layer(wide, narrow, *points).properties(height=alt.Step(STRIP_STEP_PX))
    return compile_chart(chart, language)


def _limits(base: alt.Chart) -> list[alt.Chart]:
    target = base.transform_filter("datum.part === 'target'")
    ends = [
        mark
        for row, part in enumerate(("end_of_inclusion", "end_of_diagnosis"), start=1)
        for mark in _end(base.transform_filter(f"datum.part === '{part}'"), row)
    ]
    return [
        target.mark_rule(strokeDash=[4, 4], color=QUIET_TEXT).encode(
            x=alt.value(0), x2=alt.value("width"), y="patients:Q"
        ),
        target.mark_text(align="left", baseline="bottom", dx=4, dy=-3, color=QUIET_TEXT).encode(
            x=alt.value(0), y="patients:Q", text="note:N"
        ),
        *ends,
    ]


def _end(part: alt.Chart, row: int) -> list[alt.Chart]:
    """A vertical line with its note; the notes stand in rows, so that they never overlap."""
    return [
        part.mark_rule(strokeDash=[2, 3], color=QUIET_TEXT),
        part.mark_text(align="right", baseline="bottom", dx=-4, color=QUIET_TEXT).encode(
            y=alt.value(CHART_HEIGHT_PX - row * NOTE_ROW_PX), text="note:N"
        ),
    ]


def _days(language: str) -> alt.X:
    axis = alt.Axis(format=DAY_FORMATS[language], labelOverlap=True, tickCount=8)
    return alt.X("day:T", title=None, axis=axis, scale=alt.Scale(type="utc"))


def _patients(language: str) -> alt.Y:
    axis = alt.Axis(format=",d", tickMinStep=1)
    return alt.Y("patients:Q", title=text("columns.patients", language), axis=axis)


def _day_tooltip(language: str) -> alt.Tooltip:
    form = {"en": "%Y-%m-%d", "fr": "%d/%m/%Y"}[language]
    return alt.Tooltip(
        "utcyearmonthdate(day):T", format=form, title=text("recruitment.day", language)
    )


def _legend(
    channel: str, labels: Sequence[str], values: Sequence[Any], *, field: str = "series"
) -> Any:
    kinds = {"color": alt.Color, "strokeDash": alt.StrokeDash, "opacity": alt.Opacity}
    symbol = "square" if channel == "opacity" else "stroke"
    return kinds[channel](
        f"{field}:N",
        scale=alt.Scale(domain=list(labels), range=list(values)),
        legend=alt.Legend(
            title=None, orient="top", columns=1, labelLimit=320, symbolType=symbol, symbolSize=300
        ),
    )
