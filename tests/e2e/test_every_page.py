"""Every page in a real browser: its frame, both languages, a phone's width, accessibility."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pages.components.frame import ADDRESSES
from synchronox_core.text import text
from tests.e2e.conftest import open_address, wait_until_ready

pytestmark = pytest.mark.e2e

GRAVE = {"serious", "critical"}
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
    violations = Axe().run(page).response["violations"]
    grave = [(v["id"], v["impact"], len(v["nodes"])) for v in violations if v["impact"] in GRAVE]
    assert grave == []


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
    expect(page.get_by_role("heading", level=1)).to_have_text(text("import.title", "fr"))
