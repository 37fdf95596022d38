"""What each predictor adds: bars from the mean patient, on the scale of the odds."""

from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.theme import QUIET_TEXT, compile_chart
from synchronox_core.text import text

ROW_STEP_PX = 24
TICKS = [0.02, 0.05, 0.1, 0.2, 0.5, 0.7, 1, 1.5, 2, 5, 10, 20, 50]
LEAST_RANGE = [0.5, 2]
"""What the axis shows at least, so that a small contribution looks small."""


@cache
def contributions_chart(language: str) -> dict[str, Any]:
    """A bar a predictor from 1, hollow where the value is not known.

    Takes rows of label, position, odds (multiplier), is_known, note.
    """
    base = alt.Chart().encode(
        y=alt.Y(
            "label:N",
            sort=alt.EncodingSortField(field="position", op="min"),
            title=None,
            axis=alt.Axis(labelLimit=230, ticks=False),
        ),
        tooltip=["label:N", "note:N"],
    )
    x = alt.X(
        "odds:Q",
        title=text("strategies.contribution_axis", language),
        scale=alt.Scale(
            type="log", base=2, nice=False, padding=36, domain=alt.DomainUnionWith(LEAST_RANGE)
        ),
        axis=alt.Axis(values=TICKS, format="~r"),
    )
    # Its hue is that of the theme, which a constant in the data takes.
    bars = base.transform_calculate(one="1", hue="0").encode(
        x=x, x2="one:Q", color=alt.Color("hue:N", legend=None)
    )
    layers = [
        bars.transform_filter(f"{'' if is_known else '!'}datum.is_known").mark_bar(
            filled=is_known, strokeWidth=1.5, size=12
        )
        for is_known in (True, False)
    ]
    line = alt.Chart().mark_rule(color=QUIET_TEXT).encode(x=alt.datum(1, type="quantitative"))
    notes = base.encode(x=x, text="note:N")
    right, left = (notes.transform_filter(f"datum.odds {sign} 1") for sign in (">=", "<"))
    words = (
        right.mark_text(align="left", dx=4, color=QUIET_TEXT),
        left.mark_text(align="right", dx=-4, color=QUIET_TEXT),
    )
    chart = alt.layer(*layers, line, *words).properties(height=alt.Step(ROW_STEP_PX))
    return compile_chart(chart, language)
