"""Problems as they are told: in lines, on a terminal, to a pull request, to other tools."""

import json
import re
from pathlib import Path

import pytest

from builder.problems import Problem
from builder.reports import as_json, as_text, for_github, lines_of, on_terminal

WARNING = Problem("a.md", 1, 2, "", "is odd", "warning")
ERROR = Problem("b.md", 3, 4, "activities[0].start", "is wrong")
WHOLE = Problem("a.md", 0, 0, "", "is missing")


def test_lines() -> None:
    assert as_text([WARNING, ERROR, WHOLE, ERROR]).splitlines() == [
        "a.md: is missing",
        "b.md:3:4: activities[0].start: is wrong",
        "a.md:1:2: warning: is odd",
        "2 errors, 1 warning",
    ]


def test_no_line_of_a_file_moves_a_terminal() -> None:
    said = as_text([Problem("a.md", 1, 1, "x\x1b[31m", "'\x1b[2J\u202e\r' is odd")])
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", said)


def test_json() -> None:
    told = json.loads(as_json([WARNING, ERROR]))
    assert [Problem(**each) for each in told] == [ERROR, WARNING]
    assert list(told[0]) == ["path", "line", "column", "field", "message", "severity"]
    assert as_json([]) == "[]"


ANNOTATIONS = [
    (WHOLE, "::error file=a.md::is missing"),
    (ERROR, "::error file=b.md,line=3,col=4,title=activities[0].start::is wrong"),
    (WARNING, "::warning file=a.md,line=1,col=2::is odd"),
    (Problem("a,b:c.md", 1, 0, "a,b", "50 %\n::x"), "::error file=a%2Cb%3Ac.md,line=1,title=a%2Cb::50 %25%0A::x"),
    (Problem("{root}/content/a.md", 1, 0, "", "x"), "::error file=content/a.md,line=1::x"),
    (Problem("./content/../a.md", 1, 0, "", "x"), "::error file=a.md,line=1::x"),
    (Problem("/elsewhere/a.md", 1, 0, "", "x"), "::error file=/elsewhere/a.md,line=1::x"),
]


@pytest.mark.parametrize(("problem", "expected"), ANNOTATIONS, ids=[row[1] for row in ANNOTATIONS])
def test_pull_requests(problem: Problem, expected: str, tmp_path: Path) -> None:
    placed = Problem(problem.path.replace("{root}", str(tmp_path)), *_rest(problem))
    assert for_github([placed], tmp_path) == expected


def _rest(problem: Problem) -> tuple[int, int, str, str, str]:
    return problem.line, problem.column, problem.field, problem.message, problem.severity


LONG = "a" * 200 + " wrong " + "b" * 200
MARKED = [
    # the line, the column, the line and the mark as they are shown
    ("a word", "unit: cicta # x", 7, "unit: cicta # x", "      ^^^^^"),
    ("a quoted text", "title: 'a b' c", 8, "title: 'a b' c", "       ^^^^^"),
    ("in a list", "[a, brasil]", 5, "[a, brasil]", "    ^^^^^^"),
    ("the whole line", "  a b  ", 0, "  a b  ", "  ^^^"),
    ("behind the end", "abc", 4, "abc", "   ^"),
    ("far behind the end", "abc", 40, "abc", "   ^"),
    ("wide letters", "日本: x", 5, "日本: x", "      ^"),
    ("a tab", "\tx", 2, " x", " ^"),
    ("a long line", LONG, 202, "…" + LONG[141:241] + "…", " " * 61 + "^^^^^"),
    ("a color", "a\x1b[31mb", 1, "a [31mb", "^"),
]


@pytest.mark.parametrize(
    ("line", "column", "shown", "mark"), [row[1:] for row in MARKED], ids=[row[0] for row in MARKED]
)
def test_on_a_terminal_the_line_is_shown_and_marked(line: str, column: int, shown: str, mark: str) -> None:
    problem = Problem("a.md", 2, column, "unit", "is wrong")
    place = f"a.md:2:{column}" if column else "a.md:2"
    assert on_terminal([problem], lambda _: ["---", line], color=False).splitlines() == [
        f"{place}: error: unit: is wrong",
        f"     2 | {shown}",
        f"       | {mark}",
        "",
        "1 error",
    ]


@pytest.mark.parametrize("lines", [[], ["one"], ["one", "   "]], ids=["no file", "a shorter one", "an empty line"])
def test_no_line_to_show(lines: list[str]) -> None:
    told = on_terminal([Problem("a.md", 2, 1, "", "is wrong", "warning")], lambda _: lines, color=False)
    assert told.splitlines() == ["a.md:2:1: warning: is wrong", "", "1 warning"]


def test_colors_only_where_they_are_asked_for() -> None:
    colored = on_terminal([ERROR, WARNING], lambda _: ["one", "two", "three"], color=True)
    plain = on_terminal([ERROR, WARNING], lambda _: ["one", "two", "three"], color=False)
    assert re.sub(r"\x1b\[\d+m", "", colored) == plain
    assert "\x1b[31m" in colored
    assert "\x1b[33m" in colored
    assert "\x1b" not in plain


def test_lines_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("\ufeffone\ntwo\n", "utf-8")
    (tmp_path / "b.md").write_bytes(b"\xff")
    assert lines_of(str(tmp_path / "a.md")) == ["one", "two", ""]
    assert [lines_of(str(tmp_path / name)) for name in ("b.md", "c.md", ".")] == [[], [], []]
