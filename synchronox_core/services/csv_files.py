"""Results written to a file in one step; tables as CSV, row after row."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from synchronox_core.errors import ExportError


@contextmanager
def replaced_in_one_step(path: Path) -> Iterator[Path]:
    """A draft to write, which then takes the place of a file: nobody sees half of it.

    Args:
        path: File to write or replace.

    Raises:
        ExportError: The file cannot be written.
    """
    draft = path.with_name(f".{path.name}.tmp")
    try:
        yield draft
        draft.replace(path)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise ExportError("errors.write_failed", path=str(path), reason=reason) from fault
    finally:
        with suppress(OSError):
            draft.unlink()


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> int:
    """Write rows to a file in one step: whoever reads it sees the old file or the whole new one.

    Args:
        path: File to write or replace.
        columns: Columns in order.
        rows: Values by column; None is an empty cell, several values are joined with ``;``.

    Returns:
        Number of rows.

    Raises:
        ExportError: The file cannot be written.
    """
    with (
        replaced_in_one_step(path) as draft,
        draft.open("w", encoding="utf-8", newline="") as stream,
    ):
        return print_rows(stream, columns, rows)


def print_rows(stream: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> int:
    """Write rows to a stream as ``write_rows`` does to a file, and return their number."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    written = 0
    for row in rows:
        writer.writerow([csv_cell(row[column]) for column in columns])
        written += 1
    return written


def csv_cell(value: object) -> object:
    """A value as a CSV file has it.

    >>> csv_cell(("cea_ng_ml", "kras")), csv_cell(None), csv_cell(3)
    ('cea_ng_ml;kras', '', 3)
    """
    if isinstance(value, tuple | list):
        return ";".join(map(str, value))
    return "" if value is None else value
