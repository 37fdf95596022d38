"""The change of each liver lesion as a bar, with the thresholds of RECIST."""

from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.marks import SITE_COLOURS
from synchronox_core.plots.theme import QUIET_TEXT, compile_chart
from synchronox_core.protocol.thresholds import PARTIAL_RESPONSE_PERCENT, PROGRESSION_PERCENT
from synchronox_core.text import text

BAR_STEP_PX = 24
NOTE_PX = 6
FILLED, HOLLOW = 0.9, 0.12
"""Opacity of the bars of targets and of other lesions."""

THRESHOLDS = {"partial": -PARTIAL_RESPONSE_PERCENT, "progression": PROGRESSION_PERCENT}


@cache
def waterfall_chart(language: str) -> dict[str, Any]:
    """A bar a lesion from 0 to its change, the sizes beside it, both thresholds as lines.

    Takes the rows of ``services.waterfall_rows.waterfall_rows``.
    """
    base = alt.Chart().encode(
        y=alt.Y(
            "lesion:N",
            sort=alt.EncodingSortField(field="position", op="min"),
            title=None,
            axis=alt.Axis(labelLimit=120, ticks=False),
        )
    )
    layers = [*_draw_thresholds(language), *_draw_bars(base, language), _draw_notes(base)]
    # An unseen point further out keeps the notes of the longest bars inside the chart.
    room = base.mark_point(opacity=0, tooltip=False).encode(x="room:Q")
    chart = alt.layer(*layers, room).properties(height=alt.Step(BAR_STEP_PX))
    return compile_chart(chart, language)


def _draw_bars(base: alt.Chart, language: str) -> list[alt.Chart]:
    roles = [text(f"patient_figures.is_{role}", language) for role in ("target", "other")]
    colour = SITE_COLOURS["liver"]
    legend = alt.Legend(
        title=None, orient="top", symbolType="square", symbolFillColor=colour,
        symbolStrokeColor=colour,
    )  # fmt: skip
    bars = base.mark_bar(color=colour, stroke=colour, strokeWidth=1.5).encode(
        x=_change_axis(language),
        x2=alt.datum(0),
        fillOpacity=alt.FillOpacity(
            "role:N", scale=alt.Scale(domain=roles, range=[FILLED, HOLLOW]), legend=legend
        ),
        tooltip=[
            alt.Tooltip(
                f"{field}:{kind}", title=text(f"patient_figures.column_{name}", language), **form
            )
            for field, kind, name, form in (
                ("lesion", "N", "lesion", {}),
                ("role", "N", "target", {}),
                ("change_percent", "Q", "change", {"format": ".1f"}),
                ("note", "N", "note", {}),
                ("source", "N", "source", {}),
            )
        ],
    )
    return [bars]


def _change_axis(language: str) -> alt.X:
    return alt.X(
        "change_percent:Q",
        title=text("patient_figures.change_axis", language),
        axis=alt.Axis(values=list(range(-100, 401, 50)), format="+d", labelOverlap=True),
        scale=alt.Scale(domainMin=-100, nice=False),
    )


def _draw_notes(base: alt.Chart) -> alt.Chart:
    """The sizes, or why there is no bar, at the right edge."""
    return base.mark_text(align="right", color=QUIET_TEXT).encode(
        x=alt.value(alt.ExprRef(f"width - {NOTE_PX}")), text="note:N"
    )


def _draw_thresholds(language: str) -> list[alt.Chart]:
    lines = []
    for name, percent in THRESHOLDS.items():
        at = alt.Chart().encode(x=alt.datum(percent, type="quantitative"))
        label = text(f"patient_figures.threshold_{name}", language)
        lines.append(at.mark_rule(color=QUIET_TEXT, strokeDash=[4, 3]))
        lines.append(
            at.mark_text(color=QUIET_TEXT, baseline="bottom", dy=-3, text=label).encode(
                y=alt.value(0)
            )
        )
    return lines
