"""Which sheets are one program, and which are second copies: one row for each rule."""

import datetime as dt
from typing import Any

import pytest

from builder.importer.programs.gather import gather, second_copies
from builder.importer.sheet import Sheet

LAMPS = ("The work began when the keepers of the old lamps asked for help, and it has grown from one harbor to thirty harbors in the "
         "years that followed, without ever losing the people who lit the first lamp.",)  # fmt: skip
BOATS = ("Every boat that leaves a small bay at night needs somebody on land who counts the boats and who notices when one of them "
         "does not come home before the wind turns and the waves begin to rise again.",)  # fmt: skip
SHORT = ("To strengthen the capacity of Member States.",)


def sheet(number: int, summary: tuple[str, ...], title: str | None = None, **facts: Any) -> Sheet:
    facts.setdefault("objectives", ())
    texts = {"summary": summary, "objectives": facts.pop("objectives"), "results": facts.pop("results", ())}
    evidence = {"title": title} if title else {}
    return Sheet(f"unstated/b.txt#{number}", str(number), "en", texts, title=title, evidence=evidence, **facts)  # type: ignore[arg-type]


PROGRAMS = [
    ("one title", [sheet(1, LAMPS, "Lamp Program"), sheet(2, BOATS, "Lamp Program")], [[1, 2]]),
    ("a misprinted title", [sheet(1, LAMPS, "Tourism Lamp Program"), sheet(2, BOATS, "Tourisim Lamp Program")], [[1, 2]]),
    ("titles that differ in a number", [sheet(1, LAMPS, "Resolution 1540 Program"), sheet(2, BOATS, "Resolution 1541 Program")], [[1], [2]]),
    ("one summary, no titles", [sheet(1, LAMPS), sheet(2, LAMPS, results=BOATS)], [[1, 2]]),
    ("one summary, two titles", [sheet(1, LAMPS, "Lamp Program", results=BOATS * 3), sheet(2, LAMPS, "Wick Project", results=SHORT)], [[1], [2]]),
    ("a phrase in common is no text in common", [sheet(1, LAMPS, objectives=SHORT), sheet(2, BOATS, objectives=SHORT)], [[1], [2]]),
    ("no title joins two titles", [sheet(1, LAMPS + BOATS, "Lamp Program"), sheet(2, LAMPS), sheet(3, LAMPS + SHORT, "Boat Project")], [[1], [2, 3]]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "sheets", "expected"), PROGRAMS, ids=[row[0] for row in PROGRAMS])
def test_programs(title: str, sheets: list[Sheet], expected: list[list[int]]) -> None:
    found = sorted(sorted(int(each.ref[-1]) for each in group.sheets) for group in gather(sheets))
    assert found == expected


def test_a_sheet_without_a_name_asks_whether_it_belongs() -> None:
    (group,) = gather([sheet(1, LAMPS, "Lamp Program"), sheet(2, LAMPS, results=BOATS)])
    assert [line for line in group.review if line.startswith("unstated/b.txt#2: this sheet names no program")]


PERU, HAITI = {"countries": ("peru",)}, {"countries": ("haiti",)}
START = {"start": dt.date(2017, 1, 1)}
COPIES: list[tuple[str, list[dict[str, Any]], list[int]]] = [
    ("the same words and nothing else", [{}, {}], [2]),
    ("the same country", [PERU, PERU], [2]),
    ("no country beside one", [{}, PERU], [1]),
    ("two countries", [PERU, HAITI], []),
    ("a fact that the other lacks", [START, {}], [2]),
    ("a fact of its own", [PERU, START], []),
    ("the same fact", [{**PERU, **START}, START], [2]),
    ("another fact", [START, {"start": dt.date(2018, 1, 1)}], []),
]


@pytest.mark.parametrize(("title", "facts", "expected"), COPIES, ids=[row[0] for row in COPIES])
def test_second_copies(title: str, facts: list[dict[str, Any]], expected: list[int]) -> None:
    sheets = [sheet(number, LAMPS, **each) for number, each in enumerate(facts, 1)]
    assert [int(ref[-1]) for ref in second_copies(sheets)] == expected


def test_what_was_imported_is_never_a_second_copy() -> None:
    sheets = [sheet(1, LAMPS), sheet(2, LAMPS, **PERU)]
    assert list(second_copies(sheets)) == ["unstated/b.txt#1"]
    assert list(second_copies(sheets, {"unstated/b.txt#1"})) == []
