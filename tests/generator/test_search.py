"""The search page over the real content: sorted, narrowed, and never a dead end."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from builder import content as editors
from builder import generator
from builder.generator import build, catalogue
from builder.generator.suggestions import suggestions

ROOT = Path(__file__).parent.parent.parent
REAL = ROOT / "tests" / "real"
TODAY = dt.date(2026, 11, 24)

Serve = Callable[[Path], str]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("searched") / "catalogue"
    build(REAL, ROOT / "templates", folder, TODAY)
    return folder


@pytest.fixture
def search(browser: Browser, real: Path, serve: Serve) -> Iterator[tuple[Page, str]]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page, f"{serve(real.parent)}/catalogue"
    page.close()
    assert not wrong


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same catalogue as if it were a large one, with its programs in several indexes."""
    folder = tmp_path_factory.mktemp("shared") / "catalogue"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generator.search, "SHARE", 6)
        build(REAL, ROOT / "templates", folder, TODAY)
    assert (folder / "pagefind/1").is_dir()
    return folder


def titles(page: Page) -> list[str]:
    return page.locator("[data-results] h3").all_text_contents()


@pytest.mark.parametrize(
    ("words", "offered", "leads"),
    [
        ("Brasil", "Brazil", "/countries/brazil/"),
        ("Trinité", "Trinidad and Tobago", "/countries/trinidad-and-tobago/"),
        ("Trinidad y Tabago", "Trinidad and Tobago", "/countries/trinidad-and-tobago/"),
        ("maritine", "maritime", "/search/?q=maritime"),
        ("maritine", "Maritime Security Program", "/programs/maritime-security-program/"),
    ],
)
def test_names_near_to_what_was_asked(search: tuple[Page, str], words: str, offered: str, leads: str) -> None:
    page, address = search
    page.goto(f"{address}/search/?q={words}")
    link = page.locator("[data-suggestions]").get_by_role("link", name=offered, exact=True)
    expect(page.get_by_role("status")).to_have_text("No program matches")
    link.click()
    page.wait_for_url(f"{address}{leads}")


def test_an_acronym_finds_its_programs(search: tuple[Page, str]) -> None:
    page, address = search
    page.goto(f"{address}/search/?q=CICTE")
    expect(page.get_by_role("link", name="Tourism Security Program")).to_be_visible()


def test_names_in_another_language(search: tuple[Page, str]) -> None:
    page, address = search
    page.goto(f"{address}/es/search/?q=Brazil")
    page.locator("[data-suggestions]").get_by_role("link", name="Brasil", exact=True).click()
    page.wait_for_url(f"{address}/es/countries/brazil/")


def test_nothing_is_offered_where_nothing_is_near(search: tuple[Page, str]) -> None:
    page, address = search
    page.goto(f"{address}/search/?q=xqzzyqw")
    expect(page.get_by_role("status")).to_have_text("No program matches")
    expect(page.get_by_text("Or go through the catalogue:")).to_be_visible()
    expect(page.get_by_text("Did you mean")).to_be_hidden()


def test_what_stands_in_the_way(search: tuple[Page, str]) -> None:
    page, address = search
    page.goto(f"{address}/search/?q=zzzz&country=chile")
    expect(page.get_by_role("status")).to_have_text("No program matches")
    offers = page.locator("[data-suggestions] a")
    expect(offers.filter(has_text="Without").first).to_be_visible()
    said = offers.filter(has_text="Without").first.text_content() or ""
    offers.filter(has_text="Without").first.click()
    number = said.split(": ")[1].split()[0]
    expect(page.get_by_role("status")).to_contain_text(number)


def test_sorted_by_start_nothing_is_lost(search: tuple[Page, str]) -> None:
    page, address = search
    told = catalogue.catalogue(editors.load(REAL)[0], TODAY)
    page.goto(f"{address}/search/?sort=start")
    first = page.locator("[data-results] h3").first
    expect(first).to_have_text(told.latest[0].title)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("[data-results] h3")).to_have_count(len(told.entries))
    dated = [each.title for each in told.latest]
    assert titles(page)[: len(dated)] == dated
    assert sorted(titles(page)) == sorted(each.title for each in told.entries)


def test_another_order_stands_in_the_address(search: tuple[Page, str]) -> None:
    page, address = search
    page.goto(f"{address}/search/?q=security")
    expect(page.locator("[data-results] h3").first).to_be_visible()
    order = page.get_by_role("combobox", name="Sort:")
    expect(order).to_have_value("relevance")
    order.select_option("title")
    page.wait_for_url("**/search/?q=security&sort=title")
    expect(page.locator("[data-results] h3").first).to_contain_text("Asset Recovery")
    assert titles(page) == sorted(titles(page), key=catalogue.sort_key)
    page.go_back()
    expect(order).to_have_value("relevance")


def test_what_is_not_stated_can_be_chosen(search: tuple[Page, str]) -> None:
    page, address = search
    told = catalogue.catalogue(editors.load(REAL)[0], TODAY)
    without = sorted(each.title for each in told.entries if not each.donors)
    page.goto(f"{address}/search/?donor=-")
    expect(page.get_by_role("status")).to_have_text(f"{len(without)} programs match")
    assert sorted(titles(page)) == without
    expect(page.get_by_role("button", name="Remove filter: Donor: Not stated")).to_be_visible()


def test_filters_are_taken_away_by_keyboard(search: tuple[Page, str]) -> None:
    page, address = search
    page.goto(f"{address}/search/?country=belize&country=chile&year=2017")
    page.get_by_role("button", name="Remove filter: Belize").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove filter: Chile")).to_be_focused()
    page.wait_for_url("**/search/?country=chile&year=2017")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove filter: 2017")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("button", name="Remove filter: 2017")).to_be_visible()


VIOLENCE = [
    "Inter-American Network for the Prevention of Violence and Crime",
    "Program for the Prevention of Violence and Crime",
]
FOUND = [
    # small words tell no program from another
    ("a small word between others", "prevention of violence", VIOLENCE, "Prevention"),
    ("the same without", "prevention violence", VIOLENCE, "Prevention"),
    ("a phrase has them, too", '"prevention of violence"', VIOLENCE, "of"),
    ("another phrase", '"violence of prevention"', [], ""),
    ("a word deep in a text", "bolstered", ["Maritime Security Program"], "bolstering"),
    ("another form of a word", "bolstering", ["Maritime Security Program"], "bolstering"),
    (
        "what only a later activity says",
        '"Port Evaluations and Assessments"',
        ["Maritime Security Program"],
        "Evaluations",
    ),
    ("a fact after its name", '"Who benefits Agencies for port"', ["Maritime Security Program"], "Agencies"),
    ("signs alone", "?!", [], ""),
]


@pytest.mark.parametrize(("words", "expected", "marked"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_what_is_found(search: tuple[Page, str], words: str, expected: list[str], marked: str) -> None:
    page, address = search
    page.goto(f"{address}/search/?{urlencode({'q': words})}")
    expect(page.get_by_role("status")).not_to_have_text("Searching…")
    assert sorted(titles(page)) == expected
    for excerpt in page.locator("[data-slot=excerpt]").all():
        assert marked in excerpt.locator("mark").all_text_contents()


def test_small_words_alone_ask_for_nothing(search: tuple[Page, str]) -> None:
    page, address = search
    page.goto(f"{address}/search/?q=of+The")
    expect(page.get_by_role("status")).to_have_text("11 programs")
    assert titles(page) == sorted(titles(page), key=catalogue.sort_key)
    expect(page.get_by_role("searchbox")).to_have_value("of The")
    page.goto(f"{address}/es/search/?q=de+la")
    expect(page.get_by_role("status")).to_have_text("11 programas")


QUESTIONS = ["", "q=security&sort=title", "country=belize", "q=program&donor=canada&sort=start", "q=zzzz&country=chile"]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("folder", ["", "es/"])
def test_several_indexes_answer_as_one(
    search: tuple[Page, str], shared: Path, serve: Serve, question: str, folder: str
) -> None:
    page, one = search
    told = []
    for address in (one, f"{serve(shared.parent)}/catalogue"):
        page.goto(f"{address}/{folder}search/?{question}")
        page.locator("[data-filters] li").first.wait_for(state="attached")
        told.append(
            (
                titles(page),
                page.get_by_role("status").text_content(),
                page.locator("[data-filters] li").all_text_contents(),
            )
        )
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("kind", "slug", "name"),
    [
        ("countries", "brazil", "Brasil"),
        ("countries", "brazil", "Brésil"),
        ("countries", "trinidad-and-tobago", "Trinité-et-Tobago"),
        ("units", "cicte", "CICTE"),
        ("pillars", "security", "Seguridad"),
    ],
)
def test_names_of_all_languages(kind: str, slug: str, name: str) -> None:
    loaded = editors.load(REAL)[0]
    for language in loaded.site.languages:
        made = catalogue.catalogue(loaded, TODAY, language=language)
        told = json.loads(suggestions(made, [made], loaded.facets))
        names = {(each[0], each[1]): each[3] for each in told["names"]}
        assert name in names[kind, slug]


def test_titles_and_their_words() -> None:
    loaded = editors.load(REAL)[0]
    made = catalogue.catalogue(loaded, TODAY)
    told = json.loads(suggestions(made, [made], loaded.facets))
    assert [each[:2] for each in told["programs"]] == [[each.slug, each.title] for each in made.entries]
    assert "maritime" in told["words"]
    assert not [word for word in told["words"] if len(word) < 4 or word != word.lower()]
