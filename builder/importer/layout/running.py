"""What runs along the pages of a booklet: headers, footers, numbers."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from builder.importer.layout.printed import Piece, same_column, same_row
from builder.importer.pdf.leaf import Leaf

MARGIN = 0.09
"""The part of a page's height, above and below, where running headers and footers stand."""


def without_running(leaves: Sequence[Leaf], pages: Sequence[tuple[Piece, ...]]) -> list[tuple[Piece, ...]]:
    """The pages' pieces, those told apart that stand at the edge of most pages, or number them."""
    keys = [
        {_running_key(piece): piece for piece in pieces if _at_edge(piece, leaf)}
        for leaf, pieces in zip(leaves, pages, strict=True)
    ]
    counted = Counter(key for page in keys for key in page)
    least = max(2, (len(leaves) + 1) // 2) if len(leaves) < 6 else 3
    return [_apart(leaf, pieces, counted, least) for leaf, pieces in zip(leaves, pages, strict=True)]


def _apart(
    leaf: Leaf, pieces: tuple[Piece, ...], counted: Mapping[tuple[str, int], int], least: int
) -> tuple[Piece, ...]:
    """The pieces, those told apart that are repeated at the edge of pages, away from all others."""
    running = [
        piece
        for piece in pieces
        if _at_edge(piece, leaf) and (counted[_running_key(piece)] >= least or _PAGE.fullmatch(piece.text))
    ]
    while touching := [
        piece for piece in running if any(_near(piece, other) for other in pieces if other not in running)
    ]:
        running = [piece for piece in running if piece not in touching]
    return tuple(replace(piece, kind="furniture", what="running") if piece in running else piece for piece in pieces)


def _near(piece: Piece, other: Piece) -> bool:
    """They may be parts of one text, or a value and its label."""
    gap = max(other.box.top - piece.box.bottom, piece.box.top - other.box.bottom)
    return (same_column(piece.box, other.box) and gap < (1.0 if other.anchor else 0.75) * piece.box.height) or (
        same_row(piece.box, other.box) and other.anchor
    )


_PAGE = re.compile(r"(?i)[-–—| ]*(?:p(?:age|ágina|ag|ág|g)?\.?\s*)?\d{1,4}(?:\s*(?:of|de|/|sur)\s*\d{1,4})?[-–—| ]*")


def _running_key(piece: Piece) -> tuple[str, int]:
    return re.sub(r"\d+", "#", piece.text), round(piece.box.top / 6)


def _at_edge(piece: Piece, leaf: Leaf) -> bool:
    edge = MARGIN * leaf.height
    return piece.kind == "words" and (piece.box.bottom <= edge or piece.box.top >= leaf.height - edge)
