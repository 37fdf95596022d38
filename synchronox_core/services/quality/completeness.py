"""The completeness of the data: variables and centres, the worst first; whose cells are empty."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from synchronox_core.ecrf.expectations import EXPECTATIONS
from synchronox_core.services.cohort.care_cells import counted_share
from synchronox_core.services.quality.review import CellCount, DataQuality, Variable
from synchronox_core.store.completeness import BLANK
from synchronox_core.text import has_text, text
from synchronox_core.text.formats import format_number, format_percent
from synchronox_core.text.labels import column_label

WORST = "worst"
GROUPS = (WORST, *EXPECTATIONS)
"""What a reader may look at: the worst variables, or those of a table."""

VARIABLES_SHOWN = 15
CENTRES_SHOWN = 12
TOLD_APART = ("NK", "ND", "NV")
"""Missing codes with a column of their own: not known, not done, not yet entered."""

OTHER = "other"


@dataclass(frozen=True)
class Matrix:
    """Completeness of variables by centre.

    Attributes:
        cells: One row a variable, its label first, then all centres together and each centre
            under its code: filled/expected as text, empty where nothing is expected.
        missing_shares: The same without the labels: shares missing (0-1), None where nothing is
            expected.
    """

    cells: pd.DataFrame
    missing_shares: list[list[float | None]]


def variables_of(quality: DataQuality, group: str) -> list[Variable]:
    """Table and column of each variable of a group, the least complete first.

    Args:
        quality: The quality of the data.
        group: One of ``GROUPS``; the worst are at most ``VARIABLES_SHOWN``.
    """
    ordered = list(quality.totals)
    if group == WORST:
        return ordered[:VARIABLES_SHOWN]
    return [variable for variable in ordered if variable[0] == group]


def worst_centres(quality: DataQuality) -> list[str]:
    """Codes of the centres, those with the largest share of missing cells first."""
    sums = quality.completeness.cells.groupby("centre_id")[["expected", "filled"]].sum()
    shares = sums["filled"] / sums["expected"]
    return [str(code) for code in shares.sort_values(kind="stable").index]


def matrix(
    quality: DataQuality, variables: list[Variable], centres: list[str], language: str
) -> Matrix:
    """Completeness of variables in all centres and in some of them.

    Args:
        quality: The quality of the data.
        variables: Table and column of each.
        centres: Codes of the centres shown.
        language: ``en`` or ``fr``.
    """
    totals, of_centres = quality.totals, _by_centre(quality, centres)
    rows, shares = [], []
    for variable in variables:
        counts = [totals[variable], *(of_centres.get((*variable, code)) for code in centres)]
        label = column_label(variable[1], language)
        rows.append([label, *(_cell(count, language) for count in counts)])
        shares.append([count and count.missing_share for count in counts])
    heading = [text("quality.variable", language), text("quality.all_centres", language), *centres]
    return Matrix(pd.DataFrame(rows, columns=heading), shares)


def matrix_sentence(quality: DataQuality, shown: Matrix, language: str) -> str:
    """What the matrix shows, with the completeness of all cells followed."""
    expected, filled = count_all(quality)
    return text(
        "quality.matrix_alt",
        language,
        count=len(shown.cells),
        filled=format_number(filled, language),
        expected=format_number(expected, language),
        share=format_percent(filled / expected if expected else 0, language),
        shown=format_number(shown.cells.shape[1] - 2, language),
        centres=format_number(len(quality.centres), language),
    )


def count_all(quality: DataQuality) -> CellCount:
    """All cells followed."""
    counts = quality.totals.values()
    return CellCount(sum(c.expected for c in counts), sum(c.filled for c in counts))


def reasons_table(quality: DataQuality, variables: list[Variable], language: str) -> pd.DataFrame:
    """Why the cells of variables are empty.

    Returns:
        One row a variable — where it is expected, filled of expected with interval, then the
        empty cells by reason: not known, not done, not yet entered, other codes and cells set
        aside, blank.
    """
    totals, told = quality.totals, _reasons(quality)
    rows = []
    for variable in variables:
        table, column = variable
        count, reasons = totals[variable], told.get(variable, {})
        apart = [reasons.get(code, 0) for code in TOLD_APART]
        others = sum(reasons.values()) - sum(apart)
        blank = count.expected - count.filled - sum(reasons.values())
        rows.append(
            [
                column_label(column, language),
                text(f"quality.when_{EXPECTATIONS[table][column]}", language),
                counted_share(count.filled, count.expected, language),
                *(format_number(cells, language) for cells in (*apart, others, blank)),
            ]
        )
    heading = [text(f"quality.{name}", language) for name in ("variable", "expected_in", "filled")]
    heading += [reason_label(reason, language) for reason in (*TOLD_APART, OTHER, BLANK)]
    return pd.DataFrame(rows, columns=heading)


def missing_table(missing: pd.DataFrame, language: str) -> pd.DataFrame:
    """Patients in whom a variable is missing, under labels of the language."""
    return pd.DataFrame(
        {
            text("quality.study_code", language): missing["patient_id"],
            column_label("centre_id", language): missing["centre_id"],
            text("quality.row_key", language): missing["row_key"],
            text("quality.reason", language): [
                reason_label(str(reason), language) for reason in missing["reason"]
            ],
        }
    )


def reason_label(reason: str, language: str) -> str:
    """Why a cell is empty; a code the catalogue does not know is shown as it is."""
    key = f"quality.reason_{reason}"
    return text(key, language) if has_text(key) else reason


def _by_centre(quality: DataQuality, centres: list[str]) -> dict[tuple[str, str, str], CellCount]:
    cells = quality.completeness.cells
    of_centres = cells[cells["centre_id"].isin(centres)]
    return {(t, c, code): CellCount(int(e), int(f)) for t, c, code, e, f in _rows(of_centres)}


def _reasons(quality: DataQuality) -> dict[Variable, dict[str, int]]:
    told: dict[Variable, dict[str, int]] = {}
    for table, column, reason, cells in _rows(quality.completeness.reasons):
        told.setdefault((table, column), {})[reason] = int(cells)
    return told


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples(index=False, name=None)


def _cell(count: CellCount | None, language: str) -> str:
    if count is None:
        return ""
    return "/".join(format_number(cells, language) for cells in (count.filled, count.expected))
