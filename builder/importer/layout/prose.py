"""Printed lines put together to the prose they were: paragraphs, lists, broken words. Never other words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from builder.importer.layout.lines import Line

_WORD = re.compile(r"[^\W_]+(?:[-’'´`][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_ITEM = re.compile(
    r"(?:[•‣▪●○◦·*–—»✓\uf0b7\uf0a7]|-(?=\s)|o(?=\s{2}))\s*(?=\S)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)"
)
_FIRST_ITEM = re.compile(r"\(?(?:1|a|i)[.)]\s")
_BULLET = re.compile(r"[•‣▪●○◦·*–—»✓\uf0b7\uf0a7o-]\s+|[•‣▪●○◦·»✓\uf0b7\uf0a7]")
_ENUMERATION = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")

FIELD_WIDTH = 60
"""Characters. The form's fields hold about 40, its texts about 120."""
SHORT = 40
"""Characters. What a field holds, rather than a line of prose."""
FULL = 0.9
"""A line into which the next word would still have fitted within this part of the width ended on purpose."""


class Vocabulary:
    """The words of the booklets outside line ends.

    It notes what it is asked: what was made of its answers holds for any other that gives the same.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self.asked: dict[tuple[str, ...], bool] = {}
        """A word: whether it occurs. Two parts of a word: whether it is one without a hyphen."""

    def afresh(self) -> "Vocabulary":
        """The same words, asked nothing so far."""
        return Vocabulary(self._counts)

    def answers(self, asked: Iterable[tuple[tuple[str, ...], bool]]) -> bool:
        """Whether these are its answers to these questions."""
        return all(self._says(question) == said for question, said in asked)

    def answer(self, *question: str) -> bool:
        """Whether the word occurs; of two parts, whether their word does, and not more often with a hyphen."""
        self.asked[question] = said = self._says(question)
        return said

    def _says(self, question: tuple[str, ...]) -> bool:
        return 0 < self._counts.get("".join(question), 0) >= self._counts.get("-".join(question), 0)


def vocabulary_of(texts: Iterable[str]) -> Vocabulary:
    """The words of the booklets, in lower case; what stands at a line's end with a hyphen does not count."""
    words: Counter[str] = Counter()
    for text in texts:
        for line in unicodedata.normalize("NFC", text).splitlines():
            stripped = line.rstrip()
            if stripped.endswith("-"):
                stripped = re.sub(r"[^\W_]+-$", "", stripped)
            words.update(map(str.lower, _WORD.findall(stripped)))
    return Vocabulary(words)


def ends_sentence(text: str) -> bool:
    """The text ends with a full stop or its like."""
    return bool(_SENTENCE_END.search(text))


def is_item(text: str) -> bool:
    """The text begins with a list's mark."""
    return bool(_ITEM.match(text))


def is_bullet(text: str) -> bool:
    """The text begins with a mark that counts nothing."""
    return bool(_ITEM.match(text)) and not _ENUMERATION.match(text)


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of one run of text, parted into paragraphs; each item of a list is one."""
    if not lines:
        return
    width = max(len(line.text) for line in lines)
    paragraph = [lines[0]]
    listed = _begins_list(lines[0].text)
    for position in range(1, len(lines)):
        before, line = lines[position - 1], lines[position]
        announced = line.gap > 0 or before.text.endswith((":", ";")) or ends_sentence(before.text)
        starts_item = is_item(line.text) and (
            listed or (_begins_list(line.text) and (announced or is_bullet(line.text)))
        )
        spaced = before.gap > 0 or len(paragraph) == 1
        if (
            starts_item
            or _stands_off(before.text, line, lines[position + 1 : position + 2])
            or not _runs_on(before.text, line, width, spaced and _spaced_after(lines, position))
        ):
            yield paragraph
            paragraph = []
            listed = starts_item or (listed and line.gap == 0 and is_item(line.text))
        paragraph.append(line)
    yield paragraph


def _begins_list(text: str) -> bool:
    """A bullet begins a list wherever it stands; a number does where it is the first."""
    return is_item(text) and (is_bullet(text) or bool(_FIRST_ITEM.match(text)))


def _spaced_after(lines: Sequence[Line], position: int) -> bool:
    """Where every line has a blank one after it, the line at `position` is not followed closely."""
    return position + 1 >= len(lines) or lines[position + 1].gap > 0


def _runs_on(before: str, line: Line, width: int, spaced: bool) -> bool:
    """Whether a line continues the paragraph of the line before it."""
    word = line.text.split(maxsplit=1)[0]
    room = len(before) + 1 + len(word) <= FULL * width
    if line.gap > 3:
        return False
    if before.endswith("-") and re.search(r"\w-$", before):
        return True
    if line.gap == 0:
        return not (ends_sentence(before) and room and not word[0].islower())
    if ends_sentence(before):
        return False
    if word[0].islower():
        return True
    return spaced and not room and not before.endswith((":", ";"))


def _stands_off(before: str, line: Line, after: Sequence[Line]) -> bool:
    """A short line without an end, right below a finished sentence: its paragraph's last line would have one."""
    last = not after or after[0].gap > 0
    return (
        last
        and ends_sentence(before)
        and len(line.text) <= SHORT
        and not ends_sentence(line.text)
        and line.text[0].isupper()
    )


def join_lines(lines: Sequence[str], vocabulary: Vocabulary) -> str:
    """The lines of one paragraph as one string."""
    text = lines[0]
    for line in lines[1:]:
        broken = re.search(r"([^\W_]+(?:-[^\W_]+)*)-$", text) if text.endswith("-") else None
        after = re.match(r"[^\W_]+", line)
        if not broken or not after:
            text += " " + line
        elif vocabulary.answer(broken[1].lower(), after[0].lower()):
            text = text[:-1] + line
        elif after[0].lower() in ("and", "or"):  # "short- and long-term"
            text += " " + line
        else:
            text += line
    return mend(text, vocabulary)


def mend(text: str, vocabulary: Vocabulary) -> str:
    """Double blanks, blanks before a comma, accents used as apostrophes, and words parted after their hyphen."""
    text = " ".join(text.split())
    if "´" in text or "`" in text:
        text = re.sub(r"(?<=\w)\s?[´`]\s?(?=s\b)|(?<=\w)[´`](?=\w)|(?<=s)[´`](?=\s)", "’", text)
    text = re.sub(r"(?<=[\w)”\"’]) (?=[,;](?:\s|$))", "", text)

    def closed(match: re.Match[str]) -> str:
        word = f"{match[1]}-{match[2]}"
        return word if vocabulary.answer(word.lower()) else match[0]

    return re.sub(r"\b([^\W_]+)- ([^\W_]+)", closed, text) if "- " in text else text


def item_text(text: str) -> str:
    """A list's item as Markdown and plain text both write it: `- …`, or its own number."""
    return "- " + _BULLET.sub("", text, count=1) if is_bullet(text) else text


@lru_cache(maxsize=4096)
def same(text: str) -> str:
    """What two texts are compared by: letters and digits alone."""
    return "".join(filter(str.isalnum, text)).casefold()


_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|UU|St|Mr|Mrs|Ms|Dr|Dra|No|Nos|Núm|Nro|Art|Inc|Ltd|etc|e\.g|i\.e|p\.ej|vs|approx|Res|Doc|Sr|Sra|Jr|"
    r"Vol|Sta|Sto)\.$"
)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    found: list[str] = []
    begin = 0
    for match in re.finditer(r"[.!?][\"'”’)]*\s+(?=[\"“«(¿¡]?\s?[A-Z0-9À-ÖØ-Þ])", text):
        head = text[begin : match.end()].rstrip()
        if _ABBREVIATION.search(head):
            continue
        found.append(head)
        begin = match.end()
    if rest := text[begin:].strip():
        found.append(rest)
    return found
