"""A change of the store: new files are built aside, then the pointer moves once."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from synchronox_core.errors import StoreError
from synchronox_core.store.catalogue import Catalogue
from synchronox_core.store.durable import OWNER_ONLY_FOLDER, sync_to_disk
from synchronox_core.store.files import BUILDING, POINTER, sweep
from synchronox_core.store.lock import hold_store
from synchronox_core.store.oppositions import read_oppositions
from synchronox_core.store.pointer import read_catalogue, write_catalogue

MIB = 1024 * 1024


class Change:
    """A change under way, by the only writer of the store.

    Attributes:
        directory: Folder of the store.
        catalogue: What the store held when the change began.
        oppositions: Who opposed when the change began.
    """

    def __init__(self, directory: Path, catalogue: Catalogue) -> None:
        self.directory = directory
        self.catalogue = catalogue
        self.oppositions = read_oppositions(directory, catalogue.opposed_file)

    def site(self, file: str) -> Path:
        """Where a new data file is built before it gets its place under the same name."""
        return self.directory / BUILDING / file

    def need_space(self, needed_bytes: int) -> None:
        """Stop before anything is built when the disk cannot take it.

        Raises:
            StoreError: Less than this is free.
        """
        free = shutil.disk_usage(self.directory).free
        if free < needed_bytes:
            raise StoreError(
                "errors.store_disk_short",
                store=str(self.directory),
                needed_mib=-(-needed_bytes // MIB),
                free_mib=free // MIB,
            )

    def commit(self, catalogue: Catalogue) -> None:
        """Give the built files their place and move the pointer.

        Args:
            catalogue: What the store holds from now on.
        """
        self.place()
        write_catalogue(self.directory, catalogue)

    def place(self) -> None:
        """Give the built files their place; the pointer stays as it is."""
        for built in sorted((self.directory / BUILDING).iterdir()):
            sync_to_disk(built)
            built.replace(self.directory / built.name)
        sync_to_disk(self.directory)


@contextmanager
def open_change(directory: Path, timeout_seconds: float) -> Iterator[Change]:
    """Change a store, alone; what is not committed leaves no file behind.

    Args:
        directory: Folder of the store, created when absent.
        timeout_seconds: How long to wait for another writer, seconds.

    Raises:
        StoreError: The store is held by another writer, damaged, full or not writable.
    """
    with hold_store(directory, timeout_seconds):
        catalogue = read_catalogue(directory)
        if not (directory / POINTER).exists():
            # From now on a data file without a pointer means that the pointer was lost.
            write_catalogue(directory, catalogue)
        (directory / BUILDING).mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
        sweep(directory, catalogue.files)
        try:
            yield Change(directory, catalogue)
        finally:
            sweep(directory, read_catalogue(directory).files)
