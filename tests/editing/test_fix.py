"""Slips with one right cure are mended; what was right, or is doubtful, stays byte for byte."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.content import load_facets, parse_program
from builder.editing.fix import fix, fix_markdown, fix_yaml
from builder.facets import FILES
from builder.program import Facts

CONTENT = Path(__file__).parents[2] / "content"
FACETS = load_facets(CONTENT, [])
BLANKS = "blanks at the end of the line taken away"


def _whole(facts: str, body: str = "## Summary\n\nText.\n") -> str:
    return f"---\ntitle: Ports\n{facts}---\n\n{body}"


def _fixed(text: str) -> tuple[str, list[str]]:
    after, mends = fix_markdown(text, "a.md", Facts, FACETS)
    return after, [str(mend).removeprefix("a.md:") for mend in mends]


def _activity(line: str) -> str:
    return f"activities:\n- id: a  # the first\n  {line}\n"


FACTS = [
    # title, before, after, what is said
    ("quotes", "sheet: a: b", "sheet: 'a: b'", "quotes put in: sheet: 'a: b'"),
    ("a number that is a text", "name: 2017  # x", "name: '2017'  # x", "activities[0].name mended: name: '2017'  # x"),
    ("a day that is a text", "name: 2017-04-12", "name: '2017-04-12'", "activities[0].name mended: name: '2017-04-12'"),
    ("a truth that is a text", "name: true", "name: 'true'", "activities[0].name mended: name: 'true'"),
    ("a day in quotes", "start: '2017-04-12' # x", "start: 2017-04-12 # x", "activities[0].start mended: start: 2017-04-12 # x"),
    ("a day without zeros", "start: 2017-4-5", "start: 2017-04-05", "activities[0].start mended: start: 2017-04-05"),
    ("a day with slashes", "start: 2017/04/12", "start: 2017-04-12", "activities[0].start mended: start: 2017-04-12"),
    ("a day with no time", "start: 2017-04-12T00:00:00Z", "start: 2017-04-12", "activities[0].start mended: start: 2017-04-12"),
    ("the month first", "start: 4/13/2017", "start: 2017-04-13", "activities[0].start mended: start: 2017-04-13"),
    ("the day first", "start: 13/4/2017", "start: 2017-04-13", "activities[0].start mended: start: 2017-04-13"),
    ("both the same", "start: 4/4/2017", "start: 2017-04-04", "activities[0].start mended: start: 2017-04-04"),
    ("a day in words", "start: April 12, 2017", "start: 2017-04-12", "activities[0].start mended: start: 2017-04-12"),
    ("a weekday", "start: Wednesday, 12 April 2017", "start: 2017-04-12", "activities[0].start mended: start: 2017-04-12"),
    ("the year first", "start: 2017 May 12", "start: 2017-05-12", "activities[0].start mended: start: 2017-05-12"),
    ("Spanish", "start: 12 de abril de 2017", "start: 2017-04-12", "activities[0].start mended: start: 2017-04-12"),
    ("yes", "ongoing: yes", "ongoing: true", "activities[0].ongoing mended: ongoing: true"),
    ("a truth in quotes", 'ongoing: "No"', "ongoing: false", "activities[0].ongoing mended: ongoing: false"),
    ("a slug that is no list", "countries: belize # x", "countries: [belize] # x", "activities[0].countries mended: countries: [belize] # x"),
    ("two of them", "countries: belize, chile", "countries: [belize, chile]", "activities[0].countries mended: countries: [belize, chile]"),
    ("a name that is no list", "donors: Canada", "donors: [canada]", "activities[0].donors mended: donors: [canada]"),
    ("a name", "countries: [chile, Belize]", "countries: [chile, belize]", "activities[0].countries[1] mended: countries: [chile, belize]"),
    ("blanks", "name: x \t", "name: x", BLANKS),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), [row[1:] for row in FACTS], ids=[row[0] for row in FACTS])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["", "Windows"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "with a mark"])
def test_facts(before: str, after: str, said: str, end: str, mark: str) -> None:
    text = mark + _whole(_activity(before)).replace("\n", end)
    expected = mark + _whole(_activity(after)).replace("\n", end)
    assert _fixed(text) == (expected, [f"5: {said}"])
    assert _fixed(expected) == (expected, [])


OTHERS = [
    ("a unit by its short name", _whole("unit: CICTE  # x\n"), _whole("unit: cicte  # x\n"), ["3: unit mended: unit: cicte  # x"]),
    ("an alias that is no list", _whole("aliases: 2017\n"), _whole("aliases: ['2017']\n"), ["3: aliases mended: aliases: ['2017']"]),
    ("a question with a colon", _whole("review:\n- Is it: so?\n- Who?:  # x\n"), _whole("review:\n- 'Is it: so?'\n- 'Who?:'  # x\n"), ["4: review[0] mended: - 'Is it: so?'", "5: review[1] mended: - 'Who?:'  # x"]),
    ("blanks, but not in a text of lines", _whole("evidence:\n  unit: |\n    a  \n    b\nunit: cicte  \n"), _whole("evidence:\n  unit: |\n    a  \n    b\nunit: cicte\n"), [f"7: {BLANKS}"]),
    ("blanks at the fences", "--- \ntitle: x\n---\t\n", "---\ntitle: x\n---\n", [f"1: {BLANKS}", f"3: {BLANKS}"]),
    ("blanks in a text", _whole("", "## Summary \n\na \n   \nb\t\n"), _whole("", "## Summary\n\na\n\nb\n"), [f"5: {BLANKS}", f"7: {BLANKS}", f"8: {BLANKS}", f"9: {BLANKS}"]),
    ("blanks beside code", _whole("", "a \n\n```\nb \n```\n\n`c \nd` e \n"), _whole("", "a\n\n```\nb \n```\n\n`c \nd` e\n"), [f"5: {BLANKS}", f"12: {BLANKS}"]),
    ("no last line end", "---\ntitle: x\n---\nText", "---\ntitle: x\n---\nText\n", ["4: the last line is ended"]),
    ("… after the facts", "---\r\ntitle: x\r\n---", "---\r\ntitle: x\r\n---\r\n", ["3: the last line is ended"]),
    ("other errors besides", _whole("unit: CICTE\npilar: x\nend: [a]\n"), _whole("unit: cicte\npilar: x\nend: [a]\n"), ["3: unit mended: unit: cicte"]),
    ("a slip that stays, below", "---\ntitle: a: b\nunit: [x\n---\n", "---\ntitle: 'a: b'\nunit: [x\n---\n", ["2: quotes put in: title: 'a: b'"]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), [row[1:] for row in OTHERS], ids=[row[0] for row in OTHERS])
def test_others(before: str, after: str, said: list[str]) -> None:
    assert _fixed(before) == (after, said)


KEPT = [
    ("a day of either order", _whole(_activity("start: 3/4/2017"))),
    ("two figures of a year", _whole(_activity("start: 4/13/17"))),
    ("an impossible day", _whole(_activity("start: 2017-06-31"))),
    ("a year long ago", _whole(_activity("start: 4/13/0217"))),
    ("a month", _whole(_activity("start: April 2017"))),
    ("more than a day", _whole(_activity("start: until 4 April 2017"))),
    ("an end before its start", _whole(_activity("start: 2017-05-01\n  end: 4/13/2017"))),
    ("a country twice", _whole(_activity("countries: [belize, Belize]"))),
    ("an unknown name", _whole(_activity("donors: Nobody, Canada"))),
    ("a list over several lines", _whole(_activity("countries: [belize, # one\n    chile]  # two"))),
    ("a text that goes on", _whole(_activity("name: >-\n    a\n    b"))),
    ("anchors", _whole(_activity("name: &a x\n  sheet: *a"))),
    ("a list where a text belongs", _whole("unit:\n  - cicte\n")),
    ("a mapping where a text belongs", _whole("pillar:\n  a: b\n")),
    ("a hard line break", _whole("", "a  \nb\n")),
    ("code", _whole("", "```\na \n```\n\n    b \n")),
    ("a table", _whole("", "| a | b |\n|---|---|\n| c | d |\n")),
    ("a heading without words", _whole("", "## \n\na\n")),
    ("line ends of old", "---\rtitle: x \r---\r"),
    ("no front matter", "a \nb"),
    ("nothing", ""),
]  # fmt: skip


@pytest.mark.parametrize("text", [row[1] for row in KEPT], ids=[row[0] for row in KEPT])
def test_kept(text: str) -> None:
    assert _fixed(text) == (text, [])


def test_facet_files() -> None:
    text = "# ours\nx-bank: # x\n  name: Bank: one\n  country: Canada \ny:\n  name: 2017"
    after, mends = fix_yaml(text, "donors.yml", FILES["donors"], FACETS, each=True)
    assert after == "# ours\nx-bank: # x\n  name: 'Bank: one'\n  country: canada\ny:\n  name: '2017'\n"
    assert [mend.line for mend in mends] == [3, 4, 6, 4, 6]


def test_the_real_content_is_as_it_should_be() -> None:
    assert fix(CONTENT) == []


PIECES = st.lists(
    st.sampled_from(["title: Ports\n", "unit: CICTE \n", "unit: cicte\n", "review:\n- a: b\n", "aliases: x, y\n", "aliases: [x] # z\n", "draft: yes\n", "activities:\n- id: a\n", "  start: 4/13/2017\n", "  end: 2017-01-01\n", "  countries: Belize\n", "  donors: [Canada, canada]\n", "  name: a: b\n", "  name: 7\n", "# remark \n", "  ongoing: on\n", "evidence:\n  unit: |\n    a  \n", "\n", " \n", "x", ": ", "'", "[", "\t", "&a ", "*a"]),
    max_size=10,
).map("".join)  # fmt: skip
BODIES = st.text(st.sampled_from("ab #\n\r\t`~*->|[](){}\\_ \u00a0"), max_size=60)


@settings(max_examples=200)
@given(PIECES, BODIES)
@example("", "\t")
def test_wild(head: str, body: str) -> None:
    text = f"---\n{head}---\n{body}"
    after, mends = fix_markdown(text, "a.md", Facts, FACETS)
    assert fix_markdown(after, "a.md", Facts, FACETS) == (after, [])
    lines, mended = text.split("\n"), after.split("\n")
    if len(mended) == len(lines) + 1:  # the last line is ended
        lines.append("")
    changed = {number for number, pair in enumerate(zip(lines, mended, strict=True), 1) if pair[0] != pair[1]}
    assert changed <= {mend.line for mend in mends}
    was, before = parse_program(text, "a", "a.md", FACETS)
    now, left = parse_program(after, "a", "a.md", FACETS)
    assert {(each.field, each.message) for each in left} <= {(each.field, each.message) for each in before}
    assert len(left) <= len(before)
    if was and not before:
        assert now
        assert now.facts == was.facts


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    for given_text in (text, f"---\n{text}\n---\n{text}"):
        after, _ = fix_markdown(given_text, "a.md", Facts, FACETS)
        assert fix_markdown(after, "a.md", Facts, FACETS) == (after, [])
    after, _ = fix_yaml(text, "donors.yml", FILES["donors"], FACETS, each=True)
    assert fix_yaml(after, "donors.yml", FILES["donors"], FACETS, each=True) == (after, [])
