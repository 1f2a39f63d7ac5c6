"""A booklet's text as printed lines, with what their places tell: gaps, boxes, page breaks."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line that is not blank."""

    number: int
    """1-based, in the booklet."""
    text: str
    """Without blanks at its ends."""
    indented: bool
    """It began with a blank: often, a new box or page begins with it."""
    gap: int
    """How many blank lines stand before it."""
    page_break: bool
    """A form feed stands before it."""

    @property
    def box(self) -> bool:
        """A box begins here though no blank line says so."""
        return self.indented and self.gap == 0


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a booklet that hold anything."""
    lines: list[Line] = []
    gap, page_break = 0, False
    pieces = _ENDS.split(_even(text.removeprefix("\ufeff")))
    number = 1
    for piece in pieces:
        if piece == "\f":
            page_break = True
        elif piece in ("\n", "\r", "\r\n"):
            number += 1
        elif piece.strip():
            lines.append(Line(number, piece.strip(), piece[0] == " ", gap - 1 if lines else gap, page_break))
            gap, page_break = 0, False
        if piece in ("\n", "\r", "\r\n", "\f"):
            gap += 1
    return tuple(replace(line, gap=max(line.gap, 0)) for line in lines)


def received(text: str, firsts: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    """A booklet's lines as they were received, blank ones too, parted before each of these lines but the first."""
    pieces = _ENDS.split(text)
    numbered: list[tuple[int, str]] = []
    number = 1
    for line, end in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        numbered.append((number, line))
        number += end not in ("\f", "")
    starts = [0]
    for first in firsts[1:]:
        # a form feed parts a line in two of the same number
        same = [at for at, (number, line) in enumerate(numbered) if number == first.number]
        holding = [at for at in same if _even(numbered[at][1]).strip().endswith(first.text)]
        starts.append(max((holding or same)[-1], starts[-1]))
    lines = [line for _, line in numbered]
    return tuple(tuple(lines[begin:end]) for begin, end in pairwise([*starts, len(lines)])) if firsts else ()


def _even(text: str) -> str:
    """The text with one kind of blank, and each letter in one piece with its accent."""
    return unicodedata.normalize("NFC", text.translate(_ODD_BLANKS))


_ENDS = re.compile(r"(\r\n|\r|\n|\f)")
_ODD_BLANKS = str.maketrans(
    {"\u00a0": " ", "\t": " ", "\u2007": " ", "\u202f": " ", "\u200b": "", "\ufeff": "", "\u00ad": ""}
)
