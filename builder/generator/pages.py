"""Every page of the site: where it stands, which template draws it, and what the template needs."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from builder.content import Page as EditorsPage
from builder.generator import program_page
from builder.generator.catalogue import KINDS, Catalogue, Entry, Kind, narrowed
from builder.generator.lists import ListPage, paged
from builder.generator.map import picture, place
from builder.generator.related import Related
from builder.problems import Problem

MANIFEST = "/manifest.webmanifest"
"""Tells a phone how to keep the site among its apps."""

RECENT = 5
"""Programs that the home page names."""

DONORS = 10
"""Donors that it names."""

FIXED = ("programs", *KINDS, "search", "assets", "images", "pagefind", "404", "sitemap", "robots")
"""Names at the top of the site that no editors' page can have."""

RESERVED = ("data", "en", "es", "pt", "fr")
"""Names that the site is to have one day: a published address works for ever, so no page may take them first."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site."""

    address: str
    """`/about/`, or `/404.html` for a file with a name of its own."""
    template: str
    """The file under templates/."""
    context: Callable[[], Mapping[str, Any]] = dict
    """Gives what the template needs, but for what every page has. Asked only when the page is drawn."""
    listed: bool = True
    """Whether search engines are told of it."""
    anywhere: bool = False
    """Whether it is shown at other addresses than its own, so that no link of it can be relative."""
    source: str = ""
    """The file that an editor would change, where there is one."""
    updated: dt.date | None = None
    """The day of that file's last change, where git knows it."""
    is_for_machines: bool = False
    """Whether no reader opens it: there is one of it, whatever the languages."""


def clashes(pages: Sequence[EditorsPage], languages: Sequence[str]) -> list[Problem]:
    """Editors' pages that would stand where the catalogue has its own, or its folders for languages."""
    return [
        Problem(page.path, 0, 0, "", f"'{page.slug}' is an address of the catalogue itself; name the file differently")
        for page in pages
        if page.slug in (*FIXED, *RESERVED, *languages, "index")
    ]


def addresses(catalogue: Catalogue, own: Sequence[EditorsPage]) -> frozenset[str]:
    """The addresses of all pages, known before any is made."""
    return frozenset(
        [
            *("/", "/search/", "/404.html", MANIFEST),
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
    """All of them, in an order that is always the same."""
    yield Page("/", "home.html", partial(_home, catalogue))
    yield from _programs(catalogue, related)
    for kind in KINDS:
        yield from _facet(kind, catalogue)
    yield Page("/search/", "search.html")
    for page in own:
        past = catalogue.history.past(f"pages/{page.slug}.md")
        updated = past.updated if past else None
        told = {"page": page, "file": f"pages/{Path(page.path).name}", "past": past}
        yield Page(f"/{page.slug}/", "page.html", partial(dict, told), source=page.path, updated=updated)
    yield Page("/404.html", "404.html", listed=False, anywhere=True)


def _home(catalogue: Catalogue) -> dict[str, Any]:
    return {
        "recent": catalogue.latest[:RECENT],
        "donors": _counted("donors", catalogue.entries, catalogue)[:DONORS],
        "undated": len(catalogue.entries) - len(catalogue.latest),
        "map": picture(catalogue),
        "with_programs": {kind: sum(map(bool, catalogue.under[kind].values())) for kind in KINDS},
    }


def _programs(catalogue: Catalogue, related: Mapping[str, tuple[Related, ...]]) -> Iterator[Page]:
    for part in paged("/programs/", catalogue.entries):
        yield Page(part.address, "programs.html", partial(dict, list=part))
    for entry in catalogue.entries:
        context = partial(_program, entry, catalogue, related)
        past = catalogue.history.past(entry.file)
        updated = past.updated if past else None
        yield Page(entry.address, "program.html", context, source=entry.program.path, updated=updated)
        for alias in entry.program.facts.aliases:
            yield Page(f"/programs/{alias}/", "moved.html", partial(dict, entry=entry), listed=False)


def _program(entry: Entry, catalogue: Catalogue, related: Mapping[str, tuple[Related, ...]]) -> dict[str, Any]:
    # which are alike is the same in every language; they are told in the page's
    alike = (replace(each, entry=catalogue.by_slug[each.entry.slug]) for each in related.get(entry.slug, ()))
    return {**program_page.context(entry, catalogue), "related": tuple(alike)}


def _facet(kind: Kind, catalogue: Catalogue) -> Iterator[Page]:
    yield Page(f"/{kind}/", f"{kind}.html", partial(_facet_list, kind, catalogue))
    for slug, found in catalogue.under[kind].items():
        ways = cache(partial(_ways, kind, slug, catalogue))
        for part in paged(f"/{kind}/{slug}/", found):
            yield Page(part.address, f"{_ONE[kind]}.html", partial(_facet_entry, kind, slug, part, ways, catalogue))


_ONE: Mapping[Kind, str] = {"countries": "country", "donors": "donor", "pillars": "pillar", "units": "unit"}


def _facet_list(kind: Kind, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "kind": kind,
        "map": picture(catalogue) if kind == "countries" else None,
        "filled": tuple(slug for slug, found in catalogue.under[kind].items() if found),
        "empty": tuple(slug for slug, found in catalogue.under[kind].items() if not found),
        "without": sum(not entry.slugs(kind) for entry in catalogue.entries),
    }


def _facet_entry(
    kind: Kind, slug: str, part: ListPage, ways: Callable[[], Mapping[Kind, Any]], catalogue: Catalogue
) -> dict[str, Any]:
    items = tuple(narrowed(entry, kind, slug, catalogue) for entry in part.items)
    return {
        "kind": kind,
        "slug": slug,
        "facet": catalogue.facet(kind)[slug],
        "place": place(catalogue.facets.countries[slug].code) if kind == "countries" else None,
        "list": replace(part, items=items),
        "ways": ways(),
    }


def _ways(kind: Kind, slug: str, catalogue: Catalogue) -> dict[Kind, tuple[tuple[str, int], ...]]:
    """How many of the programs of a facet entry belong to each entry of the other facets."""
    entries = [narrowed(entry, kind, slug, catalogue) for entry in catalogue.under[kind][slug]]
    return {other: _counted(other, entries, catalogue) for other in KINDS if other != kind}


def _counted(kind: Kind, entries: Sequence[Entry], catalogue: Catalogue) -> tuple[tuple[str, int], ...]:
    """The facet entries that any of the programs belong to, with their number, the fullest first."""
    counts = Counter(slug for entry in entries for slug in entry.slugs(kind))
    # sorting keeps the order of names within a number
    order = sorted((slug for slug in catalogue.under[kind] if counts[slug]), key=lambda slug: -counts[slug])
    return tuple((slug, counts[slug]) for slug in order)
