"""Small files that change in one step and stay changed after a power cut."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")
Signature: TypeAlias = tuple[int, int, int]

OWNER_ONLY_FILE = 0o600
OWNER_ONLY_FOLDER = 0o700


def write_durably(path: Path, content: str) -> None:
    """Replace a text file in one step; a crash leaves the old content or the new one.

    Args:
        path: File to replace; only its owner may read it.
        content: Its new content.
    """
    draft = path.with_name(f"{path.name}.tmp")
    try:
        with os.fdopen(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY_FILE),
            "w",
            encoding="utf-8",
        ) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_to_disk(path.parent)


def sync_to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def signature_of(path: Path) -> Signature | None:
    """What changes when a file is replaced: inode, time in nanoseconds, bytes; None if absent."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


class WatchedFile(Generic[T]):
    """The parsed content of a file, read again only when the file was replaced.

    Args:
        path: The file.
        read: Parses it; also called, each time, while the file is absent.
    """

    def __init__(self, path: Path, read: Callable[[], T]) -> None:
        self._path = path
        self._read = read
        self._seen: tuple[Signature, T] | None = None

    def value(self) -> T:
        """The content as it is now; costs one ``stat`` while nothing changed."""
        signature = signature_of(self._path)
        seen = self._seen
        if seen is not None and seen[0] == signature:
            return seen[1]
        content = self._read()
        self._seen = None if signature is None else (signature, content)
        return content
