"""Cross-table rules checked against drawings that mark the cells to blame."""

from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.model import CleanTable
from synchronox_core.ecrf.rules import find_breaches
from synchronox_core.ecrf.rules.registry import Breach
from synchronox_core.ecrf.tables import TABLES
from tests.lib.ascii_table import rows_of
from tests.lib.clean_tables import clean_table


def assert_breaches(code: str, **drawings: str) -> None:
    """Assert that a rule blames the cells marked in the drawings, and no other.

    The column ``breach`` of a drawing names the column blamed on that row, several joined with a
    comma. Every drawing with a ``breach`` column has rows of both kinds, and the sentence of
    every breach can be told in both languages.

    Args:
        code: Code of the rule.
        drawings: Rows by table name.
    """
    tables = {name: clean_table(name, []) for name in TABLES}
    expected = set()
    for name, drawing in drawings.items():
        rows = rows_of(drawing)
        if "breach" in rows[0]:
            marks = [row.pop("breach") for row in rows]
            assert any(marks), f"nothing to blame in {name}"
            assert None in marks, f"nothing to spare in {name}"
            expected |= {
                (name, row, column.strip())
                for row, mark in enumerate(marks)
                for column in (mark or "").split(",")
                if mark
            }
        tables[name] = clean_table(name, rows)
    breaches = [breach for breach in find_breaches(tables) if breach.rule.code == code]
    assert {(b.rule.table, b.row, b.column) for b in breaches} == expected
    assert len(breaches) == len(expected)
    for breach in breaches:
        assert_told(breach, tables[breach.rule.table])


def assert_told(breach: Breach, table: CleanTable) -> None:
    """Assert that the sentence of a breach can be told in both languages."""
    finding = Finding(
        breach.rule.level,
        breach.rule.code,
        TABLES[table.name].file,
        table.lines[breach.row],
        breach.column,
        "SYN-INA-0001",
        values=breach.values,
    )
    for language in ("en", "fr"):
        message = finding.message(language)
        assert "{" not in message
        assert "None" not in message
