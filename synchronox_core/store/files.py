"""Names of the files in the store's folder, and which of them the ledger no longer names."""

import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

POINTER = "current.json"
LOCK = "lock"
BUILDING = "building"
WAL = ".wal"
DAMAGED = ".damaged"
"""Ending of a file that did not verify when a lost pointer was made anew."""

EXTRACT_FILE = re.compile(r"extract_(\d{6})(?:_r(\d+))?\.duckdb")
EXTERNAL_FILE = re.compile(r"external_([a-z0-9_]+)_(\d+)\.duckdb")
OPPOSED_FILE = re.compile(r"opposed_(\d+)\.json")
DERIVED_FILE = re.compile(r"derived_(\d{6})_(\d+)_[0-9a-f]+\.duckdb")


def extract_file(extract_id: int, revision: int = 1) -> str:
    """Name of the file of an extract; an erasure rewrites it as the next revision.

    >>> extract_file(3), extract_file(3, revision=2)
    ('extract_000003.duckdb', 'extract_000003_r2.duckdb')
    """
    suffix = f"_r{revision}" if revision > 1 else ""
    return f"extract_{extract_id:06d}{suffix}.duckdb"


def revision_of(file: str) -> int:
    """Revision told by the name of a numbered file; 0 when it has another name.

    >>> [revision_of(f"extract_000003{suffix}.duckdb") for suffix in ("", "_r2")]
    [1, 2]
    >>> revision_of("opposed_7.json")
    7
    """
    for kind in (EXTRACT_FILE, EXTERNAL_FILE, OPPOSED_FILE):
        match = kind.fullmatch(file)
        if match:
            return (
                int(match[match.lastindex or 0]) if kind is not EXTRACT_FILE else int(match[2] or 1)
            )
    return 0


def external_file(name: str, revision: int) -> str:
    """Name of the file of a public cohort; each load is the next revision.

    >>> external_file("crlm_tcia", 1)
    'external_crlm_tcia_1.duckdb'
    """
    return f"external_{name}_{revision}.duckdb"


def opposed_file(revision: int) -> str:
    """Name of the file of the persons who oppose; each change of it is the next revision.

    >>> opposed_file(1)
    'opposed_1.json'
    """
    return f"opposed_{revision}.json"


def derived_file(extract_id: int, revision: int, key: str) -> str:
    """Name of a file with derived values of an extract.

    Args:
        extract_id: Number of the extract.
        revision: Revision of its file.
        key: Hash of what the values depend on.

    >>> derived_file(3, 1, "0c7f")
    'derived_000003_1_0c7f.duckdb'
    """
    return f"derived_{extract_id:06d}_{revision}_{key}.duckdb"


def derived_files(directory: Path, extract: str) -> list[Path]:
    """Files with derived values of an extract, in the order of their names.

    Args:
        directory: Folder of a store.
        extract: File of the extract.
    """
    return [path for path, source in _derived_files(directory) if source == extract]


def _derived_files(directory: Path) -> Iterator[tuple[Path, str]]:
    """Every derived file of a store, with the file of its extract."""
    for path in sorted(directory.iterdir()):
        match = DERIVED_FILE.fullmatch(path.name)
        if match:
            yield path, extract_file(int(match[1]), int(match[2]))


def data_files(directory: Path) -> list[Path]:
    """Numbered files of a store, with write-ahead logs, in the order of their names."""
    if not directory.is_dir():
        return []
    return sorted(path for path in directory.iterdir() if _is_data(path.name.removesuffix(WAL)))


def _is_data(name: str) -> bool:
    return any(kind.fullmatch(name) for kind in (EXTRACT_FILE, EXTERNAL_FILE, OPPOSED_FILE))


def leftovers(directory: Path, named: Collection[str]) -> Iterator[Path]:
    """What an interrupted or finished change left behind.

    Args:
        directory: Folder of the store.
        named: Data files the ledger names; any other does not exist for a reader.
    """
    building = directory / BUILDING
    if building.is_dir():
        yield from building.iterdir()
    yield from (path for path in data_files(directory) if path.name not in named)
    yield from (path for path, extract in _derived_files(directory) if extract not in named)


def sweep(directory: Path, named: Collection[str]) -> None:
    """Remove the left-overs; only to be called under the lock."""
    for path in list(leftovers(directory, named)):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
