"""Rows that share a key: identical copies count once, contradicting ones wait together."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from synchronox_core.ecrf.validation.faults import Fault
from synchronox_core.ecrf.validation.sheet import Fate, Key, Remark, Sheet
from synchronox_core.ecrf.validation.signs import trim

LINES_TOLD = 5
"""Lines that a sentence names at most."""


def settle_duplicates(sheet: Sheet) -> None:
    """Keep one of identical copies, hold back all rows that share a key and differ.

    Rows are identical when every cell is, the spaces around it left aside.

    Args:
        sheet: Table under way; rows left out for privacy are not compared.
    """
    for rows in _shared_rows(sheet):
        contents = {tuple(map(trim, sheet.cells(row).values())) for row in rows}
        if len(contents) == 1:
            sheet.copies[rows[0]] = len(rows) - 1
            for row in rows[1:]:
                sheet.fates[row] = Fate.BLANK
            continue
        values = {
            "columns": ", ".join(sheet.table.key),
            "lines": _told([sheet.raw.lines[row] for row in rows]),
        }
        for row in rows:
            sheet.hold(Remark(row, None, None, Fault("KEY_DUPLICATE", values)))


def _shared_rows(sheet: Sheet) -> list[list[int]]:
    """Rows that share a key, group by group; keys that cannot be told are left aside."""
    keys = sheet.keys()
    if len(set(keys)) == len(keys):
        return []
    shared = {key for key, count in Counter(keys).items() if count > 1 and None not in key}
    rows: defaultdict[Key, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        if key in shared and sheet.fates[row] != Fate.PRIVACY:
            rows[key].append(row)
    return [found for found in rows.values() if len(found) > 1]


def _told(lines: Iterable[int]) -> str:
    (*told,) = sorted(lines)
    more = ", …" if len(told) > LINES_TOLD else ""
    return ", ".join(map(str, told[:LINES_TOLD])) + more
