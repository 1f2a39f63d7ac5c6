"""The site in a browser: searched, filtered, read on a small screen and without scripts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import come

Serve = Callable[[Path], str]


@pytest.fixture(scope="module", params=["/catalogue", ""], ids=["under a path", "at a root"])
def address(request: pytest.FixtureRequest, site: Path, serve: Serve) -> str:
    """Where the sample site is served, as a part of another and by itself."""
    return serve(site.parent if request.param else site) + str(request.param)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which no script fails."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    context.close()
    assert failures == []


def titles(page: Page) -> list[str]:
    return page.locator("[data-results] .card__title").all_inner_texts()


def test_search_from_the_home_page_to_a_program(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.get_by_role("searchbox").fill("lighthouses")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 program matches")
    assert page.url == f"{address}/search/?q=lighthouses"
    expect(page.locator("mark").first).to_contain_text("lighthouses")
    page.locator("h3").get_by_role("link", name="Harbor Safety Program").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbor Safety Program")
    assert page.url == f"{address}/programs/harbor-safety/"


def test_search_from_a_page_below(page: Page, address: str) -> None:
    page.goto(f"{address}/countries/belize/")
    page.get_by_role("searchbox").fill("elections")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("[data-results] .card__title")).to_have_text(["Ballots for Everyone"])


WORDS = [
    ("a unit's letters", "CICTE", "Harbor Safety Program"),
    ("a unit's name", "committee against terrorism", "Harbor Safety Program"),
    ("a country that only the booklet tells", "Bahamas", "Ballots for Everyone"),
    ("a text in another language", "escuela", "Escuela de Gobierno"),
    ("without the accent", "haiti", "Harbor Safety Program"),
]


@pytest.mark.parametrize(("words", "title"), [row[1:] for row in WORDS], ids=[row[0] for row in WORDS])
def test_search_finds(page: Page, address: str, words: str, title: str) -> None:
    page.goto(f"{address}/search/?q={words}")
    expect(page.locator("[data-results] .card__title").first).to_have_text(title)


def test_filters_combine_and_the_back_button_undoes_them(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    status = page.get_by_role("status")
    expect(status).to_have_text("5 programs")
    country = page.get_by_role("group", name="Country")
    country.get_by_label("Belize").check()
    expect(status).to_have_text("2 programs match")
    # within a facet one of the chosen is enough
    country.get_by_label("Bahamas").check()
    expect(status).to_have_text("3 programs match")
    # and another facet narrows
    page.get_by_role("group", name="Donor").get_by_label("Canada").check()
    expect(status).to_have_text("2 programs match")
    page.get_by_role("group", name="Unit").get_by_label("CICTE").check()
    expect(status).to_have_text("1 program matches")
    assert titles(page) == ["Harbor Safety Program"]
    assert page.url.partition("?")[2] == "country=belize&country=bahamas&donor=canada&unit=cicte"
    page.go_back()
    expect(status).to_have_text("2 programs match")
    page.go_back()
    page.go_back()
    expect(status).to_have_text("2 programs match")
    expect(country.get_by_label("Bahamas")).not_to_be_checked()
    expect(country.get_by_label("Belize")).to_be_checked()
    page.get_by_role("button", name="Remove all filters").click()
    expect(status).to_have_text("5 programs")


FILTERS = [
    ("country=chile", ["Escuela de Gobierno", "Harbor Safety Program"]),
    ("donor=canada&country=belize", ['<script>alert("title")</script> & Sons', "Harbor Safety Program"]),
    ("pillar=democracy", ["Ballots for Everyone"]),
    ("unit=deco", ["Ballots for Everyone"]),
    ("status=planned", ["Ballots for Everyone"]),
    ("status=ongoing&status=planned", ["Ballots for Everyone", "Harbor Safety Program"]),
    ("status=not-stated&q=program", ["Bare Program"]),
    ("country=atlantis", []),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_an_address_holds_a_search(page: Page, address: str, query: str, expected: list[str]) -> None:
    page.goto(f"{address}/search/?{query}")
    expect(page.get_by_role("status")).to_have_text(
        {0: "No program matches", 1: "1 program matches"}.get(len(expected), f"{len(expected)} programs match")
    )
    assert sorted(titles(page)) == sorted(expected)


def test_counts_say_what_a_choice_would_leave(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?donor=canada")
    country = page.get_by_role("group", name="Country")
    expect(country.get_by_role("listitem")).to_have_text(["Belize 2", "Chile 2", "Haïti 1"])
    donor = page.get_by_role("group", name="Donor")
    expect(donor.get_by_role("listitem")).to_have_text(["Canada 3", "Chile 1", "Not stated 2"])


NAMES = [
    ("a country", "country=belize", "Country", "Belize 2"),
    ("a donor", "donor=canada", "Donor", "Canada 3"),
    ("a pillar", "pillar=democracy", "Pillar", "Democracy 1"),
    ("a unit", "unit=cicte", "Unit", "Inter-American Committee against Terrorism (CICTE) 1"),
    ("a status", "status=not-stated", "Status", "Not stated 4"),
    ("one without programs", "country=grenada", "Country", "Grenada 0"),
    ("one that nobody knows", "country=%3Cb%3Eatlantis", "Country", "<b>atlantis 0"),
]


@pytest.mark.parametrize(("query", "facet", "shown"), [row[1:] for row in NAMES], ids=[row[0] for row in NAMES])
def test_choices_have_names_and_addresses_have_slugs(
    page: Page, address: str, query: str, facet: str, shown: str
) -> None:
    page.goto(f"{address}/search/?{query}")
    chosen = page.get_by_role("group", name=facet).get_by_role("listitem").filter(has=page.locator(":checked"))
    expect(chosen).to_have_text([shown])


WITHIN = [
    ("countries/belize", "Belize"),
    ("donors/canada", "Canada"),
    ("units/cicte", "CICTE"),
    ("pillars/security", "Security"),
]


@pytest.mark.parametrize(("facet", "name"), WITHIN)
def test_search_within_a_facet(page: Page, address: str, facet: str, name: str) -> None:
    page.goto(f"{address}/{facet}/")
    page.get_by_role("link", name="Search within these programs").click()
    expect(page.get_by_label(name).and_(page.locator(":checked"))).to_have_count(1)
    assert page.url.endswith("=" + facet.partition("/")[2])


def test_nothing_found_offers_ways_on(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=zzzz&country=chile")
    expect(page.get_by_role("status")).to_have_text("No program matches")
    expect(page.get_by_role("link", name="By country")).to_be_visible()
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_role("status")).to_have_text("5 programs")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    page.goto(f"{address}/search/")
    expect(page.get_by_role("status")).to_have_text("5 programs")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("harbors")
    expect(page.get_by_role("status")).to_have_text("2 programs match")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("1 program matches")
    # the list of choices is made anew, and the focus stays on the choice
    assert page.evaluate("document.activeElement.matches('[type=checkbox]:checked')")


def test_hostile_words_are_words(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("<img src=x onerror=alert(1)>")
    assert page.locator("main img").count() == 0


MISSING = [
    ("all of it", "**/pagefind/**", ""),
    ("the worker", "**/engine.js?*", "?q=harbor"),
    ("the engine", "**/engine/*", "?q=harbor"),
    ("its metadata", "**/*.pf_meta", "?q=harbor"),
    ("a part", "**/*.pf_index", "?q=harbor"),
    ("a program", "**/*.pf_fragment", "?q=harbor"),
]


@pytest.mark.parametrize(("missing", "question"), [row[1:] for row in MISSING], ids=[row[0] for row in MISSING])
def test_without_the_index_the_page_says_so_and_offers_ways_on(
    browser: Browser, address: str, missing: str, question: str
) -> None:
    page = browser.new_page()
    page.route(missing, lambda route: route.abort())
    page.goto(f"{address}/search/{question}")
    expect(page.get_by_text("The search index cannot be loaded.")).to_be_visible()
    expect(page.get_by_role("link", name="By country")).to_be_visible()
    page.close()


def test_without_scripts_everything_but_the_search_works(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/")
    page.get_by_role("link", name="Belize", exact=True).click()
    page.locator("h3").get_by_role("link", name="Harbor Safety Program").click()
    page.get_by_text("inferred").first.click()
    expect(page.get_by_text("CICTE leads the program")).to_be_visible()
    page.get_by_role("searchbox").fill("harbor")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The search needs JavaScript")).to_be_visible()
    context.close()


PAGES = [
    "",
    "programs/",
    "programs/harbor-safety/",
    "programs/hostile/",
    "programs/bare/",
    "countries/",
    "countries/belize/",
    "countries/grenada/",
    "donors/canada/",
    "pillars/",
    "units/deco/",
    "search/",
    "search/?q=zzzz",
    "about/",
    "404.html",
]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_small_screen(browser: Browser, site: Path, serve: Serve, path: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    come(page, f"{serve(site.parent)}/catalogue/{path}")
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


SMALL_TARGETS = """() => [...document.querySelectorAll("a, summary, button, input")]
    // a link in a sentence may be as high as its line, and what is unseen is seen when it has the focus
    .filter((each) => !each.closest(".text, .lede, .review, .skip, .unseen") && each.checkVisibility())
    .map((each) => [each.closest("label") ?? each, each.textContent.trim()])
    .filter(([each]) => Math.min(each.getBoundingClientRect().height, each.getBoundingClientRect().width) < 23.9)
    .map(([each, words]) => `${each.tagName} ${each.className} ${words}`)"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_what_can_be_touched_is_24_pixels_large(
    browser: Browser, site: Path, serve: Serve, path: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    come(page, f"{serve(site.parent)}/catalogue/{path}")
    assert page.evaluate(SMALL_TARGETS) == []
    page.close()


@pytest.mark.parametrize(("width", "columns"), [(320, 2), (800, 4), (1280, 2)])
def test_the_counts_stand_in_columns(browser: Browser, site: Path, serve: Serve, width: int, columns: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{serve(site.parent)}/catalogue/")
    lefts = page.locator(".counts dd").evaluate_all("found => found.map((each) => each.getBoundingClientRect().left)")
    assert len(lefts) == 4
    assert len(set(lefts)) == columns
    page.close()


def test_moved_pages_lead_on(page: Page, address: str) -> None:
    page.goto(f"{address}/programs/port-safety/")
    page.wait_for_url(f"{address}/programs/harbor-safety/")
