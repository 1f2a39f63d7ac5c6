"""The pages of a PDF to sheets: their blocks in the form's order, each text and value where its place puts it."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import pairwise
from typing import cast

from builder.formwords import word_key
from builder.importer.language import names
from builder.importer.language.labels import DATES, Field, Labels
from builder.importer.language.names import Names
from builder.importer.language.suits import fits
from builder.importer.layout.blocks import Block, Token, joined
from builder.importer.layout.formlines import IN_A_YEAR, form_lines, pieces_down
from builder.importer.layout.lines import Line
from builder.importer.layout.pages import Page
from builder.importer.layout.places import Placed, place, plan_of
from builder.importer.layout.printed import Piece, What, pieces_of
from builder.importer.layout.prose import Vocabulary, ends_sentence, is_item
from builder.importer.layout.running import without_running
from builder.importer.layout.sections import arrange, layout_of
from builder.importer.layout.textlines import leading_of, line_of, lines_on, pieces_in_order, texts_of
from builder.importer.layout.ticks import TICKED, ticked
from builder.importer.pdf.leaf import Leaf
from builder.importer.pdf.unread import rejected
from builder.program import SECTIONS, Section

SHEETS = 6
"""No page holds more."""
PROSE = 90
"""Characters. A text that no field holds is longer, or ends like a sentence."""
LONG = 250
"""Characters. No field of a form holds more."""


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

    rejected: str | None
    leaves: list[Leaf]
    placed: list[Placed]
    pieces: list[tuple[Piece, ...]]
    doubts: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)

    @property
    def anchors(self) -> set[str]:
        return {anchor.what for placed in self.placed for anchor, _ in placed.owned}

    def add(self, page: "_Draft") -> None:
        """The sheet runs over onto this page."""
        self.leaves += page.leaves
        self.placed += page.placed
        self.pieces += page.pieces
        self.doubts += page.doubts


def papers_of(leaves: Sequence[Leaf], vocabulary: Vocabulary, known: Names) -> tuple[Paper, ...]:
    """The sheets of a booklet, one a page; a sheet that runs over onto the next page is one.

    Pages that hold no sheet stand behind them.
    """
    what = _what(known.labels)
    found = [
        part
        for leaf in leaves
        if leaf.words or leaf.widgets or rejected(leaf)
        for part in _sheets_on(leaf, pieces_of(leaf, what), what)
    ]
    leaves = [leaf for leaf, _ in found]
    is_ongoing = lru_cache(maxsize=4096)(partial(_is_ongoing, known))
    is_pillar = lru_cache(maxsize=4096)(lambda text: names.pillar(text, known) is not None)
    chosen = [ticked(leaf, ticked(leaf, pieces, is_ongoing)[0], is_pillar) for leaf, pieces in found]
    seen = without_running(leaves, [pieces for pieces, _ in chosen])
    placed = place(
        [
            plan_of(pieces, leaf.drawn, lambda what, text: _wording(what, text, known))
            for leaf, pieces in zip(leaves, seen, strict=True)
        ]
    )
    drafts: list[_Draft] = []
    for leaf, pieces, each, (_, doubts) in zip(leaves, seen, placed, chosen, strict=True):
        each, named = _named(each, what)
        draft = _Draft(rejected(leaf), [leaf], [each], [pieces], [*doubts, *named])
        if drafts and _runs_over(drafts[-1], draft):
            drafts[-1].add(draft)
        else:
            drafts.append(draft)
    papers = [_paper(draft, vocabulary, known) for draft in drafts]
    return tuple(sorted(papers, key=lambda paper: paper.empty))


def _named(placed: Placed, what: What) -> tuple[Placed, list[str]]:
    """Fields that no label claims go by their own names, where these tell a place that nothing else has."""
    owned, loose, notes = list(placed.owned), [], []
    taken = {anchor.what for anchor, groups in owned if any(group.text for group in groups)}
    for group in placed.loose:
        piece = group.pieces[0]
        meant = _meant(piece.what, what) if group.is_field and group.text and piece.what != TICKED else None
        if meant is None or meant in taken:
            loose.append(group)
            continue
        taken.add(meant)
        anchor = replace(piece, kind="heading" if meant in SECTIONS else "label", text=meant, what=meant)
        owned.append((anchor, (group,)))
        notes.append(
            f"no label is printed by “{piece.text[:60]}”; its place was taken from the field's name, {piece.what}"
        )
    return Placed(tuple(owned), tuple(loose)), notes


def _meant(name: str, what: What) -> str | None:
    """What the name of a field tells of it: `page1.OASPillar_2`."""
    last = name.rsplit(".", 1)[-1]
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\-\d]+", " ", last).split()
    for begin in range(len(words)):
        found = what.of(" ".join(words[begin:]))
        if found and found != "furniture":
            return found
    return None


def _sheets_on(
    leaf: Leaf, pieces: tuple[Piece, ...], what: What, most: int = SHEETS
) -> list[tuple[Leaf, tuple[Piece, ...]]]:
    """The page, parted where a second sheet begins under the first: the form's own words come round again there."""
    anchors = [piece for piece in pieces if piece.anchor]
    again = Counter(piece.what for piece in anchors if piece.kind == "heading")
    if most == 1 or sum(count > 1 for count in again.values()) < 2:
        return [(leaf, pieces)]
    first = anchors[0]
    second = next(
        (piece for piece in anchors[1:] if piece.what == first.what and piece.box.top > first.box.bottom), None
    )
    if second is None:
        return [(leaf, pieces)]
    last = max(piece.box.top for piece in anchors if piece.box.bottom <= second.box.top)
    edges = sorted((piece.box for piece in pieces if last <= piece.box.top <= second.box.top), key=lambda box: box.top)
    gaps = [(lower.top - upper.bottom, -number) for number, (upper, lower) in enumerate(pairwise(edges))]
    below = edges[-max(gaps)[1] + 1].top - 0.5

    def part(top: float, bottom: float) -> Leaf:
        return replace(
            leaf,
            words=tuple(word for word in leaf.words if top <= word.box.top < bottom),
            widgets=tuple(widget for widget in leaf.widgets if top <= widget.box.top < bottom),
            links=tuple(link for link in leaf.links if top <= link.box.top < bottom),
            drawn=tuple(box for box in leaf.drawn if top <= box.top < bottom),
        )

    upper, lower = part(-math.inf, below), part(below, math.inf)
    return [(upper, pieces_of(upper, what)), *_sheets_on(lower, pieces_of(lower, what), what, most - 1)]


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
        return word_key(word.strip("()[]*•-–—"))

    def may_end(word: str) -> bool:
        return key(word) in ends or word[-1] in ")]" or word.isdigit()

    return What(of, lambda word: key(word) in begins, may_end)


def _is_ongoing(known: Names, text: str) -> bool:
    printed = known.labels.printed(text)
    return printed is not None and printed.kind == "ongoing" and not printed.rest


# --- how well words suit a place ---


def _wording(what: str, text: str, known: Names) -> float:
    """How ill the words suit a section or a field; below 0 they suit it well."""
    if not text:
        return 0.3 if what in SECTIONS else 0.0
    if what in SECTIONS:
        return -0.3 if _is_prose(text) else 0.8
    if len(text) > LONG:
        return 2.5
    kinds = {kind for kind, _, _ in known.labels.tokens(text)} if len(text) < PROSE else set()
    dated = bool(kinds & {"day", "ongoing"}) or bool(IN_A_YEAR.fullmatch(text))
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


def _is_prose(text: str) -> bool:
    return len(text) > PROSE or (len(text) > 40 and ends_sentence(text)) or is_item(text)


# --- pages to sheets ---


def _runs_over(sheet: _Draft, page: _Draft) -> bool:
    """The page goes on with the sheet before it, rather than begin another."""
    if sheet.rejected or page.rejected or not sheet.anchors or (not _has_prose(page) and not page.anchors):
        return False
    headings = page.anchors & set(SECTIONS)
    if headings & sheet.anchors:
        return False
    if not page.anchors:
        return True
    repeated = (page.anchors & sheet.anchors) - {*DATES, "link"}
    if not repeated:
        return "summary" not in headings
    return bool(headings) and _same_values(sheet, page, repeated)


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
    pages = zip(draft.leaves, draft.pieces, draft.placed, strict=True)
    source = tuple(line for leaf, pieces, placed in pages for line in _source(leaf, pieces, placed))
    furniture = tuple(
        piece.text
        for pieces in draft.pieces
        for piece in pieces
        if piece.what in ("running", "choice", "mark", "furniture")
    )
    if draft.rejected:
        return Paper(_page((), ()), source, furniture, draft.rejected)
    if not draft.anchors:
        reason = f"page {draft.leaves[0].number} holds no heading and no label of the form"
        return Paper(_page((), ()), source, furniture, reason, empty=True)
    blocks, notes = _blocks(draft, vocabulary, known)
    return Paper(_page(tuple(joined(blocks)), (*draft.doubts, *notes)), source, (*furniture, *draft.empty))


def _source(leaf: Leaf, pieces: Sequence[Piece], placed: Placed) -> Iterator[str]:
    """All that stands on a page, each text in its own order."""
    told = [
        piece
        for anchor, groups in placed.owned
        for piece in (anchor, *(pieces_in_order if anchor.kind == "heading" else pieces_down)(groups))
    ]
    # what is printed twice is told twice
    of_places = {id(piece) for piece in told}
    for piece in [*told, *(piece for piece in pieces if id(piece) not in of_places)]:
        if piece.words:
            yield " ".join(word.text for word in piece.words)
        elif piece.text and piece.what != TICKED:
            yield from piece.text.split("\n")
    printed = "".join(word.text for word in leaf.words)
    yield from (link.address for link in leaf.links if _behind_words(link.address) not in printed)


def _behind_words(address: str) -> str:
    """As much of an address as a page would print of it."""
    return address.partition("://")[2] or address


def _page(blocks: tuple[Block, ...], notes: Sequence[str]) -> Page:
    layout = layout_of(blocks, [block.kind == "text" for block in blocks])
    return Page(blocks, layout, arrange(layout), (), placed=True, notes=tuple(notes))


@dataclass(slots=True)
class _Text:
    """A run of text while its pages are put together."""

    owner: Section | None
    """The section in whose place it stands."""
    heading: Line | None = None
    """The heading over it."""
    lines: list[Line] = field(default_factory=list)
    """What stands in it."""

    @property
    def place(self) -> int:
        """Where it begins."""
        return (self.heading or self.lines[0]).number


def _blocks(draft: _Draft, vocabulary: Vocabulary, known: Names) -> tuple[list[Block], list[str]]:
    """The sheet's blocks: each heading with its text, then the form; and what fits nowhere, as doubts."""
    notes: list[str] = []
    texts: dict[str, _Text] = {}
    form: list[Block] = []
    last: Section | None = None
    for leaf, placed in zip(draft.leaves, draft.placed, strict=True):
        leading = leading_of([*(group for _, groups in placed.owned for group in groups), *placed.loose])
        first = min((anchor.box.top for anchor, _ in placed.owned), default=leaf.height)
        for group in (group for group in placed.loose if group.text):
            lines = lines_on([group], leading, leaf)
            goes_on = last is not None and leaf is not draft.leaves[0] and group.box.top < first
            if _is_ongoing(known, group.text):
                form.append(Block("form", tuple(lines), tokens=(Token("ongoing", group.text),)))
            elif goes_on or _is_prose(group.text):
                owner = last if goes_on else None
                texts.setdefault(owner or f"{leaf.number} {group.box.top}", _Text(owner)).lines += lines
            else:
                notes.append(
                    f"“{group.text}” is printed on the page, where no field was expected; say where it belongs"
                )
                form.append(Block("form", tuple(lines), tokens=(Token("furniture", group.text),)))
        lowest = 0.0
        for anchor, groups in placed.owned:
            if anchor.kind != "heading":
                continue
            kind = cast(Section, anchor.what)
            text = texts.setdefault(kind, _Text(kind))
            text.heading = text.heading or line_of(anchor, leaf)
            text.lines += lines_on(groups, leading, leaf)
            if groups and groups[-1].box.bottom >= lowest:
                last, lowest = kind, groups[-1].box.bottom
        lines_of_form = form_lines(leaf, placed, vocabulary, known)
        form += lines_of_form.blocks
        notes += lines_of_form.notes
        draft.empty += lines_of_form.empty
    blocks: list[Block] = []
    for text in sorted(texts.values(), key=lambda text: text.place):
        if text.heading:
            blocks.append(Block("heading", (text.heading,), section=text.owner))
        blocks += texts_of(text.lines, vocabulary, known, text.owner)
    return [*blocks, *form], notes
