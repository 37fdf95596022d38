"""The page of strategies in a browser: a supposed patient, the pairs judged, from page to page."""

import re

import pytest
from playwright.sync_api import Page, expect

from synchronox_core.text import text
from tests.e2e.conftest import grave_faults, open_address, wait_until_ready

pytestmark = pytest.mark.e2e

PATIENT = "SYN-INA-0002"
JUDGED_MS = 120_000
DIFFERENCE = re.compile(r"^[+−]?\d+ \([+−]?\d+ to [+−]?\d+\)$")


def numbers_shown(page: Page) -> list[str]:
    return page.locator(".risk .number").all_inner_texts()


def test_supposed_patient_comes_back_by_its_address_without_grave_fault(demo_server, page: Page):
    open_address(page, f"{demo_server}/strategies?patient={PATIENT}")
    recorded = numbers_shown(page)
    open_address(page, f"{demo_server}/strategies?patient={PATIENT}&if_lesions=10")
    expect(page.get_by_text(text("strategies.hypothetical"))).to_be_visible()
    supposed = numbers_shown(page)
    assert len(supposed) == 5
    assert supposed != recorded
    assert grave_faults(page) == []
    page.reload()
    wait_until_ready(page)
    assert numbers_shown(page) == supposed


def test_differences_appear_once_their_pairs_are_judged(demo_server, page: Page):
    open_address(page, f"{demo_server}/strategies?patient={PATIENT}")
    button = page.get_by_role("button", name=text("comparison.compute"), exact=True)
    if button.count():
        button.click()
    told = page.locator("td").filter(has_text=DIFFERENCE)
    expect(told.first).to_be_visible(timeout=JUDGED_MS)
    assert told.count() == 6


def test_link_leads_to_the_case_of_the_same_patient_and_back(demo_server, page: Page):
    open_address(page, f"{demo_server}/strategies?patient={PATIENT}")
    page.get_by_role("link", name=text("strategies.to_patient")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(text("frame.page_patient"))
    wait_until_ready(page)
    expect(page.get_by_role("heading", name=PATIENT)).to_be_visible()
    page.get_by_role("link", name=text("strategies.from_patient"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(text("frame.page_strategies"))
    wait_until_ready(page)
    expect(page.get_by_role("heading", name=PATIENT)).to_be_visible()
