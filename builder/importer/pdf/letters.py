"""The letters of a PDF's page and where they stand, asked of PDFium one by one.

A page has thousands, so what is asked of each is asked as cheaply as it can be: PDFium's functions are called with
plain numbers, and what they write is read as one array.
"""

import ctypes
import math
from array import array
from collections import defaultdict, deque
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from builder.importer.pdf.glyphs import OVERLAPS, TOUCHES, Run, Type, direction_of, in_frame
from builder.importer.pdf.leaf import UNREADABLE
from builder.importer.pdf.view import View

_OVERHANG = 0.4
"""In ems: slanting letters reach no further over the next."""
_MOST_LETTERS = 200_000


def _quick(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function, called in half the time: pointers are plain numbers, and no other thread gets a turn."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_POINTER = ctypes.c_void_p
_text_object = _quick(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, ctypes.c_int)
_code = _quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, ctypes.c_int)
_unmapped = _quick(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int, _POINTER, ctypes.c_int)
_loose_box = _quick(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, _POINTER, ctypes.c_int, _POINTER)
_font_of = _quick(pdfium.FPDFTextObj_GetFont, _POINTER, _POINTER)
_width = _quick(pdfium.FPDFFont_GetGlyphWidth, ctypes.c_int, _POINTER, ctypes.c_uint, ctypes.c_float, _POINTER)
_ascent = _quick(pdfium.FPDFFont_GetAscent, ctypes.c_int, _POINTER, ctypes.c_float, _POINTER)
_descent = _quick(pdfium.FPDFFont_GetDescent, ctypes.c_int, _POINTER, ctypes.c_float, _POINTER)


def _special() -> dict[str, str]:
    """The text of each letter that is not just itself; nothing where it prints nothing."""
    blanks = [*range(0x09, 0x0E), *range(0x1C, 0x21), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B)]
    blanks += [0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
    nothing = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
    controls = [*range(0x20), *range(0x7F, 0xA0), 0xFFFF]
    hyphens = [0x02, 0xFFFE, 0xAD]  # PDFium's own marks at a line's end; and soft ones, which are printed all the same
    table = {}
    for codes, text in ((controls, UNREADABLE), (nothing, ""), (blanks, " "), (hyphens, "-")):
        table.update(dict.fromkeys(map(chr, codes), text))
    return table


_SPECIAL = _special()


def runs(page: Any, view: View) -> list[Run]:
    """The letters of a page that PDFium has loaded, blanks among them."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return []
    try:
        return _runs(text_page, view)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _runs(text_page: Any, view: View) -> list[Run]:
    count = min(pdfium.FPDFText_CountChars(text_page), _MOST_LETTERS)
    if count < 1:
        return []
    page = ctypes.cast(text_page, _POINTER).value
    boxes = array("f", bytes(16 * count))
    start = boxes.buffer_info()[0]
    deque(map(_loose_box, repeat(page), range(count), range(start, start + 16 * count, 16)), 0)
    types = _Types(text_page, view, boxes)
    found: list[Run] = []
    unmapped: dict[int, list[tuple[list[str], int, str]]] = defaultdict(list)
    last: int | None = None
    least = most = offset = end = low_before = high_before = 0.0
    letters: list[str] = []
    lefts: list[float] = []
    rights: list[float] = []
    texts_of = map(_text_object, repeat(page), range(count))
    for at, (this, letter) in enumerate(zip(texts_of, _letters(text_page, count), strict=True)):
        if this != last:
            last, end, high_before = this, -math.inf, -math.inf
            if this is not None:
                type_, font, line = types.of(this, at)
                known = types.known[font]
                em = type_.em
                least, most = OVERLAPS * em, TOUCHES * em
                begins, ends, offset = types.edges(type_)
        if this is None:  # a blank or line end that PDFium thinks fit
            continue
        if held := known.get(letter):
            text, width = held
            is_mapped = True
        else:
            text, width = types.letter(letter, font)
            is_mapped = not _unmapped(page, at)
            if is_mapped:
                known[letter] = text, width
        if begins:
            low, high = begins[at] + offset, ends[at] + offset
            left, right = low, high
            if not -0.01 < (high - low) / em - width < 0.01:
                left, right = types.fitted(at, type_, width, low, high)
        else:
            left, right, line = types.turned(at, type_, width)
            low, high = left, right
        if text == " ":
            end = high_before = -math.inf
            if low >= high:  # PDFium thinks it fit
                continue
            letters = [text]
            found.append(Run(line, type_, letters, [left], [right]))
        elif high == high_before and low == low_before and low < high:  # one sign for two letters
            letters[-1] += text
        elif least <= left - end <= most:
            letters.append(text)
            lefts.append(left)
            rights.append(right)
            end, low_before, high_before = right, low, high
        elif text:
            letters, lefts, rights = [text], [left], [right]
            found.append(Run(line, type_, letters, lefts, rights))
            end, low_before, high_before = right, low, high
        if not is_mapped:
            unmapped[font].append((letters, len(letters) - 1, letter))
    for those in unmapped.values():
        if not all("!" <= letter <= "~" for _, _, letter in those):  # a font's own numbers, which are nobody's letters
            for where, place, _ in those:
                where[place] = UNREADABLE
    return found


def _letters(text_page: Any, count: int) -> Sequence[str]:
    """What each letter is: all at once where PDFium's text has one unit for each."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    units = pdfium.FPDFText_GetText(text_page, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * units].decode("utf-16-le", "surrogatepass") if units == count else ""
    if len(text) == count:
        return text
    page = ctypes.cast(text_page, _POINTER).value
    return [chr(code) if code < 0x110000 else UNREADABLE for code in map(_code, repeat(page), range(count))]


class _Types:
    """The types of a page's texts, each made once, and where their letters begin and end."""

    def __init__(self, text_page: Any, view: View, boxes: "array[float]") -> None:
        self.known: dict[int, dict[str, tuple[str, float]]] = defaultdict(dict)
        """By font and letter, its text and how wide it is, of those met so far. See `letter`."""
        self._page, self._view, self._boxes = text_page, view, boxes
        self._types: dict[tuple[float, ...], Type] = {}
        self._fonts: dict[int, tuple[float, float]] = {}
        self._edges: dict[tuple[float, float], tuple[list[float], list[float], float]] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y, self._one = ctypes.c_double(), ctypes.c_double(), ctypes.c_float()

    def of(self, text: int, at: int) -> tuple[Type, int, float]:
        """The type and font of a text, and the line on which it stands, in its own frame. `at` is its first letter."""
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self._page, at, matrix)
        size = pdfium.FPDFText_GetFontSize(self._page, at)
        font = _font_of(text) or 0
        key = (matrix.a, matrix.b, matrix.c, matrix.d, size, font)
        type_ = self._types.get(key)
        if type_ is None:
            along, up = self._view.way(matrix.a, matrix.b), self._view.way(matrix.c, matrix.d)
            direction = direction_of(*along)
            height = round(abs(direction[0] * up[1] - direction[1] * up[0]) * abs(size), 3) or 1.0
            em = round(math.hypot(*along) * abs(size), 3) or 1.0
            ascent, descent = self._font(font)
            type_ = self._types[key] = Type(height, em, ascent * height, descent * height, direction)
        return type_, font, self._origin(at, type_)[1]

    def _font(self, font: int) -> tuple[float, float]:
        """Ascent and descent, of a type one point high."""
        if font not in self._fonts:
            there = ctypes.addressof(self._one)
            up = self._one.value if font and _ascent(font, 1.0, there) else 0.0
            down = -self._one.value if font and _descent(font, 1.0, there) else 0.0
            self._fonts[font] = (round(up, 3), round(down, 3)) if 0.5 <= up + down <= 3 else (0.9, 0.22)
        return self._fonts[font]

    def edges(self, type_: Type) -> tuple[list[float], list[float], float]:
        """By letter, where each begins and ends in this type's frame, and what is to be added to both.

        Nothing where the text runs neither along nor across the page: then `turned` tells.
        """
        if type_.direction not in self._edges:
            self._edges[type_.direction] = self._straight(type_.direction)
        return self._edges[type_.direction]

    def _straight(self, direction: tuple[float, float]) -> tuple[list[float], list[float], float]:
        offset = in_frame(*self._view.point(0.0, 0.0), direction)[0]
        right = in_frame(*self._view.way(1.0, 0.0), direction)[0]
        up = in_frame(*self._view.way(0.0, 1.0), direction)[0]
        if abs(right) == 1:
            low, high, sign = self._boxes[0::4].tolist(), self._boxes[2::4].tolist(), right
        elif abs(up) == 1:
            low, high, sign = self._boxes[3::4].tolist(), self._boxes[1::4].tolist(), up
        else:
            return [], [], 0.0
        if sign > 0:
            return low, high, offset
        return [-each for each in high], [-each for each in low], offset

    def letter(self, letter: str, font: int) -> tuple[str, float]:
        """The text of a letter, and how far the next one stands from it, in ems: 0 where the font does not say."""
        text = _SPECIAL.get(letter, letter)
        for code in (letter, text):
            there = ctypes.addressof(self._one)
            if len(code) == 1 and code >= " " and font and _width(font, ord(code), 1.0, there) and self._one.value > 0:
                return text, self._one.value
        return text, 0.0

    def fitted(self, at: int, type_: Type, width: float, low: float, high: float) -> tuple[float, float]:
        """Where a letter begins and ends that is drawn over its edges, or of another width than its font says.

        `low`, `high`: how far it is drawn.
        """
        boxes, page = self._boxes, ctypes.cast(self._page, _POINTER)
        if boxes[4 * at : 4 * at + 4] == boxes[4 * at + 4 : 4 * at + 8]:  # one sign for two letters
            return low, high
        left = self._origin(at, type_)[0]
        near = 0.01 * type_.em
        if not low - near <= left <= high + near:  # PDFium has put letters of its own in the place of some sign
            return low, high
        right = high
        if 4 * at + 4 < len(boxes) and _text_object(page, at) == _text_object(page, at + 1):
            following = self._origin(at + 1, type_)[0]
            if left + near < following <= right:
                return left, following
        if width > 0.0 and 0.0 < right - left - width * type_.em <= _OVERHANG * type_.em:
            right = left + width * type_.em
        return left, right

    def turned(self, at: int, type_: Type, width: float) -> tuple[float, float, float]:
        """Where a letter begins and ends, and its line, where text runs neither along nor across the page."""
        left, line = self._origin(at, type_)
        if width:
            return left, round(left + width * type_.em, 3), line
        cosine, sine = abs(type_.direction[0]), abs(type_.direction[1])
        x, top, x_, bottom = self._boxes[4 * at : 4 * at + 4]
        shown = self._view.box(x, bottom, x_, top)
        height = type_.ascent + type_.descent
        across, down = (shown.width - height * sine) / cosine, (shown.height - height * cosine) / sine
        return left, round(left + max(across if cosine > sine else down, 0.0), 3), line

    def _origin(self, at: int, type_: Type) -> tuple[float, float]:
        """Where a letter stands in its frame: along, and down."""
        pdfium.FPDFText_GetCharOrigin(self._page, at, self._x, self._y)
        along, down = in_frame(*self._view.point(self._x.value, self._y.value), type_.direction)
        return round(along, 3), round(down, 2)
