"""Breaches of the cross-table rules turned into findings and cells set aside."""

from collections.abc import Mapping
from datetime import date

from synchronox_core.ecrf.findings import Finding, Level
from synchronox_core.ecrf.model import Delivery, MissingReason, QuarantinedRow, Value
from synchronox_core.ecrf.rules import RULES, find_breaches
from synchronox_core.ecrf.rules.registry import Breach
from synchronox_core.ecrf.tables import TABLES
from synchronox_core.ecrf.validation.account import SET_ASIDE

SETTING_ASIDE = frozenset(rule.table for rule in RULES if rule.level is Level.SET_ASIDE)
"""Tables whose cells a rule may set aside; their raw text is kept until the rules have run."""

KeptTexts = Mapping[str, Mapping[str, list[str]]]
"""Raw text of the kept rows by table and column."""


def apply_rules(delivery: Delivery, texts: KeptTexts) -> None:
    """Tell every breach of a cross-table rule; a value that cannot be true is set aside.

    Args:
        delivery: Delivery whose tables are all entered.
        texts: Raw text of the tables in ``SETTING_ASIDE``.
    """
    for breach in find_breaches(delivery.tables, delivery.quarantine):
        delivery.findings.append(_finding(breach, delivery))
        if breach.rule.level is Level.SET_ASIDE:
            _set_aside(breach, delivery, texts)


def _finding(breach: Breach, delivery: Delivery) -> Finding:
    rule = breach.rule
    table = delivery.tables[rule.table]
    found = table.columns[breach.column][breach.row] if breach.column else None
    return Finding(
        level=rule.level,
        code=rule.code,
        file=TABLES[rule.table].file,
        line=table.lines[breach.row],
        column=breach.column,
        patient_id=_patient_id(breach, delivery),
        value=_as_exported(found),
        values=breach.values,
    )


def _set_aside(breach: Breach, delivery: Delivery, texts: KeptTexts) -> None:
    name, column, row = breach.rule.table, breach.column, breach.row
    table = delivery.tables[name]
    if column is None or table.columns[column][row] is None:
        return
    line, patient_id = table.lines[row], _patient_id(breach, delivery)
    table.columns[column][row] = None
    delivery.missing.append(MissingReason(name, line, column, patient_id, SET_ASIDE))
    raw = {column: texts[name][column][row]}
    delivery.quarantine.append(
        QuarantinedRow(name, line, patient_id, column, breach.rule.code, raw)
    )
    count = delivery.cell_counts[TABLES[name].file][column]
    count.values -= 1
    count.set_aside += 1


def _patient_id(breach: Breach, delivery: Delivery) -> str | None:
    codes = delivery.tables[breach.rule.table].columns.get("patient_id")
    code = codes[breach.row] if codes else None
    return str(code) if code else None


def _as_exported(value: Value) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)
