"""Tables that stand on a page as a whole and print: escaped HTML, numbers to the right."""

import re
from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd
import streamlit as st

STYLE = """<style>
.static-table { overflow-x: auto; }
.static-table table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.static-table tr { text-align: left !important; border-bottom: 1px solid rgba(128, 128, 128, 0.3); }
.static-table th, .static-table td { padding: 0.3rem 0.6rem 0.3rem 0; vertical-align: top; }
.static-table th { font-weight: 600; font-size: 0.875rem; }
.static-table td { font-size: 0.875rem; }
.static-table .number { text-align: right; }
.static-table .number + :is(th, td) { padding-left: 0.9rem; }
@media (max-width: 640px) { .static-table table:has(th:nth-child(5)) { min-width: 34rem; } }
</style>"""

NUMBER = re.compile(
    r"(?!\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4})"
    r"(?:fewer than |moins de |[<>≥≤‹+\u2212-]\s?)?\d(?:[^a-zà-ÿ]|\b(?:to|of|à|sur)\b)*",
    re.IGNORECASE,
)
"""A number as the pages write it, with its interval, denominator or percent sign; no date."""


def table(frame: pd.DataFrame, *, alt: str) -> None:
    """Show a table of text as a whole: it prints, and scrolls sideways inside itself.

    The first column heads the rows; another one of numbers is aligned to the right. Written as
    HTML, every cell escaped, because the scrolling region of ``st.table`` cannot be
    reached with the keyboard.

    Args:
        frame: One row a line, its columns named as shown.
        alt: One sentence that says what it lists.
    """
    cells = [["" if pd.isna(cell) else str(cell) for cell in column] for _, column in frame.items()]
    kinds = [
        ' class="number"' if place and _is_of_numbers(column) else ""
        for place, column in enumerate(cells)
    ]
    heading = "".join(
        f'<th scope="col"{kind}>{escape(str(name))}</th>'
        for name, kind in zip(frame, kinds, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{k}>{escape(c, quote=False)}</td>" for k, c in zip(kinds, row, strict=True))
        + "</tr>"
        for row in zip(*cells, strict=True)
    )
    _show_rows(heading, body, alt)


def heat_table(frame: pd.DataFrame, shades: Sequence[Sequence[float | None]], *, alt: str) -> None:
    """Show a table of text whose cells are shaded: a heat map that prints and can be read aloud.

    Args:
        frame: One row a line, its columns named as shown; the first one heads the rows.
        shades: Darkness of the other cells (0-1), None for a cell without.
        alt: One sentence that says what it shows.
    """
    heading = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame)
    body = "".join(
        f'<tr><th scope="row">{escape(str(row[0]))}</th>'
        + "".join(map(_shaded_cell, row[1:], darkness))
        + "</tr>"
        for row, darkness in zip(frame.itertuples(index=False), shades, strict=True)
    )
    _show_rows(heading, body, alt)


def _is_of_numbers(cells: Iterable[str]) -> bool:
    """Whether most of the cells that say something are numbers: a word may stand in for one."""
    told = [cell for cell in cells if cell.strip(" –")]
    return 2 * sum(NUMBER.fullmatch(cell) is not None for cell in told) > len(told)


def _shaded_cell(cell: object, darkness: float | None) -> str:
    # Half the accent at most: text of the theme stays readable on it, in light and in dark.
    shade = "" if darkness is None else f" background: rgba(0, 84, 139, {darkness / 2:.3f});"
    style = f"padding-left: 0.4rem; white-space: nowrap;{shade}"
    return f'<td style="{style}">{escape(str(cell))}</td>'


def _show_rows(heading: str, body: str, alt: str) -> None:
    st.html(
        f"{STYLE}"
        f'<div class="static-table" role="region" tabindex="0" aria-label="{escape(alt)}">'
        f"<table><thead><tr>{heading}</tr></thead><tbody>{body}</tbody></table></div>"
    )
