"""Resection margins of a patient against their cut-offs: rows of the chart, table, sentence."""

from collections.abc import Sequence
from math import inf

import pandas as pd

from synchronox_core.classification.measures import Measure
from synchronox_core.endpoints.records import Record
from synchronox_core.endpoints.resections import is_local_excision
from synchronox_core.protocol.answers import State
from synchronox_core.protocol.thresholds import (
    CIRCUMFERENTIAL_MARGIN_ABOVE_MM,
    DISTAL_MARGIN_FROM_MM,
    LIVER_MARGIN_ABOVE_MM,
)
from synchronox_core.services.patients.resection_margins import Margin
from synchronox_core.text import text
from synchronox_core.text.formats import format_date, format_number

MARGIN_COLUMNS = [
    "position", "label", "site", "state", "value_mm", "low_mm", "high_mm", "arrow", "cutoff_mm",
    "cutoff", "reported", "note", "day", "source", "cutoff_label",
]  # fmt: skip

AXIS_END_MM = 100.0
"""End of the axis; a larger margin is drawn there, and its note says how large it is."""

ARROW_TIMES = 2.5
"""How far an arrow that goes on without end is drawn, times its beginning and 1 mm."""

SIGNS = {"<": "< ", "<=": "≤ ", ">": "> ", ">=": "≥ "}


CUTOFFS_MM = {
    "circumferential": CIRCUMFERENTIAL_MARGIN_ABOVE_MM,
    "distal": DISTAL_MARGIN_FROM_MM,
    "liver": LIVER_MARGIN_ABOVE_MM,
}
CUTOFF_WORDS = {"circumferential": "cutoff_above", "distal": "cutoff_from", "liver": "cutoff_above"}


def margin_rows(margins: Sequence[Margin], language: str) -> pd.DataFrame:
    """What the chart of margins draws.

    Returns:
        One row a margin — position (from the top), label, site, state (code), value_mm (None when
        not reported), low_mm and high_mm (ends of the line a sign opens; None for an exact
        margin), arrow (end that is open: left, right or empty), cutoff_mm, cutoff (in words),
        reported (the margin in words), note (with its state), day, source, cutoff_label (the
        cut-off in words, once for neighbours that share it).
    """
    before = [None, *(margin.name for margin in margins)]
    rows = [
        (position, *_draw(margin, language), _cutoff(margin, language) * (margin.name != name))
        for position, (margin, name) in enumerate(zip(margins, before, strict=False))
    ]
    return pd.DataFrame(rows, columns=MARGIN_COLUMNS)


def _draw(margin: Margin, language: str) -> tuple[object, ...]:
    """What a margin draws, in the order of the columns from ``label`` to ``source``."""
    return (
        _label(margin, language),
        "liver" if margin.name == "liver" else "rectum",
        margin.state.value,
        None if margin.value_mm is None else min(margin.value_mm, AXIS_END_MM),
        *_range(margin.measure),
        CUTOFFS_MM[margin.name],
        _cutoff(margin, language),
        _reported(margin, language),
        _note(margin, language),
        _day(margin, language),
        _source(margin, language),
    )


def _range(measure: Measure | None) -> tuple[float | None, float | None, str]:
    """Ends of the line that a sign opens, and the side on which it has an arrow."""
    if measure is None or measure.low == measure.high:
        return None, None, ""
    if measure.high < inf:
        return measure.low, min(measure.high, AXIS_END_MM), "left"
    low_mm = min(measure.low, AXIS_END_MM)
    return low_mm, min(ARROW_TIMES * (low_mm + 1), AXIS_END_MM), "right"


def margin_table(margins: Sequence[Margin], language: str) -> pd.DataFrame:
    """The margins as a table: which, when, reported, cut-off, state, source."""
    names = ("margin", "day", "reported", "cutoff", "state", "source")
    return pd.DataFrame(
        [
            (
                _label(margin, language),
                _day(margin, language),
                _reported(margin, language),
                _cutoff(margin, language),
                _word(margin, language),
                _source(margin, language),
            )
            for margin in margins
        ],
        columns=[text(f"patient_figures.column_{name}", language) for name in names],
    )


def margins_sentence(record: Record, margins: Sequence[Margin], language: str) -> str:
    """How many margins are clear, not clear, not evaluable, and against which cut-offs."""
    excisions = sum(is_local_excision(row) for row in record.operations)
    sentences = []
    if margins:
        states = [margin.state for margin in margins]
        sentences = [
            text(
                "patient_figures.margins_sentence",
                language,
                count=len(margins),
                clear=states.count(State.MET),
                involved=states.count(State.NOT_MET),
                unknown=states.count(State.UNDETERMINABLE),
            ),
            text("patient_figures.margins_cutoffs", language, **CUTOFFS_MM),
        ]
    else:
        sentences.append(text("patient_figures.margins_empty", language))
    if excisions:
        sentences.append(text("patient_figures.margins_local_excision", language, count=excisions))
    return " ".join(sentences)


def _label(margin: Margin, language: str) -> str:
    label = text(f"patient_figures.margin_{margin.name}", language, number=margin.number)
    return label if margin.repeat == 1 else f"{label} ({margin.repeat})"


def _day(margin: Margin, language: str) -> str:
    if margin.day is None:
        return text("patient_figures.day_not_known", language)
    return format_date(margin.day, language)


def _cutoff(margin: Margin, language: str) -> str:
    return text(
        f"patient_figures.{CUTOFF_WORDS[margin.name]}", language, mm=CUTOFFS_MM[margin.name]
    )


def _reported(margin: Margin, language: str) -> str:
    if margin.value_mm is None:
        return text("patient_figures.margin_not_reported", language)
    decimals = 0 if float(margin.value_mm).is_integer() else 1
    return text(
        "patient_figures.margin_mm",
        language,
        sign=SIGNS.get(margin.qualifier or "=", ""),
        mm=format_number(margin.value_mm, language, decimals),
    )


def _word(margin: Margin, language: str) -> str:
    word = text(f"patient_figures.margin_{margin.state}", language)
    if not margin.exemption:
        return word
    return f"{word} ({text(f'patient_figures.{margin.exemption}', language)})"


def _note(margin: Margin, language: str) -> str:
    return text(
        "patient_figures.margin_note",
        language,
        margin=_reported(margin, language),
        word=_word(margin, language),
    )


def _source(margin: Margin, language: str) -> str:
    return text("patient_figures.source", language, table=f"{margin.table}.csv", line=margin.line)
