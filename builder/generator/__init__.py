"""content/programs/*.md to a static site: load, derive, draw, index, publish."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from builder import content as editors
from builder.content import Content, Memory
from builder.generator import (
    assets,
    cards,
    catalogue,
    linked,
    pages,
    policy,
    publish,
    related,
    render,
    search,
    suggestions,
    write,
)
from builder.generator.catalogue import STATUSES, Catalogue
from builder.generator.data import archive, files
from builder.generator.data.records import Records
from builder.generator.data.shelf import ARCHIVE, CHECKSUMS, Download, Shelf, Weight, checksums, weigh
from builder.generator.history import NONE, History
from builder.generator.history import read as read_history
from builder.generator.links import ASSETS, Links, file_of
from builder.generator.pages import Page
from builder.generator.render import Edition, Placed
from builder.problems import Problem, ProblemsError

__all__ = ["Built", "History", "Prepared", "build", "draw", "prepare", "read_history"]


ADDRESSES = 10_000
"""Addresses of one site map: with those of their translations, well below the 50 MB that search engines read."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has done."""

    pages: int
    """How many pages the site has."""
    programs: int
    """How many of them are programs."""
    url: str
    """Where the site is to be published."""
    warnings: tuple[Problem, ...]
    """What editors should look at."""


def build(
    content: Path,
    templates: Path,
    site: Path,
    today: dt.date,
    *,
    history: History = NONE,
    searched: bool = True,
    workers: int | None = None,
    begins: Callable[[str], None] = lambda _: None,
) -> Built:
    """Builds `content` into `site`, which is replaced as a whole. `history` is what `read_history(content)` gave.

    Without `searched`, there is no search index. `workers` is how many processes draw pages, as many as are worth it
    where nobody says. `begins` is told each stage as it begins.
    Raises ProblemsError with all that editors must mend; the site then stays as it was.
    """
    begins("read and derive")
    made = prepare(content, templates, today, history=history)
    with publish.replacing(site) as fresh:
        built = draw(made, fresh, workers, begins)
        if built.programs and searched:
            begins("index for the search")
            search.index(fresh, site)
        begins("pack the site")
        _pack(made, fresh, today)
        begins("take the old site's place")
    begins("")
    return built


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
) -> Prepared:
    """Loads and derives everything, and draws nothing yet; with `drafts`, these are shown among the others.

    Raises ProblemsError with all that editors must mend. With a `memory`, files that have not changed are not read
    again.
    """
    loaded, warnings = editors.load(content, memory)
    languages = loaded.site.languages
    if wrong := pages.clashes(loaded.pages, languages):
        raise ProblemsError([*wrong, *warnings])
    told = [catalogue.catalogue(loaded, today, language=each, drafts=drafts, history=history) for each in languages]
    known = pages.addresses(told[0], loaded.pages) | {picture.address for picture in loaded.pictures}
    names = {suggestions.file_name(made.language): suggestions.suggestions(made, loaded.facets) for made in told}
    shared = {**assets.assets(templates), **names}
    drawn = cards.pictures({made.language: cards.cards(made.site, made.facets) for made in told}, templates)
    drawings = {made.language: _drawing(made, loaded, templates, shared, drawn) for made in told}
    editions = tuple(
        Edition(
            each,
            render.own_name(each),
            drawings[each],
            Links(
                base=loaded.site.url.rstrip("/") + "/", known=known, prefix="" if each == languages[0] else f"{each}/"
            ),
        )
        for each in languages
    )
    shelves = tuple(_shelves(editions, told))
    alike = related.related(told[0].entries)
    every = [
        Placed(page, edition, editions)
        for edition, made in zip(editions, told, strict=True)
        for page in pages.pages(made, [page.said_in(edition.language) for page in loaded.pages], alike)
    ]
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
    shared: Mapping[str, bytes],
    drawn: Mapping[str, cards.Picture],
) -> Environment:
    """The templates, with what every page in a language can use."""
    own_pages = [page.said_in(made.language) for page in loaded.pages]
    known = {
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
    return render.environment(templates, made.language, known, {**assets.versions(shared), **cards.versions(drawn)})


def draw(
    made: Prepared, folder: Path, workers: int | None = None, begins: Callable[[str], None] = lambda _: None
) -> Built:
    """Every page and every file that pages need, but for the search index, below a folder.

    `workers` and `begins` are as in `build`.
    """
    begins("draw pictures")
    shared = folder / ASSETS.strip("/")
    shared.mkdir(parents=True)
    for name, held in made.assets.items():
        (shared / name).write_bytes(held)
    for address, each in made.pictures.items():
        (folder / file_of(address)).write_bytes(each.draw())
    for picture in made.content.pictures:
        path = folder / file_of(picture.address)
        path.parent.mkdir(exist_ok=True)
        shutil.copyfile(picture.path, path)
    begins("make the files to take home")
    # pages tell how large they are
    for shelf in made.shelves:
        shelf.write(folder)
    (folder / file_of(CHECKSUMS)).write_bytes(checksums(made.shelves))
    begins("draw pages")
    dead = write.write(tuple(made.pages.values()), folder, workers)
    shown = sum(not each.page.is_for_machines for each in made.pages.values())
    return Built(shown, made.programs, made.base, tuple(sorted({*made.warnings, *_dead(dead, made)})))


def _pack(made: Prepared, site: Path, today: dt.date) -> None:
    """The whole site as one file, and then the page that tells its size."""
    path = site / file_of(ARCHIVE)
    archive.write(site, path, today)
    weight = made.shelves[0].weights[ARCHIVE] = weigh(path.read_bytes())
    path.with_name(f"{path.name}.sha256").write_text(f"{weight.sha256}  {path.name}\n", "utf-8")
    write.write([each for each in made.pages.values() if each.page.address == pages.DATA_PAGE], site)


def _dead(found: Iterable[write.DeadLink], made: Prepared) -> Iterator[Problem]:
    """The links that drawing left out, but for those that loading has told."""
    told = {(problem.path, problem.line, problem.column) for problem in made.warnings}
    for source, target in found:
        places = [(link.path, link.line, link.column) for link in made.content.written(source, target)]
        for place in places or [(source, 0, 0)]:
            if place not in told:
                message = f"the link to '{target}' leads to no page of this site; its words are shown without it"
                yield Problem(*place, "", message, "warning")


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
        yield machines("/sitemap.xml", context=partial(_sitemap_part, rows))
        return
    places = [f"/sitemap-{number}.xml" for number in range(1, len(shares) + 1)]
    yield machines("/sitemap.xml", context=partial(dict, parts=[links.absolute(place) for place in places]))
    for place, share in zip(places, shares, strict=True):
        yield machines(place, context=partial(_sitemap_part, share))


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
    told = {"headers": policy.HEADERS, "keeping": tuple(policy.keeping(each.address for each in every))}
    yield machines("/_headers", "_headers", partial(dict, told), anywhere=True)
    moved = [(f"/programs/{alias}/", entry.address) for entry in made.entries for alias in entry.program.facts.aliases]
    if moved:
        # hosts that know this file send visitors on before they see a page
        rows = [tuple(edition.links.link(address, None) for address in pair) for edition in editions for pair in moved]
        yield machines("/_redirects", "_redirects", partial(dict, moved=rows), anywhere=True)
