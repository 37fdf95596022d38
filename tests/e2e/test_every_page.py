"""Every page in a real browser: its frame, both languages, a phone's width, accessibility."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pages.components.frame import ADDRESSES
from synchronox_core.config import REPOSITORY
from synchronox_core.text import text
from synchronox_core.text.labels import code_label, column_label
from tests.e2e.conftest import grave_faults, open_address, wait_until_ready

pytestmark = pytest.mark.e2e

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a != "home"])
def test_page_asked_first_of_a_fresh_server_has_the_frame_around_it(
    address, start_server, demo_directory, page: Page
):
    server = start_server(demo_directory)
    open_address(page, f"{server}/{address}")
    expect(page.get_by_text(text("frame.synthetic")).first).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink").first).to_be_attached()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("address", list(ADDRESSES))
def test_page_has_no_grave_accessibility_fault(address, size, language, demo_server, page: Page):
    page.set_viewport_size(size)
    path = "" if address == "home" else address
    open_address(page, f"{demo_server}/{path}?lang={language}")
    title = text(f"frame.page_{address}", language)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page).to_have_title(f"{title} – {text('frame.product', language)}")
    assert grave_faults(page) == []


@pytest.mark.parametrize("address", list(ADDRESSES))
def test_page_does_not_scroll_sideways_on_a_phone(address, demo_server, page: Page):
    page.set_viewport_size(PHONE)
    open_address(page, f"{demo_server}/{'' if address == 'home' else address}")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def test_unknown_address_says_so_and_shows_home(demo_server, page: Page):
    open_address(page, f"{demo_server}/no-such-page")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_language_of_the_address_is_kept_when_the_page_changes(demo_server, page: Page):
    open_address(page, f"{demo_server}/overview?lang=fr")
    expect(page.get_by_text(text("frame.synthetic", "fr")).first).to_be_visible()
    page.get_by_role("link", name=text("frame.page_import", "fr")).first.click()
    wait_until_ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(text("frame.page_import", "fr"))


@pytest.mark.parametrize("address", list(ADDRESSES))
def test_page_of_an_empty_store_says_how_to_fill_it_without_grave_fault(
    address, empty_server, page: Page
):
    open_address(page, f"{empty_server}/{'' if address == 'home' else address}")
    assert grave_faults(page) == []
    expect(page.get_by_text(text("frame.page_import")).first).to_be_attached()


def test_filter_stays_in_the_address_and_comes_back_on_reload(demo_server, page: Page):
    open_address(page, f"{demo_server}/overview")
    everybody = patients_shown(page)
    page.get_by_text(text("frame.filters")).first.click()
    wait_until_ready(page)
    field = page.get_by_role("combobox", name=column_label("strategy_planned", "en"))
    field.press_sequentially(code_label("strategy_planned", "liver_first", "en"))
    field.press("Enter")
    page.keyboard.press("Escape")
    wait_until_ready(page)
    expect(page).to_have_url(re.compile(r"strategy=liver_first"))
    chosen = patients_shown(page)
    assert chosen != everybody

    page.reload()
    wait_until_ready(page)
    expect(page).to_have_url(re.compile(r"strategy=liver_first"))
    assert patients_shown(page) == chosen


def test_link_with_a_filter_opens_the_same_view_in_another_session(
    demo_server, browser: Browser, page: Page
):
    address = f"{demo_server}/overview?strategy=liver_first&lang=fr"
    open_address(page, address)
    seen = patients_shown(page)
    other = browser.new_context()
    try:
        again = other.new_page()
        open_address(again, address)
        assert patients_shown(again) == seen
    finally:
        other.close()


def test_running_board_notices_an_import_of_another_process(
    start_server, sample_bundle, demo_bundle, tmp_path, page: Page
):
    directory = tmp_path / "store"
    import_from_the_command_line(sample_bundle, directory)
    server = start_server(directory)
    open_address(page, f"{server}/overview")
    expect(page.get_by_text("extract 1").first).to_be_visible()
    import_from_the_command_line(demo_bundle, directory, "--reason", "the whole cohort")
    page.reload()
    wait_until_ready(page)
    expect(page.get_by_text("extract 2").first).to_be_visible()
    assert patients_shown(page) == "550"


def patients_shown(page: Page) -> str:
    """The first figure of the overview, found by its label: a page under way may lack others."""
    label = re.compile(text("overview.headline_selected", total=".*"))
    if "lang=fr" in page.url:
        label = re.compile(text("overview.headline_selected", "fr", total=".*"))
    figure = page.get_by_test_id("stMetric").filter(has_text=label)
    return figure.get_by_test_id("stMetricValue").inner_text()


def import_from_the_command_line(bundle: Path, directory: Path, *options: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "synchronox_core", "import", str(bundle), "--json",
         "--store", str(directory), *options],
        cwd=REPOSITORY, check=True, timeout=120, capture_output=True,
    )  # fmt: skip
