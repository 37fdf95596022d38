"""The tables of the data quality: headline, delays of entry, rounding, findings by cause.

With those of ``centres`` and ``maturity_tables`` they are for the monitoring, which needs
every count, and are not for export: the rule that hides small groups does not hold here
(``product.md``).
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from synchronox_core.recruitment.centres import adjust_p_values
from synchronox_core.recruitment.quality_indicators import LATE_ENTRY_DAYS, QualityIndicator
from synchronox_core.services.cohort.care_cells import counted_share
from synchronox_core.services.quality.centres import flagged_centres
from synchronox_core.services.quality.completeness import count_all
from synchronox_core.services.quality.review import DataQuality
from synchronox_core.services.quality.words import form_label, written_counts, written_value
from synchronox_core.services.recruitment.words import written_p_value
from synchronox_core.text import text
from synchronox_core.text.formats import (
    NO_BREAK_SPACE,
    format_interval,
    format_number,
    format_percent,
)
from synchronox_core.text.labels import column_label


def headline(quality: DataQuality, language: str) -> list[tuple[str, str]]:
    """The first figures of the page: label and value."""
    expected, filled = count_all(quality)
    overall = quality.delays[quality.delays["centre_id"].isna() & quality.delays["form"].isna()]
    late = int((overall["late"] + overall["waiting"]).sum())
    forms = int((overall["entered"] + overall["waiting"]).sum())
    counted = {
        "primary_missing": _totals(quality, QualityIndicator.PRIMARY_MISSING),
        "late_forms": (late, forms),
        "overdue_news": _totals(quality, QualityIndicator.OVERDUE_NEWS),
    }
    share = format_percent(filled / expected if expected else 0, language)
    figures = [(text("quality.headline_completeness", language), share)]
    figures += [
        (text(f"quality.headline_{name}", language), written_counts(*counts, language))
        for name, counts in counted.items()
    ]
    flagged = {centre.centre_id for centre in flagged_centres(quality)}
    label = text("quality.headline_flagged", language)
    return [*figures, (label, written_counts(len(flagged), len(quality.centres), language))]


def delay_table(quality: DataQuality, by: str, language: str) -> pd.DataFrame:
    """Delays of entry by centre or by form, all together first.

    Args:
        quality: The quality of the data.
        by: ``centre_id`` or ``form``.
        language: ``en`` or ``fr``.
    """
    other = "form" if by == "centre_id" else "centre_id"
    rows = quality.delays[quality.delays[other].isna()]
    rows = rows.sort_values(by, na_position="first", kind="stable")
    shown = []
    for row in rows.to_dict("records"):
        late, waiting = int(row["late"]), int(row["waiting"])
        forms = int(row["entered"]) + waiting
        name = (
            text("quality.all", language)
            if pd.isna(row[by])
            else form_label(str(row[by]), language)
        )
        shown.append(
            {
                column_label(by, language)
                if by == "centre_id"
                else text("quality.form", language): name,
                text("quality.forms", language): format_number(forms, language),
                text("quality.delay", language): _quartiles(row["quartiles"], language),
                text("quality.late", language, days=LATE_ENTRY_DAYS): counted_share(
                    late + waiting, forms, language
                ),
                text("quality.waiting", language): format_number(waiting, language),
            }
        )
    return pd.DataFrame(shown)


def rounding_table(quality: DataQuality, language: str) -> pd.DataFrame:
    """Round values of measures and dates, tested together with false-discovery control."""
    found = [
        (name, text("quality.fives", language), digits.multiples_of_five)
        for name, digits in quality.digits.items()
    ]
    found += [
        (name, text("quality.firsts", language), firsts) for name, firsts in quality.firsts.items()
    ]
    tested = [row for row in found if row[2].p_value is not None]
    p_values = np.array([heaping.p_value for *_, heaping in tested], dtype=np.float64)
    return pd.DataFrame(
        {
            text("quality.variable", language): [
                column_label(name, language) for name, *_ in tested
            ],
            text("quality.round_value", language): [label for _, label, _ in tested],
            text("quality.observed", language): [
                counted_share(heaping.heaped, heaping.values, language) for *_, heaping in tested
            ],
            text("quality.expected_share", language): [
                written_value(QualityIndicator.PRIMARY_MISSING, heaping.expected, language)
                for *_, heaping in tested
            ],
            text("quality.adjusted_p", language): [
                written_p_value(float(p_value), language) for p_value in adjust_p_values(p_values)
            ],
        }
    )


def cause_table(quality: DataQuality, language: str) -> pd.DataFrame:
    """Findings of the last import by cause, the most frequent first."""
    rows = quality.causes
    return pd.DataFrame(
        {
            text("quality.level", language): [
                text(f"import.level_{level}", language) for level in rows["level"]
            ],
            text("quality.cause", language): rows["code"],
            text("quality.findings", language): _numbers(rows["findings"], language),
            column_label("patients", language): _numbers(rows["patients"], language),
            text("quality.centres_column", language): _numbers(rows["centres"], language),
            text("quality.example", language): rows[f"example_{language}"],
        }
    )


def _numbers(values: Iterable[int], language: str) -> list[str]:
    return [format_number(int(value), language) for value in values]


def _totals(quality: DataQuality, indicator: QualityIndicator) -> tuple[int, int]:
    found = quality.indicators[indicator]
    return sum(c.events for c in found), int(sum(c.total for c in found))


def _quartiles(days: list[float] | None, language: str) -> str:
    if days is None or len(days) == 0:
        return ""
    q1, median, q3 = days
    interval = format_interval(q1, q3, language, 0)
    return f"{format_number(median, language)}{NO_BREAK_SPACE}{interval}"
