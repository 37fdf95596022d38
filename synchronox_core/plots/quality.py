"""Charts of the data quality: funnel of the centres, endpoints by quarter, last digits."""

from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.theme import QUIET_TEXT, compile_chart
from synchronox_core.text import text

CHART_HEIGHT_PX = 280
ACCENT = "#00548b"
POINT_SIZE = 70
MATURITY_COLOURS = (ACCENT, "#b36b00", "#9aa5ad")
FLAG_SHAPES = ("circle", "triangle-up", "triangle-down", "cross")
FLAG_COLOURS = (ACCENT, "#b00020", "#7a4fa3", QUIET_TEXT)


@cache
def funnel_chart(language: str, flags: tuple[str, ...], *, is_share: bool) -> dict[str, Any]:
    """Centres by size and value, the limits chance sets at each size, the absolute limit.

    Takes rows of part (``centre``, ``inner``, ``outer``, ``overall``, ``limit``), patients, value,
    low, high, centre, flag (label), note.

    Args:
        language: ``en`` or ``fr``.
        flags: Labels of usual, high, low and too few to judge, in this order.
        is_share: Whether the values are shares (0-1), else events by patient.
    """
    base = alt.Chart()
    x = alt.X("patients:Q", title=text("quality.funnel_x", language), axis=alt.Axis(format=",d"))
    format_ = "%" if is_share else "~f"
    y = alt.Y("value:Q", title=text("quality.value", language), axis=alt.Axis(format=format_))
    bounds = [
        _part(base, part)
        .mark_line(strokeWidth=1, strokeDash=dash, color=QUIET_TEXT, interpolate="step-after")
        .encode(x=x, y=alt.Y(f"{side}:Q", title=text("quality.value", language)))
        for part, dash in (("inner", [2, 2]), ("outer", [1, 0]))
        for side in ("low", "high")
    ]
    rules = [
        _part(base, part).mark_rule(strokeWidth=width, strokeDash=dash, color=colour).encode(y=y)
        for part, width, dash, colour in (
            ("overall", 1, [1, 0], ACCENT),
            ("limit", 1.5, [6, 3], "#b36b00"),
        )
    ]
    legend = alt.Legend(title=None, orient="top", columns=2)
    points = (
        _part(base, "centre")
        .mark_point(filled=True, size=POINT_SIZE, opacity=0.9)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "flag:N",
                scale=alt.Scale(domain=list(flags), range=list(FLAG_COLOURS)),
                legend=legend,
            ),
            shape=alt.Shape(
                "flag:N",
                scale=alt.Scale(domain=list(flags), range=list(FLAG_SHAPES)),
                legend=legend,
            ),
            tooltip=["centre:N", "note:N"],
        )
    )
    chart = alt.layer(*bounds, *rules, points).properties(height=CHART_HEIGHT_PX)
    return compile_chart(chart, language)


@cache
def quarters_chart(language: str, labels: tuple[str, ...]) -> dict[str, Any]:
    """Patients by the quarter in which their endpoint is due, cut by maturity.

    Takes rows of quarter, maturity (label), stack, patients.

    Args:
        language: ``en`` or ``fr``.
        labels: Labels of judged, not evaluable and not yet, in this order.
    """
    chart = (
        alt.Chart()
        .mark_bar()
        .encode(
            x=alt.X("quarter:N", title=None, axis=alt.Axis(labelAngle=-60, labelOverlap=True)),
            y=alt.Y(
                "patients:Q",
                title=text("columns.patients", language),
                axis=alt.Axis(format=",d", tickMinStep=1),
            ),
            color=alt.Color(
                "maturity:N",
                scale=alt.Scale(domain=list(labels), range=list(MATURITY_COLOURS)),
                legend=alt.Legend(title=None, orient="top", columns=2),
            ),
            order=alt.Order("stack:Q"),
            tooltip=["quarter:N", "maturity:N", "patients:Q"],
        )
        .properties(height=CHART_HEIGHT_PX)
    )
    return compile_chart(chart, language)


@cache
def digits_chart(language: str) -> dict[str, Any]:
    """Share of values by last digit, beside the one in ten that no preference would give.

    Takes rows of digit, share (0-1), values, expected (0-1).
    """
    base = alt.Chart().encode(
        x=alt.X("digit:O", title=text("quality.last_digit", language), axis=alt.Axis(labelAngle=0))
    )
    bars = base.mark_bar(color=ACCENT).encode(
        y=alt.Y(
            "share:Q",
            title=text("quality.share_of_values", language),
            axis=alt.Axis(format="%"),
        ),
        tooltip=["digit:O", alt.Tooltip("share:Q", format=".1%"), "values:Q"],
    )
    expected = base.mark_tick(color=QUIET_TEXT, thickness=2).encode(y="expected:Q")
    return compile_chart(alt.layer(bars, expected).properties(height=CHART_HEIGHT_PX), language)


def _part(base: alt.Chart, part: str) -> alt.Chart:
    return base.transform_filter(f"datum.part === '{part}'")
