"""Everything that is wrong with a catalogue, in one run: in the editors' files, and in the site that they make."""

import datetime as dt
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder import generator
from builder.checking.asking import Answer
from builder.checking.rendered import Dead, links
from builder.content import Content
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
    """Addresses of other sites, each with the files, or the pages, that may have it, and site.yml."""
    problems: tuple[Problem, ...]
    """What editors should look at, sorted."""


def check(folder: Path, templates: Path, today: dt.date, history: History = NONE) -> Checked:
    """Draws the site where nobody sees it, and looks at every link of it.

    Raises ProblemsError as a build does: with such errors there is no site.
    """
    made = generator.prepare(folder, templates, today, history=history)
    with tempfile.TemporaryDirectory() as drawn:
        built = generator.draw(made, Path(drawn) / "site")
        found = links(Path(drawn) / "site", made.base, later=(INDEX,))
    sources = {address: each.page.source for address, each in made.pages.items() if each.page.source}
    dead = (problem for each in found.dead for problem in _problems(each, sources, made.content))
    programs = made.content.programs
    drafts = tuple(program.path for program in programs if program.facts.draft)
    settings = str(folder / "site.yml")
    external = {
        address: tuple(dict.fromkeys((*(sources.get(page, page) for page in pages), settings)))
        for address, pages in found.external.items()
    }
    problems = tuple(sorted({*built.warnings, *dead}))
    return Checked(programs, made.base, found.links, drafts, external, problems)


def told(answers: Iterable[Answer], external: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """A warning for each address of another site where something is wrong, at each line that has it.

    Others' sites come and go: that is nothing to stop a build for.
    """
    for answer in answers:
        if answer.state == "ok":
            continue
        paths = external[answer.address]
        places = [(path, *place) for path in paths if (place := _written_at(path, answer.address))[0]]
        for path, line, column in places or [(paths[0], 0, 0)]:
            cure = ""
            if answer.state == "moved":
                cure = f"; write {answer.target}"
            elif answer.state == "dead":
                cure = "; correct it, or take the link out"
            yield Problem(path, line, column, "", f"{answer}{cure}", "warning")


def _written_at(path: str, address: str) -> tuple[int, int]:
    """The first place of an address in a file; none where it is a page's, or stands there in other letters."""
    whole = re.compile(re.escape(address) + r"(?![\w/%#?=&~+-])(?!\.\w)")
    for number, line in enumerate(lines_of(path), 1):
        if found := whole.search(line):
            return number, found.start() + 1
    return 0, 0


def _problems(dead: Dead, sources: Mapping[str, str], content: Content) -> Iterator[Problem]:
    """At the editors' own links where they are to blame, else at the page."""
    told = False
    anchor = "#" + dead.link.partition("#")[2]
    for source in dict.fromkeys(sources[page] for page in dead.pages if page in sources):
        for link in (*content.written(source, dead.target), *content.written(source, anchor)):
            told = True
            cure = f"; {dead.cure}" if dead.cure else ""
            yield Problem(link.path, link.line, link.column, "", f"the link to '{link.target}' {dead.wrong}{cure}")
    if not told:
        yield Problem(sources.get(dead.page, dead.page), 0, 0, "", f"its page has {dead.message}")
