"""The words of a sheet as it was received, and which of them the form prints itself.

Nothing here knows what the reader made of the sheet: only the form's table tells its words, by where they stand.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.importer.labels import Labels
from builder.importer.prose import FIELD_WIDTH, ends_sentence

HEADINGS, LABELS, DATES = "headings", "labels", "words beside dates"
ANNOUNCED, EMPTY, MARKS, RUNNING = "announced links", "empty fields", "list marks", "running lines"
FURNITURE: Mapping[str, str] = {
    HEADINGS: "say which text is which; the texts stand under those of the program file",
    LABELS: "say which value is which; the values stand under the keys of the program file",
    DATES: "say which date is the first and which the last",
    ANNOUNCED: "stand where an address should; the address itself is a fact",
    EMPTY: "say that a field does not apply; the program file says so by leaving it out",
    MARKS: "begin the items of a list; Markdown has marks of its own",
    RUNNING: "are printed on page after page, or offered and not ticked; they say nothing of the sheet",
}
"""The words that need be in nothing that was made of a sheet: by kind, why.

All but the last two kinds are the words of the form's table (`labels.yml`), and count only where they stand as the form
prints them, not inside prose."""

VALUES = frozenset({"day", "url", "ongoing"})
"""The pieces of a form that only a fact can hold."""
_KINDS = {"label": LABELS, "furniture": DATES, "until": DATES, "announced": ANNOUNCED}
"""By the name that the form's table has for a piece: the kind of furniture it is."""

ADDRESS = r"(?:https?://|www\.)\S+"
_WORD = re.compile(r"[^\W_]+|[%‰&@#§°+=$€£¥¢]")
_QUOTES = str.maketrans(dict.fromkeys("´`’‘ʼ′", "'"))
_BROKEN = re.compile(r"[^\W_][-‐‑\u00ad]\s*$")
_OPEN_ADDRESS = re.compile(rf"{ADDRESS}\s*$")
_MARK = re.compile(r"(o)\s{2,}(?=\S)|[^\w\s(\[{\"'“‘«$€£¥¢#@§°]+(?:\s+|(?=[^\W\d_]))(?=\S)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands: a run of letters and digits, or a sign that is read aloud."""

    key: str
    """What it is compared by."""
    line: int
    """On which of the sheet's lines, from 0."""
    begin: int
    """Where it begins on that line, normalized."""
    end: int
    """Where it ends."""
    kind: str = ""
    """The kind of furniture it is, or of value that a fact must hold; nothing for a word of prose or of a field."""
    piece: int = -1
    """Of furniture and values: where the whole piece begins."""
    goes_on: bool = False
    """The line breaks it, or may have done so."""
    tail: str = ""
    """What stands of it on further lines, where it was put together."""


def normal(text: str) -> str:
    """The text with its letters in one form: no ligatures, one kind of quote and blank, nothing that prints nothing."""
    text = unicodedata.normalize("NFKC", text.translate(_QUOTES))
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def keys_of(text: str) -> list[str]:
    """What the words of a text are compared by, in order."""
    return [match[0].casefold() for match in _WORD.finditer(normal(text))]


def words_of(lines: Sequence[str], labels: Labels, running: Sequence[str] = ()) -> list[Word]:
    """The words of a sheet's lines as received, each with what it is on the form.

    `running`: those lines, or parts of them, that stand on every page.
    """
    found: list[Word] = []
    for number, line in enumerate(lines):
        pieces = list(_pieces(lines, number, labels))
        words = [
            Word(match[0].casefold(), number, match.start(), match.end()) for match in _WORD.finditer(normal(line))
        ]
        for at, word in enumerate(words):
            for begin, end, kind in pieces:
                if begin <= word.begin and word.end <= end:
                    words[at] = replace(word, kind=kind, piece=begin)
        if words and (_BROKEN.search(line) or _OPEN_ADDRESS.search(normal(line))):
            words[-1] = replace(words[-1], goes_on=True)
        found += words
    for line in running:
        found = _marked(found, keys_of(line))
    return found


def _marked(words: list[Word], keys: Sequence[str]) -> list[Word]:
    """The words, with the first line that is made of these keys marked as running; else the first part of a line."""
    size = len(keys)
    runs: list[tuple[bool, int]] = []
    for at in range(len(words) - size + 1):
        run = words[at : at + size]
        if not run or run[0].line != run[-1].line or [word.key for word in run] != [*keys]:
            continue
        around = [*words[max(0, at - 1) : at], *words[at + size : at + size + 1]]
        if all(word.kind != RUNNING for word in run):
            runs.append((any(word.line == run[0].line for word in around), at))
    if not runs:
        return words
    _, at = min(runs)
    marked = [replace(word, kind=RUNNING, piece=word.begin) for word in words[at : at + size]]
    return [*words[:at], *marked, *words[at + size :]]


def _pieces(lines: Sequence[str], number: int, labels: Labels) -> Iterator[tuple[int, int, str]]:
    """Where a line holds what the form prints, or a value that only a fact can hold: begin, end, kind."""
    text = normal(lines[number]).rstrip()
    at = len(text) - len(text.lstrip())
    running = _inside_prose(lines, number)
    if mark := _MARK.match(text, at):
        yield *(mark.span(1) if mark[1] else mark.span()), MARKS
    headings, rest = labels.headings(text[at:])
    if headings and not (running and text[at].islower()):
        yield at, len(text) - len(rest), HEADINGS
        at = len(text) - len(rest)
    line = text[at:]
    tokens = [token for token in labels.tokens(line) if token[1] < token[2]]
    edges = [0, *(edge for _, begin, end in tokens for edge in (begin, end)), len(line)]
    between = list(zip(edges[::2], edges[1::2], strict=True))
    held = [bool(keys_of(line[begin:end])) for begin, end in between]
    named = [kind == "label" and _leads_or_ends(line, begin, end) for kind, begin, end in tokens]
    if any(held) and (not any(named) or max(end - begin for begin, end in between) > 2 * FIELD_WIDTH):
        tokens = [token for token, good in zip(tokens, named, strict=True) if good][:1]
    elif any(held):
        tokens = [
            token
            for position, token in enumerate(tokens)
            if named[position] or token[0] in VALUES or not (held[position] or held[position + 1])
        ]
    elif running and not any(named):
        tokens = [token for token in tokens if token[0] == "url"]
    for kind, begin, end in tokens:
        yield at + begin, at + end, kind if kind in VALUES else _KINDS[kind]
    alone = [place for place, words in zip(between, held, strict=True) if words]
    if len(alone) == 1 and (any(named) or not tokens) and labels.is_no_value(line[slice(*alone[0])].strip(" :")):
        yield at + alone[0][0], at + alone[0][1], EMPTY


def _leads_or_ends(line: str, begin: int, end: int) -> bool:
    """A label leads a value or ends the line, as its words inside a sentence do not."""
    after = line[end:].lstrip()
    return line[begin:end].rstrip().endswith(":") or not after or not after[0].islower()


def _inside_prose(lines: Sequence[str], number: int) -> bool:
    """The line before is full of prose without an end, or the next goes on in the middle of a sentence."""
    before = lines[number - 1].strip() if number else ""
    after = lines[number + 1].strip() if number + 1 < len(lines) else ""
    return (len(before) > FIELD_WIDTH and not ends_sentence(before)) or (
        after[:1].islower() and not re.match(ADDRESS, after)
    )
