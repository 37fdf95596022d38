"""The two kinds of limit: outside the first a value cannot be true, outside the second it may."""

from synchronox_core.ecrf.model import Value
from synchronox_core.ecrf.tables import Column
from synchronox_core.ecrf.validation.codes import unknown_code
from synchronox_core.ecrf.validation.faults import Fault

CM_BELOW_MM = 3
"""A distal margin or a diameter below it may have been entered in cm (contract, 7.13)."""

ASKED_CM = frozenset({"distal_margin_mm", "diameter_mm"})
"""Lengths that reports give in cm."""


def limit_fault(value: Value, column: Column) -> Fault | None:
    """Why a value cannot be true: outside the codes or the limits of its column.

    Args:
        value: Value of the column's type.
        column: Declared column.
    """
    if not isinstance(value, int | float):
        return None
    if column.codes:
        written = str(value)
        is_code = written in column.codes
        return None if is_code else unknown_code("CODE_UNKNOWN", written, column.codes)
    return _outside(value, column.minimum, column.maximum, "OUT_OF_RANGE")


def implausible(value: Value, column: Column) -> Fault | None:
    """What is to be checked about a value that is kept.

    Args:
        value: Value of the column's type, inside its limits.
        column: Declared column.
    """
    if not isinstance(value, int | float):
        return None
    if column.name in ASKED_CM and value < CM_BELOW_MM:
        return Fault("UNIT_CM", {"limit": CM_BELOW_MM})
    return _outside(value, column.plausible_minimum, column.plausible_maximum, "IMPLAUSIBLE")


def _outside(value: float, low: float | None, high: float | None, code: str) -> Fault | None:
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    return Fault(code, {"low": f"{low:g}", "high": f"{high:g}"})
