"""The real content as a published site, with what it lacks so far: an old address, a history, long lists, every kind of text."""

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from builder.generator import build, prepare, read_history
from builder.generator.links import file_of
from tests.pages import extremes

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
REAL = ROOT / "tests/real"
TODAY = dt.date(2026, 11, 24)

LANGUAGES: tuple[str, ...] = tuple(yaml.safe_load((REAL / "site.yml").read_text("utf-8"))["languages"])
"""The languages of the site, the main one first."""

FULL = "/programs/maritime-security-program/"
"""The program with most on its page."""

NOTHING_FOUND = ("/search/?q=maritine", "/search/?q=xylophone")
"""Searches that no program answers: something like the words is known, or nothing."""

PAGES: Mapping[str, tuple[str, ...]] = {
    "home.html": ("/",),
    "program.html": (FULL, "/programs/courses-1/", "/programs/everywhere/", "/programs/tudo/"),
    "programs.html": ("/programs/", "/programs/page/2/", "/programs/by/start/"),
    "countries.html": ("/countries/",),
    "country.html": (
        "/countries/belize/",
        "/countries/belize/by/start/",
        "/countries/jamaica/page/2/",
        "/countries/brazil/",
    ),
    "donors.html": ("/donors/",),
    "donor.html": ("/donors/canada/", "/donors/nobody-at-all/"),
    "pillars.html": ("/pillars/",),
    "pillar.html": ("/pillars/security/", "/pillars/development/"),
    "units.html": ("/units/",),
    "unit.html": ("/units/cicte/", "/units/cim/"),
    "filtered.html": (
        "/countries/belize/pillars/security/",
        "/donors/canada/countries/belize/",
        "/countries/jamaica/without/pillars/page/2/",
        "/programs/without/countries/",
    ),
    "page.html": ("/about/", "/accessibility/", "/everything/"),
    "data.html": ("/data/",),
    "quality.html": ("/data/quality/", "/data/quality/page/2/"),
    "search.html": (
        "/search/",
        "/search/?q=port",
        "/search/?country=belize&donor=canada",
        *NOTHING_FOUND,
    ),
    "404.html": ("/404.html",),
    "moved.html": ("/programs/port-security/",),
}
"""For each template that draws pages, the pages that are looked at: the filled and the empty, the long and the short."""

FIRST = tuple(addresses[0] for template, addresses in PAGES.items() if template != "moved.html")
"""One page of every template whose pages stay."""

ADDRESSES = tuple(address for addresses in PAGES.values() for address in addresses)
"""All of them, without the language."""

PLACES = (
    *((LANGUAGES[0], each) for each in ADDRESSES if each not in PAGES["moved.html"]),
    *((language, each) for language in LANGUAGES[1:] for each in FIRST),
)
"""The pages that stay, each with its language: in the others, which differ in their words alone, one of every template."""


@dataclass(frozen=True, slots=True)
class Published:
    """A built site."""

    folder: Path
    """Where its files are."""
    templates: Mapping[str, str]
    """For the address of each of its pages, the template that drew it."""

    def file(self, address: str) -> Path:
        """The file of an address, whatever is asked of it."""
        return self.folder / file_of(address.partition("?")[0])


def placed(language: str, address: str) -> str:
    """Where the page of an address stands in a language."""
    return address if language == LANGUAGES[0] else f"/{language}{address}"


def publish(content: Path, site: Path) -> Published:
    """Builds into `site`, and makes in `content` what it is built from."""
    shutil.copytree(REAL, content)
    _add_extremes(content)
    _give_a_past(content)
    history = read_history(content)
    build(content, TEMPLATES, site, TODAY, history=history)
    drawn = prepare(content, TEMPLATES, TODAY, history=history).pages
    return Published(site, {address: each.page.template for address, each in drawn.items()})


def publish_nothing(content: Path, site: Path) -> None:
    """Builds a catalogue into `site` that has no program yet."""
    shutil.copytree(REAL, content, ignore=shutil.ignore_patterns("programs", "sheets"))
    (content / "programs").mkdir()
    build(content, TEMPLATES, site, TODAY)


def _add_extremes(content: Path) -> None:
    """The longest and the least, a donor of nothing, and all that Markdown has."""
    countries = tuple(yaml.safe_load((content / "countries.yml").read_text("utf-8")))
    for name, text in extremes.programs(countries):
        (content / "programs" / name).write_text(text, "utf-8")
    with (content / "donors.yml").open("a", encoding="utf-8") as donors:
        donors.write(
            "\nnobody-yet:\n  name: A donor whom few sheets name\n\nnobody-at-all:\n  name: A donor whom no sheet names\n"
        )
    (content / "pages/everything.md").write_text(extremes.PAGE, "utf-8")
    (content / "images").mkdir(exist_ok=True)
    shutil.copyfile(ROOT / ".github/home.png", content / "images/port.png")


def _give_a_past(content: Path) -> None:
    """An old address, a repository that editors work in, and more changes of one program than are shown at once."""
    settings = content / "site.yml"
    told = settings.read_text("utf-8").replace('repository: ""', "repository: https://github.com/example/catalogue")
    settings.write_text(told, "utf-8")
    program = content / f"{FULL.strip('/')}.md"
    first = program.read_text("utf-8").replace("---\n", "---\naliases: [port-security]\n", 1)
    _git(content, "init", "--quiet")
    for words in _more_and_more(first):
        program.write_text(words, "utf-8")
        _git(content, "add", "--all")
        _git(content, "commit", "--quiet", "--message", "Say more about the ports")


def _more_and_more(text: str) -> Iterator[str]:
    yield text
    for count in range(7):
        text += f"\nOf the ports, {count + 1} took part in the end.\n"
        yield text


def _git(folder: Path, *arguments: str) -> None:
    """Runs git with no settings of whoever runs the tests."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {f"GIT_{role}_{what}": "e@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    days = {f"GIT_{role}_DATE": "2026-11-20T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
    none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], cwd=folder, env=clean | who | days | none, check=True, capture_output=True)
