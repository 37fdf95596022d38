"""Survival curves with their interval, and the patients at risk and censored under the axis."""

from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.theme import QUIET_TEXT, compile_chart
from synchronox_core.text import text

CURVE_HEIGHT_PX = 260
ROW_PX = 17
MOST_ROWS = 24
SWATCH_PX = 28
ROWS_BELOW_AXIS_PX = 74
"""Room between the axis and the rows under it, for its labels and its title."""

LONGEST_AXIS_MONTHS = 360

DASHES = ([1, 0], [8, 4], [2, 2], [8, 3, 2, 3], [1, 4], [12, 4])
"""Strokes and gaps of the groups' lines, so that grey prints can be read."""


GroupMark = tuple[str, str, tuple[int, ...]]
"""Label of a group, the colour of its line, and its strokes and gaps (empty for a solid line)."""


@cache
def survival_chart(
    language: str,
    origin: str,
    measure: str = "event_free",
    marks: tuple[GroupMark, ...] = (),
    tick_months: int = 12,
) -> dict[str, Any]:
    """Curves over time, one a group, with band, censoring ticks and numbers at risk.

    Takes the rows of ``services.survival.views.curve_rows``: part (``curve``, ``line``,
    ``heading``, ``label``, ``at_risk``, ``censored``), group, row, months, probability, ci_low,
    ci_high, censored, note.

    Args:
        language: ``en`` or ``fr``.
        origin: Where the clock starts, in that language; stands under the axis.
        measure: What the curves are: ``event_free`` or ``incidence``.
        marks: Colours and strokes of groups that keep theirs everywhere; others follow the theme.
        tick_months: Months from mark to mark of the time axis.
    """
    chart = (
        alt.layer(_curves(language, origin, measure, marks, tick_months), *_rows_under_axis(marks))
        .resolve_scale(y="independent")
        .properties(
            height=CURVE_HEIGHT_PX, autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
        )
    )
    return compile_chart(chart, language)


def _curves(
    language: str, origin: str, measure: str, marks: tuple[GroupMark, ...], tick_months: int
) -> alt.LayerChart:
    since = text("charts.months_since", language, origin=origin)
    ticks_at = list(range(0, LONGEST_AXIS_MONTHS + 1, tick_months))
    ticked = alt.Axis(values=ticks_at, grid=False, format="d")
    fifths = alt.Axis(values=[0, 0.2, 0.4, 0.6, 0.8, 1], format=".1f")
    months = alt.X("months:Q", title=since, axis=ticked, scale=alt.Scale(nice=False, domainMin=0))
    probability = alt.Y(
        "probability:Q",
        title=text(f"charts.{measure}", language),
        axis=fifths,
        scale=alt.Scale(domain=[0, 1]),
    )
    curves = _part("curve").encode(x=months, y=probability, color=_group_colour(marks))
    band = curves.mark_area(interpolate="step-after", opacity=0.15).encode(
        y="ci_low:Q", y2="ci_high:Q"
    )
    line = curves.mark_line(interpolate="step-after", strokeWidth=2).encode(
        strokeDash=_group_dash(marks), tooltip=_tooltip(language)
    )
    ticks = curves.transform_filter("datum.censored > 0").mark_point(
        shape="stroke", angle=90, size=40, strokeWidth=1
    )
    return alt.LayerChart(layer=[*_lines(months), band, line, ticks])


def _lines(months: alt.X) -> list[alt.Chart]:
    lines = _part("line").encode(x=months)
    # A chart without lines must not announce an image without a name; the text names a line.
    return [
        lines.mark_rule(color=QUIET_TEXT, strokeWidth=1, strokeDash=[2, 2], aria=False),
        lines.mark_text(align="left", baseline="top", dx=4, color=QUIET_TEXT).encode(
            y=alt.value(0), text="note:N"
        ),
    ]


def _rows_under_axis(marks: tuple[GroupMark, ...]) -> list[alt.Chart]:
    top = f"height + {ROWS_BELOW_AXIS_PX}"
    rows = alt.Y(
        "row:Q",
        axis=None,
        scale=alt.Scale(
            domain=[0, MOST_ROWS],
            range=[alt.ExprRef(top), alt.ExprRef(f"{top} + {ROW_PX * MOST_ROWS}")],
            zero=False,
            nice=False,
        ),
    )
    labels = _part("label").encode(y=rows)
    counts = alt.Chart().transform_filter("datum.part === 'at_risk' || datum.part === 'censored'")
    return [
        labels.mark_rule(strokeWidth=2).encode(
            x=alt.value(0),
            x2=alt.value(SWATCH_PX),
            color=_group_colour(marks),
            strokeDash=_group_dash(marks),
        ),
        labels.mark_text(
            align="left", color=QUIET_TEXT, limit=alt.ExprRef(f"width - {SWATCH_PX + 8}")
        ).encode(x=alt.value(SWATCH_PX + 8), text="note:N"),
        _part("heading")
        .mark_text(align="left", color=QUIET_TEXT)
        .encode(x=alt.value(0), y=rows, text="note:N"),
        counts.mark_text(color=QUIET_TEXT).encode(x="months:Q", y=rows, text="note:N"),
    ]


def _part(part: str) -> alt.Chart:
    return alt.Chart().transform_filter(f"datum.part === '{part}'")


def _group_colour(marks: tuple[GroupMark, ...]) -> alt.Color:
    if not marks:
        return alt.Color("group:N", sort=alt.SortField("row"), legend=None)
    labels, colours, _ = zip(*marks, strict=True)
    scale = alt.Scale(domain=list(labels), range=list(colours))
    return alt.Color("group:N", scale=scale, legend=None)


def _group_dash(marks: tuple[GroupMark, ...]) -> alt.StrokeDash:
    if not marks:
        return alt.StrokeDash(
            "group:N", sort=alt.SortField("row"), scale=alt.Scale(range=list(DASHES)), legend=None
        )
    labels, _, dashes = zip(*marks, strict=True)
    strokes = [list(dash) or list(DASHES[0]) for dash in dashes]
    return alt.StrokeDash(
        "group:N", scale=alt.Scale(domain=list(labels), range=strokes), legend=None
    )


def _tooltip(language: str) -> list[alt.Tooltip]:
    numbers = {"months": ".1f", "probability": ".2f", "ci_low": ".2f", "ci_high": ".2f"}
    return [
        alt.Tooltip("group:N", title=text("charts.group", language)),
        *(
            alt.Tooltip(f"{field}:Q", title=text(f"charts.{field}", language), format=form)
            for field, form in numbers.items()
        ),
    ]
