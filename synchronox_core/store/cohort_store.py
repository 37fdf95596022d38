"""The cohort store: everything that can be asked of it, and the few ways to change it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from synchronox_core.ecrf.external_table import ExternalTable
from synchronox_core.ecrf.model import Delivery, Opposition
from synchronox_core.protocol.derived import DerivedPatients
from synchronox_core.store import writing
from synchronox_core.store.building import Progress, silent
from synchronox_core.store.catalogue import ExternalCohort, Extract
from synchronox_core.store.change import open_change
from synchronox_core.store.checks import verify_kept
from synchronox_core.store.connections import open_to_scan
from synchronox_core.store.derivation import Derivation
from synchronox_core.store.derived_reading import DerivedReader
from synchronox_core.store.derived_writing import StoredAnswers, write_derived
from synchronox_core.store.difference import (
    LISTED,
    EndpointFlip,
    ExtractDifference,
    compare_extracts,
)
from synchronox_core.store.files import POINTER, data_files
from synchronox_core.store.flips import count_flips, list_flips
from synchronox_core.store.lock import hold_store
from synchronox_core.store.pointer import write_catalogue
from synchronox_core.store.rescue import read_or_rebuild_catalogue

LOCK_TIMEOUT_SECONDS = 60.0


class Store(DerivedReader):
    """The extracts and public cohorts of a folder, read and changed.

    A change waits for the one under way, in this process or another.

    Args:
        directory: Folder of the store; created by the first import.
        lock_timeout_seconds: How long to wait for another writer, seconds.
    """

    def __init__(self, directory: Path, lock_timeout_seconds: float = LOCK_TIMEOUT_SECONDS) -> None:
        super().__init__(directory)
        self._timeout = lock_timeout_seconds

    def write_extract(
        self,
        delivery: Delivery,
        derived: DerivedPatients,
        *,
        as_of: datetime | None = None,
        reason: str | None = None,
        progress: Progress = silent,
    ) -> Extract:
        """Store a delivery as a new extract, in use from then on, in one atomic step.

        Persons who oppose by this delivery leave every earlier extract in the same step.

        Args:
            delivery: A delivery that is not refused; whether it may be used is not judged here.
            derived: What the protocol makes of its patients.
            as_of: Data cut; None takes the moment of the export.
            reason: Why it is used although older or smaller, or None.
            progress: Told the step (``storing``, ``verifying``) and the share done (0-1).

        Raises:
            StoreError: Another import is under way, the disk is full, or the store is damaged; the
                data in use stay as they were.
        """
        with open_change(self.directory, self._timeout) as change:
            return writing.write_extract(change, delivery, derived, as_of, reason, progress)

    def write_external(self, cohort: ExternalTable) -> ExternalCohort:
        """Store a public cohort beside the extracts, in the place of an earlier load of it.

        Args:
            cohort: Its rows and findings.

        Raises:
            StoreError: As for ``write_extract``.
        """
        with open_change(self.directory, self._timeout) as change:
            return writing.write_external(change, cohort)

    def erase(self, persons: Sequence[Opposition]) -> tuple[int, ...]:
        """Take persons who oppose out of every extract, and keep them out of later ones.

        The old files are deleted, not overwritten: what the disk keeps of deleted files is the
        matter of its encryption.

        Args:
            persons: Who opposes.

        Returns:
            Numbers of the extracts that were written anew.

        Raises:
            StoreError: As for ``write_extract``.
        """
        with open_change(self.directory, self._timeout) as change:
            return writing.erase(change, persons)

    def write_derived(
        self, extract: Extract, derivation: Derivation, answers: StoredAnswers
    ) -> None:
        """Store the answers of the rules beside the extract they were derived from.

        Args:
            extract: The extract.
            derivation: What the answers depend on besides.
            answers: The answers for every patient, in the order of the study codes.

        Raises:
            StoreError: The extract was written anew meanwhile, or as for ``write_extract``.
        """
        with open_change(self.directory, self._timeout) as change:
            write_derived(change, extract, derivation, answers)

    def rollback(self, extract_id: int, reason: str | None = None) -> Extract:
        """Put an extract already there in use, after reading it whole.

        A lost or damaged pointer is made anew from every file that verifies.

        Args:
            extract_id: Number of the extract.
            reason: Why.

        Raises:
            StoreError: The extract is unknown, missing or damaged, or the store is held.
        """
        with hold_store(self.directory, self._timeout):
            catalogue = read_or_rebuild_catalogue(self.directory)
            extract = catalogue.extract(extract_id)
            verify_kept(self.directory, extract)
            write_catalogue(self.directory, catalogue.moved_to(extract_id, reason))
        return extract


def open_store(directory: Path, lock_timeout_seconds: float = LOCK_TIMEOUT_SECONDS) -> Store:
    """The store in a folder, which need not exist yet.

    Args:
        directory: Folder of the store.
        lock_timeout_seconds: How long a change waits for another writer, seconds.
    """
    return Store(directory, lock_timeout_seconds)


def existing_store(directory: Path) -> Store | None:
    """The store in a folder, or None when nothing was ever written there.

    Args:
        directory: Folder of the store.
    """
    store = Store(directory)
    is_there = (store.directory / POINTER).exists() or bool(data_files(store.directory))
    return store if is_there else None


def diff_extracts(store: Store, a: int, b: int, listed: int = LISTED) -> ExtractDifference:
    """What changed from one extract to another, both read whole first.

    Args:
        store: Holds both.
        a: Number of the first extract.
        b: Number of the second extract.
        listed: Most cells listed one by one; all are counted.

    Raises:
        StoreError: An extract is unknown, missing or damaged.
    """
    catalogue = store.catalogue()
    extracts = {"first": catalogue.extract(a), "second": catalogue.extract(b)}
    for extract in extracts.values():
        store.verify_extract(extract.extract_id)
    files = {alias: store.directory / extract.file for alias, extract in extracts.items()}
    with open_to_scan(files) as connection:
        return compare_extracts(connection, listed)


def diff_derived(
    store: Store, derivation: Derivation, a: int, b: int, listed: int = LISTED
) -> tuple[int, tuple[EndpointFlip, ...]]:
    """Which answers of the rules differ in patients two extracts have.

    Args:
        store: Holds both, and the answers.
        derivation: What the answers depend on besides the extracts.
        a: Number of the first extract.
        b: Number of the second extract.
        listed: Most answers listed one by one; all are counted.

    Returns:
        How many differ, and the first of them.

    Raises:
        StoreError: An extract is unknown, or its answers are not stored or damaged.
    """
    paths = [store.derived_path(derivation, extract_id) for extract_id in (a, b)]
    with open_to_scan(dict(zip(("first", "second"), paths, strict=True))) as connection:
        return count_flips(connection), list_flips(connection, listed)
