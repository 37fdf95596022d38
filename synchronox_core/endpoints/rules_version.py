"""The version of the rules, told by their source, so that no change of one can be forgotten."""

import hashlib
from functools import cache
from pathlib import Path

CORE = Path(__file__).parent.parent
FOLDERS = ("protocol", "classification", "endpoints")
"""Folders of ``synchronox_core`` that decide what a record answers."""


SHOWN_DIGITS = 12


@cache
def read_rules_version() -> str:
    """The version of the rules this process runs: 64 hexadecimal digits."""
    return hash_rules(CORE)


def short_rules_version() -> str:
    """Its first digits, enough to tell two versions apart."""
    return read_rules_version()[:SHOWN_DIGITS]


def hash_rules(core: Path) -> str:
    """SHA-256 of the source files of the rules, by name and content.

    Args:
        core: Folder that holds ``FOLDERS``.
    """
    digest = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted((core / folder).rglob("*.py")):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(core).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()
