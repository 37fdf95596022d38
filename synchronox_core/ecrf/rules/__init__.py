"""Cross-table rules: what several cells of a correct delivery never say together."""

from collections.abc import Iterable, Mapping
from datetime import date

from synchronox_core.ecrf.lookup import Lookup
from synchronox_core.ecrf.model import CleanTable, QuarantinedRow
from synchronox_core.ecrf.rules import (
    baseline,
    chronology,
    complications,
    events,
    inclusion,
    lesions,
    surgery,
    vital_status,
)
from synchronox_core.ecrf.rules.registry import Breach, Rule

RULES: tuple[Rule, ...] = (
    *inclusion.RULES,
    *baseline.RULES,
    *vital_status.RULES,
    *chronology.RULES,
    *lesions.RULES,
    *surgery.RULES,
    *complications.RULES,
    *events.RULES,
)
"""Every rule, in the order in which breaches are found."""


def find_breaches(
    tables: Mapping[str, CleanTable], quarantine: Iterable[QuarantinedRow] = ()
) -> list[Breach]:
    """Breaches of the cross-table rules.

    Args:
        tables: Kept rows by table name.
        quarantine: Rows held back; where they could fill a gap, the gap breaches no rule.

    Returns:
        Breaches by rule, then by row; days in their values are written as in the export.
    """
    lookup = Lookup(tables, quarantine)
    return [
        Breach(rule, spot.row, spot.column, _as_exported(spot.values))
        for rule in RULES
        for spot in rule.check(lookup)
    ]


def _as_exported(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
