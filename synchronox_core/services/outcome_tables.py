"""The tables of the outcome measures, in a reader's language."""

from collections.abc import Iterable, Iterator

import pandas as pd

from synchronox_core.protocol.outcome_measures import OUTCOME_MEASURES
from synchronox_core.services.endpoints import tell_reason
from synchronox_core.services.outcome_words import (
    bounds_text,
    line_label,
    measure_title,
    missing_text,
    population_label,
    share_text,
    time_frame,
    value_text,
)
from synchronox_core.services.outcomes import MeasuredOutcome, Outcomes, ReadingOutcome
from synchronox_core.statistics.primary_outcome import Maturity, PrimaryOutcome
from synchronox_core.text import text
from synchronox_core.text.formats import format_number
from synchronox_core.text.labels import code_label, column_label

SECONDARY_COLUMNS = (
    "measure", "time_frame", "figure", "population", "share", "value", "bounds", "missing",
)  # fmt: skip
STATUS_COLUMNS = ("status", "reason", *Maturity, "patients")
PRIMARY_COLUMNS = ("patients", "mature", "share", "value", "bounds")


def secondary_table(outcomes: Outcomes, language: str, *, repeat: bool = False) -> pd.DataFrame:
    """The secondary measures, one row a line.

    Args:
        outcomes: The outcome measures.
        language: ``en`` or ``fr``.
        repeat: Write measure, time frame, population and gaps in every row, for a file.

    Returns:
        Under headings of the language: measure, time frame, what is counted, among whom, n/N,
        value with interval, range over the missing, missing with reasons.
    """
    rows = [row for measured in outcomes.secondary for row in _secondary_rows(measured, language)]
    frame = pd.DataFrame(rows, columns=list(SECONDARY_COLUMNS))
    if not repeat:
        # The gaps of a measure belong to a population: told where either begins.
        for column, group in (
            ("missing", ["measure", "population", "missing"]),
            ("population", ["measure", "population"]),
            ("time_frame", ["measure"]),
            ("measure", ["measure"]),
        ):
            frame[column] = frame[column].mask(frame.duplicated(group), "")
    return frame.rename(columns=lambda name: text(f"outcomes.column_{name}", language))


def _secondary_rows(measured: MeasuredOutcome, language: str) -> Iterator[tuple[str, ...]]:
    number = OUTCOME_MEASURES.index(measured.measure) + 1
    for line in measured.lines:
        yield (
            f"{number}. {measure_title(measured.measure, language)}",
            time_frame(measured.measure, language),
            line_label(line, language),
            population_label(line, language),
            share_text(line, language),
            value_text(line, language),
            bounds_text(line.bounds, language),
            missing_text(line.missing, language),
        )


def headline(primary: PrimaryOutcome, language: str) -> list[tuple[str, str]]:
    """The primary outcome in figures: label and value."""
    line, everybody = primary.line, format_number(primary.patients, language)
    figures = {
        "value": value_text(line, language),
        "share": share_text(line, language),
        "bounds": bounds_text(line.bounds, language) or text("outcomes.no_bounds", language),
        "mature": format_number(primary.count(maturities=[Maturity.MATURE]), language),
    }
    return [
        (text(f"outcomes.headline_{name}", language, total=everybody), value)
        for name, value in figures.items()
    ]


def status_table(primary: PrimaryOutcome, language: str) -> pd.DataFrame:
    """Every status and reason counted to everybody, by maturity.

    Returns:
        One row a status and reason somebody has, then the sum — status, reason, patients with
        month 18 passed, not yet passed and unknown, and in all.
    """
    rows = [
        (
            text(f"outcomes.status_{status}", language),
            f"{code} · {tell_reason(code, language)}",
            *(primary.count([status], [maturity], [code]) for maturity in Maturity),
            primary.count([status], codes=[code]),
        )
        for status, code in primary.reasons
    ]
    whole = (*(primary.count(maturities=[maturity]) for maturity in Maturity), primary.patients)
    rows.append((text("outcomes.total", language), "", *whole))
    frame = pd.DataFrame(rows, columns=list(STATUS_COLUMNS))
    return frame.rename(columns=lambda name: text(f"outcomes.column_{name}", language))


def cohort_table(outcomes: Outcomes, language: str) -> pd.DataFrame:
    """The primary outcome of each cohort and of all.

    Returns:
        One row a cohort — patients, those with month 18 passed, n/N, value, range.
    """
    rows = [
        (code_label("cohort", cohort, language), *_primary_cells(primary, language))
        for cohort, primary in outcomes.by_cohort.items()
    ]
    whole = _primary_cells(outcomes.primary, language)
    rows.append((text("outcomes.total", language), *whole))
    return _primary_frame([column_label("cohort", language)], rows, language)


def reading_table(readings: Iterable[ReadingOutcome], language: str) -> pd.DataFrame:
    """The primary outcome under each reading, one row a value of a setting."""
    rows = [
        (
            text(f"outcomes.setting_{reading.setting}", language),
            text(f"outcomes.setting_{reading.setting}_{reading.value}", language),
            *_reading_cells(reading, language),
        )
        for reading in readings
    ]
    headings = [text(f"outcomes.column_{name}", language) for name in ("setting", "reading")]
    return _primary_frame(headings, rows, language)


def _reading_cells(reading: ReadingOutcome, language: str) -> tuple[str, ...]:
    if reading.primary is None:
        return ("", "", "", text("outcomes.not_derived", language), "")
    return _primary_cells(reading.primary, language)


def _primary_cells(primary: PrimaryOutcome, language: str) -> tuple[str, ...]:
    return (
        format_number(primary.patients, language),
        format_number(primary.count(maturities=[Maturity.MATURE]), language),
        share_text(primary.line, language),
        value_text(primary.line, language),
        bounds_text(primary.line.bounds, language),
    )


def _primary_frame(headings: list[str], rows: list[tuple[str, ...]], language: str) -> pd.DataFrame:
    columns = [text(f"outcomes.column_{name}", language) for name in PRIMARY_COLUMNS]
    return pd.DataFrame(rows, columns=[*headings, *columns])
