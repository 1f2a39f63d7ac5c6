"""The lines of a placed text, with gaps where its paragraphs part, as if they were printed in a text booklet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from builder.importer.language.names import Names
from builder.importer.layout.blocks import Block, text_blocks
from builder.importer.layout.lines import Line
from builder.importer.layout.places import Group, in_reading_order
from builder.importer.layout.printed import Piece
from builder.importer.layout.prose import Vocabulary, ends_sentence, is_item
from builder.importer.pdf.leaf import Leaf
from builder.program import Section

WRAPPED = 130
"""Characters. A field whose lines are longer was not broken at its width."""


def texts_of(lines: Sequence[Line], vocabulary: Vocabulary, known: Names, owner: Section | None) -> list[Block]:
    return [replace(block, owner=owner) for block in text_blocks(lines, vocabulary, known.labels)]


def line_of(piece: Piece, leaf: Leaf) -> Line:
    return Line(_number(piece, leaf), piece.text, False, 0, False)


def _number(piece: Piece, leaf: Leaf) -> int:
    """A place in the booklet, for lines to be told apart and put in order."""
    return leaf.number * 10_000 + round(piece.box.top)


def leading_of(groups: Sequence[Group]) -> float | None:
    """From a line to the next of its paragraph, in points; None where no paragraph has two lines."""
    steps = sorted(
        lower.box.top - upper.box.top
        for group in groups
        for upper, lower in pairwise(group.pieces)
        if lower.box.top > upper.box.top + 2 and not ends_sentence(upper.text)
    )
    return steps[len(steps) // 4] if steps else None


def lines_on(groups: Sequence[Group], leading: float | None, leaf: Leaf) -> list[Line]:
    """The groups' lines, with blank ones between them where more room is left than between the lines of a paragraph."""
    lines: list[Line] = []
    pieces = list(pieces_in_order(groups))
    printed = [piece for piece in pieces if piece.words]
    step = leading_of(groups) or leading or 1.2 * max((piece.box.height for piece in printed), default=0.0)
    margin = min((piece.box.left for piece in printed), default=0.0)
    right = max((piece.box.right for piece in printed), default=0.0)
    before: Piece | None = None
    for piece in pieces:
        if not piece.words:
            lines += _field_lines(piece, leaf)
            before = None
            continue
        gap = 0
        if before:
            down = (piece.box.top - before.box.top) / step
            indented = piece.box.left - margin > 0.8 * piece.box.height and before.box.left - margin < 2
            ended = ends_sentence(before.text) and not piece.text[0].islower()
            room = before.box.right + 0.3 * piece.box.height + piece.words[0].box.width < right - 1
            gap = 2 if down > 2.6 else 1 if down > 1.25 or (ended and (indented or room)) else 0
        lines.append(Line(_number(piece, leaf), piece.text, False, gap, False))
        before = piece
    return lines


def _field_lines(piece: Piece, leaf: Leaf) -> Iterator[Line]:
    """The lines of a field: each is a paragraph, unless somebody broke them at the field's width."""
    texts = [text.strip() for text in piece.text.split("\n")]
    filled = [text for text in texts if text]
    apart = any(len(text) > WRAPPED for text in filled) or all(
        ends_sentence(text) or text.endswith((":", ";")) or is_item(text) for text in filled[:-1]
    )
    gap = 0
    for number, text in enumerate(texts):
        if not text:
            gap += 1
            continue
        yield Line(_number(piece, leaf) + number, text, False, max(gap, int(apart and number > 0)), False)
        gap = 0


def pieces_in_order(groups: Sequence[Group]) -> Iterator[Piece]:
    """The groups' pieces in the order of reading."""
    for group in in_reading_order(groups):
        yield from group.pieces
