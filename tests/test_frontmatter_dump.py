"""Front matter written as YAML: in the schema's order, and read again as it was."""

import datetime as dt
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from builder.frontmatter import dump, parse, validate
from builder.program import Activity, Facts
from builder.unseen import UNSEEN

FULL = Facts(
    title="Ports: phase two",
    unit="no",
    draft=True,
    aliases=("b", "2017"),
    evidence={"unit": "x", "title": "It's #1"},
    activities=(
        Activity(id="b", donors=("canada", "chile"), start=dt.date(2017, 4, 12), name="two\n\nlines", ongoing=True),
        Activity(id="a", countries=("belize",), link="https://oas.org/#a", decided={"end": "- no"}),
    ),
    review=("a/b.txt#1: is it so?", "2017-01-01"),
)
WRITTEN = """\
title: 'Ports: phase two'
unit: 'no'
draft: true
aliases: [b, '2017']
evidence:
  title: 'It''s #1'
  unit: x
activities:
- id: b
  countries: []
  name: "two\\n\\nlines"
  donors: [canada, chile]
  start: 2017-04-12
  ongoing: true
- id: a
  countries: [belize]
  link: https://oas.org/#a
  decided:
    end: '- no'
review:
- 'a/b.txt#1: is it so?'
- '2017-01-01'
"""


def test_dump() -> None:
    assert dump(FULL) == WRITTEN
    assert dump(Facts(title="A")) == "title: A\n"


WORDS = r"""
no true null ~ 1:30 2017-01-01 2017-13-45 007 1e3 0x1F = << --- ... - -x #a 'a' it's &a *a !a %a @a `a`
[a] {a:b} [ ] | > >x ? a: :a a#b \ \n “España” हिन्दी 🌊
"""
NASTY = [
    *WORDS.split(),
    *("", " a ", "- a", "? a", "a: b", ": a", "a #b", '"a"', "a, b", "{a: b}", "a\nb", "a\n\n  b\n", "\na", "\r\n"),
    *("\ta", "a\tb", "a\x85b", "a\u2028b", "\ufeffa", "x" * 300, "word " * 60),
]
seen = st.text().filter(lambda text: not UNSEEN.search(text))
text = st.one_of(st.sampled_from(NASTY), seen, st.text(st.sampled_from(" \n-#:'\"[]{},&*!|>%@`?~0ané")))
filled = text.filter(str.strip)
slug = st.one_of(
    st.sampled_from(["no", "on", "1", "2017-01-01", "null", "true"]), st.from_regex("[a-z0-9]{1,9}", fullmatch=True)
)
reasons = st.dictionaries(text, filled, max_size=3)
some = st.lists(slug, max_size=3).map(tuple)
activities = st.builds(
    Activity,
    id=slug,
    name=filled | st.none(),
    countries=some,
    donors=some,
    start=st.dates() | st.none(),
    ongoing=st.booleans(),
    evidence=reasons,
)
programs = st.builds(
    Facts,
    title=filled,
    unit=slug | st.none(),
    draft=st.booleans(),
    aliases=some,
    decided=reasons,
    review=st.lists(filled, max_size=3).map(tuple),
    activities=st.lists(activities, max_size=3).map(tuple),
)


@given(programs)
@example(FULL)
@example(Facts(title="A", review=tuple(each for each in NASTY if each.strip())))
@example(Facts(title="A", evidence=dict.fromkeys(NASTY, "x")))
def test_what_is_written_is_read_again(facts: Facts) -> None:
    written = dump(facts)
    again: Any
    again, problems = parse(written, "a.md")
    assert not problems
    again, problems = validate(Facts, again, written, "a.md")
    assert not problems
    assert again == facts
    assert dump(again) == written


@given(text)
@example("\nb")
@example("\u2028b")
@example(" word" * 60)
def test_a_value_is_one_line(value: str) -> None:
    assert dump(Facts(title=f"x{value}")).count("\n") == 1


@given(st.text(st.sampled_from(" \n-#:'\"[]{},&*!|>%@`?~0aé\t\x0c\u2028")))
def test_whatever_is_written_there_is_a_value_or_one_problem(source: str) -> None:
    value, problems = parse(source, "a.md", first_line=2)
    assert len(problems) <= 1
    assert value is None or not problems
    lines = source.split("\n")
    for problem in problems:
        assert 2 <= problem.line < len(lines) + 2
        assert problem.column >= 1
