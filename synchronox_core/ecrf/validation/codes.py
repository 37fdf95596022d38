"""Codes, lists of codes and fixed shapes: exact, and the closest allowed one named."""

import re
from difflib import get_close_matches

from synchronox_core.ecrf.tables import Column
from synchronox_core.ecrf.validation.faults import NOTHING, Fault, Phrase

LIST_SEPARATOR = ";"


def parse_code(text: str, column: Column) -> str | Fault:
    """The code a text is, or what is wrong with it; letter case counts.

    Args:
        text: Trimmed text of a cell.
        column: A column with codes.
    """
    return text if text in column.codes else unknown_code("CODE_UNKNOWN", text, column.codes)


def parse_list(text: str, column: Column) -> str | Fault:
    """The list of codes a text is, as written, or what is wrong with its first wrong item.

    Args:
        text: Trimmed text of a cell.
        column: A column that holds a list.
    """
    for item in text.split(LIST_SEPARATOR):
        if item not in column.list_codes:
            return unknown_code("LIST_UNKNOWN", item.strip(), column.list_codes)
    return text


def parse_shape(text: str, column: Column) -> str | Fault:
    """The text when it has the shape its column asks for, or that it has not.

    Args:
        text: Trimmed text of a cell.
        column: A column with a pattern.
    """
    if re.fullmatch(column.pattern or "", text):
        return text
    return Fault("SHAPE", {"shape": Phrase(f"shape_{column.name}", {})})


def unknown_code(code: str, text: str, allowed: tuple[str, ...]) -> Fault:
    """The fault of a text that is none of the allowed codes, with the closest of them.

    Args:
        code: ``CODE_UNKNOWN`` or ``LIST_UNKNOWN``.
        text: The text found; it is compared and never told.
        allowed: The codes of the column.

    >>> f"{unknown_code('CODE_UNKNOWN', 'Yes', ('yes', 'no')).values['closest']:en}"
    '; the closest is yes'
    """
    by_folded = {allowed_code.casefold(): allowed_code for allowed_code in allowed}
    near = get_close_matches(text.casefold()[:40], by_folded, n=1)
    closest = Phrase("closest", {"closest": by_folded[near[0]]}) if near else NOTHING
    return Fault(code, {"closest": closest, "allowed": ", ".join(allowed)})
