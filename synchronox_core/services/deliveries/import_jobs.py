"""The import that a page starts: runs off the page's thread, can be left and found again.

One import at a time in a process. Whoever opens the import page sees it: its progress, its
preview waiting for a decision, or its result.
"""

import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import mkdtemp

from synchronox_core.config import Settings
from synchronox_core.errors import StoreError, SynchronoxError
from synchronox_core.services.defects import log_defect
from synchronox_core.services.deliveries.importing import (
    ImportResult,
    Preview,
    commit_import,
    preview_import,
)
from synchronox_core.store import Store


class JobState(StrEnum):
    """Where an import stands."""

    CHECKING = "checking"
    PREVIEWED = "previewed"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"


@dataclass
class ImportJob:
    """An import under way.

    Attributes:
        source: Name of the delivery, for the reader.
        state: Where it stands.
        step: Catalogue key of the step under way.
        share: Share done (0-1).
        preview: The checked delivery, once checked and until stored or discarded.
        result: What the import did, once done.
        error: Why it failed.
        thread: Runs the step under way.
    """

    source: str
    state: JobState = JobState.CHECKING
    step: str = "import.table_centres"
    share: float = 0.0
    preview: Preview | None = None
    result: ImportResult | None = None
    error: SynchronoxError | None = None
    thread: threading.Thread | None = None

    @property
    def is_running(self) -> bool:
        """Whether a step is under way."""
        return self.state in (JobState.CHECKING, JobState.WRITING)

    def tell(self, step: str, share: float) -> None:
        """Note the step under way and the share done."""
        self.step, self.share = step, share

    def wait(self, timeout_seconds: float | None = None) -> None:
        """Wait until the step under way ends."""
        if self.thread is not None:
            self.thread.join(timeout_seconds)

    def start(self, work: Callable[[], None]) -> None:
        """Run a step in a thread of its own; what goes wrong is kept for the page."""
        self.thread = threading.Thread(target=self._guarded, args=(work,), daemon=True)
        self.thread.start()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except SynchronoxError as error:
            self.error, self.state = error, JobState.FAILED
        except Exception as defect:
            self.error = StoreError("errors.defect", reference=log_defect(defect))
            self.state = JobState.FAILED


_SLOT_LOCK = threading.Lock()
_slot: list[ImportJob] = []


def current_job() -> ImportJob | None:
    """The import under way, waiting or just ended in this process; None when there is none."""
    return _slot[0] if _slot else None


def _take_slot(job: ImportJob) -> None:
    with _SLOT_LOCK:
        if _slot and _slot[0].is_running:
            raise StoreError("errors.import_running", source=_slot[0].source)
        _slot[:] = [job]


def discard_job() -> None:
    """Forget an import that is not running; nothing of it is stored."""
    with _SLOT_LOCK:
        if _slot and not _slot[0].is_running:
            _slot.clear()


def start_upload(name: str, content: bytes, settings: Settings, store: Store) -> ImportJob:
    """Check an uploaded zip in the background.

    Args:
        name: Its file name, shown to the reader only.
        content: Its bytes.
        settings: Limits.
        store: Where an import would go.

    Raises:
        StoreError: Another import is running.
    """
    folder = Path(mkdtemp(prefix="synchronox-"))
    path = folder / "upload.zip"
    path.write_bytes(content)
    return start_check(
        name, path, settings, store, uploaded=True, cleanup=lambda: shutil.rmtree(folder)
    )


def start_check(
    name: str,
    path: Path,
    settings: Settings,
    store: Store,
    *,
    uploaded: bool = False,
    cleanup: Callable[[], None] = lambda: None,
) -> ImportJob:
    """Check a delivery in the background.

    Args:
        name: What to call it.
        path: Folder or zip.
        settings: Limits.
        store: Where an import would go.
        uploaded: The limits of an upload hold.
        cleanup: Called when the delivery has been read.

    Raises:
        StoreError: Another import is running.
    """
    job = ImportJob(name)
    try:
        _take_slot(job)
    except StoreError:
        cleanup()
        raise

    def work() -> None:
        try:
            job.preview = preview_import(
                path, settings, store, uploaded=uploaded, progress=job.tell
            )
            job.state = JobState.PREVIEWED
        finally:
            cleanup()

    job.start(work)
    return job


def confirm_job(
    job: ImportJob, store: Store, *, accept_held_back: bool, reason: str | None
) -> None:
    """Store the checked delivery of a job in the background; a second call does nothing.

    Args:
        job: A job that waits for a decision.
        store: Where it goes.
        accept_held_back: Rows held back may wait in quarantine.
        reason: Why, when a reason is needed.
    """
    with _SLOT_LOCK:
        if job.state is not JobState.PREVIEWED or job.preview is None:
            return
        job.state = JobState.WRITING
    preview = job.preview

    def work() -> None:
        job.result = commit_import(
            preview, store, accept_held_back=accept_held_back, reason=reason, progress=job.tell
        )
        job.preview = None
        job.state = JobState.DONE

    job.start(work)
