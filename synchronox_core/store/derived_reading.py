"""Extracts read together with the answers of the rules for them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from synchronox_core.store.catalogue import Catalogue, Extract
from synchronox_core.store.connections import Cursor
from synchronox_core.store.derivation import Derivation
from synchronox_core.store.open_files import OPEN_FILES
from synchronox_core.store.reading import StoreReader

DERIVING = threading.Lock()
"""Held while answers are derived: two sessions that ask for the same derive them once."""


class DerivedReader(StoreReader):
    """The extracts of a folder with their derived values, read.

    Args:
        directory: Folder of the store, which need not exist.
    """

    @contextmanager
    def read_derived(
        self,
        derivation: Derivation,
        derive: Callable[[Extract], None],
        extract_id: int | None = None,
    ) -> Iterator[Cursor]:
        """A fresh read-only cursor on an extract and the answers of the rules for it.

        Args:
            derivation: What the answers depend on besides the extract.
            derive: Stores the answers when they are not there or cannot be read; called by one
                thread at a time.
            extract_id: Number of the extract; None reads the one in use.

        Raises:
            StoreError: As for ``read``, or the answers cannot be stored.
        """

        def find(catalogue: Catalogue) -> tuple[Path, Path]:
            extract = self._pick(catalogue, extract_id)
            files = self._files(extract, derivation)
            if not OPEN_FILES.can_open(*files):
                with DERIVING:
                    if not OPEN_FILES.can_open(*files):
                        derive(extract)
            return files

        with self._cursor(find) as cursor:
            yield cursor

    def has_derived(self, derivation: Derivation, extract_id: int | None = None) -> bool:
        """Whether the answers of the rules for an extract are stored.

        Args:
            derivation: What they depend on besides the extract.
            extract_id: Number of the extract; None asks of the one in use.

        Raises:
            StoreError: The store is empty, or the extract unknown.
        """
        extract = self.extract(extract_id)
        return OPEN_FILES.can_open(*self._files(extract, derivation))

    def derived_path(self, derivation: Derivation, extract_id: int | None = None) -> Path:
        """The file of the answers of the rules for an extract, which need not exist.

        Args:
            derivation: What they depend on besides the extract.
            extract_id: Number of the extract; None asks of the one in use.

        Raises:
            StoreError: The store is empty, or the extract unknown.
        """
        return self._files(self.extract(extract_id), derivation)[-1]

    def _files(self, extract: Extract, derivation: Derivation) -> tuple[Path, Path]:
        return self.directory / extract.file, self.directory / derivation.file_of(extract)
