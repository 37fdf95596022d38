"""The tables of the outcome measures, in a reader's language."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from synchronox_core.services.endpoints import tell_reason
from synchronox_core.services.outcomes.measures import MeasuredOutcome, Outcomes, ReadingOutcome
from synchronox_core.services.outcomes.words import (
    bounds_text,
    interval_text,
    line_label,
    missing_text,
    numbered_title,
    point_text,
    population_label,
    share_text,
    time_frame,
    value_text,
)
from synchronox_core.services.withheld_counts import told_count
from synchronox_core.statistics.disclosure import SMALLEST_DESCRIBED
from synchronox_core.statistics.outcome_lines import OutcomeLine
from synchronox_core.statistics.primary_outcome import ALL, Maturity, PrimaryOutcome
from synchronox_core.text import text
from synchronox_core.text.formats import format_number
from synchronox_core.text.labels import code_label, column_label

SECONDARY_COLUMNS = (
    "measure", "time_frame", "figure", "population", "share", "value", "bounds", "missing",
)  # fmt: skip
STATUS_COLUMNS = ("status", "reason", *Maturity, "patients")
PRIMARY_COLUMNS = ("patients", "mature", "share", "value", "bounds")


def summary_table(outcomes: Outcomes, language: str) -> pd.DataFrame:
    """The main figure of each secondary measure, one row a measure.

    Returns:
        Under headings of the language: measure, time frame, what is counted, n/N, value with
        interval.
    """
    return _frame(
        ("measure", "time_frame", "figure", "share", "value"),
        (_cells(measured, measured.lines[0], language) for measured in outcomes.secondary),
        language,
    )


def measure_table(measured: MeasuredOutcome, language: str) -> pd.DataFrame:
    """The figures of a secondary measure, one row a line.

    Returns:
        Under headings of the language: what is counted, among whom, n/N, value with interval,
        range over the missing, number of the missing.
    """
    return _frame(
        ("figure", "population", "share", "value", "bounds", "unknown_answers"),
        (_cells(measured, line, language) for line in measured.lines),
        language,
    )


def secondary_table(outcomes: Outcomes, language: str) -> pd.DataFrame:
    """Every figure of the secondary measures, one row a line, each complete in itself.

    Returns:
        Under headings of the language: measure, time frame, what is counted, among whom, n/N,
        value with interval, range over the missing, missing with reasons.
    """
    return _frame(
        SECONDARY_COLUMNS,
        (
            _cells(measured, line, language)
            for measured in outcomes.secondary
            for line in measured.lines
        ),
        language,
    )


def _cells(measured: MeasuredOutcome, line: OutcomeLine, language: str) -> dict[str, str]:
    return {
        "measure": numbered_title(measured.measure, language),
        "time_frame": time_frame(measured.measure, language),
        "figure": line_label(line, language),
        "population": population_label(line, language),
        "share": share_text(line, language),
        "value": value_text(line, language),
        "bounds": bounds_text(line.bounds, language),
        "unknown_answers": format_number(sum(line.missing.values()), language),
        "missing": missing_text(line.missing, language),
    }


def _frame(
    columns: Sequence[str], rows: Iterable[Mapping[str, str]], language: str
) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(columns))
    return frame.rename(columns=lambda name: text(f"outcomes.column_{name}", language))


def headline(primary: PrimaryOutcome, language: str) -> list[tuple[str, str]]:
    """The primary outcome in figures: label and value."""
    line, everybody = primary.line, format_number(primary.patients, language)
    no_bounds = text("outcomes.no_bounds", language) if line.is_described else ""
    figures = {
        "value": point_text(line, language),
        "interval": interval_text(line, language),
        "share": share_text(line, language),
        "bounds": bounds_text(line.bounds, language) or no_bounds,
        "mature": format_number(primary.count(maturities=[Maturity.MATURE]), language),
    }
    return [
        (text(f"outcomes.headline_{name}", language, total=everybody), value)
        for name, value in figures.items()
        if value
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
            *(_status_cell(primary, maturity, code, language) for maturity in (*Maturity, ALL)),
        )
        for status, code in primary.reasons
    ]
    whole = (*(primary.count(maturities=[maturity]) for maturity in Maturity), primary.patients)
    sums = (format_number(patients, language) for patients in whole)
    rows.append((text("outcomes.total", language), "", *sums))
    frame = pd.DataFrame(rows, columns=list(STATUS_COLUMNS))
    return frame.rename(columns=lambda name: text(f"outcomes.column_{name}", language))


def _status_cell(primary: PrimaryOutcome, maturity: str, code: str, language: str) -> str:
    patients = primary.count(maturities=() if maturity == ALL else [maturity], codes=[code])
    withheld = primary.withheld.get((maturity, code))
    return told_count(withheld, format_number(patients, language), language)


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
    return _primary_cells(reading.primary.shown_from(SMALLEST_DESCRIBED), language)


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
