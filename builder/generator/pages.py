"""Every page of the site: where it stands, which template draws it, and what the template needs."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from builder.checksum import checksum
from builder.content import Page as EditorsPage
from builder.generator import program_page
from builder.generator.catalogue import KINDS, Catalogue, Entry, Kind, narrowed
from builder.generator.data import files, iati, quality
from builder.generator.data.shelf import Download, Shelf
from builder.generator.figures import figures
from builder.generator.history import Past
from builder.generator.lists import ListPage, Order, addresses_of, by_start, orders, paged, parted
from builder.generator.map import picture, place
from builder.generator.matrix import CROSSED, Crossing, Slug, crossed, fitting, without
from builder.generator.related import OnDemand
from builder.generator.reportable import REASONS
from builder.generator.timeline import end_year, timeline
from builder.problems import Problem

MANIFEST = "/manifest.webmanifest"
"""Tells a phone how to keep the site among its apps."""

PROGRAM = "program.html"
"""The template of a program's page."""

DATA_PAGE = "/data/"
"""Tells of everything that can be taken home."""

QUALITY_PAGE = "/data/quality/"
"""Tells how much the sheets say."""

OPENSEARCH = "/opensearch.xml"
"""Tells browsers how to search the site from their own bar."""

RECENT = 5
"""Programs that the home page names."""

DONORS = 10
"""Donors that it names."""

BARS = 6
"""Bars of the timeline above a list."""

FIXED = ("programs", *KINDS, "data", "search", "assets", "images", "pagefind", "404", "sitemap", "robots")
"""Names at the top of the site that no editors' page can have."""

RESERVED = ("en", "es", "pt", "fr")
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
    shows: Callable[[], object] | None = tuple
    """Gives checksums of the content that it shows, beside what every page of its language does: while they and the
    template are the same, so is the page. None where it is drawn each time."""
    weighs: bool = False
    """Whether it tells how large files to take home are, for which these must be made first."""


def clashes(pages: Sequence[EditorsPage], languages: Sequence[str]) -> list[Problem]:
    """Editors' pages that would stand where the catalogue has its own, or its folders for languages."""
    return [
        Problem(page.path, 0, 0, "", f"'{page.slug}' is an address of the catalogue itself; name the file differently")
        for page in pages
        if page.slug in (*FIXED, *RESERVED, *languages, "index")
    ]


def pages(
    catalogue: Catalogue,
    own: Sequence[EditorsPage],
    related: OnDemand,
    shelf: Shelf,
    dead: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Iterator[Page]:
    """All of them, in an order that is always the same.

    `shelf` has the files to take home, `dead` for the place of an editor's file in the content folder the links in it
    and in its translations that no page has.
    """
    crossings = tuple(crossed(rows, columns, catalogue) for rows, columns in CROSSED)
    opening = [each.checksums.texts for each in catalogue.latest[:RECENT]]
    yield Page("/", "home.html", partial(_home, catalogue), shows=partial(tuple, [catalogue.checksum, opening]))
    yield from _programs(catalogue, related, shelf, dead)
    for kind in KINDS:
        yield from _facet(kind, catalogue, crossings, shelf)
        yield from _filtered({}, (kind,), f"/programs/without/{kind}/", without(kind, catalogue), catalogue)
    for crossing in crossings:
        yield from _cells(crossing, catalogue)
    yield from _data(catalogue)
    yield Page("/search/", "search.html", shows=None)
    for page in own:
        file = f"pages/{page.slug}.md"
        past = catalogue.history.past(file)
        updated = past.updated if past else None
        told = {"page": page, "file": f"pages/{Path(page.path).name}", "past": past}
        shows = partial(_shown_of_page, page, file, dead, past)
        yield Page(f"/{page.slug}/", "page.html", partial(dict, told), source=page.path, updated=updated, shows=shows)
    yield Page("/404.html", "404.html", listed=False, anywhere=True)


def _shown_of_page(
    page: EditorsPage, file: str, dead: Mapping[str, tuple[str, ...]], past: Past | None
) -> tuple[object, ...]:
    return (page.title, page.text, page.lang), dead.get(file), past


def _home(catalogue: Catalogue) -> dict[str, Any]:
    return {
        "recent": catalogue.latest[:RECENT],
        "donors": _counted("donors", catalogue.entries, catalogue)[:DONORS],
        "undated": len(catalogue.entries) - len(catalogue.latest),
        "map": picture(catalogue),
        "with_programs": {kind: sum(map(bool, catalogue.under[kind].values())) for kind in KINDS},
    }


def _programs(
    catalogue: Catalogue,
    related: OnDemand,
    shelf: Shelf,
    dead: Mapping[str, tuple[str, ...]],
) -> Iterator[Page]:
    entries = catalogue.entries
    sizes = partial(_sizes, shelf, shelf.whole)
    yield from _sorted(
        "/programs/", "programs.html", len(entries), bool(catalogue.latest), lambda: entries, dict, sizes, weighs=True
    )
    for entry in catalogue.entries:
        context = partial(_program, entry, catalogue, related)
        past = catalogue.history.past(entry.file)
        updated = past.updated if past else None
        shows = partial(_shown_of, entry, catalogue, related, dead)
        yield Page(entry.address, PROGRAM, context, source=entry.program.path, updated=updated, shows=shows)
        for alias in entry.aliases:
            moved = partial(dict[str, Entry], entry=entry)
            alone = partial(tuple, [entry.checksums.facts])
            yield Page(f"/programs/{alias}/", "moved.html", moved, listed=False, shows=alone)


def _shown_of(
    entry: Entry,
    catalogue: Catalogue,
    related: OnDemand,
    dead: Mapping[str, tuple[str, ...]],
) -> tuple[object, ...]:
    alike = [each.checksums.facts for each in related.others(entry.slug)]
    return entry.checksums.texts, end_year([entry], catalogue), related.row(entry.slug), alike, dead.get(entry.file)


def _sizes(shelf: Shelf, found: Iterable[Download]) -> tuple[object, ...]:
    return tuple(shelf.weight(each).told for each in found)


def _program(entry: Entry, catalogue: Catalogue, related: OnDemand) -> dict[str, Any]:
    # which are alike is the same in every language; they are told in the page's
    alike = (replace(each, entry=catalogue.by_slug[each.entry.slug]) for each in related.get(entry.slug, ()))
    return {**program_page.context(entry, catalogue), "related": tuple(alike)}


def _sorted(
    address: str,
    template: str,
    total: int,
    is_dated: bool,
    told: Callable[[], Sequence[Entry]],
    context: Callable[..., Mapping[str, Any]],
    around: Callable[[], object],
    *,
    weighs: bool = False,
) -> Iterator[Page]:
    """The pages of a list by name, and by start as well where that tells more.

    `told` gives the programs, and is asked when a page is drawn; `is_dated` says whether one of them has a start.
    `context` is given the page of the list as `list`, its programs in groups, its order, and the addresses of all;
    `around` gives the checksums of what stands around the list.
    """
    ways = orders(address, total, is_dated)
    every: dict[Order, str] = ways or {"name": address}
    for order, start in every.items():
        parts = cache(partial(_parts, start, order, told))
        for number, at in enumerate(addresses_of(start, total)):
            part = partial(_sorted_part, parts, number, order, ways, context)
            shows = partial(_shown_of_part, parts, number, around)
            # another order is but another view: engines need only one
            yield Page(at, template, part, listed=order == "name", shows=shows, weighs=weighs)


def _shown_of_part(
    parts: Callable[[], Sequence[ListPage]], number: int, around: Callable[[], object]
) -> tuple[object, ...]:
    part = parts()[number]
    return part.total, [each.checksums.texts for each in part.items], around()


def _parts(address: str, order: Order, told: Callable[[], Sequence[Entry]]) -> tuple[ListPage, ...]:
    return tuple(paged(address, by_start(told()) if order == "start" else told()))


def _sorted_part(
    parts: Callable[[], Sequence[ListPage]],
    number: int,
    order: Order,
    ways: Mapping[Order, str],
    context: Callable[..., Mapping[str, Any]],
) -> Mapping[str, Any]:
    part = parts()[number]
    return context(list=part, groups=parted(part.items, order), order=order, orders=ways)


def _facet(kind: Kind, catalogue: Catalogue, crossings: Sequence[Crossing], shelf: Shelf) -> Iterator[Page]:
    everything = partial(tuple, [catalogue.checksum])
    yield Page(f"/{kind}/", f"{kind}.html", partial(_facet_list, kind, catalogue, crossings), shows=everything)
    for slug, found in catalogue.under[kind].items():
        told = cache(partial(_narrowed, found, {kind: slug}, catalogue))
        ways = cache(partial(_ways, kind, slug, told, catalogue, crossings))
        head = cache(partial(_head, found, {kind: slug}, catalogue))
        context = partial(_facet_entry, kind, slug, head, ways, catalogue)
        # the first of them will do, and most often is the first of all
        is_dated = any(narrowed(entry, {kind: slug}, catalogue).latest_start for entry in found if entry.latest_start)
        around = cache(partial(_around, kind, slug, catalogue, shelf))
        template = f"{_ONE[kind]}.html"
        yield from _sorted(f"/{kind}/{slug}/", template, len(found), is_dated, told, context, around, weighs=True)


def _around(kind: Kind, slug: str, catalogue: Catalogue, shelf: Shelf) -> str:
    """What stands above a list and beside it, of all its programs."""
    return checksum(
        catalogue.sums[kind, slug],
        # a donor may be a member state, or of one
        catalogue.sums.get(("countries", getattr(catalogue.facet(kind)[slug], "country", None) or "")),
        # beside it, facet entries stand in the order of their own pages
        tuple(catalogue.facets.pillars),
        [each.checksums.facts for each in catalogue.under[kind][slug]],
        end_year(catalogue.under[kind][slug], catalogue),
        _sizes(shelf, shelf.of(kind, slug)),
    )


_ONE: Mapping[Kind, str] = {"countries": "country", "donors": "donor", "pillars": "pillar", "units": "unit"}
"""What templates and the search call an entry of a facet."""


def _head(found: Sequence[Entry], chosen: Mapping[Kind, str], catalogue: Catalogue) -> dict[str, Any]:
    """What stands above the list of a facet entry."""
    return {
        "figures": figures(found, chosen, catalogue),
        "timeline": timeline(found, chosen, catalogue, BARS),
    }


def _narrowed(found: Iterable[Entry], chosen: Mapping[Kind, str], catalogue: Catalogue) -> tuple[Entry, ...]:
    return tuple(narrowed(entry, chosen, catalogue) for entry in found)


def _facet_list(kind: Kind, catalogue: Catalogue, crossings: Sequence[Crossing]) -> dict[str, Any]:
    # countries have their map; the table stands where it has room, with the few
    crossing = next((each for each in crossings if kind == _SHOWN_ON[each.rows, each.columns]), None)
    table = fitting(crossing, catalogue) if crossing and catalogue.entries else None
    return {
        "kind": kind,
        "matrix": table,
        "pairs": _pairs(crossing, catalogue) if crossing and not table else {},
        "map": picture(catalogue) if kind == "countries" else None,
        "filled": tuple(slug for slug, found in catalogue.under[kind].items() if found),
        "empty": tuple(slug for slug, found in catalogue.under[kind].items() if not found),
        "without": sum(not entry.slugs(kind) for entry in catalogue.entries),
    }


_SHOWN_ON: Mapping[tuple[Kind, Kind], Kind] = {("countries", "pillars"): "pillars", ("donors", "countries"): "donors"}
"""The page that shows the table of a crossing."""


def _facet_entry(
    kind: Kind,
    slug: str,
    head: Callable[[], Mapping[str, Any]],
    ways: Callable[[], Mapping[Kind, Any]],
    catalogue: Catalogue,
    **told: Any,
) -> dict[str, Any]:
    # who reads on in a long list has seen what stands above it
    is_first = told["list"].number == 1
    return {
        **told,
        **(head() if is_first else {"figures": None, "timeline": None}),
        "kind": kind,
        "slug": slug,
        "facet": catalogue.facet(kind)[slug],
        "place": place(catalogue.facets.countries[slug].code) if kind == "countries" else None,
        "ways": ways(),
    }


def _ways(
    kind: Kind,
    slug: str,
    told: Callable[[], Sequence[Entry]],
    catalogue: Catalogue,
    crossings: Sequence[Crossing],
) -> dict[Kind, tuple[tuple[Slug, int, str], ...]]:
    """How many of the programs of a facet entry belong to each entry of the other facets, and where one reads on.

    That is the list of just these programs where there is one, and the other's own page where there is none. Where
    there are lists, the one of those that state no entry comes last, under None.
    """
    entries = told()
    found: dict[Kind, tuple[tuple[Slug, int, str], ...]] = {}
    for other in KINDS:
        if other == kind:
            continue
        counted = _counted(other, entries, catalogue)
        crossing = next((each for each in crossings if {each.rows, each.columns} == {kind, other}), None)
        if crossing:
            turned = crossing.rows == other
            unstated = len(entries) - sum(1 for entry in entries if entry.slugs(other))
            found[other] = tuple(
                (each, count, crossing.address(each, slug) if turned else crossing.address(slug, each))
                for each, count in (*counted, *([(None, unstated)] if unstated else []))
            )
        else:
            found[other] = tuple((each, count, f"/{other}/{each}/") for each, count in counted)
    return found


def _pairs(crossing: Crossing, catalogue: Catalogue) -> dict[str, tuple[tuple[str, int, str], ...]]:
    """What a table would tell that is too large: for each row, the columns with their numbers, the fullest first."""
    found: dict[str, list[tuple[str, int, str]]] = {}
    for row in catalogue.under[crossing.rows]:
        for column in catalogue.under[crossing.columns]:
            if entries := crossing.cells.get((row, column)):
                found.setdefault(row, []).append((column, len(entries), crossing.address(row, column)))
    return {row: tuple(sorted(told, key=lambda each: -each[1])) for row, told in found.items()}


def _cells(crossing: Crossing, catalogue: Catalogue) -> Iterator[Page]:
    """A list for each pair that has programs."""
    for (row, column), found in sorted(crossing.cells.items(), key=lambda each: tuple(slug or "" for slug in each[0])):
        told: dict[Kind, Slug] = {crossing.rows: row, crossing.columns: column}
        chosen = {kind: slug for kind, slug in told.items() if slug}
        missing = tuple(kind for kind, slug in told.items() if not slug)
        yield from _filtered(chosen, missing, crossing.address(row, column), found, catalogue)


def _filtered(
    chosen: Mapping[Kind, str], missing: tuple[Kind, ...], address: str, found: Sequence[Entry], catalogue: Catalogue
) -> Iterator[Page]:
    """A list of the programs that have all of `chosen`, and state nothing of what is `missing`."""
    if found:
        for part in paged(address, found):
            context = partial(_filtered_part, chosen, missing, part, catalogue)
            shows = partial(_shown_of_filtered, chosen, part, catalogue)
            yield Page(part.address, "filtered.html", context, listed=False, shows=shows)


def _shown_of_filtered(chosen: Mapping[Kind, str], part: ListPage, catalogue: Catalogue) -> tuple[object, ...]:
    named = [(catalogue.sums[kind, slug], len(catalogue.under[kind][slug])) for kind, slug in chosen.items()]
    return part.total, named, [each.checksums.texts for each in part.items]


def _filtered_part(
    chosen: Mapping[Kind, str], missing: tuple[Kind, ...], part: ListPage, catalogue: Catalogue
) -> dict[str, Any]:
    return {
        "chosen": chosen,
        **{one: chosen.get(kind, "") for kind, one in _ONE.items()},
        "missing": missing,
        "list": replace(part, items=_narrowed(part.items, chosen, catalogue)),
        "query": "&".join(f"{_ONE[kind]}={slug}" for kind, slug in chosen.items()),
    }


def _data(catalogue: Catalogue) -> Iterator[Page]:
    # drawn a second time when it is known how large the whole site is
    yield Page(DATA_PAGE, "data.html", cache(partial(_take_home, catalogue)), shows=None)
    for part in paged(QUALITY_PAGE, catalogue.entries):
        context = partial(_quality, part, catalogue)
        shows = partial(_shown_of_quality, part, catalogue)
        yield Page(part.address, "quality.html", context, listed=part.number == 1, shows=shows)


def _shown_of_quality(part: ListPage, catalogue: Catalogue) -> tuple[object, ...]:
    above = (catalogue.checksum, catalogue.ledgers) if part.number == 1 else ()
    return part.total, [each.checksums.facts for each in part.items], above


def _take_home(catalogue: Catalogue) -> dict[str, Any]:
    publisher = catalogue.site.iati
    told = iati.iati(catalogue) if publisher else None
    return {
        "tables": files.TABLES,
        **(iati.context(told) if told else {"iati": None}),
        "left_out": Counter(reason for each in told.left_out for reason in each.reasons) if told else {},
        "reasons": REASONS,
    }


def _quality(part: ListPage, catalogue: Catalogue) -> dict[str, Any]:
    told = {"list": part, "programs": tuple(quality.qualities(part.items, catalogue)), "columns": quality.ALL_FIELDS}
    if part.number > 1:
        return told
    sheets = quality.received(catalogue)
    return told | {
        "sheets": len(sheets),
        "gone": sum(each.is_gone for each in sheets),
        "became": Counter(each.became for each in sheets),
        "folders": quality.folders(sheets, catalogue),
        "rejected": [each for each in sheets if each.became == "rejected"],
        "copies": [each for each in sheets if each.became == "second copy"],
        "completeness": quality.completeness(catalogue),
        "fields": quality.FIELDS,
        "open": sum(each.open for each in quality.qualities(catalogue.entries, catalogue)),
    }


def _counted(kind: Kind, entries: Sequence[Entry], catalogue: Catalogue) -> tuple[tuple[str, int], ...]:
    """The facet entries that any of the programs belong to, with their number, the fullest first."""
    counts = Counter(slug for entry in entries for slug in entry.slugs(kind))
    # sorting keeps the order of names within a number
    order = sorted((slug for slug in catalogue.under[kind] if counts[slug]), key=lambda slug: -counts[slug])
    return tuple((slug, counts[slug]) for slug in order)
