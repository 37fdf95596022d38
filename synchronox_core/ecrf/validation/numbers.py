"""Numbers as a cell may write them: optional minus, digits, at most one decimal sign."""

import re

from synchronox_core.ecrf.validation.faults import NOTHING, Fault, Phrase

WHOLE = re.compile(r"-?[0-9]{1,15}")
PLAIN = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,15})?")
GROUPED = re.compile(r"-?[0-9]{1,3}[.,][0-9]{3}")
EXPONENT = re.compile(r"[+-]?[0-9]+([.,][0-9]*)?e[+-]?[0-9]+", re.IGNORECASE)
NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|1\.#\w+)", re.IGNORECASE)
SIGNED = re.compile(r"[<>=≤≥≦≧~≈±+].*", re.DOTALL)
WITH_UNIT = re.compile(r"-?[0-9]+([.,][0-9]+)?\s*([^\W\d_]|%).*", re.DOTALL)


def parse_number(text: str, decimal: str, qualifier: str | None = None) -> float | Fault:
    """The number a text writes, or what is wrong with it.

    Args:
        text: Trimmed text of a cell.
        decimal: Decimal sign the file is known to use; empty when unknown.
        qualifier: Column that takes the sign of the number, if there is one.

    >>> parse_number("2,5", "."), parse_number("1,234", ",")
    (2.5, 1.234)
    >>> parse_number("1,234", ".").code, parse_number("1e5", ".").code
    ('NUM_AMBIGUOUS', 'NUM_EXPONENT')
    """
    if not PLAIN.fullmatch(text):
        return _name_number(text, qualifier)
    if GROUPED.fullmatch(text) and _is_ambiguous(text, decimal):
        return Fault("NUM_AMBIGUOUS")
    # Adding zero turns a minus zero into zero.
    return float(text.replace(",", ".")) + 0.0


def parse_whole(text: str, qualifier: str | None = None) -> int | Fault:
    """The whole number a text writes, or what is wrong with it; ``3.0`` is not written as one.

    >>> parse_whole("03"), parse_whole("3.0").code
    (3, 'NUM_NOT_WHOLE')
    """
    if WHOLE.fullmatch(text):
        return int(text)
    return Fault("NUM_NOT_WHOLE") if PLAIN.fullmatch(text) else _name_number(text, qualifier)


def _is_ambiguous(text: str, decimal: str) -> bool:
    """Whether three digits after a sign may be thousands as well as decimals.

    A comma is a decimal sign only in a file known to use it; a point is one unless the file
    is known to use the comma.
    """
    return decimal != "," if "," in text else decimal == ","


def _name_number(text: str, qualifier: str | None) -> Fault:
    if NOT_FINITE.fullmatch(text):
        return Fault("NUM_NOT_FINITE")
    if EXPONENT.fullmatch(text):
        return Fault("NUM_EXPONENT")
    if SIGNED.fullmatch(text):
        name = "sign_to_column" if qualifier else "sign_out"
        return Fault("NUM_FORMAT", {"detail": Phrase(name, {"qualifier": qualifier})})
    if WITH_UNIT.fullmatch(text):
        return Fault("NUM_UNIT")
    return Fault("NUM_FORMAT", {"detail": NOTHING})
