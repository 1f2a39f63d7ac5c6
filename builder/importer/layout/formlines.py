"""The lines of a placed form: each label with its value."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from builder.importer.language import names
from builder.importer.language.labels import DATES, TITLES, DateField, Field, Labels
from builder.importer.language.names import Names
from builder.importer.layout.blocks import Block, Token, TokenKind
from builder.importer.layout.lines import Line
from builder.importer.layout.places import Group, Placed
from builder.importer.layout.printed import Piece
from builder.importer.layout.prose import Vocabulary, join_lines
from builder.importer.layout.textlines import line_of
from builder.importer.layout.ticks import mark_of
from builder.importer.pdf.leaf import Box, Leaf

DATE_WORDS = {"date": "Date", "start": "Commencement", "end": "Completion"}
"""A word of the form for each."""
IN_A_YEAR = re.compile(r"[\w.,/ -]{0,24}\b(?:19|20)\d\d")
"""A day, or less, in words."""


@dataclass(slots=True)
class FormLines:
    """What a page's form says."""

    blocks: list[Block] = field(default_factory=list)
    """Its lines."""
    notes: list[str] = field(default_factory=list)
    """What an editor should look at."""
    empty: list[str] = field(default_factory=list)
    """Words that stand in a field, and say that nothing does."""


def form_lines(leaf: Leaf, placed: Placed, vocabulary: Vocabulary, known: Names) -> FormLines:
    """What the labels of a page and the values by them say."""
    made = FormLines()
    owned = list(placed.owned)
    donors = [(anchor, groups) for anchor, groups in owned if anchor.what == "donors" and any(g.text for g in groups)]
    if len(donors) > 1:  # "Donor 1", "Donor 2": each with a field
        owned = [(anchor, groups) for anchor, groups in owned if anchor.what != "donors"]
        values = [_value("donors", groups, vocabulary, known) for _, groups in donors]
        lines = tuple(line for anchor, groups in donors for line in _held(anchor, groups, leaf))
        tokens = (Token("label", TITLES["donors"], field="donors"), Token("text", ", ".join(values)))
        made.blocks.append(Block("form", lines, tokens=tokens))
    for anchor, groups in sorted(owned, key=lambda each: _DAY_ORDER.get(each[0].what, 0)):
        if anchor.what in DATES:
            _add_date(made, anchor, groups, leaf, known)
        elif anchor.kind != "heading":
            _add_value(made, anchor, groups, leaf, vocabulary, known)
    _add_links(made, leaf, placed)
    return made


_DAY_ORDER: dict[str, int] = {what: number for number, what in enumerate(DATES, 1)}


def pieces_down(groups: Sequence[Group]) -> Iterator[Piece]:
    """The pieces of a field from line to line: a value may begin behind its label and go on under it."""
    for group in sorted(groups, key=lambda group: group.box):
        yield from group.pieces


def _add_value(
    made: FormLines, anchor: Piece, groups: Sequence[Group], leaf: Leaf, vocabulary: Vocabulary, known: Names
) -> None:
    field = cast(Field, anchor.what)
    text = _value(field, groups, vocabulary, known)
    tokens = [Token("label", TITLES[field], field=field)]
    if field == "link":
        said, rest = _tokens(text, known.labels, ("url", "announced"))
        announced, _ = _tokens(anchor.text, known.labels, ("announced",))
        tokens += [*announced, *said]
        if rest and not known.labels.is_no_value(rest):
            made.notes.append(f"“{rest}” stands by {TITLES['link']}; add it where it belongs, if it matters")
        text = rest
    elif text:
        tokens.append(Token("text", text))
    if known.labels.is_no_value(text):
        made.empty.append(text)
    made.blocks.append(Block("form", _held(anchor, groups, leaf), tokens=tuple(tokens)))


def _held(anchor: Piece, groups: Sequence[Group], leaf: Leaf) -> tuple[Line, ...]:
    return (line_of(anchor, leaf), *(line_of(piece, leaf) for group in groups for piece in group.pieces if piece.text))


def _value(field: Field, groups: Sequence[Group], vocabulary: Vocabulary, known: Names) -> str:
    """The words in a field; of donors, those on lines of their own are parted by commas."""
    lines = [line.strip() for piece in pieces_down(groups) for line in piece.text.split("\n") if line.strip()]
    if field == "donors" and len(lines) > 1 and all(names.names_a_payer(line, known) for line in lines):
        return ", ".join(lines)
    if field == "link":
        lines = _whole_addresses(lines)
    return join_lines(lines, vocabulary) if lines else ""


def _whole_addresses(lines: Sequence[str]) -> list[str]:
    """The lines, an address that goes on in the next put together again."""
    whole: list[str] = []
    for line in lines:
        held = whole[-1] if whole else ""
        if (
            _LINE_OF_ADDRESS.search(held)
            and " " not in line
            and not _LINE_OF_ADDRESS.match(line)
            and (held[-1] in "/-_=&?.#%" or re.search(r"[/=?_#%]|\.\w{2,5}$", line))
        ):
            whole[-1] = held + line
        else:
            whole.append(line)
    return whole


_LINE_OF_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]*$")


def _tokens(text: str, labels: Labels, kinds: Sequence[str]) -> tuple[list[Token], str]:
    """What of these kinds the text holds, and the rest of it."""
    tokens: list[Token] = []
    rest, end = [], 0
    for kind, begin, after in labels.tokens(text):
        if kind in kinds:
            rest.append(text[end:begin])
            tokens.append(Token(cast(TokenKind, kind), text[begin:after].strip()))
            end = after
    left = " ".join([*rest, text[end:]])
    return tokens, left.strip(" :;,|-–—\n")


def _add_date(made: FormLines, anchor: Piece, groups: Sequence[Group], leaf: Leaf, known: Names) -> None:
    text = " ".join(piece.text for piece in pieces_down(groups))
    tokens, rest = _tokens(text, known.labels, ("day", "ongoing", "until"))
    mark = mark_of(rest)
    if mark is False:
        made.empty += [token.text for token in tokens if token.kind == "ongoing"]
        tokens = [token for token in tokens if token.kind != "ongoing"]
    elif mark is None and IN_A_YEAR.fullmatch(rest):
        tokens = [Token("day", rest)]
    elif known.labels.is_no_value(rest):
        made.empty.append(rest)
    elif mark is None and rest:
        made.notes.append(f"“{rest}” stands by the dates and is no day of the calendar; please look it up")
    word = Token("furniture", DATE_WORDS[anchor.what], day=cast(DateField, anchor.what))
    made.blocks.append(Block("form", _held(anchor, groups, leaf), tokens=(word, *tokens)))


def _add_links(made: FormLines, leaf: Leaf, placed: Placed) -> None:
    """The addresses behind the form's links; and those that stand elsewhere on the page, outside its texts."""
    form = [(anchor, groups) for anchor, groups in placed.owned if anchor.what == "link"]
    own = [box for anchor, groups in form for box in (anchor.box, *(group.box for group in groups))]
    prose = [group.box for anchor, groups in placed.owned if anchor.kind == "heading" for group in groups]
    for link in leaf.links:
        if any(_touch(link.box, box) for box in own):
            line = Line(leaf.number * 10_000 + round(link.box.top), link.address, False, 0, False)
            made.blocks.append(Block("form", (line,), tokens=(Token("url", link.address),)))
        elif not any(_touch(link.box, box) for box in prose):
            made.notes.append(
                f"“{link.address}” is linked elsewhere on the page; add it where it belongs, if it matters"
            )


def _touch(one: Box, other: Box) -> bool:
    return min(one.right, other.right) > max(one.left, other.left) and min(one.bottom, other.bottom) > max(
        one.top, other.top
    )
