"""content/programs/*.md to a static site: load, derive, draw, index, publish; and the site shown at home."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment

from builder import content as editors
from builder.generator import catalogue, pages, publish, related, render, search, write
from builder.generator.catalogue import STATUSES, Catalogue
from builder.generator.links import ASSETS, Links
from builder.generator.pages import Page
from builder.generator.preview import Server
from builder.problems import Problem, ProblemsError

__all__ = ["Built", "Server", "build", "check"]


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


def build(content: Path, templates: Path, site: Path, today: dt.date) -> Built:
    """Builds `content` into `site`, which is replaced as a whole.

    Raises ProblemsError with all that editors must mend; the site then stays as it was.
    """
    made = _prepare(content, templates, today)
    with publish.replacing(site) as fresh:
        shutil.copytree(templates / ASSETS.strip("/"), fresh / ASSETS.strip("/"))
        built = _draw(made, fresh)
        if built.programs:
            search.index(fresh)
    return built


def check(content: Path, templates: Path, today: dt.date) -> Built:
    """What a build would say, with nothing published and nothing indexed.

    Raises ProblemsError as a build does.
    """
    made = _prepare(content, templates, today)
    with tempfile.TemporaryDirectory() as folder:
        return _draw(made, Path(folder))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All that drawing takes."""

    pages: tuple[Page, ...]
    """Every page."""
    programs: int
    """How many of them are programs."""
    drawing: Environment
    """The templates."""
    links: Links
    """The one way from page to page."""
    warnings: tuple[Problem, ...]
    """What loading found."""


def _prepare(content: Path, templates: Path, today: dt.date) -> _Prepared:
    loaded, warnings = editors.load(content)
    if wrong := pages.clashes(loaded.pages):
        raise ProblemsError([*wrong, *warnings])
    made = catalogue.catalogue(loaded, today)
    links = Links(base=loaded.site.url.rstrip("/") + "/", known=pages.addresses(made, loaded.pages))
    drawing = render.environment(templates, loaded.site.languages[0], _shared(made, loaded))
    every = tuple(pages.pages(made, loaded.pages, related.related(made.entries)))
    unbuilt = _unbuilt_languages(loaded.site.languages, content / "site.yml", templates)
    return _Prepared(every, len(made.entries), drawing, links, (*warnings, *unbuilt))


def _draw(made: _Prepared, folder: Path) -> Built:
    found = write.write((*made.pages, *_for_machines(made.pages)), made.drawing, made.links, folder)
    return Built(len(made.pages), made.programs, made.links.base, tuple(sorted({*made.warnings, *found})))


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


def _for_machines(every: tuple[Page, ...]) -> tuple[Page, Page]:
    listed = sorted(page.address for page in every if page.listed)
    return (
        Page("/sitemap.xml", "sitemap.xml", partial(dict, addresses=listed), listed=False),
        Page("/robots.txt", "robots.txt", listed=False),
    )
