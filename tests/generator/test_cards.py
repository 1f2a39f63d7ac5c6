"""The pictures that are drawn: cards for shared links, and icons."""

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageColor
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from builder.generator import cards, prepare
from builder.generator.cards import HEIGHT, WIDTH, Card, card, colors, icons, mark
from builder.generator.cards.words import BOLD, PLAIN, face, fitted, known
from builder.generator.render import draw
from tests.generator.conftest import SAMPLE, TEMPLATES, TODAY

FONTS = TEMPLATES / "cards"
LOOK = colors(TEMPLATES)
LONG = "Rechtsschutzversicherungsgesellschaften Grundstücksverkehrsgenehmigungszuständigkeit übertragungsverordnung"

KNOWN = [
    ("words as they are", "Safety for all", "Safety for all"),
    ("the letters of the four languages", "Ñandú à São João, où l’été brûlé", "Ñandú à São João, où l’été brûlé"),
    ("an accent that stands by itself", "Haïti e\u0301te\u0301", "Haïti été"),
    ("a letter with an accent that the font lacks", "g\u0303uahu", "guahu"),
    ("letters drawn as one", "ofﬁce ½", "office ½"),
    ("wide letters", "ＯＡＳ", "OAS"),
    ("a word of foreign letters", "Peace 平和 мир Ειρήνη", "Peace"),
    ("half a word of foreign letters", "Pe平ce now", "now"),
    ("a picture among letters", "🚀 Launch🚀 now", "Launch now"),
    ("a picture with its comma", "Launch 🚀, now", "Launch now"),
    ("a dash by itself", "Launch – now", "Launch – now"),
    ("nothing that the font has", "平和 🚀", ""),
    ("nothing", "", ""),
    ("blanks", "  a \n\t b ", "a b"),
    ("a blank that keeps words together", "« été »", "« été »"),
    ("what has no place on paper", "co\u00adope\u200bration\u202e", "cooperation"),
]


@pytest.mark.parametrize("font", [BOLD, PLAIN])
@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in KNOWN], ids=[row[0] for row in KNOWN])
def test_letters_that_the_font_lacks(font: str, text: str, expected: str) -> None:
    assert known(text, face(FONTS / font, 40)) == expected


FITTED = [
    # what, the text, sizes, width, most lines; size and lines that come of it
    ("a short word is large", "Security", (80, 40), 600, 2, 80, ("Security",)),
    ("lines are like each other", "a bb ccc dddd eeeee ffffff", (40,), 400, 2, 40, ("a bb ccc dddd", "eeeee ffffff")),
    ("what is too long is smaller", "Human rights of everyone", (80, 40), 300, 2, 40, ("Human rights", "of everyone")),
    ("a sentence is left out", "One whole. Another sentence that is long.", (40,), 300, 1, 40, ("One whole.",)),
    ("a short form ends no sentence", "The U.S. Department", (40,), 250, 1, 40, ("The U.S…",)),
    ("no sentence is whole", "A sentence that goes on, and on", (40,), 360, 1, 40, ("A sentence that…",)),
    ("a dash does not stand at the end", "A sentence – that goes on", (40,), 290, 1, 40, ("A sentence…",)),
    ("a word is broken", "Verkehrsgenehmigung", (40,), 200, 3, 40, ("Verkehrs-", "genehmig-", "ung")),
    ("no words", "", (40,), 300, 2, 40, ()),
    ("no word of known letters", "平和", (40,), 300, 2, 40, ()),
]


@pytest.mark.parametrize(
    ("text", "sizes", "width", "most", "size", "lines"), [row[1:] for row in FITTED], ids=[row[0] for row in FITTED]
)
def test_words_in_a_box(
    text: str, sizes: tuple[int, ...], width: int, most: int, size: int, lines: tuple[str, ...]
) -> None:
    made = fitted(text, FONTS / BOLD, sizes, width, most)
    assert (made.size, made.lines) == (size, lines)
    assert all(made.face.getlength(line) <= width for line in made.lines)


SITE = Card("Program Catalogue", "What is done where, and who pays for it.", below="Organization of American States")
PILLAR = Card("Security", "Safety from crime. And more.", "Program Catalogue", "The Organization", "security")

DRAWN = [
    ("the site", SITE),
    ("a pillar", PILLAR),
    ("a pillar without a color", replace(PILLAR, pillar="education")),
    ("accents", replace(PILLAR, title="Ñandú: coopération à São João", words="Où l’été brûle, ¿qué más?")),
    ("long words", replace(PILLAR, title=LONG, words=LONG, above=LONG, below=LONG)),
    ("very many words", Card("Word " * 200, "Word " * 2000, "Word " * 90, "Word " * 90, "democracy")),
    ("a long site", replace(SITE, title=LONG, words="Word " * 300)),
    ("letters that the font lacks", Card("平和 🚀", "мир", "平", "平", "security")),
    ("no words at all", Card("", "", "", "", "")),
]


@pytest.mark.parametrize("shown", [row[1] for row in DRAWN], ids=[row[0] for row in DRAWN])
def test_a_card(shown: Card) -> None:
    data = card.drawn(shown, LOOK, FONTS)
    assert len(data) < 40_000
    card.drawn.cache_clear()
    assert card.drawn(shown, LOOK, FONTS) == data
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "P", (WIDTH, HEIGHT))
        seen = image.convert("RGB")
    ground = LOOK.band if shown.pillar is None else LOOK.paper
    panel = LOOK.band if shown.pillar is None else LOOK.pillar(shown.pillar)
    for place, color in {(20, 40): ground, (20, HEIGHT - 20): ground, (WIDTH - 20, 40): panel}.items():
        assert seen.getpixel(place) == ImageColor.getrgb(color)
    # words reach neither the edges nor what stands beside them, nor each other
    for box in ((0, 20, 60, HEIGHT), (740, 20, 790, HEIGHT), (60, HEIGHT - 60, 790, HEIGHT), (60, 20, 790, 60)):
        assert seen.crop(box).getcolors() == [
            ((box[2] - box[0]) * (box[3] - box[1]), ImageColor.getrgb(ground)),
        ]
    assert seen.crop((60, 515, 790, 530)).getcolors() == [(730 * 15, ImageColor.getrgb(ground))]


def test_pillars_look_different() -> None:
    pictures = {card.drawn(replace(PILLAR, pillar=each.slug), LOOK, FONTS) for each in LOOK.pillars}
    assert len(pictures) == len(LOOK.pillars) == 4
    assert LOOK.pillar("education") == LOOK.soft


STYLE = """:root { --paper: #FFF; --ink: #010203; --soft: #000; --band: #111; --on-band: #222; --on-band-soft: #333; --sea: #0000ff; }
@media (prefers-color-scheme: dark) { :root { --band: #444; --sea: #8888ff; } }
[data-pillar="oceans"] { --pillar: var(--sea); }
[data-pillar="coasts"] { --pillar: var(--ink); }"""


def test_colors_are_those_of_the_style_sheet(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/00-tokens.css").write_text(STYLE)
    look = colors(tmp_path)
    assert (look.paper, look.ink, look.band, look.band_dark) == ("#ffffff", "#010203", "#111111", "#444444")
    assert [(each.slug, each.light, each.dark) for each in look.pillars] == [
        ("oceans", "#0000ff", "#8888ff"),
        ("coasts", "#010203", "#010203"),
    ]
    # with fewer pillars than the mark has, and others
    assert card.drawn(replace(PILLAR, pillar="oceans"), look, FONTS) != card.drawn(PILLAR, look, FONTS)
    assert icons.icon(192, 0.8, look, is_round=True) != icons.icon(192, 0.8, LOOK, is_round=True)


def test_the_mark_is_that_of_the_pages(browser: Browser) -> None:
    """What Pillow draws is what a browser makes of the two drawings."""
    page = browser.new_page(viewport={"width": 512, "height": 512})
    icon = (TEMPLATES / "assets/icon.svg").read_text("utf-8").replace("<svg", '<svg width="512" height="512"')
    page.set_content(f"<style>body {{ margin: 0; background: #fff }}</style>{icon}")
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        drawn = shot.convert("RGB")
    own = Image.new("RGB", (512, 512), "#fff")
    with Image.open(io.BytesIO(icons.icon(512, 1, LOOK, is_round=True))) as image:
        own.paste(image, (0, 0), image)
    assert _difference(drawn, own) < 0.5

    small = (
        (TEMPLATES / "macros/mark.svg").read_text("utf-8").replace('width="32" height="32"', 'width="512" height="512"')
    )
    page.set_content(f"<style>body {{ margin: 0; background: #fff }}</style>{small}")
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        drawn = shot.convert("L").point(lambda level: 255 * (level < 128))
    shapes = mark.frame(512)
    for column in mark.columns(512):
        shapes = ImageChops.add(shapes, column)
    page.close()
    assert _difference(drawn.convert("RGB"), shapes.convert("RGB")) < 0.5


def _difference(one: Image.Image, other: Image.Image) -> float:
    """How far the colors of two pictures are apart on average, of 255."""
    counts = ImageChops.difference(one, other).convert("L").histogram()
    return sum(level * count for level, count in enumerate(counts)) / sum(counts)


def test_the_difference_of_pictures_is_seen() -> None:
    shifted = ImageChops.offset(mark.frame(512), 8, 0)
    assert _difference(mark.frame(512).convert("RGB"), shifted.convert("RGB")) > 0.5


@pytest.mark.parametrize(("name", "side", "share", "is_round"), cards.ICONS, ids=[row[0] for row in cards.ICONS])
def test_an_icon(name: str, side: int, share: float, is_round: bool) -> None:
    data = icons.icon(side, share, LOOK, is_round=is_round)
    icons.icon.cache_clear()
    assert icons.icon(side, share, LOOK, is_round=is_round) == data
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("PNG", (side, side))
        tile = image.convert("RGBA")
    assert tile.getpixel((0, 0))[3] == (0 if is_round else 255)
    assert tile.getpixel((side // 2, 2)) == (*ImageColor.getrgb(LOOK.band), 255)
    if name == "icon-maskable.png":
        # all of the mark is within the circle that no phone cuts
        white = ImageColor.getrgb(LOOK.on_band)
        far = [
            (x, y)
            for x in range(side)
            for y in range(side)
            if tile.getpixel((x, y))[:3] == white and (x - side / 2) ** 2 + (y - side / 2) ** 2 > (0.4 * side) ** 2
        ]
        assert far == []


def test_the_icon_of_tabs() -> None:
    with Image.open(io.BytesIO(icons.favicon(LOOK))) as image:
        assert (image.format, image.size) == ("ICO", (32, 32))


def test_nothing_is_drawn_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card, "drawn", lambda *_: pytest.fail("a card was drawn"))
    monkeypatch.setattr(icons, "icon", lambda *_, **__: pytest.fail("an icon was drawn"))
    assert "/assets/card.en.security.png" in prepare(SAMPLE, TEMPLATES, TODAY).pictures


def test_an_address_changes_with_the_picture() -> None:
    def url(shown: Card) -> str:
        made = {"": shown}
        return cards.shown("en", made, cards.pictures({"en": made}, TEMPLATES), "https://example.org/a/")[""].url

    assert url(SITE) == url(replace(SITE)) != url(replace(SITE, words="Other words."))
    assert url(SITE).startswith("https://example.org/a/assets/card.en.png?")


PAGES = [
    ("home", "index.html", "card.en.png", "Sample Catalogue – Organization of Samples"),
    (
        "a program of a pillar",
        "programs/harbor-safety/index.html",
        "card.en.security.png",
        "Security – Sample Catalogue",
    ),
    ("a program of none", "programs/bare/index.html", "card.en.png", "Sample Catalogue – Organization of Samples"),
    ("a pillar", "pillars/democracy/index.html", "card.en.democracy.png", "Democracy – Sample Catalogue"),
    ("another facet", "countries/belize/index.html", "card.en.png", "Sample Catalogue – Organization of Samples"),
    ("no page", "404.html", "card.en.png", "Sample Catalogue – Organization of Samples"),
]


@pytest.mark.parametrize(("path", "name", "alt"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_which_card_a_page_has(site: Path, path: str, name: str, alt: str) -> None:
    told = _told(site / path)
    address, _, version = told["og:image"].partition("?")
    assert address == f"https://example.org/catalogue/assets/{name}"
    assert len(version) == 8
    assert (site / "assets" / name).is_file()
    assert told["og:image:alt"] == told["twitter:image:alt"] == alt
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert (told["og:image:type"], told["twitter:card"], told["og:locale"]) == (
        "image/png",
        "summary_large_image",
        "en_US",
    )


def _told(path: Path) -> dict[str, str]:
    metas = LexborHTMLParser(path.read_bytes()).css("meta")
    pairs = [
        (meta.attributes.get("property") or meta.attributes.get("name"), meta.attributes["content"])
        for meta in metas
        if "charset" not in meta.attributes
    ]
    return {name: content or "" for name, content in pairs if name}


def test_a_manifest_names_files_that_are_there(site: Path) -> None:
    read = json.loads((site / "manifest.webmanifest").read_text("utf-8"))
    assert (read["name"], read["lang"], read["start_url"], read["scope"]) == ("Sample Catalogue", "en", "./", "./")
    assert (read["theme_color"], read["background_color"]) == (LOOK.band, LOOK.paper)
    for each in read["icons"]:
        path = site / each["src"].partition("?")[0]
        if path.suffix == ".svg":
            assert (each["sizes"], each["type"]) == ("any", "image/svg+xml")
            assert path.is_file()
            continue
        with Image.open(path) as image:
            assert each["sizes"] == "x".join(map(str, image.size))
    assert [each.get("purpose", "any") for each in read["icons"]] == ["any", "any", "any", "maskable"]


def test_words_of_all_kinds_stay_words(tmp_path: Path) -> None:
    title = """</script> "A" & 'B' <b>C</b> 平和"""
    shutil.copytree(SAMPLE, tmp_path / "content")
    settings = tmp_path / "content/site.yml"
    settings.write_text(settings.read_text("utf-8").replace("Sample Catalogue", json.dumps(title)), "utf-8")
    made = prepare(tmp_path / "content", TEMPLATES, TODAY)
    assert json.loads(draw(made.pages["/manifest.webmanifest"]).text)["name"] == title
    home = LexborHTMLParser(draw(made.pages["/"]).text)
    assert home.css_first('meta[property="og:image:alt"]').attributes["content"] == f"{title} – Organization of Samples"
    assert len(made.pictures["/assets/card.en.png"].draw()) < 40_000


def test_a_browser_takes_the_manifest(site: Path, serve: Callable[[Path], str], browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{serve(site.parent)}/catalogue/pillars/security/")
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    page.close()
    assert found["url"].endswith("/catalogue/manifest.webmanifest")
    assert found["errors"] == []
