"""A booklet's text as printed lines, with what their places tell: gaps, boxes, page breaks."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.unseen import UNSEEN


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line that is not blank."""

    number: int
    """1-based, in the booklet; a form feed ends a line too."""
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
        elif piece.strip():
            lines.append(Line(number, piece.strip(), piece[0] == " ", gap - 1 if lines else gap, page_break))
            gap, page_break = 0, False
        if _ENDS.fullmatch(piece):
            number += 1
            gap += 1
    return tuple(replace(line, gap=max(line.gap, 0)) for line in lines)


def received(text: str, firsts: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    """A booklet's lines as they were received, blank ones too, parted before each of these lines but the first."""
    lines = _ENDS.split(text)[::2]
    starts = [0, *(first.number - 1 for first in firsts[1:])]
    return tuple(tuple(lines[begin:end]) for begin, end in pairwise([*starts, len(lines)])) if firsts else ()


def _even(text: str) -> str:
    """The text with one kind of blank, and each letter in one piece with its accent."""
    text = UNSEEN.sub(lambda sign: sign[0] if sign[0] in "\f\v" else "", text.translate(_ODD_BLANKS))
    return unicodedata.normalize("NFC", text)


_ENDS = re.compile("(\r\n|[\n\r\f\v\x85\u2028\u2029])")
"""A form feed is one, and so are the line ends that word processors have of their own."""
_ODD_BLANKS = str.maketrans({"\u00a0": " ", "\t": " ", "\u2007": " ", "\u202f": " ", "\ufeff": "", "\u00ad": ""})
