"""Findings of the reading, and names of a delivery made safe to show."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from synchronox_core.ecrf.findings import Finding, Level, quoted

SHOWN_NAMES = 10
"""Names listed in one sentence; the rest is an ellipsis."""


def refusal(
    code: str,
    file: str,
    line: int | None = None,
    column: str | None = None,
    value: str | None = None,
    **values: object,
) -> Finding:
    """A finding that refuses the file and with it the delivery (level F).

    Args:
        code: Code of the finding.
        file: File or delivery it was found in.
        line: Physical line, the header being 1.
        column: Column of a table or key of the manifest.
        value: Text found; never a cell of a table.
        values: Further values of the sentence.
    """
    return Finding(Level.REFUSED, code, file, line, column, value=value, values=values)


def notice(code: str, file: str, line: int | None = None, **values: object) -> Finding:
    """A finding that asks for nothing (level N).

    Args:
        code: Code of the finding.
        file: File or delivery it was found in.
        line: Physical line, the header being 1.
        values: Values of the sentence.
    """
    return Finding(Level.NOTICE, code, file, line, values=values)


def listed(names: Iterable[str]) -> str:
    """Names in one line, escaped and cut.

    >>> listed(["cea", "note"])
    'cea, note'
    """
    shown = [quoted(name) for name in names]
    return ", ".join(shown[:SHOWN_NAMES]) + (", …" if len(shown) > SHOWN_NAMES else "")


def file_label(name: str) -> str:
    """What to call a file beside the tables without telling whom it may be about.

    A CSV keeps its name, since it may be a misspelt table; any other file shows its kind only,
    since hospitals name documents after patients.

    >>> file_label("truth.csv"), file_label("DUPONT Jean.pdf"), file_label("__MACOSX/._a")
    ('truth.csv', '*.pdf', '__MACOSX')
    """
    path = PurePosixPath(name)
    if path.parts[:1] == ("__MACOSX",):
        return "__MACOSX"
    if path.name == ".DS_Store" or path.suffix.casefold() == ".csv":
        return path.name
    return f"*{path.suffix}"
