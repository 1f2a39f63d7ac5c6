"""The whole sample site: sound pages, no dead links, nothing hostile, the same bytes again."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from builder.generator import Team, build
from builder.generator.assets import assets
from builder.problems import ProblemsError
from tests.generator.conftest import SAMPLE, TEMPLATES, TODAY

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SVG_LEAVES = {"path", "rect"}


@dataclass
class Seen(HTMLParser):
    """What stands in a page."""

    open: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag not in VOID | SVG_LEAVES:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if len(given) < len(attrs):
            self.wrong.append(f"{self.getpos()}: an attribute of <{tag}> stands twice")
        if tag in ("div", "ul", "ol", "dl", "p", "section", "details") and "p" in self.open[:-1]:
            self.wrong.append(f"{self.getpos()}: <{tag}> in <p>")
        self.ids += [value for key, value in attrs if key == "id" and value]
        self.links += [value for key, value in attrs if key in ("href", "src", "action") and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID | SVG_LEAVES:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{self.getpos()}: </{tag}> closes nothing")


def seen(path: Path) -> Seen:
    parser = Seen()
    parser.feed(path.read_text("utf-8"))
    parser.close()
    return parser


def html_files(site: Path) -> Iterator[Path]:
    yield from (path for path in sorted(site.rglob("*.html")) if "pagefind" not in path.parts)


def test_addresses(site: Path) -> None:
    found = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file() and "pagefind" not in path.parts}
    countries = {f"countries/{slug}/index.html" for slug in ("bahamas", "belize", "chile", "grenada", "haiti")}
    donors = {f"donors/{slug}/index.html" for slug in ("canada", "chile", "silent-fund")}
    pillars = {f"pillars/{slug}/index.html" for slug in ("security", "democracy")}
    units = {f"units/{slug}/index.html" for slug in ("cicte", "deco", "idle")}
    programs = {
        f"programs/{slug}/index.html"
        for slug in ("harbor-safety", "port-safety", "ballots", "hostile", "escuela", "bare")
    }
    lists = {f"{name}/index.html" for name in ("programs", "countries", "donors", "pillars", "units")}
    crossed = {
        f"{address}/index.html"
        for address in (
            "countries/bahamas/pillars/democracy",
            "countries/bahamas/without/donors",
            "countries/belize/pillars/security",
            "countries/belize/without/pillars",
            "countries/chile/pillars/security",
            "countries/chile/without/pillars",
            "countries/haiti/pillars/security",
            "donors/canada/countries/belize",
            "donors/canada/countries/chile",
            "donors/chile/countries/chile",
            "donors/chile/countries/haiti",
            "programs/without/countries",
            "programs/without/countries/pillars",
            "programs/without/donors",
            "programs/without/donors/countries",
            "programs/without/pillars",
            "programs/without/units",
        )
    }
    # a list of one program, or of none with a start that is sure, has no other order
    by_start = {f"{address}/by/start/index.html" for address in ("programs", "countries/chile")}
    others = {
        "index.html",
        "404.html",
        "search/index.html",
        "data/index.html",
        "data/quality/index.html",
        "opensearch.xml",
        "about/index.html",
        "sitemap.xml",
        "robots.txt",
        "_redirects",
    }
    icons = {f"assets/icon-{name}.png" for name in ("180", "192", "512", "maskable")}
    cards = {f"assets/card.{name}.png" for name in ("en", "en.security", "en.democracy")}
    drawn = {*icons, *cards, "favicon.ico", "manifest.webmanifest", "_headers"}
    files = {
        "assets/americas.svg",
        "assets/style.css",
        "assets/search.js",
        "assets/engine.js",
        "assets/icon.svg",
        "assets/names.en.json",
        ".gitignore",
        ".built-by-catalogue",
    }
    entries = {each.removesuffix("/index.html") for each in countries | donors | pillars | units}
    taken_home = {
        *(f"data/v1/{entry}.{form}" for entry in (*entries, "programs") for form in ("csv", "json", "atom")),
        *(f"data/v1/{name}" for name in ("programs.xlsx", "schema.json")),
        *(f"data/all/{name}" for name in ("sheets.csv", "checksums.txt", "catalogue.zip", "catalogue.zip.sha256")),
    }
    pages = countries | donors | pillars | units | programs | lists | crossed | by_start | others
    assert found == pages | drawn | files | taken_home


def test_every_page_is_sound(site: Path) -> None:
    for path in html_files(site):
        page = seen(path)
        assert page.wrong == [], path
        assert page.open == [], path
        assert page.headings[0] == page.headings.count(1) == 1, path
        # the foot begins anew at the second level
        jumps = [two for one, two in zip(page.headings, page.headings[1:], strict=False) if two > one + 1]
        assert jumps == [], path
        assert len(page.ids) == len(set(page.ids)), path


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(site: Path) -> None:
    for path in html_files(site):
        for tag, given in seen(path).tags:
            assert tag != "style", path
            assert "style" not in given, path
            assert not [key for key in given if key.startswith("on")], path
            if given.get("type") == "application/ld+json":
                continue  # what a page tells machines
            if tag in ("script", "img", "iframe", "link") and given.get("rel") != "canonical":
                address = given.get("src") or given.get("href")
                assert address, path
                assert not urlsplit(address).netloc, path


def test_every_page_has_its_words_for_engines(site: Path) -> None:
    titles = {}
    for path in html_files(site):
        text = path.read_text("utf-8")
        title = re.search(r"<title>(.+)</title>", text)
        assert title, path
        titles[path] = title[1]
        assert re.search(r'<meta name="description" content="[^"]+">', text), path
    kept = {path: title for path, title in titles.items() if path.parent.name != "port-safety"}
    assert len(set(kept.values())) == len(kept)


@pytest.mark.parametrize("root", ["https://example.org/", "https://example.org/catalogue/", "https://example.org/a/b/"])
def test_every_link_leads_to_a_file(site: Path, root: str) -> None:
    ids = {path: set(seen(path).ids) for path in html_files(site)}
    for path in html_files(site):
        if path.name == "404.html":  # it is shown anywhere, and so is bound to the address that the settings give
            continue
        address = urljoin(root, str(path.relative_to(site)).removesuffix("index.html"))
        for link in seen(path).links:
            to = urlsplit(urljoin(address, link))
            if to.scheme in ("mailto", "javascript") or to.netloc != "example.org" or not _ours(link):
                continue
            assert to.path.startswith(urlsplit(root).path), (path, link)
            target = site / unquote(to.path).removeprefix(urlsplit(root).path)
            target = target / "index.html" if to.path.endswith("/") else target
            assert target.is_file() or target.parent.name == "pagefind", (path, link)
            assert not to.fragment or to.fragment in ids[target], (path, link)


def _ours(link: str) -> bool:
    return not link.startswith("http")


def test_the_page_for_no_page_works_anywhere(site: Path) -> None:
    for link in seen(site / "404.html").links:
        if not re.match("https?:|mailto:|#", link):
            assert link.startswith("/catalogue/")


def test_moved(site: Path) -> None:
    text = (site / "programs/port-safety/index.html").read_text()
    assert '<meta http-equiv="refresh" content="0; url=../../programs/harbor-safety/">' in text
    assert '<link rel="canonical" href="https://example.org/catalogue/programs/harbor-safety/">' in text
    assert '<a href="../../programs/harbor-safety/">Harbor Safety Program</a>' in text


def test_hosts_are_told_what_has_moved(site: Path) -> None:
    assert (site / "_redirects").read_text() == (
        "/catalogue/programs/port-safety/ /catalogue/programs/harbor-safety/ 301\n"
    )


def test_sitemap(site: Path) -> None:
    text = (site / "sitemap.xml").read_text()
    assert "<loc>https://example.org/catalogue/programs/harbor-safety/</loc>" in text
    assert "port-safety" not in text
    assert "404" not in text
    assert "secret" not in text


def test_drafts_leave_no_trace(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".xml"):
            assert "Secret" not in path.read_text("utf-8")


def plain(site: Path, address: str) -> str:
    """A page's words, as a reader meets them."""
    main = (site / address / "index.html").read_text("utf-8").partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main).replace("&#39;", "'").replace("&#34;", '"'))


SAID = [
    ("a stated fact", "programs/harbor-safety", "Port visits stated"),
    ("a pillar through the unit", "programs/harbor-safety", "Pillar Security through its unit"),
    ("an inferred unit", "programs/harbor-safety", "(CICTE) inferred The text says: CICTE leads"),
    ("a booklet's country", "programs/harbor-safety", "Belize from the booklet"),
    ("inferred countries", "programs/harbor-safety", "Chile , Haïti inferred The text says: Workshops are held"),
    ("a settled fact", "programs/harbor-safety", "End Not stated settled by an editor The reason: The donor says"),
    ("days in words", "programs/harbor-safety", "April 12, 2017 stated"),
    ("a date in doubt", "programs/harbor-safety", "December 31, 2017 stated to be checked"),
    ("a date that is not", "programs/harbor-safety", "February 1, 2018 stated Status"),
    ("dates of which one is in doubt", "programs/harbor-safety", "end not stated by activity to be checked"),
    ("a date in doubt in a list", "countries/belize", "to December 31, 2017 to be checked"),
    ("a status from the days", "programs/harbor-safety", "Completed from the dates"),
    ("a status that was said", "programs/harbor-safety", "Ongoing stated"),
    (
        "what a sheet does not state",
        "programs/harbor-safety",
        "Not stated: name of the activity, who benefits, web page.",
    ),
    ("the sheet in words", "programs/harbor-safety", "Belize booklet, sheet 4 belize/sheets.txt#4"),
    ("a doubt about a sheet", "programs/harbor-safety", "Belize booklet, sheet 4: 4/12/2017: month or day"),
    ("a doubt about the program", "programs/harbor-safety", "Is the title right?"),
    (
        "a doubt that names sheets",
        "programs/harbor-safety",
        "Chile booklet, sheet 1: results: like those of Bahamas booklet, sheet 2 "
        "(and of sheet 3 of a booklet whose country is not stated), please check",
    ),
    ("doubts beyond eight are folded", "programs/ballots", "Eight? 2 more points Nine? Ten?"),
    ("a text of one activity", "programs/harbor-safety", "Belize about this activity In the port Three lighthouses"),
    ("related programs", "programs/harbor-safety", "Related programs"),
    ("a sheet of no stated country", "programs/ballots", "A booklet whose country is not stated, sheet 9"),
    ("no country", "programs/ballots", "Country not stated"),
    ("nothing at all", "programs/bare", "Pillar Not stated Unit in charge Not stated Countries Not stated"),
    ("no texts", "programs/bare", "The sheets state no results."),
    ("no activity", "programs/bare", "No activity is stated."),
    ("a country's programs", "countries/belize", "2 programs in the catalogue benefit Belize."),
    ("a name in a sentence", "countries/bahamas", "1 program in the catalogue benefits The Bahamas."),
    ("a country's own activity", "countries/belize", "Port visits , April 12, 2017 to December 31, 2017"),
    ("an empty country", "countries/grenada", "We have no sheet yet that names Grenada."),
    ("an empty donor", "donors/silent-fund", "No program in the catalogue names this donor yet."),
    ("a unit's full name", "units/cicte", "Inter-American Committee against Terrorism (CICTE)"),
    ("who states no country", "countries", "The sheets of 1 program name no country."),
    ("counts", ".", "programs 5 of 5 countries 4 donors named 2 activities 6"),
    ("an activity is no sheet", "programs/harbor-safety", "2 activities, each as the form and the text of its sheet"),
    ("one activity", "programs/escuela", "1 activity, as the form and the text of its sheet tell it:"),
    ("the rule for the newest", ".", "that they state count, but for those still to be checked. 3 programs have none."),
    ("an editors' page", "about", "See the countries , Belize and nothing."),
]


@pytest.mark.parametrize(("address", "words"), [row[1:] for row in SAID], ids=[row[0] for row in SAID])
def test_pages_say(site: Path, address: str, words: str) -> None:
    assert words in plain(site, address)


NOT_SAID = [
    ("which sheets are second copies", "programs/harbor-safety", "second copy"),
    ("that nothing awaits review", "programs/escuela", "review"),
    ("a fold of few doubts", "programs/harbor-safety", "more point"),
]


@pytest.mark.parametrize(("address", "words"), [row[1:] for row in NOT_SAID], ids=[row[0] for row in NOT_SAID])
def test_pages_do_not_say(site: Path, address: str, words: str) -> None:
    assert words not in plain(site, address)


def test_another_language_is_marked(site: Path) -> None:
    text = (site / "programs/escuela/index.html").read_text("utf-8")
    assert '<h1 lang="es">Escuela de Gobierno</h1>' in text
    assert '<div class="text" lang="es">' in text


def test_hostile_texts_do_nothing(site: Path) -> None:
    for path in html_files(site):
        page = seen(path)
        scripts = [given for tag, given in page.tags if tag == "script" and given.get("type") != "application/ld+json"]
        assert all(given.get("src", "").endswith(".js") or "search.js?" in str(given["src"]) for given in scripts), path
        assert not [tag for tag, given in page.tags if tag in ("img", "iframe", "object")], path
        assert not [link for link in page.links if re.match("javascript:|data:", link)], path
    text = plain(site, "programs/hostile")
    assert "{{ 7 * 7 }} {% raw %}" in text
    assert "[click](javascript:alert(8))" in text
    assert "{{ site.contact.email }}" in text


def test_a_dead_link_is_told(tmp_path: Path) -> None:
    built = build(SAMPLE, TEMPLATES, tmp_path / "site", TODAY)
    assert [str(problem) for problem in built.warnings] == [
        f"{SAMPLE}/{path}: warning: the link to '{target}' leads to no page of this site; its words are shown without it"
        for path, target in (
            ("pages/about.md", "/nowhere/"),
            ("programs/hostile.md", "https://example.org/pixel.gif"),
        )
    ]
    assert built.programs == 5


def files(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_the_same_input_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    build(SAMPLE, TEMPLATES, tmp_path / "site", TODAY)
    assert files(tmp_path / "site") == files(site)


def test_many_processes_write_what_one_writes(site: Path, tmp_path: Path) -> None:
    build(SAMPLE, TEMPLATES, tmp_path / "site", TODAY, team=Team(3))
    assert files(tmp_path / "site") == files(site)


def test_the_day_is_an_argument(tmp_path: Path) -> None:
    build(SAMPLE, TEMPLATES, tmp_path / "site", dt.date(2031, 5, 20))
    assert "Ongoing from the dates" in plain(tmp_path / "site", "programs/ballots")


def changed(tmp_path: Path, name: str, text: str) -> Path:
    content = tmp_path / "content"
    shutil.copytree(SAMPLE, content)
    (content / name).write_text(text)
    return content


BROKEN = [
    ("an editor's mistake", "programs/bad.md", "---\ntitel: A\n---\n", "there is no such key"),
    *(
        (
            f"a page in the catalogue's place: {name}",
            f"pages/{name}.md",
            "---\ntitle: A\n---\n",
            "address of the catalogue itself",
        )
        for name in ("search", "programs", "index", "404", "data", "en", "es", "pt", "fr")
    ),
]


@pytest.mark.parametrize(("name", "text", "message"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_mistake_leaves_the_old_site(tmp_path: Path, name: str, text: str, message: str) -> None:
    site = tmp_path / "site"
    build(SAMPLE, TEMPLATES, site, TODAY)
    before = files(site)
    with pytest.raises(ProblemsError, match=message):
        build(changed(tmp_path, name, text), TEMPLATES, site, TODAY)
    assert files(site) == before


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bug_in_a_template_leaves_the_old_site(tmp_path: Path, workers: int) -> None:
    site = tmp_path / "site"
    build(SAMPLE, TEMPLATES, site, TODAY)
    before = files(site)
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    (templates / "404.html").write_text("{{ url('/atlantis/') }}")
    with pytest.raises(Exception, match="no page has the address /atlantis/"):
        build(SAMPLE, templates, site, TODAY, team=Team(workers))
    assert files(site) == before


def test_a_missing_index_program_is_told_with_its_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pagefind_bin", None)
    with pytest.raises(ProblemsError, match=r"is not installed.*pip install"):
        build(SAMPLE, TEMPLATES, tmp_path / "site", TODAY)
    assert not (tmp_path / "site").exists()


def test_a_failing_index_program_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\necho no room left >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr("builder.generator.search.pagefind.executable", lambda: program)
    with pytest.raises(ProblemsError, match="no room left"):
        build(SAMPLE, TEMPLATES, tmp_path / "site", TODAY)


def test_a_catalogue_without_programs(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(SAMPLE, content, ignore=lambda folder, names: names if folder.endswith("programs") else [])
    assert build(content, TEMPLATES, tmp_path / "site", TODAY).programs == 0
    assert "There is no program in the catalogue yet." in plain(tmp_path / "site", "search")


def test_the_stylesheet_stays_small() -> None:
    assert len(assets(TEMPLATES)["style.css"]) < 20_480
