"""Everything that is wrong with a catalogue, in one run: in the editors' files, and in the site that they make."""

import datetime as dt
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin

from builder import generator
from builder.checking.rendered import Dead, links
from builder.content import TextLink
from builder.generator.links import INDEX
from builder.problems import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has found, where nothing keeps the site from being built."""

    programs: int
    """How many programs the site has."""
    links: int
    """How many links their pages have."""
    drafts: tuple[str, ...]
    """The files that are kept out of it."""
    external: Mapping[str, tuple[Problem, ...]]
    """Addresses of other sites, each with the places to name if it is found to be wrong, their messages still empty."""
    problems: tuple[Problem, ...]
    """What editors should look at, sorted."""


def check(content: Path, templates: Path, today: dt.date) -> Checked:
    """Draws the site where nobody sees it, and looks at every link of it.

    Raises ProblemsError as a build does: with such errors there is no site.
    """
    made = generator.prepare(content, templates, today)
    with tempfile.TemporaryDirectory() as folder:
        built = generator.draw(made, templates, Path(folder) / "site")
        found = links(Path(folder) / "site", made.links.base, later=(INDEX,))
    sources = {address: page.source for address, page in made.pages.items() if page.source}
    written = defaultdict(list)
    for link in made.content.links:
        written[link.target].append(link)
    dead = (problem for each in found.dead for problem in _problems(each, sources, written))
    drafts = tuple(program.path for program in made.content.programs if program.facts.draft)
    external = {
        address: tuple(Problem(sources.get(page, page), 0, 0, "", "", "warning") for page in pages)
        for address, pages in found.external.items()
    }
    return Checked(built.programs, found.links, drafts, external, tuple(sorted({*built.warnings, *dead})))


def _problems(dead: Dead, sources: Mapping[str, str], written: Mapping[str, list[TextLink]]) -> Iterator[Problem]:
    """At the editors' own links where they are to blame, else at the page."""
    told = False
    for page in dead.pages:
        target = unquote(urljoin(page, dead.link))
        source = sources.get(page, "")
        for link in (*written.get(target, ()), *written.get("#" + target.partition("#")[2], ())):
            if source and link.path.startswith(source.removesuffix("md")):
                told = True
                message = f"the link to '{link.target}' {dead.wrong}" + (f"; {dead.cure}" if dead.cure else "")
                yield Problem(link.path, link.line, link.column, "", message)
    if not told:
        yield Problem(sources.get(dead.page, dead.page), 0, 0, "", f"its page has {dead.message}")
