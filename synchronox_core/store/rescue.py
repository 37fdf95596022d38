"""A lost or damaged pointer is made anew from the files that verify."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from synchronox_core.errors import StoreError
from synchronox_core.store.catalogue import Catalogue, ExternalCohort, Extract
from synchronox_core.store.content import verify_file
from synchronox_core.store.files import (
    DAMAGED,
    EXTERNAL_FILE,
    EXTRACT_FILE,
    OPPOSED_FILE,
    data_files,
    revision_of,
)
from synchronox_core.store.oppositions import read_oppositions
from synchronox_core.store.pointer import read_catalogue

POINTER_LOST = ("errors.store_pointer_missing", "errors.store_pointer_damaged")
FILE_DAMAGED = (
    "errors.store_file_damaged",
    "errors.store_content_differs",
    "errors.store_file_foreign",
)

Facts = TypeVar("Facts", Extract, ExternalCohort)


def read_or_rebuild_catalogue(directory: Path) -> Catalogue:
    """What a store holds, from its pointer or, when that is lost, from its files.

    Raises:
        StoreError: The pointer, or a file while there is no pointer, is of another version or
            forbidden.
    """
    try:
        return read_catalogue(directory)
    except StoreError as fault:
        if fault.key not in POINTER_LOST:
            raise
    return rebuild_catalogue(directory)


def rebuild_catalogue(directory: Path) -> Catalogue:
    """What the files of a store say of themselves; no extract is in use.

    A file that does not verify gets the ending ``.damaged``, so that nobody takes it for an extract
    and nothing removes it. Of several revisions the newest one that verifies counts.

    Args:
        directory: Folder of the store, held by the caller.

    Raises:
        StoreError: A file is of another version or forbidden, or the persons who oppose cannot
            be read.
    """
    catalogue = Catalogue()
    for path in sorted(data_files(directory), key=lambda found: revision_of(found.name)):
        try:
            catalogue = _with_file(catalogue, path)
        except StoreError as fault:
            if fault.key not in FILE_DAMAGED:
                raise
            path.rename(path.with_name(path.name + DAMAGED))
    return catalogue


def _with_file(catalogue: Catalogue, path: Path) -> Catalogue:
    if EXTRACT_FILE.fullmatch(path.name):
        return catalogue.with_extracts([_facts(Extract, path)])
    if EXTERNAL_FILE.fullmatch(path.name):
        return catalogue.with_external(_facts(ExternalCohort, path))
    if OPPOSED_FILE.fullmatch(path.name):
        read_oppositions(path.parent, path.name)
        return replace(catalogue, opposed_file=path.name)
    return catalogue


def _facts(kind: type[Facts], path: Path) -> Facts:
    """What a file says of itself; its moments are kept in UTC."""
    stored = {**verify_file(path), "file": path.name}
    values: dict[str, Any] = {}
    for field in fields(kind):
        value = stored[field.name]
        values[field.name] = value.replace(tzinfo=UTC) if field.type is datetime else value
    return kind(**values)
