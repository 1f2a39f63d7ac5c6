"""What is drawn on a PDF's page beside letters: lines, frames and pictures."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from builder.importer.pdf.leaf import Box
from builder.importer.pdf.view import Matrix, View, moved, one_then

MOST_DRAWN = 4000
"""A page with more lines and frames is a map or a chart; they say nothing of a form."""
_MOST_OBJECTS = 200_000
_MOST_SEGMENTS = 2000
_DEEPEST = 8
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page."""

    boxes: tuple[Box, ...]
    """Lines and frames, sorted; none where there are more than `MOST_DRAWN`."""
    paths: int
    """How many strokes and surfaces there are, whatever `boxes` leaves out."""
    pictures: float
    """How much of the page pictures cover: 1 is all of it. Those that lie over each other count twice."""


def drawn(page: Any, view: View) -> Drawn:
    """What is drawn on a page that PDFium has loaded."""
    boxes: set[Box] = set()
    corners = [ctypes.c_float() for _ in range(4)]
    pictures, paths = 0.0, 0
    for item, kind, matrix in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            if len(boxes) <= MOST_DRAWN:
                boxes.update(box for box in _strokes(item, matrix, view, corners) if _counts(box, view))
        elif pdfium.FPDFPageObj_GetBounds(item, *corners):
            pictures += view.part(_placed(corners, matrix, view))
    return Drawn(tuple(sorted(boxes)) if len(boxes) <= MOST_DRAWN else (), paths, pictures)


def _counts(box: Box, view: View) -> bool:
    """It is on the page, and does not lie under the whole of it."""
    return view.shows(box) and (box.width < 0.97 * view.width or box.height < 0.97 * view.height)


def _objects(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Paths and pictures of a page, those inside its forms, too, each with what moves it to its place."""
    own = pdfium.FS_MATRIX()
    left = _MOST_OBJECTS

    def inside(
        count: Callable[[Any], int], get: Callable[[Any, int], Any], holder: Any, place: Matrix, deep: int
    ) -> Iterator[tuple[Any, int, Matrix]]:
        nonlocal left
        for at in range(count(holder)):
            left -= 1
            if left < 0:
                return
            item = get(holder, at)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
                yield item, kind, place
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and deep < _DEEPEST and pdfium.FPDFPageObj_GetMatrix(item, own):
                matrix = one_then((own.a, own.b, own.c, own.d, own.e, own.f), place)
                yield from inside(pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, item, matrix, deep + 1)

    yield from inside(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page, _SAME, 0)


def _placed(corners: list[Any], matrix: Matrix, view: View) -> Box:
    left, bottom, right, top = (corner.value for corner in corners)
    return _around([moved(x, y, matrix) for x in (left, right) for y in (bottom, top)], view)


def _around(points: list[tuple[float, float]], view: View) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return view.box(min(across), min(up), max(across), max(up))


def _strokes(path: Any, matrix: Matrix, view: View, corners: list[Any]) -> Iterator[Box]:
    """The parts of a path that are drawn: a whole table may be a single path."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    parts = _parts(path, matrix, view) if 2 < pdfium.FPDFPath_CountSegments(path) <= _MOST_SEGMENTS else []
    if len(parts) > 1:
        yield from parts
    elif pdfium.FPDFPageObj_GetBounds(path, *corners):
        yield _placed(corners, matrix, view)


def _parts(path: Any, matrix: Matrix, view: View) -> list[Box]:
    """The bounds of each part of a path that is drawn without lifting the pen."""
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, own)
    matrix = one_then((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[tuple[float, float]]] = []
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if not parts or pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            parts.append([])
        parts[-1].append(moved(x.value, y.value, matrix))
    return [_around(part, view) for part in parts if len(part) > 1]
