"""What test processes do to the derived values of a store: derive them, or die on the way."""

import os
import signal
from pathlib import Path

import pytest

from synchronox_core.config import Settings
from synchronox_core.services.deliveries.derived_values import open_derived
from synchronox_core.services.deliveries.importing import commit_import, preview_import
from synchronox_core.store import Store, derived_writing, open_store


def import_bundle(path: Path, directory: Path) -> Store:
    """Import a delivery into the store of a folder."""
    store = open_store(directory)
    preview = preview_import(path, Settings(store_directory=directory), store)
    commit_import(preview, store)
    return store


def import_and_die_deriving(path: Path, directory: Path) -> None:
    """Import a delivery, and die while the file of its derived values is being written."""

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(derived_writing, "verify_file", die)
        import_bundle(path, directory)


def derive_and_note(directory: Path, note: Path) -> None:
    """Ask for the derived values and note how many patients have some."""
    with open_derived(open_store(directory)) as cursor:
        (row,) = cursor.execute("SELECT count(*) FROM endpoints").fetchall()
    note.write_text(str(row[0]), encoding="ascii")
