"""A page's words put together to pieces: runs of words on one line, and among them what the form prints itself."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import Literal

from builder.importer.layout.prose import ends_sentence
from builder.importer.pdf.leaf import Box, Leaf, Word
from builder.program import SECTIONS

COLUMNS = 1.3
"""A gap of so many line heights parts two columns."""
ALIGNED = 0.55
"""… and of so many where the next word stands right under or over the left edge of a label."""
ADJOINING = 0.7
"""Points. A word that begins where a column of the next line does, so exactly, begins that column, too."""
CLOSE = 0.75
"""The lines of one label are no further apart than so many line heights."""
UNLIKE = 0.06
"""… unless its gap is the blank of the line, give or take this part of it."""
MOST_WORDS = 6
"""No label has more."""
VALUE = 70
"""Characters. What stands on a line with its label is no longer, unless a colon parts them."""
LARGE = 1.6
"""Letters so many times as high as the page's others are no part of its text."""
LINE = 120
"""Characters. A line of a form, with several labels and values, is no longer."""

Kind = Literal["heading", "label", "furniture", "words", "field"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words on one line, or a form field."""

    box: Box
    """Where it stands."""
    kind: Kind
    """What the form prints: a heading, a label, a word of no value; or what was filled in: words, a field."""
    text: str
    """As printed, or as the field holds it."""
    what: str = ""
    """Of a heading or a label: the section or the field it stands for. Of a field: its hint or its name."""
    words: tuple[Word, ...] = ()
    """Of what is printed: its words."""

    @property
    def anchor(self) -> bool:
        """It is a heading or a label, which something may belong to."""
        return self.kind in ("heading", "label")


@dataclass(frozen=True, slots=True)
class What:
    """Tells what words that stand alone are on the form."""

    of: Callable[[str], str | None]
    """A section, a field, `furniture`; None for anything else."""
    begins: Callable[[str], bool]
    """A word with which such words may begin."""
    ends: Callable[[str], bool]
    """A word with which they may end."""
    small: bool = False
    """The form prints them in small letters alone."""

    def begun(self, text: str) -> bool:
        """The first letter is one with which the form's words begin."""
        return self.small or text[:1].isupper() or text.endswith(":")


def pieces_of(leaf: Leaf, what: What) -> tuple[Piece, ...]:
    """What is printed on a page, and its fields for text, from top to bottom and from left to right."""
    marks = [*_watermarks(leaf.words), *(word for word in leaf.words if _LEADERS.fullmatch(word.text))]
    lying = [word for word in leaf.words if word not in marks] if marks else leaf.words
    rows = [sorted(row, key=lambda word: word.box.left) for row in _rows(lying)]
    upright = _upright(leaf.drawn)
    beside = [
        [rule for rule in upright if rule.top < row[0].box.bottom and rule.bottom > row[0].box.top] for row in rows
    ]
    first = [list(_runs(row, (), rules)) for row, rules in zip(rows, beside, strict=True)]
    told = _with_labels([piece_of(run) for row in first for run in row], what)
    edges = {piece.box.left for piece in told if piece.anchor}
    runs = [list(_runs(row, edges, rules)) for row, rules in zip(rows, beside, strict=True)]
    runs = [_columns(row, [*runs[max(0, at - 2) : at], *runs[at + 1 : at + 3]]) for at, row in enumerate(runs)]
    pieces = _rejoined([[piece_of(run) for run in row] for row in runs], edges, beside)
    if runs != first or len(pieces) != sum(map(len, first)):
        told = _with_labels(pieces, what)
    if not any(piece.kind == "heading" for piece in told) or sum(piece.kind == "label" for piece in told) < 2:
        small = _with_labels(pieces, replace(what, small=True))
        told = small if sum(piece.anchor for piece in small) > 1 + sum(piece.anchor for piece in told) else told
    fields = [
        _field(Piece(widget.box, "field", widget.value.strip(), widget.hint or widget.name), what)
        for widget in leaf.widgets
        if widget.kind == "text"
    ]
    stamped = [replace(piece_of([word]), kind="furniture", what="mark") for word in marks]
    return tuple(sorted([*told, *fields, *stamped], key=lambda piece: (piece.box, piece.text)))


def _field(piece: Piece, what: What) -> Piece:
    """A form field; a label, where somebody made its label a field, too."""
    found = _found(piece.text, what) if len(piece.text) <= VALUE and what.begun(piece.text) else None
    if not found or found == "furniture":
        return piece
    return replace(piece, kind="heading" if found in SECTIONS else "label", what=found)


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around them all."""
    return Box(
        min([box.top for box in boxes]),
        min([box.left for box in boxes]),
        max([box.bottom for box in boxes]),
        max([box.right for box in boxes]),
    )


def _overlap(low: float, high: float, other_low: float, other_high: float) -> float:
    """How much of the shorter of two spans lies within the other: from 0 to 1."""
    shorter = min(high - low, other_high - other_low)
    return max(0.0, min(high, other_high) - max(low, other_low)) / shorter if shorter > 0 else 0.0


def overlap_across(one: Box, other: Box) -> float:
    """How much of the narrower of the two stands over or under the other: from 0 to 1."""
    return _overlap(one.left, one.right, other.left, other.right)


def overlap_down(one: Box, other: Box) -> float:
    """How much of the lower of the two stands beside the other: from 0 to 1."""
    return _overlap(one.top, one.bottom, other.top, other.bottom)


def same_row(one: Box, other: Box) -> bool:
    """They stand beside each other."""
    return overlap_down(one, other) >= 0.5


def same_column(one: Box, other: Box) -> bool:
    """One stands over the other."""
    return overlap_across(one, other) > 0.0


def covers(outer: Box, inner: Box, slack: float = 0.0) -> bool:
    """The middle of the one lies within the other, or no further out than `slack`, in points."""
    x, y = (inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2
    return outer.left - slack <= x <= outer.right + slack and outer.top - slack <= y <= outer.bottom + slack


def piece_of(words: Sequence[Word]) -> Piece:
    """Words of one line as a piece."""
    box = words[0].box if len(words) == 1 else union([word.box for word in words])
    return Piece(box, "words", " ".join([word.text for word in words]), "", tuple(words))


# --- words to runs ---


_LEADERS = re.compile(r"[.·…_–—-]{3,}:?|…|_{2,}")
"""What leads the eye from a label to its value, or shows where to write."""


def _watermarks(words: Sequence[Word]) -> list[Word]:
    """Words so large that they lie over lines of others."""
    usual = median([word.box.height for word in words]) if words else 0.0
    large = [word for word in words if word.box.height > LARGE * usual]
    return [mark for mark in large if sum(covers(mark.box, word.box) for word in words if word not in large) > 1]


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words by the line they stand on."""
    row: list[Word] = []
    for word in sorted(words, key=lambda word: (word.box.top + word.box.bottom, word.box.left)):
        if row and not same_row(row[0].box, word.box):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _upright(drawn: Sequence[Box]) -> list[Box]:
    """The drawn lines that go down, those of frames among them."""
    return [
        replace(box, left=x, right=x)
        for box in drawn
        if box.height > 2
        for x in ((box.left,) if box.width <= 2 else (box.left, box.right))
    ]


def _runs(line: Sequence[Word], edges: Collection[float], upright: Sequence[Box]) -> Iterator[list[Word]]:
    """A line's words, parted where a column ends. `edges`: the left edges of labels; `upright`: drawn lines."""
    run: list[Word] = []
    for word in line:
        if run and _parts(run, word, edges, upright):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _columns(row: list[list[Word]], near: Sequence[list[list[Word]]]) -> list[list[Word]]:
    """A line's runs, parted where columns begin in two of the lines around."""
    first = row[0][0].box
    close = [
        other
        for other in near
        if len(other) > 1
        and max(other[0][0].box.top - first.bottom, first.top - other[0][0].box.bottom) < 3 * first.height
    ]
    if len(close) < 2:
        return row
    starts = [[run[0].box.left for run in other[1:]] for other in close]
    parted: list[list[Word]] = []
    for run in row:
        begin = 0
        gaps = [after.box.left - before.box.right for before, after in pairwise(run)]
        usual = median(gaps) if gaps else 0.0
        for at in range(1, len(run)):
            left = run[at].box.left
            unlike = len(gaps) < 2 or abs(gaps[at - 1] - usual) > UNLIKE * usual
            if unlike and sum(any(abs(left - start) <= ADJOINING for start in line) for line in starts) > 1:
                parted.append(run[begin:at])
                begin = at
        parted.append(run[begin:])
    return parted


_MARK = re.compile(r"[•‣▪●○◦·*–—»✓\uf0b7\uf0a7o-]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]")


def _parts(run: Sequence[Word], word: Word, edges: Collection[float], upright: Sequence[Box]) -> bool:
    before, height = run[-1].box, min(run[-1].box.height, word.box.height)
    gap = word.box.left - before.right
    if upright and gap > 0 and any(_between(rule, before, word.box) for rule in upright):
        return True
    if gap <= ALIGNED * height:
        return False
    if len(run) == 1 and _MARK.fullmatch(run[0].text) and gap < 4 * height:
        return False
    return gap > COLUMNS * height or any(abs(edge - word.box.left) < 1.5 for edge in edges)


def _between(rule: Box, left: Box, right: Box) -> bool:
    middle = (max(left.top, right.top) + min(left.bottom, right.bottom)) / 2
    return left.right - 1 <= rule.left <= right.left + 1 and rule.top <= middle <= rule.bottom


def _rejoined(
    rows: Sequence[Sequence[Piece]], edges: Collection[float], upright: Sequence[Sequence[Box]]
) -> list[Piece]:
    """The runs, those of a justified line put together again, into whose wide gaps the lines around reach."""
    result: list[Piece] = []
    for number, row in enumerate(rows):
        near = [*(rows[number - 1] if number else ()), *(rows[number + 1] if number + 1 < len(rows) else ())]
        held = row[0]
        for piece in row[1:]:
            if (
                piece.box.left not in edges
                and not any(_between(rule, held.box, piece.box) for rule in upright[number])
                and _goes_through(held.box, piece.box, near, number in (0, len(rows) - 1))
            ):
                held = piece_of((*held.words, *piece.words))
            else:
                result.append(held)
                held = piece
        result.append(held)
    return result


def _goes_through(left: Box, right: Box, near: Sequence[Piece], at_edge: bool) -> bool:
    height = min(left.height, right.height)
    through = [
        piece
        for piece in near
        if piece.box.left < left.right - height
        and piece.box.right > right.left + height
        and min(abs(piece.box.top - left.bottom), abs(left.top - piece.box.bottom)) < height
    ]
    return right.left - left.right < 3 * height and len(through) >= (1 if at_edge else 2)


# --- what the form prints ---


def _with_labels(pieces: Sequence[Piece], what: What) -> list[Piece]:
    """The pieces, headings and labels told from the rest, and those of two or three lines put together."""
    told = [part for piece in pieces for part in _told(piece, what)]
    result: list[Piece] = []
    used: set[int] = set()
    for number, piece in enumerate(told):
        if number in used:
            continue
        stack = _wrapped(number, told, what) if piece.kind in ("words", "label") else []
        if stack:
            used.update(stack)
            piece = _as_told([word for each in stack for word in told[each].words], what)
        result.append(piece)
    return result


def _as_told(words: Sequence[Word], what: What) -> Piece:
    piece = piece_of(words)
    found = _found(piece.text, what)
    if not found:
        return piece
    kind: Kind = "heading" if found in SECTIONS else "furniture" if found == "furniture" else "label"
    return replace(piece, kind=kind, what=found)


_NUMBERED = re.compile(r"^(?:\(?(?:\d{1,2}|[A-Za-z]|[IVX]{1,4})[.)]\s+|[•▪●■*–—-]\s*)")
_COUNTED = re.compile(r"\s*\d{1,2}$")
_BRACKETS = re.compile(r"\(([^()]+)\)|\[([^\[\]]+)\]")
_HINT = re.compile(r"\s*(?:\([^)]*\)|\([^)\d/:.]*)\s*:?$")
_OF_WHAT = re.compile(
    r"(?i)(?:\s*/[^/]*|\s+(?:of|de|del|da|do|du)\s+(?:(?:the|la|l[’'])\s*)?"
    r"(?:activity|program|project|actividad|programa|proyecto|atividade|projeto|activité|programme|projet))$"
)


def bare(text: str) -> str:
    """A label without a number or a bullet before, and a hint in brackets or a number behind."""
    plain = _NUMBERED.sub("", text).strip(" :*-–—")
    if inside := _BRACKETS.fullmatch(plain):
        plain = inside[1] or inside[2]
    return _COUNTED.sub("", _HINT.sub("", plain)).strip(" :*-–—")


@lru_cache(maxsize=65536)
def _found(text: str, what: What) -> str | None:
    """What a label is, with all that people print around it."""
    label = bare(text)
    return what.of(label) or (what.of(_OF_WHAT.sub("", label)) if " " in label else None)


def _told(piece: Piece, what: What) -> list[Piece]:
    """The piece, or the labels on it and what stands between them."""
    words = piece.words
    leads = any(what.begins(word.text) for word in words[:2])
    if not leads and not what.ends(words[-1].text) and not any(word.text.endswith(":") for word in words[1:]):
        return [piece]
    if found := _found(piece.text, what):
        meant = what.begun(piece.text) or found == "furniture" or not piece.text[0].isalpha()
        return [_as_told(words, what)] if meant else [piece]
    for size in range(min(MOST_WORDS, len(words) - 1), 0, -1) if leads else ():
        if _leads(words, size, what):
            label, rest = _as_told(words[:size], what), _told(piece_of(words[size:]), what)
            if label.what == "date" and rest[0].what in ("start", "end"):  # "Date: Commencement"
                first = piece_of((*label.words, *rest[0].words))
                return [replace(first, kind="label", what=rest[0].what), *rest[1:]]
            return [label, *rest]
    for end in range(2, len(words) + 1) if len(piece.text) <= LINE else ():
        if words[end - 1].text.endswith(":") and (begin := _label_before(words, end, what)):
            return [*_told(piece_of(words[:begin]), what), *_told(piece_of(words[begin:]), what)]
    short = len(piece.text) <= VALUE and not ends_sentence(piece.text)
    for size in range(min(MOST_WORDS, len(words) - 1), 0, -1) if short else ():
        label_text = _text(words[-size:])
        alone = size > 1 and what.begun(label_text) and not words[-size - 1].text.endswith(",")
        if alone and _is_label(_found(label_text, what)):
            return [*_told(piece_of(words[:-size]), what), _as_told(words[-size:], what)]
    return [piece]


def _label_before(words: Sequence[Word], end: int, what: What) -> int:
    """Where a label begins that ends here, inside of a line; 0 for none."""
    for begin in range(max(1, end - MOST_WORDS), end):
        label = _text(words[begin:end])
        if what.begun(label) and _is_label(_found(label, what)):
            return begin
    return 0


def _text(words: Sequence[Word]) -> str:
    return " ".join([word.text for word in words])


def _is_label(found: str | None) -> bool:
    return found is not None and found != "furniture" and found not in SECTIONS


def _leads(words: Sequence[Word], size: int, what: What) -> bool:
    """A line begins with a label, and its value or text follows."""
    label = _text(words[:size])
    found = _found(label, what) if what.begun(label) and not label[-1].isdigit() else None
    if not found or found == "furniture":
        return False
    rest = _text(words[size:])
    if label.endswith(":"):
        return True
    if found in SECTIONS:
        return label.isupper() and size + 1 <= len(words) and not rest.isupper()
    if rest.startswith(("http", "www.")):
        return True
    begins = rest[0].isupper() or rest[0].isdigit() or not rest[0].isalnum()
    return begins and len(rest) <= VALUE and not ends_sentence(rest)


def _wrapped(number: int, told: Sequence[Piece], what: What) -> list[int]:
    """The pieces under this one that make a label together with it."""
    stack = [number]
    text = told[number].text
    if not what.begun(text) or len(text) > 40 or not any(what.begins(word.text) for word in told[number].words[:2]):
        return []
    for _ in range(2):
        last = told[stack[-1]].box
        below = [
            (told[each].box.top, each)
            for each in range(stack[-1] + 1, len(told))
            if told[each].kind != "field"
            and same_column(last, told[each].box)
            and 0 <= told[each].box.top - last.bottom + last.height * 0.3 <= CLOSE * last.height
        ]
        if not below:
            return []
        stack.append(min(below)[1])
        text = f"{text} {told[stack[-1]].text}"
        found = _found(text, what)
        if found and (not told[stack[-1]].anchor or told[number].kind == "words"):
            return stack
    return []
