"""The change of each liver lesion as a bar, with the thresholds of RECIST."""

from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.marks import SITE_COLOURS
from synchronox_core.plots.theme import QUIET_TEXT, compile_chart
from synchronox_core.protocol.thresholds import PARTIAL_RESPONSE_PERCENT, PROGRESSION_PERCENT
from synchronox_core.text import text
from synchronox_core.text.formats import format_percent

BAR_STEP_PX = 24
NOTE_PX = 6
HOLLOW = "rgba(176, 86, 63, 0.12)"
"""Fill of the bars of lesions that are no targets; those of targets are full."""

SIGNED_LABEL = "datum.value > 0 ? '+' + datum.label : datum.label"

THRESHOLDS_PERCENT = (-PARTIAL_RESPONSE_PERCENT, PROGRESSION_PERCENT)


@cache
def waterfall_chart(language: str) -> dict[str, Any]:
    """A bar a lesion from 0 to its change, the sizes beside it, both thresholds as lines.

    Takes the rows of ``services.patients.waterfall_rows.waterfall_rows``.
    """
    base = alt.Chart().encode(
        y=alt.Y(
            "lesion:N",
            sort=alt.EncodingSortField(field="position", op="min"),
            title=None,
            axis=alt.Axis(labelLimit=120, ticks=False),
            scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15),
        )
    )
    layers = [*_draw_thresholds(language), _draw_bars(base, language), _draw_notes(base)]
    # An unseen point further out keeps the notes of the longest bars inside the chart.
    room = base.mark_point(opacity=0, tooltip=False).encode(x="room:Q")
    chart = alt.layer(*layers, room).properties(height=alt.Step(BAR_STEP_PX))
    return compile_chart(chart, language)


def _draw_bars(base: alt.Chart, language: str) -> alt.Chart:
    roles = [text(f"patient_figures.is_{role}", language) for role in ("target", "other")]
    colour = SITE_COLOURS["liver"]
    legend = alt.Legend(title=None, orient="top", symbolType="square", symbolStrokeColor=colour)
    bars: alt.Chart = base.mark_bar(stroke=colour, strokeWidth=1.5).encode(
        x=_change_axis(language),
        x2=alt.datum(0),
        fill=alt.Fill(
            "role:N", scale=alt.Scale(domain=roles, range=[colour, HOLLOW]), legend=legend
        ),
        tooltip=_tooltip(language),
    )
    return bars


def _change_axis(language: str) -> alt.X:
    return alt.X(
        "change_percent:Q",
        title=text("patient_figures.change_axis", language),
        axis=alt.Axis(values=list(range(-100, 401, 50)), labelExpr=SIGNED_LABEL, labelOverlap=True),
        scale=alt.Scale(domainMin=-100, nice=False),
    )


def _tooltip(language: str) -> list[alt.Tooltip]:
    named = {
        "lesion:N": "lesion",
        "role:N": "target",
        "change_percent:Q": "change",
        "note:N": "note",
        "source:N": "source",
    }
    return [
        alt.Tooltip(
            field,
            title=text(f"patient_figures.column_{name}", language),
            format=".1f" if field.endswith("Q") else "",
        )
        for field, name in named.items()
    ]


def _draw_notes(base: alt.Chart) -> alt.Chart:
    """The sizes, or why there is no bar, at the right edge."""
    notes: alt.Chart = base.mark_text(align="right", color=QUIET_TEXT).encode(
        x=alt.value(alt.ExprRef(f"width - {NOTE_PX}")), text="note:N"
    )
    return notes


def _draw_thresholds(language: str) -> list[alt.Chart]:
    lines = []
    for percent in THRESHOLDS_PERCENT:
        # Once, not once for each lesion.
        at = (
            alt.Chart()
            .transform_filter("datum.position === 0")
            .encode(x=alt.datum(percent, type="quantitative"))
        )
        sign = "+" if percent > 0 else "−"
        label = sign + format_percent(abs(percent) / 100, language, 0)
        lines.append(at.mark_rule(color=QUIET_TEXT, strokeDash=[4, 3]))
        lines.append(
            at.mark_text(color=QUIET_TEXT, baseline="bottom", dy=-3, text=label).encode(
                y=alt.value(0)
            )
        )
    return lines
