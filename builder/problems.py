"""The one form in which anything wrong is told: place, cause, cure."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that an editor can put right. Sorts by place."""

    path: str
    """The file, as the user named its folder."""
    line: int
    """1-based; 0 where the whole file is meant."""
    column: int
    """1-based; 0 where the whole line is meant."""
    field: str
    """The key, such as `activities[2].start`; empty for the text."""
    message: str
    """What is wrong, what is allowed, what to do."""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])
        field = f"{self.field}: " if self.field else ""
        warning = "warning: " if self.severity == "warning" else ""
        return " ".join(f"{place}: {warning}{field}{self.message}".splitlines())  # a key or a value may hold line ends


class ProblemsError(Exception):
    """Work that cannot go on until an editor mends these."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["ProblemsError"], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a build."""
    return [problem for problem in problems if problem.severity == "error"]


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Each once, errors before warnings, both by place."""
    return sorted(set(problems), key=lambda problem: (problem.severity != "error", problem))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the nearest known word, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""
