"""The map: what it shows of a catalogue, that nothing of it gapes or overlaps, and that everyone can use it."""

import datetime as dt
import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from builder.content import load
from builder.facets import Country
from builder.generator import build
from builder.generator.catalogue import Catalogue, catalogue
from builder.generator.map import make, picture, place, topology
from builder.generator.map.drawing import FILE, drawing
from builder.generator.map.projection import project
from builder.generator.map.shades import STEPS, shades, step
from builder.generator.map.sites import SITES

from .conftest import ROOT, SAMPLE, TEMPLATES, TODAY

Serve = Callable[[Path], str]

NARROWEST = 288
"""Pixels that the map is wide on a screen of 320."""


# shades

SHADES = [
    ("no country", [], []),
    ("no program", [0, 0], []),
    ("one program", [0, 1, 1], [(4, 1, 1)]),
    ("two", [2], [(2, 1, 1), (4, 2, 2)]),
    ("three", [3, 1], [(1, 1, 1), (3, 2, 2), (4, 3, 3)]),
    ("one shade for each number", [4, 2], [(1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, 4)]),
    ("more numbers than shades", [6], [(1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, None)]),
    ("a dozen", [12, 1], [(1, 1, 1), (2, 2, 3), (3, 4, 6), (4, 7, None)]),
    ("a hundred", [100], [(1, 1, 3), (2, 4, 10), (3, 11, 30), (4, 31, None)]),
    ("thousands", [9999, 3], [(1, 1, 9), (2, 10, 90), (3, 91, 900), (4, 901, None)]),
]


@pytest.mark.parametrize(("counts", "expected"), [row[1:] for row in SHADES], ids=[row[0] for row in SHADES])
def test_shades(counts: list[int], expected: list[tuple[int, int, int | None]]) -> None:
    assert [(shade.step, shade.least, shade.most) for shade in shades(counts)] == expected


@pytest.mark.parametrize("most", [*range(1, 60), 1000, 12345])
def test_every_number_has_one_shade(most: int) -> None:
    found = shades([most])
    assert [shade.step for shade in found] == sorted({shade.step for shade in found})
    assert found[0].least == 1
    assert all(one.most is not None and one.most + 1 == two.least for one, two in itertools.pairwise(found))
    assert step(0, found) == 0
    assert step(most, found) == STEPS
    assert [step(shade.least, found) for shade in found] == [shade.step for shade in found]


# the drawing that comes with the catalogue


def _codes(folder: Path) -> dict[str, str]:
    return {slug: country.code for slug, country in load(folder)[0].facets.countries.items()}


def test_every_member_state_is_on_the_map_and_was_given_its_place() -> None:
    codes = set(_codes(ROOT / "tests/real").values())
    assert len(codes) == 34
    assert codes - drawing().shapes.keys() == set()
    assert codes - {code for sites in SITES.values() for code in sites} == set()


def test_the_drawing_is_small() -> None:
    land = "".join(shape.path for shape in drawing().shapes.values()) + drawing().quiet
    assert 20_000 < len(land) < 33_000
    assert (TEMPLATES / "assets" / "americas.svg").stat().st_size < 33_000


def test_both_files_were_made_together() -> None:
    held = json.loads(FILE.read_text("utf-8"))
    assert make.picture(held) == (TEMPLATES / "assets" / "americas.svg").read_text("utf-8")
    for panel, sites in SITES.items():
        assert list(sites) == [code for code, shape in held["shapes"].items() if shape["panel"] == panel][: len(sites)]
        for code, site in sites.items():
            assert held["shapes"][code]["at"] == [round(value) for value in project(site.at)]


def test_numbers_are_far_enough_apart_to_be_hit() -> None:
    for panel, sites in SITES.items():
        left, top, width, height = drawing().panels[panel]
        scale = NARROWEST / width
        places = {
            code: ((shape.at[0] - left) * scale, (shape.at[1] - top) * scale)
            for code, shape in drawing().shapes.items()
            if code in sites
        }
        assert len(places) == len(sites)
        for (one, (x1, y1)), (two, (x2, y2)) in itertools.combinations(places.items(), 2):
            assert max(abs(x1 - x2), abs(y1 - y2)) >= 24, (one, two)
        for code, (x, y) in places.items():
            assert 12 <= x <= NARROWEST - 12, code
            assert 12 <= y <= height * scale - 12, code


def test_a_line_leads_to_the_country_it_is_of() -> None:
    for sites in SITES.values():
        for code, site in sites.items():
            left, top, width, height = drawing().shapes[code].box
            x, y = project(site.of or site.at)
            # an island of a few kilometers is met within its own width
            assert left - width <= x <= left + 2 * width, code
            assert top - height <= y <= top + 2 * height, code


# making it

# two squares side by side; what they share has a spike that does not matter
_SHARED = [[0, 0], [0, 40], [1, 10], [-1, 50], [0, 100]]
_TOPOLOGY = {
    "transform": {"scale": [0.01, 0.01], "translate": [-60.0, 0.0]},
    "arcs": [_SHARED, [[0, 200], [-200, 0], [0, -200], [200, 0]], [[0, 200], [200, 0], [0, -200], [-200, 0]]],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "076", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "068", "arcs": [[[0, 2]]]},
                {"type": "Polygon", "id": "250", "arcs": [[0, 2]]},
                {"type": "Polygon", "id": "392", "arcs": [[0, 2]]},
                {"type": "Polygon", "arcs": [[0, 2]]},
            ]
        }
    },
}


def _points(path: str) -> list[list[tuple[int, int]]]:
    """The rings of a path, as points."""
    rings = []
    for ring in path.split("z")[:-1]:
        start, _, steps = ring[1:].partition("l")
        values = [int(value) for value in re.findall(r"-?\d+", steps)]
        x, y = (int(value) for value in start.split())
        points = [(x, y)]
        for dx, dy in zip(values[::2], values[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        rings.append(points)
    return rings


def test_neighbors_share_their_border() -> None:
    made = make.made(_TOPOLOGY)
    assert list(made["shapes"]) == ["BR", "BO"]
    (brazil,), (bolivia,) = (_points(made["shapes"][code]["path"]) for code in ("BR", "BO"))
    assert set(brazil) & set(bolivia) == {brazil[0], brazil[1]}
    assert len(brazil) == len(bolivia) == 4
    # what Europe's states have in the Americas is land, and no country
    assert _points(made["quiet"]) == [bolivia]


def test_what_is_drawn_is_what_the_shapes_say() -> None:
    """Every ring closes, and no step of it leads nowhere."""
    for code, shape in drawing().shapes.items():
        rings = _points(shape.path)
        assert rings, code
        for ring in rings:
            assert len(ring) > 2, code
            assert all(one != two for one, two in itertools.pairwise([*ring, ring[0]])), code


SIMPLIFIED = [
    ("a straight line", [(0, 0), (5, 0), (10, 0)], 1.0, 2, [(0, 0), (10, 0)]),
    ("a spike that is small", [(0, 0), (5, 0.1), (10, 0)], 1.0, 2, [(0, 0), (10, 0)]),
    ("one that is not", [(0, 0), (5, 4), (10, 0)], 1.0, 2, [(0, 0), (5, 4), (10, 0)]),
    ("a small island stays one", [(0, 0), (0, 0.1), (0.1, 0.1), (0.1, 0), (0, 0)], 9.0, 4, [(0, 0), (0.1, 0.1), (0.1, 0), (0, 0)]),
    ("a line of two points", [(0, 0), (1, 1)], 9.0, 2, [(0, 0), (1, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "tolerance", "least", "expected"), [row[1:] for row in SIMPLIFIED], ids=[row[0] for row in SIMPLIFIED]
)
def test_simplified(line: list[topology.Point], tolerance: float, least: int, expected: list[topology.Point]) -> None:
    assert list(topology.simplified(tuple(line), lambda _: tolerance, least=least)) == expected


PROJECTED = [
    ("the center", (-80.0, 10.0), (0, 0)),
    ("north of it: 10 degrees of the globe, a little pressed together", (-80.0, 20.0), (0, -370)),
    ("east of it", (-70.0, 10.0), (365, -6)),
]


@pytest.mark.parametrize(("degrees", "units"), [row[1:] for row in PROJECTED], ids=[row[0] for row in PROJECTED])
def test_projected(degrees: tuple[float, float], units: tuple[int, int]) -> None:
    assert tuple(round(value) for value in project(degrees)) == units


# what is shown of a catalogue


def _with(countries: Mapping[str, str]) -> Catalogue:
    """The sample with other countries, given by their slugs and codes."""
    content = load(SAMPLE)[0]
    named = {slug: Country(name=slug.title(), code=code) for slug, code in countries.items()}
    known = content.facets.countries
    facets = replace(content.facets, countries={**known, **named} if countries else {})
    return catalogue(replace(content, facets=facets, programs=content.programs if countries else ()), TODAY)


def test_the_sample_on_the_map() -> None:
    found = picture(_with(_codes(SAMPLE)))
    assert found
    assert [sheet.name for sheet in found.sheets] == ["americas", "caribbean"]
    assert [(spot.slug, spot.count, spot.step) for spot in found.sheets[0].spots] == [("chile", 2, 4)]
    assert [(spot.slug, spot.count, spot.step) for spot in found.sheets[1].spots] == [
        ("bahamas", 1, 2), ("haiti", 1, 2), ("grenada", 0, 0), ("belize", 2, 4),
    ]  # fmt: skip
    assert list(found.paths) == ["CL", "BS", "HT", "GD", "BZ"]
    assert found.has_blank


def test_a_country_outside_the_map_is_left_to_the_lists() -> None:
    found = picture(_with({"spain": "ES", "nowhere": "XX"}))
    assert found
    assert {spot.slug for sheet in found.sheets for spot in sheet.spots} == _codes(SAMPLE).keys()
    assert place("ES") is None


def test_a_land_that_has_no_place_of_its_own_is_drawn_where_it_lies() -> None:
    found = picture(_with({"puerto-rico": "PR", "greenland": "GL"}))
    assert found
    assert [spot.slug for spot in found.sheets[0].spots][-1] == "greenland"
    assert [spot.slug for spot in found.sheets[1].spots][-1] == "puerto-rico"


def test_no_country_and_no_map() -> None:
    assert picture(_with({})) is None


def test_large_countries_alone_need_one_map() -> None:
    content = load(SAMPLE)[0]
    chile = {"chile": content.facets.countries["chile"]}
    alone = catalogue(replace(content, facets=replace(content.facets, countries=chile), programs=()), TODAY)
    found = picture(alone)
    assert found
    assert [sheet.name for sheet in found.sheets] == ["americas"]
    assert found.shades == ()


PLACES = [
    # code, whether a ring is needed, the side of the picture
    ("GD", True, 800),
    ("BB", True, 800),
    ("BZ", False, 800),
    ("CL", False, 3720),
    ("CA", False, 4920),
]


@pytest.mark.parametrize(("code", "ringed", "side"), PLACES)
def test_place(code: str, ringed: bool, side: int) -> None:
    found = place(code)
    assert found
    assert bool(found.ring) == ringed
    left, top, width, height = found.box
    assert width == height
    assert abs(width - side) <= side * 0.05
    x, y, across, down = drawing().shapes[code].box
    assert left <= x
    assert top <= y
    assert x + across <= left + width
    assert y + down <= top + height


# the pages


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> tuple[Path, str]:
    """The real content in English, with more countries than the map has, and one whose name is hostile."""
    content = tmp_path_factory.mktemp("content") / "content"
    _copy(ROOT / "tests/real", content)
    with (content / "countries.yml").open("a", encoding="utf-8") as file:
        file.write("\nspain: {name: Spain, code: ES}\ncuba: {name: 'Cuba <b>&\"', code: CU}\n")
    site = content / "site.yml"
    site.write_text(re.sub(r"(?m)^languages:.*$", "languages: [en]", site.read_text("utf-8")), "utf-8")
    folder = content.parent / "site"
    build(content, TEMPLATES, folder, dt.date(2026, 11, 23))
    return folder, serve(folder)


def _copy(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file() and "sheets" not in path.parts:
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())


def _map(text: str) -> str:
    return text[text.index('<div class="map">') : text.index('id="Country-list"')]


def test_the_map_is_light_and_needs_no_style_or_script(real: tuple[Path, str]) -> None:
    drawn = _map((real[0] / "index.html").read_text("utf-8"))
    assert 20_000 < len(drawn.encode()) < 60_000
    assert "style=" not in drawn
    assert "<script" not in drawn


def test_names_are_escaped_and_unknown_codes_stay_in_the_list(real: tuple[Path, str]) -> None:
    text = (real[0] / "index.html").read_text("utf-8")
    drawn = _map(text)
    assert "Cuba <b>" not in text
    assert "Cuba &lt;b&gt;" in drawn
    assert "Spain" not in drawn
    assert "Spain" in text
    assert '<svg class="place"' not in (real[0] / "countries/spain/index.html").read_text("utf-8")


def test_a_country_page_shows_its_place_in_little_text(real: tuple[Path, str]) -> None:
    for slug in _codes(ROOT / "tests/real"):
        text = (real[0] / f"countries/{slug}/index.html").read_text("utf-8")
        found = re.search(r'<svg class="place".*?</svg>', text, re.S)
        assert found, slug
        assert len(found.group().encode()) < 4096, slug


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _links(page: Page) -> Locator:
    return page.locator(".map [role=listitem] > a")


@pytest.mark.parametrize("address", ["/", "/countries/"])
def test_the_map_is_read_as_lists_of_links(page: Page, real: tuple[Path, str], address: str) -> None:
    page.goto(real[1] + address)
    closer = page.get_by_role("list", name="Central America and the Caribbean")
    expect(closer.get_by_role("listitem")).to_have_count(20)
    expect(page.get_by_role("list", name="The Americas").get_by_role("listitem")).to_have_count(15)
    expect(closer.get_by_role("link", name="Belize, 6 programs", exact=True)).to_have_count(1)
    expect(closer.get_by_role("link", name="Panama, 1 program", exact=True)).to_have_count(1)
    expect(closer.get_by_role("link", name="Grenada, no program yet", exact=True)).to_have_count(1)
    expect(page.get_by_role("list", name="Programs in each country").get_by_role("listitem")).to_have_text(
        ["none yet", "1", "2", "3", "4 or more"]
    )


def test_a_keyboard_comes_to_each_country_and_sees_where_it_is(page: Page, real: tuple[Path, str]) -> None:
    page.goto(f"{real[1]}/")
    page.get_by_role("link", name="Skip the map").focus()
    count = _links(page).count()
    assert count == 35
    seen = []
    for _ in range(count):
        page.keyboard.press("Tab")
        here = page.locator(".map a:focus")
        expect(here.locator(".map__told")).to_be_visible()
        fill = here.locator("use").evaluate("land => getComputedStyle(land).fill")
        assert fill == "rgb(180, 72, 15)"
        told = here.locator(".map__told").text_content() or ""
        box = here.locator(".map__told").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320, told
        seen.append(here.locator("title").text_content())
    assert sorted(map(str, seen)) == sorted(_links(page).locator("title").all_text_contents())
    assert len(set(seen)) == 35
    expect(page.locator(".map__told:visible")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator(".map a:focus")).to_have_count(0)


def test_the_map_can_be_skipped(page: Page, real: tuple[Path, str]) -> None:
    for address, following in (("/", "Antigua and Barbuda"), ("/countries/", "Antigua and Barbuda")):
        page.goto(real[1] + address)
        skip = page.get_by_role("link", name="Skip the map")
        skip.focus()
        box = skip.bounding_box()
        assert box
        assert box["height"] >= 24
        assert box["width"] >= 24
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.locator("main a:focus")).to_have_text(following)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_targets_are_large_enough_and_apart(page: Page, real: tuple[Path, str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{real[1]}/")
    boxes = {}
    for link in _links(page).all():
        # without the line around it
        box = link.locator("circle").first.evaluate("circle => circle.getBoundingClientRect().toJSON()")
        name = str(link.locator("title").text_content())
        assert min(box["width"], box["height"]) >= 24, name
        boxes[name] = box
    assert len(boxes) == 35
    for (one, a), (two, b) in itertools.combinations(boxes.items(), 2):
        apart = max(abs(a["x"] - b["x"]) - a["width"], abs(a["y"] - b["y"]) - a["height"])
        assert apart >= -0.1, (one, two)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_target_leads_to_its_country(page: Page, real: tuple[Path, str]) -> None:
    """What lies under the middle of each number is the country's own link, and so is its land."""
    page.goto(f"{real[1]}/")
    under = "([x, y]) => document.elementFromPoint(x, y)?.closest('a')?.getAttribute('href')"
    for link in _links(page).all():
        link.scroll_into_view_if_needed()
        box = link.locator("circle").first.bounding_box()
        assert box
        for x, y in ((0.5, 0.5), (0.1, 0.5), (0.9, 0.5), (0.5, 0.1), (0.5, 0.9)):
            spot = [box["x"] + box["width"] * x, box["y"] + box["height"] * y]
            assert page.evaluate(under, spot) == link.get_attribute("href")
    page.get_by_role("link", name="Trinidad and Tobago, no program yet").locator("circle").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trinidad and Tobago")
    expect(page.get_by_role("img", name="Map: where Trinidad and Tobago lies")).to_be_visible()


def test_a_touch_on_the_middle_of_the_map_leads_to_the_larger_one(page: Page, real: tuple[Path, str]) -> None:
    page.goto(f"{real[1]}/")
    page.locator(".map__americas a[href='#Map-caribbean']").evaluate(
        "link => link.dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    expect(page).to_have_url(f"{real[1]}/#Map-caribbean")
    expect(page.locator("#Map-caribbean")).to_be_in_viewport()


def test_names_stand_on_a_wide_map_alone(page: Page, real: tuple[Path, str]) -> None:
    page.goto(f"{real[1]}/")
    expect(page.locator(".map__name:visible")).to_have_count(0)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".map__name:visible")).to_have_count(35)
