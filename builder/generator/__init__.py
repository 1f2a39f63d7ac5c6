"""content/programs/*.md to a static site: load, derive, draw, index, publish."""

import datetime as dt
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment

from builder import content as editors
from builder.content import Content, Memory
from builder.generator import catalogue, pages, publish, related, render, search, write
from builder.generator.catalogue import STATUSES, Catalogue
from builder.generator.history import NONE, History
from builder.generator.history import read as read_history
from builder.generator.links import ASSETS, Links, file_of
from builder.generator.pages import Page
from builder.problems import Problem, ProblemsError

__all__ = ["Built", "History", "Prepared", "build", "draw", "prepare", "read_history"]


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


def build(content: Path, templates: Path, site: Path, today: dt.date, *, history: History = NONE) -> Built:
    """Builds `content` into `site`, which is replaced as a whole. `history` is what `read_history(content)` gave.

    Raises ProblemsError with all that editors must mend; the site then stays as it was.
    """
    made = prepare(content, templates, today, history=history)
    with publish.replacing(site) as fresh:
        built = draw(made, templates, fresh)
        if built.programs:
            search.index(fresh)
    return built


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that drawing takes."""

    content: Content
    """What the editors own."""
    pages: Mapping[str, Page]
    """Every page, by its address."""
    programs: int
    """How many of them are programs."""
    drawing: Environment
    """The templates."""
    links: Links
    """The one way from page to page."""
    warnings: tuple[Problem, ...]
    """What loading found."""


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
    if wrong := pages.clashes(loaded.pages):
        raise ProblemsError([*wrong, *warnings])
    made = catalogue.catalogue(loaded, today, drafts=drafts, history=history)
    known = pages.addresses(made, loaded.pages) | {picture.address for picture in loaded.pictures}
    links = Links(base=loaded.site.url.rstrip("/") + "/", known=known)
    drawing = render.environment(templates, loaded.site.languages[0], _shared(made, loaded))
    every = tuple(pages.pages(made, loaded.pages, related.related(made.entries)))
    unbuilt = _unbuilt_languages(loaded.site.languages, content / "site.yml", templates)
    by_address = {page.address: page for page in (*every, *_for_machines(every, made))}
    return Prepared(loaded, by_address, len(made.entries), drawing, links, (*warnings, *unbuilt, *history.warnings))


def draw(made: Prepared, templates: Path, folder: Path) -> Built:
    """Every page and every file that pages need, but for the search index, below a folder."""
    assets = ASSETS.strip("/")
    shutil.copytree(templates / assets, folder / assets)
    for picture in made.content.pictures:
        path = folder / file_of(picture.address)
        path.parent.mkdir(exist_ok=True)
        shutil.copyfile(picture.path, path)
    dead = write.write(tuple(made.pages.values()), made.drawing, made.links, folder)
    shown = sum(page.template not in _MACHINES for page in made.pages.values())
    return Built(shown, made.programs, made.links.base, tuple(sorted({*made.warnings, *_dead(dead, made)})))


def _dead(found: Iterable[write.DeadLink], made: Prepared) -> Iterator[Problem]:
    """The links that drawing left out, but for those that loading has told."""
    told = {(problem.path, problem.line, problem.column) for problem in made.warnings}
    for source, target in found:
        places = [(link.path, link.line, link.column) for link in made.content.written(source, target)]
        for place in places or [(source, 0, 0)]:
            if place not in told:
                message = f"the link to '{target}' leads to no page of this site; its words are shown without it"
                yield Problem(*place, "", message, "warning")


def _unbuilt_languages(languages: Sequence[str], path: Path, templates: Path) -> Iterator[Problem]:
    for position, language in enumerate(languages):
        if position:
            message = f"pages in '{language}' are not built yet; the first language is that of the whole site"
        elif not render.is_translated(templates, language):
            message = f"nobody has translated the words of the pages into '{language}' yet; they stay English"
        else:
            continue
        yield Problem(str(path), 0, 0, f"languages[{position}]", message, "warning")


def _shared(made: Catalogue, loaded: editors.Content) -> dict[str, object]:
    """What every template can use."""
    return {
        "site": loaded.site,
        "facets": loaded.facets,
        "catalogue": made,
        "statuses": STATUSES,
        "own_pages": loaded.pages,
    }


_MACHINES = ("sitemap.xml", "robots.txt", "_redirects")
"""Templates of what no reader opens."""


def _for_machines(every: Iterable[Page], made: Catalogue) -> Iterator[Page]:
    listed = sorted((page for page in every if page.listed), key=lambda page: page.address)
    yield Page("/sitemap.xml", "sitemap.xml", partial(dict, pages=listed), listed=False)
    yield Page("/robots.txt", "robots.txt", listed=False)
    if any(entry.program.facts.aliases for entry in made.entries):
        # hosts that know this file send visitors on before they see a page
        yield Page("/_redirects", "_redirects", listed=False, anywhere=True)
