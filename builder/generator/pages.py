"""Every page of the site: where it stands, which template draws it, and what the template needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.content import Page as EditorsPage
from builder.generator import program_page
from builder.generator.catalogue import KINDS, Catalogue, Entry, Kind
from builder.generator.lists import paged
from builder.generator.related import Related
from builder.problems import Problem

RECENT = 5
"""Programs that the home page names."""

FIXED = ("programs", *KINDS, "search", "assets", "pagefind", "404", "sitemap", "robots")
"""Names at the top of the site that no editors' page can have."""

MANY = 24
"""From how many entries on a facet's list names only those with programs first, and the others after them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site."""

    address: str
    """`/about/`, or `/404.html` for a file with a name of its own."""
    template: str
    """The file under templates/."""
    context: Mapping[str, Any]
    """What the template needs, but for what every page has."""
    listed: bool = True
    """Whether search engines are told of it."""
    anywhere: bool = False
    """Whether it is shown at other addresses than its own, so that no link of it can be relative."""
    source: str = ""
    """The file that an editor would change, where there is one."""


def clashes(pages: Sequence[EditorsPage]) -> list[Problem]:
    """Editors' pages that would stand where the catalogue has its own."""
    return [
        Problem(page.path, 0, 0, "", f"'{page.slug}' is an address of the catalogue itself; name the file differently")
        for page in pages
        if page.slug in (*FIXED, "index")
    ]


def addresses(catalogue: Catalogue, own: Sequence[EditorsPage]) -> frozenset[str]:
    """The addresses of all pages, known before any is made."""
    return frozenset(
        [
            *("/", "/search/", "/404.html", "/sitemap.xml", "/robots.txt"),
            *(page.address for page in paged("/programs/", catalogue.entries)),
            *(entry.address for entry in catalogue.entries),
            *(f"/programs/{alias}/" for entry in catalogue.entries for alias in entry.program.facts.aliases),
            *(f"/{kind}/" for kind in KINDS),
            *(
                page.address
                for kind in KINDS
                for slug, found in catalogue.under[kind].items()
                for page in paged(f"/{kind}/{slug}/", found)
            ),
            *(f"/{page.slug}/" for page in own),
        ]
    )


def pages(
    catalogue: Catalogue, own: Sequence[EditorsPage], related: Mapping[str, tuple[Related, ...]]
) -> Iterator[Page]:
    """All of them, each made when asked for."""
    yield Page("/", "home.html", _home(catalogue))
    yield from _programs(catalogue, related)
    for kind in KINDS:
        yield from _facet(kind, catalogue)
    yield Page("/search/", "search.html", {})
    for page in own:
        yield Page(f"/{page.slug}/", "page.html", {"page": page}, source=page.path)
    yield Page("/404.html", "404.html", {}, listed=False, anywhere=True)


def _home(catalogue: Catalogue) -> dict[str, Any]:
    return {
        "recent": catalogue.latest[:RECENT],
        "undated": len(catalogue.entries) - len(catalogue.latest),
        "with_programs": {kind: sum(map(bool, catalogue.under[kind].values())) for kind in KINDS},
    }


def _programs(catalogue: Catalogue, related: Mapping[str, tuple[Related, ...]]) -> Iterator[Page]:
    for part in paged("/programs/", catalogue.entries):
        yield Page(part.address, "programs.html", {"list": part})
    for entry in catalogue.entries:
        context = {**program_page.context(entry, catalogue), "related": related.get(entry.slug, ())}
        yield Page(entry.address, "program.html", context, source=entry.program.path)
        for alias in entry.program.facts.aliases:
            yield Page(f"/programs/{alias}/", "moved.html", {"entry": entry}, listed=False)


def _facet(kind: Kind, catalogue: Catalogue) -> Iterator[Page]:
    named = catalogue.facet(kind)
    yield Page(
        f"/{kind}/",
        f"{kind}.html",
        {
            "kind": kind,
            "filled": tuple(slug for slug, found in catalogue.under[kind].items() if found),
            "empty": tuple(slug for slug, found in catalogue.under[kind].items() if not found),
            "without": sum(not entry.slugs(kind) for entry in catalogue.entries),
        },
    )
    for slug, found in catalogue.under[kind].items():
        ways = {other: _counted(other, found, catalogue) for other in KINDS if other != kind}
        for part in paged(f"/{kind}/{slug}/", found):
            yield Page(
                part.address,
                f"{_ONE[kind]}.html",
                {"kind": kind, "slug": slug, "facet": named[slug], "list": part, "ways": ways},
            )


_ONE: Mapping[Kind, str] = {"countries": "country", "donors": "donor", "pillars": "pillar", "units": "unit"}


def _counted(kind: Kind, entries: Sequence[Entry], catalogue: Catalogue) -> tuple[tuple[str, int], ...]:
    """How many of the programs belong to each entry of another facet, the fullest first."""
    counts = dict.fromkeys(catalogue.under[kind], 0)
    for entry in entries:
        for slug in entry.slugs(kind):
            counts[slug] += 1
    # sorting keeps the order of names within a number
    return tuple(sorted(((slug, count) for slug, count in counts.items() if count), key=lambda pair: -pair[1]))
