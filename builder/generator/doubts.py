"""What awaits an editor: the review lines of a program file, each about one sheet or about the program.

A line reads `REF: what is in doubt`, REF being a sheet as the activities name it; without a REF the program is meant.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SECOND_COPY = "a second copy: "
"""How a line begins that no reader can help with: which sheet was kept is for editors alone."""

_REF = re.compile(r"\S#\d+$")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A point that awaits an editor."""

    sheet: str | None
    """The sheet that it is about, such as `belize/program-sheets.txt#4`."""
    words: str
    """What is in doubt."""


def doubts(review: Iterable[str]) -> Iterator[Doubt]:
    """The lines that a reader should know of."""
    for line in review:
        sheet, _, words = line.partition(": ")
        doubt = Doubt(sheet, words) if _REF.search(sheet) and words else Doubt(None, line)
        if not (doubt.sheet and doubt.words.startswith(SECOND_COPY)):
            yield doubt
