"""Charts of a comparison of strategies: balance, overlap of the arms, estimates."""

from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.marks import STRATEGY_MARKS
from synchronox_core.plots.theme import QUIET_TEXT, compile_chart
from synchronox_core.protocol.vocabulary import Strategy
from synchronox_core.text import text

ROW_STEP_PX = 20
EFFECT_STEP_PX = 26
LABEL_LIMIT_PX = 230
OVERLAP_HEIGHT_PX = 320
FIRST_COLOUR, SECOND_COLOUR = "#00548b", "#b26b00"
"""Hues of arms that are no strategies."""

IMBALANCE_LINES = (0.10, 0.25)
"""Bounds of the balance: to be looked at, and failing."""

NARROW_LINES = (0.05, 0.95)


@cache
def love_chart(language: str) -> dict[str, Any]:
    """Standardised differences before (hollow) and after (filled), over their sampling band.

    Takes rows of covariate, position, moment (label), difference, band.
    """
    moments = [text(f"comparison.{key}", language) for key in ("before", "after")]
    order = alt.EncodingSortField(field="position", op="min")
    axis = alt.Axis(labelLimit=LABEL_LIMIT_PX, ticks=False, grid=True, labelFlush=False)
    base = alt.Chart().encode(y=alt.Y("covariate:N", sort=order, title=None, axis=axis))
    title = text("comparison.standardised", language)
    points = base.mark_point(size=55, strokeWidth=1.5).encode(
        x=alt.X("difference:Q", title=title, scale=alt.Scale(domainMin=0)),
        shape=alt.Shape(
            "moment:N",
            scale=alt.Scale(domain=moments, range=["circle", "diamond"]),
            legend=alt.Legend(title=None, orient="top"),
        ),
        fill=alt.Fill(
            "moment:N",
            scale=alt.Scale(domain=moments, range=["transparent", FIRST_COLOUR]),
            legend=None,
        ),
        color=alt.value(FIRST_COLOUR),
        tooltip=["covariate:N", "moment:N", alt.Tooltip("difference:Q", format=".2f")],
    )
    band = base.mark_bar(opacity=0.12, color=QUIET_TEXT, tooltip=False).encode(
        x=alt.X("band:Q", stack=None), x2=alt.X2(datum=0)
    )
    layers = [band, *_upright_lines(IMBALANCE_LINES), points]
    return compile_chart(alt.layer(*layers).properties(height=alt.Step(ROW_STEP_PX)), language)


@cache
def overlap_chart(language: str, arms: tuple[str, str], labels: tuple[str, str]) -> dict[str, Any]:
    """Density of the probability of the first arm, its patients above and the others below.

    Takes rows of label, probability, density (negative for the second arm).

    Args:
        language: ``en`` or ``fr``.
        arms: The codes, whose hues are those of the strategies.
        labels: Their labels in that language.
    """
    area = (
        alt.Chart()
        .mark_area(opacity=0.55, line={"strokeWidth": 1.5}, tooltip=False)
        .encode(
            x=alt.X(
                "probability:Q",
                title=text("comparison.probability", language),
                scale=alt.Scale(domain=[0, 1], nice=False),
                axis=alt.Axis(values=[0, 0.2, 0.4, 0.6, 0.8, 1], format=".1f"),
            ),
            y=alt.Y("density:Q", stack=None, title=None, axis=None),
            color=alt.Color(
                "label:N",
                scale=alt.Scale(domain=list(labels), range=_hues(arms)),
                legend=alt.Legend(title=None, orient="top", columns=1, labelLimit=LABEL_LIMIT_PX),
            ),
        )
    )
    layers = [area, *_upright_lines(NARROW_LINES)]
    return compile_chart(alt.layer(*layers).properties(height=OVERLAP_HEIGHT_PX), language)


@cache
def effects_chart(language: str, *, in_months: bool) -> dict[str, Any]:
    """Differences with their intervals, the naive one hollow and grey.

    Takes rows of label, position, kind (``adjusted``, ``other``, ``naive``), difference, ci_low,
    ci_high (all three None where there is none).
    """
    key = "comparison.difference_months" if in_months else "comparison.difference_points"
    order = alt.EncodingSortField(field="position", op="min")
    axis = alt.Axis(labelLimit=LABEL_LIMIT_PX, ticks=False, labelFlush=False)
    kinds = ["adjusted", "other", "naive"]
    base = alt.Chart().encode(
        y=alt.Y("label:N", sort=order, title=None, axis=axis),
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=[FIRST_COLOUR, FIRST_COLOUR, QUIET_TEXT]),
            legend=None,
        ),
    )
    bounds = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("ci_low:Q", title=text(key, language)), x2="ci_high:Q"
    )
    points = base.mark_point(size=70, strokeWidth=2, opacity=1).encode(
        x="difference:Q",
        shape=alt.Shape(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=["diamond", "circle", "square"]),
            legend=None,
        ),
        fill=alt.Fill(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=[FIRST_COLOUR, FIRST_COLOUR, "transparent"]),
            legend=None,
        ),
        tooltip=["label:N", *(alt.Tooltip(f"{name}:Q", format=".1f") for name in _DRAWN)],
    )
    layers = [*_upright_lines((0.0,)), bounds, points]
    return compile_chart(alt.layer(*layers).properties(height=alt.Step(EFFECT_STEP_PX)), language)


_DRAWN = ("difference", "ci_low", "ci_high")


def _upright_lines(places: tuple[float, ...]) -> list[alt.Chart]:
    return [
        alt.Chart()
        .mark_rule(strokeDash=[3, 3], strokeWidth=1, color=QUIET_TEXT, tooltip=False, aria=False)
        .encode(x=alt.datum(place))
        for place in places
    ]


def _hues(arms: tuple[str, str]) -> list[str]:
    if all(arm in set(Strategy) for arm in arms):
        return [STRATEGY_MARKS[Strategy(arm)].colour for arm in arms]
    return [FIRST_COLOUR, SECOND_COLOUR]
