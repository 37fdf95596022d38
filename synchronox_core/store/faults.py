"""Faults of the disk and of DuckDB, told as sentences a user can act on."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from synchronox_core.errors import StoreError

FULL = tuple(map(os.strerror, (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)))
FORBIDDEN = tuple(
    map(os.strerror, (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST))
)
BROKEN = (
    duckdb.IOException,
    duckdb.InternalException,
    duckdb.FatalException,
    duckdb.SerializationException,
)
"""What DuckDB raises on a file that is not whole; a fault of a query is of another class."""


@contextmanager
def writing_faults(directory: Path) -> Iterator[None]:
    """Tell a full disk and a folder that cannot be written to as a ``StoreError``.

    DuckDB passes the words of the operating system on, hence the comparison of texts.

    Args:
        directory: Folder of the store, named in the sentence.

    Raises:
        StoreError: The disk is full, or the folder cannot be written to.
    """
    try:
        yield
    except (OSError, duckdb.Error) as fault:
        if any(words in str(fault) for words in FULL):
            raise StoreError("errors.store_disk_full", store=str(directory)) from fault
        if any(words in str(fault) for words in FORBIDDEN):
            raise StoreError("errors.store_not_writable", store=str(directory)) from fault
        raise


@contextmanager
def reading_faults(path: Path) -> Iterator[None]:
    """Tell what DuckDB says of a file that is forbidden, truncated or damaged as a ``StoreError``.

    Args:
        path: The file, named in the sentence.

    Raises:
        StoreError: The file cannot be read. A fault of the query itself passes unchanged.
    """
    try:
        yield
    except duckdb.Error as fault:
        if os.strerror(errno.EACCES) in str(fault):
            raise StoreError("errors.store_not_readable", file=str(path)) from fault
        # A wrong checksum is raised as the base class itself (measured with duckdb 2.0.0).
        if isinstance(fault, BROKEN) or type(fault) is duckdb.Error:
            raise StoreError("errors.store_file_damaged", file=path.name) from fault
        raise
