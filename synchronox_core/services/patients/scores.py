"""The prognostic scores of one patient as a table: a value or a range at each moment."""

import pandas as pd

from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.scores import Moment, ScoreRow, list_scores
from synchronox_core.services.patients.words import tell_item
from synchronox_core.text import has_text, text
from synchronox_core.text.formats import format_number

NO_SCORE = "–"
"""Where a score is not told at a moment."""


def scores_table(record: Record, language: str) -> pd.DataFrame:
    """One row a score: its value at each moment, and the items that leave it open.

    Args:
        record: The patient.
        language: ``en`` or ``fr``.

    Returns:
        Text under the words of the language; a score with unknown items is a range.
    """
    scores = list_scores(record)
    told = {(row.score, row.moment): row for row in scores}
    return pd.DataFrame(
        [
            {
                text("patient.column_score", language): text(f"patient.score_{score}", language),
                **{
                    text(f"patient.moment_{moment}", language): _tell(
                        told.get((score, moment)), language
                    )
                    for moment in Moment
                },
                text("patient.column_unknown", language): _tell_unknown(
                    [row for row in scores if row.score == score], language
                ),
            }
            for score in dict.fromkeys(row.score for row in scores)
        ]
    )


def _tell(row: ScoreRow | None, language: str) -> str:
    if row is None:
        return NO_SCORE
    low = _number(row.low, language)
    high = text("patient.no_upper_bound", language) if row.high is None else ""
    if row.high is not None and row.high != row.low:
        high = _number(row.high, language)
    told = text("patient.range", language, low=low, high=high) if high else low
    if row.group is None:
        return told
    key = f"patient.zone_{row.group}"
    group = (
        text(key, language) if has_text(key) else text("patient.group", language, group=row.group)
    )
    return f"{told} ({group})"


def _number(value: float, language: str) -> str:
    return format_number(value, language, 0 if float(value).is_integer() else 1)


def _tell_unknown(rows: list[ScoreRow], language: str) -> str:
    """Items that leave a score open, once each, with the moments when not all are concerned."""
    items = dict.fromkeys(item for row in rows for item in row.unknown_items)
    return ", ".join(tell_item(item, language) for item in items)
