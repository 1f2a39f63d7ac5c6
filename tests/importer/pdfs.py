"""PDFs for tests, drawn with reportlab and damaged with pypdf."""

import random
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

WIDE, HIGH = 400.0, 300.0
"""The size of a page, in points."""
Drawing = Callable[[Canvas], object]


def pdf(*pages: Drawing, **options: Any) -> bytes:
    """A PDF with these pages. Drawings count from the lower left corner, as PDFs do."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDE, HIGH), invariant=True, **options)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def says(*lines: str, left: float = 20, top: float = 20, font: str = "Helvetica", size: float = 10) -> Drawing:
    """Draws lines of text, one under the other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for number, line in enumerate(lines):
            canvas.drawString(left, HIGH - top - size - 1.3 * size * number, line)

    return draw


def raw(stream: str) -> Drawing:
    """Draws with PDF's own operators; /F1 is Helvetica."""
    return lambda canvas: canvas._code.append(stream)


def picture(wide: float, high: float) -> Drawing:
    """Draws a picture."""
    return raw(f"q {wide} 0 0 {high} 20 20 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")


def letter_by_letter(
    lines: Sequence[str], font: str = "Times-Italic", size: float = 11, seed: int | None = None, by_word: bool = False
) -> Drawing:
    """Draws each letter, or each word, at its place by itself; with a seed in any order."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        pieces = []
        for number, line in enumerate(lines):
            for begin, piece in _words(line) if by_word else enumerate(line):
                across = canvas.stringWidth(line[:begin], font, size)
                pieces.append((20 + across, HIGH - 30 - 1.3 * size * number, piece))
        if seed is not None:
            random.Random(seed).shuffle(pieces)
        for left, line_, piece in pieces:
            canvas.drawString(left, line_, piece)

    return draw


def _words(line: str) -> Iterable[tuple[int, str]]:
    begin = 0
    for word in line.split(" "):
        yield begin, word
        begin += len(word) + 1


def rewritten(data: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    """A PDF, changed with pypdf."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def dictionary(**entries: Any) -> DictionaryObject:
    """A PDF dictionary: numbers, lists and dictionaries as they are, texts that begin with a slash as names."""
    return DictionaryObject({NameObject(f"/{key}"): value_of(each) for key, each in entries.items()})


def value_of(value: Any) -> Any:
    """As PDF writes it."""
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    if isinstance(value, int):
        return NumberObject(value)
    if isinstance(value, float):
        return FloatObject(value)
    if isinstance(value, list | tuple):
        return ArrayObject([value_of(each) for each in value])
    return value


def annotate(writer: PdfWriter, page: int, note: DictionaryObject) -> Any:
    """Puts a note on a page; gives back what refers to it."""
    reference = writer._add_object(note)
    held = writer.pages[page]
    if "/Annots" not in held:
        held[NameObject("/Annots")] = ArrayObject()
    held["/Annots"].append(reference)  # type: ignore[attr-defined]
    return reference


def widget(left: float, top: float, **entries: Any) -> DictionaryObject:
    """A form field, 100 points wide and 20 high."""
    box = [left, HIGH - top - 20, left + 100, HIGH - top]
    return dictionary(Type="/Annot", Subtype="/Widget", Rect=box, **entries)
