"""Review lines: what each is about, and which of them readers see."""

import datetime as dt

import pytest

from builder.generator.doubts import Doubt, doubts, has_unsure_dates
from builder.program import Activity, Facts

COPY = "a second copy: the same words as chile/b.txt#1, and no fact that it lacks"
LINES = [
    ("about a sheet", "belize/a.txt#4: no end", [Doubt("belize/a.txt#4", "no end")]),
    ("about the program", "Is the title right?", [Doubt(None, "Is the title right?")]),
    ("about a fact of the program", "title: is it right?", [Doubt(None, "title: is it right?")]),
    ("a file name with blanks", "belize/my sheets.txt#4: no end", [Doubt("belize/my sheets.txt#4", "no end")]),
    ("a sheet without words", "belize/a.txt#4: ", [Doubt(None, "belize/a.txt#4: ")]),
    ("a second copy is for editors alone", f"belize/a.txt#4: {COPY}", []),
    (
        "an editor's own question about one",
        "Is it a second copy: yes or no?",
        [Doubt(None, "Is it a second copy: yes or no?")],
    ),
]


@pytest.mark.parametrize(("line", "expected"), [row[1:] for row in LINES], ids=[row[0] for row in LINES])
def test_doubts(line: str, expected: list[Doubt]) -> None:
    assert list(doubts([line])) == expected


DATES = [
    ("a date of the form", "belize/a.txt#4: 4/7/2017: month or day first is not certain", True),
    ("a date within the line", "belize/a.txt#4: the form's first date 4/7/17 is later than its second 1/2/17", True),
    ("with dots", "belize/a.txt#4: '31.2.2017' is no date of the calendar; please look it up", True),
    ("an editor's way", "belize/a.txt#4: is 2017-04-07 right?", True),
    ("the dates by their name", "belize/a.txt#4: dates: only with the day first do they make sense", True),
    ("one by its name", "belize/a.txt#4: end: is it over?", True),
    ("another sheet's", "belize/a.txt#5: 4/7/2017: month or day first is not certain", False),
    ("the program's", "4/7/2017: month or day first is not certain", False),
    ("what has no date", "belize/a.txt#4: no completion date on the form", False),
    ("days of the text, in words", "belize/a.txt#4: contradicting dates: launched in 2016 by the summary", False),
    ("other figures", "belize/a.txt#4: title: UNSCR 1540/2004 or 24/7, 1.2.3.4?", False),
    ("a second copy", f"belize/a.txt#4: {COPY} 4/7/2017", False),
]


@pytest.mark.parametrize(("line", "expected"), [row[1:] for row in DATES], ids=[row[0] for row in DATES])
def test_unsure_dates(line: str, expected: bool) -> None:
    dated = Activity(id="a", sheet="belize/a.txt#4", start=dt.date(2017, 4, 7))
    facts = Facts(title="Ports", review=(line,))
    assert has_unsure_dates(dated, facts) is expected
    assert not has_unsure_dates(Activity(id="a", sheet="belize/a.txt#4"), facts)
    assert not has_unsure_dates(Activity(id="a", end=dt.date(2017, 4, 7)), facts)
