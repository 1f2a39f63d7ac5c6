"""Everything that is wrong with a catalogue, in one run: in the editors' files, and in the site that they make."""

import datetime as dt
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin

from builder import generator
from builder.checking.asking import Answer
from builder.checking.rendered import Dead, links
from builder.content import TextLink
from builder.generator.history import NONE, History
from builder.generator.links import INDEX
from builder.problems import Problem
from builder.program import Program
from builder.reports import lines_of


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has found, where nothing keeps the site from being built."""

    programs: tuple[Program, ...]
    """All of them, drafts too."""
    url: str
    """Where the site is to be published."""
    links: int
    """How many links its pages have."""
    drafts: tuple[str, ...]
    """The files that are kept out of it."""
    external: Mapping[str, tuple[str, ...]]
    """Addresses of other sites, each with the files, or the pages, that lead there."""
    problems: tuple[Problem, ...]
    """What editors should look at, sorted."""


def check(content: Path, templates: Path, today: dt.date, history: History = NONE) -> Checked:
    """Draws the site where nobody sees it, and looks at every link of it.

    Raises ProblemsError as a build does: with such errors there is no site.
    """
    made = generator.prepare(content, templates, today, history=history)
    with tempfile.TemporaryDirectory() as folder:
        built = generator.draw(made, templates, Path(folder) / "site")
        found = links(Path(folder) / "site", made.links.base, later=(INDEX,))
    sources = {address: page.source for address, page in made.pages.items() if page.source}
    written = defaultdict(list)
    for link in made.content.links:
        written[link.target].append(link)
    dead = (problem for each in found.dead for problem in _problems(each, sources, written))
    programs = made.content.programs
    drafts = tuple(program.path for program in programs if program.facts.draft)
    external = {
        address: tuple(dict.fromkeys(sources.get(page, page) for page in pages))
        for address, pages in found.external.items()
    }
    problems = tuple(sorted({*built.warnings, *dead}))
    return Checked(programs, made.links.base, found.links, drafts, external, problems)


def told(answers: Iterable[Answer], external: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """A warning for each address of another site where something is wrong, at each file that leads there.

    Others' sites come and go: that is nothing to stop a build for.
    """
    for answer in answers:
        for path in external[answer.address] if answer.state != "ok" else ():
            line, column = _written_at(path, answer.address)
            cure = ""
            if answer.state == "moved":
                cure = f"; write {answer.target}"
            elif answer.state == "dead":
                cure = "; correct it, or take the link out"
            yield Problem(path, line, column, "", f"{answer}{cure}", "warning")


def _written_at(path: str, address: str) -> tuple[int, int]:
    """The first place of an address in a file; none where it is a page's, or stands there in other letters."""
    for number, line in enumerate(lines_of(path), 1):
        if address in line:
            return number, line.index(address) + 1
    return 0, 0


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
