"""The real content in a browser, as a reader would go through it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from builder.generator import build

from .conftest import ROOT, TEMPLATES


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The committed content, built and served under a path."""
    folder = tmp_path_factory.mktemp("real") / "catalogue"
    build(ROOT / "tests/real", TEMPLATES, folder, dt.date(2026, 11, 23))
    return f"{serve(folder.parent)}/catalogue"


def test_search_for_tourism_filter_by_belize_and_walk_back(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/")
    page.get_by_role("searchbox").fill("tourism")
    page.keyboard.press("Enter")
    expect(page.locator("[data-results] .card__title").first).to_have_text("Tourism Security Program")
    page.get_by_role("group", name="Country").get_by_label("Belize").check()
    expect(page).to_have_url(f"{address}/search/?q=tourism&country=belize")
    page.get_by_role("link", name="Tourism Security Program").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tourism Security Program")
    expect(page.get_by_text("23 officers form the public sector")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Belize", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Belize")
    expect(page.get_by_role("main").get_by_role("link", name="Tourism Security Program")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("tourism")
    expect(page.get_by_role("group", name="Country").get_by_label("Belize")).to_be_checked()
    page.close()


def test_the_link_below_the_terms_says_where_it_leads(browser: Browser, address: str) -> None:
    """It leads to the home page of the OAS, not to its terms: nobody has given us their address."""
    page = browser.new_page()
    page.goto(f"{address}/")
    link = page.get_by_role("contentinfo").locator("a[href^='https://www.oas.org']")
    expect(link).to_have_text("www.oas.org")
    page.close()


def test_every_member_state_and_pillar_has_a_page_and_empty_ones_say_so(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/countries/")
    states = (
        page.get_by_role("main")
        .locator("a[href*='/']")
        .evaluate_all("links => [...new Set(links.map(link => link.href))]")
    )
    assert len([link for link in states if f"{address}/countries/" in link and not link.endswith("/countries/")]) == 34
    page.goto(f"{address}/countries/peru/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Peru")
    expect(page.get_by_role("main")).to_contain_text("We have no sheet yet that names Peru.")
    page.close()
