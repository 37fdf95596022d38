"""Writing of a bundle: rows as CSV text, hashed on the way, the manifest last."""

import csv
import hashlib
import json
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date, datetime, time
from pathlib import Path
from types import TracebackType
from typing import TextIO

from synchronox_core.ecrf.tables import DEFAULT_MISSING_CODES, SCHEMA_VERSION, STUDY, TABLES
from synchronox_core.errors import ExportError
from synchronox_core.synthetic.patient.chart import Cell, Row

MANIFEST = "bundle.json"
TRUTH = "truth.csv"
EXTRACT_HOUR = time(18)


def cells_of(table: str, row: Row) -> Iterable[Cell]:
    """Cells of a row in the declared order of its columns."""
    return map(row.get, TABLES[table].columns)


class _HashedFile:
    # Text file that knows the SHA-256 of what was written and the number of its records.
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._writer = csv.writer(self, lineterminator="\n")
        self.digest = hashlib.sha256()
        self.records = -1  # the header comes first

    def write(self, line: str) -> None:
        # Called by the CSV writer once a record; a blank one counts for no reader.
        self.digest.update(line.encode("utf-8"))
        self._stream.write(line)
        self.records += 1 if line.strip(",\n") else 0

    def write_rows(self, rows: Iterable[Iterable[Cell]]) -> None:
        self._writer.writerows(rows)

    def flush(self) -> None:
        self._stream.flush()


class BundleWriter:
    """Writes a bundle beside its place and moves it there when it is complete.

    Args:
        directory: Where the bundle is to stand; it may hold an earlier synthetic bundle.
        extract_on: Day of the data cut.

    Raises:
        ExportError: The place holds something else than a synthetic bundle.
    """

    def __init__(self, directory: Path, extract_on: date) -> None:
        _refuse_other_content(directory)
        self._directory = directory
        self._extract_at = datetime.combine(extract_on, EXTRACT_HOUR)
        self._stack = ExitStack()
        self._files: dict[str, _HashedFile] = {}

    def __enter__(self) -> "BundleWriter":
        """Open every file of the bundle in a folder beside its place."""
        self._directory.mkdir(parents=True, exist_ok=True)
        staging = tempfile.TemporaryDirectory(dir=self._directory.parent, prefix=".bundle-")
        self._staging = Path(self._stack.enter_context(staging))
        self._open(TRUTH)
        for table in TABLES.values():
            self._open(table.file)
            self.write_rows(table.name, [list(table.columns)])
        return self

    def _open(self, name: str) -> None:
        stream = (self._staging / name).open("w", encoding="utf-8", newline="")
        self._files[name] = _HashedFile(self._stack.enter_context(stream))

    def write_rows(self, table: str, rows: Iterable[Iterable[Cell]]) -> None:
        """Write rows, their cells in declared order, to the file of a table."""
        self._files[TABLES[table].file].write_rows(rows)

    def write_truth(self, rows: Iterable[Iterable[Cell]]) -> None:
        """Write rows to ``truth.csv``, which the manifest does not list."""
        self._files[TRUTH].write_rows(rows)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put the complete bundle in its place; after a fault leave what stood there."""
        with self._stack:
            if kind is None:
                self._flush()
                self._publish()

    def _flush(self) -> None:
        manifest = json.dumps(self._describe(), indent=1, ensure_ascii=False) + "\n"
        (self._staging / MANIFEST).write_text(manifest, encoding="utf-8", newline="")
        for file in self._files.values():
            file.flush()

    def _publish(self) -> None:
        # Without its manifest a folder is no bundle: nobody can read one half replaced.
        (self._directory / MANIFEST).unlink(missing_ok=True)
        for name in (*self._files, MANIFEST):
            (self._staging / name).replace(self._directory / name)

    def _describe(self) -> dict[str, object]:
        listed = [(name, file) for name, file in self._files.items() if name != TRUTH]
        return {
            "study": STUDY,
            "schema_version": SCHEMA_VERSION,
            "synthetic": True,
            "note": "Invented patients. No row describes a person.",
            "source_system": "SYNCHRONOX synthetic cohort",
            "source_version": SCHEMA_VERSION,
            "extract_at": f"{self._extract_at:%Y-%m-%dT%H:%M:%SZ}",
            "exported_by_role": "generator (no person)",
            "missing_codes": DEFAULT_MISSING_CODES,
            "dialect": {"delimiter": ",", "decimal": ".", "encoding": "utf-8"},
            "files": [
                {"name": name, "rows": file.records, "sha256": file.digest.hexdigest()}
                for name, file in listed
            ],
        }


def _refuse_other_content(directory: Path) -> None:
    if not directory.exists():
        return
    if directory.is_dir() and (not any(directory.iterdir()) or _is_synthetic(directory)):
        return
    raise ExportError("errors.synthetic_target", directory=str(directory))


def _is_synthetic(directory: Path) -> bool:
    try:
        manifest = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("synthetic") is True
