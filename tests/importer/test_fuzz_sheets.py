"""Real sheets as nobody should send them: cut, shuffled, repeated, with odd line ends and signs. CATALOGUE_FUZZ says how many."""

import math
import re
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.importer.booklets import open_booklets
from builder.importer.language.labels import shipped
from builder.importer.layout import pages, sections
from builder.importer.read import as_kept, read
from builder.importer.sheet import Booklet
from builder.importer.verify import verify
from builder.problems import Problem
from builder.unseen import unseen_in
from tests.fuzzing import fuzzed

from .conftest import SETS, booklets, known_names


@cache
def printed() -> tuple[str, ...]:
    """All lines of all booklets, in their order, with their ends."""
    return tuple(line for name in SETS for booklet in booklets(name) for line in booklet.text.splitlines(keepends=True))


ENDS = ("\n", "\r\n", "\r", "\f", "\n\n", "\n\n\n\n\n", "\v", "\x85", "\u2028", "\u2029")
ODD = (
    *(
        "\u00a0",
        "\t",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\u202e",
        "\x1b",
        "\u0301",
        "\u200d",
        "ﬁ",
        "İ",
        "ß",
        "１",
        "٣",
        "𝐀",
        "🏴‍☠️",
        "中文",
    ),
    *("-", "- ", "•", "(", "“", "#", "&", "|", "\\", "<b>", "{#x}", "---", "```", "1.", "http://", "www.", "1/2/2017"),
)
Damage = Callable[[list[str], int, int, str], list[str]]


def _shuffled(lines: list[str], at: int, size: int, odd: str) -> list[str]:
    return [*lines[:at], *lines[at : at + size][::-1], *lines[at + size :]]


def _lost(lines: list[str], at: int, size: int, odd: str) -> list[str]:
    return [*lines[:at], *lines[at + size :]]


def _repeated(lines: list[str], at: int, size: int, odd: str) -> list[str]:
    return [*lines[:at], *lines[at : at + 1] * size, *lines[at:]]


def _moved(lines: list[str], at: int, size: int, odd: str) -> list[str]:
    return [*lines[at:], *lines[:at]]


def _cut(lines: list[str], at: int, size: int, odd: str) -> list[str]:
    return [*lines[:at], lines[at][: 5 * size] + odd, *lines[at + 1 :]]


def _inside(lines: list[str], at: int, size: int, odd: str) -> list[str]:
    return [*lines[:at], lines[at][:size] + odd + lines[at][size:], *lines[at + 1 :]]


def _in_front(lines: list[str], at: int, size: int, odd: str) -> list[str]:
    return [*lines[:at], odd + lines[at], *lines[at + 1 :]]


def _one_line(lines: list[str], at: int, size: int, odd: str) -> list[str]:
    return [*lines[:at], "".join(line.rstrip("\r\n") + " " for line in lines[at : at + size]), *lines[at + size :]]


def _as_columns(lines: list[str], at: int, size: int, odd: str) -> list[str]:
    return [*lines[:at], *(word + odd[:1] + "\n" for line in lines[at : at + 3] for word in line.split()), *lines[at:]]


def _in_capitals(lines: list[str], at: int, size: int, odd: str) -> list[str]:
    return [*lines[:at], *(line.upper() for line in lines[at : at + size]), *lines[at + size :]]


KEPT = (_shuffled, _lost, _repeated, _moved)
"""What the form prints stays as it prints it, so that it can be told from what was filled in."""
DAMAGES = (*KEPT, _cut, _inside, _in_front, _one_line, _as_columns, _in_capitals)


@st.composite
def wild(draw: st.DrawFn, damages: Sequence[Damage] = DAMAGES) -> str:
    """A piece of the booklets, damaged."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 2))):
        begin = draw(st.integers(0, len(printed()) - 1))
        lines += printed()[begin : begin + draw(st.integers(1, 45))]
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        damage = draw(st.sampled_from(damages))
        lines = damage(lines, at, draw(st.integers(0, 12)), draw(st.sampled_from((*ODD, *ENDS)))) or ["\n"]
    end = draw(st.sampled_from(("\n", *ENDS)))
    return "".join(lines).replace("\n", end)


@given(wild(KEPT))
@fuzzed
def test_every_word_of_a_wild_booklet_is_somewhere_and_twice_the_same(text: str) -> None:
    booklet = Booklet("belize/wild.txt", "belize", text)
    sheets = read([booklet], known_names())
    assert sheets == read([booklet], known_names())
    assert [line for sheet in sheets for line in sheet.source] == (
        re.split("\r\n|[\n\r\f\v\x85\u2028\u2029]", text) if sheets else []
    )
    for sheet in sheets:
        assert verify(sheet.source, as_kept(sheet), shipped(), {}, sheet.placed, sheet.furniture).missing == ()
        assert not list(unseen_in(as_kept(sheet)))


@given(wild())
@fuzzed
def test_whatever_a_booklet_holds_is_read_twice_the_same(text: str) -> None:
    assert read([Booklet("belize/w.txt", "belize", text)], known_names()) == read(
        [Booklet("belize/w.txt", "belize", text)], known_names()
    )


@given(
    wild(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "utf-7"]),
    st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=3)), max_size=3),
)
@fuzzed
def test_whatever_bytes_a_booklet_has_it_is_read_or_told(
    text: str, encoding: str, spots: list[tuple[int, bytes]]
) -> None:
    data = text.encode(encoding, errors="replace")
    for at, bytes_ in spots:
        data = data[:at] + bytes_ + data[at:]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.txt"
        path.write_bytes(data)
        problems: list[Problem] = []
        found = open_booklets([path], problems)
        assert found or problems
        assert all(problem.path == str(path) and problem.message for problem in problems)
        for held in found.values():
            assert isinstance(held, str)
            read([Booklet("unstated/b.txt", None, held)], known_names())


@given(wild())
@fuzzed
def test_no_cut_is_passed_over_that_would_be_best(text: str) -> None:
    booklet = Booklet("belize/wild.txt", "belize", text)
    found = read([booklet], known_names())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "ceiling", lambda layout: math.inf)
        assert read([booklet], known_names()) == found


# --- what is tried does not grow with the square of what is there ---


LONG = [
    # what a booklet repeats
    ("a paragraph", "The reefs of Belize were counted by forty divers, and the boats were mended.\n\n"),
    ("lines without an end", "the reefs of belize\n"),
    ("headings", "PROGRAM SUMMARY\n"),
    ("labels", "OAS Pillar\nSecurity\n"),
    ("items", "- a net\n"),
    ("indented lines", " Reefs are counted.\n"),
    ("days", "4/12/2017 Date 5/6/2018\n"),
]


@pytest.mark.parametrize(("title", "text"), LONG, ids=[row[0] for row in LONG])
def test_twice_as_long_is_twice_as_much_to_try(title: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = {"ceiling": 0, "arrange": 0}

    def counting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:
            tried[name] += 1
            return real(*arguments)

        return counted

    for name in tried:
        monkeypatch.setattr(pages, name, counting(name, getattr(sections, name)))
    counts = []
    for times in (100, 200):  # from where on it is so; fewer are soon tried
        tried.update(dict.fromkeys(tried, 0))
        read([Booklet("unstated/long.txt", None, text * times)], known_names())
        counts.append(dict(tried))
    few, many = counts
    assert all(many[name] <= 2.5 * few[name] + 10 for name in tried), counts
