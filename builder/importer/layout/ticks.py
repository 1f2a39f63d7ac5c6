"""Printed choices of which one is ticked: the pillars beside their boxes."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from builder.importer.layout.printed import Piece, covers, piece_of, same_column, same_row, union
from builder.importer.pdf.leaf import Box, Leaf, Word

NEAR = 3.0
"""A box stands no further from its words than so many line heights."""
TICKED = "ticked"
"""What the field is called that a list of choices is made to."""
WIDEST = 90
"""Characters. No line of choices has more."""
LONGEST = 5
"""No choice has more words."""

_ON = frozenset("☒☑✓✔✗✘✕×✖■◼⬛●◉⦿xX") | {"[x]", "[X]", "(x)", "(X)", "[✓]", "[✔]", "(✓)", "(•)", "[*]", "[■]", "(●)"}
_OFF = frozenset("☐□◻▢○◯❏❑⬜_") | {"[]", "()", "[_]", "(_)", "[-]"}


def ticked(
    leaf: Leaf, pieces: Sequence[Piece], is_choice: Callable[[str], bool]
) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """The pieces with a list of choices made one field that holds what was ticked; and doubts.

    `is_choice` tells the words of a choice. A single one without a box is a value like any other.
    """
    found = [
        (piece, parts)
        for piece in pieces
        if piece.kind == "words" and len(piece.text) <= WIDEST and (parts := _parts(piece, is_choice))
    ]
    choices = [part for _, parts in found for part in parts if mark_of(part.text) is None]
    marks = [part for _, parts in found for part in parts if mark_of(part.text) is not None]
    boxes: list[tuple[Box, bool]] = [(part.box, bool(mark_of(part.text))) for part in marks]
    boxes += [(widget.box, widget.value == "on") for widget in leaf.widgets if widget.kind == "check"]
    frames = _frames(leaf.drawn, boxes)
    boxes += zip(frames, _filled(frames, leaf), strict=True)
    of_choice = _beside(choices, boxes)
    if not choices or (len({choice.text.casefold() for choice in choices}) < 2 and not of_choice):
        return tuple(pieces), ()
    near = [box for box, _ in of_choice.values()]
    used = [
        (piece, parts)
        for piece, parts in found
        if any(mark_of(part.text) is None for part in parts) or any(_covers(box, piece.box) for box in near)
    ]
    on = [choice for number, choice in enumerate(choices) if number in of_choice and of_choice[number][1]]
    apart = [
        replace(part, kind="furniture", what="chosen" if part in on else "choice")
        for _, parts in used
        for part in parts
    ]
    doubts = () if of_choice else (_untold(choices),)
    field = Piece(
        union([*(choice.box for choice in choices), *near]), "field", ", ".join(choice.text for choice in on), TICKED
    )
    kept = [piece for piece in pieces if not any(piece is each for each, _ in used)]
    return tuple(sorted([*kept, *apart, field], key=lambda piece: (piece.box, piece.text))), doubts


def _untold(choices: Sequence[Piece]) -> str:
    listed = ", ".join(choice.text for choice in choices)
    return f"the form lists {listed}, but which of them is ticked cannot be told from the page"


def _parts(piece: Piece, is_choice: Callable[[str], bool]) -> list[Piece]:
    """The choices and marks that the piece is made of; nothing where it holds anything else."""
    parts: list[Piece] = []
    words = list(piece.words)
    while words:
        size = _marked(words) or next(
            (
                size
                for size in range(min(LONGEST, len(words)), 0, -1)
                if all(word.text[-1].isalnum() for word in words[:size]) and is_choice(piece_of(words[:size]).text)
            ),
            0,
        )
        if size:
            parts.append(piece_of(words[:size]))
            words = words[size:]
        elif split := _mark_apart(words[0]):
            words = [*split, *words[1:]]
        else:
            return []
    return parts


def _marked(words: Sequence[Word]) -> int:
    """Of how many words the mark consists that they begin with: `[ ]` may be two."""
    return next((size for size in (1, 2, 3) if mark_of(" ".join(word.text for word in words[:size])) is not None), 0)


def _mark_apart(word: Word) -> list[Word]:
    """A mark that is printed close to its word, and the word."""
    text = word.text
    for size in (3, 1):
        if len(text) > size and mark_of(text[:size]) is not None and not (size == 1 and text[0].isalpha()):
            at = word.box.left + word.box.width * size / len(text)
            return [Word(replace(word.box, right=at), text[:size]), Word(replace(word.box, left=at), text[size:])]
    return []


def mark_of(text: str) -> bool | None:
    """Whether a mark says yes or no; None for what is no mark."""
    plain = text.replace(" ", "")
    return True if plain in _ON else False if plain in _OFF else None


def _frames(drawn: Sequence[Box], known: Sequence[tuple[Box, bool]]) -> list[Box]:
    """Drawn squares of a tick's size that are not around a mark already known."""
    squares = sorted({box for box in drawn if 5 <= box.width <= 20 and abs(box.width - box.height) <= 3})
    outer: list[Box] = []
    for box in sorted(squares, key=lambda square: (-square.width * square.height, square)):
        if not any(_covers(other, box) for other in outer):
            outer.append(box)
    return [box for box in outer if not any(_covers(box, mark) or _covers(mark, box) for mark, _ in known)]


def _filled(frames: Sequence[Box], leaf: Leaf) -> list[bool]:
    """Which of the squares have more drawn in them than the emptiest, or something written."""
    drawn = [sum(_covers(frame, box) and box.width <= frame.width + 3 for box in leaf.drawn) for frame in frames]
    return [
        count > min(drawn) or any(_covers(frame, word.box) for word in leaf.words)
        for frame, count in zip(frames, drawn, strict=True)
    ]


def _covers(outer: Box, inner: Box) -> bool:
    """A frame holds what is drawn or written in it, though it may lie a little off."""
    return covers(outer, inner, slack=1)


def _beside(choices: Sequence[Piece], boxes: Sequence[tuple[Box, bool]]) -> dict[int, tuple[Box, bool]]:
    """By choice, its box: all on the same side, the one on which more of them and nearer ones stand."""
    sides = [_on_side(choices, boxes, gap) for gap in (_before, _behind, _above, _below)]
    best = max(sides, key=lambda side: (len(side), -sum(gap for gap, _ in side.values())))
    return {number: box for number, (_, box) in best.items()}


def _before(box: Box, choice: Box) -> float | None:
    return choice.left - box.right if same_row(choice, box) else None


def _behind(box: Box, choice: Box) -> float | None:
    return box.left - choice.right if same_row(choice, box) else None


def _above(box: Box, choice: Box) -> float | None:
    return choice.top - box.bottom if same_column(choice, box) else None


def _below(box: Box, choice: Box) -> float | None:
    return box.top - choice.bottom if same_column(choice, box) else None


def _on_side(
    choices: Sequence[Piece], boxes: Sequence[tuple[Box, bool]], distance: Callable[[Box, Box], float | None]
) -> dict[int, tuple[float, tuple[Box, bool]]]:
    found: dict[int, tuple[float, tuple[Box, bool]]] = {}
    for number, choice in enumerate(choices):
        for box in boxes:
            gap = distance(box[0], choice.box)
            near = gap is not None and -3 <= gap <= NEAR * choice.box.height
            if gap is not None and near and (number not in found or gap < found[number][0]):
                found[number] = gap, box
    return found
