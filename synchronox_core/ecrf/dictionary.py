"""The data dictionary: every table and column of the eCRF bundle, as one Markdown page."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from synchronox_core.ecrf.findings import Level
from synchronox_core.ecrf.rules import RULES
from synchronox_core.ecrf.rules.engine_checks import ENGINE_CHECKS
from synchronox_core.ecrf.tables import SCHEMA_VERSION, STUDY, TABLES, Column, Table
from synchronox_core.text import load_area

COLUMN_HEADER = ("column", "type", "unit", "allowed", "plausible", "required", "holds", "used by")

INTRODUCTION = f"""# Data dictionary
Tables of the eCRF bundle of SYNCHRONOX ({STUDY}), input contract {SCHEMA_VERSION}.
Written by `make docs` from `synchronox_core/ecrf/datapackage.json`: change the declaration there.

A value that is not *allowed* cannot be true and is set aside. One that is allowed but not
*plausible* is kept and marked to check."""

CHECKS_INTRODUCTION = """## Checks between cells
What is missing breaches no check. `W` keeps the value and marks it to check; `C` sets it aside."""


def render_data_dictionary() -> str:
    """The data dictionary in Markdown: contents, a section a table, the cross-table checks.

    >>> "## operations" in render_data_dictionary()
    True
    """
    contents = markdown_table(
        ("table", "one row is", "columns"),
        ((f"[{t.name}](#{t.name})", t.title, str(len(t.columns))) for t in TABLES.values()),
    )
    sections = (render_table(table) for table in TABLES.values())
    return "\n\n".join([INTRODUCTION, contents, *sections, render_checks()]) + "\n"


def render_table(table: Table) -> str:
    """Section of a table: what a row is, its file, key, parents and columns."""
    facts = [
        f"File `{table.file}`, {'required' if table.required else 'optional'}.",
        f"Key: {_names(table.key)}.",
    ]
    facts += [
        f"{_names(key.columns)} names a row of [{key.parent}](#{key.parent})"
        f"{' where filled' if key.optional else ''}."
        for key in table.parents
    ]
    columns = markdown_table(COLUMN_HEADER, map(_column_cells, table.columns.values()))
    return f"## {table.name}\n{table.title}.\n\n{' '.join(facts)}\n\n{columns}"


def render_checks() -> str:
    """Section of the checks between cells: code, level, tables and the sentence of a breach."""
    tables: dict[tuple[str, Level], list[str]] = {}
    for rule in RULES:
        blamed = tables.setdefault((rule.code, rule.level), [])
        if rule.table not in blamed:
            blamed.append(rule.table)
    for check in ENGINE_CHECKS:
        tables[check.code, Level.CHECK] = [check.table]
    sentences = load_area("findings")
    rows = (
        (f"`{code}`", level, ", ".join(blamed), sentences[code]["en"])
        for (code, level), blamed in tables.items()
    )
    checks = markdown_table(("code", "level", "tables", "what is said of a breach"), rows)
    return f"{CHECKS_INTRODUCTION}\n\n{checks}"


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""A Markdown table; a bar inside a cell is escaped.

    >>> print(markdown_table(("a", "b"), [("1", "x|y")]))
    | a | b |
    | --- | --- |
    | 1 | x\|y |
    """
    body = ([cell.replace("|", r"\|") for cell in row] for row in rows)
    lines = [header, ["---"] * len(header), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _column_cells(column: Column) -> tuple[str, ...]:
    return (
        f"`{column.name}`",
        column.type,
        column.unit or "",
        _allowed(column),
        _interval(column.plausible_minimum, column.plausible_maximum),
        "yes" if column.required else "",
        column.description,
        _names(column.used_by),
    )


def _allowed(column: Column) -> str:
    if column.codes:
        return _names(column.codes)
    if column.list_codes:
        return f"list joined with `;` of {_names(column.list_codes)}"
    if column.pattern:
        return f"`{column.pattern}`"
    return _interval(column.minimum, column.maximum)


def _interval(minimum: float | None, maximum: float | None) -> str:
    if minimum is None and maximum is None:
        return ""
    if maximum is None:
        return f"from {minimum}"
    return f"up to {maximum}" if minimum is None else f"{minimum} to {maximum}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render_data_dictionary(), encoding="utf-8")
