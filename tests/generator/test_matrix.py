"""Two facets crossed: which programs share what, the table of it, and where each number leads."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page

from builder.content import load
from builder.generator import build
from builder.generator.catalogue import Catalogue, Kind, catalogue
from builder.generator.data.shelf import Shelf
from builder.generator.matrix import CROSSED, Matrix, Pair, crossed, fitting, matrix, without
from builder.generator.pages import pages
from builder.generator.related import related
from tests.generator.conftest import SAMPLE, TEMPLATES, TODAY

Activity = tuple[Sequence[str], Sequence[str]]
"""Countries and donors."""


def program(pillar: str, *activities: Activity, more: str = "") -> str:
    """A program file with such facts."""
    told = "".join(
        f"- id: a{number}\n  countries: [{', '.join(countries)}]\n  donors: [{', '.join(donors)}]\n"
        for number, (countries, donors) in enumerate(activities)
    )
    lines = (f"pillar: {pillar}\n" if pillar else "", f"activities:\n{told}" if told else "", more)
    return f"---\ntitle: Program\n{''.join(lines)}---\n"


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Catalogue]:
    """A catalogue of the programs a, b, … with the facets of the sample."""

    def made(*programs: str, donors: int = 0, countries: int = 0) -> Catalogue:
        shutil.copytree(SAMPLE, tmp_path, ignore=shutil.ignore_patterns("programs"), dirs_exist_ok=True)
        (tmp_path / "programs").mkdir()
        for letter, text in zip("abcdefgh", programs, strict=False):
            (tmp_path / f"programs/{letter}.md").write_text(text, "utf-8")
        with (tmp_path / "donors.yml").open("a", encoding="utf-8") as file:
            file.writelines(f"d{number}: {{name: Donor {number}}}\n" for number in range(donors))
        with (tmp_path / "countries.yml").open("a", encoding="utf-8") as file:
            file.writelines(
                f"c{number}: {{name: Country {number}, code: A{chr(65 + number)}}}\n" for number in range(countries)
            )
        return catalogue(load(tmp_path)[0], TODAY)

    return made


BELIZE, CHILE, NOBODY = (("belize",), ()), (("chile",), ()), ((), ())

CELLS: list[tuple[str, tuple[Kind, Kind], list[str], dict[Pair, str]]] = [
    ("no program", CROSSED[0], [], {}),
    ("a country and a pillar", CROSSED[0], [program("security", BELIZE)], {("belize", "security"): "a"}),
    ("no pillar", CROSSED[0], [program("", BELIZE)], {("belize", None): "a"}),
    ("the pillar of the unit", CROSSED[0], [program("", BELIZE, more="unit: deco\n")], {("belize", "democracy"): "a"}),
    ("no country", CROSSED[0], [program("security", NOBODY)], {(None, "security"): "a"}),
    ("no activity", CROSSED[0], [program("security")], {(None, "security"): "a"}),
    ("nothing at all", CROSSED[0], [program("")], {(None, None): "a"}),
    ("a draft", CROSSED[0], [program("security", BELIZE, more="draft: true\n")], {}),
    (
        "several countries, one of them twice",
        CROSSED[0],
        [program("security", (("belize", "chile"), ()), BELIZE), program("security", BELIZE), program("", CHILE)],
        {("belize", "security"): "ab", ("chile", "security"): "a", ("chile", None): "c"},
    ),
    (
        "some activities name no country: the program does",
        CROSSED[0],
        [program("security", BELIZE, NOBODY)],
        {("belize", "security"): "a"},
    ),
    (
        "a donor that pays in two countries in one activity",
        CROSSED[1],
        [program("", (("belize", "chile"), ("canada",)))],
        {("canada", "belize"): "a", ("canada", "chile"): "a"},
    ),
    (
        "two donors, each in a country of its own",
        CROSSED[1],
        [program("", (("belize",), ("canada",)), (("chile",), ("chile",)))],
        {("canada", "belize"): "a", ("chile", "chile"): "a"},
    ),
    (
        "a donor here, and none there",
        CROSSED[1],
        [program("", (("belize",), ("canada",)), CHILE)],
        {("canada", "belize"): "a", (None, "chile"): "a"},
    ),
    (
        "a donor in one of a country's activities",
        CROSSED[1],
        [program("", (("belize",), ("canada",)), BELIZE)],
        {("canada", "belize"): "a"},
    ),
    (
        "a donor of nobody knows whom",
        CROSSED[1],
        [program("", ((), ("canada",)), BELIZE)],
        {("canada", None): "a", (None, "belize"): "a"},
    ),
    ("neither", CROSSED[1], [program("security", NOBODY)], {(None, None): "a"}),
]


@pytest.mark.parametrize(("facets", "programs", "expected"), [row[1:] for row in CELLS], ids=[row[0] for row in CELLS])
def test_cells(
    make: Callable[..., Catalogue], facets: tuple[Kind, Kind], programs: list[str], expected: Mapping[Pair, str]
) -> None:
    found = crossed(*facets, make(*programs))
    assert {pair: "".join(each.slug for each in entries) for pair, entries in found.cells.items()} == expected


ADDRESSES: list[tuple[tuple[Kind, Kind], Pair, str]] = [
    (CROSSED[0], ("belize", "security"), "/countries/belize/pillars/security/"),
    (CROSSED[0], ("belize", None), "/countries/belize/without/pillars/"),
    (CROSSED[0], (None, "security"), "/pillars/security/without/countries/"),
    (CROSSED[0], (None, None), "/programs/without/countries/pillars/"),
    (CROSSED[1], ("canada", "belize"), "/donors/canada/countries/belize/"),
    (CROSSED[1], (None, "belize"), "/countries/belize/without/donors/"),
]


@pytest.mark.parametrize(("facets", "pair", "expected"), ADDRESSES)
def test_where_pairs_are_listed(
    make: Callable[..., Catalogue], facets: tuple[Kind, Kind], pair: Pair, expected: str
) -> None:
    assert crossed(*facets, make()).address(*pair) == expected


def drawn(table: Matrix) -> list[str]:
    """A table as text."""
    lines = [" ".join(["-", *(slug or "?" for slug in table.columns), "="])]
    for row in table.rows:
        lines.append(" ".join([row.slug or "?", *(str(cell.count) for cell in row.cells), str(row.total.count)]))
    lines.append(" ".join(["=", *(str(total.count) for total in table.totals), str(table.total.count)]))
    return lines


SOME = (
    program("security", (("belize", "chile"), ("canada",))),
    program("security", BELIZE, (("haiti",), ("chile",))),
    program("", BELIZE),
    program("democracy"),
)


def test_the_table_of_countries(make: Callable[..., Catalogue]) -> None:
    made = make(*SOME)
    table = matrix(crossed("countries", "pillars", made), made)
    assert drawn(table) == [
        "- security democracy ? =",
        "belize 2 0 1 3",
        "chile 1 0 0 1",
        "haiti 1 0 0 1",
        "? 0 1 0 1",
        "= 2 1 1 4",
    ]
    assert table.empty == ("bahamas", "grenada")
    assert table.overlaps
    assert [cell.address for cell in table.rows[0].cells] == [
        "/countries/belize/pillars/security/",
        None,
        "/countries/belize/without/pillars/",
    ]
    assert [row.total.address for row in table.rows[::3]] == ["/countries/belize/", "/programs/without/countries/"]


def test_the_table_of_donors_lies_on_its_side(make: Callable[..., Catalogue]) -> None:
    made = make(*SOME)
    table = fitting(crossed("donors", "countries", made), made)
    assert table
    assert drawn(table) == [
        "- canada chile ? =",
        "belize 1 0 2 3",
        "chile 1 0 0 1",
        "haiti 0 1 0 1",
        "? 0 0 1 1",
        "= 1 1 3 4",
    ]
    assert table.rows[0].cells[0].address == "/donors/canada/countries/belize/"
    # the donor of the second program is stated for Haiti alone: no list has just these three
    assert [total.address for total in table.totals] == ["/donors/canada/", "/donors/chile/", None]


def test_darker_cells_have_more(make: Callable[..., Catalogue]) -> None:
    made = make(*(program("security" if letter < "g" else "democracy", BELIZE) for letter in "abcdefgh"))
    (row,) = matrix(crossed("countries", "pillars", made), made).rows
    assert [(cell.count, cell.step) for cell in row.cells] == [(6, 4), (2, 2)]


WIDTHS = [
    ("few of both", 2, 3, "countries"),
    ("few donors, many countries", 6, 14, "countries"),
    ("many donors, few countries", 20, 12, "donors"),
    ("many of both", 7, 13, None),
]


@pytest.mark.parametrize(("donors", "countries", "rows"), [row[1:] for row in WIDTHS], ids=[row[0] for row in WIDTHS])
def test_a_table_is_no_wider_than_can_be_read(
    make: Callable[..., Catalogue], donors: int, countries: int, rows: str | None
) -> None:
    where, who = [f"c{number}" for number in range(countries)], [f"d{number}" for number in range(donors)]
    made = make(program("", (where, who)), donors=donors, countries=countries)
    table = fitting(crossed("donors", "countries", made), made)
    assert (table.rows_kind if table else None) == rows


@pytest.mark.parametrize("facets", CROSSED)
def test_no_program_is_missing(make: Callable[..., Catalogue], facets: tuple[Kind, Kind]) -> None:
    made = make(*SOME, program("", NOBODY))
    found = crossed(*facets, made)
    assert {entry.slug for entries in found.cells.values() for entry in entries} == {*made.by_slug}
    for kind, number in zip(facets, (0, 1), strict=True):
        for slug, entries in made.under[kind].items():
            told = {each.slug for pair, cell in found.cells.items() if pair[number] == slug for each in cell}
            assert told == {entry.slug for entry in entries}


def test_without(make: Callable[..., Catalogue]) -> None:
    made = make(*SOME)
    found = {kind: "".join(entry.slug for entry in without(kind, made)) for kind in ("countries", "donors", "pillars")}
    assert found == {"countries": "d", "donors": "cd", "pillars": "c"}


def test_no_two_pages_have_the_same_address(make: Callable[..., Catalogue]) -> None:
    """Even where slugs are the names of the site's own folders."""
    made = make(*SOME, program("", (("belize",), ("canada",)), more="aliases: [by, without, page]\n"))
    every = [page.address for page in pages(made, [], related(made.entries), Shelf({}, "", {}))]
    assert len(every) == len(set(every))


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """A site with much to cross: many countries, lists of several pages, and what is not stated."""
    content = tmp_path_factory.mktemp("crossed") / "content"
    shutil.copytree(SAMPLE, content)
    for number in range(60):
        facts = program(
            "security" if number % 5 else "", (("belize", "haiti")[: number % 3], ("canada",)[: number % 2])
        )
        start = f"  start: 20{number + 10}-01-15\n---\n" if number % 2 else "---\n"
        told = facts.replace("Program\n", f"Training {number}\n").removesuffix("---\n") + start
        (content / f"programs/training-{number}.md").write_text(told, "utf-8")
    build(content, TEMPLATES, content.parent / "site", TODAY)
    return serve(content.parent / "site")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A phone without JavaScript."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def programs_of(page: Page, address: str) -> list[str]:
    """The programs of a list, on all its pages."""
    page.goto(address)
    found = page.locator(".cards .card__title").all_inner_texts()
    further = page.locator('a[rel="next"]')
    if further.count():
        found += programs_of(page, urljoin(page.url, further.first.get_attribute("href")))
    return found


SHOWN = ("/pillars/", "/donors/")


@pytest.mark.parametrize("address", SHOWN)
def test_each_number_leads_to_as_many_programs(page: Page, where: str, address: str) -> None:
    page.goto(where + address)
    links = page.locator(".matrix td a")
    told = [(int(link.inner_text()), urljoin(page.url, link.get_attribute("href"))) for link in links.all()]
    assert len(told) > 5
    for count, target in told:
        found = programs_of(page, target)
        assert (target, len(set(found)), len(found)) == (target, count, count)
        assert re.search(rf"\b{count}\b", page.locator(".lede").inner_text())


@pytest.mark.parametrize("address", SHOWN)
def test_a_table_names_its_rows_and_columns(page: Page, where: str, address: str) -> None:
    page.goto(where + address)
    table = page.get_by_role("region").get_by_role("table", name="Number of programs")
    heads, rows = table.get_by_role("columnheader"), table.get_by_role("rowheader")
    assert table.get_by_role("row").count() == rows.count() + 1
    assert {row.get_by_role("cell").count() for row in table.get_by_role("row").all()[1:]} == {heads.count() - 1}


ASIDE = ("/countries/belize/", "/donors/canada/", "/pillars/security/")


@pytest.mark.parametrize("address", ASIDE)
def test_the_ways_on_that_narrow_down_lead_to_as_many(page: Page, where: str, address: str) -> None:
    page.goto(where + address)
    told = [
        (int(row.locator(".number").inner_text()), urljoin(page.url, row.locator("a").get_attribute("href")))
        for row in page.locator(".ways-on section:not([aria-labelledby]) li").all()
    ]
    narrower = [(count, target) for count, target in told if target.removeprefix(where).count("/") > 3]
    assert narrower
    for count, target in narrower:
        assert len(programs_of(page, target)) == count


NARROW = (
    *SHOWN,
    *ASIDE,
    "/countries/",
    "/programs/by/start/",
    "/programs/by/start/page/2/",
    "/countries/belize/by/start/",
    "/countries/belize/pillars/security/",
    "/countries/belize/without/pillars/",
    "/donors/canada/countries/belize/",
    "/programs/without/countries/pillars/",
)


@pytest.mark.parametrize("address", NARROW)
def test_nothing_scrolls_sideways(browser: Browser, where: str, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(where + address)
    wide = page.evaluate("document.documentElement.scrollWidth")
    small = page.eval_on_selector_all(
        ".matrix a, .tools a",
        "links => links.map(each => [each.textContent, each.getBoundingClientRect()])"
        ".filter(([, box]) => box.width < 24 || box.height < 24).map(([text]) => text)",
    )
    context.close()
    assert (wide, small) == (320, [])


def test_sorting_needs_no_script(page: Page, where: str) -> None:
    by_name = programs_of(page, f"{where}/countries/belize/")
    page.goto(f"{where}/countries/belize/")
    sort = page.get_by_role("navigation", name="Order of the list")
    assert sort.locator("[aria-current]").inner_text() == "by name"
    sort.get_by_role("link", name="by start date").click()
    assert sort.locator("[aria-current]").inner_text() == "by start date"
    days = [time.get_attribute("datetime") for time in page.locator(".card__why time").all()]
    assert len(days) > 1
    assert days == sorted(days, reverse=True)
    assert sorted(programs_of(page, page.url)) == sorted(by_name)
    assert len(by_name) > len(days)


def test_what_cannot_be_sorted_stands_apart(page: Page, where: str) -> None:
    page.goto(f"{where}/programs/by/start/page/2/")
    after = page.locator("h2:has-text('Start not stated') + .cards .card")
    assert after.count()
    assert not after.locator(".card__why").count()


def test_a_start_in_another_country_does_not_count(page: Page, where: str) -> None:
    """The only start of Harbor Safety in Belize is still to be checked."""
    page.goto(f"{where}/countries/belize/by/start/")
    card = page.locator("h2:has-text('Start not stated') + .cards .card:has-text('Harbor Safety')")
    assert "to be checked" in card.inner_text()
