"""Charts of the overview: counts, baseline distributions and attrition."""

from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.marks import STRATEGY_MARKS
from synchronox_core.plots.theme import QUIET_TEXT, compile_chart
from synchronox_core.protocol.vocabulary import Cohort
from synchronox_core.statistics.baseline import UNKNOWN
from synchronox_core.text import text
from synchronox_core.text.labels import code_label

BAR_STEP_PX = 28
HISTOGRAM_HEIGHT_PX = 180
LABEL_LIMIT_PX = 210
LABEL_ROOM = 1.6
"""Length of the chart over its longest bar, for the count beside it."""


@cache
def centres_chart(language: str) -> dict[str, Any]:
    """Patients by centre as bars cut by cohort.

    Takes rows of centre, position, cohort, stack, patients.
    """
    labels = [code_label("cohort", cohort, language) for cohort in (*Cohort, UNKNOWN)]
    chart = (
        alt.Chart()
        .mark_bar()
        .encode(
            y=_bar_axis("centre"),
            x=alt.X("patients:Q", title=text("columns.patients", language), axis=_whole_axis()),
            color=alt.Color(
                "cohort:N",
                scale=alt.Scale(domain=labels),
                legend=alt.Legend(title=None, orient="top", columns=2),
            ),
            order=alt.Order("stack:Q"),
            tooltip=["centre:N", "cohort:N", "patients:Q"],
        )
        .properties(height=alt.Step(BAR_STEP_PX))
    )
    return compile_chart(chart, language)


@cache
def strategies_chart(language: str) -> dict[str, Any]:
    """Patients by planned strategy as bars in the hue of each strategy.

    Takes rows of strategy (code), value, position, patients, note.
    """
    colour = alt.Color(
        "strategy:N",
        legend=None,
        scale=alt.Scale(
            domain=[*STRATEGY_MARKS, UNKNOWN],
            range=[*(mark.colour for mark in STRATEGY_MARKS.values()), QUIET_TEXT],
        ),
    )
    return compile_chart(_labelled_bars(colour, language), language)


@cache
def bars_chart(language: str) -> dict[str, Any]:
    """Patients by code, or by step of a flow, as bars with their count beside them.

    Takes rows of value, position, patients (None: not shown), note.
    """
    return compile_chart(_labelled_bars(_one_colour(), language), language)


@cache
def histogram_chart(language: str) -> dict[str, Any]:
    """Patients by bin of a number.

    Takes rows of value (label of the bin), position, patients (None: not shown), note.
    """
    base = (
        alt.Chart()
        .transform_calculate(series="'all'")
        .encode(
            x=alt.X(
                "value:N",
                sort=_by_position(),
                title=None,
                axis=alt.Axis(labelAngle=-45, labelOverlap=True, ticks=False),
            )
        )
    )
    patients = alt.Y("patients:Q", title=text("columns.patients", language), axis=_whole_axis())
    bars = base.mark_bar(binSpacing=1).encode(
        y=patients, color=_one_colour(), tooltip=["value:N", "patients:Q", "note:N"]
    )
    notes = base.mark_text(dy=-6, color=QUIET_TEXT, fontSize=10).encode(
        y=alt.datum(0), text="note:N"
    )
    return compile_chart(alt.layer(bars, notes).properties(height=HISTOGRAM_HEIGHT_PX), language)


def _labelled_bars(colour: alt.Color, language: str) -> alt.TopLevelMixin:
    base = (
        alt.Chart()
        .transform_calculate(end="datum.patients === null ? 0 : datum.patients", series="'all'")
        .transform_calculate(room=f"datum.end * {LABEL_ROOM}")
        .encode(y=_bar_axis("value"))
    )
    length = alt.X("end:Q", title=text("columns.patients", language), axis=None)
    bars = base.mark_bar().encode(x=length, color=colour, tooltip=["value:N", "note:N"])
    notes = base.mark_text(align="left", dx=4, color=QUIET_TEXT).encode(x="end:Q", text="note:N")
    # An unseen point further out keeps the count beside the longest bar inside the chart.
    room = base.mark_point(opacity=0, tooltip=False).encode(x="room:Q")
    return alt.layer(bars, notes, room).properties(height=alt.Step(BAR_STEP_PX))


def _bar_axis(field: str) -> alt.Y:
    return alt.Y(
        f"{field}:N",
        sort=_by_position(),
        title=None,
        axis=alt.Axis(labelLimit=LABEL_LIMIT_PX, ticks=False),
    )


def _by_position() -> alt.EncodingSortField:
    # Bars and notes share the axis, and a shared order needs an operation.
    return alt.EncodingSortField(field="position", op="min")


def _whole_axis() -> alt.Axis:
    return alt.Axis(format=",d", tickMinStep=1)


def _one_colour() -> alt.Color:
    # A series of its own takes the accent of the page's light or dark theme.
    return alt.Color("series:N", legend=None)
