"""The pages of a PDF to sheets: their blocks in the form's order, each text and value where its place puts it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import pairwise
from typing import cast

from builder.formwords import word_key
from builder.importer import names
from builder.importer.blocks import Block, Token, TokenKind, joined, text_blocks
from builder.importer.form import fits
from builder.importer.labels import TITLES, DateField, Field, Labels
from builder.importer.leaf import Box, Leaf
from builder.importer.lines import Line
from builder.importer.names import Names
from builder.importer.pages import Page
from builder.importer.places import Group, Placed, in_reading_order, place, plan_of
from builder.importer.printed import HEADINGS, Piece, What, pieces_of, same_column, same_row
from builder.importer.prose import Vocabulary, ends_sentence, is_item, join_lines
from builder.importer.sections import arrange, layout_of
from builder.importer.ticks import mark_of, ticked
from builder.importer.unread import rejected
from builder.program import Section

PROSE = 90
"""Characters. A text that no field holds is longer, or ends like a sentence."""
LONG = 250
"""Characters. No field of a form holds more."""
MARGIN = 0.09
"""The part of a page's height, above and below, where running headers and footers stand."""
DATES = ("date", "start", "end")
"""The fields of days, in the order of time."""
DATE_WORDS = {"date": "Date", "start": "Commencement", "end": "Completion"}
"""A word of the form for each."""
WRAPPED = 130
"""Characters. A field whose lines are longer was not broken at its width."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of a PDF booklet, or a page that holds none."""

    page: Page
    """Its blocks."""
    source: tuple[str, ...]
    """Its words as received, line by line, and what its fields hold."""
    furniture: tuple[str, ...] = ()
    """Running headers and footers, and choices that were not ticked."""
    rejected: str | None = None
    """Why it holds no sheet."""
    empty: bool = False
    """It is none of the booklet's sheets: a cover, a list of contents."""


@dataclass(slots=True)
class _Draft:
    """A sheet while its pages are put together."""

    leaves: list[Leaf]
    placed: list[Placed]
    pieces: list[tuple[Piece, ...]]
    doubts: list[str] = field(default_factory=list)

    @property
    def anchors(self) -> set[str]:
        return {anchor.what for placed in self.placed for anchor, _ in placed.owned}


def papers_of(leaves: Sequence[Leaf], vocabulary: Vocabulary, known: Names) -> tuple[Paper, ...]:
    """The sheets of a booklet, one a page; a sheet that runs over onto the next page is one.

    Pages that hold no sheet stand behind them.
    """
    leaves = [leaf for leaf in leaves if leaf.words or leaf.widgets or rejected(leaf)]
    seen: list[tuple[Piece, ...]] = []
    doubts: list[tuple[str, ...]] = []
    what = _what(known.labels)
    for leaf in leaves:
        pieces, _ = ticked(leaf, pieces_of(leaf, what), partial(_is_ongoing, known))
        pieces, doubt = ticked(leaf, pieces, lambda text: names.pillar(text, known) is not None)
        seen.append(pieces)
        doubts.append(doubt)
    seen = _without_running(leaves, seen)
    placed = place(
        [
            plan_of(pieces, leaf.drawn, lambda what, text: _wording(what, text, known))
            for leaf, pieces in zip(leaves, seen, strict=True)
        ]
    )
    drafts: list[_Draft] = []
    for leaf, pieces, each, doubt in zip(leaves, seen, placed, doubts, strict=True):
        last = drafts[-1] if drafts else None
        draft = _Draft([leaf], [each], [pieces], [*doubt])
        if last and not (rejected(last.leaves[-1]) or rejected(leaf)) and _runs_over(last, draft):
            last.leaves.append(leaf)
            last.placed.append(each)
            last.pieces.append(pieces)
            last.doubts += doubt
        else:
            drafts.append(draft)
    papers = [_paper(draft, vocabulary, known) for draft in drafts]
    return tuple(sorted(papers, key=lambda paper: paper.empty))


def _what(labels: Labels) -> What:
    """What words that stand alone are on the form."""
    keys = [key.split() for key in labels.kinds]
    # a heading may be letter-spaced
    begins = {word for key in keys for word in (key[0], key[0][0])}
    ends = {key[-1] for key in keys} | {")"}

    @lru_cache(maxsize=65536)
    def of(text: str) -> str | None:
        kinds, rest = labels.headings(text)
        if len(kinds) == 1 and not rest:
            return kinds[0]
        printed = labels.printed(text)
        if printed is None or printed.rest or printed.kind == "ongoing":
            return None
        return printed.means or ("link" if printed.kind == "announced" else "furniture")

    @lru_cache(maxsize=65536)
    def key(word: str) -> str:
        return word_key(word.strip("(*"))

    return What(of, lambda word: key(word) in begins, lambda word: key(word) in ends or word.endswith(")"))


def _is_ongoing(known: Names, text: str) -> bool:
    printed = known.labels.printed(text)
    return printed is not None and printed.kind == "ongoing" and not printed.rest


# --- what stands on every page ---


def _without_running(leaves: Sequence[Leaf], pages: Sequence[tuple[Piece, ...]]) -> list[tuple[Piece, ...]]:
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
    return (same_column(piece.box, other.box) and gap < (1.6 if other.anchor else 0.75) * piece.box.height) or (
        same_row(piece.box, other.box) and other.anchor
    )


_PAGE = re.compile(r"(?i)[-–—| ]*(?:p(?:age|ágina|ag|ág|g)?\.?\s*)?\d{1,4}(?:\s*(?:of|de|/|sur)\s*\d{1,4})?[-–—| ]*")


def _running_key(piece: Piece) -> tuple[str, int]:
    return re.sub(r"\d+", "#", piece.text), round(piece.box.top / 6)


def _at_edge(piece: Piece, leaf: Leaf) -> bool:
    edge = MARGIN * leaf.height
    return piece.kind == "words" and (piece.box.bottom <= edge or piece.box.top >= leaf.height - edge)


# --- how well words suit a place ---


def _wording(what: str, text: str, known: Names) -> float:
    """How ill the words suit a section or a field; below 0 they suit it well."""
    if not text:
        return 0.3 if what in HEADINGS else 0.0
    if what in HEADINGS:
        return -0.3 if _is_prose(text) else 0.8
    if len(text) > LONG:
        return 2.5
    kinds = {kind for kind, _, _ in known.labels.tokens(text)} if len(text) < PROSE else set()
    dated = bool(kinds & {"day", "ongoing"}) or bool(_IN_A_YEAR.fullmatch(text))
    if what in DATES:
        return -1.5 if dated else 1.5
    cost = 1.0 if len(text) > PROSE and ends_sentence(text) else 0.0
    if dated and len(text) < 40:
        return cost + 1.5
    if what == "link":
        return cost - 1.0 if kinds & {"url", "announced"} else cost + 0.3
    if kinds & {"url", "announced"}:
        return cost + 1.0
    return cost - 0.4 * fits(cast(Field, what), text, known)


_IN_A_YEAR = re.compile(r"[\w.,/ -]{0,24}\b(?:19|20)\d\d")


def _is_prose(text: str) -> bool:
    return len(text) > PROSE or (len(text) > 40 and ends_sentence(text)) or is_item(text)


# --- pages to sheets ---


def _runs_over(sheet: _Draft, page: _Draft) -> bool:
    """The page goes on with the sheet before it, rather than begin another."""
    if not sheet.anchors or (not _has_prose(page) and not page.anchors):
        return False
    if page.anchors & set(HEADINGS) & sheet.anchors:
        return False
    repeated = page.anchors & sheet.anchors - {"date", "start", "end", "link"}
    if not page.anchors:
        return True
    if not repeated:
        return "summary" not in page.anchors
    return not page.anchors & set(HEADINGS) <= set() and _same_values(sheet, page, repeated)


def _same_values(sheet: _Draft, page: _Draft, fields: set[str]) -> bool:
    """The labels printed again have the same values."""
    return all(_values(sheet, what) == _values(page, what) for what in fields)


def _values(draft: _Draft, what: str) -> list[str]:
    return [
        " ".join(group.text for group in groups)
        for placed in draft.placed
        for anchor, groups in placed.owned
        if anchor.what == what
    ]


def _has_prose(draft: _Draft) -> bool:
    return any(_is_prose(group.text) for placed in draft.placed for group in placed.loose)


# --- sheets to blocks ---


def _paper(draft: _Draft, vocabulary: Vocabulary, known: Names) -> Paper:
    source = tuple(
        line for leaf, pieces in zip(draft.leaves, draft.pieces, strict=True) for line in _source(leaf, pieces)
    )
    furniture = tuple(
        piece.text for pieces in draft.pieces for piece in pieces if piece.what in ("running", "choice", "watermark")
    )
    if reason := rejected(draft.leaves[0]):
        return Paper(_page((), ()), source, furniture, reason)
    if not draft.anchors:
        reason = f"page {draft.leaves[0].number} holds no heading and no label of the form"
        return Paper(_page((), ()), source, furniture, reason, empty=True)
    blocks, notes = _blocks(draft, vocabulary, known)
    return Paper(_page(tuple(joined(blocks)), (*draft.doubts, *notes)), source, furniture)


def _source(leaf: Leaf, pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        if piece.words:
            yield " ".join(word.text for word in piece.words)
    for widget in leaf.widgets:
        if widget.kind == "text" and widget.value.strip():
            yield from widget.value.split("\n")


def _page(blocks: tuple[Block, ...], notes: Sequence[str]) -> Page:
    layout = layout_of(blocks, [block.kind == "text" for block in blocks])
    return Page(blocks, layout, arrange(layout), (), placed=True, notes=tuple(notes))


def _blocks(draft: _Draft, vocabulary: Vocabulary, known: Names) -> tuple[list[Block], list[str]]:
    """The sheet's blocks: each heading with its text, then the form; and what fits nowhere, as doubts."""
    notes: list[str] = []
    chunks: dict[str, list[Block]] = {}
    form: list[Block] = []
    last: Section | None = None
    for leaf, placed in zip(draft.leaves, draft.placed, strict=True):
        leading = _leading([*(group for _, groups in placed.owned for group in groups), *placed.loose])
        first = min((anchor.box.top for anchor, _ in placed.owned), default=leaf.height)
        for group in placed.loose:
            if not group.text:
                continue
            goes_on = last is not None and leaf is not draft.leaves[0] and group.box.top < first
            if goes_on or _is_prose(group.text):
                owner = last if goes_on else None
                chunk = chunks.setdefault(owner or f"{leaf.number} {group.box.top}", [])
                chunk += _texts(_lines([group], leading, leaf), vocabulary, known, owner)
            else:
                notes.append(
                    f"“{group.text}” is printed on the page, where no field was expected; say where it belongs"
                )
                form.append(
                    Block("form", tuple(_lines([group], leading, leaf)), tokens=(Token("furniture", group.text),))
                )
        lowest = 0.0
        for anchor, groups in placed.owned:
            if anchor.kind != "heading":
                continue
            kind = cast(Section, anchor.what)
            lines = _lines(groups, leading, leaf)
            chunk = chunks.setdefault(kind, [])
            if not any(block.kind == "heading" for block in chunk):
                chunk.insert(0, Block("heading", (_line(anchor, leaf),), section=kind))
            chunk += _texts(lines, vocabulary, known, kind)
            if groups and groups[-1].box.bottom >= lowest:
                last, lowest = kind, groups[-1].box.bottom
        fields, more = _form(leaf, placed, vocabulary, known)
        form += fields
        notes += more
    ordered = sorted(chunks.values(), key=lambda blocks: blocks[0].first.number)
    return [*(block for chunk in ordered for block in chunk), *form], notes


def _texts(lines: Sequence[Line], vocabulary: Vocabulary, known: Names, owner: Section | None) -> list[Block]:
    return [replace(block, owner=owner) for block in text_blocks(lines, vocabulary, known.labels)]


def _line(piece: Piece, leaf: Leaf) -> Line:
    return Line(_number(piece, leaf), piece.text, False, 0, False)


def _number(piece: Piece, leaf: Leaf) -> int:
    """A place in the booklet, for lines to be told apart and put in order."""
    return leaf.number * 10_000 + round(piece.box.top)


def _leading(groups: Sequence[Group]) -> float | None:
    """From a line to the next of its paragraph, in points; None where no paragraph has two lines."""
    steps = sorted(
        lower.box.top - upper.box.top
        for group in groups
        for upper, lower in pairwise(group.pieces)
        if lower.box.top > upper.box.top + 2 and not ends_sentence(upper.text)
    )
    return steps[len(steps) // 4] if steps else None


def _lines(groups: Sequence[Group], leading: float | None, leaf: Leaf) -> list[Line]:
    """The groups' lines, with blank ones between them where more room is left than between the lines of a paragraph."""
    lines: list[Line] = []
    pieces = [piece for group in in_reading_order(groups) for piece in group.pieces]
    printed = [piece for piece in pieces if piece.words]
    step = _leading(groups) or leading or 1.2 * max((piece.box.height for piece in printed), default=0.0)
    margin = min((piece.box.left for piece in printed), default=0.0)
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
            gap = 2 if down > 2.6 else 1 if down > 1.25 or (indented and ends_sentence(before.text)) else 0
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


# --- the form ---


def _form(leaf: Leaf, placed: Placed, vocabulary: Vocabulary, known: Names) -> tuple[list[Block], list[str]]:
    """The form's lines, each label with its value."""
    blocks: list[Block] = []
    notes: list[str] = []
    dates: list[tuple[Piece, tuple[Group, ...]]] = []
    for anchor, groups in placed.owned:
        if anchor.kind == "heading":
            continue
        if anchor.what in DATES:
            dates.append((anchor, groups))
            continue
        field = cast(Field, anchor.what)
        text = _value(field, groups, vocabulary, known)
        lines = _held(anchor, groups, leaf)
        tokens = [Token("label", TITLES[field], field=field)]
        if field != "link":
            tokens += [Token("text", text)] if text else []
            blocks.append(Block("form", lines, tokens=tuple(tokens)))
            continue
        said, rest = _tokens(text, known.labels, ("url", "announced"))
        announced, _ = _tokens(anchor.text, known.labels, ("announced",))
        if rest:
            notes.append(f"“{rest}” stands by {TITLES['link']}; add it where it belongs, if it matters")
        blocks.append(Block("form", lines, tokens=(*tokens, *announced, *said)))
    days, more = _dates(dates, leaf, known)
    links, others = _links(leaf, placed)
    return [*blocks, *days, *links], [*notes, *more, *others]


def _held(anchor: Piece, groups: Sequence[Group], leaf: Leaf) -> tuple[Line, ...]:
    return (_line(anchor, leaf), *(_line(piece, leaf) for group in groups for piece in group.pieces if piece.text))


def _value(field: Field, groups: Sequence[Group], vocabulary: Vocabulary, known: Names) -> str:
    """The words in a field; of donors, those on lines of their own are parted by commas."""
    lines = [
        line.strip()
        for group in sorted(groups, key=lambda group: group.box)
        for piece in group.pieces
        for line in piece.text.split("\n")
        if line.strip()
    ]
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
            _ADDRESS.search(held)
            and " " not in line
            and not _ADDRESS.match(line)
            and (held[-1] in "/-_=&?.#%" or re.search(r"[/=?_#%]|\.\w{2,5}$", line))
        ):
            whole[-1] = held + line
        else:
            whole.append(line)
    return whole


_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]*$")


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


def _dates(dated: Sequence[tuple[Piece, tuple[Group, ...]]], leaf: Leaf, known: Names) -> tuple[list[Block], list[str]]:
    """The form's lines of dates: the first day, then the last."""
    blocks: list[Block] = []
    notes: list[str] = []
    for anchor, groups in sorted(dated, key=lambda each: DATES.index(each[0].what)):
        text = " ".join(piece.text for group in sorted(groups, key=lambda group: group.box) for piece in group.pieces)
        tokens, rest = _tokens(text, known.labels, ("day", "ongoing", "until"))
        mark = mark_of(rest)
        if mark is not None:
            rest = ""
            tokens = [token for token in tokens if mark or token.kind != "ongoing"]
        if rest and _IN_A_YEAR.fullmatch(rest):
            tokens, rest = [Token("day", rest)], ""
        if rest and not known.labels.is_no_value(rest):
            notes.append(f"“{rest}” stands by the dates and is no day of the calendar; please look it up")
        tokens = [Token("furniture", DATE_WORDS[anchor.what], day=cast(DateField, anchor.what)), *tokens]
        blocks.append(Block("form", _held(anchor, groups, leaf), tokens=tuple(tokens)))
    return blocks, notes


def _links(leaf: Leaf, placed: Placed) -> tuple[list[Block], list[str]]:
    """The addresses behind the form's links; and those that stand elsewhere on the page, outside its texts."""
    form = [(anchor, groups) for anchor, groups in placed.owned if anchor.what == "link"]
    own = [box for anchor, groups in form for box in (anchor.box, *(group.box for group in groups))]
    prose = [group.box for anchor, groups in placed.owned if anchor.kind == "heading" for group in groups]
    blocks: list[Block] = []
    notes: list[str] = []
    for link in leaf.links:
        if any(_touch(link.box, box) for box in own):
            line = Line(leaf.number * 10_000 + round(link.box.top), link.address, False, 0, False)
            blocks.append(Block("form", (line,), tokens=(Token("url", link.address),)))
        elif not any(_touch(link.box, box) for box in prose):
            notes.append(f"the page also links to {link.address}")
    return blocks, notes


def _touch(one: Box, other: Box) -> bool:
    return min(one.right, other.right) > max(one.left, other.left) and min(one.bottom, other.bottom) > max(
        one.top, other.top
    )
