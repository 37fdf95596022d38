"""The centres compared: those that stand out, and an indicator of each with its interval."""

import pandas as pd

from synchronox_core.recruitment.centres import CentreIndicator, Verdict
from synchronox_core.recruitment.quality_indicators import COUNTS, QualityIndicator
from synchronox_core.services.quality.review import DataQuality
from synchronox_core.services.quality.words import flag_label, written_counts, written_value
from synchronox_core.services.recruitment.words import written_p_value
from synchronox_core.text import text
from synchronox_core.text.formats import NO_BREAK_SPACE, format_interval
from synchronox_core.text.labels import column_label


def flagged_centres(quality: DataQuality) -> list[CentreIndicator]:
    """The indicators that are high against the other centres."""
    return [
        found
        for indicators in quality.indicators.values()
        for found in indicators
        if found.verdict == Verdict.HIGH
    ]


def centre_table(quality: DataQuality, indicator: QualityIndicator, language: str) -> pd.DataFrame:
    """An indicator of every centre, the flagged and then the highest first."""
    found = sorted(
        quality.indicators[indicator],
        key=lambda c: (c.adjusted_p_value is None, c.verdict != Verdict.HIGH, -(c.value or 0)),
    )
    names = dict(zip(quality.centres["centre_id"], quality.centres["centre_name"], strict=True))
    return pd.DataFrame(
        {
            column_label("centre_id", language): [
                f"{centre.centre_id} · {names[centre.centre_id]}" for centre in found
            ],
            text("quality.counted", language): [
                written_counts(centre.events, centre.total, language) for centre in found
            ],
            text("quality.value_interval", language): [
                _with_interval(indicator, centre, language) for centre in found
            ],
            text("quality.adjusted_p", language): [
                ""
                if centre.adjusted_p_value is None
                else written_p_value(centre.adjusted_p_value, language)
                for centre in found
            ],
            text("quality.judged", language): [flag_label(centre, language) for centre in found],
        }
    )


def _with_interval(indicator: QualityIndicator, centre: CentreIndicator, language: str) -> str:
    if centre.value is None or centre.ci_low is None or centre.ci_high is None:
        return ""
    value = written_value(indicator, centre.value, language)
    scale, decimals = (1, 2) if indicator in COUNTS else (100, 1)
    bounds = format_interval(scale * centre.ci_low, scale * centre.ci_high, language, decimals)
    return f"{value}{NO_BREAK_SPACE}{bounds}"
