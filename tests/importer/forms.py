"""Draws program sheets as PDF booklets, in the forms that offices use: where labels and values stand, and how a printer wrote them."""

import io
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import NameObject, NumberObject, RectangleObject
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

HEADINGS = {
    "en": ("PROGRAM SUMMARY", "OBJECTIVES", "RESULTS"),
    "es": ("RESUMEN DEL PROGRAMA", "OBJETIVOS", "RESULTADOS"),
    "pt": ("RESUMO DO PROGRAMA", "OBJETIVOS", "RESULTADOS"),
    "fr": ("RÉSUMÉ DU PROGRAMME", "OBJECTIFS", "RÉSULTATS"),
}
KEYS = ("pillar", "name", "beneficiaries", "donors", "start", "end", "link")
LABELS = {
    language: dict(zip(KEYS, words, strict=True))
    for language, words in {
        "en": (
            "OAS Pillar",
            "Name of Activity",
            "Target Beneficiaries",
            "Donor Countries",
            "Date: Commencement",
            "Date: Completion",
            "Additional Information",
        ),
        "es": (
            "Pilar de la OEA",
            "Nombre de la Actividad",
            "Beneficiarios",
            "Países Donantes",
            "Fecha: Inicio",
            "Fecha: Conclusión",
            "Información Adicional",
        ),
        "pt": (
            "Pilar da OEA",
            "Nome da Atividade",
            "Beneficiários",
            "Países Doadores",
            "Data: Início",
            "Data: Conclusão",
            "Informações Adicionais",
        ),
        "fr": (
            "Pilier de l’OEA",
            "Nom de l’activité",
            "Bénéficiaires",
            "Pays donateurs",
            "Date : Début",
            "Date : Fin",
            "Informations complémentaires",
        ),
    }.items()
}
PILLARS = ("Democracy", "Human Rights", "Security", "Development")
MISLEADING = dict(zip(KEYS, ("donors_2", "Text14", "Activity", "OAS Pillar", "end", "start", "Text3"), strict=True))
"""Names of live fields as a form copied from another has them."""

ONE = tuple((key,) for key in KEYS)
TWO = (("pillar", "name"), ("beneficiaries", "donors"), ("start", "end"), ("link",))
FOUR = (("pillar", "name", "beneficiaries", "donors"), ("start", "end", "link"))
LETTER, LANDSCAPE = (612.0, 792.0), (792.0, 612.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed on one sheet."""

    summary: tuple[str, ...]
    """Its paragraphs."""
    objectives: tuple[str, ...]
    """Its paragraphs."""
    results: tuple[str, ...]
    """Its paragraphs."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """The form's values by KEYS; what is left out stays empty on the form."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a sheet is drawn."""

    title: str
    """What the form is an example of."""
    rows: tuple[tuple[str, ...], ...] = TWO
    """The cells by rows: some of KEYS."""
    order: tuple[str, ...] = ("form", "S", "O", "R")
    """What stands under what; "OR" and "SOR" stand side by side."""
    place: Literal["above", "below", "left"] = "above"
    """Where a label stands by its value."""
    column: Literal["", "form", "labels"] = ""
    """What a narrow column at the left holds: the form, or all labels and headings; nothing where empty."""
    frames: bool = False
    """Whether each cell has a frame."""
    size: float = 9
    """Of the letters, in points."""
    page: tuple[float, float] = LETTER
    """Its width and height, in points."""
    furniture: bool = False
    """Whether a line runs at the head and at the foot of each page."""
    pieces: Literal["lines", "words", "letters"] = "lines"
    """What is written in one go."""
    written: Literal["in order", "by rows", "form first", "shuffled"] = "in order"
    """The order in which the pieces are written."""
    ticks: bool = False
    """Whether the four pillars are printed, and the sheet's has a cross in its box."""
    link_behind: bool = False
    """Whether the address stands behind the words "Link to web page", where only a click finds it."""
    live: Literal["", "telling", "misleading"] = ""
    """Whether the values are in form fields that can be filled in, and how these are called."""
    merged: bool = False
    """Whether each sheet was a file, so that fields of different sheets have the same names."""
    language: str = "en"
    """Of what the form prints."""
    turned: bool = False
    """Whether the page lies on its side and reads upright only when turned, as its /Rotate says."""


FORMS = (
    Form("labels above values, in a grid", frames=True, furniture=True),
    Form(
        "labels below values, at the end, written first",
        order=("S", "O", "R", "form"),
        place="below",
        written="form first",
    ),
    Form("labels left of values", rows=ONE, place="left"),
    Form("labels and headings in a column", rows=ONE, place="left", column="labels", frames=True),
    Form("the form in a column beside the texts, written by rows", rows=ONE, column="form", written="by rows", size=8),
    Form("objectives and results side by side, written by rows", order=("form", "S", "OR"), written="by rows"),
    Form("three texts side by side, word by word", rows=FOUR, order=("form", "SOR"), page=LANDSCAPE, pieces="words"),
    Form("words shuffled", order=("S", "O", "R", "form"), place="left", pieces="words", written="shuffled"),
    Form("letters shuffled", frames=True, pieces="letters", written="shuffled"),
    Form("two pages, the form on the second", order=("S", "O", "R", "form"), size=15, furniture=True),
    Form("a page on its side", place="below", turned=True),
    Form(
        "ticked pillar",
        ticks=True,
        place="left",
        rows=(("pillar",), ("name",), ("beneficiaries", "donors"), ("start", "end")),
    ),
    Form("an address behind words", link_behind=True),
    Form("live fields", live="telling"),
    Form(
        "live fields of misleading names, merged page by page", live="misleading", merged=True, rows=ONE, place="left"
    ),
    Form("a Spanish form, labels above values", frames=True, language="es"),
    Form("a Spanish form of live fields", live="misleading", rows=ONE, place="left", language="es"),
    Form("a Portuguese form, labels below values", place="below", language="pt"),
    Form("a French form, labels left of values", rows=ONE, place="left", language="fr"),
    Form("live check boxes", live="telling", ticks=True, rows=(("pillar",), ("name", "donors"), ("start", "end"))),
)
"""One row for each kind of form."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters written in one go."""

    x: float
    """Where they begin, from the left."""
    y: float
    """Where their base line is, from the top."""
    text: str
    """The letters."""
    font: str
    """The font's name."""
    size: float
    """In points."""
    part: str = "text"
    """What they belong to: text, form or furniture."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the page that is no letters."""

    kind: Literal["frame", "box", "field", "check", "link"]
    """A line around a cell, a printed box, a live field, a live check box, a place to click."""
    x: float
    """Its left side."""
    y: float
    """Its upper side, from the top."""
    width: float
    """In points."""
    height: float
    """In points."""
    key: str = ""
    """The field's key, or the pillar that a check box stands for."""
    value: str = ""
    """What is filled in, or the address."""


def draw(form: Form, sheets: Iterable[Sheet], seed: int = 0) -> bytes:
    """The booklet of these sheets as a PDF file; the same arguments give the same pages. The seed is for what is shuffled."""
    rng = random.Random(seed)
    drawn = [_Layout(form, sheet).pages for sheet in sheets]
    booklets = drawn if form.merged else [[page for pages in drawn for page in pages]]
    writer = PdfWriter()
    for pages in booklets:
        writer.append(PdfReader(io.BytesIO(_written(form, pages, rng))))
    for page in writer.pages if form.turned else ():
        width, height = form.page
        page.add_transformation(Transformation().rotate(90).translate(height, 0))
        page.mediabox = page.cropbox = RectangleObject((0, 0, height, width))
        page[NameObject("/Rotate")] = NumberObject(90)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


Page = list[Run | Box]


class _Layout:
    """Gives every word of a sheet its place, from the top to the foot of as many pages as it takes."""

    margin = 50.0

    def __init__(self, form: Form, sheet: Sheet) -> None:
        self.form, self.sheet = form, sheet
        self.lead = form.size * 1.22
        self.pages: list[Page] = []
        self._new_page()
        width = form.page[0] - 2 * self.margin
        side = width * 0.27 if form.column else 0
        if form.column == "form":
            self._form(self.margin, side - 14)
            self.y = self.margin
        for part in form.order:
            self._part(part, self.margin + side, width - side)

    def _new_page(self) -> None:
        width, height = self.form.page
        self.pages.append([])
        self.y, self.foot = self.margin, height - self.margin
        if self.form.furniture:
            self.pages[-1] += [
                Run(self.margin, 30, "Organization of American States", "Helvetica", 8, "furniture"),
                Run(width / 2, height - 25, f"Page {len(self.pages)}", "Helvetica", 8, "furniture"),
            ]

    def _lines(self, text: str, width: float, font: str) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and stringWidth(longer, font, self.form.size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _put(self, x: float, y: float, lines: Iterable[str], font: str, part: str) -> float:
        """Prints lines and says where the next would stand."""
        for line in lines:
            self.pages[-1].append(Run(x, y + self.form.size * 0.8, line, font, self.form.size, part))
            y += self.lead
        return y

    def _part(self, part: str, x: float, width: float) -> None:
        if part == "form":
            if self.form.column != "form":
                self._form(*((self.margin, x + width - self.margin) if self.form.column == "labels" else (x, width)))
            return
        top, lowest, gap = self.y, self.y, 16
        each = (width - gap * (len(part) - 1)) / len(part)
        for number, letter in enumerate(part):
            self.y = top
            self._section("SOR".index(letter), x + number * (each + gap), each)
            lowest = max(lowest, self.y)
        self.y = lowest

    def _section(self, number: int, x: float, width: float) -> None:
        if self.y + 3 * self.lead > self.foot:
            self._new_page()
        top = self.y
        labels = self.form.column == "labels"
        below = self._put(
            self.margin + 3 if labels else x,
            self.y + 3,
            [HEADINGS[self.form.language][number]],
            "Helvetica-Bold",
            "text",
        )
        self.y = self.y + 3 if labels else below + 2
        for paragraph in (self.sheet.summary, self.sheet.objectives, self.sheet.results)[number]:
            for line in self._lines(paragraph, width - (3 if labels else 0), "Helvetica"):
                if self.y + self.lead > self.foot:
                    self._new_page()
                self.y = self._put(x, self.y, [line], "Helvetica", "text")
            self.y += self.lead * 0.6
        if labels and self.form.frames:
            self.pages[-1].append(Box("frame", self.margin, top, x + width - self.margin, self.y - top))
        self.y += 0 if labels else self.lead * 0.4

    def _form(self, x: float, width: float) -> None:
        for row in self.form.rows:
            gap = 0 if self.form.frames else 12
            each = (width - gap * (len(row) - 1)) / len(row)
            height = max(self._cell(key, 0, 0, each, dry=True) for key in row)
            if self.y + height > self.foot:
                self._new_page()
            for number, key in enumerate(row):
                left = x + number * (each + gap)
                # values below which the label stands are let down to it, so that a short one is not nearer to the cell above
                drop = height - self._cell(key, 0, 0, each, dry=True) if self.form.place == "below" else 0
                self._cell(key, left, self.y + drop, each)
                if self.form.frames:
                    self.pages[-1].append(Box("frame", left, self.y, each, height))
            self.y += height + (0 if self.form.frames else 6)
        self.y += self.lead

    def _cell(self, key: str, x: float, y: float, width: float, dry: bool = False) -> float:
        """Draws a label with its value, and says how high they are; a dry run draws nothing."""
        form, pad = self.form, 3
        label_width = width * (0.27 if form.column == "labels" else 0.4) if form.place == "left" else width - pad
        value_x, value_width = (x + label_width, width - label_width) if form.place == "left" else (x, width)
        label = self._lines(LABELS[form.language][key], label_width - pad, "Helvetica-Bold")
        address = self.sheet.facts.get(key, "") if key == "link" and form.link_behind else ""
        value = self._lines(
            "Link to web page" if address else self.sheet.facts.get(key, ""), value_width - pad, "Helvetica"
        )
        label_height, value_height = len(label) * self.lead, len(value) * self.lead + (4 if form.live else 0)
        stacked = form.place != "left"
        height = 2 * pad + (label_height + value_height if stacked else max(label_height, value_height))
        if dry:
            return height
        label_y = y + pad + (value_height if form.place == "below" else 0)
        value_y = y + pad + (label_height if form.place == "above" else 0)
        self._put(x + pad, label_y, label, "Helvetica-Bold", "form")
        box = Box(
            "field", value_x + pad, value_y, value_width - 2 * pad, value_height, key, self.sheet.facts.get(key, "")
        )
        if key == "pillar" and form.ticks:
            self._ticks(box)
        elif form.live:
            self.pages[-1].append(box)
        else:
            self._put(value_x + pad, value_y, value, "Helvetica", "form")
            if address:
                self.pages[-1].append(replace(box, kind="link", value=address))
        return height

    def _ticks(self, place: Box) -> None:
        size, each = self.form.size, place.width / len(PILLARS)
        for number, pillar in enumerate(PILLARS):
            x, on = place.x + number * each, "X" if pillar == place.value else ""
            kind: Literal["check", "box"] = "check" if self.form.live else "box"
            self.pages[-1].append(Box(kind, x, place.y, size, size, pillar, on))
            if on and not self.form.live:
                self.pages[-1].append(Run(x + 1.5, place.y + size * 0.85, on, "Helvetica-Bold", size, "form"))
            self._put(x + size * 1.4, place.y, [pillar], "Helvetica", "form")


def _pieces(run: Run, how: str) -> list[Run]:
    """A line's words or letters, each at its place."""
    if how == "lines":
        return [run]
    starts = [
        at
        for at, letter in enumerate(run.text)
        if letter != " " and (how == "letters" or at == 0 or run.text[at - 1] == " ")
    ]
    return [
        replace(
            run,
            x=run.x + stringWidth(run.text[:at], run.font, run.size),
            text=run.text[at] if how == "letters" else run.text[at:].split(" ")[0],
        )
        for at in starts
    ]


def _runs(form: Form, page: Page, rng: random.Random) -> list[Run]:
    """The page's letters, in the pieces and the order in which this form's printer writes them."""
    runs = [piece for run in page if isinstance(run, Run) for piece in _pieces(run, form.pieces)]
    if form.written == "by rows":
        runs.sort(key=lambda run: (round(run.y), run.x))
    elif form.written == "form first":
        runs.sort(key=lambda run: run.part != "form")
    elif form.written == "shuffled":
        rng.shuffle(runs)
    return runs


def _written(form: Form, pages: list[Page], rng: random.Random) -> bytes:
    """These pages as a file."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=form.page, invariant=1)
    names = MISLEADING if form.live == "misleading" else LABELS["en"]
    height = form.page[1]
    for number, page in enumerate(pages, 1):
        suffix = "" if form.merged else f" {number}"
        for box in (box for box in page if isinstance(box, Box)):
            place = {"x": box.x, "y": height - box.y - box.height}
            if box.kind in ("frame", "box"):
                canvas.rect(box.x, place["y"], box.width, box.height)
            elif box.kind == "link":
                canvas.linkURL(box.value, (box.x, place["y"], box.x + box.width, place["y"] + box.height))
            elif box.kind == "check":
                canvas.acroForm.checkbox(name=f"{box.key}{suffix}", checked=bool(box.value), size=box.height, **place)
            else:
                canvas.acroForm.textfield(
                    name=f"{names[box.key]}{suffix}",
                    value=box.value,
                    width=box.width,
                    height=box.height,
                    fontName="Helvetica",
                    fontSize=form.size,
                    fieldFlags="multiline" if box.height > 2 * form.size * 1.22 else "",
                    maxlen=1000,
                    borderWidth=0.5,
                    **place,
                )
        for run in _runs(form, page, rng):
            canvas.setFont(run.font, run.size)
            canvas.drawString(run.x, height - run.y, run.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
