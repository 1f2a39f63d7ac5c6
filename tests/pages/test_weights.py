"""How much a page weighs on its way to a reader, and what it asks for."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request

from builder.generator.assets import STYLE
from tests.browsing import come
from tests.pages.published import ADDRESSES, LANGUAGES, NOTHING_FOUND, PAGES, Published, placed

STYLE_LIMIT = 20_480
"""Bytes of the one style sheet, before it is compressed."""

PAGE_LIMIT = 50 * 1024
"""Bytes of a page's HTML, styles and scripts, compressed as any host sends them."""


def sent(path: Path) -> int:
    """The bytes of a file as a host sends it."""
    return len(gzip.compress(path.read_bytes(), compresslevel=6, mtime=0))


def weight(site: Published, address: str) -> int:
    """The bytes of a page with its styles and scripts."""
    html = site.file(address).read_text("utf-8")
    names = re.findall(r"""(?:<script[^>]* src|<link rel="stylesheet" href)="[^"?]*assets/([^"?]+)""", html)
    return sent(site.file(address)) + sum(sent(site.folder / "assets" / name) for name in names)


def test_the_style_sheet_is_small(site: Published) -> None:
    assert (site.folder / "assets" / STYLE).stat().st_size < STYLE_LIMIT


def test_no_program_is_heavy(site: Published) -> None:
    weights = {each: weight(site, each) for each, drawn in site.templates.items() if drawn == "program.html"}
    assert len(weights) > len(LANGUAGES)
    assert {
        each: found for each, found in weights.items() if not sent(site.folder / "assets" / STYLE) < found < PAGE_LIMIT
    } == {}


@pytest.mark.parametrize("address", [each for each in ADDRESSES if "?" not in each])
def test_no_other_page_is_heavy(site: Published, address: str) -> None:
    assert max(weight(site, placed(language, address)) for language in LANGUAGES) < PAGE_LIMIT


def is_searched(address: str) -> bool:
    """Whether an address is on the search page."""
    return address in PAGES["search.html"]


def test_only_the_style_sheet_holds_a_page_up(site: Published) -> None:
    """One style sheet for all, no style or script within a page, and scripts, where there are any, that wait."""
    for address in site.templates:
        path = site.file(address)
        if path.suffix != ".html":
            continue
        html = path.read_text("utf-8")
        assert len(re.findall(r'<link[^>]* rel="?stylesheet', html)) == 1, address
        assert not re.search(r"<style|\sstyle=", html), address
        # what a page tells machines is no script, and never runs
        scripts = re.findall(r'<script(?! type="application/ld\+json">)[^>]*>', html)
        assert all(' type="module"' in each and " src=" in each for each in scripts), address
        assert bool(scripts) == (site.templates[address] == "search.html"), address


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_asks_only_its_own_host(browser: Browser, where: str, address: str) -> None:
    """And for no more than it shows: only the search has scripts and the index, and names only where nothing is found."""
    context = browser.new_context(viewport={"width": 1280, "height": 5000})
    asked: list[Request] = []
    context.on("request", lambda request: asked.append(request))
    page = context.new_page()
    come(page, where + address)
    context.close()
    assert [each.url for each in asked if not each.url.startswith(f"{where}/")] == []
    kinds = {each.resource_type for each in asked if "pagefind" not in each.url}
    more = {"script"} if is_searched(address) else set()
    if address in NOTHING_FOUND:
        more |= {"fetch"}
    assert kinds - {"document", "stylesheet", "image", "manifest", "other"} == more
    assert any("/pagefind/" in each.url for each in asked) == is_searched(address)
