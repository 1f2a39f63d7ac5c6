"""The words of a sheet as it was received, and which of them the form prints itself.

Nothing here knows what the reader made of the sheet: only the form's table tells its words, by where they stand.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from babel import Locale

from builder.formwords import plain
from builder.importer.language.labels import Labels
from builder.importer.layout.prose import FIELD_WIDTH, ends_sentence
from builder.unseen import UNSEEN

HEADINGS, LABELS, DATES, OTHER = "headings", "labels", "words beside dates", "other print"
ANNOUNCED, EMPTY, MARKS = "announced links", "empty fields", "list marks"
FURNITURE: Mapping[str, str] = {
    HEADINGS: "say which text is which; the texts stand under those of the program file",
    LABELS: "say which value is which, a number or a hint beside them; the values stand under the file's keys",
    DATES: "say which date is the first and which the last",
    ANNOUNCED: "stand where an address should; the address itself is a fact",
    EMPTY: "say that a field does not apply; the program file says so by leaving it out",
    MARKS: "begin the items of a list; Markdown has marks of its own",
    OTHER: "is a header or footer of page after page, or a choice that nobody ticked",
}
"""The words that need be in nothing that was made of a sheet: by kind, why.

All but the last two kinds are the words of the form's table (`labels.yml`), and count only where they stand as the form
prints them, not inside prose."""

VALUES = frozenset({"day", "url", "ongoing"})
"""The pieces of a form that only a fact can hold."""
_KINDS = {
    "heading": HEADINGS,
    "label": LABELS,
    "furniture": DATES,
    "until": DATES,
    "announced": ANNOUNCED,
    "ongoing": "ongoing",
    "day": "day",
    "url": "url",
}
"""By the name that the form's table has for a piece: the kind of furniture or value it is."""
_NUMBERED = re.compile(r"\s*\(?(?:\d{1,2}|[A-Za-z]|[IVXivx]{1,4})[.)]\s*")
_AFTER_LABEL = re.compile(
    r"(?i)\s*(?:(?:of|de|del|da|do|du)\s+(?:(?:the|la|l')\s*)?"
    r"(?:activity|program|project|actividad|programa|proyecto|atividade|projeto|activité|programme|projet)"
    r"|/\s*\w+(?:\s\w+)?)?\s*(?:\([^)]*\))?[\s:*]*"
)
"""What people print around a label: its number, "of the activity", "/ institutions", a hint in brackets."""
REACH = 8
"""Pieces of one label or address, on a page, are no further apart in the source than so many lines."""

_MONTHS = {
    plain(name.casefold().strip(".")): number
    for language in ("en", "es", "fr", "pt")
    for width in ("wide", "abbreviated")
    for number, name in Locale(language).months["format"][width].items()
}
_BESIDE = re.compile(r"de|del|du|le|the|of|st|nd|rd|th|er|\d{1,2}(?:st|nd|rd|th|er|o)")
"""What stands in a date beside its day, month and year."""

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
    return "".join(letter for letter in UNSEEN.sub("", text) if unicodedata.category(letter) != "Cf")


def keys_of(text: str) -> list[str]:
    """What the words of a text are compared by, in order."""
    return [match[0].casefold() for match in _WORD.finditer(normal(text))]


def is_day(text: str) -> bool:
    """The words are a date and nothing else."""
    return any(month and (year or day) for year, month, day in _dates(text))


def may_mean(text: str, day: str) -> bool:
    """A printed date may mean this day (`2017-04-12`), whichever of day and month comes first, as far as it says."""
    parts = tuple(int(part) for part in day.split("-")) if day else ()
    return any(
        all(said in (None, part) for said, part in zip(date, parts, strict=True)) for date in _dates(text) if parts
    )


def _dates(text: str) -> Iterator[tuple[int | None, int | None, int | None]]:
    """Year, month and day as printed; None for what is not said."""
    keys = [plain(key) for key in keys_of(text)]
    numbers = [int(key) for key in keys if key.isdecimal()]
    months = [_MONTHS[key] for key in keys if key in _MONTHS]
    if any(not key.isdecimal() and key not in _MONTHS and not _BESIDE.fullmatch(key) for key in keys):
        return
    days = [int(match[1]) for key in keys if (match := re.fullmatch(r"(\d{1,2})[a-z]{1,3}", key))]
    years = [number if number > 99 else 2000 + number for number in numbers]
    if months:
        year = next((number for number in numbers if number > 99), None)
        day = next((number for number in (*days, *numbers) if number <= 31), None)
        if len(months) == 1 and len(numbers) + len(days) == (year is not None) + (day is not None):
            yield year, months[0], day
    elif len(numbers) == 3 and not days:
        first, second, _ = numbers
        yield years[2], first, second
        yield years[2], second, first
        yield years[0], second, numbers[2]
    elif len(numbers) == 2 and not days:
        yield years[1], numbers[0], None
        yield years[0], numbers[1], None


def words_of(lines: Sequence[str], labels: Labels, placed: bool = False, other: Sequence[str] = ()) -> list[Word]:
    """The words of a sheet's lines as received, each with what it is on the form.

    `placed`: the lines are pieces of pages. `other`: those lines, or parts of them, that the page prints without saying
    anything.
    """
    found: list[Word] = []
    spread = _spread(lines, labels) if placed else {}
    for number, line in enumerate(lines):
        pieces = list(_pieces(lines, number, labels, placed))
        if number in spread:
            pieces = [(0, len(normal(line)), spread[number])]
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
    for line in other:
        found = _marked(found, keys_of(line))
    return found


def _marked(words: list[Word], keys: Sequence[str]) -> list[Word]:
    """The words, with the first line that holds these keys alone marked as other print; else the first part of one."""
    size = len(keys)
    runs: list[tuple[bool, int]] = []
    for at in range(len(words) - size + 1):
        run = words[at : at + size]
        if not run or run[0].line != run[-1].line or [word.key for word in run] != [*keys]:
            continue
        around = [*words[max(0, at - 1) : at], *words[at + size : at + size + 1]]
        if all(word.kind != OTHER for word in run):
            runs.append((any(word.line == run[0].line for word in around), at))
    if not runs:
        return words
    _, at = min(runs)
    marked = [replace(word, kind=OTHER, piece=word.begin) for word in words[at : at + size]]
    return [*words[:at], *marked, *words[at + size :]]


def _pieces(lines: Sequence[str], number: int, labels: Labels, placed: bool) -> Iterator[tuple[int, int, str]]:
    """Where a line holds what the form prints, or a value that only a fact can hold: begin, end, kind."""
    text = normal(lines[number]).rstrip()
    at = len(text) - len(text.lstrip())
    follows, leads = (False, False) if placed else _amid_prose(lines, number)
    running, amid = follows or leads, follows and leads
    if mark := _MARK.match(text, at):
        yield *(mark.span(1) if mark[1] else mark.span()), MARKS
    headings, rest = labels.headings(text[at:])
    if headings and not (running and text[at].islower()):
        yield at, len(text) - len(rest), HEADINGS
        at = len(text) - len(rest)
    line = text[at:]
    tokens = _with_dates(line, [token for token in labels.tokens(line) if token[1] < token[2]])
    edges = [0, *(edge for _, begin, end in tokens for edge in (begin, end)), len(line)]
    between = list(zip(edges[::2], edges[1::2], strict=True))
    named = [kind == "label" and _leads_or_ends(line, begin, end) for kind, begin, end in tokens]
    if placed and any(named):
        for position, (begin, end) in enumerate(between):
            after = position and named[position - 1] and _AFTER_LABEL.fullmatch(line[begin:end])
            before = position < len(named) and named[position] and _NUMBERED.fullmatch(line[begin:end])
            if after or before:
                yield at + begin, at + end, LABELS
                between[position] = (begin, begin)
    held = [bool(keys_of(line[begin:end])) for begin, end in between]
    if any(held) and (not any(named) or max(end - begin for begin, end in between) > 2 * FIELD_WIDTH):
        tokens = [token for token, good in zip(tokens, named, strict=True) if good][:1]
    elif any(held):
        tokens = [
            token
            for position, token in enumerate(tokens)
            if named[position] or token[0] in VALUES or not (held[position] or held[position + 1])
        ]
    elif not any(named) and (running if all(_small(line, *token) for token in tokens) else amid and len(tokens) == 1):
        tokens = [token for token in tokens if token[0] == "url"]
    for kind, begin, end in tokens:
        yield at + begin, at + end, _KINDS[kind]
    alone = [place for place, words in zip(between, held, strict=True) if words]
    if len(alone) == 1 and (any(named) or not tokens) and labels.is_no_value(line[slice(*alone[0])].strip(" :")):
        yield at + alone[0][0], at + alone[0][1], EMPTY


def _spread(lines: Sequence[str], labels: Labels) -> dict[int, str]:
    """The pieces of a page that are words of the form, alone or together with pieces nearby, and what they are."""
    texts = [" ".join(normal(line).split()) for line in lines]
    kinds: dict[int, str] = {}
    for first, text in enumerate(texts):
        if first in kinds or not text or len(text) > FIELD_WIDTH:
            continue
        if kind := _whole(text, labels):
            kinds[first] = kind
            continue
        near = [at for at in range(first + 1, min(len(texts), first + REACH)) if 0 < len(texts[at]) <= FIELD_WIDTH]
        for rest in (*((at,) for at in near), *combinations(near, 2)):
            if kind := _whole(" ".join([text, *(texts[at] for at in rest)]), labels):
                kinds |= dict.fromkeys((first, *rest), kind)
                break
    return kinds


def _whole(text: str, labels: Labels) -> str:
    """The kind of furniture that the whole text is, with what people print around a label; nothing for others."""
    printed = labels.printed(_NUMBERED.sub("", text))
    return _KINDS[printed.kind] if printed and _AFTER_LABEL.fullmatch(printed.rest) else ""


def _with_dates(line: str, tokens: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The tokens of a line, and the dates in words that stand alone between them."""
    edges = [0, *(edge for _, begin, end in tokens for edge in (begin, end)), len(line)]
    between = zip(edges[::2], edges[1::2], strict=True)
    dates = [("day", begin, end) for begin, end in between if is_day(line[begin:end])]
    return sorted([*tokens, *dates], key=lambda token: token[1])


def _small(line: str, kind: str, begin: int, end: int) -> bool:
    """A single word that prose may hold as well."""
    return kind not in VALUES and len(line[begin:end].split()) == 1


def _leads_or_ends(line: str, begin: int, end: int) -> bool:
    """A label leads a value or ends the line, as its words inside a sentence do not."""
    after = line[end:].lstrip()
    return line[begin:end].rstrip().endswith(":") or not after or not after[0].islower()


def _amid_prose(lines: Sequence[str], number: int) -> tuple[bool, bool]:
    """The line before is full of prose without an end; the next goes on in the middle of a sentence."""
    before = lines[number - 1].strip() if number else ""
    after = lines[number + 1].strip() if number + 1 < len(lines) else ""
    full = len(before) > FIELD_WIDTH and not ends_sentence(before)
    return full, after[:1].islower() and not re.match(ADDRESS, after)
