"""All that drawing takes: the content loaded, what follows from it derived, and every page placed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from builder import content as editors
from builder.checksum import checksum
from builder.content import Content, Memory
from builder.generator import (
    assets,
    cards,
    catalogue,
    linked,
    pages,
    policy,
    related,
    render,
    search,
    suggestions,
)
from builder.generator.catalogue import STATUSES, Catalogue
from builder.generator.data import files
from builder.generator.data.records import Records
from builder.generator.data.shelf import Download, Shelf, Weight
from builder.generator.history import NONE, History
from builder.generator.links import Links
from builder.generator.outlines import Outlines
from builder.generator.pages import Page
from builder.generator.render import Edition, Placed
from builder.problems import Problem, ProblemsError

ADDRESSES = 10_000
"""Addresses of one site map: with those of their translations, well below the 50 MB that search engines read."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that drawing takes."""

    content: Content
    """What the editors own."""
    editions: tuple[Edition, ...]
    """The site in each language, the main one first."""
    pages: Mapping[str, Placed]
    """Every page of all of them, by its address."""
    programs: int
    """How many programs there are."""
    assets: Mapping[str, bytes]
    """The files that pages share, by their names."""
    shelves: tuple[Shelf, ...]
    """What readers can take home, in each language."""
    pictures: Mapping[str, cards.Picture]
    """Those that are drawn, by their addresses."""
    warnings: tuple[Problem, ...]
    """What loading found."""

    @property
    def base(self) -> str:
        """Where the site is to be published, ending in `/`."""
        return self.editions[0].links.base


def prepare(
    content: Path,
    templates: Path,
    today: dt.date,
    *,
    drafts: bool = False,
    memory: Memory | None = None,
    history: History = NONE,
    outlines: Outlines | None = None,
    workers: int | None = None,
) -> Prepared:
    """Loads and derives everything, and draws nothing yet; with `drafts`, these are shown among the others.

    Raises ProblemsError with all that editors must mend. With a `memory`, files that have not changed are not read
    again; with `outlines`, what lists tell of them is not worked out again. `workers` is how many processes read, as
    many as are worth it where nobody says.
    """
    loaded, warnings = editors.load(content, memory, workers)
    languages = loaded.site.languages
    if wrong := pages.clashes(loaded.pages, languages):
        raise ProblemsError([*wrong, *warnings])
    told = [
        catalogue.catalogue(
            loaded, today, language=each, drafts=drafts, history=history, outlined=outlines.entry if outlines else None
        )
        for each in languages
    ]
    names = {suggestions.file_name(made.language): suggestions.suggestions(made, told, loaded.facets) for made in told}
    shared = {**assets.assets(templates), **names}
    drawn = cards.pictures({made.language: cards.cards(made.site, made.facets) for made in told}, templates)
    versions = {**assets.versions(shared), **cards.versions(drawn)}
    sources = render.sources(templates)
    base = loaded.site.url.rstrip("/") + "/"
    # filled as pages get their places
    known = {pages.MANIFEST, pages.OPENSEARCH, *(picture.address for picture in loaded.pictures)}
    editions = tuple(
        Edition(
            made.language,
            render.own_name(made.language),
            _drawing(made, loaded, templates, drawn, {"versions": versions, "sources": sources}),
            Links(base, known, "" if made.language == languages[0] else f"{made.language}/"),
            _everywhere(made, loaded, templates, {name: told for name, told in versions.items() if name not in names}),
        )
        for made in told
    )
    shelves = tuple(_shelves(editions, told))
    alike = _related(told[0], outlines)
    dead: dict[str, tuple[str, ...]] = {}
    every = [
        Placed(page, edition, editions)
        for edition, made, shelf in zip(editions, told, shelves, strict=True)
        for page in pages.pages(made, [page.said_in(edition.language) for page in loaded.pages], alike, shelf, dead)
    ]
    # in every language, pages have the same addresses
    known.update(each.page.address for each in every if each.edition is editions[0])
    for link in loaded.links:
        if not editions[0].links.knows(link.target):
            file = _file_of(link.path)
            dead[file] = (*dead.get(file, ()), link.target)
    manifests = [Placed(each(edition), edition) for edition in editions for each in (_manifest, _opensearch)]
    placed = (*every, *manifests, *(Placed(page, editions[0]) for page in _for_machines(every, editions, told[0])))
    untranslated = _untranslated(languages, content / "site.yml", templates)
    return Prepared(
        loaded,
        editions,
        {each.address: each for each in placed},
        len(told[0].entries),
        shared,
        shelves,
        drawn,
        (*warnings, *untranslated, *history.warnings),
    )


def _related(made: Catalogue, outlines: Outlines | None) -> related.OnDemand:
    if not outlines:
        return related.related(made.entries)

    def find() -> dict[str, related.Row]:
        found = related.related(made.entries)
        return {slug: found.row(slug) for slug in found}

    looked_at = [(each.slug, each.title, each.unit, each.donors, each.countries) for each in made.entries]
    rows = outlines.result(checksum("related", looked_at), find)
    return related.OnDemand(made.by_slug, rows.__getitem__)


def _file_of(path: str) -> str:
    """The place in the content folder of an editor's file, or of the one that it is a translation of."""
    folder, _, name = path.rpartition("/")
    return f"{folder.rpartition('/')[2]}/{name.partition('.')[0]}.md"


def _shelves(editions: Iterable[Edition], told: Iterable[Catalogue]) -> Iterator[Shelf]:
    """The files to take home in each language; those of which there is one are made in the main one."""
    shared: tuple[Download, ...] = ()
    weights: dict[str, Weight] = {}
    for edition, made in zip(editions, told, strict=True):
        records, xml = Records(made, edition.links.absolute), partial(_xml, edition)
        shared = shared or tuple(files.for_all(records, xml))
        own = files.lists(records, xml, edition.words)
        shelf = Shelf({(each.form, each.of): each for each in (*own, *shared)}, edition.links.prefix, weights)
        edition.drawing.globals["shelf"] = shelf
        yield shelf


def _xml(edition: Edition, template: str, context: Mapping[str, Any]) -> bytes:
    page = Page(pages.DATA_PAGE, template, partial(dict, context), listed=False, is_for_machines=True)
    return render.draw(Placed(page, edition)).text.encode()


def _drawing(
    made: Catalogue,
    loaded: Content,
    templates: Path,
    drawn: Mapping[str, cards.Picture],
    known: Mapping[str, Mapping[str, str]],
) -> render.Drawing:
    """The templates, with what every page in a language can use."""
    own_pages = [page.said_in(made.language) for page in loaded.pages]
    shared = {
        **known,
        "site": made.site,
        "facets": made.facets,
        "catalogue": made,
        "statuses": STATUSES,
        "own_pages": own_pages,
        "cards": cards.shown(
            made.language, cards.cards(made.site, made.facets), drawn, f"{made.site.url.rstrip('/')}/"
        ),
        "card_size": (cards.WIDTH, cards.HEIGHT),
        "look": cards.colors(templates),
        "policy": policy,
        "tells": linked,
    }
    return render.environment(templates, made.language, shared)


def _everywhere(made: Catalogue, loaded: Content, templates: Path, versions: Mapping[str, str]) -> str:
    """A checksum of what all pages in a language show."""
    own = [page.said_in(made.language) for page in loaded.pages]
    return checksum(
        made.site,
        made.language,
        made.repository,
        versions,
        render.words_of(templates, made.language),
        [(page.slug, page.title, page.lang) for page in own],
    )


def _untranslated(languages: Sequence[str], path: Path, templates: Path) -> Iterator[Problem]:
    for position, language in enumerate(languages):
        if not render.is_translated(templates, language):
            message = f"nobody has translated the words of the pages into '{language}' yet; they stay English"
            yield Problem(str(path), 0, 0, f"languages[{position}]", message, "warning")


def _manifest(edition: Edition) -> Page:
    top = "../" * edition.links.prefix.count("/") or "./"
    told = partial(dict[str, str], top=top)
    return Page(pages.MANIFEST, "manifest.webmanifest", told, listed=False, is_for_machines=True)


def _opensearch(edition: Edition) -> Page:
    told = partial(dict[str, str], root=edition.links.base)
    return Page(pages.OPENSEARCH, "opensearch.xml", told, listed=False, is_for_machines=True)


def _sitemaps(listed: Sequence[Placed], links: Links) -> Iterator[Page]:
    """The addresses that search engines are told of, in as many files as it takes."""
    rows = sorted(((each.edition.links.absolute(each.page.address), each) for each in listed), key=lambda row: row[0])
    shares = [rows[start : start + ADDRESSES] for start in range(0, len(rows), ADDRESSES)]
    machines = partial(Page, template="sitemap.xml", listed=False, is_for_machines=True)
    if len(shares) < 2:
        yield machines("/sitemap.xml", context=partial(_sitemap_part, rows), shows=partial(_listed, rows))
        return
    places = [f"/sitemap-{number}.xml" for number in range(1, len(shares) + 1)]
    parts = [links.absolute(place) for place in places]
    yield machines("/sitemap.xml", context=partial(dict, parts=parts), shows=partial(tuple, parts))
    for place, share in zip(places, shares, strict=True):
        yield machines(place, context=partial(_sitemap_part, share), shows=partial(_listed, share))


def _listed(share: Iterable[tuple[str, Placed]]) -> list[tuple[str, dt.date | None, int]]:
    return [(address, each.page.updated, len(each.others)) for address, each in share]


def _sitemap_part(share: Sequence[tuple[str, Placed]]) -> Mapping[str, Any]:
    return {"parts": (), "pages": [*_sitemap(share)]}


def _sitemap(share: Iterable[tuple[str, Placed]]) -> Iterator[tuple[str, dt.date | None, list[tuple[str, str]]]]:
    for address, each in share:
        others = [(other.language, other.links.absolute(each.page.address)) for other in each.others]
        if len(others) > 1:
            others.append(("x-default", others[0][1]))
        yield address, each.page.updated, others if len(others) > 1 else []


def _for_machines(every: Iterable[Placed], editions: Sequence[Edition], made: Catalogue) -> Iterator[Page]:
    machines = partial(Page, listed=False, is_for_machines=True)
    yield from _sitemaps([each for each in every if each.page.listed], editions[0].links)
    yield machines("/robots.txt", "robots.txt")
    keeping = tuple(policy.keeping((each.address for each in every), search.shares(len(made.entries))))
    told = partial(dict[str, object], headers=policy.HEADERS, keeping=keeping)
    yield machines("/_headers", "_headers", told, anywhere=True, shows=partial(tuple, keeping))
    moved = [(f"/programs/{alias}/", entry.address) for entry in made.entries for alias in entry.aliases]
    if moved:
        # hosts that know this file send visitors on before they see a page
        rows = [tuple(edition.links.link(address, None) for address in pair) for edition in editions for pair in moved]
        told = partial(dict[str, object], moved=rows)
        yield machines("/_redirects", "_redirects", told, anywhere=True, shows=partial(tuple, rows))
