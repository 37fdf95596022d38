"""Chart of the primary outcome: every status, cut by maturity."""

from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.overview import BAR_STEP_PX, LABEL_LIMIT_PX, LABEL_ROOM
from synchronox_core.plots.theme import QUIET_TEXT, compile_chart
from synchronox_core.statistics.primary_outcome import Maturity
from synchronox_core.text import text


@cache
def statuses_chart(language: str) -> dict[str, Any]:
    """Patients by status as bars cut by maturity, the count of each beside it.

    Takes rows of value (label of the status), position, maturity (label), stack, patients, total,
    note (empty but on one row of each bar).
    """
    labels = [text(f"outcomes.column_{maturity}", language) for maturity in Maturity]
    by_position = alt.EncodingSortField(field="position", op="min")
    axis = alt.Axis(labelLimit=LABEL_LIMIT_PX, ticks=False)
    base = alt.Chart().encode(y=alt.Y("value:N", sort=by_position, title=None, axis=axis))
    bars = base.mark_bar().encode(
        x=alt.X("patients:Q", title=text("columns.patients", language), axis=None),
        color=alt.Color(
            "maturity:N",
            sort=labels,
            legend=alt.Legend(title=None, orient="top", columns=2),
        ),
        order=alt.Order("stack:Q"),
        tooltip=["value:N", "maturity:N", "patients:Q"],
    )
    notes = base.mark_text(align="left", dx=4, color=QUIET_TEXT).encode(x="total:Q", text="note:N")
    # An unseen point further out keeps the count beside the longest bar inside the chart.
    room = base.transform_calculate(room=f"datum.total * {LABEL_ROOM}")
    points = room.mark_point(opacity=0, tooltip=False).encode(x="room:Q")
    return compile_chart(
        alt.layer(bars, notes, points).properties(height=alt.Step(BAR_STEP_PX)), language
    )
