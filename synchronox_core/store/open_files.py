"""Data files open for reading, shared by every session of the process."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import duckdb

from synchronox_core.errors import StoreError
from synchronox_core.store.connections import HARDENED, harden, open_together
from synchronox_core.store.content import read_provenance
from synchronox_core.store.durable import Signature, signature_of
from synchronox_core.store.faults import reading_faults

MOST_ROOTS = 4
"""Data files kept open; the least recently used is closed first."""

Files: TypeAlias = tuple[Path, ...]

ALIASES = ("extract", "derived")
"""Names of two files read together."""

SEE_BOTH = f"SET search_path = '{','.join(f'{alias}.main' for alias in ALIASES)}'"
"""Lets a cursor find the tables of both without saying where they are."""


@dataclass
class _Root:
    """A data file open for reading, alone or with the file derived from it.

    Attributes:
        signatures: Of the files when they were opened.
        connection: Gives the cursors; used under the lock only.
        users: Cursors in use.
        is_retired: To be closed with its last cursor.
    """

    signatures: tuple[Signature | None, ...]
    connection: duckdb.DuckDBPyConnection
    users: int = 0
    is_retired: bool = False

    def close_if_idle(self) -> None:
        """Close a retired file that nobody reads; closing it earlier would close their cursors."""
        if self.is_retired and not self.users:
            self.connection.close()


class OpenFiles:
    """One root connection for the files read together, one cursor a use.

    A connection shared by threads gives one thread the rows of another; a cursor does not. A file
    no longer wanted is closed when its last reader has finished.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._roots: OrderedDict[Files, _Root] = OrderedDict()

    @contextmanager
    def cursor(self, *files: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """A fresh cursor, for as long as the context lasts.

        Args:
            *files: File of an extract or public cohort, or an extract and the file derived from it.

        Raises:
            StoreError: A file is missing, no data file, of another version, or damaged.
        """
        with self._lock:
            root = self._root(files)
            cursor = root.connection.cursor()
            root.users += 1
        try:
            if len(files) > 1:
                cursor.execute(SEE_BOTH)
            yield cursor
        finally:
            cursor.close()
            with self._lock:
                root.users -= 1
                root.close_if_idle()

    def can_open(self, *files: Path) -> bool:
        """Whether ``cursor`` gives a cursor on these files."""
        try:
            with self._lock:
                self._root(files)
        except StoreError:
            return False
        return True

    def keep_only(self, directory: Path, files: Collection[str]) -> None:
        """Let go of the files of a folder that its ledger no longer names, to free the disk.

        Args:
            directory: Folder of a store.
            files: Names the ledger has.
        """
        with self._lock:
            for opened in list(self._roots):
                if opened[0].parent == directory and opened[0].name not in files:
                    self._retire(opened)

    def _root(self, files: Files) -> _Root:
        signatures = tuple(map(signature_of, files))
        known = self._roots.get(files)
        if known is not None and known.signatures != signatures:
            self._retire(files)
        for path, signature in zip(files, signatures, strict=True):
            if signature is None:
                raise StoreError("errors.store_file_missing", file=path.name)
        if files not in self._roots:
            self._roots[files] = _Root(signatures, _open_root(files))
        self._roots.move_to_end(files)
        for oldest in list(self._roots)[:-MOST_ROOTS]:
            self._retire(oldest)
        return self._roots[files]

    def _retire(self, files: Files) -> None:
        root = self._roots.pop(files)
        root.is_retired = True
        root.close_if_idle()


def _open_root(files: Files) -> duckdb.DuckDBPyConnection:
    if len(files) > 1:
        named = dict(zip(ALIASES, files, strict=True))
        connection = open_together(named)
    else:
        (path,) = files
        named = {path.stem: path}
        with reading_faults(path):
            connection = duckdb.connect(str(path), read_only=True, config=HARDENED)
    try:
        harden(connection)
        for alias, path in named.items():
            read_provenance(connection, alias, path)
    except BaseException:
        connection.close()
        raise
    return connection


OPEN_FILES = OpenFiles()
"""One for the process: sessions, routes and commands share the open files."""
