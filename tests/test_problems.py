"""Anything wrong is told in one form: one line each, sorted by place, counted."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.problems import Problem, ProblemsError, did_you_mean, errors
from builder.reports import as_text as report

FORMS = [
    (
        "all of it",
        Problem("content/programs/a.md", 14, 12, "activities[2].countries[0]", "'brasil' is no country"),
        "content/programs/a.md:14:12: activities[2].countries[0]: 'brasil' is no country",
    ),
    ("a whole line", Problem("a.md", 14, 0, "title", "is missing"), "a.md:14: title: is missing"),
    ("a whole file", Problem("a.md", 0, 0, "", "is missing"), "a.md: is missing"),
    ("a place in the text", Problem("a.md", 3, 1, "", "stands twice"), "a.md:3:1: stands twice"),
    ("a warning", Problem("a.md", 3, 1, "x", "is odd", "warning"), "a.md:3:1: warning: x: is odd"),
    ("a line end in a key", Problem("a.md", 1, 1, "a\nb", "is\r\nodd\u2028here"), "a.md:1:1: a b: is odd here"),
]


@pytest.mark.parametrize(("problem", "line"), [row[1:] for row in FORMS], ids=[row[0] for row in FORMS])
def test_form(problem: Problem, line: str) -> None:
    assert str(problem) == line


@given(st.builds(Problem, st.text(), st.integers(0), st.integers(0), st.text(), st.text()))
def test_one_line_each(problem: Problem) -> None:
    assert len(str(problem).splitlines()) == 1


IN_ORDER = [
    Problem("content/a.md", 0, 0, "", "the whole file"),
    Problem("content/a.md", 2, 0, "", "the whole line"),
    Problem("content/a.md", 2, 4, "start", "first key"),
    Problem("content/a.md", 2, 4, "title", "another key"),
    Problem("content/a.md", 2, 11, "a", "further right: columns are numbers"),
    Problem("content/a.md", 10, 1, "a", "further down: lines are numbers"),
    Problem("content/b.md", 1, 1, "a", "another file"),
]


def test_sorted_by_place() -> None:
    mixed = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert mixed != IN_ORDER
    assert report(mixed).splitlines()[:-1] == [str(problem) for problem in IN_ORDER]
    assert ProblemsError(mixed).problems == tuple(IN_ORDER)
    assert str(ProblemsError(mixed)) == "\n".join(str(problem) for problem in IN_ORDER)


ERROR, OTHER = Problem("b.md", 1, 0, "", "is wrong"), Problem("c.md", 1, 0, "", "is wrong")
WARNING, ODD = Problem("a.md", 1, 0, "", "is odd", "warning"), Problem("d.md", 1, 0, "", "is odd", "warning")
REPORTS = [
    ("none", [], ["no problems"]),
    ("an error", [ERROR], ["b.md:1: is wrong", "1 error"]),
    ("a warning", [WARNING], ["a.md:1: warning: is odd", "1 warning"]),
    ("two errors", [OTHER, ERROR], ["b.md:1: is wrong", "c.md:1: is wrong", "2 errors"]),
    (
        "warnings after errors, whatever their places",
        [WARNING, OTHER, ODD, ERROR],
        [
            "b.md:1: is wrong",
            "c.md:1: is wrong",
            "a.md:1: warning: is odd",
            "d.md:1: warning: is odd",
            "2 errors, 2 warnings",
        ],
    ),
    ("the same twice is one", [ERROR, ERROR], ["b.md:1: is wrong", "1 error"]),
]


@pytest.mark.parametrize(("problems", "lines"), [row[1:] for row in REPORTS], ids=[row[0] for row in REPORTS])
def test_report(problems: list[Problem], lines: list[str]) -> None:
    assert report(problems).splitlines() == lines


def test_errors_are_what_stops_a_build() -> None:
    assert errors([WARNING, ERROR, ODD, OTHER]) == [ERROR, OTHER]


HINTS = [
    ("a slip", "brasil", ["belize", "brazil", "bahamas"], "; did you mean 'brazil'?"),
    ("the nearest of two", "start", ["stat", "starts"], "; did you mean 'starts'?"),
    ("nothing near", "xyz", ["belize", "brazil"], ""),
    ("nothing known", "xyz", [], ""),
]


@pytest.mark.parametrize(("word", "known", "hint"), [row[1:] for row in HINTS], ids=[row[0] for row in HINTS])
def test_did_you_mean(word: str, known: list[str], hint: str) -> None:
    assert did_you_mean(word, known) == hint
