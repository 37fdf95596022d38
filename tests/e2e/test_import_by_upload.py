"""The main job in a real browser: a delivery is uploaded, looked at, confirmed, and seen."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from synchronox_core.store import open_store
from synchronox_core.text import text
from tests.e2e.conftest import grave_faults, open_address, wait_until_ready

pytestmark = pytest.mark.e2e


@pytest.fixture
def zipped_sample(sample_bundle: Path, tmp_path: Path) -> Path:
    """The valid delivery of 12 invented patients as a zip."""
    return Path(shutil.make_archive(str(tmp_path / "delivery"), "zip", sample_bundle))


def test_uploaded_delivery_is_previewed_confirmed_and_seen(
    start_server, tmp_path, zipped_sample, page: Page
):
    directory = tmp_path / "store"
    server = start_server(directory)
    open_address(page, f"{server}/import")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(zipped_sample)
    page.get_by_role("button", name=text("import.check_upload")).click()
    expect(page.get_by_text(text("import.preview", source="delivery.zip"))).to_be_visible()
    assert grave_faults(page) == []
    assert open_store(directory).catalogue().current is None

    page.get_by_role("button", name=text("import.confirm"), exact=True).click()
    expect(page.get_by_text(text("import.imported_as", extract_id=1, count=12))).to_be_visible()
    assert open_store(directory).catalogue().current.patients == 12

    open_address(page, f"{server}/overview")
    wait_until_ready(page)
    expect(page.get_by_text(text("frame.synthetic")).first).to_be_visible()


def test_cancelled_preview_leaves_the_store_empty(
    start_server, tmp_path, zipped_sample, page: Page
):
    directory = tmp_path / "store"
    server = start_server(directory)
    open_address(page, f"{server}/import")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(zipped_sample)
    page.get_by_role("button", name=text("import.check_upload")).click()
    page.get_by_role("button", name=text("import.cancel")).click()
    expect(page.get_by_text(text("import.source"))).to_be_visible()
    assert open_store(directory).catalogue().extracts == ()
