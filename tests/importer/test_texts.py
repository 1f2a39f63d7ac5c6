"""Texts merged three ways, and written into a body that keeps its own bytes."""

import pytest

from builder.importer.programs.body import Place, Unit, body_units, parts_of_body, units_of, with_units
from builder.importer.programs.merge import merge_review, parted
from builder.importer.programs.texts import Joining, merge_texts
from builder.program import Activity, Facts

A = "The first paragraph tells of lamps."
B = "The second paragraph tells of boats and of nets."
C = "The third paragraph tells of fish in deep water."
D = "A fourth one, which nobody had told before."


def placed(spec: dict[str, list[str]]) -> dict[Place, tuple[Unit, ...]]:
    """`{"": [...], "peru": [...]}`: the results, common and by activity; `objectives` the common objectives."""
    return {
        (("objectives", None) if owner == "objectives" else ("results", owner or None)): tuple(
            Unit(text) for text in texts
        )
        for owner, texts in spec.items()
    }


MERGED = [
    # title, last imported, the editor's, the sheets'; what comes of it, the clashes (section, was, now, kept)
    ("nothing changed", {"": [A]}, {"": [A]}, {"": [A]}, {"": [A]}, []),
    ("the sheets", {"": [A, B]}, {"": [A, B]}, {"": [A, C]}, {"": [A, C]}, []),
    ("the editor", {"": [A, B]}, {"": [A, C]}, {"": [A, B]}, {"": [A, C]}, []),
    ("both the same", {"": [A, B]}, {"": [A, C]}, {"": [A, C]}, {"": [A, C]}, []),
    ("each another", {"": [A, B]}, {"": [A, B + " Truly."]}, {"": [C, B]}, {"": [C, B + " Truly."]}, []),
    ("both the same otherwise", {"": [A, B]}, {"": [A, B + " Truly."]}, {"": [A, B.replace("boats", "ships")]}, {"": [A, B + " Truly."]}, [(B, B.replace("boats", "ships"), B + " Truly.")]),
    ("deleted and changed", {"": [A, B]}, {"": [A]}, {"": [A, C]}, {"": [A]}, [(B, C, "")]),
    ("changed and taken back", {"": [A, B]}, {"": [A, B + " Truly."]}, {"": [A]}, {"": [A, B + " Truly."]}, [(B, "", B + " Truly.")]),
    ("deleted and taken back", {"": [A, B]}, {"": [A]}, {"": [A]}, {"": [A]}, []),
    ("a new one goes where it follows", {"": [A, B]}, {"": [A + " Truly.", B, D]}, {"": [A, B, C]}, {"": [A + " Truly.", B, C, D]}, []),
    ("a new one before all", {"": [A, B]}, {"": [A, B + " Truly."]}, {"": [C, A, B]}, {"": [C, A, B + " Truly."]}, []),
    ("an editor joined two", {"": [A, B]}, {"": [A + " " + B, D]}, {"": [A, B, C]}, {"": [A + " " + B, D, C]}, []),
    ("an editor moved one", {"": [A, B, C]}, {"": [B, A, C]}, {"": [A, B, D]}, {"": [B, A, D]}, []),
    ("only signs changed, the editor left it", {"": [A], "peru": [C]}, {"": [A], "peru": [C + " Truly."]}, {"": [A.replace(" of", ", of")], "peru": [C]}, {"": [A.replace(" of", ", of")], "peru": [C + " Truly."]}, []),
    ("emphasis is an edit", {"": [A]}, {"": ["The **first** paragraph tells of lamps."]}, {"": [A.replace(" of", ", of")]}, {"": ["The **first** paragraph tells of lamps."]}, [(A, A.replace(" of", ", of"), "The **first** paragraph tells of lamps.")]),
    ("what two sheets say now goes up", {"peru": [A, B]}, {"peru": [A, B], "": [D]}, {"": [A], "peru": [B], "new": [C]}, {"": [D, A], "peru": [B], "new": [C]}, []),
    ("what one sheet alone says now goes down", {"": [A, B]}, {"": [A, B, D]}, {"": [A], "peru": [B], "new": [C]}, {"": [A, D], "peru": [B], "new": [C]}, []),
    ("what the editor reworded stays, and the new sheet's words are told", {"peru": [A, B]}, {"peru": [A + " Truly.", B]}, {"": [A], "peru": [B], "new": [C]}, {"peru": [A + " Truly.", B], "new": [A, C]}, []),
    ("a sheet alone corrects what it shared", {"": [A], "peru": [], "haiti": []}, {"": [A + " Truly."]}, {"peru": [A.replace("lamps", "lights")], "haiti": [A]}, {"": [A + " Truly."]}, [(A, A.replace("lamps", "lights"), A + " Truly.")]),
    ("one of three corrects what they share", {"": [A]}, {"": [A, D]}, {"": [A], "peru": [A.replace("lamps", "lights")]}, {"": [A, D], "peru": [A.replace("lamps", "lights")]}, []),
    ("into another section", {"objectives": [A], "": [B]}, {"objectives": [A], "": [B, D]}, {"": [A, B]}, {"objectives": [], "": [A, B, D]}, []),
    ("reworded, and into another section", {"objectives": [A], "": [B]}, {"objectives": [A + " Truly."], "": [B]}, {"": [A, B]}, {"objectives": [A + " Truly."], "": [B]}, None),
    ("an editor put it under an activity", {"": [A, B]}, {"": [A], "peru": [B]}, {"": [A, B.replace("boats", "ships")]}, {"": [A], "peru": [B.replace("boats", "ships")]}, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected", "clashes"), [row[1:] for row in MERGED], ids=[row[0] for row in MERGED]
)
def test_merged_texts(
    base: dict[str, list[str]],
    ours: dict[str, list[str]],
    theirs: dict[str, list[str]],
    expected: dict[str, list[str]],
    clashes: list[tuple[str, str, str]] | None,
) -> None:
    new = {owner: [*theirs.get("", []), *texts] for owner, texts in theirs.items() if owner == "new"}
    joining = Joining({"peru": "p#1", "new": "n#1"}, placed(new))
    changed, told = merge_texts(placed(base), placed(ours), placed(theirs), joining)
    found = {place: [unit.text for unit in units] for place, units in (placed(ours) | changed).items()}
    assert found == {place: [unit.text for unit in units] for place, units in placed(expected).items()}
    if clashes is not None:
        assert [(clash.was, clash.now, clash.kept) for clash in told] == clashes


BODY = """
## Summary

One *two*
three.


- four
- five
six.
- seven

```
## no heading

- no item
```

### A heading of the editor's

Eight.

## Results
Nine.
### Peru, by sea {#peru}
1. ten
2) eleven

### Haiti {#haiti}

Twelve."""

UNITS = {
    ("summary", None): ["One *two*\nthree.", "- four", "- five\nsix.", "- seven", "```\n## no heading\n\n- no item\n```", "### A heading of the editor's", "Eight."],
    ("results", None): ["Nine."],
    ("results", "peru"): ["1. ten", "2) eleven"],
    ("results", "haiti"): ["Twelve."],
}  # fmt: skip


def test_a_body_in_parts_and_units_is_the_body_again() -> None:
    parts = parts_of_body(BODY)
    assert "".join(part.heading + part.content for part in parts) == BODY
    assert {place: [unit.text for unit in units] for place, units in body_units(parts).items()} == UNITS
    for part in parts:
        units, tail = units_of(part.content)
        assert "".join(unit.gap + unit.text for unit in units) + tail == part.content
    assert with_units(parts, body_units(parts), {}, []) == BODY


WRITTEN = [
    # title, the place, its new units; what goes from the body, what comes in its place
    ("one more", ("summary", None), [*UNITS["summary", None], "Nine."], "Eight.\n", "Eight.\n\nNine.\n"),
    ("one less", ("summary", None), UNITS["summary", None][1:], "\nOne *two*\nthree.\n\n\n- four", "\n- four"),
    ("an item less", ("summary", None), [each for each in UNITS["summary", None] if each != "- seven"], "six.\n- seven\n\n```\n##", "six.\n\n```\n##"),
    ("an item more", ("results", "peru"), ["1. ten", "2) eleven", "3) twelve"], "eleven\n\n", "eleven\n3) twelve\n\n"),
    ("all less, under the editor's own heading", ("results", "peru"), [], "1. ten\n2) eleven\n\n", "\n"),
    ("all less, under the import's heading", ("results", "haiti"), [], "\n### Haiti {#haiti}\n\nTwelve.", ""),
    ("a new place at the end", ("results", "zz"), ["New."], "\n\nTwelve.", "\n\nTwelve.\n\n### Zz {#zz}\n\nNew.\n"),
    ("a new place between", ("results", "chile"), ["New."], "### Peru,", "\n### Chile {#chile}\n\nNew.\n\n### Peru,"),
    ("a new section", ("objectives", None), ["New."], "\n\n## Results", "\n\n## Objectives\n\nNew.\n\n## Results"),
    ("a new section of one activity", ("objectives", "chile"), ["New."], "\n\n## Results", "\n\n## Objectives\n\n### Chile {#chile}\n\nNew.\n\n## Results"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "units", "old", "new"), [row[1:] for row in WRITTEN], ids=[row[0] for row in WRITTEN]
)
def test_units_written_into_a_body(place: Place, units: list[str], old: str, new: str) -> None:
    parts = parts_of_body(BODY)
    before = {unit.text: unit for unit in body_units(parts).get(place, ())}
    headings = {"chile": ("", "Chile"), "peru": ("Peru", "Peru"), "haiti": ("Haiti", "Haiti"), "zz": ("", "Zz")}
    wanted = {place: tuple(before.get(text, Unit(text)) for text in units)}
    assert BODY.count(old) == 1
    after = with_units(parts, wanted, headings, ["chile", "peru", "haiti", "zz"])
    assert after == BODY.replace(old, new)
    expected = UNITS | {place: units}
    found = {at: [unit.text for unit in held] for at, held in body_units(parts_of_body(after)).items() if held}
    assert found == {at: held for at, held in expected.items() if held}


def test_a_heading_that_the_import_made_follows_and_another_stays() -> None:
    headings = {"peru": ("Peru", "Peru, 2017"), "haiti": ("Haiti", "Haiti, 2017")}
    assert with_units(parts_of_body(BODY), {}, headings, []) == BODY.replace("### Haiti {", "### Haiti, 2017 {")


def test_into_an_empty_body() -> None:
    wanted: dict[Place, tuple[Unit, ...]] = {
        ("results", "peru"): (Unit("- one"), Unit("- two"), Unit("Three.")),
        ("summary", None): (Unit("Four."),),
    }
    for body in ("", "\n"):
        assert with_units(parts_of_body(body), wanted, {"peru": ("", "Peru")}, ["peru"]) == (
            "\n## Summary\n\nFour.\n\n## Results\n\n### Peru {#peru}\n\n- one\n- two\n\nThree.\n"
        )


LINES = [
    # title, last given, what stands there, what the sheets ask now; what stands there then
    ("a new one", ["a#1: x"], ["a#1: x"], ["a#1: x", "a#2: y"], ["a#1: x", "a#2: y"]),
    ("settled", ["a#1: x"], [], ["a#1: x"], []),
    ("answered by the sheet", ["a#1: x"], ["own", "a#1: x"], [], ["own"]),
    ("reworded", ["a#1: name: x (1)"], ["a#1: name: x (1)", "own"], ["a#1: name: x (1), or so"], ["a#1: name: x (1), or so", "own"]),
    ("settled, then reworded", ["a#1: name: x (1)"], [], ["a#1: name: x (1), or so"], []),
    ("settled, then about another fact", ["a#1: name: x (1)"], [], ["a#1: donors: x (1)"], ["a#1: donors: x (1)"]),
    ("settled, then about another sheet", ["a#1: name: x (1)"], [], ["a#2: name: x (1)"], ["a#2: name: x (1)"]),
    ("settled, then with another value", ["a#3: 3/4/2017: month or day first is not certain; it was read as month/day/year"], [], ["a#3: 5/6/2017: month or day first is not certain; it was read as month/day/year"], ["a#3: 5/6/2017: month or day first is not certain; it was read as month/day/year"]),
    ("settled, and a word of the sentence mended", ["a#1: results: the last sentence is cut off (“… icating the delivered trainings by local”)"], [], ["a#1: results: the last sentence is cut off (“… icating all delivered trainings by local”)"], []),
    ("settled, and the fact itself changed", ["a#1: link: x"], [], ["a#1: link: y"], ["a#1: link: y"]),
    ("a second copy of one more", ["a#1: a second copy: the same words as b#1, and no fact"], [], ["a#1: a second copy: the same words as b#1 (and as c#1), and no fact"], []),
    ("decided", [], [], ["a#1: end: x", "a#2: end: x", "a#1: no completion date on the form"], ["a#2: end: x"]),
    ("decided for the program", [], [], ["a#1: title: x", "title: y", "unit: z"], ["unit: z"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"), [row[1:] for row in LINES], ids=[row[0] for row in LINES]
)
def test_questions(base: list[str], ours: list[str], theirs: list[str], expected: list[str]) -> None:
    activities = (Activity(id="x", sheet="a#1", decided={"end": "asked"}), Activity(id="y", sheet="a#2"))
    facts = Facts(title="x", decided={"title": "asked"}, activities=activities, review=tuple(ours))
    assert merge_review(base, facts, theirs, {"a#1": ["link"]}) == tuple(expected)


PARTED = [
    ("b/a.txt@2#1: title: “x: y” is odd", ("b/a.txt@2#1", "title", "“x: y” is odd")),
    ("title: other sheets", ("", "title", "other sheets")),
    ("a#1: 3/4/2017: month or day first", ("a#1", "month or day first", "3/4/2017: month or day first")),
    ("a#1: 'X' stands on the sheet without a label", ("a#1", "stands on the sheet", "'X' stands on the sheet without a label")),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), PARTED)
def test_a_question_in_its_parts(line: str, expected: tuple[str, str, str]) -> None:
    assert parted(line) == expected
