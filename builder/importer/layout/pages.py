"""Where one sheet ends and the next begins, though no page break says so."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.importer.layout.blocks import Block, joined
from builder.importer.layout.lines import Line
from builder.importer.layout.prose import ends_sentence
from builder.importer.layout.sections import Arrangement, Layout, arrange, layout_of
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
    values = frozenset(blocks[position] for position in field_values(blocks))
    weights = _weights(blocks)
    starts = [_start(blocks, values, position) for position in range(len(blocks))]
    bounds = _bounds(blocks, values, weights, starts, LEAST) or _bounds(blocks, values, weights, starts, -math.inf)
    return tuple(_page(blocks, values, begin, end) for begin, end in pairwise(bounds))


def _bounds(
    blocks: Sequence[Block],
    values: frozenset[Block],
    weights: Mapping[Line, Counter[str]],
    starts: Sequence[float],
    least: float,
) -> list[int]:
    """Where the sheets begin, and where the last one ends; nothing if no sheets can be made with these starts."""
    best = [0.0] + [-math.inf] * len(blocks)
    cut_before = [0] * (len(blocks) + 1)
    for end in range(1, len(blocks) + 1):
        if end < len(blocks) and starts[end] < least:
            continue
        headings: set[Section] = set()
        texts = 0
        for begin in range(end - 1, max(-1, end - 1 - LONGEST), -1):
            block = blocks[begin]
            texts += block.kind == "text" and not block.soft
            if block.section in headings or texts > TEXTS:
                break
            if block.section:
                headings.add(block.section)
            if best[begin] == -math.inf:
                continue
            fit = _fit(_page(blocks, values, begin, end), blocks[begin:end], weights)
            score = best[begin] + SHEET + (starts[begin] if begin else 0.0) + fit
            if score > best[end]:
                best[end], cut_before[end] = score, begin
    if best[-1] == -math.inf:
        return []
    bounds = [len(blocks)]
    while bounds[-1]:
        bounds.append(cut_before[bounds[-1]])
    return bounds[::-1]


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


def _start(blocks: Sequence[Block], values: frozenset[Block], position: int) -> float:
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
        score += 4.0 if block in values else 2.5
    elif block.first.gap >= 4:
        score += 0.8
    elif block.kind == "text" and block.first.gap < 2 and not block.soft:
        score -= 1.5
    if block.kind == "text" and before.kind == "text" and not ends_sentence(before.text) and before not in values:
        score -= 1.0
    return score


def _fit(page: Page, blocks: Sequence[Block], weights: Mapping[Line, Counter[str]]) -> float:
    """How much sense the blocks make as one sheet."""
    printed = {block.section for block in page.blocks if block.section}
    score = page.arrangement.score + 1.0 * len(printed)
    if not page.layout.texts:
        score -= 10.0
    texts = [block for block in blocks if block.kind == "text"]
    if len(texts) > 1:
        whole: Counter[str] = Counter()
        for block in texts:
            whole.update(weights[block.first])
        square = sum(value * value for value in whole.values())
        for block in texts:
            weight = min(1.0, 0.2 + len(block.text) / 300)
            score += weight * STRANGER * max(0.0, 1 - 4 * _likeness(weights[block.first], whole, square))
    return score


def _likeness(own: Mapping[str, float], whole: Mapping[str, float], square: float) -> float:
    """The cosine between a text's words and those of the rest of its sheet. `square`: the whole's squared length."""
    own_square = sum(value * value for value in own.values())
    dot = sum(value * whole[word] for word, value in own.items())
    rest_square = square - 2 * dot + own_square
    if own_square <= 0 or rest_square <= 1e-9:
        return 0.0
    return (dot - own_square) / math.sqrt(own_square * rest_square)


def _weights(blocks: Sequence[Block]) -> dict[Line, Counter[str]]:
    """For the first line of each text, the words of the text, rare ones weighing more."""
    bags = {
        block.first: Counter(_stem(word) for word in re.findall(r"[^\W\d_]{4,}", block.text.lower()))
        for block in blocks
        if block.kind == "text"
    }
    seen: Counter[str] = Counter()
    for bag in bags.values():
        seen.update(bag.keys())
    return {
        line: Counter({word: n * math.log((1 + len(bags)) / seen[word]) for word, n in bag.items()})
        for line, bag in bags.items()
    }


def _stem(word: str) -> str:
    return word[:7]


def _page(blocks: Sequence[Block], values: frozenset[Block], begin: int, end: int) -> Page:
    inside = tuple(joined(blocks[begin:end]))
    layout = layout_of(inside, [block.kind == "text" and block not in values for block in inside])
    return Page(inside, layout, arrange(layout), tuple(block for block in inside if block in values))
