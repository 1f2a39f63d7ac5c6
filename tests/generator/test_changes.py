"""What changed between two versions of a program's file, and what is form alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.generator.changes import Part, differences, is_same_text, parts

FILE = """\
---
title: Port Program
unit: cicte
evidence:
  title: The Port Program helps ports.
activities:
- id: belize-2017
  sheet: belize/sheets.txt#4
  countries: [belize]
  donors: [canada]
  start: 2017-04-12
  end: 2017-12-31
  evidence:
    countries: In Belize, ports are helped.
- id: chile
  countries: [chile]
review:
- 'belize/sheets.txt#4: the sentence is cut off'
- 'the dates contradict each other'
---

## Summary

It helps ports. It helps
them much.

### Belize {#belize-2017}

It helps Belize.

## Results

Many.
"""


def told(part: Part) -> str:
    """The part in one line: its kind, its activities, its keys, its number, its words."""
    where = ",".join(each.id for each in part.activities)
    return " ".join(filter(None, [part.kind, where, ",".join(part.keys), str(part.count or ""), part.words]))


CHANGES = [
    # title, what is replaced, by what, what is told
    ("nothing", "It helps", "It helps", []),
    ("the name", "title: Port", "title: Harbor", ["facts title"]),
    ("two facts, in the order of pages", "title: Port Program\nunit: cicte\n", "title: P\npillar: security\n", ["facts title,unit,pillar"]),
    ("a fact and its sentence", "title: Port Program\nunit: cicte\nevidence:\n  title: The", "title: X\nunit: cicte\nevidence:\n  title: A", ["facts title"]),
    ("a sentence alone", "The Port Program helps", "The Port Program greatly helps", ["facts known"]),
    ("a reason", "evidence:\n  title: The Port", "decided:\n  title: The Port", ["facts known"]),
    ("an earlier address", "unit: cicte", "unit: cicte\naliases: [ports]", ["facts aliases"]),
    ("a key that nobody knows", "unit: cicte", "unit: cicte\ncolor: red", ["facts facts"]),
    ("a draft begins", "unit: cicte", "unit: cicte\ndraft: true", ["facts draft"]),
    ("donors and end of one activity", "donors: [canada]\n  start: 2017-04-12\n  end: 2017-12-31", "donors: [canada, chile]\n  start: 2017-04-12\n  end: 2018-01-31", ["activity belize-2017 donors,end"]),
    ("a date taken away", "  start: 2017-04-12\n", "", ["activity belize-2017 start"]),
    ("an activity's sentence alone", "In Belize, ports", "In all Belize, ports", ["activity belize-2017 known"]),
    ("an activity's country", "countries: [chile]", "countries: [peru]", ["activity chile countries"]),
    ("a new activity", "review:\n", "- id: peru\n  countries: [peru]\nreview:\n", ["added peru"]),
    ("an activity gone", "- id: chile\n  countries: [chile]\n", "", ["removed chile"]),
    ("an activity exchanged", "- id: chile\n  countries: [chile]\n", "- id: peru\n  countries: [peru]\n", ["added peru", "removed chile"]),
    ("a point settled", "- 'the dates contradict each other'\n", "", ["settled 1"]),
    ("all points settled", "review:\n- 'belize/sheets.txt#4: the sentence is cut off'\n- 'the dates contradict each other'\n", "", ["settled 2"]),
    ("a point opened", "review:\n", "review:\n- who pays?\n", ["opened 1"]),
    ("the summary", "It helps ports.", "It helps all ports.", ["facts summary"]),
    ("an activity's own text", "It helps Belize.", "It helps Belize a lot.", ["activity belize-2017 summary"]),
    ("an activity's own text, new", "Many.\n", "Many.\n\n### Chile {#chile}\n\nFew.\n", ["activity chile results"]),
    ("a whole text gone", "## Results\n\nMany.\n", "", ["facts results"]),
    ("a text under a heading that is none", "## Results", "## Outcome", ["facts results,texts"]),
    ("a paragraph parted", "ports. It", "ports.\n\nIt", ["facts summary"]),
    ("what looks like a heading inside code", "Many.\n", "Many.\n\n```\n## Summary\n```\n", ["facts results"]),
    ("a fact and a text", "unit: cicte", "unit: dps", ["facts unit"]),
    ("a comment", "unit: cicte", "# its unit\nunit: cicte  # sure", []),
    ("a comment at the top", "---\ntitle", "---\n# a program\ntitle", []),
    ("quotes", "title: Port Program", "title: 'Port Program'", []),
    ("quotes with an apostrophe", "- 'the dates contradict each other'", '- "the dates contradict each other"', []),
    ("a list in lines", "  donors: [canada]", "  donors:\n  - canada", []),
    ("the order of keys", "title: Port Program\nunit: cicte\n", "unit: cicte\ntitle: Port Program\n", []),
    ("a value in lines of its own", "  title: The Port Program helps ports.", "  title: >-\n    The Port Program\n    helps ports.", ["facts known"]),
    ("a name in lines of its own", "title: Port Program\n", "title: >-\n  Port\n  Program\n", []),
    ("lines wrapped differently", "It helps ports. It helps\nthem much.", "It helps ports.\nIt helps them much.", []),
    ("blanks at the end", "Many.\n", "Many.   \n\n\n", []),
    ("line ends of Windows", "\n", "\r\n", []),
    ("list items that stand in", "- id: chile\n  countries: [chile]", "-   id: chile\n    countries: [chile]", []),
    ("a key twice", "unit: cicte", "unit: cicte\nunit: dps", ["facts facts"]),
    ("an activity without an id", "- id: chile\n  countries", "- countries", ["facts facts"]),
    ("activities that are no list", "activities:\n", "activities: none\nothers:\n", ["facts facts"]),
    ("no front matter any more", "---\ntitle", "title", ["facts facts,texts"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_what_changed(old: str, new: str, expected: list[str]) -> None:
    assert old in FILE
    after = FILE.replace(old, new) if old == "\n" else FILE.replace(old, new, 1)
    assert [told(part) for part in parts(differences(FILE, after))] == expected


def test_what_is_no_draft_any_more_is_told_as_that() -> None:
    before = FILE.replace("unit: cicte", "unit: cicte\ndraft: true")
    assert [told(part) for part in parts(differences(before, FILE))] == ["published"]


def test_activities_stand_in_no_order() -> None:
    first, second = "- id: a\n  countries: [a]\n", "- id: b\n  countries: [b]\n"
    assert (
        differences(f"---\nactivities:\n{first}{second}---\n", f"---\nactivities:\n{second}{first}---\n") == frozenset()
    )


def test_an_activity_that_is_gone_says_whose_it_was() -> None:
    (part,) = parts(differences(FILE, FILE.replace("- id: chile\n  countries: [chile]\n", "")))
    assert part.activities[0].countries == ("chile",)


def test_all_that_one_change_did_is_told_in_one_order() -> None:
    after = (
        FILE.replace("Port Program", "P", 1)
        .replace("Many.", "Few.")
        .replace("canada", "chile")
        .replace("Belize.", "B.")
        .replace("- 'the dates contradict each other'\n", "")
        .replace("review:", "- id: peru\nreview:")
    )
    assert [told(part) for part in parts(differences(FILE, after))] == [
        "facts title,results",
        "added peru",
        "activity belize-2017 donors,summary",
        "settled 1",
    ]


SAME = [
    ("the same", "a b\n", "a b\n", True),
    ("wrapped", "a b\nc\n\nd", "a\nb c\n\n\nd\n", True),
    ("line ends", "a\n\nb", "a\r\n\r\nb", True),
    ("a word", "a b", "a c", False),
    ("a paragraph", "a b", "a\n\nb", False),
]


@pytest.mark.parametrize(("old", "new", "same"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_a_translation_wrapped_anew_is_the_same(old: str, new: str, same: bool) -> None:
    assert is_same_text(old, new) is same


@given(st.data())
def test_a_damaged_file_is_compared_all_the_same(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(FILE)))
    end = data.draw(st.integers(start, min(len(FILE), start + 30)))
    damage = data.draw(st.text("-:#[]{}'\"\n |>&*ab1`~", max_size=12))
    damaged = FILE[:start] + damage + FILE[end:]
    for old, new in ((FILE, damaged), (damaged, FILE)):
        found = parts(differences(old, new))
        assert all(part.keys or part.activities or part.count or part.kind == "published" for part in found)
        # among the facts, a blank more or less can mean another thing
        if start > FILE.index("\n## ") and " ".join(FILE.split()) == " ".join(damaged.split()):
            assert all(part.kind in ("facts", "activity") for part in found)  # no more than where paragraphs end
