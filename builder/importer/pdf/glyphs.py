"""From letters to words, by their places alone: never by the order in which a page draws them."""

import math
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from builder.importer.pdf.leaf import Box, Word


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


@dataclass(slots=True)
class Run:
    """Letters of one text that stand side by side without a gap; or a blank.

    Its places are in the text's own frame: along `direction`, and down from it.
    """

    line: float
    """On which they stand."""
    type: Type
    """In which they are set."""
    letters: list[str]
    """From left to right. A sign for two letters is one entry."""
    lefts: list[float]
    """Where each begins."""
    rights: list[float]
    """Where each ends."""


TOUCHES, OVERLAPS = 0.05, -0.1
"""In ems: letters of a run leave no wider gap, and lie no further over each other."""
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
_SMALL = 0.9
"""Type of no more than this part of another's size is small beside it."""
_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def words(runs: Iterable[Run]) -> list[Word]:
    """The words that letters make, sorted by their boxes; the same words, however the letters are parted into runs."""
    ways: dict[tuple[float, float], list[Run]] = defaultdict(list)
    for run in runs:
        ways[run.type.direction].append(run)
    found: list[Word] = []
    for direction, those in ways.items():
        rows = [row for each in _rows(_accented(those)) if (row := _pieces(each))]
        found.extend(_word(piece, direction) for piece in _raised(rows))
    return sorted(found, key=_place)


def _place(word: Word) -> tuple[float, float, float, float, str]:
    box = word.box
    return box.top, box.left, box.bottom, box.right, word.text


def _apart(runs: Iterable[Run]) -> list[Run]:
    """Each letter as a run of its own."""
    return [
        Run(run.line, run.type, [letter], [left], [right])
        for run in runs
        for letter, left, right in zip(run.letters, run.lefts, run.rights, strict=True)
    ]


# --- accents drawn apart from their letters ---


def _is_accent(text: str) -> bool:
    return text in _ACCENTS or (len(text) == 1 and unicodedata.combining(text) > 0)


def _accented(runs: list[Run]) -> list[Run]:
    """The letters, with the accents put on that stand over, under or right behind them."""
    signs = {letter for run in runs for letter in run.letters if not letter.isascii() and _is_accent(letter)}
    if not signs:
        return runs
    bearing = [run for run in runs if not signs.isdisjoint(run.letters)]
    accents = [each for each in _apart(bearing) if each.letters[0] in signs]
    plain = [each for each in _apart(bearing) if each.letters[0] not in signs]
    others = _by_line([run for run in runs if signs.isdisjoint(run.letters) and run.letters[0] != " "])
    under = {id(run) for accent in accents for run in _under(accent, others)}
    letters = _by_line([*plain, *_apart(run for run in others if id(run) in under)])
    rest = [run for run in runs if signs.isdisjoint(run.letters) and id(run) not in under]
    for accent in sorted(accents, key=_across):
        middle = (accent.lefts[0] + accent.rights[0]) / 2
        nearest = min(
            _under(accent, letters),
            key=lambda run: (abs(accent.line - run.line), abs(middle - (run.lefts[0] + run.rights[0]) / 2)),
            default=accent,
        )
        if nearest is not accent and (composed := _composed(nearest.letters[0], _mark(accent))):
            nearest.letters = [composed]
        else:
            rest.append(accent)
    return [*rest, *letters]


def _mark(accent: Run) -> str:
    return _ACCENTS.get(accent.letters[0], accent.letters[0])


def _by_line(runs: list[Run]) -> list[Run]:
    return sorted(runs, key=lambda run: (run.line, *_across(run)))


def _under(accent: Run, runs: list[Run]) -> Iterator[Run]:
    """Those of the runs, sorted by line, over or under which the accent stands; a mark may stand right behind one."""
    middle = (accent.lefts[0] + accent.rights[0]) / 2
    slack = accent.type.em / 3 if accent.letters[0] not in _ACCENTS else 0.0
    reach = 2 * accent.type.size  # letters are seldom larger than their accents
    for at in range(
        bisect_left(runs, accent.line - reach, key=_line), bisect_left(runs, accent.line + reach, key=_line)
    ):
        run = runs[at]
        is_near = abs(accent.line - run.line) < 0.45 * run.type.size
        if is_near and run.lefts[0] < middle < run.rights[-1] + slack:
            yield run


def _line(run: Run) -> float:
    return run.line


def _composed(text: str, mark: str) -> str:
    """The letters with the accent on the last; nothing where there is no such letter."""
    last = _DOTLESS.get(text[-1], text[-1])
    composed = unicodedata.normalize("NFC", last + mark)
    return text[:-1] + composed if len(composed) == 1 and last.isalpha() else ""


# --- rows and their pieces ---


@dataclass(slots=True)
class _Piece:
    """Letters that stand together."""

    line: float
    left: float
    right: float
    text: str
    type: Type
    end_line: float
    """On which the last of them stand."""


def _rows(runs: list[Run]) -> list[list[Run]]:
    """The letters by the line on which they stand."""
    exact: dict[float, list[Run]] = defaultdict(list)
    for run in runs:
        exact[run.line].append(run)
    rows: list[list[Run]] = []
    first = size = 0.0
    for line in sorted(exact):
        here = exact[line]
        smallest = min([run.type.size for run in here])
        if rows and line - first <= _SAME_LINE * min(size, smallest):
            rows[-1].extend(here)
            size = min(size, smallest)
        else:
            rows.append(here)
            first, size = line, smallest
    return rows


def _across(run: Run) -> tuple[float, float, list[str], float]:
    return run.lefts[0], run.rights[-1], run.letters, run.line


def _pieces(row: list[Run]) -> list[_Piece]:
    """The words of a row."""
    blanks = [(run.lefts[0] + run.rights[0]) / 2 for run in row if run.letters[0] == " "]
    runs = _once(sorted([run for run in row if run.letters[0] != " "], key=_across))
    if any(other.lefts[0] - one.rights[-1] < OVERLAPS * one.type.em for one, other in pairwise(runs)):
        runs = _without_leaders(_once(sorted(_apart(runs), key=_across)))
    blanks.sort()
    pieces = []
    start = 0
    for at in (*_partings(runs, blanks), len(runs)):
        if at > start:
            pieces.append(_joined(runs[start:at]))
        start = at
    return pieces


def _once(runs: list[Run]) -> list[Run]:
    """Letters without those drawn again a hair beside to look bold."""
    kept: list[Run] = []
    for run in runs:
        near = min(_TWICE * run.type.em, (run.rights[0] - run.lefts[0]) / 2)
        for earlier in kept[-4:]:
            if run.lefts[0] - earlier.lefts[0] <= near and earlier.letters == run.letters and _alike(run, earlier):
                break
        else:
            kept.append(run)
    return kept


def _alike(one: Run, other: Run) -> bool:
    return one.type is other.type or abs(one.type.size - other.type.size) < 0.1 * one.type.size


def _without_leaders(letters: list[Run]) -> list[Run]:
    """Letters without the underscores on which something else is written."""
    written = [run for run in letters if run.letters != ["_"]]
    lefts = [run.lefts[0] for run in written]

    def is_under(run: Run) -> bool:
        last = bisect_left(lefts, run.rights[0])
        over = [min(each.rights[0], run.rights[0]) - max(each.lefts[0], run.lefts[0]) for each in written[:last][-3:]]
        return any(wide >= 0.1 * run.type.em for wide in over)

    lines: list[list[Run]] = []
    for run in letters:
        if run.letters == ["_"]:
            if lines and run.lefts[0] - lines[-1][-1].rights[0] <= TOUCHES * run.type.em:
                lines[-1].append(run)
            else:
                lines.append([run])
    gone = {id(run) for line in lines if any(map(is_under, line)) for run in line}
    return [run for run in letters if id(run) not in gone]


def _partings(runs: Sequence[Run], blanks: Sequence[float]) -> list[int]:
    """The runs that begin a new word: those behind a blank, and those behind a gap wider than what is usual here."""
    parted: list[int] = []
    doubtful: list[int] = []
    gaps = [0.0]
    for at, (one, other) in enumerate(pairwise(runs), 1):
        right, left = one.rights[-1], other.lefts[0]
        em = one.type.em if one.type is other.type else (one.type.em + other.type.em) / 2
        gap = (left - right) / em
        gaps.append(gap)
        if gap > COLUMN or (blanks and _stands_between(blanks, right, left)):
            parted.append(at)
        elif gap >= PARTS:
            is_one_kind = one.letters[-1][-1].isalnum() == other.letters[0][0].isalnum()
            (doubtful if is_one_kind else parted).append(at)
    if not doubtful:
        return parted
    sure = frozenset(parted)
    parted.extend(at for at in doubtful if gaps[at] >= PARTS + 1.2 * _usual(runs, gaps, sure, at))
    return sorted(parted)


def _usual(runs: Sequence[Run], gaps: Sequence[float], sure: frozenset[int], at: int) -> float:
    """How wide apart the letters on either side of the gap before run `at` are set; gaps that part for `sure` aside."""
    around: list[float] = []
    for first, step in ((at - 1, -1), (at, 1)):
        here, seen = first, 0
        while 0 <= here < len(runs) and seen < _AROUND and _alike(runs[here], runs[first]):
            if len(runs[here].letters) > 1:
                return 0.0
            gap = here if step < 0 else here + 1
            if not 0 < gap < len(runs):
                break
            if gap not in sure and _alike(runs[gap - 1], runs[gap]):
                around.append(gaps[gap])
            seen += 1
            here += step
    return median(around) if around and min(around) > TOUCHES else 0.0


def _stands_between(blanks: Sequence[float], right: float, left: float) -> bool:
    """A blank's middle is right of one letter's end and left of the next one's begin."""
    at = bisect_left(blanks, right - 0.01)
    return at < len(blanks) and blanks[at] <= left + 0.01


def _joined(runs: Sequence[Run]) -> _Piece:
    first = runs[0]
    if len(runs) == 1:
        text, right = "".join(first.letters), first.rights[-1]
    else:
        text, right = "".join(["".join(run.letters) for run in runs]), max([run.rights[-1] for run in runs])
        first = max(runs, key=lambda run: run.type.size)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return _Piece(first.line, runs[0].lefts[0], right, text, first.type, first.line)


# --- type set higher or lower ---


def _raised(rows: list[list[_Piece]]) -> Iterator[_Piece]:
    """The pieces of all rows, those joined that touch although one is set higher or lower: 1st, m², H2O.

    Raised figures stay what they are: 2017¹ is no 20171.
    """
    near = _near(rows)
    pieces = sorted((piece for at in near for piece in rows[at]), key=_from_left)
    by_end: dict[int, list[_Piece]] = defaultdict(list)
    for piece in pieces:
        by_end[int(piece.right)].append(piece)
    gone: set[int] = set()
    for piece in pieces:
        reach = int(piece.type.em) + 1
        before = [
            other
            for place in range(int(piece.left) - reach, int(piece.left) + reach + 1)
            for other in by_end.get(place, ())
            if other is not piece and id(other) not in gone and _goes_on(other, piece)
        ]
        if before:
            other = min(before, key=lambda each: (abs(each.right - piece.left), *_from_left(each)))
            _join(other, piece)
            gone.add(id(piece))
            by_end[int(other.right)].append(other)
    for at, row in enumerate(rows):
        yield from (piece for piece in row if id(piece) not in gone) if at in near else row


def _near(rows: list[list[_Piece]]) -> list[int]:
    """The rows that stand closer to another than lines of a text do."""
    lines = [row[0].line for row in rows]
    sizes = [max(piece.type.size for piece in row) for row in rows]
    largest = max(sizes, default=0.0)
    found: set[int] = set()
    for at, line in enumerate(lines):
        for other in range(at + 1, len(rows)):
            if lines[other] - line > 0.75 * largest:
                break
            if lines[other] - line <= 0.75 * max(sizes[at], sizes[other]):
                found |= {at, other}
    return sorted(found)


def _from_left(piece: _Piece) -> tuple[float, float, float, str]:
    return piece.left, piece.line, piece.right, piece.text


def _goes_on(one: _Piece, other: _Piece) -> bool:
    """The second stands right behind the first, and higher or lower; or the first had such a piece put to its end."""
    size, em = max(one.type.size, other.type.size), max(one.type.em, other.type.em)
    if not -0.15 * em <= other.left - one.right <= 0.12 * em:
        return False
    level = _SAME_LINE * size
    if one.end_line != one.line and abs(one.line - other.line) <= level:  # back on the line
        return True
    up = one.end_line - other.line
    if abs(up) <= level or other.type.size > one.type.size:
        return False
    return -0.35 * size <= up <= (0.75 if other.type.size <= _SMALL * one.type.size else 0.35) * size


def _join(one: _Piece, other: _Piece) -> None:
    """Puts the second to the end of the first."""
    is_figure = one.line - other.line > 0.2 * one.type.size and other.text.isdigit()
    if len(other.text) > len(one.text) and other.type.size >= one.type.size:
        one.line, one.type = other.line, other.type
    one.text += other.text.translate(_FIGURES) if is_figure else other.text
    one.right, one.end_line = max(one.right, other.right), other.line


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
