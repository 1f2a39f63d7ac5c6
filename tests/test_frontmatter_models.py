"""Front matter against the schema: every complaint in an editor's words, with its place."""

import pytest
from pydantic import BaseModel

from builder import frontmatter
from builder.facets import Country, Donor
from builder.frontmatter import field_name, parse, validate
from builder.program import Facts
from builder.settings import Site

ONE = "title: Ports\nactivities:\n- id: belize\n"
ALLOWED = "title, unit, pillar, lang, draft, aliases, evidence, decided, activities, review"
SITE = """\
title: A
tagline: A
description: A
organization: A
url: https://example.org/
source: A
licence: {name: A, text: A}
contact: {name: A, email: a@example.org}
"""
COMPLAINTS = [
    # the model, the YAML (on line 2 of its file), the complaints
    ("missing", Facts, "unit: cicte", ["2:1: title: is missing"]),
    ("missing in an item", Facts, "title: A\nactivities:\n- name: B", ["4:3: activities[0].id: is missing"]),
    ("empty", Facts, "title:\nunit: a", ["2:1: title: is empty; write a value or delete the line"]),
    ("blanks", Facts, "title: '  '", ["2:8: title: is empty; write a value or delete the line"]),
    (
        "an empty item",
        Facts,
        "title: A\nreview:\n-\n- b",
        ["4:2: review[0]: is empty; write a value or delete the line"],
    ),
    ("an empty list", Facts, "title: A\naliases:", ["3:1: aliases: is empty; write a value or delete the line"]),
    ("a number as text", Facts, "title: 2017", ["2:8: title: '2017' must be text; put quotes around it"]),
    ("a day as text", Facts, "title: 2017-01-01", ["2:8: title: '2017-01-01' must be text; put quotes around it"]),
    ("true as text", Facts, "title: true", ["2:8: title: 'true' must be text; put quotes around it"]),
    ("a list as text", Facts, "title: [a, b]", ["2:8: title: must be text; put quotes around it"]),
    ("keys as text", Facts, "title: A\nreview:\n- a: b", ["4:3: review[0]: must be text; put quotes around it"]),
    ("a number as slug", Facts, "title: A\nunit: 7", ["3:7: unit: '7' must be text; put quotes around it"]),
    ("yes", Facts, "title: A\ndraft: yes", ["3:8: draft: 'yes' must be true or false"]),
    ("a quoted true", Facts, "title: A\ndraft: 'true'", ["3:8: draft: 'true' must be true or false"]),
    ("no list", Facts, "title: A\naliases: b", ["3:10: aliases: 'b' must be a list, such as [a, b]"]),
    ("keys for a list", Facts, "title: A\nreview:\n  a: b", ["4:3: review: must be a list, such as [a, b]"]),
    (
        "a text for a list",
        Facts,
        "title: A\nreview: |\n  one\n  two " + "x" * 60,
        ["3:9: review: 'one two " + "x" * 51 + "…' must be a list, such as [a, b]"],
    ),
    ("no keys", Facts, "title: A\nevidence: b", ["3:11: evidence: 'b' must be keys with values, indented below it"]),
    (
        "an item without keys",
        Facts,
        "title: A\nactivities: [b]",
        ["3:14: activities[0]: 'b' must be keys with values, such as 'name: …'"],
    ),
    ("a list for a file", Facts, "- title: A", ["2:1: must be keys with values, such as 'name: …'"]),
    ("no slug", Facts, "title: A\nunit: CICTE", ["3:7: unit: 'CICTE' is no slug: only a-z, 0-9 and single hyphens"]),
    (
        "no slug in a list",
        Facts,
        "title: A\naliases: [b, c d]",
        ["3:14: aliases[1]: 'c d' is no slug: only a-z, 0-9 and single hyphens"],
    ),
    (
        "no link",
        Facts,
        f"{ONE}  link: www.oas.org",
        ["5:9: activities[0].link: 'www.oas.org' is no web address: it must start with http:// or https://"],
    ),
    (
        "no such day",
        Facts,
        f"{ONE}  start: 2017-06-31",
        ["5:10: activities[0].start: '2017-06-31' is no date; write it as 2017-04-12"],
    ),
    ("a year", Facts, f"{ONE}  end: 2017", ["5:8: activities[0].end: '2017' is no date; write it as 2017-04-12"]),
    ("a slip in a key", Facts, "title: A\npilar: b", ["3:1: pilar: there is no such key; did you mean 'pillar'?"]),
    ("a strange key", Facts, "title: A\n? xyz\n: b", [f"3:3: xyz: there is no such key; allowed: {ALLOWED}"]),
    ("a key like a number", Facts, "title: A\n2017: b", [f"3:1: 2017: there is no such key; allowed: {ALLOWED}"]),
    (
        "a slip in an item's key",
        Facts,
        f"{ONE}  donor: [canada]",
        ["5:3: activities[0].donor: there is no such key; did you mean 'donors'?"],
    ),
    (
        "an empty reason",
        Facts,
        "title: A\ndecided: {unit: }",
        ["3:11: decided.unit: is empty; write a value or delete the line"],
    ),
    (
        "all at once",
        Facts,
        "unit: CICTE\ndraft: 1\nfoo: 2",
        [
            "2:1: title: is missing",
            "2:7: unit: 'CICTE' is no slug: only a-z, 0-9 and single hyphens",
            "3:8: draft: '1' must be true or false",
            f"4:1: foo: there is no such key; allowed: {ALLOWED}",
        ],
    ),
    (
        "a country's code",
        Country,
        "name: Belize\ncode: bz",
        ["3:7: code: 'bz' is no country code: two capital letters, such as BZ"],
    ),
    ("names", Donor, "name: A\nalso: B", ["3:7: also: 'B' must be a list, such as [a, b]"]),
    ("a mail address", Site, SITE.replace("a@", "a"), ["9:27: contact.email: 'aexample.org' is no e-mail address"]),
    (
        "no identifier",
        Site,
        SITE.rstrip() + "\niati: {organization: A/B, type: x}",
        [
            "10:22: iati.organization: 'A/B' is no organization identifier: it has no blanks and none of / & | ?",
            "10:33: iati.type: 'x' is no kind of organization: two digits in quotes, such as '40'",
        ],
    ),
    (
        "a slip further in",
        Site,
        SITE.replace("text", "txt"),
        [
            "8:10: licence.text: is missing",
            "8:20: licence.txt: there is no such key; did you mean 'text'?",
        ],
    ),
    (
        "a text in no language",
        Facts,
        "title: A\nlang: xx",
        ["3:7: lang: 'xx' is no language; write it as en, es, pt or fr"],
    ),
    (
        "a language's name",
        Facts,
        f"{ONE}  lang: English",
        [
            "5:9: activities[0].lang: 'English' is no language; write it as en, es, pt or fr",
        ],
    ),
    (
        "an underscore",
        Facts,
        "title: A\nlang: pt_BR",
        ["3:7: lang: 'pt_BR' is no language; write it as en, es, pt or fr"],
    ),
    (
        "pages in no language",
        Site,
        f"{SITE}languages: [en, klingon]",
        [
            "10:17: languages[1]: 'klingon' is no language; write it as en, es, pt or fr",
        ],
    ),
    (
        "pages in a language without days",
        Site,
        f"{SITE}languages: [tlh]",
        [
            "10:13: languages[0]: pages cannot be in 'tlh'; choose among en, es, pt and fr",
        ],
    ),
    ("no language", Site, f"{SITE}languages: []", ["10:12: languages: must hold one entry at least"]),
]


@pytest.mark.parametrize(
    ("model", "source", "expected"), [row[1:] for row in COMPLAINTS], ids=[row[0] for row in COMPLAINTS]
)
def test_complaints(model: type[BaseModel], source: str, expected: list[str]) -> None:
    data, wrong = parse(source, "a.md", first_line=2)
    assert not wrong
    value, problems = validate(model, data, source, "a.md", first_line=2)
    assert value is None
    assert [str(problem) for problem in sorted(problems)] == [f"a.md:{line}" for line in expected]


def test_every_complaint_has_a_row() -> None:
    told = "\n".join(line for row in COMPLAINTS for line in row[3])
    assert [words for words in frontmatter._WORDS.values() if words not in told] == []


def test_a_part_of_a_file_is_found_in_the_whole() -> None:
    source = "canada:\n  name: Canada\nchile:\n  nam: Chile\n"
    _, problems = validate(Donor, {"nam": "Chile"}, source, "donors.yml", under=("chile",))
    assert [str(problem) for problem in sorted(problems)] == [
        "donors.yml:4:3: chile.nam: there is no such key; did you mean 'name'?",
        "donors.yml:4:3: chile.name: is missing",
    ]


FIELDS = [((), ""), (("a",), "a"), (("a", 2, "b"), "a[2].b"), (("a", "b", 0), "a.b[0]")]


@pytest.mark.parametrize(("steps", "expected"), FIELDS, ids=[row[1] or "nothing" for row in FIELDS])
def test_field_name(steps: tuple[str | int, ...], expected: str) -> None:
    assert field_name(steps) == expected
