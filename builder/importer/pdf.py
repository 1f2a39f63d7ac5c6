"""A PDF's pages as they are printed: words, form fields, links and drawn lines by their places."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from builder.importer.annotations import Annotations, annotations
from builder.importer.glyphs import words
from builder.importer.leaf import Leaf, Link, Widget
from builder.importer.letters import runs
from builder.importer.strokes import drawn
from builder.importer.view import View

MOST_PAGES = 2000
"""A booklet with more is none."""
WIDEST = 14_400.0
"""In points, five meters: what readers of PDFs show at most."""
_PICTURE = 0.1
"""Pictures on this part of a page are what the page is about; smaller ones are ornaments."""
_OUTLINES = 100
"""So many shapes on a page without a word are letters turned into drawings."""


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


def _leaf(page: Any, number: int, noted: Annotations | None) -> Leaf:
    view = View(page)
    if not (0 < view.width <= WIDEST and 0 < view.height <= WIDEST):
        return Leaf(number, 0.0, 0.0)
    found = tuple(word for word in words(runs(page, view)) if view.shows(word.box))
    shapes = drawn(page, view)
    leaf = Leaf(
        number,
        round(view.width, 2),
        round(view.height, 2),
        words=found,
        drawn=shapes.boxes,
        picture=shapes.pictures >= _PICTURE or (not found and shapes.paths >= _OUTLINES),
    )
    if noted is None:
        return leaf
    widgets = (Widget(view.box(*each.rectangle), each.kind, each.value, each.name) for each in noted.widgets)
    links = (Link(view.box(*each.rectangle), each.address) for each in noted.links)
    return replace(leaf, widgets=tuple(sorted(widgets)), links=tuple(sorted(links)))
