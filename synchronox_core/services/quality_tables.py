"""The tables of the data quality: headline, delays, maturity, centres, rounding, findings.

They are for the monitoring, which needs every count, and are not for export: the rule that hides
small groups does not hold here (``product.md``).
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from synchronox_core.recruitment.centres import CentreIndicator, Verdict, adjust_p_values
from synchronox_core.recruitment.maturity import Maturity
from synchronox_core.recruitment.quality_indicators import COUNTS, LATE_ENTRY_DAYS, QualityIndicator
from synchronox_core.services.care_cells import counted_share
from synchronox_core.services.data_quality import DataQuality
from synchronox_core.services.quality_completeness import count_all
from synchronox_core.services.quality_words import (
    flag_label,
    form_label,
    item_label,
    written_value,
)
from synchronox_core.services.recruitment_words import written_p_value
from synchronox_core.text import text
from synchronox_core.text.formats import (
    NO_BREAK_SPACE,
    format_date,
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
        (text(f"quality.headline_{name}", language), _counts(*counts, language))
        for name, counts in counted.items()
    ]
    flagged = {centre.centre_id for centre in flagged_centres(quality)}
    label = text("quality.headline_flagged", language)
    return [*figures, (label, _counts(len(flagged), len(quality.centres), language))]


def flagged_centres(quality: DataQuality) -> list[CentreIndicator]:
    """The indicators that are high against the other centres."""
    return [
        found
        for indicators in quality.indicators.values()
        for found in indicators
        if found.verdict == Verdict.HIGH
    ]


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


def maturity_table(quality: DataQuality, language: str) -> pd.DataFrame:
    """Both endpoints by maturity, the missing item of those not evaluable named."""
    rows = []
    for name, counts in (
        ("primary", quality.maturity.primary),
        ("survival", quality.maturity.survival),
    ):
        endpoint, whole = name, int(counts["patients"].sum())
        for maturity in Maturity:
            found = counts[counts["maturity"] == maturity.value]
            if found.empty:
                continue
            label = text(f"quality.maturity_{maturity}", language)
            rows.append((endpoint, label, found, whole))
            endpoint = ""
            if maturity is Maturity.NOT_EVALUABLE:
                rows += [
                    ("", f"– {item_label(str(item), language)}", items, whole)
                    for item, items in found.groupby("item")
                ]
    return pd.DataFrame(
        {
            text("quality.endpoint", language): [
                text(f"quality.endpoint_{endpoint}", language) if endpoint else ""
                for endpoint, *_ in rows
            ],
            text("quality.maturity", language): [label for _, label, *_ in rows],
            column_label("patients", language): [
                counted_share(int(found["patients"].sum()), whole, language)
                for *_, found, whole in rows
            ],
        }
    )


def news_table(quality: DataQuality, language: str) -> pd.DataFrame:
    """Living patients of whom news is due, the longest overdue first."""
    rows = quality.maturity.news_due
    return pd.DataFrame(
        {
            text("quality.study_code", language): rows["patient_id"],
            column_label("centre_id", language): rows["centre_id"],
            column_label("last_news_date", language): [
                format_date(day, language) for day in rows["last_news"]
            ],
            text("quality.due_on", language): [
                format_date(day, language) for day in rows["due_on"]
            ],
            text("quality.overdue_days", language): [
                format_number(max(int(days), 0), language) for days in rows["overdue_days"]
            ],
        }
    )


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
                _counts(centre.events, centre.total, language) for centre in found
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


def _counts(part: float, whole: float, language: str) -> str:
    return "/".join(format_number(count, language) for count in (part, whole))


def _quartiles(days: list[float] | None, language: str) -> str:
    if days is None or len(days) == 0:
        return ""
    q1, median, q3 = days
    interval = format_interval(q1, q3, language, 0)
    return f"{format_number(median, language)}{NO_BREAK_SPACE}{interval}"


def _with_interval(indicator: QualityIndicator, centre: CentreIndicator, language: str) -> str:
    if centre.value is None or centre.ci_low is None or centre.ci_high is None:
        return ""
    value = written_value(indicator, centre.value, language)
    scale, decimals = (1, 2) if indicator in COUNTS else (100, 1)
    bounds = format_interval(scale * centre.ci_low, scale * centre.ci_high, language, decimals)
    return f"{value}{NO_BREAK_SPACE}{bounds}"
