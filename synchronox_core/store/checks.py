"""What is well and what is wrong with a store, and what to do about it."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from synchronox_core.errors import StoreError
from synchronox_core.store.catalogue import Catalogue, ExternalCohort, Extract
from synchronox_core.store.content import verify_file
from synchronox_core.store.files import DAMAGED, leftovers
from synchronox_core.store.lock import held_since
from synchronox_core.store.oppositions import read_oppositions
from synchronox_core.store.pointer import read_catalogue

GIB = 1024**3
LEAST_FREE_BYTES = GIB
OTHERS = 0o077


@dataclass(frozen=True)
class Check:
    """One thing looked at.

    Attributes:
        name: Stable name.
        passed: Whether all is well.
        key: Sentence in the text catalogue: what was found and, if need be, what to do.
        values: Values of the sentence.
    """

    name: str
    passed: bool
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def check_store(directory: Path) -> Iterator[Check]:
    """Look at the pointer, every file (read whole), the disk, the rights and the lock.

    Args:
        directory: Folder of the store.
    """
    if not directory.is_dir():
        yield Check("store", True, "store.absent", {"store": str(directory)})
        return
    try:
        catalogue = read_catalogue(directory)
    except StoreError as fault:
        yield Check("store_pointer", False, fault.key, fault.values)
    else:
        yield from _check_content(directory, catalogue)
    yield from _check_folder(directory)


def verify_kept(directory: Path, kept: Extract | ExternalCohort) -> None:
    """Read a file the ledger names, whole, and compare it with the ledger.

    Raises:
        StoreError: The file is missing, foreign, of another version, damaged, or another one.
    """
    if verify_file(directory / kept.file)["content_sha256"] != kept.content_sha256:
        raise StoreError("errors.store_content_differs", file=kept.file)


def _check_content(directory: Path, catalogue: Catalogue) -> Iterator[Check]:
    current = catalogue.current
    if current is None:
        yield Check("store_pointer", True, "store.empty", {"store": str(directory)})
    else:
        yield Check("store_pointer", True, "store.pointer", {"extract_id": current.extract_id})
    for kept in catalogue.kept:
        yield _check_file(directory, kept)
    try:
        persons = len(read_oppositions(directory, catalogue.opposed_file).centres)
        yield Check("store_oppositions", True, "store.oppositions", {"count": persons})
    except StoreError as fault:
        yield Check("store_oppositions", False, fault.key, fault.values)
    damaged = len(list(directory.glob(f"*{DAMAGED}")))
    if damaged:
        yield Check(
            "store_damaged", False, "store.damaged", {"count": damaged, "store": str(directory)}
        )
    left = len(list(leftovers(directory, catalogue.files)))
    key = "store.leftovers" if left else "store.no_leftovers"
    yield Check("store_leftovers", True, key, {"count": left})


def _check_file(directory: Path, kept: Extract | ExternalCohort) -> Check:
    name = kept.file.partition(".")[0]
    try:
        verify_kept(directory, kept)
    except StoreError as fault:
        return Check(name, False, fault.key, fault.values)
    rows = kept.patients if isinstance(kept, Extract) else kept.rows
    return Check(name, True, "store.file", {"file": kept.file, "count": rows})


def _check_folder(directory: Path) -> Iterator[Check]:
    free = shutil.disk_usage(directory).free
    has_room = free >= LEAST_FREE_BYTES
    key = "store.disk_free" if has_room else "store.disk_low"
    yield Check(
        "store_disk", has_room, key, {"store": str(directory), "free_gib": f"{free / GIB:.1f}"}
    )
    is_private = not directory.stat().st_mode & OTHERS
    key = "store.private" if is_private else "store.open_to_others"
    yield Check("store_rights", is_private, key, {"store": str(directory)})
    since = held_since(directory)
    key = "store.lock_free" if since is None else "store.lock_held"
    yield Check("store_lock", True, key, {"since": since or ""})
