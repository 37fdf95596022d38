"""What pages and commands read from a store; nothing here changes it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import duckdb

from synchronox_core.errors import StoreError
from synchronox_core.store.catalogue import Catalogue, Extract
from synchronox_core.store.checks import Check, check_store, verify_kept
from synchronox_core.store.durable import WatchedFile
from synchronox_core.store.faults import reading_faults
from synchronox_core.store.files import POINTER
from synchronox_core.store.open_files import OPEN_FILES
from synchronox_core.store.oppositions import Oppositions, read_oppositions
from synchronox_core.store.pointer import read_catalogue

Answer = TypeVar("Answer")


class StoreReader:
    """The extracts and public cohorts of a folder, read.

    It may be shared by threads. Reading never waits for a writer, in this process or another: a
    file never changes once the pointer names it.

    Args:
        directory: Folder of the store, which need not exist.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory.absolute()
        self._pointer = WatchedFile(self.directory / POINTER, self._read_pointer)
        self._opposed: tuple[str | None, Oppositions] = (None, Oppositions())

    def catalogue(self) -> Catalogue:
        """What the store holds now.

        Raises:
            StoreError: The pointer is missing beside data files, damaged, or of a newer format.
        """
        return self._pointer.value()

    def version(self) -> str:
        """What changes with every change of the store; empty for a store never written to.

        Raises:
            StoreError: As for ``catalogue``.
        """
        return self.catalogue().version

    def extract(self, extract_id: int | None = None) -> Extract:
        """An extract kept.

        Args:
            extract_id: Number of the extract; None asks for the one in use.

        Raises:
            StoreError: The store is empty, or the extract unknown.
        """
        return self._pick(self.catalogue(), extract_id)

    @contextmanager
    def read(self, extract_id: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A fresh read-only cursor on an extract.

        Args:
            extract_id: Number of the extract; None reads the one in use.

        Raises:
            StoreError: The store is empty, the extract unknown, or its file missing or damaged.
        """

        def find(catalogue: Catalogue) -> tuple[Path]:
            return (self.directory / self._pick(catalogue, extract_id).file,)

        with self._cursor(find) as cursor:
            yield cursor

    @contextmanager
    def read_external(self, name: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """A fresh read-only cursor on a public cohort.

        Args:
            name: Name of the cohort.

        Raises:
            StoreError: It was not loaded, or its file is missing or damaged.
        """
        with self._cursor(lambda kept: (self.directory / kept.external(name).file,)) as cursor:
            yield cursor

    def patient_ids(self) -> frozenset[str]:
        """Study codes of the patients in the extract in use.

        Raises:
            StoreError: The store is empty, or the file is missing or damaged.
        """
        with self.read() as cursor:
            found = cursor.execute("SELECT patient_id FROM patients").fetchall()
        return frozenset(patient_id for (patient_id,) in found)

    def find_bundle(self, sha256: str, as_of: datetime | None = None) -> Extract | None:
        """The newest extract with the content of a delivery.

        Args:
            sha256: Identity of the delivery.
            as_of: Data cut it must have too; None takes any.
        """
        for extract in reversed(self.catalogue().extracts):
            if extract.bundle_sha256 == sha256 and as_of in (None, extract.as_of):
                return extract
        return None

    def is_opposed(self, patient_id: str) -> bool:
        """Whether a person opposed earlier and must stay out.

        Args:
            patient_id: Study code.

        Raises:
            StoreError: The list of the persons who oppose is lost.
        """
        return self._settled(self._oppositions).knows(patient_id)

    def verify_extract(self, extract_id: int) -> None:
        """Read an extract whole, from the disk, and compare it with the ledger.

        Args:
            extract_id: Number of the extract.

        Raises:
            StoreError: It is unknown, missing, foreign, of another version, or damaged.
        """
        self._settled(lambda found: verify_kept(self.directory, found.extract(extract_id)))

    def checks(self) -> list[Check]:
        """What is well and what is wrong with the store; reads every file whole."""
        return list(check_store(self.directory))

    def _read_pointer(self) -> Catalogue:
        catalogue = read_catalogue(self.directory)
        OPEN_FILES.keep_only(self.directory, catalogue.files)
        return catalogue

    def _oppositions(self, catalogue: Catalogue) -> Oppositions:
        file, known = self._opposed
        if file != catalogue.opposed_file:
            known = read_oppositions(self.directory, catalogue.opposed_file)
            self._opposed = (catalogue.opposed_file, known)
        return known

    def _settled(self, read: Callable[[Catalogue], Answer]) -> Answer:
        """Read what the pointer names; when it moved meanwhile, read again."""
        while True:
            catalogue = self.catalogue()
            try:
                return read(catalogue)
            except StoreError:
                if self.catalogue().version == catalogue.version:
                    raise

    def _pick(self, catalogue: Catalogue, extract_id: int | None) -> Extract:
        if extract_id is not None:
            return catalogue.extract(extract_id)
        if catalogue.current is None:
            raise StoreError("errors.store_empty", store=str(self.directory))
        return catalogue.current

    @contextmanager
    def _cursor(
        self, find: Callable[[Catalogue], tuple[Path, ...]]
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        with ExitStack() as stack:

            def opened(catalogue: Catalogue) -> tuple[Path, duckdb.DuckDBPyConnection]:
                files = find(catalogue)
                return files[-1], stack.enter_context(OPEN_FILES.cursor(*files))

            path, cursor = self._settled(opened)
            with reading_faults(path):
                yield cursor
