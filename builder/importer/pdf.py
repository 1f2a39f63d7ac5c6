"""A PDF's pages as they are printed: words, form fields, links and drawn lines by their places."""

import ctypes
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from builder.importer.annotations import Annotations, annotations
from builder.importer.glyphs import Glyph, Type, direction_of, in_frame, words
from builder.importer.leaf import Box, Leaf, Link, Widget

MOST_PAGES = 2000
"""A booklet with more is none."""
WIDEST = 14_400.0
"""In points, five meters: what readers of PDFs show at most."""
MOST_DRAWN = 4000
"""A page with more lines and frames is a map or a chart; its lines say nothing of a form."""
_MOST_OBJECTS = 200_000
_MOST_LETTERS = 200_000
_MOST_SEGMENTS = 2000
_DEEPEST = 8


class PdfError(Exception):
    """A file that is no PDF, or cannot be read as one. The message goes on from the file's name: `is empty; …`."""


def leaves(data: bytes) -> tuple[Leaf, ...]:
    """The pages of a PDF. Raises PdfError where the file as a whole cannot be read."""
    return tuple(each_leaf(data))


def each_leaf(data: bytes, counted: Callable[[int], None] = lambda _: None) -> Iterator[Leaf]:
    """The pages of a PDF, one at a time; `counted` is told first how many there will be.

    A page that cannot be read has no width. Raises PdfError where the file as a whole cannot be read.
    """
    with _opened(data) as document:
        number = pdfium.FPDF_GetPageCount(document)
        if number < 1:
            raise PdfError("has no page; save it as PDF again from where it was written")
        if number > MOST_PAGES:
            raise PdfError(f"claims {number:,} pages; a booklet has {MOST_PAGES:,} at most, so split it")
        counted(number)
        noted = annotations(data, number) if _has_annotations(document, number) else {}
        for at in range(number):
            with _page(document, at) as page:
                yield _leaf(page, at + 1, noted.get(at)) if page else Leaf(at + 1, 0.0, 0.0)


# --- the file ---


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    if not data.strip(b"\0 \t\r\n"):
        raise PdfError("is empty; it holds no sheet")
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise PdfError(_why_not(data, pdfium.FPDF_GetLastError()))
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _why_not(data: bytes, error: int) -> str:
    if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return "is locked with a password; save a copy without one and import that"
    if b"%PDF-" in data[:1024]:
        return "is damaged and cannot be opened; fetch or save it again"
    return "is no PDF"


def _has_annotations(document: Any, number: int) -> bool:
    return True


@contextmanager
def _page(document: Any, at: int) -> Iterator[Any]:
    page = pdfium.FPDF_LoadPage(document, at)
    try:
        yield page
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


# --- a page ---


class _View:
    """From a page's own coordinates to a reader's."""

    def __init__(self, page: Any) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        turn = pdfium.FPDFPage_GetRotation(page)
        self.width, self.height = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
        self.matrix = (
            (1.0, 0.0, 0.0, -1.0, -left, top),
            (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            (0.0, -1.0, -1.0, 0.0, top, right),
        )[turn]
        """As in PDF: x' = a x + c y + e, y' = b x + d y + f."""

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def way(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, _, _ = self.matrix
        return a * x + c * y, b * x + d * y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x, y = self.point(left, bottom)
        x_, y_ = self.point(right, top)
        return Box(round(min(y, y_), 2), round(min(x, x_), 2), round(max(y, y_), 2), round(max(x, x_), 2))

    def shows(self, box: Box) -> bool:
        """Some of the box is on the page."""
        return box.right >= 0 and box.bottom >= 0 and box.left <= self.width and box.top <= self.height


def _leaf(page: Any, number: int, noted: Annotations | None) -> Leaf:
    view = _View(page)
    if not (0 < view.width <= WIDEST and 0 < view.height <= WIDEST):
        return Leaf(number, 0.0, 0.0)
    drawn, painted = _drawn(page, view)
    found = [word for word in words(_glyphs(page, view)) if view.shows(word.box)]
    leaf = Leaf(
        number,
        round(view.width, 2),
        round(view.height, 2),
        words=tuple(found),
        drawn=tuple(drawn),
        picture=painted >= 0.1 * view.width * view.height,
    )
    if noted is None:
        return leaf
    widgets = (Widget(view.box(*each.rectangle), each.kind, each.value, each.name) for each in noted.widgets)
    links = (Link(view.box(*each.rectangle), each.address) for each in noted.links)
    return replace(leaf, widgets=tuple(sorted(widgets)), links=tuple(sorted(links)))


# --- letters ---


def _quick(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function, called in half the time: pointers are plain numbers, and no other thread gets a turn."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_text_object = _quick(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_letter = _quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_loose_box = _quick(
    pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(pdfium.FS_RECTF)
)
_unmapped = _quick(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)

_HYPHENS = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
"""PDFium's own marks for a hyphen at a line's end; a soft hyphen that is printed is one, too."""
UNREADABLE = "\ufffd"
"""A letter that is printed, but of which the file does not say which it is."""


def _texts() -> dict[int, str]:
    """By code, the text of each letter that is not just itself; nothing where it prints nothing."""
    blanks = [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F, 0x20, 0x85, 0xA0, 0x1680]
    blanks += [*range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
    nothing = [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
    controls = [*range(0x20), *range(0x7F, 0xA0), 0xFFFF]
    table = dict.fromkeys(controls, UNREADABLE)
    table |= dict.fromkeys(nothing, "")
    table |= dict.fromkeys(blanks, " ")
    return table | _HYPHENS


_TEXTS = _texts()


def _glyphs(page: Any, view: _View) -> list[Glyph]:
    """The letters of a page, blanks among them."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return []
    try:
        return _letters(text_page, view)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _letters(text_page: Any, view: _View) -> list[Glyph]:
    handle = ctypes.cast(text_page, ctypes.c_void_p).value
    upright = view.matrix[:4] == (1.0, 0.0, 0.0, -1.0)
    across = view.matrix[4]
    box = pdfium.FS_RECTF()
    there = ctypes.byref(box)
    texts, types = _TEXTS, _Types()
    glyphs: list[Glyph] = []
    add = glyphs.append
    last: int | None = None
    line, straight = 0.0, True
    before = (math.nan, math.nan, math.nan)
    type_ = Type(0.0, 0.0, 0.0, 0.0)
    for at in range(min(pdfium.FPDFText_CountChars(text_page), _MOST_LETTERS)):
        this = _text_object(handle, at)
        if this is None:  # a blank or line end that PDFium thinks fit
            continue
        if this != last:
            last = this
            type_, line = types.of(text_page, at, view)
            straight = upright and type_.direction == (1.0, 0.0)
        code = _letter(handle, at)
        text = texts.get(code)
        if text is None:
            text = chr(code)
        elif not text:
            continue
        if not _loose_box(handle, at, there):
            continue
        if straight:
            left, right = box.left + across, box.right + across
        else:
            left, right, line = types.span(text_page, at, view, box, type_)
        if (left, right, line) == before and text != " " and glyphs:  # one sign for two letters
            text = glyphs.pop()[3] + text
        before = (left, right, line)
        add((line, left, right, text, type_))
    return glyphs


class _Types:
    """The types of a page's texts, each made once."""

    def __init__(self) -> None:
        self._known: dict[tuple[float, ...], Type] = {}
        self._fonts: dict[int | None, tuple[float, float]] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y, self._one = ctypes.c_double(), ctypes.c_double(), ctypes.c_float()

    def of(self, text_page: Any, at: int, view: _View) -> tuple[Type, float]:
        """The type of the text to which this letter belongs, and the line it stands on, in the text's frame."""
        pdfium.FPDFText_GetMatrix(text_page, at, self._matrix)
        size = pdfium.FPDFText_GetFontSize(text_page, at)
        matrix = self._matrix
        run = view.way(matrix.a, matrix.b)
        rise = view.way(matrix.c, matrix.d)
        direction = direction_of(*run)
        ascent, descent = self._font(text_page, at)
        em = math.hypot(*run) * size
        height = abs(direction[0] * rise[1] - direction[1] * rise[0]) * size
        key = (round(height, 3), round(em, 3), ascent, descent, *direction)
        if key not in self._known:
            height, em = round(height, 3) or 1.0, round(em, 3) or 1.0
            self._known[key] = Type(height, em, ascent * height, descent * height, direction)
        type_ = self._known[key]
        return type_, self._origin(text_page, at, view, type_)[1]

    def span(self, text_page: Any, at: int, view: _View, box: Any, type_: Type) -> tuple[float, float, float]:
        """Where a letter of a text that does not run from left to right begins and ends in its frame, and its line."""
        left, line = self._origin(text_page, at, view, type_)
        cosine, sine = abs(type_.direction[0]), abs(type_.direction[1])
        shown = view.box(box.left, box.bottom, box.right, box.top)
        height = type_.ascent + type_.descent
        if cosine > sine:
            width = (shown.width - height * sine) / cosine
        else:
            width = (shown.height - height * cosine) / sine
        return left, round(left + max(width, 0.0), 3), line

    def _origin(self, text_page: Any, at: int, view: _View, type_: Type) -> tuple[float, float]:
        pdfium.FPDFText_GetCharOrigin(text_page, at, self._x, self._y)
        along, down = in_frame(*view.point(self._x.value, self._y.value), type_.direction)
        return round(along, 3), round(down, 2)

    def _font(self, text_page: Any, at: int) -> tuple[float, float]:
        """Ascent and descent, of a type one point high."""
        font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(text_page, at))
        key = ctypes.cast(font, ctypes.c_void_p).value
        if key not in self._fonts:
            up = down = 0.0
            if font and pdfium.FPDFFont_GetAscent(font, 1.0, self._one):
                up = self._one.value
            if font and pdfium.FPDFFont_GetDescent(font, 1.0, self._one):
                down = -abs(self._one.value)
            usual = 0.5 <= up - down <= 3
            self._fonts[key] = (round(up, 3), round(-down, 3)) if usual else (0.9, 0.22)
        return self._fonts[key]


# --- lines, frames, pictures ---

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """What does `one` and then `other`."""
    a, b, c, d, e, f = one
    a_, b_, c_, d_, e_, f_ = other
    return (
        a * a_ + b * c_,
        a * b_ + b * d_,
        c * a_ + d * c_,
        c * b_ + d * d_,
        e * a_ + f * c_ + e_,
        e * b_ + f * d_ + f_,
    )


def _drawn(page: Any, view: _View) -> tuple[list[Box], float]:
    """The lines and frames of a page, sorted, and how many square points of it are pictures."""
    boxes: set[Box] = set()
    painted = 0.0
    corners = [ctypes.c_float() for _ in range(4)]
    paths = 0
    for item, kind, matrix in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths <= MOST_DRAWN:
                boxes.update(_strokes(item, matrix, view, corners))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and pdfium.FPDFPageObj_GetBounds(item, *corners):
            box = _moved(corners, matrix, view)
            wide = min(box.right, view.width) - max(box.left, 0.0)
            high = min(box.bottom, view.height) - max(box.top, 0.0)
            painted += max(wide, 0.0) * max(high, 0.0)
    inside = [box for box in boxes if view.shows(box) and not _is_backdrop(box, view)]
    return sorted(inside) if paths <= MOST_DRAWN and len(inside) <= MOST_DRAWN else [], painted


def _objects(page: Any) -> Iterator[tuple[Any, int, _Matrix]]:
    """Paths and pictures of a page, those inside its forms, too, each with what moves it to its place."""
    matrix = pdfium.FS_MATRIX()
    left = _MOST_OBJECTS

    def inside(count: Any, get: Any, holder: Any, moved: _Matrix, deep: int) -> Iterator[tuple[Any, int, _Matrix]]:
        nonlocal left
        for at in range(max(count(holder), 0)):
            left -= 1
            if left < 0:
                return
            item = get(holder, at)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                if deep < _DEEPEST and pdfium.FPDFPageObj_GetMatrix(item, matrix):
                    own = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
                    yield from inside(
                        pdfium.FPDFFormObj_CountObjects,
                        pdfium.FPDFFormObj_GetObject,
                        item,
                        _times(own, moved),
                        deep + 1,
                    )
            elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
                yield item, kind, moved

    yield from inside(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page, _SAME, 0)


def _moved(corners: list[Any], matrix: _Matrix, view: _View) -> Box:
    left, bottom, right, top = (corner.value for corner in corners)
    if matrix is _SAME:
        return view.box(left, bottom, right, top)
    a, b, c, d, e, f = matrix
    points = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    across, up = [x for x, _ in points], [y for _, y in points]
    return view.box(min(across), min(up), max(across), max(up))


def _strokes(path: Any, matrix: _Matrix, view: _View, corners: list[Any]) -> Iterator[Box]:
    """The parts of a path that are drawn: a table may be a single path."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    segments = pdfium.FPDFPath_CountSegments(path)
    if segments > 5 and segments <= _MOST_SEGMENTS:
        parts = _parts(path, segments, matrix, view)
        if len(parts) > 1:
            yield from parts
            return
    if pdfium.FPDFPageObj_GetBounds(path, *corners):
        yield _moved(corners, matrix, view)


def _parts(path: Any, segments: int, matrix: _Matrix, view: _View) -> list[Box]:
    """The bounds of each part of a path that is drawn without lifting the pen."""
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, own)
    a, b, c, d, e, f = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[tuple[float, float]]] = []
    for at in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if not parts or pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            parts.append([])
        parts[-1].append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
    return [
        view.box(min(x for x, _ in part), min(y for _, y in part), max(x for x, _ in part), max(y for _, y in part))
        for part in parts
        if len(part) > 1
    ]


def _is_backdrop(box: Box, view: _View) -> bool:
    """It lies under the whole page."""
    return bool(box.width >= 0.97 * view.width and box.height >= 0.97 * view.height)
