"""A booklet's text as blocks with places: headings, form words, values and paragraphs, in the order they stand."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from builder.days import in_figures, is_day
from builder.importer.language.labels import DateField, Field, Labels
from builder.importer.layout.lines import Line
from builder.importer.layout.prose import FIELD_WIDTH, Vocabulary, ends_sentence, is_item, join_lines, paragraphs
from builder.program import Section

TokenKind = Literal["label", "announced", "url", "day", "ongoing", "furniture", "until", "text"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a form line."""

    kind: TokenKind
    """What it is."""
    text: str
    """As printed."""
    field: Field | None = None
    """Of a label: what it stands beside."""
    day: DateField | None = None
    """Of furniture: which day it stands beside."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a form line, or a piece of text."""

    kind: Literal["heading", "form", "text"]
    """What it is."""
    lines: tuple[Line, ...]
    """Where it stands."""
    section: Section | None = None
    """Of a heading: over which text it belongs."""
    tokens: tuple[Token, ...] = ()
    """Of a form line: its pieces."""
    text: str = ""
    """Of a text: the words put together."""
    soft: bool = False
    """Of a text: it goes on where the one before ends, unless a page ends there, which only the words would tell."""
    owner: Section | None = None
    """Of a text: the section in whose place it stands, where its page tells."""
    no_value: bool = False
    """Of a text: it says that a field does not apply."""

    @property
    def first(self) -> Line:
        """The line it begins with."""
        return self.lines[0]

    @property
    def narrow(self) -> bool:
        """Short lines without a full stop: more like what stands in a field than like prose."""
        return (
            self.kind == "text"
            and len(self.lines) <= 6
            and max(len(line.text) for line in self.lines) <= FIELD_WIDTH
            and (not ends_sentence(self.text) or self.text.endswith("etc.") or self.no_value)
            and not is_item(self.text)
            and not self.text[0].islower()
        )


def blocks_of(lines: Sequence[Line], vocabulary: Vocabulary, labels: Labels) -> tuple[Block, ...]:
    """The lines as blocks.

    `vocabulary` tells which words a hyphen at a line's end may join, `labels` what the form prints.
    """
    return tuple(_merged(_blocks(lines, vocabulary, labels)))


def _blocks(lines: Sequence[Line], vocabulary: Vocabulary, labels: Labels) -> Iterator[Block]:
    waiting: list[Line] = []
    previous: Line | None = None
    for position, line in enumerate(lines):
        kinds, rest = labels.headings(line.text)
        tokens = () if kinds else form_tokens(line, previous, lines[position + 1 : position + 2], labels)
        if kinds or tokens:
            yield from text_blocks(waiting, vocabulary, labels)
            waiting = []
        for kind in kinds:
            yield Block("heading", (line,), section=kind)
        if tokens:
            yield Block("form", (line,), tokens=tokens)
        elif not kinds:
            if waiting and (line.page_break or (line.box and ends_sentence(waiting[-1].text))):
                yield from text_blocks(waiting, vocabulary, labels)
                waiting = []
            waiting.append(line)
        elif rest:
            waiting.append(replace(line, text=rest, gap=0, indented=False, page_break=False))
        previous = line if not kinds and not tokens else None
    yield from text_blocks(waiting, vocabulary, labels)


def text_blocks(lines: Sequence[Line], vocabulary: Vocabulary, labels: Labels) -> Iterator[Block]:
    """The paragraphs of one run of text, parted further where a line may begin something new."""
    for group in paragraphs(lines):
        begin = 0
        for end in range(1, len(group) + 1):
            if end == len(group) or (group[end].gap == 0 and _may_part(group[end - 1].text, group[end].text)):
                text = join_lines([line.text for line in group[begin:end]], vocabulary)
                none = labels.is_no_value(text)
                yield Block("text", tuple(group[begin:end]), text=text, soft=begin > 0, no_value=none)
                begin = end


def _may_part(before: str, line: str) -> bool:
    return ends_sentence(before) and line[0].isupper()


def joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with those that go on put to the ones before."""

    def one(held: Block, block: Block) -> Block | None:
        if held.kind != "text" or not block.soft:
            return None
        return replace(held, lines=(*held.lines, *block.lines), text=f"{held.text} {block.text}", no_value=False)

    return _folded(blocks, one)


def _merged(blocks: Iterable[Block]) -> Iterator[Block]:
    """An address broken over lines is one address, and so is a value that its label's line was too short for."""

    def one(held: Block, block: Block) -> Block | None:
        rest = _continues(held, block)
        if not rest:
            return None
        last = held.tokens[-1]
        words = last.text + rest if last.kind == "url" else f"{last.text} {rest}"
        tokens = (*held.tokens[:-1], replace(last, text=words))
        return replace(held, lines=(*held.lines, *block.lines), tokens=tokens)

    return _folded(blocks, one)


def _folded(blocks: Iterable[Block], one: Callable[[Block, Block], Block | None]) -> Iterator[Block]:
    """The blocks, with neighbours that `one` makes a single block of put together."""
    held: Block | None = None
    for block in blocks:
        if held:
            if both := one(held, block):
                held = both
                continue
            yield held
        held = block
    if held:
        yield held


def _continues(block: Block, after: Block) -> str:
    """What `after` adds to the last piece of a form line; nothing where it does not."""
    if block.kind != "form" or after.kind != "text" or not block.tokens:
        return ""
    last = block.tokens[-1]
    if last.kind == "text":
        if after.first.gap or len(block.tokens) < 2 or block.tokens[-2].kind != "label":
            return ""
        short = len(after.lines) == 1 and len(after.text) <= FIELD_WIDTH and after.text[0].islower()
        full = len(last.text) > FIELD_WIDTH and not ends_sentence(last.text) and len(after.text) <= 2 * FIELD_WIDTH
        return after.text if short or full else ""
    pieces = [line.text for line in after.lines]
    if last.kind != "url" or after.first.gap > 2 or any(re.search(r"\s", piece) for piece in pieces):
        return ""
    word = "".join(pieces)
    broken = last.text.endswith(("/", "-", "_", "=", "&", "?", ".")) or word[0] in "/-_=&?.#%"
    return word if broken or re.search(r"[/=?_]|\.(?:aspx?|html?|pdf|php)$", word) else ""


def form_tokens(line: Line, previous: Line | None, following: Sequence[Line], labels: Labels) -> tuple[Token, ...]:
    """The pieces of a line that the form printed, or that only a field can hold; nothing for a line of prose."""
    tokens = tuple(_pieces(line.text, labels))
    words = [token.text for token in tokens if token.kind == "text"]
    printed = [token for token in tokens if token.kind != "text"]
    if not printed:
        return ()
    in_prose = previous is not None and line.gap == 0 and len(previous.text) > FIELD_WIDTH
    running = in_prose and previous is not None and not ends_sentence(previous.text)
    if not words:
        # a word that a sentence may hold ("to", "Date") says nothing alone inside running prose
        alone = all(token.kind in ("until", "furniture") or _in_words(token) for token in printed)
        goes_on = bool(following and following[0].gap == 0 and following[0].text[0].islower())
        return () if alone and (running or goes_on) else tokens
    if running and previous is not None and not previous.text.endswith((":", "”", '"')):
        return ()
    first = tokens[0]
    if first.kind == "label" and tokens[1].kind == "text":
        led = first.text.endswith(":") or tokens[1].text[0].isupper() or not tokens[1].text[0].isalpha()
        if led:
            return tokens
    short = all(len(word) <= FIELD_WIDTH and not ends_sentence(word) for word in words)
    dated = first.day and (first.text.endswith(":") or " " in first.text) and re.search(r"\d", line.text)
    return tokens if short and (dated or "label" in (first.kind, tokens[-1].kind)) else ()


def _in_words(token: Token) -> bool:
    """A day that a sentence may hold as well."""
    return token.kind == "day" and not in_figures(token.text)


def _pieces(text: str, labels: Labels) -> Iterator[Token]:
    """What the form printed on a line, and what stands between."""
    end = 0
    for kind, begin, stop in _outside_words(text, labels):
        if between := text[end:begin].strip(" :"):
            yield _words(between)
        words = text[begin:stop].strip()
        means = labels.label_of(words)
        yield Token(
            cast(TokenKind, kind),
            words,
            cast(Field, means) if kind == "label" else None,
            cast(DateField, means) if kind == "furniture" else None,
        )
        end = stop
    if rest := text[end:].strip(" :"):
        yield _words(rest)


def _words(text: str) -> Token:
    """What stands between the form's words: a day in words, or any text."""
    return Token("day" if is_day(text) else "text", text)


def _outside_words(text: str, labels: Labels) -> Iterator[tuple[str, int, int]]:
    """What the form printed on a line, but for its small words inside of a value: "Support to Ports"."""
    found = list(labels.tokens(text))
    for position, (kind, begin, end) in enumerate(found):
        before = found[position - 1][2] if position else 0
        after = found[position + 1][1] if position + 1 < len(found) else len(text)
        led, followed = text[before:begin].strip(" :"), text[end:after].strip(" :")
        last = position + 1 == len(found)
        inside = led and (followed or (kind == "until" and last)) and not (is_day(led) or is_day(followed))
        if kind in ("furniture", "until") and inside:
            continue
        yield kind, begin, end
