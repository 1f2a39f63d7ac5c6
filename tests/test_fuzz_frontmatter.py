"""Facts as nobody should write them: YAML of all shapes, and real files damaged. CATALOGUE_FUZZ says how many."""

import math
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import yamlread
from builder.content import load_facets, parse_program
from builder.facets import Facets
from builder.frontmatter import parse, read, split
from tests.fuzzing import fuzzed

ROOT = Path(__file__).parents[1]


@cache
def facets() -> Facets:
    return load_facets(ROOT / "tests/real", [])


@cache
def files() -> tuple[str, ...]:
    return tuple(path.read_text("utf-8") for path in sorted((ROOT / "tests/real/programs").glob("*.md")))


WORDS = (
    *(
        "title",
        "activities",
        "id",
        "sheet",
        "countries",
        "evidence",
        "start",
        "review",
        "decided",
        "a",
        "belize",
        "canada",
    ),
    *(
        "2017-04-12",
        "2017-02-31",
        "0000-00-00",
        "yes",
        "~",
        "null",
        "true",
        "1e9",
        "1.5",
        "-0",
        "9" * 30,
        "0x1F",
        "1:30",
    ),
    *(
        "&a",
        "*a",
        "<<",
        "!!python/object",
        "!x",
        "%YAML 1.1",
        "@x",
        "`x",
        "\ufeff",
        "\x00",
        "\x85",
        "\u2028",
        "\t",
        "é",
    ),
    *("'", '"', "'a''b'", '"\\x00"', '"\\ud800"', '"\\q"', "|", ">-", "#", " #", "# x", "a: b: c", "---", "...", "\\"),
    *(
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ": ",
        "-",
        "- ",
        "?",
        "? ",
        "",
        " ",
        "  ",
        "    ",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\f",
    ),
    *("[" * 50, "{a: " * 50, "- " * 50, "x" * 2000),
)
WILD = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
    st.recursive(
        st.sampled_from(["x", "1", "''", "2017-04-12", "~", "&a b", "*a"]),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4).map(lambda each: f"[{', '.join(each)}]"),
            st.lists(inner, max_size=4).map(
                lambda each: f"{{{', '.join(f'{key}: {one}' for key, one in zip('abcd', each, strict=False))}}}"
            ),
        ),
        max_leaves=30,
    ).map("activities: {}".format),
    st.text(max_size=60),
)
Spot = tuple[float, int, str]
SPOTS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(st.sampled_from(WORDS), st.text(max_size=3))),
    min_size=1,
    max_size=5,
)


def places_within(problems: object, text: str) -> None:
    """Each is told in words, at a place that the file has."""
    lines = re.split(r"\r\n|\r|\n", text)
    for problem in problems:  # type: ignore[attr-defined]
        assert problem.message
        assert "\n" not in problem.message
        assert 0 <= problem.line <= len(lines) + 1, problem
        assert problem.column >= 0, problem
        if 0 < problem.line <= len(lines):
            assert problem.column <= len(lines[problem.line - 1]) + 1, problem


@given(WILD)
@fuzzed
def test_wild_yaml_is_read_or_told(source: str) -> None:
    reading = read(source, "x.yml")
    assert reading.is_read or reading.problems
    places_within(reading.problems, source)
    again = read(source, "x.yml")
    assert (repr(again.data), again.problems) == (repr(reading.data), reading.problems)
    data, problems = parse(source, "x.yml")
    assert data is None or not problems


@given(WILD, st.text(max_size=20))
@fuzzed
def test_wild_facts_are_a_program_or_told(source: str, body: str) -> None:
    for text in (
        f"---\n{source}\n---\n{body}",
        f"\ufeff---\r\n{source}\r\n---\r\n{body}",
        f"---\ntitle: x\n{source}",
        source,
    ):
        program, problems = parse_program(text, "ports", "ports.md", facets())
        assert program or problems
        places_within(problems, text)


@given(st.integers(0, 99), SPOTS)
@fuzzed
def test_a_real_file_with_damage_is_a_program_or_told(number: int, spots: list[Spot]) -> None:
    text = files()[number % len(files())]
    for where, size, new in spots:
        at = math.floor(where * len(text))
        text = text[:at] + new + text[at + size :]
    program, problems = parse_program(text, "ports", "ports.md", facets())
    assert program or problems
    places_within(problems, text)
    assert parse_program(text, "ports", "ports.md", facets()) == (program, problems)
    if document := split(text):
        assert document.head in text.removeprefix("\ufeff")
        assert text.endswith(document.body)


MANY = [
    # what is wrong again and again
    ("colons", "k{n}: a: b\n"),
    ("signs", "k{n}: @a\n"),
    ("backslashes", 'k{n}: "a\\q"\n'),
    ("keys that stand twice", "k: {n}\n"),
]


@pytest.mark.parametrize(("title", "line"), MANY, ids=[row[0] for row in MANY])
def test_reading_past_slips_ends(title: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    times = 0
    real = yamlread._read

    def counted(source: str) -> object:
        nonlocal times
        times += 1
        return real(source)

    monkeypatch.setattr(yamlread, "_read", counted)
    reading = read("".join(line.format(n=number) for number in range(1000)), "x.yml")
    assert reading.problems
    assert times <= yamlread.MANY + 1
