"""axe-core finds nothing on any page: wide and narrow, light and dark, with all that opens closed and open, and without scripts."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import come
from tests.pages.published import FIRST, LANGUAGES, PAGES, PLACES, placed

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDE, NARROW = (1280, 800), (320, 640)

COLORS = ("color-contrast", "link-in-text-block")
"""Rules that look at colors."""

FIND = """async ({only, tags, without}) => {
  const {violations} = await axe.run(document, {
    runOnly: only.length ? {type: 'rule', values: only} : {type: 'tag', values: tags},
    rules: Object.fromEntries(without.map(id => [id, {enabled: false}])),
    resultTypes: ['violations'],
  });
  return violations.flatMap(({id, help, nodes}) => nodes.map(({target, failureSummary}) =>
    `${id}: ${help}\\n  ${target.join(' ')}\\n  ${failureSummary.replaceAll('\\n', '\\n  ')}`));
}"""

SEARCHES = PAGES["search.html"]
"""The pages that search: their answer comes by a script."""

OPEN = """() => document.querySelectorAll('details').forEach(each => each.open = true)"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def look(
    page: Page, size: tuple[int, int], scheme: str, only: Sequence[str] = (), without: Sequence[str] = ()
) -> list[str]:
    """What axe finds on the page as it is seen so."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE};0")
    found = page.evaluate(FIND, {"only": list(only), "tags": list(TAGS), "without": list(without)})
    return [f"{size[0]} pixels, {scheme}: {each}" for each in found]


def look_at_all(page: Page) -> list[str]:
    """What axe finds however the page is seen: all rules in the two looks that differ most, colors in all four."""
    found = look(page, WIDE, "light") + look(page, WIDE, "dark", COLORS)
    page.evaluate(OPEN)
    return found + look(page, NARROW, "light", COLORS) + look(page, NARROW, "dark")


def look_at(page: Page, language: str, *, is_first: bool = True) -> list[str]:
    """The same of the first page of a template in the main language; of others, in one look.

    In other languages, pages have the colors that they have in the main one.
    """
    is_main = language == LANGUAGES[0]
    if is_first and is_main:
        return look_at_all(page)
    page.evaluate(OPEN)
    return look(page, NARROW, "dark", without=() if is_main else COLORS)


@pytest.mark.parametrize(("language", "address"), PLACES)
def test_axe_finds_nothing(page: Page, language: str, address: str, where: str) -> None:
    come(page, where + placed(language, address))
    assert look_at(page, language, is_first=address in FIRST) == []


@pytest.mark.parametrize("address", PAGES["moved.html"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_where_a_page_has_moved(page: Page, address: str, where: str, language: str) -> None:
    """The page leads on at once, so it is held back to be looked at."""
    held = where + placed(language, address)
    page.route(
        lambda url: url.startswith(where) and url.endswith("/") and url != held, lambda route: route.fulfill(status=204)
    )
    page.goto(held)
    try:
        assert look_at(page, language) == []
        assert page.url == held
    finally:
        page.unroute_all()


@pytest.mark.parametrize("address", SEARCHES[:2])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_without_scripts(page: Page, address: str, where: str, language: str) -> None:
    """The page is read without scripts; only then may one look at it."""
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.goto(where + placed(language, address))
    browser.send("Emulation.setScriptExecutionDisabled", {"value": False})
    assert page.locator("[data-without]").is_visible()
    assert look_at(page, language) == []
    browser.detach()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_where_the_index_is_missing(page: Page, where: str, language: str) -> None:
    page.route("**/pagefind/**", lambda route: route.abort())
    try:
        come(page, where + placed(language, "/search/?q=port"))
        assert page.locator("[data-without]").is_visible()
        assert look_at(page, language) == []
    finally:
        page.unroute_all()


@pytest.mark.parametrize("address", ["/", "/programs/", "/countries/", "/pillars/", "/countries/belize/", "/search/"])
def test_axe_finds_nothing_in_an_empty_catalogue(page: Page, address: str, empty: str) -> None:
    page.goto(empty + address)
    assert look_at_all(page) == []


BROKEN = """<!doctype html><html><title>A page</title><style>
p { background: #fff; color: #333 } @media (prefers-color-scheme: dark) and (max-width: 400px) { p { color: #ddd } }
a { display: inline-block; width: 12px; height: 12px; overflow: hidden }
</style><main><h1>A page</h1><h3>A heading too deep</h3><p>Pale in the dark</p><img src="a.png">
<a href="a">a</a><a href="b">b</a><a href="c">c</a><details><summary>More</summary><input></details></main><p>Elsewhere</p>"""


def test_axe_finds_what_is_wrong(page: Page) -> None:
    """Each kind of rule, in the look where it is broken, so that finding nothing means something."""
    page.goto("about:blank")
    page.set_content(BROKEN)
    found = {line.split(": ")[1] for line in look(page, WIDE, "light")}
    assert found == {"heading-order", "html-has-lang", "image-alt", "region", "target-size"}
    assert {line.split(": ")[1] for line in look_at_all(page)} == found | {"label", "color-contrast"}
