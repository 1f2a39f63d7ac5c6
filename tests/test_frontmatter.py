"""YAML at the head of a file: parted from the text, read as YAML 1.2, found again by line and column."""

import datetime as dt
from typing import Any

import pytest

from builder.frontmatter import Document, key_place, locate, parse, split

SPLITS = [
    ("two parts", "---\na: 1\n---\ntext\n", Document("a: 1\n", "text\n", 2, 4)),
    ("a byte order mark", "\ufeff---\na: 1\n---\n", Document("a: 1\n", "", 2, 4)),
    ("line ends of Windows", "---\r\na: 1\r\n---\r\ntext\r\n", Document("a: 1\r\n", "text\r\n", 2, 4)),
    ("blanks after the fence", "---  \na: 1\n--- \t\ntext", Document("a: 1\n", "text", 2, 4)),
    ("no facts", "---\n---\ntext", Document("", "text", 2, 3)),
    ("no text", "---\na: 1\n---", Document("a: 1\n", "", 2, 4)),
    ("a line in the text", "---\na: 1\n---\none\n\n---\n\ntwo\n", Document("a: 1\n", "one\n\n---\n\ntwo\n", 2, 4)),
    ("longer lines", "---\na: ----\nb: 1 ---\n---\n", Document("a: ----\nb: 1 ---\n", "", 2, 5)),
    ("an indented fence is text", "---\na: |\n  x\n  ---\n---\ny", Document("a: |\n  x\n  ---\n", "y", 2, 6)),
    ("a form feed ends no line", "---\na: 'x\x0cy'\n---\nz", Document("a: 'x\x0cy'\n", "z", 2, 4)),
    ("no fence", "a: 1\n", None),
    ("no fence at the end", "---\na: 1\n", None),
    ("a text before the fence", "\n---\na: 1\n---\n", None),
    ("four hyphens", "----\na: 1\n----\n", None),
    ("nothing", "", None),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in SPLITS], ids=[row[0] for row in SPLITS])
def test_split(text: str, expected: Document | None) -> None:
    assert split(text) == expected


VALUES = [
    ("no is a word", "no", "no"),
    ("yes is a word", "yes", "yes"),
    ("on is a word", "on", "on"),
    ("so are their capitals", "[No, YES, Off, y, N]", ["No", "YES", "Off", "y", "N"]),
    ("true and false", "[true, false]", [True, False]),
    ("a time is text", "1:30", "1:30"),
    ("a whole number", "2017", 2017),
    ("a number with a point", "-1.5", -1.5),
    ("zeros in front make text", "007", "007"),
    ("so do letters", "[0x1F, 0o7, 1e3, 1_000]", ["0x1F", "0o7", "1e3", "1_000"]),
    ("so do very many digits", "9" * 5000, "9" * 5000),
    ("a day", "2017-04-12", dt.date(2017, 4, 12)),
    ("a day in quotes is text", "'2017-04-12'", "2017-04-12"),
    ("an impossible day is text", "2017-06-31", "2017-06-31"),
    ("a day with a time is text", "2017-04-12 10:00", "2017-04-12 10:00"),
    ("a day in other words", "12/04/2017", "12/04/2017"),
    ("nothing", "", None),
    ("null", "[null, ~]", [None, None]),
    ("a colon without a blank", "https://oas.org#a", "https://oas.org#a"),
    ("a remark", "Fund  # the third", "Fund"),
    ("a number sign in a word", "Fund#3", "Fund#3"),
    ("going on below", "one\n  two", "one two"),
    ("line by line", "|\n  one\n  two", "one\ntwo"),
    ("no is a key, and so is a year", "{no: 1, 2017: 2, null: 3}", {"no": 1, "2017": 2, "null": 3}),
    ("there is no merging", "{<<: {b: 1}}", {"<<": {"b": 1}}),
]


@pytest.mark.parametrize(("source", "expected"), [row[1:] for row in VALUES], ids=[row[0] for row in VALUES])
def test_values(source: str, expected: Any) -> None:
    value, problems = parse(f"a: {source}", "a.md")
    assert (value, problems) == ({"a": expected}, [])
    assert type(value["a"]) is type(expected)  # True == 1


SPECIAL = "a value that starts with a special character needs quotes around it"
INDENTED = "this line is indented differently from its neighbours"
FOLLOWS = "nothing may follow the quote or bracket that closes a value; an apostrophe inside '…' is written twice"
ITEM = (
    "the list that begins here needs ', ' between its items and ']' at its end; an item with ': ' in it needs quotes "
    "around it"
)
BRACE = "what begins with '{' needs '}' at its end; a text needs quotes around it"
NO_COLON = "this line needs ': ' after its key"
MISTAKES = [
    ("a key twice", "a: 1\nb: 2\na: 3", "4:1: the key 'a' stands twice; keep one"),
    ("a key twice, further in", "x:\n- b: 1\n  b: 2", "4:3: the key 'b' stands twice; keep one"),
    ("a key twice, on one line", "x: {b: 1, b: 2}", "2:11: the key 'b' stands twice; keep one"),
    ("a key that is a list", "? [b]\n: 1", "2:3: a key must be a word"),
    ("a tab", "a:\n\tb: 1", "3:1: indent with blanks, not with a tab"),
    ("a tab after blanks", "a:\n  b: 1\n \tc: 2", "4:2: indent with blanks, not with a tab"),
    ("': ' in a value", "a: Fund: phase two", "2:8: a value with ': ' in it needs quotes around it"),
    ("': ' in an item", "x:\n- belize#1: is it: so", "3:18: a value with ': ' in it needs quotes around it"),
    ("an at sign", "a: @oas", f"2:4: {SPECIAL}"),
    ("a backtick", "a: `x`", f"2:4: {SPECIAL}"),
    ("a percent sign", "a: %x", f"2:4: {SPECIAL}"),
    ("a bracket", "a: ] x", f"2:4: {SPECIAL}"),
    ("a greater sign", "a: >x", f"2:5: {SPECIAL}"),
    ("a star", "a: *x", f"2:4: {SPECIAL}"),
    ("bold words", "a: **x** y", f"2:4: {SPECIAL}"),
    ("exclamation marks", "a: !x!y", f"2:4: {SPECIAL}"),
    ("an ampersand", "a: &Co partners", f"2:4: {SPECIAL}"),
    ("an exclamation mark", "a: !important", f"2:4: {SPECIAL}"),
    ("one that stands alone", "a: ! important", f"2:4: {SPECIAL}"),
    ("a type", "a: !!int q", f"2:4: {SPECIAL}"),
    ("a hyphen", "a: - x", "2:4: a list begins on the line below its key; a text that starts with '- ' needs quotes"),
    ("an apostrophe in quotes", "a: 'It's here'", f"2:8: {FOLLOWS}"),
    ("a word after a quote", 'a: "x" y', f"2:8: {FOLLOWS}"),
    ("a word after a quoted item", "- 'x' y", f"2:7: {FOLLOWS}"),
    ("a word after a list", "a: [x] y", f"2:8: {FOLLOWS}"),
    ("an open quote", 'a: 1\nb: "open\nc: 2', "3:4: the quote that begins here is not closed"),
    ("an open list", "a: [1, 2\nb: 3", f"2:4: {ITEM}"),
    ("': ' in an item on one line", "a: [b, c: d: e]", f"2:4: {ITEM}"),
    ("an open brace", "a: {b: 1\nc: 2", f"2:4: {BRACE}"),
    ("an open brace at the end", "a: {b:", f"2:7: {SPECIAL}"),
    ("a backslash", 'a: "C:\\q"', "2:7: inside double quotes a backslash is written twice"),
    ("too far right", "a: 1\n  b: 2", f"3:3: {INDENTED}"),
    ("an item's key too far right", "a:\n- b: 1\n   c: 2", f"4:4: {INDENTED}"),
    ("an item's key too far left", "a:\n- b: 1\n c: 2", f"4:2: {INDENTED}"),
    ("an item too far left", "a:\n  - b\n - c", f"4:2: {INDENTED}"),
    ("the first line too far right", "  a: 1\nb: 2", f"3:1: {INDENTED}"),
    ("no colon, first", "a\nb: 1", f"2:1: {NO_COLON}"),
    ("no blank after the colon", "a:1\nb: 1", f"2:1: {NO_COLON}"),
    (
        "no colon, later",
        "a: 1\nb c\nd: 1",
        "3:1: a key needs ': ' after it; a text that goes on from the line above is indented",
    ),
    ("another document", "a: 1\n---  # x\nb: 2", "3:1: '---' stands only before and after the facts"),
    ("a form feed", "a: 1\nb: é\x0cx", "3:5: the invisible character U+000C cannot stand here; delete it"),
    ("a line end of another kind", "a: x\u2028\nb", "2:5: the invisible character U+2028 cannot stand here; delete it"),
    (
        "a form feed in an old Mac's file",
        "a: 1\rb: é\x0cx",
        "3:5: the invisible character U+000C cannot stand here; delete it",
    ),
    ("a tab in an old Mac's file", "a: 1\r\tb: c\rd: e", "3:1: indent with blanks, not with a tab"),
    (
        "no colon in an old Mac's file",
        "a: 1\rb c\rd: e",
        "3:1: a key needs ': ' after it; a text that goes on from the line above is indented",
    ),
    ("what nobody foresaw", "%YAML 9.9\n---\na: 1", "2:1: cannot be read as YAML (found incompatible YAML document)"),
]


@pytest.mark.parametrize(("source", "expected"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES])
def test_mistakes(source: str, expected: str) -> None:
    value, problems = parse(source, "a.md", first_line=2)
    assert value is None
    assert [str(problem) for problem in problems] == [f"a.md:{expected}"]


SOURCE = """\
title: "Ports"
donors: [canada, chile]

activities:
- id: a
  start:
-   id: b
    evidence: {unit: x}
"""
PLACES = [
    # steps, the value's place, the key's place
    ("a value", ("title",), (11, 8), (11, 1)),
    ("an item on one line", ("donors", 1), (12, 18), (12, 18)),
    ("a list below its key", ("activities",), (15, 1), (14, 1)),
    ("an item of it", ("activities", 0), (15, 3), (15, 3)),
    ("a value in it", ("activities", 1, "id"), (17, 9), (17, 5)),
    ("an empty value: its key", ("activities", 0, "start"), (16, 3), (16, 3)),
    ("a value on one line", ("activities", 1, "evidence", "unit"), (18, 22), (18, 16)),
    ("a key that is not there: what should hold it", ("activities", 1, "end"), (17, 5), (17, 5)),
    ("an item that is not there", ("donors", 7), (12, 9), (12, 9)),
    ("nothing near", ("unit",), (11, 1), (11, 1)),
]


@pytest.mark.parametrize(("steps", "value", "key"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_places(steps: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]) -> None:
    assert locate(SOURCE, steps, first_line=11) == value
    assert key_place(SOURCE, steps, first_line=11) == key


def test_places_in_nothing() -> None:
    assert locate("", (), 2) == locate("", ("a",), 2) == key_place("# a remark", ("a",), 2) == (2, 1)
