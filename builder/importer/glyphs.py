"""From letters to words, by their places alone: never by the order in which a page draws them."""

import math
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.importer.leaf import Box, Word


@dataclass(frozen=True, slots=True)
class Type:
    """The type in which letters are set. Letters of one text share one `Type`, so that comparing it is quick."""

    size: float
    """Height of the type, in points as printed."""
    em: float
    """The same along the line: less than `size` where type is squeezed."""
    ascent: float
    """From the line on which letters stand to the type's upper edge."""
    descent: float
    """From that line down to the lower edge; positive."""
    direction: tuple[float, float] = (1.0, 0.0)
    """Where the text runs to, as cosine and sine of the angle from a reader's left to right, turning clockwise."""


Glyph = tuple[float, float, float, str, Type]
"""A letter: the line it stands on, its left and right edge, its text, its type.

All three in the text's own frame: along `direction`, and down from it. A plain tuple, for a page has thousands.
"""

PARTS = 0.15
"""A gap of this many ems is a blank, unless the letters around are set as wide apart."""
COLUMN = 1.0
"""A gap of this many ems always is."""
_AROUND = 3
"""So many gaps on either side tell how wide apart letters are set."""
_SAME_LINE = 0.12
"""Letters whose lines differ by no more (in sizes) stand on one."""
_TWICE = 0.12
"""The same letter drawn again this near (in ems) is bold by other means."""

_ACCENTS = {
    "`": "\u0300",
    "´": "\u0301",
    "ˊ": "\u0301",
    "ˋ": "\u0300",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "ˉ": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
_DOTLESS = {"ı": "i", "ȷ": "j"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEADERS = "_"


def words(glyphs: Iterable[Glyph]) -> list[Word]:
    """The words that letters make, sorted by their boxes."""
    ways: dict[tuple[float, float], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        ways[glyph[4].direction].append(glyph)
    found: list[Word] = []
    for direction, those in ways.items():
        pieces = _raised([piece for row in _rows(_accented(those)) for piece in _pieces(row)])
        found.extend(_word(piece, direction) for piece in pieces)
    return sorted(found)


# --- accents drawn apart from their letters ---


def _is_accent(text: str) -> bool:
    return text in _ACCENTS or (len(text) == 1 and unicodedata.combining(text) > 0)


def _accented(glyphs: list[Glyph]) -> list[Glyph]:
    """The letters, with the accents put on that stand over, under or right behind them."""
    accents = sorted(glyph for glyph in glyphs if (not glyph[3].isascii() and _is_accent(glyph[3])) or glyph[3] == "`")
    if not accents:
        return glyphs
    letters = [glyph for glyph in glyphs if not _is_accent(glyph[3])]
    near: dict[int, list[int]] = defaultdict(list)
    for at, (_, left, right, text, type_) in enumerate(letters):
        if text.strip():
            for place in range(int(left // 8), int(min(right, left + 4 * type_.em) // 8) + 1):
                near[place].append(at)
    for accent in accents:
        line, left, right, text, type_ = accent
        middle, mark = (left + right) / 2, _ACCENTS.get(text, text)
        best: tuple[float, float, int] | None = None
        for place in range(int((middle - type_.em / 3) // 8), int(middle // 8) + 1):
            for at in near.get(place, ()):
                line_, left_, right_, _, letter_type = letters[at]
                slack = type_.em / 3 if text == mark else 0.0  # a mark proper may be set right behind its letter
                if abs(line - line_) < 0.45 * letter_type.size and left_ < middle < right_ + slack:
                    far = (abs(line - line_), abs(middle - (left_ + right_) / 2), at)
                    best = far if best is None else min(best, far)
        composed = _composed(letters[best[2]][3], mark) if best else ""
        if best and composed:
            line_, left_, right_, _, letter_type = letters[best[2]]
            letters[best[2]] = (line_, left_, right_, composed, letter_type)
        else:
            letters.append(accent)
    return letters


def _composed(text: str, mark: str) -> str:
    """The letters with the accent on the last; nothing where there is no such letter."""
    last = _DOTLESS.get(text[-1], text[-1])
    if last.isascii() and not last.isalpha():
        return ""
    composed = unicodedata.normalize("NFC", last + mark)
    return text[:-1] + composed if len(composed) == 1 else ""


# --- rows and their pieces ---


@dataclass(slots=True)
class _Piece:
    """Letters that stand together."""

    line: float
    left: float
    right: float
    text: str
    type: Type


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The letters by the line on which they stand, from left to right."""
    exact: dict[float, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        exact[glyph[0]].append(glyph)
    rows: list[list[Glyph]] = []
    first = size = 0.0
    for line in sorted(exact):
        here = exact[line]
        smallest = min({glyph[4].size for glyph in here})
        if rows and line - first <= _SAME_LINE * min(size, smallest):
            rows[-1].extend(here)
            size = min(size, smallest)
        else:
            rows.append(here)
            first, size = line, smallest
    for row in rows:
        row.sort(key=_across)
    return rows


def _across(glyph: Glyph) -> tuple[float, float, str, float]:
    return glyph[1], glyph[2], glyph[3], glyph[0]


def _pieces(row: list[Glyph]) -> list[_Piece]:
    """The words of a row."""
    blanks = [(glyph[1] + glyph[2]) / 2 for glyph in row if glyph[3] == " "]
    letters = _once([glyph for glyph in row if glyph[3] != " "])
    if not letters:
        return []
    blanks.sort()
    pieces = []
    start = 0
    for at in (*_partings(letters, blanks), len(letters)):
        pieces.append(_joined(letters[start:at]))
        start = at
    return pieces


def _once(letters: list[Glyph]) -> list[Glyph]:
    """Letters without those drawn again a hair beside to look bold, and without lines to write on under a text."""
    kept: list[Glyph] = []
    for glyph in letters:
        _, left, right, text, type_ = glyph
        near = min(_TWICE * type_.em, (right - left) / 2)
        for earlier in kept[-4:]:
            if earlier[3] == text and left - earlier[1] <= near and _alike(type_, earlier[4]):
                break
        else:
            kept.append(glyph)
    if any(glyph[3] == "_" for glyph in kept) and len({glyph[3] for glyph in kept}) > 1:
        return _without_leaders(kept)
    return kept


def _alike(one: Type, other: Type) -> bool:
    return one is other or abs(one.size - other.size) < 0.1 * one.size


def _without_leaders(letters: list[Glyph]) -> list[Glyph]:
    """Letters without the underscores over which something else is written."""
    written = [glyph for glyph in letters if glyph[3] != "_"]
    lefts = [glyph[1] for glyph in written]

    def is_free(glyph: Glyph) -> bool:
        at = bisect_left(lefts, glyph[2])
        return all(
            min(each[2], glyph[2]) - max(each[1], glyph[1]) < 0.1 * glyph[4].em for each in written[max(at - 3, 0) : at]
        )

    return [glyph for glyph in letters if glyph[3] != "_" or is_free(glyph)]


def _partings(letters: Sequence[Glyph], blanks: Sequence[float]) -> list[int]:
    """The letters that begin a new word: those behind a blank, and those behind a gap wider than what is usual here."""
    parted: list[int] = []
    doubtful: list[int] = []
    gaps: list[float] = []
    for at, (one, other) in enumerate(pairwise(letters), 1):
        right, left = one[2], other[1]
        em = one[4].em if one[4] is other[4] else (one[4].em + other[4].em) / 2
        gap = (left - right) / em
        gaps.append(gap)
        if gap > COLUMN or (blanks and _stands_between(blanks, right, left)):
            parted.append(at)
        elif gap >= PARTS:
            doubtful.append(at)
    if not doubtful:
        return parted
    sure = set(parted)
    for at in doubtful:
        around = [
            gaps[other - 1]
            for other in (
                *range(at - 1, max(at - 1 - _AROUND, 0), -1),
                *range(at + 1, min(at + _AROUND, len(gaps)) + 1),
            )
            if other not in sure and _alike(letters[other][4], letters[at][4])
        ]
        usual = max(min(around, default=0.0), 0.0)
        if gaps[at - 1] >= usual + PARTS:
            parted.append(at)
    return sorted(parted)


def _stands_between(blanks: Sequence[float], right: float, left: float) -> bool:
    """A blank's middle is right of one letter's end and left of the next one's begin."""
    at = bisect_left(blanks, right - 0.01)
    return at < len(blanks) and blanks[at] <= left + 0.01


def _joined(letters: Sequence[Glyph]) -> _Piece:
    text = "".join([glyph[3] for glyph in letters])
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    tallest = (
        max(letters, key=lambda glyph: glyph[4].size) if len({id(glyph[4]) for glyph in letters}) > 1 else letters[0]
    )
    right = letters[-1][2] if len(letters) == 1 else max([glyph[2] for glyph in letters])
    return _Piece(tallest[0], letters[0][1], right, text, tallest[4])


# --- small type set higher or lower ---


def _raised(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces, with small ones joined to those at whose end they stand raised or lowered: 1st, m², H2O."""
    sizes = {piece.type.size for piece in pieces}
    if len(sizes) < 2:
        return pieces
    tallest = max(sizes)
    by_end: dict[int, list[_Piece]] = defaultdict(list)
    by_start: dict[int, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        by_end[int(piece.right)].append(piece)
        by_start[int(piece.left)].append(piece)
    gone: set[int] = set()
    for small in sorted(pieces, key=lambda piece: (piece.left, piece.line, piece.right, piece.text)):
        if small.type.size > 0.8 * tallest or id(small) in gone:
            continue
        reach = int(0.15 * tallest) + 1
        before = [
            piece
            for place in range(int(small.left) - reach, int(small.left) + reach + 1)
            for piece in by_end.get(place, ())
            if id(piece) not in gone and _stands_at(small, piece)
        ]
        if not before:
            continue
        base = min(before, key=lambda piece: (abs(small.left - piece.right), piece.line, piece.left))
        is_raised = base.line - small.line > 0.2 * base.type.size
        base.text += small.text.translate(_RAISED) if is_raised and small.text.isdigit() else small.text
        base.right = small.right
        gone.add(id(small))
        after = [
            piece
            for place in range(int(small.right) - reach, int(small.right) + reach + 1)
            for piece in by_start.get(place, ())
            if id(piece) not in gone and piece is not base and piece.type == base.type
            if abs(piece.line - base.line) < _SAME_LINE * base.type.size
            if abs(piece.left - small.right) < 0.1 * base.type.em
        ]
        for piece in after[:1]:
            base.text += piece.text
            base.right = piece.right
            gone.add(id(piece))
        by_end[int(base.right)].append(base)
    return [piece for piece in pieces if id(piece) not in gone]


def _stands_at(small: _Piece, base: _Piece) -> bool:
    """Small type right behind another piece, raised or lowered against it."""
    size = base.type.size
    return (
        small.type.size <= 0.8 * size
        and -0.15 * base.type.em <= small.left - base.right <= 0.12 * base.type.em
        and -0.35 * size <= base.line - small.line <= 0.75 * size
    )


# --- back to the page ---


def _word(piece: _Piece, direction: tuple[float, float]) -> Word:
    top, bottom = piece.line - piece.type.ascent, piece.line + piece.type.descent
    if direction == (1.0, 0.0):
        return Word(Box(round(top, 2), round(piece.left, 2), round(bottom, 2), round(piece.right, 2)), piece.text)
    cosine, sine = direction
    corners = [(u * cosine - v * sine, u * sine + v * cosine) for u in (piece.left, piece.right) for v in (top, bottom)]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return Word(Box(round(min(down), 2), round(min(across), 2), round(max(down), 2), round(max(across), 2)), piece.text)


def in_frame(x: float, y: float, direction: tuple[float, float]) -> tuple[float, float]:
    """A point of the page in the frame of a text that runs in `direction`: along, and down from it."""
    cosine, sine = direction
    return x * cosine + y * sine, y * cosine - x * sine


def direction_of(x: float, y: float) -> tuple[float, float]:
    """Cosine and sine of the way that leads `x` right and `y` down, exact where it is straight."""
    length = math.hypot(x, y)
    if not length:
        return (1.0, 0.0)
    cosine, sine = round(x / length, 4), round(y / length, 4)
    for straight in ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)):
        if abs(cosine - straight[0]) < 0.002 and abs(sine - straight[1]) < 0.002:
            return straight
    return cosine, sine
