"""Slips in YAML: all of a file are told at once, and those with one right cure are mended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.yamlread import MANY, read
from builder.yamlslips import BACKSLASH, COLON, FOLLOWS, SPECIAL

TWICE = "stands twice; keep one"
MENDED = [
    # title, as written, as mended, the places and the complaints
    ("': ' in a value", "a: Fund: phase two", "a: 'Fund: phase two'", [(1, 8, COLON)]),
    ("a colon at its end", "a: Fund:", "a: 'Fund:'", [(1, 8, COLON)]),
    ("before a remark", "a: Fund: two  # third", "a: 'Fund: two'  # third", [(1, 8, COLON)]),
    ("with a number sign in it", "a: Fund: No.#2", "a: 'Fund: No.#2'", [(1, 8, COLON)]),
    ("with an apostrophe", "a: Chile's: two", "a: 'Chile''s: two'", [(1, 11, COLON)]),
    ("with double quotes", 'a: The: "two"', "a: 'The: \"two\"'", [(1, 7, COLON)]),
    ("blanks after it", "a: Fund: two  ", "a: 'Fund: two'  ", [(1, 8, COLON)]),
    ("the line end of Windows", "a: Fund: two\r\nb: 1\r\n", "a: 'Fund: two'\r\nb: 1\r\n", [(1, 8, COLON)]),
    ("a key with capitals", "Title: Fund: two", "Title: 'Fund: two'", [(1, 12, COLON)]),
    ("a key that is indented", "a:\n  b: c: d", "a:\n  b: 'c: d'", [(2, 7, COLON)]),
    ("an activity's first key", "activities:\n- id: a: b", "activities:\n- id: 'a: b'", [(2, 8, COLON)]),
    ("… and its second", "activities:\n- id: a\n  name: b: c", "activities:\n- id: a\n  name: 'b: c'", [(3, 10, COLON)]),
    ("… with lists between", "activities: # all\n- id: a\n  countries:\n  - x\n- id: b: c", "activities: # all\n- id: a\n  countries:\n  - x\n- id: 'b: c'", [(5, 8, COLON)]),
    ("a text in a list", "review:\n- a#1: is it: so", "review:\n- 'a#1: is it: so'", [(2, 13, COLON)]),
    ("a text that begins with a word", "review:\n- note: is it: so", "review:\n- 'note: is it: so'", [(2, 14, COLON)]),
    ("a text in an activity's list", "activities:\n- donors:\n  - a: b: c", "activities:\n- donors:\n  - 'a: b: c'", [(3, 9, COLON)]),
    ("an at sign", "a: @oas", "a: '@oas'", [(1, 4, SPECIAL)]),
    ("a backtick", "a: `x` y", "a: '`x` y'", [(1, 4, SPECIAL)]),
    ("a percent sign", "a: %x", "a: '%x'", [(1, 4, SPECIAL)]),
    ("a greater sign", "a: >x", "a: '>x'", [(1, 5, SPECIAL)]),
    ("a star", "a: *new* ports", "a: '*new* ports'", [(1, 4, SPECIAL)]),
    ("bold words", "a: **new** ports", "a: '**new** ports'", [(1, 4, SPECIAL)]),
    ("a star before a blank", "a: * ports", "a: '* ports'", [(1, 4, SPECIAL)]),
    ("an ampersand before a blank", "a: & partners", "a: '& partners'", [(1, 4, SPECIAL)]),
    ("exclamation marks", "a: !new!ports", "a: '!new!ports'", [(1, 4, SPECIAL)]),
    ("an ampersand", "a: &Co partners", "a: '&Co partners'", [(1, 4, SPECIAL)]),
    ("an exclamation mark", "a: !important", "a: '!important'", [(1, 4, SPECIAL)]),
    ("a text in a list that begins so", "- @oas: x", "- '@oas: x'", [(1, 3, SPECIAL)]),
    ("a text in a list with such a word", "review:\n- note: @oas", "review:\n- 'note: @oas'", [(2, 9, SPECIAL)]),
    ("an apostrophe in quotes", "a: 'It's here'", "a: 'It''s here'", [(1, 8, FOLLOWS)]),
    ("two of them", "a: 'It's Chile's'", "a: 'It''s Chile''s'", [(1, 8, FOLLOWS)]),
    ("one that is right already", "a: 'It''s Chile's'", "a: 'It''s Chile''s'", [(1, 17, FOLLOWS)]),
    ("one behind a word", "a: 'the ports' staff'", "a: 'the ports'' staff'", [(1, 16, FOLLOWS)]),
    ("a backslash", 'a: "C:\\q"  # x', "a: 'C:\\q'  # x", [(1, 7, BACKSLASH)]),
    ("a backslash and an apostrophe", 'a: "it\'s C:\\q"', "a: 'it''s C:\\q'", [(1, 12, BACKSLASH)]),
    ("several in one file", "a: b: c\nd: 1\ne:\n- 'f's'\n- @g\nd: 2", "a: 'b: c'\nd: 1\ne:\n- 'f''s'\n- '@g'\nd: 2", [(1, 5, COLON), (4, 6, FOLLOWS), (5, 3, SPECIAL), (6, 1, f"the key 'd' {TWICE}")]),
    ("a remark below it", "a: b: c\n# d\ne: 1", "a: 'b: c'\n# d\ne: 1", [(1, 5, COLON)]),
    ("a text that begins like a list", "a: b: [c]", "a: 'b: [c]'", [(1, 5, COLON)]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "mended", "told"), [row[1:] for row in MENDED], ids=[row[0] for row in MENDED])
def test_with_one_right_cure(source: str, mended: str, told: list[tuple[int, int, str]]) -> None:
    reading = read(source, "a.yml")
    assert reading.is_read
    assert reading.source == mended
    assert [(each.line, each.column, each.message) for each in reading.problems] == told
    assert not [each for each in read(mended, "a.yml").problems if TWICE not in each.message]
    below = read(source, "a.yml", first_line=11).problems
    assert [(each.line, each.column, each.message) for each in below] == [(told[0] + 10, *told[1:]) for told in told]


KEPT = [
    # title, as written, complaints
    ("a value that goes on below", "a: b: c\n  d", 1),
    ("an open quote", "a: 'b\nc: 1", 1),
    ("two quoted words", "a: 'b' or 'c'", 1),
    ("a word behind a quote", "a: 'b' c", 1),
    ("a word behind a list", "a: [b] c", 1),
    ("': ' in a list on one line", "a: [b, c: d: e]", 1),
    ("… and in one of several lines", "a: [b,\n  c: d: e]", 1),
    ("a stray bracket", "a: ] b", 1),
    ("escapes that are meant, or not", 'a: "C:\\new\\q"', 1),
    ("quotes within quotes, and a backslash", 'a: "say \\"hi\\" \\q"', 1),
    ("two keys on one line", "start: 2017-04-12 end: 2017-12-31", 1),
    ("an anchor that is used", "a: &x b\nc: *x", 1),
    ("an anchor on a list", "a: &x [b]", 1),
    ("an anchor on what stands below", "a: &x\n  b: 1", 1),
    ("a type", "a: !!str 2017", 1),
    ("a tab", "a:\n\tb: 1", 1),
    ("a missing colon", "a\nb: 1", 1),
    ("a key of several words", "Fund two: a: b", 1),
    ("a list within a list", "- - a: b: c", 1),
    ("a hyphen", "a: - b", 1),
    ("an invisible character", "a: b\x0c", 1),
    ("nothing but a key that stands twice", "a: 1\na: 2", 1),
    ("one that can be mended, and one that cannot", "a: b: c\nd: [e", 2),
]  # fmt: skip


@pytest.mark.parametrize(("source", "count"), [row[1:] for row in KEPT], ids=[row[0] for row in KEPT])
def test_with_more_than_one_thinkable_cure(source: str, count: int) -> None:
    reading = read(source, "a.yml")
    assert len(reading.problems) == count
    assert reading.source.split("\n")[-1] == source.split("\n")[-1]
    if count == 1:
        assert reading.source == source


def test_what_is_full_of_slips_is_no_yaml() -> None:
    reading = read("\n".join(f"k{number}: a: b" for number in range(2 * MANY)), "a.yml")
    assert not reading.is_read
    assert len(reading.problems) == MANY


WILD = st.lists(
    st.sampled_from(["a: ", "- ", "  ", "\n", "\r\n", "\t", "'", '"', ": ", ":", "# ", "[", "]", "{", "}", ", ", "&x", "*x", "!", "|", ">", "@", "\\", "é", "w", "id: ", "activities:\n", "review:\n", "---", "?", "2017-04-12"]),
    max_size=25,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(max_size=60), WILD))
def test_wild(source: str) -> None:
    reading = read(source, "a.yml")
    assert reading.is_read or reading.problems
    before, after = source.split("\n"), reading.source.split("\n")
    assert len(before) == len(after)
    changed = {number for number, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]}
    assert changed <= {problem.line for problem in reading.problems}
    again = read(reading.source, "a.yml")
    assert (again.source, again.data) == (reading.source, reading.data)
    assert len(again.problems) <= len(reading.problems)
