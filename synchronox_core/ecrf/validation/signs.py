"""Spaces around a text and signs that nobody sees."""

import unicodedata

SPACES = "".join(chr(sign) for sign in range(0x3001) if unicodedata.category(chr(sign)) == "Zs")
"""Spaces of every width, the no-break ones among them."""

HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Control, zero-width and direction signs, line and paragraph separators (Unicode)."""

LAYOUT = "\t\n\r"
"""Control signs that free text may hold."""


def trim(text: str) -> str:
    """The text without the spaces around it.

    >>> trim("\u00a0yes ")
    'yes'
    """
    return text.strip(SPACES)


def remove_hidden(text: str, keep: str = "") -> str:
    """The text without the signs that nobody sees.

    Args:
        text: Any text.
        keep: Hidden signs that may stay.

    >>> remove_hidden("SYN\u200b-INA")
    'SYN-INA'
    """
    if text.isprintable():
        return text
    return "".join(
        sign for sign in text if sign in keep or unicodedata.category(sign) not in HIDDEN_CATEGORIES
    )


def fold(text: str) -> str:
    """The text as keys are compared: nothing hidden, no space around, letter case ignored.

    >>> fold(" Syn-INA-0001\u200b") == fold("SYN-ina-0001")
    True
    """
    return trim(remove_hidden(text)).casefold()
