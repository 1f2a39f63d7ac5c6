"""content/programs/*.md to a static site: load, derive, draw, index, publish."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from builder import content as editors
from builder.generator import publish, render, search
from builder.generator.catalogue import STATUSES, Catalogue, catalogue
from builder.generator.links import ASSETS, Links, file_of
from builder.generator.pages import Page, addresses, clashes, pages
from builder.generator.related import related
from builder.problems import Problem, ProblemsError

__all__ = ["Built", "build"]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has done."""

    pages: int
    """How many pages the site has."""
    programs: int
    """How many of them are programs."""
    warnings: tuple[Problem, ...]
    """What editors should look at."""


def build(content: Path, templates: Path, site: Path, today: dt.date) -> Built:
    """Builds `content` into `site`, which is replaced as a whole.

    Raises ProblemsError with all that editors must mend; the site then stays as it was.
    """
    loaded, warnings = editors.load(content)
    if wrong := clashes(loaded.pages):
        raise ProblemsError([*wrong, *warnings])
    made = catalogue(loaded, today)
    links = Links(base=loaded.site.url.rstrip("/") + "/", known=addresses(made, loaded.pages))
    drawing = render.environment(templates, loaded.site.languages[0], _shared(made, loaded))
    count = 0
    with publish.replacing(site) as fresh:
        shutil.copytree(templates / ASSETS.strip("/"), fresh / ASSETS.strip("/"))
        listed = []
        for page in pages(made, loaded.pages, related(made.entries)):
            warnings += _written(page, drawing, links, fresh)
            count += 1
            if page.listed:
                listed.append(page.address)
        for page in _for_machines(listed):
            _written(page, drawing, links, fresh)
        search.index(fresh)
    return Built(count, len(made.entries), tuple(sorted(set(warnings))))


def _shared(made: Catalogue, loaded: editors.Content) -> dict[str, object]:
    """What every template can use."""
    return {
        "site": loaded.site,
        "facets": loaded.facets,
        "catalogue": made,
        "statuses": STATUSES,
        "own_pages": loaded.pages,
    }


def _written(page: Page, drawing: Environment, links: Links, folder: Path) -> list[Problem]:
    drawn = render.draw(page, drawing, links)
    path = folder / file_of(page.address)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(drawn.text, "utf-8")
    message = "the link to '{}' leads to no page of this site; its words are shown without it"
    return [Problem(page.source, 0, 0, "", message.format(target), "warning") for target in drawn.dead]


def _for_machines(listed: list[str]) -> tuple[Page, Page]:
    return (
        Page("/sitemap.xml", "sitemap.xml", {"addresses": sorted(listed)}, listed=False),
        Page("/robots.txt", "robots.txt", {}, listed=False),
    )
