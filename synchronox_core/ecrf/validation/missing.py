"""Texts that look like a missing value without being a declared missing code."""

import re
from collections.abc import Iterable

NINES = re.compile(r"-?9{2,4}([.,]0+)?|-9([.,]0+)?")
"""Numbers that data bases write for a missing value."""

WORDS = frozenset({
    "n/a", "#n/a", "#n/d", "na", "n.a.", "n.a", "nk", "n/k", "nd", "n.d.", "n/d", "nv", "nr", "nc",
    "n.c.", "nsp", "ns", "so", "s.o.", "-", "--", "---", "–", "—", "?", "??", "???", ".", "..",
    "...", "*", "/", "x", "xx", "xxx", "inconnu", "inconnue", "unknown", "unk", "missing",
    "manquant", "manquante", "non renseigné", "non renseignée", "non renseigne", "non fait",
    "non faite", "not done", "not known", "not applicable", "not available", "sans objet",
    "non applicable", "non disponible", "non précisé", "vide", "empty", "null", "nul", "none",
    "nan", "nat", "#value!", "#valeur!", "#ref!", "#name?", "#nom?",
})  # fmt: skip
"""Words, signs and spreadsheet errors that people and programs write for a missing value."""


def looks_missing(text: str, missing_codes: Iterable[str]) -> bool:
    """Whether a text that is not a value of its column stands for a missing one.

    Args:
        text: Trimmed text that its column cannot take.
        missing_codes: Declared missing codes; their other letter case looks missing too.

    >>> [looks_missing(text, {"NK"}) for text in ("Inconnu", "-99", "nk", "cT3")]
    [True, True, True, False]
    """
    folded = text.casefold()
    if folded in WORDS or NINES.fullmatch(text):
        return True
    return any(folded == code.casefold() for code in missing_codes)
