"""The picture that is shown where someone shares a link: words beside the mark, in a pillar's color."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from builder.generator.cards import mark
from builder.generator.cards.colors import Colors
from builder.generator.cards.sheet import Sheet, mixed
from builder.generator.cards.words import BOLD, PLAIN, Face, Lines, fitted

WIDTH, HEIGHT = 1200, 630
"""What the sites that show it expect."""

_MARGIN = 72
_PANEL = 400
_TEXT = WIDTH - _PANEL - 2 * _MARGIN
_TITLES = (92, 84, 76, 68, 60, 54, 48)
_WORDS = (36, 34, 32, 30)
_TIGHT, _LOOSE = 1.12, 1.4
_GAP = 28
_LARGE_MARK = 288
_SMALL_MARK = 48
_FOOT = 60
"""What is kept free above the foot's line."""
_STRIPE = 16


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on it."""

    title: str
    """In large letters."""
    words: str = ""
    """Below it, as much as there is room for."""
    above: str = ""
    """Whose it is, beside a small mark; nothing on that of the site itself."""
    below: str = ""
    """At the foot."""
    pillar: str | None = None
    """The slug of the pillar that it is about; None on that of the site."""


@lru_cache(maxsize=256)
def drawn(card: Card, colors: Colors, fonts: Path) -> bytes:
    """The card as a PNG; the same words and colors give the same bytes. `fonts` is the folder of the two fonts."""
    return (_of_site if card.pillar is None else _of_pillar)(card, colors, fonts)


def _of_site(card: Card, colors: Colors, fonts: Path) -> bytes:
    ground = colors.band
    sheet = Sheet(WIDTH, HEIGHT, ground)
    _stripe(sheet, colors)
    at = (WIDTH - _MARGIN - _LARGE_MARK, (HEIGHT - _LARGE_MARK) // 2)
    sheet.paint(mark.frame(_LARGE_MARK), at, colors.on_band, ground)
    for number, column in enumerate(mark.columns(_LARGE_MARK)):
        sheet.paint(column, at, colors.on_column(number), ground)
    _words(sheet, card, fonts, _MARGIN, ground, colors.on_band, colors.on_band_soft)
    return sheet.png()


def _of_pillar(card: Card, colors: Colors, fonts: Path) -> bytes:
    color, ground = colors.pillar(card.pillar), colors.paper
    sheet = Sheet(WIDTH, HEIGHT, ground)
    sheet.fill((WIDTH - _PANEL, 0, WIDTH, HEIGHT), color)
    at = (WIDTH - (_PANEL + _LARGE_MARK) // 2, (HEIGHT - _LARGE_MARK) // 2)
    faint = mixed(colors.on_band, color, 0.4)
    own = colors.column(card.pillar)
    sheet.paint(mark.frame(_LARGE_MARK), at, faint, color)
    for number, column in enumerate(mark.columns(_LARGE_MARK)):
        sheet.paint(column, at, colors.on_band if number == own else faint, color)
    _words(sheet, card, fonts, _MARGIN + 78, ground, colors.ink, colors.soft)
    _brand(sheet, card, colors, fonts)
    return sheet.png()


def _stripe(sheet: Sheet, colors: Colors) -> None:
    """The pillars side by side, as at the top of every page."""
    count = len(colors.pillars)
    for number, pillar in enumerate(colors.pillars):
        sheet.fill((WIDTH * number // count, 0, WIDTH * (number + 1) // count, _STRIPE), pillar.dark)


def _brand(sheet: Sheet, card: Card, colors: Colors, fonts: Path) -> None:
    ground = colors.paper
    # the mark does not reach the edge of its square, and is to stand where the lines begin
    at = (_MARGIN - 4, _MARGIN - 8)
    sheet.paint(mark.frame(_SMALL_MARK), at, colors.ink, ground)
    for number, column in enumerate(mark.columns(_SMALL_MARK)):
        color = colors.pillars[number].light if number < len(colors.pillars) else colors.soft
        sheet.paint(column, at, color, ground)
    indent = _SMALL_MARK + 12
    name = fitted(card.above, fonts / BOLD, (30, 26, 22), _TEXT - indent, 1)
    _set(sheet, name, _MARGIN + indent, at[1] + _SMALL_MARK - 11, colors.ink, ground)


def _words(sheet: Sheet, card: Card, fonts: Path, top: int, ground: str, strong: str, soft: str) -> None:
    """Title and words in the middle of the room below `top`, and what stands at the foot."""
    foot = fitted(card.below, fonts / PLAIN, (26, 24, 22), _TEXT, 1)
    _set(sheet, foot, _MARGIN, HEIGHT - _MARGIN, soft, ground)
    room = HEIGHT - _MARGIN - _FOOT - top
    title, words = next(each for each in _blocks(card, fonts) if _height(*each) <= room)
    begin = top + (room - _height(title, words)) / 2
    _set_lines(sheet, title, _TIGHT, begin, strong, ground)
    _set_lines(sheet, words, _LOOSE, begin + _height(title, words) - _tall(words, _LOOSE), soft, ground)


def _blocks(card: Card, fonts: Path) -> Iterator[tuple[Lines, Lines]]:
    """Title and words, smaller and smaller."""
    texts = [fitted(card.words, fonts / PLAIN, _WORDS, _TEXT, most) for most in (3, 4, 2)]
    whole = [words for words in texts[:2] if not words.is_cut]
    for words in (*whole[:1], texts[2]):
        for number in range(len(_TITLES)):
            yield fitted(card.title, fonts / BOLD, _TITLES[number:], _TEXT, 3), words


def _height(title: Lines, words: Lines) -> float:
    return _tall(title, _TIGHT) + (_GAP if title.lines and words.lines else 0) + _tall(words, _LOOSE)


def _tall(words: Lines, leading: float) -> float:
    return len(words.lines) * words.size * leading


def _set_lines(sheet: Sheet, words: Lines, leading: float, top: float, color: str, on: str) -> None:
    for number, line in enumerate(words.lines):
        # the letters' own height is in the middle of the line's
        baseline = top + words.size * (leading * (number + 0.5) + 0.26)
        _set(sheet, Lines(words.face, (line,)), _MARGIN, round(baseline), color, on)


def _set(sheet: Sheet, words: Lines, left: int, baseline: int, color: str, on: str) -> None:
    for line in words.lines[:1]:
        sheet.paint(*_mask(line, words.face, left, baseline), color, on)


def _mask(line: str, font: Face, left: int, baseline: int) -> tuple[Image.Image, tuple[int, int]]:
    """The line's letters, and where the mask of them lies."""
    box = font.getbbox(line, anchor="ls")
    x, y = int(box[0]) - 2, int(box[1]) - 2
    mask = Image.new("L", (int(box[2]) - x + 2, int(box[3]) - y + 2))
    ImageDraw.Draw(mask).text((-x, -y), line, fill=255, font=font, anchor="ls")
    return mask, (left + x, baseline + y)
