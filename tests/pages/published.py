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

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
REAL = ROOT / "tests/real"
TODAY = dt.date(2026, 11, 24)

LANGUAGES: tuple[str, ...] = tuple(yaml.safe_load((REAL / "site.yml").read_text("utf-8"))["languages"])
"""The languages of the site, the main one first."""

FULL = "/programs/maritime-security-program/"
"""The program with most on its page."""

PAGES: Mapping[str, tuple[str, ...]] = {
    "home.html": ("/",),
    "program.html": (FULL, "/programs/courses-1/"),
    "programs.html": ("/programs/", "/programs/page/2/"),
    "countries.html": ("/countries/",),
    "country.html": ("/countries/belize/", "/countries/jamaica/page/2/", "/countries/brazil/"),
    "donors.html": ("/donors/",),
    "donor.html": ("/donors/canada/", "/donors/nobody-yet/"),
    "pillars.html": ("/pillars/",),
    "pillar.html": ("/pillars/security/", "/pillars/development/"),
    "units.html": ("/units/",),
    "unit.html": ("/units/cicte/", "/units/cim/"),
    "page.html": ("/about/", "/accessibility/", "/everything/"),
    "search.html": ("/search/", "/search/?q=port", "/search/?country=belize&donor=canada", "/search/?q=xylophone"),
    "404.html": ("/404.html",),
    "moved.html": ("/programs/port-security/",),
}
"""For each template that draws pages, the pages that are looked at: the filled and the empty, the long and the short."""

ADDRESSES = tuple(address for addresses in PAGES.values() for address in addresses)
"""All of them, without the language."""

EVERYTHING = """\
---
title: Everything a text may hold
---
A first paragraph with **bold** and *slanted* words, `code`, [a link](/countries/belize/), [another site](https://www.oas.org/),
and a line that ends here,\\
to begin again.

## A list

- One
- Two
  1. Two and a bit
  2. Two and a half

> What somebody else said.

## A table

| Country that takes part in the training | Officers who finished it | Institution in charge of it | Remaining questions |
| --- | ---: | :---: | --- |
| Belize | 23 | Interoceanographical-Telecommunications-Administration | None |
| Chile | 40 | CICTE | [Some](/about/) |

### Below it

```
a line of code that is far longer than a telephone's screen is wide, and which nobody would like to see broken anywhere
```

---

![A drawing of a port](/images/port.png)
"""


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
    _lengthen(content)
    _give_a_past(content)
    history = read_history(content)
    build(content, TEMPLATES, site, TODAY, history=history)
    drawn = prepare(content, TEMPLATES, TODAY, history=history).pages
    return Published(site, {address: each.page.template for address, each in drawn.items()})


def _lengthen(content: Path) -> None:
    """Lists that need a second page, programs of few words, a donor of nothing, and a page with all that Markdown has."""
    for number in range(1, 56):
        text = f"---\ntitle: Courses {number}\nactivities:\n- id: jamaica\n  countries: [jamaica]\n---\n"
        (content / f"programs/courses-{number}.md").write_text(text, "utf-8")
    with (content / "donors.yml").open("a", encoding="utf-8") as donors:
        donors.write("\nnobody-yet:\n  name: A donor whom no sheet names\n")
    (content / "pages/everything.md").write_text(EVERYTHING, "utf-8")
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
