"""The tables of the overview, in a reader's language."""

import pandas as pd

from synchronox_core.services.cohort.overview import COHORTS, Overview
from synchronox_core.services.withheld_counts import told_count
from synchronox_core.statistics.baseline import UNKNOWN
from synchronox_core.statistics.disclosure import is_described
from synchronox_core.statistics.table_one import (
    CodeCounts,
    NumberSummary,
    TableOneRow,
)
from synchronox_core.text import text
from synchronox_core.text.formats import (
    NO_BREAK_SPACE,
    format_interval,
    format_number,
    format_share,
)
from synchronox_core.text.labels import code_label, column_label


def headline(overview: Overview, language: str) -> list[tuple[str, str]]:
    """The first figures of the page: label and value."""

    def written(number: int) -> str:
        return format_number(number, language)

    known = overview.patients - overview.strategies[UNKNOWN]
    figures = [("selected", written(overview.patients))]
    figures += [
        (cohort, written(patients))
        for cohort, patients in overview.cohorts.items()
        if patients or cohort != UNKNOWN
    ]
    figures.append(("centres", written(len(overview.centres))))
    figures.append(("strategy", format_share(known, overview.patients, language)))
    total = written(overview.patients_in_extract)
    return [
        (text(f"overview.headline_{name}", language, total=total), value) for name, value in figures
    ]


def centre_table(overview: Overview, language: str) -> pd.DataFrame:
    """Patients of every centre, by cohort, under labels of the language."""
    frame = overview.centres.copy()
    for column in (*COHORTS, "patients"):
        frame[column] = [
            told_count(
                overview.withheld.get(("centre", centre, column)),
                format_number(patients, language),
                language,
            )
            for centre, patients in zip(frame["centre_id"], frame[column], strict=True)
        ]
    if not overview.cohorts[UNKNOWN]:
        frame = frame.drop(columns=UNKNOWN)
    labels = {cohort: code_label("cohort", cohort, language) for cohort in COHORTS}
    return frame.rename(
        columns=lambda name: labels[name] if name in labels else column_label(name, language)
    )


def screening_table(overview: Overview, language: str) -> pd.DataFrame:
    """Persons screened without a record, by outcome and first criterion that failed."""
    frame = overview.screening
    return pd.DataFrame(
        {
            column_label("outcome", language): [
                code_label("outcome", code, language) for code in frame["outcome"]
            ],
            column_label("exclusion_reason", language): [
                code_label("exclusion_reason", code, language) for code in frame["exclusion_reason"]
            ],
            column_label("persons", language): [
                told_count(
                    overview.withheld.get(("screening", place)),
                    format_number(persons, language),
                    language,
                )
                for place, persons in enumerate(frame["persons"].astype(int))
            ],
        }
    )


def strategy_table(bars: pd.DataFrame) -> pd.DataFrame:
    """Patients by planned strategy, with the share of those whose strategy is known.

    Args:
        bars: Rows of ``overview_charts.strategy_bars``.
    """
    return pd.DataFrame({"strategy_planned": bars["value"], "patients": bars["note"]})


def distribution_table(bars: pd.DataFrame, name: str) -> pd.DataFrame:
    """The counts of a distribution as text; a count that is not shown is not in it.

    Args:
        bars: Rows of ``overview_charts.distribution``.
        name: The variable.
    """
    counts = [
        note or f"{patients:.0f}"
        for patients, note in zip(bars["patients"], bars["note"], strict=True)
    ]
    return pd.DataFrame({name: bars["value"], "patients": counts})


def attrition_table(bars: pd.DataFrame) -> pd.DataFrame:
    """What each rule of the analysis set removes, and how many remain.

    Args:
        bars: Rows of ``overview_charts.attrition_bars``.
    """
    return bars[["value", "removed", "failing", "remaining"]].rename(columns={"value": "step"})


def attrition_note(overview: Overview, language: str) -> str:
    """How to read the flow, and why it may start from the included patients."""
    keys = ["attrition_note"] if len(overview.screening) else ["attrition_note", "without_log"]
    return " ".join(text(f"overview.{key}", language) for key in keys)


def table_one_note(overview: Overview, language: str) -> str:
    """How to read Table 1, and which patients have no column in it."""
    sentences = [text("overview.table_one_note", language)]
    for group, patients in overview.table_one.too_small.items():
        strategy = code_label("strategy_planned", group, language)
        sentences.append(
            text("overview.table_one_small", language, strategy=strategy, count=patients)
        )
    unknown = overview.strategies[UNKNOWN]
    if unknown:
        sentences.append(text("overview.table_one_unknown", language, count=unknown))
    return " ".join(sentences)


def table_one_table(overview: Overview, language: str) -> pd.DataFrame:
    """Table 1 as text: a row a code or summary, then one for the missing values.

    Groups too small to be described have no column.

    Returns:
        One row a line of the table, under labels of the language: variable, category, ``all`` and
        each described strategy with its size, and the standardised difference.
    """
    table = overview.table_one
    described = [
        group
        for group, patients in table.patients.items()
        if is_described(patients, overview.least)
    ]
    lines = [
        [column_label(row.variable.name, language) if first else "", *line]
        for row in table.rows.values()
        for first, line in _lines(row, described, overview, language)
    ]
    groups = [group_heading(group, table.patients[group], language) for group in described]
    variable, category, smd = (
        text(f"overview.table_{name}", language) for name in ("variable", "category", "smd")
    )
    return pd.DataFrame(lines, columns=[variable, category, *groups, smd])


def group_heading(group: str, patients: int, language: str) -> str:
    """A planned strategy, or ``all``, with its size, as the heading of a column.

    >>> group_heading("liver_first", 1200, "en").replace(NO_BREAK_SPACE, " ")
    'Liver-first (n = 1,200)'
    """
    label = code_label("strategy_planned", group, language)
    size = f"n = {format_number(patients, language)}"
    return f"{label} ({size.replace(' ', NO_BREAK_SPACE)})"


def _lines(
    row: TableOneRow, groups: list[str], overview: Overview, language: str
) -> list[tuple[bool, list[str]]]:
    """The lines of a variable: is it the first, and its texts from the category on."""
    cells = [row.cells[group] for group in groups]
    lines = [
        (label, [_text(row, group, part, overview, language) for group in groups])
        for part, label in _parts(row, language)
    ]
    if any(cell.missing for cell in cells):
        missing = [format_share(c.missing, c.missing + c.known, language) for c in cells]
        lines.append((text("columns.any_unknown", language), missing))
    smd = "" if row.smd is None else format_number(row.smd, language, 2)
    return [
        (number == 0, [label, *texts, smd if number == 0 else ""])
        for number, (label, texts) in enumerate(lines)
    ]


def _parts(row: TableOneRow, language: str) -> list[tuple[str, str]]:
    """The codes somebody has, or the one summary of a number, each with its label."""
    variable, everybody = row.variable, row.cells["all"]
    if isinstance(everybody, CodeCounts):
        codes = [code for code, patients in everybody.patients.items() if patients]
        return [(code, code_label(variable.name, code, language)) for code in codes]
    return [(variable.summary, text(f"overview.summary_{variable.summary}", language))]


def _text(row: TableOneRow, group: str, part: str, overview: Overview, language: str) -> str:
    cell = row.cells[group]
    if isinstance(cell, CodeCounts):
        if is_described(cell.known, overview.least):
            told = overview.withheld.get((row.variable.name, group, part))
            return told_count(
                told, format_share(cell.patients[part], cell.known, language), language
            )
    elif is_described(cell.known, overview.least):
        summary = _number_text(cell, part, row.variable.decimals, language)
        if summary:
            return summary
    return text("overview.not_described", language, least=overview.least)


def _number_text(cell: NumberSummary, part: str, decimals: int, language: str) -> str:
    if part == "mean" and cell.mean is not None and cell.sd is not None:
        mean = format_number(cell.mean, language, decimals)
        return f"{mean}{NO_BREAK_SPACE}({format_number(cell.sd, language, decimals)})"
    if cell.median is None or cell.q1 is None or cell.q3 is None:
        return ""
    median = format_number(cell.median, language, decimals)
    return f"{median}{NO_BREAK_SPACE}{format_interval(cell.q1, cell.q3, language, decimals)}"
