"""Words set into a box: in lines of like length, smaller where they are many, without letters that the font lacks."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

Face = ImageFont.FreeTypeFont
"""A font in a size."""

BOLD = "serif-bold.ttf"
"""The font of titles, under templates/cards/."""

PLAIN = "serif-regular.ttf"
"""The font of all else."""

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")  # not the one that keeps « with its word

# the word before is a whole one: neither "U.S." nor "No." nor "etc." ends a sentence for certain
_SENTENCE = re.compile(r"\w{4}[\])»”\"’']*[.!?…][\])»”\"’']*(?= [^a-z])")


@dataclass(frozen=True, slots=True)
class Lines:
    """Words as they are set."""

    face: Face
    """The font in its size."""
    lines: tuple[str, ...]
    """What stands on each line; none where there are no words."""
    is_cut: bool = False
    """Whether they end in the midst of a sentence."""

    @property
    def size(self) -> float:
        """The font's size in pixels."""
        return self.face.size


@lru_cache(maxsize=64)
def face(path: Path, size: int) -> Face:
    """A font in a size, set letter by letter, which is the same on every machine."""
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def fitted(text: str, font: Path, sizes: Sequence[int], width: float, most: int) -> Lines:
    """The words in the largest of the sizes in which they are at most so many lines of that width.

    Where they are too many even in the last size, they end with the last whole sentence that fits, or else with "…".
    """
    words = known(text, face(font, sizes[0]))
    for shorter in _shorter(words):
        for size in sizes:
            if lines := _balanced(_Words(shorter, face(font, size)), width, most):
                return Lines(face(font, size), lines)
    smallest = face(font, sizes[-1])
    return Lines(smallest, _cut(words, smallest, width, most), is_cut=True) if words else Lines(smallest, ())


def known(text: str, font: Face) -> str:
    """The text in letters that the font has.

    Another form of a letter takes its place, such as the one without its accent; a word of foreign letters is left out
    as a whole, for half of it would be another word. Signs are just left out.
    """
    return " ".join(filter(None, (_known(word, font) for word in _BLANKS.split(unicodedata.normalize("NFC", text)))))


def _known(word: str, font: Face) -> str:
    made = ""
    for letter in word:
        found = _form(letter, font)
        if not found and unicodedata.category(letter)[0] in "LN":
            return ""
        made += found
    # of a word that lost a sign, no lone comma or dash stays
    return made if made == word or any(map(str.isalnum, made)) else ""


def _form(letter: str, font: Face) -> str:
    """The letter, or what may stand for it; nothing where the font has neither, or where there is nothing to see."""
    if unicodedata.category(letter) == "Cf":
        return ""
    bare = "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
    forms = (letter, unicodedata.normalize("NFKC", letter), bare)
    # in these fonts, what is lacking has no width
    return next((form for form in forms if form and all(map(font.getlength, form))), "")


def _shorter(text: str) -> Iterator[str]:
    """The text, then without its last sentence, without the last two, and so on."""
    if text:
        yield text
    for end in reversed([found.end() for found in _SENTENCE.finditer(text)]):
        yield text[:end]


class _Words:
    """Words with their widths."""

    def __init__(self, text: str, font: Face) -> None:
        self._words = text.split(" ")
        self._widths = [font.getlength(word) for word in self._words]
        self._blank = font.getlength(" ")

    @property
    def widest(self) -> float:
        """The least width that takes them all."""
        return max(self._widths)

    def lines(self, width: float) -> list[str]:
        """The words in lines of that width, each as full as can be."""
        made: list[list[str]] = []
        left = -1.0
        for word, wide in zip(self._words, self._widths, strict=True):
            left -= self._blank + wide
            if left < 0:
                made.append([])
                left = width - wide
            made[-1].append(word)
        return [" ".join(line) for line in made]


def _balanced(words: _Words, width: float, most: int) -> tuple[str, ...]:
    """The words in as few lines as can be, as like each other in width as can be; none where they do not fit."""
    if words.widest > width or len(lines := words.lines(width)) > most:
        return ()
    low, high = words.widest, width
    while high - low > 1:
        middle = (low + high) / 2
        if len(closer := words.lines(middle)) > len(lines):
            low = middle
        else:
            high, lines = middle, closer
    return tuple(lines)


def _cut(text: str, font: Face, width: float, most: int) -> tuple[str, ...]:
    """As much of the text as fits, with "…" at its end; what is wider than a line is broken."""
    words = " ".join(part for word in text.split(" ") for part in _parts(word, font, width))
    lines = _Words(words, font).lines(width)
    return tuple(lines) if len(lines) <= most else (*lines[: most - 1], _ended(lines[most - 1], font, width))


def _parts(word: str, font: Face, width: float) -> Iterator[str]:
    while font.getlength(word) > width:
        end = next((end for end in range(len(word) - 1, 1, -1) if font.getlength(word[:end] + "-") <= width), 1)
        yield word[:end] + "-"
        word = word[end:]
    yield word


def _ended(line: str, font: Face, width: float) -> str:
    while " " in line and font.getlength(f"{line}…") > width:
        line = line.rpartition(" ")[0]
    while font.getlength(f"{line}…") > width:
        line = line[:-1]
    return line.rstrip(" ,;:.-–—") + "…"
