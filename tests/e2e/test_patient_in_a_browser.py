"""The patient page in a browser: search, reload, "why?", print."""

import re

import pytest
from playwright.sync_api import Page, expect

from synchronox_core.text import text
from tests.e2e.conftest import grave_faults, open_address, wait_until_ready

pytestmark = pytest.mark.e2e
FOUND = "SYN-INX-0008"
SHEET_PIXELS = 1017
"""Height of an A4 sheet between its margins (297 mm less 28 mm), in CSS pixels."""


def test_search_opens_a_patient_whom_a_reload_keeps(demo_server, page: Page):
    open_address(page, f"{demo_server}/patient")
    page.get_by_label(text("patient.search"), exact=True).fill(FOUND.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=FOUND)).to_be_visible()
    wait_until_ready(page)
    expect(page).to_have_url(re.compile(f"patient={FOUND}"))
    page.reload()
    wait_until_ready(page)
    expect(page.get_by_role("heading", name=FOUND)).to_be_visible()


def test_why_opens_with_the_keyboard_and_without_grave_fault(demo_server, page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    open_address(page, f"{demo_server}/patient?patient={FOUND}")
    rule = text("rules.age_under_18")
    expect(page.get_by_text(rule)).to_be_hidden()
    page.locator("summary", has_text=text("patient.rule_age_under_18")).press("Enter")
    expect(page.get_by_text(rule)).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert grave_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_first_screen_holds_identity_tiles_and_the_start_of_the_timeline(demo_server, page: Page):
    open_address(page, f"{demo_server}/patient?patient={FOUND}")
    heading = page.get_by_role("heading", name=text("patient.timeline_title"))
    assert heading.bounding_box()["y"] < 800


def test_print_holds_everything_from_the_code_to_the_last_section(demo_server, page: Page):
    open_address(page, f"{demo_server}/patient?patient={FOUND}")
    # The width of an A4 sheet between its margins, in CSS pixels.
    page.set_viewport_size({"width": 703, "height": 1000})
    page.emulate_media(media="print")
    for key in ("rules.age_under_18", "patient.scores_note"):
        expect(page.get_by_text(text(key))).to_be_visible()
    expect(page.get_by_label(text("patient.search"), exact=True)).to_be_hidden()
    last = page.get_by_text(text("patient.scores_note")).bounding_box()
    height = page.evaluate("document.documentElement.scrollHeight")
    assert last["y"] + last["height"] <= height
    printed = page.pdf(prefer_css_page_size=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
    assert sheets >= last["y"] // SHEET_PIXELS


def test_readings_of_the_protocol_go_to_the_address(demo_server, page: Page):
    open_address(page, f"{demo_server}/patient?patient={FOUND}&ablation=thermal")
    told = text("patient.fact", name=text("outcomes.setting_ablation"), value="").strip()
    expect(page.locator(".tile", has_text=told)).to_be_visible()
    page.reload()
    wait_until_ready(page)
    expect(page).to_have_url(re.compile("ablation=thermal"))
    expect(page.locator(".tile", has_text=told)).to_be_visible()
