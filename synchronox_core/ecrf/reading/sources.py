"""Where the files of a delivery lie, a folder or a zip, and how many bytes they may have."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from synchronox_core.config import MIB, ReadingLimits
from synchronox_core.ecrf.findings import Finding
from synchronox_core.ecrf.reading.faults import refusal


class Source(Protocol):
    """Files of a delivery, all in one place."""

    @property
    def label(self) -> str:
        """Name of the delivery, as findings tell it."""

    @property
    def names(self) -> frozenset[str]:
        """Names of the files a bundle may use."""

    @property
    def others(self) -> tuple[str, ...]:
        """Names of what lies beside them: folders, leftovers of a system."""

    def read(self, name: str) -> bytes | None:
        """Whole content of a file; None, with a finding, when it cannot or must not be read."""

    def close(self) -> None:
        """Let go of the delivery."""


@dataclass
class Budget:
    """Bytes that may still be read from a delivery.

    Attributes:
        file_bytes: Most bytes of one file.
        total_bytes: Most bytes of all files.
        spent_bytes: Bytes read so far.
    """

    file_bytes: int
    total_bytes: int
    spent_bytes: int = 0

    @property
    def left_bytes(self) -> int:
        """Bytes the next file may have."""
        return min(self.file_bytes, self.total_bytes - self.spent_bytes)

    def spend(self, file: str, size_bytes: int) -> Finding | None:
        """Count a file; a finding when it is more than is left.

        Args:
            file: Name of the file.
            size_bytes: Its real size, or any size beyond what is left.
        """
        if size_bytes > self.file_bytes:
            return refusal("FILE_TOO_LARGE", file, megabytes=self.file_bytes // MIB)
        if size_bytes > self.left_bytes:
            return refusal("DELIVERY_TOO_LARGE", file, megabytes=self.total_bytes // MIB)
        self.spent_bytes += size_bytes
        return None


def upload_budget(limits: ReadingLimits) -> Budget:
    """Budget of an upload and of any zip."""
    return Budget(limits.upload_file_bytes, limits.zip_total_bytes)


def folder_budget(limits: ReadingLimits) -> Budget:
    """Budget of a folder given by path: each file is limited, their sum is not."""
    return Budget(limits.folder_file_bytes, sys.maxsize)


class FolderSource:
    """A folder on this machine.

    Args:
        folder: Where the files lie.
        budget: Bytes that may be read.
        findings: Takes what goes wrong.
    """

    def __init__(self, folder: Path, budget: Budget, findings: list[Finding]) -> None:
        self._folder = folder
        self._budget = budget
        self._findings = findings
        entries = sorted(folder.iterdir())
        self.label = folder.resolve().name
        self.names = frozenset(entry.name for entry in entries if entry.is_file())
        self.others = tuple(entry.name for entry in entries if not entry.is_file())

    def read(self, name: str) -> bytes | None:
        """Whole content of a file; None, with a finding, when it cannot or must not be read."""
        path = self._folder / name
        try:
            fault = self._budget.spend(name, path.stat().st_size)
            if fault is None:
                return path.read_bytes()
        except OSError:
            fault = refusal("FILE_UNREADABLE", name)
        self._findings.append(fault)
        return None

    def close(self) -> None:
        """A folder holds nothing open."""
