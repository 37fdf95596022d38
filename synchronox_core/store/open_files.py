"""Data files open for reading, shared by every session of the process."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from synchronox_core.errors import StoreError
from synchronox_core.store.connections import HARDENED, harden
from synchronox_core.store.content import read_provenance
from synchronox_core.store.durable import Signature, signature_of
from synchronox_core.store.faults import reading_faults

MOST_ROOTS = 4
"""Data files kept open; the least recently used is closed first."""


@dataclass
class _Root:
    """A data file open for reading.

    Attributes:
        signature: Of the file when it was opened.
        connection: Gives the cursors; used under the lock only.
        users: Cursors in use.
        is_retired: To be closed with its last cursor.
    """

    signature: Signature
    connection: duckdb.DuckDBPyConnection
    users: int = 0
    is_retired: bool = False

    def close_if_idle(self) -> None:
        """Close a retired file that nobody reads; closing it earlier would close their cursors."""
        if self.is_retired and not self.users:
            self.connection.close()


class OpenFiles:
    """One root connection a file, one cursor a use.

    A connection shared by threads gives one thread the rows of another; a cursor does not. A file
    no longer wanted is closed when its last reader has finished.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._roots: OrderedDict[Path, _Root] = OrderedDict()

    @contextmanager
    def cursor(self, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """A fresh cursor on a file, for as long as the context lasts.

        Raises:
            StoreError: The file is missing, no data file, of another version, or damaged.
        """
        with self._lock:
            root = self._root(path)
            cursor = root.connection.cursor()
            root.users += 1
        try:
            yield cursor
        finally:
            cursor.close()
            with self._lock:
                root.users -= 1
                root.close_if_idle()

    def keep_only(self, directory: Path, files: Collection[str]) -> None:
        """Let go of the files of a folder that its ledger no longer names, to free the disk.

        Args:
            directory: Folder of a store.
            files: Names the ledger has.
        """
        with self._lock:
            for path in list(self._roots):
                if path.parent == directory and path.name not in files:
                    self._retire(path)

    def _root(self, path: Path) -> _Root:
        signature = signature_of(path)
        known = self._roots.get(path)
        if known is not None and known.signature != signature:
            self._retire(path)
        if signature is None:
            raise StoreError("errors.store_file_missing", file=path.name)
        if path not in self._roots:
            with reading_faults(path):
                self._roots[path] = _Root(signature, _open_root(path))
        self._roots.move_to_end(path)
        for oldest in list(self._roots)[:-MOST_ROOTS]:
            self._retire(oldest)
        return self._roots[path]

    def _retire(self, path: Path) -> None:
        root = self._roots.pop(path)
        root.is_retired = True
        root.close_if_idle()


def _open_root(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path), read_only=True, config=HARDENED)
    try:
        harden(connection)
        read_provenance(connection, path.stem, path)
    except BaseException:
        connection.close()
        raise
    return connection


OPEN_FILES = OpenFiles()
"""One for the process: sessions, routes and commands share the open files."""
