"""Survival curves as rows for the chart and as tables, in a reader's language."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from synchronox_core.statistics.disclosure import is_small_count
from synchronox_core.statistics.step_curves import Landmark, StepCurve
from synchronox_core.statistics.survival import KaplanMeier, Median
from synchronox_core.text import text
from synchronox_core.text.formats import format_interval, format_number

LANDMARKS_MONTHS = (12, 24, 36, 60)
"""Times at which survival is told, months."""

HALF_YEARLY_UP_TO_MONTHS = 30
"""Follow-up up to which the numbers at risk stand at every half year."""

YEARLY_UP_TO_MONTHS = 72
"""Follow-up up to which the numbers at risk stand at every year; beyond it at every second one."""

CURVE_COLUMNS = [
    "part", "group", "row", "months", "probability", "ci_low", "ci_high", "censored", "note",
]  # fmt: skip


def curve_rows(
    curves: Mapping[str, StepCurve],
    language: str,
    *,
    lines: Mapping[float, str] | None = None,
    is_one_group: bool = False,
    least: int = 1,
) -> pd.DataFrame:
    """What the survival chart draws.

    Args:
        curves: Curve by label of its group, in the order of the chart.
        language: ``en`` or ``fr``.
        lines: What to write beside vertical lines, by their month.
        is_one_group: The curves are of the same patients, whose numbers then stand there once.
        least: Patients at risk from which a curve is drawn, and a count under it told.

    Returns:
        One row a point of a curve, a line or a text under the axis — part (``curve``, ``line``,
        ``heading``, ``label``, ``at_risk``, ``censored``), group (label), row (position under the
        axis), months, probability, ci_low, ci_high (0-1, NaN in texts), censored, note (the text).
    """
    months = risk_months(curves)
    heading = text("charts.rows_at_risk", language)
    rows: list[dict[str, Any]] = [{"part": "heading", "row": 0, "note": heading}]
    rows += [{"part": "line", "months": at, "note": note} for at, note in (lines or {}).items()]
    place = 1
    for number, (group, curve) in enumerate(curves.items(), start=1):
        has_ticks = number == 1 or not is_one_group
        drawn = _points(curve, least)
        points = drawn if has_ticks else [{**point, "censored": 0.0} for point in drawn]
        parts: list[dict[str, Any]] = [{"part": "curve", **point} for point in points]
        parts.append({"part": "label", "row": place, "note": group})
        place += 1
        if number == len(curves) or not is_one_group:
            at_risk, censored = curve.at_risk_at(months), curve.censored_before(months)
            shown = [_told(count, least) for count in at_risk]
            parts += _counts("at_risk", place, months, shown, "{}")
            shown = [_told(count, least) for count in censored]
            parts += _counts("censored", place + 1, months, shown, "({})")
            place += 2
        rows += [{"group": group, **part} for part in parts]
    return pd.DataFrame(rows, columns=CURVE_COLUMNS)


def _counts(
    part: str, row: int, months: list[int], counts: list[str], form: str
) -> list[dict[str, Any]]:
    return [
        {"part": part, "row": row, "months": month, "note": form.format(count)}
        for month, count in zip(months, counts, strict=True)
    ]


def risk_months(curves: Mapping[str, StepCurve]) -> list[int]:
    """Times of the numbers at risk: every half year of a short follow-up, year, or second year.

    >>> risk_months({})
    [0]
    """
    last = max((int(curve.times[-1]) for curve in curves.values() if curve.patients), default=0)
    if last <= HALF_YEARLY_UP_TO_MONTHS:
        return list(range(0, last + 1, 6))
    return list(range(0, last + 1, 12 if last <= YEARLY_UP_TO_MONTHS else 24))


def _told(patients: int, least: int) -> str:
    return f"<{least}" if is_small_count(patients, least) else str(patients)


def _points(curve: StepCurve, least: int) -> list[dict[str, float]]:
    """The points of a curve with enough at risk: the height of a step tells how many they are."""
    columns = {
        "months": np.concatenate(([0.0], curve.times)),
        "probability": np.concatenate(([curve.START], curve.probability)),
        "ci_low": np.concatenate(([curve.START], curve.ci_low)),
        "ci_high": np.concatenate(([curve.START], curve.ci_high)),
        "censored": np.concatenate(([0], curve.censored)),
    }
    enough = np.concatenate(([True], curve.at_risk >= least))
    return [
        dict(zip(columns, map(float, point), strict=True))
        for point, is_drawn in zip(zip(*columns.values(), strict=True), enough, strict=True)
        if is_drawn
    ]


def summary_table(curves: Mapping[str, KaplanMeier], language: str) -> pd.DataFrame:
    """Patients, events, median and landmark.probability of each group, as text.

    Returns:
        One row a measure (patients; events; median with interval, months; survival at each
        landmark with interval and number at risk) — its name, and a column a group.
    """
    names = [text(f"charts.{key}", language) for key in ("patients", "events", "median_months")]
    names += [text("charts.at_months", language, months=month) for month in LANDMARKS_MONTHS]
    columns = {
        group: [
            format_number(curve.patients, language),
            format_number(int(curve.events.sum()), language),
            median_cell(curve.median, language),
            *(landmark_cell(landmark, language) for landmark in curve.at(LANDMARKS_MONTHS)),
        ]
        for group, curve in curves.items()
    }
    return pd.DataFrame({text("charts.measure", language): names, **columns})


def risk_table(
    curves: Mapping[str, StepCurve],
    language: str,
    measure: str = "event_free",
    least: int = 1,
) -> pd.DataFrame:
    """The curve as a table: probability, at risk and censored at the times under the axis.

    Args:
        curves: Curve by label of its group.
        language: ``en`` or ``fr``.
        measure: What the curves are: ``event_free`` or ``incidence``.
        least: Patients from which a count is told.

    Returns:
        One row a group and time, under headings of the language.
    """
    months = risk_months(curves)
    headings = ("group", "months", f"{measure}_interval", "at_risk", "censored")
    lines = [
        (
            group,
            landmark.months,
            _probability(landmark, language),
            _told(landmark.at_risk, least),
            _told(censored, least),
        )
        for group, curve in curves.items()
        for landmark, censored in zip(curve.at(months), curve.censored_before(months), strict=True)
    ]
    return pd.DataFrame(lines, columns=[text(f"charts.{key}", language) for key in headings])


def median_cell(median: Median, language: str) -> str:
    """A median with its interval, months; what is not reached is said."""
    not_reached = text("charts.not_reached", language)
    months, low, high = (
        not_reached if value is None else format_number(value, language, 1)
        for value in (median.months, median.ci_low, median.ci_high)
    )
    return f"{months} ({low}–{high})" if median.ci_low is not None else months


def landmark_cell(landmark: Landmark, language: str, least: int = 1) -> str:
    """A probability with its interval, and the number at risk."""
    if landmark.probability is None:
        return text("charts.not_followed", language)
    is_small = is_small_count(landmark.at_risk, least)
    at_risk = f"<{least}" if is_small else format_number(landmark.at_risk, language)
    return f"{_probability(landmark, language)}, {at_risk}"


def _probability(landmark: Landmark, language: str) -> str:
    if landmark.probability is None:
        return text("charts.not_followed", language)
    probability = format_number(landmark.probability, language, 2)
    if landmark.ci_low is None or landmark.ci_high is None:
        return probability
    return f"{probability} {format_interval(landmark.ci_low, landmark.ci_high, language)}"
