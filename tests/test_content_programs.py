"""A program file: its facts against the facets, its texts under their headings, and both written back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.content import format_program, parse_program
from builder.facets import Country, Donor, Facets, Pillar, Unit
from builder.problems import errors
from builder.program import SECTIONS, Activity, Facts, Program, Texts

FACETS = Facets(
    countries={"belize": Country(name="Belize", code="BZ"), "brazil": Country(name="Brazil", code="BR")},
    donors={"canada": Donor(name="Canada")},
    pillars={"security": Pillar(name="Security", description="Safety.")},
    units={"cicte": Unit(name="Committee against Terrorism", pillar="security")},
)
HEAD = "---\ntitle: Ports\nactivities:\n- {id: belize-2017}\n- {id: chile}\n---\n"

ALLOWED_OF_PROGRAM = "title, unit, pillar, lang, draft, aliases, activities, review, summary, objectives, results"
FACTS = [
    # what follows the title on line 3 and below, the complaints
    ("a slip in a unit", "unit: cicta", ["3:7: unit: 'cicta' is no unit; did you mean 'cicte'?"]),
    ("no such unit", "unit: xyz", ["3:7: unit: 'xyz' is no unit; units.yml lists them"]),
    ("a slip in a pillar", "pillar: securty", ["3:9: pillar: 'securty' is no pillar; did you mean 'security'?"]),
    ("no such pillar", "pillar: xyz", ["3:9: pillar: 'xyz' is no pillar; pillars.yml lists them"]),
    (
        "a slip in a country",
        "activities:\n- id: a\n  countries: [belize, brasil]",
        ["5:23: activities[0].countries[1]: 'brasil' is no country; did you mean 'brazil'?"],
    ),
    (
        "no such country",
        "activities:\n- id: a\n  countries:\n  - xyz",
        ["6:5: activities[0].countries[0]: 'xyz' is no country; countries.yml lists them"],
    ),
    (
        "a slip in a donor",
        "activities:\n- id: a\n- id: b\n  donors: [canda]",
        ["6:12: activities[1].donors[0]: 'canda' is no donor; did you mean 'canada'?"],
    ),
    (
        "no such donor",
        "activities:\n- id: a\n  donors: [xyz]",
        ["5:12: activities[0].donors[0]: 'xyz' is no donor; donors.yml lists them"],
    ),
    (
        "a country twice",
        "activities:\n- id: a\n  countries: [belize, belize]",
        ["5:23: activities[0].countries[1]: 'belize' stands twice; keep one"],
    ),
    (
        "the end before the start",
        "activities:\n- id: a\n  start: 2017-04-12\n  end: 2017-04-11",
        ["6:8: activities[0].end: the end 2017-04-11 is before the start 2017-04-12"],
    ),
    ("one day", "activities:\n- id: a\n  start: 2017-04-12\n  end: 2017-04-12", []),
    (
        "an id twice",
        "activities:\n- id: a\n- id: b\n- id: a",
        ["6:7: activities[2].id: 'a' stands twice; ids are for one activity each"],
    ),
    ("reasons", "decided: {unit: so, pillar: so, results: so}\nactivities: [{id: a, evidence: {end: so}}]", []),
    (
        "a reason for a slip",
        "decided:\n  untit: so",
        ["4:3: decided.untit: there is no such fact; did you mean 'unit'?"],
    ),
    (
        "evidence for nothing known",
        "evidence: {xyz: so}",
        [f"3:12: evidence.xyz: there is no such fact; allowed: {ALLOWED_OF_PROGRAM}"],
    ),
    (
        "an activity's reason",
        "activities:\n- id: a\n  decided: {country: so}",
        ["5:13: activities[0].decided.country: there is no such fact; did you mean 'countries'?"],
    ),
]


@pytest.mark.parametrize(("facts", "expected"), [row[1:] for row in FACTS], ids=[row[0] for row in FACTS])
def test_facts(facts: str, expected: list[str]) -> None:
    program, problems = parse_program(f"---\ntitle: Ports\n{facts}\n---\n", "a", "a.md", FACETS)
    assert program is not None
    assert [str(problem) for problem in problems] == [f"a.md:{line}" for line in expected]


BESIDE_A_SLIP = [
    # what follows the title on line 3 and below a key that nobody knows, the other complaints
    ("a unit", "unit: cicta", ["4:7: unit: 'cicta' is no unit; did you mean 'cicte'?"]),
    ("a reason", "decided: {untit: so}", ["4:11: decided.untit: there is no such fact; did you mean 'unit'?"]),
    (
        "a country",
        "activities: [{id: a, countries: [brasil]}]",
        ["4:34: activities[0].countries[0]: 'brasil' is no country; did you mean 'brazil'?"],
    ),
    (
        "an activity's reason, in an entry without id",
        "activities: [{evidence: {country: so}}]",
        [
            "4:14: activities[0].id: is missing",
            "4:26: activities[0].evidence.country: there is no such fact; did you mean 'countries'?",
        ],
    ),
    (
        "days, beside an entry that is none",
        "activities:\n- x\n- {id: a, start: 2017-04-12, end: 2017-04-11}",
        [
            "5:3: activities[0]: 'x' must be keys with values, such as 'name: …'",
            "6:35: activities[1].end: the end 2017-04-11 is before the start 2017-04-12",
        ],
    ),
    (
        "an id twice, beside a slip in a date",
        "activities:\n- {id: a, start: x}\n- {id: a}",
        [
            "5:18: activities[0].start: 'x' is no date; write it as 2017-04-12",
            "6:8: activities[1].id: 'a' stands twice; ids are for one activity each",
        ],
    ),
    (
        "what is no slug is told once",
        "unit: CICTE\nactivities: [{id: A, countries: [B, [], B], donors: canada, evidence: x, start: 2017}, {id: A}]",
        None,
    ),
    (
        "a heading",
        "activities: [{id: a}]\n---\n## Summary\n### A {#b}\nb",
        ["7:7: no activity has the id 'b'"],
    ),
]


@pytest.mark.parametrize(
    ("facts", "expected"), [row[1:] for row in BESIDE_A_SLIP], ids=[row[0] for row in BESIDE_A_SLIP]
)
def test_a_slip_hides_no_other(facts: str, expected: list[str] | None) -> None:
    text = f"---\ntitle: Ports\ntag: red\n{facts}" + ("" if "---" in facts else "\n---\n")
    program, problems = parse_program(text, "a", "a.md", FACETS)
    told = [str(problem) for problem in sorted(problems)]
    assert program is None
    assert told.pop(0).startswith("a.md:3:1: tag: there is no such key")
    if expected is None:
        assert len({(problem.line, problem.column) for problem in problems}) == len(problems)
    else:
        assert told == [f"a.md:{line}" for line in expected]


BODIES = [
    ("three texts", "## Summary\na\n## Objectives\nb\n\n\n## Results\n\nc\n", Texts("a", "b", "c"), {}),
    ("in another order", "## Results\nc\n## Summary\na\n", Texts("a", "", "c"), {}),
    ("nothing", "", Texts(), {}),
    ("a heading without text", "## Summary\n\n## Results\nc", Texts("", "", "c"), {}),
    ("paragraphs", "## Summary\n\na\nb\n\n- c\n\n  d\n", Texts("a\nb\n\n- c\n\n  d"), {}),
    (
        "an activity's own",
        "## Summary\na\n### Belize {#belize-2017}\nb\n\nc\n### Chile {#chile}\nd\n## Results\n### Chile {#chile}\ne",
        Texts("a"),
        {"belize-2017": Texts("b\n\nc"), "chile": Texts("d", "", "e")},
    ),
    ("a heading ends what is one activity's", "## Summary\n### B {#chile}\n## Results\nc", Texts("", "", "c"), {}),
    (
        "headings without an id are text",
        "## Summary\n# a\n### b\n### B {#chile}\n### c\n#### d {#x}",
        Texts("# a\n### b"),
        {"chile": Texts("### c\n#### d {#x}")},
    ),
    ("headings without words", "## Summary\n### {#chile}\nb", Texts(), {"chile": Texts("b")}),
    ("no blank after the signs", "## Summary\n##Results\n###x {#chile}", Texts("##Results\n###x {#chile}"), {}),
    ("a line", "## Summary\na\n\n---\n\nb", Texts("a\n\n---\n\nb"), {}),
    ("code", "## Summary\n```\n## Results\n```\n## Results\nc", Texts("```\n## Results\n```", "", "c"), {}),
    ("code of a language", "## Summary\n~~~yaml\n### x {#y}\n~~~", Texts("~~~yaml\n### x {#y}\n~~~"), {}),
    ("other fences in code", "## Summary\n````\n```\n~~~\n## x\n````", Texts("````\n```\n~~~\n## x\n````"), {}),
    ("a fence with words ends no code", "## Summary\n```\n``` x\n## y\n```", Texts("```\n``` x\n## y\n```"), {}),
    ("code in a line is no fence", "## Summary\n```a``` b\n## Results\nc", Texts("```a``` b", "", "c"), {}),
    ("a form feed ends no line", "## Summary\na\x0c## b\u2028c", Texts("a\x0c## b\u2028c"), {}),
    ("line ends of Windows", "## Summary\r\n\r\na\r\nb\r\n", Texts("a\nb"), {}),
    ("very many blanks", f"## Summary\n### a{' ' * 9000}b {{#", Texts(f"### a{' ' * 9000}b {{#"), {}),
]


@pytest.mark.parametrize(("body", "texts", "own"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_texts(body: str, texts: Texts, own: dict[str, Texts]) -> None:
    program, problems = parse_program(HEAD + body, "a", "a.md", FACETS)
    assert not errors(problems)
    assert program is not None
    assert (program.texts, program.own_texts) == (texts, own)


ALLOWED = "allowed: '## Summary', '## Objectives', '## Results'"
EARLY = "text before the first heading; put it under '## Summary'"
WRONG_BODIES = [
    # the text from line 7, the complaints
    ("an unknown heading", "## Sumary\na", [f"7:1: '## Sumary' is no heading of a program; {ALLOWED}"]),
    ("a heading with a colon", "## Summary:", [f"7:1: '## Summary:' is no heading of a program; {ALLOWED}"]),
    ("a heading with an id", "## Summary {#a}", [f"7:1: '## Summary {{#a}}' is no heading of a program; {ALLOWED}"]),
    ("twice", "## Summary\na\n## summary\nb", ["9:1: '## summary' stands twice; put the texts under one"]),
    ("text before", "\n\na\n\nb\n## Summary\nc", [f"9:1: {EARLY}"]),
    ("a heading before", "# Ports\n\n## Summary\nc", [f"7:1: {EARLY}"]),
    ("an activity before", "### Chile {#chile}\n\na\n\n## Summary\nc", [f"7:1: {EARLY}"]),
    (
        "an unknown id",
        "## Summary\n### Chile {#chil}\na",
        ["8:11: no activity has the id 'chil'; did you mean 'chile'?"],
    ),
    ("nothing near", "## Summary\n### Chile {# x }\na", ["8:11: no activity has the id 'x'"]),
    ("no id", "## Summary\n### Chile {#}\na", ["8:11: no activity has the id ''"]),
    (
        "an activity twice",
        "## Summary\n### Chile {#chile}\na\n### C {#chile}\nb",
        ["10:1: '### C {#chile}' stands twice; put the texts under one"],
    ),
    (
        "code without end",
        "## Summary\na\n  ~~~ x\n## Results\n```\n~~\n",
        ["9:1: the code block that begins here is not closed; write '~~~' on the line below its end"],
    ),
]


@pytest.mark.parametrize(("body", "expected"), [row[1:] for row in WRONG_BODIES], ids=[row[0] for row in WRONG_BODIES])
def test_slips_in_texts(body: str, expected: list[str]) -> None:
    _, problems = parse_program(HEAD + body, "a", "a.md", FACETS)
    assert [str(problem) for problem in problems] == [f"a.md:{line}" for line in expected]


EMPTY_SECTIONS = [
    # the text from line 7, the line that is told
    ("a section", "## Summary\n\n## Results\nc", "7:1: warning: nothing stands under '## Summary'"),
    ("the last one", "## Summary\na\n\n## Results\n\n", "10:1: warning: nothing stands under '## Results'"),
    (
        "an activity's",
        "## Summary\n### B {#chile}\n\n## Results\nc",
        "8:1: warning: nothing stands under '### B {#chile}'",
    ),
    ("only an activity's own text", "## Summary\n### B {#chile}\nb", None),
]


@pytest.mark.parametrize(
    ("body", "expected"), [row[1:] for row in EMPTY_SECTIONS], ids=[row[0] for row in EMPTY_SECTIONS]
)
def test_empty_sections(body: str, expected: str | None) -> None:
    _, problems = parse_program(HEAD + body, "a", "a.md", FACETS)
    cure = "write its text there, or delete the line"
    assert [str(problem) for problem in problems] == ([f"a.md:{expected}; {cure}"] if expected else [])


def test_ids_are_not_asked_for_while_the_facts_are_wrong() -> None:
    program, problems = parse_program("---\nactivities: x\n---\n## Summary\n### A {#a}\nb\n", "a", "a.md", FACETS)
    assert program is None
    assert [problem.field for problem in problems] == ["title", "activities"]


HEADINGS = {"a": "Belize, Chile", "b-2017": "No country stated", "c": "C# {x}"}
FULL = Program(
    "ports",
    Facts(title="Ports", activities=tuple(Activity(id=each) for each in HEADINGS)),
    Texts("One.\n\nTwo.", "", "- three\n- four"),
    {"c": Texts("", "Five."), "a": Texts("Six.", "", "Seven.")},
)
WRITTEN = """\
---
title: Ports
activities:
- id: a
  countries: []
- id: b-2017
  countries: []
- id: c
  countries: []
---

## Summary

One.

Two.

### Belize, Chile {#a}

Six.

## Objectives

### C# {x} {#c}

Five.

## Results

- three
- four

### Belize, Chile {#a}

Seven.
"""


def test_format() -> None:
    assert format_program(FULL, HEADINGS) == WRITTEN
    assert format_program(Program("a", Facts(title="A")), {}) == "---\ntitle: A\n---\n"


paragraph = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r")).filter(
    lambda text: not text.startswith(("#", "`", "~", " "))
)
blocks = [
    paragraph,
    st.sampled_from(["- a\n- b", "1. a\n\n   b", "### a", "# b", "---", "```\n## c\n```", "> d", "##"]),
]
markdown = st.lists(st.one_of(blocks), max_size=5).map(lambda parts: "\n\n".join(parts).strip())
texts = st.builds(Texts, **dict.fromkeys(SECTIONS, markdown))


@given(texts, st.dictionaries(st.sampled_from(sorted(HEADINGS)), texts.filter(bool)))
@example(FULL.texts, FULL.own_texts)
def test_what_is_written_is_read_again(common: Texts, own: dict[str, Texts]) -> None:
    program = Program("ports", FULL.facts, common, own)
    written = format_program(program, HEADINGS)
    again, problems = parse_program(written, "ports", "ports.md", FACETS)
    assert not problems
    assert again == program
    assert format_program(again, HEADINGS) == written
