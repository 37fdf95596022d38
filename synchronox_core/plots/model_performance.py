"""How a model performs: calibration, decisions, stability of its predictions, drift in time."""

from functools import cache
from typing import Any

import altair as alt

from synchronox_core.plots.theme import QUIET_TEXT, SERIES_COLOURS, compile_chart
from synchronox_core.text import text

HEIGHT_PX = 300
LEAST_NET_BENEFIT = -0.2
"""Below it the curve of acting in everybody would flatten all the others."""

SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1]


@cache
def calibration_chart(language: str) -> dict[str, Any]:
    """Observed against predicted probability with its band, beside the line of agreement.

    Takes rows of predicted, observed, ci_low, ci_high (0-1).
    """
    base = alt.Chart().encode(x=_share("predicted", "model.axis_predicted", language))
    y = _share("observed", "model.axis_observed", language, vertical=True)
    line = base.encode(y=y, color=_hue(), tooltip=_tooltip("predicted", "observed"))
    band = base.transform_calculate(hue="0").mark_area(opacity=0.2, aria=False)
    chart = alt.layer(
        _agreement(),
        band.encode(y="ci_low:Q", y2="ci_high:Q", color=_hue()),
        line.transform_calculate(hue="0").mark_line(point=True),
    )
    return compile_chart(chart.properties(height=HEIGHT_PX), language)


@cache
def decision_chart(language: str, labels: tuple[str, ...]) -> dict[str, Any]:
    """Net benefit by threshold of acting on the model, in everybody, in nobody.

    Takes rows of threshold, net_benefit, series (one of ``labels``), and rows of threshold,
    ci_low, ci_high, the band of the model.

    Args:
        language: ``en`` or ``fr``.
        labels: Names of the three ways to act, the model first.
    """
    order = list(labels)
    x = _share("threshold", "model.axis_threshold", language)
    lines = (
        alt.Chart()
        .transform_filter("isValid(datum.series)")
        .mark_line(clip=True)
        .encode(
            x=x,
            y=alt.Y(
                "net_benefit:Q",
                title=text("model.axis_net_benefit", language),
                scale=alt.Scale(domainMin=LEAST_NET_BENEFIT),
            ),
            color=alt.Color("series:N", sort=order, legend=_legend()),
            strokeDash=alt.StrokeDash(
                "series:N", sort=order, scale=alt.Scale(range=[[1, 0], [8, 4], [2, 2]])
            ),
            tooltip=["series:N", *_tooltip("threshold", "net_benefit")],
        )
    )
    band = (
        alt.Chart()
        .transform_filter("isValid(datum.ci_low)")
        .mark_area(color=SERIES_COLOURS[0], opacity=0.2, clip=True, aria=False)
        .encode(x=x, y="ci_low:Q", y2="ci_high:Q")
    )
    return compile_chart(alt.layer(lines, band).properties(height=HEIGHT_PX), language)


@cache
def instability_chart(language: str) -> dict[str, Any]:
    """What the resamples predict for the same patients, by tenth of predicted risk.

    Takes rows of predicted, low, high (0-1).
    """
    base = (
        alt.Chart()
        .transform_calculate(hue="0")
        .encode(
            x=_share("predicted", "model.axis_predicted", language),
            color=_hue(),
            tooltip=_tooltip("predicted", "low", "high"),
        )
    )
    spread = _share("low", "model.axis_resamples", language, vertical=True)
    chart = alt.layer(
        _agreement(),
        base.mark_rule(strokeWidth=3).encode(y=spread, y2="high:Q"),
        base.mark_point(filled=True, size=60).encode(y="predicted:Q"),
    )
    return compile_chart(chart.properties(height=HEIGHT_PX), language)


@cache
def drift_chart(language: str, labels: tuple[str, ...]) -> dict[str, Any]:
    """Observed and expected share by year.

    Takes rows of year, share (0-1), series (one of ``labels``), patients, and ci_low, ci_high of
    the observed share.

    Args:
        language: ``en`` or ``fr``.
        labels: Names of the two series, the observed one first.
    """
    order = list(labels)
    chart = (
        alt.Chart()
        .mark_line()
        .encode(
            x=alt.X("year:O", title=text("model.axis_year", language)),
            y=_share("share", "model.axis_share", language, vertical=True),
            color=alt.Color("series:N", sort=order, legend=_legend()),
            strokeDash=alt.StrokeDash(
                "series:N", sort=order, scale=alt.Scale(range=[[1, 0], [6, 4]])
            ),
            tooltip=["year:O", "series:N", *_tooltip("share"), "patients:Q"],
        )
    )
    marks = chart.mark_point(filled=True, size=50).encode(
        shape=alt.Shape("series:N", sort=order, legend=_legend()), strokeDash=alt.value([1, 0])
    )
    whiskers = (
        alt.Chart()
        .transform_filter("isValid(datum.ci_low)")
        .mark_rule(strokeWidth=2, aria=False)
        .encode(
            x="year:O",
            y=_share("ci_low", "model.axis_share", language, vertical=True),
            y2="ci_high:Q",
            color=alt.Color("series:N", sort=order, legend=_legend()),
        )
    )
    return compile_chart(alt.layer(chart, marks, whiskers).properties(height=HEIGHT_PX), language)


def _share(field: str, title: str, language: str, *, vertical: bool = False) -> Any:
    channel = alt.Y if vertical else alt.X
    return channel(
        f"{field}:Q",
        title=text(title, language),
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(values=SHARES, format=".1f"),
    )


def _agreement() -> alt.Chart:
    """The line on which prediction and outcome agree."""
    ends = {"x": alt.datum(0), "y": alt.datum(0), "x2": alt.datum(1), "y2": alt.datum(1)}
    rule = alt.Chart().mark_rule(color=QUIET_TEXT, strokeDash=[4, 3], tooltip=False, aria=False)
    line: alt.Chart = rule.encode(**ends)
    return line


def _hue() -> alt.Color:
    """The hue of the theme, which a constant in the rows takes."""
    return alt.Color("hue:N", legend=None)


def _legend() -> alt.Legend:
    return alt.Legend(title=None, orient="top")


def _tooltip(*fields: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:Q", format=".2f") for field in fields]
