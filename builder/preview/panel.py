"""What the preview adds to pages: a panel with what is wrong, pages of its own, and the script that reloads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from builder import reports
from builder.problems import Problem, errors, sorted_problems

FOLDER = Path(__file__).parents[2] / "templates" / "preview"
"""Templates, styles and script of what is no part of the site."""

FILES = ("preview.js", "panel.css", "drafts.css")
"""What browsers may ask for of it."""

ADDRESS = ".preview/"
"""Below the site's path, where no page of the site can be: no slug begins with a dot."""

SHOWN = 100
"""Problems that the panel holds; more would only be slow."""

AROUND = 120
"""Letters of a line that are shown before what is marked, and after."""


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem, ready to be shown."""

    problem: Problem
    """What is wrong."""
    place: str
    """`content/programs/x.md:17:12`."""
    link: str
    """Opens the editor there; empty where there is no such file."""
    before: str
    """Of the line in the file, what stands before the mark."""
    marked: str
    """What is wrong in it; empty where no line is to be shown."""
    after: str
    """What stands behind."""


def shown(problems: Iterable[Problem]) -> Iterator[ShownProblem]:
    """Each with its line, as it stands in the file now: errors first."""
    lines: dict[str, list[str]] = {}
    for problem in sorted_problems(problems)[:SHOWN]:
        if problem.path not in lines:
            lines[problem.path] = reports.lines_of(problem.path)
        place = ":".join([problem.path, *(str(number) for number in (problem.line, problem.column) if number)])
        yield ShownProblem(problem, place, _link(problem), *_line(problem, lines[problem.path]))


def _link(problem: Problem) -> str:
    path = Path(problem.path)
    if not path.exists():
        return ""
    whole = path.resolve().as_posix()
    numbers = f":{problem.line}:{problem.column or 1}" if problem.line else ""
    return "vscode://file/" + quote(whole.lstrip("/")) + numbers


def _line(problem: Problem, lines: list[str]) -> tuple[str, str, str]:
    if not 0 < problem.line <= len(lines):
        return "", "", ""
    line = lines[problem.line - 1].rstrip()
    begin, end = reports.span(line, problem.column)
    before, marked, after = line[:begin], line[begin:end] or " ", line[end:]
    if not line.strip():
        return "", "", ""
    if len(before) > AROUND:
        before = "…" + before[-AROUND:]
    if len(marked) > AROUND:
        marked, after = marked[:AROUND] + "…", ""
    if len(after) > AROUND:
        after = after[:AROUND] + "…"
    return before.expandtabs(2), marked, after


class Panel:
    """Draws what the preview adds."""

    def __init__(self) -> None:
        self._drawing = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def panel(self, problems: tuple[Problem, ...], failure: str = "", *, is_old: bool) -> str:
        """The problems as HTML; nothing where there are none. `is_old` says that the pages are not the newest."""
        if not problems and not failure:
            return ""
        found = tuple(shown(problems))
        return self._drawing.get_template("panel.html").render(
            problems=found,
            more=len(set(problems)) - len(found),
            title=title(problems, failure),
            failure=failure,
            severity=severity(problems, failure),
            is_old=is_old,
        )

    def page(self, kind: str, root: str, panel: str = "", *, title: str, version: str, start: str) -> str:
        """A whole page for where the site has none: `kind` is reading, wrong, broken or gone."""
        return self._drawing.get_template("shell.html").render(
            kind=kind, root=root, panel=Markup(panel), title=title, script=self.script(root, version, start)
        )

    def script(self, root: str, version: str, start: str) -> Markup:
        """What goes into a page so that it follows changes. `start` names this run of the preview."""
        return Markup(
            '<script defer src="{0}{1}preview.js" data-root="{0}" data-version="{2}" data-start="{3}"></script>'
        ).format(root, ADDRESS, version, start)

    def added_to(self, text: str, root: str, version: str, start: str) -> str:
        """A page of the site with what the preview adds."""
        style = Markup('<link rel="stylesheet" href="{}drafts.css">\n').format(root + ADDRESS)
        added = f"{style}{self.script(root, version, start)}\n"
        before, found, after = text.partition("</head>")
        return f"{before}{added}{found}{after}" if found else text + added


def title(problems: Iterable[Problem], failure: str = "") -> str:
    """What is wrong, counted."""
    if failure:
        return "The preview itself failed"
    return reports.counted(problems)


def severity(problems: Iterable[Problem], failure: str = "") -> str:
    """error, warning, or nothing."""
    problems = tuple(problems)
    if failure or errors(problems):
        return "error"
    return "warning" if problems else ""
