"""A PDF's pages as they are printed: words, form fields, links and drawn lines by their places."""

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from builder.importer.pdf.annotations import Annotations, Notes, UnreadableError
from builder.importer.pdf.glyphs import words
from builder.importer.pdf.leaf import Leaf, Link, Widget
from builder.importer.pdf.letters import runs
from builder.importer.pdf.strokes import drawn
from builder.importer.pdf.view import View

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
            raise PdfError("has no page that could be read; save it as PDF again from where it was written")
        if number > MOST_PAGES:
            raise PdfError(f"claims {number:,} pages, but a booklet has {MOST_PAGES:,} at most; split it")
        if pdfium.FPDF_GetFormType(document) == pdfium.FORMTYPE_XFA_FULL:
            raise PdfError(_XFA)
        counted(number)
        upon = _Upon(document, data)
        for at in range(number):
            with _page(document, at) as page:
                yield _leaf(page, at + 1, upon) if page else Leaf(at + 1, 0.0, 0.0)
        if not upon.widgets and pdfium.FPDF_GetFormType(document) == pdfium.FORMTYPE_XFA_FOREGROUND:
            raise PdfError(_XFA)


# --- the file ---

_XFA = (
    "is a form of a kind that only Adobe's own programs show (XFA); "
    "open it in Adobe Reader, print it to a new PDF and import that"
)
_LOCKED = "is locked with a password; save a copy without one and import that"
_DAMAGED = "is damaged and cannot be opened; fetch it again, or save it as PDF again from where it was written"
_CUT = "breaks off before its end; fetch it again"
_LISTS = (
    "has form fields or links that cannot be read, for its lists of them are damaged; "
    "open it in a viewer, print it to a new PDF and import that"
)
_KINDS = (
    # what it begins with, what that is, what to do
    (rb"\s*(<!doctype html|<html|<head|<\?xml[^>]*>\s*<(!doctype )?html)", "a web page", "fetch the PDF itself"),
    (rb"PK\x03\x04", "a Word document or another packed file", "save it as PDF from the program that wrote it"),
    (rb"\xd0\xcf\x11\xe0", "an old Word or Excel document", "save it as PDF from the program that wrote it"),
    (rb"\{\\rtf", "a rich text", "save it as PDF from a word processor"),
    (rb"%!PS", "a PostScript file", "turn it into a PDF"),
    (
        rb"\x89PNG|\xff\xd8\xff|II\*\0|MM\0\*|GIF8",
        "a picture",
        "run OCR on it (for example ocrmypdf) and import the PDF",
    ),
)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    if not data.strip(b"\0 \t\r\n"):
        raise PdfError("is empty; it holds no sheet")
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise PdfError(_why_not(data, pdfium.FPDF_GetLastError()))
    try:
        if data.rfind(b"startxref") < data.rfind(b"endobj"):
            raise PdfError(_CUT)  # PDFium opens what is left, and nobody would know of the rest
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _why_not(data: bytes, error: int) -> str:
    if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return _LOCKED
    if b"%PDF-" in data[:1024]:
        return _CUT if data.rfind(b"startxref") < data.rfind(b"endobj") else _DAMAGED
    for begin, what, cure in _KINDS:
        if re.match(begin, data, re.IGNORECASE):
            return f"is no PDF but {what}; {cure}"
    if not re.search(rb"[\0-\x08\x0e-\x1f]", data):
        return "is no PDF but a text; give it a name that ends with .txt"
    return "is no PDF; save it as PDF from the program that wrote it"


class _Upon:
    """What lies upon the pages. The file is opened a second time for it, at the first page that has something."""

    def __init__(self, document: Any, data: bytes) -> None:
        self._document, self._data = document, data
        self._notes: Notes | None = None
        self.widgets = 0
        """How many were found so far."""

    def page(self, page: Any, at: int) -> Annotations | None:
        """What lies upon a page, counted from 0."""
        number = pdfium.FPDFPage_GetAnnotCount(page)
        if number < 1:
            return None
        try:
            found = self._opened().of(at, number)
        except UnreadableError:
            self._data, self._notes = b"", None  # as PDFium mends it
            try:
                found = self._opened().of(at, number)
            except UnreadableError as error:
                raise PdfError(_LISTS) from error
        self.widgets += len(found.widgets)
        return found

    def _opened(self) -> Notes:
        if self._notes is None:
            if not self._data or pdfium.FPDF_GetSecurityHandlerRevision(self._document) != -1:
                self._data = _copy(self._document)
            self._notes = Notes(self._data)
        return self._notes


def _copy(document: Any) -> bytes:
    """The file as PDFium would write it: mended, and without encryption."""
    parts: list[bytes] = []

    def write(_: Any, start: Any, size: int) -> int:
        parts.append(ctypes.string_at(start, size))
        return 1

    out = pdfium.FPDF_FILEWRITE(version=1)
    out.WriteBlock = type(out.WriteBlock)(write)
    return b"".join(parts) if pdfium.FPDF_SaveAsCopy(document, out, pdfium.FPDF_REMOVE_SECURITY) else b""


@contextmanager
def _page(document: Any, at: int) -> Iterator[Any]:
    page = pdfium.FPDF_LoadPage(document, at)
    try:
        yield page
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


# --- a page ---


def _leaf(page: Any, number: int, upon: _Upon) -> Leaf:
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
    noted = upon.page(page, number - 1)
    if noted is None:
        return leaf
    widgets = (Widget(view.box(*each.rectangle), each.kind, each.value, each.name, each.hint) for each in noted.widgets)
    links = (Link(view.box(*each.rectangle), each.address) for each in noted.links)
    return replace(leaf, widgets=tuple(sorted(widgets)), links=tuple(sorted(links)))
