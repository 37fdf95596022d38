"""The figures of the data quality: each a chart, its rows, its sentence and its table."""

import numpy as np
import pandas as pd

from synchronox_core.plots import quality as plots
from synchronox_core.recruitment.centres import LEAST_PATIENTS, Verdict
from synchronox_core.recruitment.maturity import Maturity
from synchronox_core.recruitment.quality_indicators import (
    COUNTS,
    LIMITS,
    QualityIndicator,
    draw_funnel,
)
from synchronox_core.services.figures import Figure
from synchronox_core.services.quality.centres import centre_table
from synchronox_core.services.quality.review import DataQuality
from synchronox_core.services.quality.words import tell_indicator, written_counts
from synchronox_core.services.recruitment.words import written_p_value
from synchronox_core.statistics.digit_preference import DIGITS, DigitPreference
from synchronox_core.text import text
from synchronox_core.text.formats import format_number
from synchronox_core.text.labels import column_label

FLAGS = (Verdict.USUAL, Verdict.HIGH, Verdict.LOW, Verdict.TOO_FEW)
SHOWN_MATURITIES = (Maturity.JUDGED, Maturity.NOT_EVALUABLE, Maturity.NOT_YET)
FUNNEL_SIZES = 60


def compile_charts(language: str) -> None:
    """Compile the charts of the figures before anybody asks for one."""
    flags = tuple(_flag_labels(language).values())
    for is_share in (True, False):
        plots.funnel_chart(language, flags, is_share=is_share)
    plots.quarters_chart(language, tuple(_maturity_labels(language).values()))
    plots.digits_chart(language)


def funnel_figure(quality: DataQuality, indicator: QualityIndicator, language: str) -> Figure:
    """An indicator of every centre by its size, with the limits chance sets."""
    found = quality.indicators[indicator]
    labels = _flag_labels(language)
    rows: list[dict[str, object]] = [
        {
            "part": "centre",
            "patients": centre.total,
            "value": centre.value,
            "centre": centre.centre_id,
            "flag": labels[centre.verdict],
            "note": written_counts(centre.events, centre.total, language),
        }
        for centre in found
        if centre.value is not None
    ]
    total = sum(centre.total for centre in found)
    overall = sum(centre.events for centre in found) / total if total else 0.0
    largest = int(max((centre.total for centre in found), default=LEAST_PATIENTS))
    sizes = np.unique(
        np.linspace(LEAST_PATIENTS, max(largest, LEAST_PATIENTS), FUNNEL_SIZES).astype(int)
    )
    for point in draw_funnel(indicator, overall, sizes.tolist()):
        limits = (("inner", point.inner_low, point.inner_high),
                  ("outer", point.outer_low, point.outer_high))  # fmt: skip
        rows += [
            {"part": part, "patients": point.patients, "low": low, "high": high}
            for part, low, high in limits
        ]
    rows += [{"part": "overall", "value": overall}, {"part": "limit", "value": LIMITS[indicator]}]
    chart = plots.funnel_chart(language, tuple(labels.values()), is_share=indicator not in COUNTS)
    sentence = tell_indicator(quality, indicator, language)
    return Figure(chart, pd.DataFrame(rows), sentence, centre_table(quality, indicator, language))


def quarters_figure(quality: DataQuality, endpoint: str, language: str) -> Figure:
    """When an endpoint is due, quarter by quarter.

    Args:
        quality: The quality of the data.
        endpoint: ``primary`` or ``survival``.
        language: ``en`` or ``fr``.
    """
    counted = (
        quality.maturity.primary_by_quarter
        if endpoint == "primary"
        else quality.maturity.survival_by_quarter
    )
    labels = _maturity_labels(language)
    drawn = pd.DataFrame(
        {
            "quarter": counted["quarter"],
            "maturity": counted["maturity"].map(labels),
            "stack": counted["maturity"].map({name: rank for rank, name in enumerate(labels)}),
            "patients": counted["patients"],
        }
    )
    sums = counted.groupby("maturity")["patients"].sum()
    sentence = text(
        "quality.quarters_alt",
        language,
        count=int(sums.sum()),
        endpoint=text(f"quality.endpoint_{endpoint}", language),
        **{name: format_number(int(sums.get(name, 0)), language) for name in labels},
    )
    listed = drawn[["quarter", "maturity", "patients"]].rename(
        columns={
            "quarter": text("quality.quarter", language),
            "maturity": text("quality.maturity", language),
        }
    )
    return Figure(plots.quarters_chart(language, tuple(labels.values())), drawn, sentence, listed)


def digits_figure(quality: DataQuality, variable: str, language: str) -> Figure:
    """How the last digits of a measure are spread."""
    digits = quality.digits[variable].digits
    values = int(digits.sum())
    drawn = pd.DataFrame(
        {
            "digit": range(DIGITS),
            "values": digits,
            "share": digits / max(values, 1),
            "expected": 1 / DIGITS,
        }
    )
    sentence = text(
        "quality.digits_alt",
        language,
        count=values,
        variable=column_label(variable, language),
        fives=format_number(int(digits[0] + digits[5]), language),
        test=_even_digits(quality.digits[variable], language),
    )
    listed = pd.DataFrame(
        {
            text("quality.last_digit", language): range(DIGITS),
            text("quality.values", language): digits,
        }
    )
    return Figure(plots.digits_chart(language), drawn, sentence, listed)


def _flag_labels(language: str) -> dict[Verdict, str]:
    return {flag: text(f"quality.verdict_{flag}", language) for flag in FLAGS}


def _maturity_labels(language: str) -> dict[str, str]:
    return {m.value: text(f"quality.maturity_{m}", language) for m in SHOWN_MATURITIES}


def _even_digits(found: DigitPreference, language: str) -> str:
    p_value = found.even_digits_p_value
    if p_value is None:
        return text("quality.digits_not_tested", language)
    return text("quality.digits_even", language, p_value=written_p_value(p_value, language))
