"""The tables of the maturity: who can be judged, what is missing, of whom news is due."""

import pandas as pd

from synchronox_core.recruitment.maturity import Maturity
from synchronox_core.services.cohort.care_cells import counted_share
from synchronox_core.services.quality.review import DataQuality
from synchronox_core.services.quality.words import item_label
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number
from synchronox_core.text.labels import column_label


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
