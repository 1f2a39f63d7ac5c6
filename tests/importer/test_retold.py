"""Which sheet tells anew what an earlier one told: one row for each sign that counts, for and against."""

import datetime as dt
from typing import Any

import pytest

from builder.importer.programs.retold import Teller, corrected
from builder.importer.sheet import Sheet

TEXT = "The keepers of the old lamps learned in 2017 how light is made, and how it is kept through the night by two people."
NEAR = TEXT.replace("learned", "have learned")
KIN = "The keepers of the old lamps learned in 2017 how light is made, but nobody had thought of the many boats that need it."
FAR = "Nobody counted the fish of three reefs, and so the schools of all harbors had nothing at all to tell their children."
LATER = TEXT.replace("2017", "2018")


def day(year: int, month: int = 1) -> dt.date:
    return dt.date(year, month, 1)


def sheet(number: int, text: str = TEXT, language: str = "en", **facts: Any) -> Sheet:
    facts.setdefault("countries", ("peru",))
    return Sheet(f"peru/b.txt#{number}", str(number), language, {"summary": (text,)} if text else {}, **facts)


PAIRS = [
    # title; what the earlier sheet says, what the later; the verdict where the earlier one is gone from the booklet
    # (and both stand at the same place of it), and where its booklet stands beside
    ("a typing error, one name", {"name": "Course"}, {"text": NEAR, "name": "Course"}, "same", "same"),
    ("a typing error, one start", {"start": day(2017)}, {"text": NEAR, "start": day(2017)}, "same", "same"),
    ("a typing error alone", {}, {"text": NEAR}, "same", "other"),
    ("another text, one name", {"name": "Course"}, {"text": FAR, "name": "Course"}, "same", "other"),
    ("another text, one name and start", {"name": "Course", "start": day(2017)}, {"text": FAR, "name": "Course", "start": day(2017)}, "same", "same"),
    ("another text, one start", {"start": day(2017)}, {"text": FAR, "start": day(2017)}, "same", "other"),
    ("another end", {"start": day(2017), "end": day(2017, 6)}, {"start": day(2017), "end": day(2018)}, "same", "same"),
    ("another month", {"start": day(2017, 4)}, {"start": day(2017, 5)}, "same", "other"),
    ("next year's dates, one name", {"name": "Course", "start": day(2017)}, {"name": "Course", "start": day(2018)}, "other", "other"),
    ("next year in the text, no dates", {"name": "Course"}, {"text": LATER, "name": "Course"}, "other", "other"),
    ("another name, a typing error, one start", {"name": "Course", "start": day(2017)}, {"text": NEAR, "name": "Workshop", "start": day(2017)}, "same", "other"),
    ("another name, another text", {"name": "Course"}, {"text": FAR, "name": "Workshop"}, "other", "other"),
    ("a misprinted name", {"name": "Course for Kepers"}, {"text": FAR, "name": "Course for Keepers"}, "same", "other"),
    ("another country", {}, {"text": NEAR, "countries": ("chile",)}, "other", "other"),
    ("one more country", {"name": "Course"}, {"text": NEAR, "name": "Course", "countries": ("chile", "peru")}, "same", "same"),
    ("another language", {}, {"language": "es"}, "other", "other"),
    ("kin, and nothing else", {}, {"text": KIN}, "doubt", "other"),
    ("nothing but the place", {}, {"text": FAR}, "doubt", "other"),
    ("the same words and no fact more", {"name": "Course"}, {"name": "Course"}, "same", "other"),
    ("a page that was empty", {"text": ""}, {"text": FAR}, "same", "other"),
]  # fmt: skip


@pytest.mark.parametrize(("early", "late", "here", "beside"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_one_and_another(early: dict[str, Any], late: dict[str, Any], here: str, beside: str) -> None:
    new = sheet(9, **late)
    for same_booklet, expected in ((True, here), (False, beside)):
        booklet = "peru/b.txt" if same_booklet else "peru/a.txt"
        found = corrected(
            [Teller(new, "peru/b.txt", 1, 0)], [Teller(sheet(1, **early), booklet, 1, 0)], same_booklet=same_booklet
        )
        verdict = "same" if found.same else "doubt" if found.doubt else "other"
        assert verdict == expected


@pytest.mark.parametrize(
    ("title", "booklet", "program"), [("another program", "peru/a.txt", 1), ("another folder", "chile/a.txt", 0)]
)
def test_what_cannot_be_one(title: str, booklet: str, program: int) -> None:
    one, other = sheet(1, name="Course"), sheet(9, NEAR, name="Course")
    found = corrected([Teller(other, "peru/b.txt", 1, 0)], [Teller(one, booklet, 1, program)], same_booklet=False)
    assert found.same == {}


def test_texts_that_are_read_under_other_headings_are_the_same_texts() -> None:
    texts = {"summary": (TEXT,), "objectives": (KIN,), "results": (FAR,)}
    swapped = {"summary": (FAR,), "objectives": (KIN,), "results": (NEAR,)}
    one, other = (Sheet(f"peru/b.txt#{number}", str(number), "en", each) for number, each in ((1, texts), (9, swapped)))  # type: ignore[arg-type]
    tellers = [Teller(each, "peru/b.txt", number, 0) for number, each in ((1, one), (2, other))]
    assert corrected(tellers[1:], tellers[:1], same_booklet=True).same == {"peru/b.txt#9": "peru/b.txt#1"}


def test_each_finds_its_own_and_twins_are_told_by_their_place() -> None:
    def tellers(*sheets: Sheet) -> list[Teller]:
        return [Teller(each, "peru/b.txt", position, 0) for position, each in enumerate(sheets, 1)]

    old = tellers(sheet(1, name="Course"), sheet(2, name="Workshop"), sheet(3, FAR))
    new = tellers(sheet(11, NEAR, name="Workshop"), sheet(12, NEAR, name="Course"), sheet(13, FAR + " Truly."))
    assert corrected(new, old, same_booklet=True).same == {
        "peru/b.txt#11": "peru/b.txt#2", "peru/b.txt#12": "peru/b.txt#1", "peru/b.txt#13": "peru/b.txt#3",
    }  # fmt: skip
    twins = tellers(sheet(1), sheet(2))
    assert corrected(tellers(sheet(11, NEAR), sheet(12, NEAR)), twins, same_booklet=True).same == {
        "peru/b.txt#11": "peru/b.txt#1", "peru/b.txt#12": "peru/b.txt#2",
    }  # fmt: skip


def test_of_two_that_cannot_be_told_apart_neither_is_taken() -> None:
    old = [Teller(sheet(number), "peru/b.txt", number, 0) for number in (1, 2)]
    found = corrected([Teller(sheet(9, NEAR), "peru/b.txt", 5, 0)], old, same_booklet=True)
    assert (found.same, found.doubt) == ({}, {"peru/b.txt#9": "peru/b.txt#1"})
