"""Problems as they are told: in lines, with their source on a terminal, to a pull request, to other tools."""

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from rich.cells import cell_len

from builder.problems import Problem, errors, sorted_problems


def counted(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`."""
    told = set(problems)
    wrong = len(errors(told))
    counts = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((wrong, "error"), (len(told) - wrong, "warning"))
        if number
    ]
    return ", ".join(counts) or "no problems"


def as_text(problems: Iterable[Problem]) -> str:
    """All problems, errors before warnings, each sorted by place, and a last line that counts them."""
    told = sorted_problems(problems)
    return "\n".join([*(_plain(str(problem)) for problem in told), counted(told)])


def as_json(problems: Iterable[Problem]) -> str:
    """The same as a list of objects with `path`, `line`, `column`, `field`, `message` and `severity`."""
    return json.dumps([asdict(problem) for problem in sorted_problems(problems)], ensure_ascii=False, indent=2)


def for_github(problems: Iterable[Problem], root: Path) -> str:
    """The same as commands that put each problem beside its line of a pull request to the repository at `root`."""
    return "\n".join(_annotation(problem, root) for problem in sorted_problems(problems))


def _annotation(problem: Problem, root: Path) -> str:
    path = Path(os.path.normpath(root / problem.path))
    given: Mapping[str, object] = {
        "file": path.relative_to(root).as_posix() if path.is_relative_to(root) else problem.path,
        "line": problem.line,
        "col": problem.column,
        "title": problem.field,
    }
    place = ",".join(f"{key}={_escaped(str(value), inside=True)}" for key, value in given.items() if value)
    return f"::{problem.severity} {place}::{_escaped(problem.message)}"


def _escaped(text: str, *, inside: bool = False) -> str:
    """As the runner takes it apart again; `inside` a command, its own signs are escaped too."""
    for letter in "%\r\n" + (":," if inside else ""):
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


WIDTH = 100
"""Letters of a line that are shown."""

COLORS = {"error": "31", "warning": "33", "place": "1", "quiet": "2"}
"""Red, yellow, bold and faint."""


def on_terminal(problems: Iterable[Problem], lines: Callable[[str], list[str]], *, color: bool) -> str:
    """The same with each line shown and marked. `lines` gives a file's, none where it cannot be read."""

    def painted(text: str, name: str) -> str:
        return f"\033[{COLORS[name]}m{text}\033[0m" if color and text else text

    told = sorted_problems(problems)
    parts = []
    for problem in told:
        place = ":".join([problem.path, *(str(number) for number in (problem.line, problem.column) if number)])
        said = str(problem).removeprefix(place).removeprefix(": ").removeprefix("warning: ")
        shown = [f"{painted(_plain(place), 'place')}: {painted(problem.severity, problem.severity)}: {_plain(said)}"]
        source = lines(problem.path)
        if 0 < problem.line <= len(source) and (written := _plain(source[problem.line - 1])).strip():
            number = f"{problem.line:>6} | "
            begin, end = span(written, problem.column)
            cut = max(0, begin - 60)
            before = ("…" if cut else "") + written[cut:begin]
            after = written[begin : cut + WIDTH] + ("…" if len(written) > cut + WIDTH else "")
            shown.append(painted(number, "quiet") + before + after)
            mark = " " * cell_len(before) + "^" * max(1, cell_len(written[begin : min(end, cut + WIDTH)]))
            shown.append(" " * (len(number) - 2) + painted("| ", "quiet") + painted(mark, problem.severity))
        parts.append("\n".join(shown))
    return "\n\n".join([*parts, counted(told)])


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _plain(text: str) -> str:
    """Without what would move or color a terminal's letters: a file may hold anything."""
    return _CONTROL.sub(" ", text)


def span(line: str, column: int) -> tuple[int, int]:
    """Where the mark begins and ends: what stands at the place, or the whole line where none is told."""
    if not column:
        return len(line) - len(line.lstrip()), len(line.rstrip())
    begin = min(column - 1, len(line))
    found = re.match(r"'[^']*'|\"[^\"]*\"|[^\s,\]}]+", line[begin:])
    return begin, begin + (found.end() if found else 1)


def lines_of(path: str) -> list[str]:
    """A file's lines; none where there is no such text."""
    try:
        return Path(path).read_text("utf-8").removeprefix("\ufeff").split("\n")
    except (OSError, ValueError):
        return []
