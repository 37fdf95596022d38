"""The import a page starts: off its thread, one at a time, found again, nothing lost."""

import threading
from pathlib import Path

import pytest

from synchronox_core.config import Settings
from synchronox_core.errors import StoreError
from synchronox_core.services.deliveries import import_jobs
from synchronox_core.services.deliveries.import_jobs import (
    JobState,
    confirm_job,
    current_job,
    discard_job,
    start_check,
    start_upload,
)
from synchronox_core.store import Store
from tests.lib.bundles import BundleFolder

WAIT_SECONDS = 30


@pytest.fixture(autouse=True)
def free_slot():
    """No import before or after a test."""
    discard_job()
    yield
    job = current_job()
    if job is not None:
        job.wait(WAIT_SECONDS)
    discard_job()


def test_upload_is_checked_confirmed_and_its_file_removed(
    tmp_path: Path, store: Store, settings: Settings, monkeypatch
):
    folder = tmp_path / "uploads"
    folder.mkdir()
    monkeypatch.setattr(import_jobs, "mkdtemp", lambda prefix: str(folder))
    content = BundleFolder(tmp_path / "delivery").zip(tmp_path / "delivery.zip").read_bytes()
    job = start_upload("delivery.zip", content, settings, store)
    job.wait(WAIT_SECONDS)
    assert job.state is JobState.PREVIEWED
    assert not folder.exists()
    assert store.catalogue().current is None

    confirm_job(job, store, accept_held_back=False, reason=None)
    job.wait(WAIT_SECONDS)
    assert (job.state, job.result.extract.extract_id) == (JobState.DONE, 1)
    assert current_job() is job


def test_second_confirmation_of_the_same_job_does_nothing(sample_bundle, store, settings):
    job = start_check("sample", sample_bundle, settings, store)
    job.wait(WAIT_SECONDS)
    for _ in range(2):
        confirm_job(job, store, accept_held_back=False, reason=None)
    job.wait(WAIT_SECONDS)
    assert len(store.catalogue().extracts) == 1


def test_second_import_is_told_that_one_is_running(sample_bundle, store, settings, monkeypatch):
    gate = threading.Event()
    real = import_jobs.preview_import

    def held(*arguments, **named):
        gate.wait(WAIT_SECONDS)
        return real(*arguments, **named)

    monkeypatch.setattr(import_jobs, "preview_import", held)
    job = start_check("first", sample_bundle, settings, store)
    cleaned: list[bool] = []
    with pytest.raises(StoreError) as caught:
        start_check("second", sample_bundle, settings, store, cleanup=lambda: cleaned.append(True))
    assert caught.value.values == {"source": "first"}
    assert cleaned == [True]
    discard_job()
    assert current_job() is job
    gate.set()


def test_discarded_preview_stores_nothing(sample_bundle, store, settings):
    start_check("sample", sample_bundle, settings, store).wait(WAIT_SECONDS)
    discard_job()
    assert current_job() is None
    assert store.catalogue().extracts == ()


def test_fault_a_user_can_mend_is_kept_for_the_page(sample_bundle, store, settings):
    job = start_check("sample", sample_bundle, settings, store)
    job.wait(WAIT_SECONDS)
    monkey = StoreError("errors.import_running", source="elsewhere")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_jobs, "commit_import", _raising(monkey))
        confirm_job(job, store, accept_held_back=False, reason=None)
        job.wait(WAIT_SECONDS)
    assert (job.state, job.error) == (JobState.FAILED, monkey)


def test_defect_is_told_by_a_reference_and_logged_without_its_message(
    sample_bundle, store, settings, monkeypatch, caplog
):
    monkeypatch.setattr(import_jobs, "preview_import", _raising(ValueError("SYN-INA-0001")))
    job = start_check("sample", sample_bundle, settings, store)
    job.wait(WAIT_SECONDS)
    assert (job.state, job.error.key) == (JobState.FAILED, "errors.defect")
    assert str(job.error.values["reference"]) in caplog.text
    assert "SYN-INA-0001" not in caplog.text


def _raising(error: Exception):
    def fail(*_arguments, **_named):
        raise error

    return fail
