"""Where one sheet ends and the next begins, though no page break says so."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import add, itemgetter

from builder.importer.layout.blocks import Block, joined
from builder.importer.layout.prose import ends_sentence
from builder.importer.layout.sections import NOTHING, Arrangement, Layout, arrange, ceiling, layout_of
from builder.program import Section

SHEET = -6.0
"""A further sheet must earn its keep."""
LONGEST = 40
"""Blocks. No sheet has more."""
TEXTS = 24
"""Paragraphs and items. No sheet has more."""
LEAST = -3.0
"""Where less than this speaks for a new sheet, none is tried."""
BETWEEN = 200
"""Characters of a text that may be a value though it looks like prose: it stands between two labels."""
STRANGER = -4.0
"""A paragraph that shares no word of weight with the rest of its sheet."""
ROUNDING = 1e-6
"""Scores that lie nearer than this may be one."""


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of one sheet, with the reading that its bounds rest on."""

    blocks: tuple[Block, ...]
    """In the order they stand."""
    layout: Layout
    """Its paragraphs."""
    arrangement: Arrangement
    """Which of them belong to which section."""
    values: tuple[Block, ...]
    """Pieces of text that a field holds."""
    placed: bool = False
    """Its places tell which text is which, and which value belongs to which label."""
    notes: tuple[str, ...] = ()
    """What an editor should look at."""


def pages_of(blocks: Sequence[Block]) -> tuple[Page, ...]:
    """The blocks parted into sheets: the cuts whose sheets, read one by one, make most sense together."""
    if not blocks:
        return ()
    pieces = _Pieces(blocks, field_values(blocks))
    kinship = _Kinship(blocks)
    starts = [_start(blocks, pieces.values, position) for position in range(len(blocks))]
    bounds = _bounds(pieces, kinship, starts, LEAST) or _bounds(pieces, kinship, starts, -math.inf)
    return tuple(_page(pieces.between(begin, end)) for begin, end in pairwise(bounds))


def _bounds(pieces: "_Pieces", kinship: "_Kinship", starts: Sequence[float], least: float) -> list[int]:
    """Where the sheets begin, and where the last one ends; nothing if no sheets can be made with these starts."""
    count = len(pieces.blocks)
    best = [0.0] + [-math.inf] * count
    cut_before = [0] * (count + 1)
    for end in range(1, count + 1):
        if end < count and starts[end] < least:
            continue
        tries = []
        tails = {end: NOTHING}
        for begin, company in zip(_begins(pieces.blocks, end), kinship.companies(end), strict=False):
            piece, stop = pieces.first(begin, end)
            tails[begin] = layout = tails[stop].below(piece.block, piece.is_text)
            if best[begin] > -math.inf:
                earned = best[begin] + SHEET + (starts[begin] if begin else 0.0)
                most = earned + _fit(ceiling(layout), layout)
                tries.append((most, begin, earned, layout, company))
        # what takes long is not done where it cannot matter: what promises most comes first, what cannot be best never
        tries.sort(key=itemgetter(0), reverse=True)
        for most, begin, earned, layout, company in tries:
            if most < best[end] - ROUNDING:
                break
            strangers = kinship.strangers(company)
            if most + sum(strangers) < best[end] - ROUNDING:
                continue
            score = earned + _fit(arrange(layout).score, layout, strangers)
            if (score, begin) > (best[end], cut_before[end]):
                best[end], cut_before[end] = score, begin
    if best[-1] == -math.inf:
        return []
    bounds = [count]
    while bounds[-1]:
        bounds.append(cut_before[bounds[-1]])
    return bounds[::-1]


def _begins(blocks: Sequence[Block], end: int) -> Iterator[int]:
    """Where a sheet that ends there may begin, the nearest first."""
    headings: set[Section] = set()
    texts = 0
    for begin in range(end - 1, max(-1, end - 1 - LONGEST), -1):
        block = blocks[begin]
        texts += block.kind == "text" and not block.soft
        if block.section in headings or texts > TEXTS:
            return
        if block.section:
            headings.add(block.section)
        yield begin


def field_values(blocks: Sequence[Block]) -> frozenset[int]:
    """The positions of texts that are no prose: narrow, and next to what the form prints, or at a sheet's edge."""
    found: set[int] = set()

    def formlike(position: int) -> bool:
        return 0 <= position < len(blocks) and (blocks[position].kind == "form" or position in found)

    def labelled(position: int) -> bool:
        return 0 <= position < len(blocks) and [token.kind for token in blocks[position].tokens] == ["label"]

    for _ in range(2):
        for position, block in enumerate(blocks):
            if (block.narrow and (formlike(position - 1) or formlike(position + 1))) or (
                block.kind == "text"
                and len(block.text) <= BETWEEN
                and labelled(position - 1)
                and labelled(position + 1)
            ):
                found.add(position)
    for position, block in enumerate(blocks):
        after = blocks[position + 1] if position + 1 < len(blocks) else None
        before = blocks[position - 1] if position else None
        apart = block.first.box or block.first.page_break or before is None
        if block.narrow and apart and (after is None or after.section or after.first.gap >= 2 or after.first.box):
            found.add(position)
    return frozenset(found)


def _start(blocks: Sequence[Block], values: frozenset[int], position: int) -> float:
    """How much speaks for a sheet that begins with this block."""
    block, before = blocks[position], blocks[position - 1] if position else None
    if before is None or block.first.page_break:
        return 4.0
    score = -2.0 if block.soft else 0.0
    if before.section:
        score -= 4.0
    if block.section == "summary":
        score += 3.0
    elif block.section or block.kind == "form":
        score -= 1.5
    if block.first.box:
        score += 4.0 if position in values else 2.5
    elif block.first.gap >= 4:
        score += 0.8
    elif block.kind == "text" and block.first.gap < 2 and not block.soft:
        score -= 1.5
    if block.kind == "text" and before.kind == "text" and not ends_sentence(before.text) and position - 1 not in values:
        score -= 1.0
    return score


def _fit(arranged: float, layout: Layout, strangers: Sequence[float] = ()) -> float:
    """How much sense the blocks make as one sheet.

    `arranged`: how much their likeliest arrangement does; `strangers`: what texts cost that are unlike the others.
    """
    score = arranged + 1.0 * len(layout.printed)
    if not layout.texts:
        score -= 10.0
    for stranger in strangers:
        score += stranger
    return score


@dataclass(frozen=True, slots=True)
class _Piece:
    """Blocks that stand on one sheet as one."""

    block: Block
    """A text with those that go on where it ends, or any other block alone."""
    is_text: bool
    """It is a paragraph."""
    is_value: bool
    """It is what a field holds."""


class _Pieces:
    """The blocks of a booklet, put together as a sheet between any two cuts would have them."""

    def __init__(self, blocks: Sequence[Block], values: frozenset[int]) -> None:
        self.blocks = blocks
        self.values = values
        """The positions of those that a field holds."""
        self._made: dict[tuple[int, int], _Piece] = {}
        self._stops = [*range(1, len(blocks) + 1)]
        """By block: before which a piece that begins with it ends, if the sheet goes on so far."""
        for at in range(len(blocks) - 2, -1, -1):
            if blocks[at].kind == "text" and blocks[at + 1].soft:
                self._stops[at] = self._stops[at + 1]

    def between(self, begin: int, end: int) -> list[_Piece]:
        """The pieces of the sheet between two cuts."""
        found = []
        while begin < end:
            piece, begin = self.first(begin, end)
            found.append(piece)
        return found

    def first(self, begin: int, end: int) -> tuple[_Piece, int]:
        """The first piece of the sheet between two cuts, and where the next one begins."""
        stop = min(self._stops[begin], end)
        return self._made.get((begin, stop)) or self._make(begin, stop), stop

    def _make(self, begin: int, stop: int) -> _Piece:
        (block,) = joined(self.blocks[begin:stop])
        is_value = stop == begin + 1 and begin in self.values
        self._made[begin, stop] = piece = _Piece(block, block.kind == "text" and not is_value, is_value)
        return piece


_Company = tuple[tuple[int, ...], tuple[float, ...], float]
"""The texts of a sheet, by their words: their positions, the product of each with all of them together, and the squared
length of all together."""


class _Kinship:
    """How alike the texts of a booklet are by their words, rare ones weighing more."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        bags = {
            position: Counter(_stem(word) for word in re.findall(r"[^\W\d_]{4,}", block.text.lower()))
            for position, block in enumerate(blocks)
            if block.kind == "text"
        }
        seen: Counter[str] = Counter()
        for bag in bags.values():
            seen.update(bag.keys())
        weight = {word: math.log((1 + len(bags)) / count) for word, count in seen.items()}
        self._bags = {at: {word: n * weight[word] for word, n in bag.items()} for at, bag in bags.items()}
        self._products: dict[tuple[int, int], float] = {}

    def companies(self, end: int) -> Iterator[_Company]:
        """The texts of the sheets that end there, the nearest begin first."""
        texts: tuple[int, ...] = ()
        products: tuple[float, ...] = ()
        square = 0.0
        for begin in range(end - 1, -1, -1):
            if begin in self._bags:
                row = [self._product(begin, other) for other in texts]
                own, rest = self._product(begin, begin), sum(row)
                texts, products = (begin, *texts), (own + rest, *map(add, products, row))
                square += own + 2 * rest
            yield texts, products, square

    def strangers(self, company: _Company) -> list[float]:
        """What each text costs that is unlike the others."""
        texts, products, square = company
        if len(texts) < 2:
            return []
        return [self._strange(*each, square) for each in zip(texts, products, strict=True)]

    def _strange(self, text: int, product: float, square: float) -> float:
        weight = min(1.0, 0.2 + len(self.blocks[text].text) / 300)
        return weight * STRANGER * max(0.0, 1 - 4 * _likeness(self._product(text, text), product, square))

    def _product(self, one: int, other: int) -> float:
        if (known := self._products.get((one, other))) is not None:
            return known
        first, second = self._bags[one], self._bags[other]
        product = sum(value * second[word] for word, value in first.items() if word in second)
        self._products[one, other] = product
        return product


def _likeness(own: float, product: float, square: float) -> float:
    """The cosine between a text's words and those of the rest of its sheet.

    `own`: the text's squared length; `product`: its product with the whole sheet; `square`: the sheet's squared length.
    """
    rest = square - 2 * product + own
    if own <= 0 or rest <= 1e-9:
        return 0.0
    return (product - own) / math.sqrt(own * rest)


def _stem(word: str) -> str:
    return word[:7]


def _layout(inside: Sequence[_Piece]) -> Layout:
    return layout_of([piece.block for piece in inside], [piece.is_text for piece in inside])


def _page(inside: Sequence[_Piece]) -> Page:
    layout = _layout(inside)
    blocks = tuple(piece.block for piece in inside)
    return Page(blocks, layout, arrange(layout), tuple(piece.block for piece in inside if piece.is_value))
