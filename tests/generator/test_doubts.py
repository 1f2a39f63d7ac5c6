"""Review lines: what each is about, and which of them readers see."""

import pytest

from builder.generator.doubts import Doubt, doubts

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
