"""Sheets read from the places on a PDF's pages: the same from every form, in whatever order it was drawn."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from builder.importer.language.names import Names
from builder.importer.layout.prose import vocabulary_of
from builder.importer.pdf.document import leaves
from builder.importer.pdf.leaf import Box, Leaf, Word
from builder.importer.read import as_json, read
from builder.importer.sheet import Booklet
from tests.importer.forms import FORMS, Form, draw
from tests.importer.forms import Sheet as Drawn

PORTS = Drawn(
    (
        "The Harbor Lights Program assists member states with the safety of their ports, by training those who keep "
        "the lights and by lending them what they need for a first inspection.",
        "It began as a pilot in two ports, with means of their own.",
    ),
    ("To train the keepers of lights in inspection, and to agree on one way of reporting what is broken.",),
    (
        "In the first year 41 keepers were trained, 17 of them women.",
        "The way of reporting was agreed on at a meeting of all ports, and is used in eleven of them.",
    ),
    {
        "pillar": "Security",
        "name": "Inspection of Harbor Lights, First Round",
        "beneficiaries": "Keepers of harbor lights and port authorities",
        "donors": "Canada and Mexico",
        "start": "04/12/2017",
        "end": "12/31/2018",
        "link": "https://example.org/harbor/lights.html",
    },
)
SEEDS = replace(
    PORTS,
    summary=(
        "The Seed Libraries Program helps small farmers to keep, multiply and exchange the seeds of their own plants.",
    ),
    objectives=("To open a library of seeds in each district.", "To write down what the old know about them."),
    results=("So far 12 libraries have been opened, and 230 kinds of beans are kept in them.",),
    facts={"pillar": "Development", "name": "Seed Library of the North", "start": "01/15/2019"},
)
BARE = replace(SEEDS, facts={"donors": "United States", "beneficiaries": "Small farmers"})
BOOKLET = (PORTS, SEEDS, BARE)

FACTS: tuple[dict[str, Any], ...] = (
    {
        "pillar": "security",
        "name": "Inspection of Harbor Lights, First Round",
        "beneficiaries": "Keepers of harbor lights and port authorities",
        "donors": ["canada", "mexico"],
        "start": "2017-04-12",
        "end": "2018-12-31",
        "link": "https://example.org/harbor/lights.html",
    },
    {
        "pillar": "development",
        "name": "Seed Library of the North",
        "beneficiaries": None,
        "donors": [],
        "start": "2019-01-15",
        "end": None,
        "link": None,
    },
    {
        "pillar": None,
        "name": None,
        "beneficiaries": "Small farmers",
        "donors": ["united-states"],
        "start": None,
        "end": None,
        "link": None,
    },
)
PARTS = ("summary", "objectives", "results")


def _in_its_order(form: Form, sheet: Drawn) -> Drawn:
    """The sheet with its days as the form's language writes them."""
    if form.language == "en":
        return sheet
    turned = {
        key: "/".join((text.split("/")[1], text.split("/")[0], text.split("/")[2])) if "/" in text[:3] else text
        for key, text in sheet.facts.items()
    }
    return replace(sheet, facts=turned)


def _read(data: bytes, known: Names) -> list[dict[str, Any]]:
    return [as_json(sheet) for sheet in read([Booklet("belize/drawn.pdf", "belize", "", leaves(data))], known)]


def _expected(form: Form, number: int) -> dict[str, Any]:
    on_form = {key for row in form.rows for key in row}
    nothing = {"donors": []}
    return {key: value if key in on_form else nothing.get(key) for key, value in FACTS[number].items()}


@pytest.mark.parametrize("form", FORMS, ids=[form.title for form in FORMS])
def test_every_form_says_the_same(form: Form, known: Names) -> None:
    sheets = [_in_its_order(form, sheet) for sheet in BOOKLET]
    found = _read(draw(form, sheets, seed=1), known)
    assert len(found) == len(BOOKLET)
    for number, (sheet, drawn) in enumerate(zip(found, BOOKLET, strict=True)):
        expected = _expected(form, number)
        assert {key: sheet[key] for key in expected} == expected
        assert {part: (sheet[part] or "").split("\n\n") for part in PARTS} == {
            part: [*getattr(drawn, part)] for part in PARTS
        }


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("form", [form for form in FORMS if form.pieces != "letters"], ids=lambda form: form.title)
def test_each_sheet_alone_says_the_same(form: Form, number: int, known: Names) -> None:
    """A booklet of one page has no others from which its usual sides could be learned."""
    found = _read(draw(form, [_in_its_order(form, BOOKLET[number])]), known)
    assert len(found) == 1
    expected = _expected(form, number)
    assert {key: found[0][key] for key in expected} == expected


@pytest.mark.parametrize("pieces", ["lines", "words", "letters"])
@pytest.mark.parametrize("title", ["labels above values, in a grid", "labels left of values"])
def test_the_order_of_drawing_says_nothing(title: str, pieces: Any, known: Names) -> None:
    form = next(form for form in FORMS if form.title == title)
    straight = _read(draw(form, BOOKLET), known)
    for seed in range(4):
        assert _read(draw(replace(form, pieces=pieces, written="shuffled"), BOOKLET, seed), known) == straight


# --- pages made by hand: lines of words at places ---


def _leaf(number: int, *lines: tuple[float, float, str], picture: bool = False) -> Leaf:
    """A page with these lines: how far from the left and from the top they begin, in letters and lines; their words."""
    words: list[Word] = []
    for left, top, text in lines:
        at = left * 5.0
        for word in text.split(" "):
            words.append(Word(Box(top * 12.0, at, top * 12.0 + 11.0, at + 5.0 * len(word)), word))
            at += 5.0 * (len(word) + 0.6)
    return Leaf(number, 612, 792, tuple(sorted(words)), picture=picture)


TEXTS = (
    (10.0, 6.0, "PROGRAM SUMMARY"),
    (10.0, 7.5, "The Harbor Lights Program assists member states with the safety of their ports."),
    (10.0, 10.0, "OBJECTIVES"),
    (10.0, 11.5, "To train the keepers of lights in inspection and in reporting what is broken."),
    (10.0, 14.0, "RESULTS"),
    (10.0, 15.5, "In the first year 41 keepers were trained, and 17 of them were women."),
)
FORM_LINES: tuple[tuple[str, Sequence[tuple[float, float, str]], dict[str, Any]], ...] = (
    (
        "a label on two lines",
        ((10, 18, "Target"), (10, 19, "Beneficiaries"), (30, 18, "Port authorities")),
        {"beneficiaries": "Port authorities"},
    ),
    (
        "a value on two lines beside its label, the next close below",
        (
            (10, 18, "Target Beneficiaries"),
            (40, 18, "Keepers of harbor lights"),
            (40, 19, "and their helpers"),
            (10, 20, "Donor Countries"),
            (40, 20, "Canada"),
        ),
        {"beneficiaries": "Keepers of harbor lights and their helpers", "donors": ["canada"]},
    ),
    (
        "a value that begins behind its label and goes on under it",
        ((10, 18, "Target Beneficiaries: Keepers of harbor lights"), (10, 19, "and their helpers")),
        {"beneficiaries": "Keepers of harbor lights and their helpers"},
    ),
    (
        "two labels on one line, with colons",
        ((10, 18, "OAS Pillar: Security Donor Countries: Canada"),),
        {"pillar": "security", "donors": ["canada"]},
    ),
    (
        "a column that touches the next",
        (
            (10, 18, "Target Beneficiaries"),
            (36, 18, "Donor Countries"),
            (10, 19.2, "Keepers of harbor lights"),
            (36, 19.2, "Canada"),
            (10, 20.2, "and others in the port"),
            (36, 20.2, "Mexico"),
        ),
        {"beneficiaries": "Keepers of harbor lights and others in the port", "donors": ["canada", "mexico"]},
    ),
    (
        "an empty field between two filled ones",
        (
            (10, 18, "OAS Pillar"),
            (40, 18, "Security"),
            (10, 20, "Name of Activity"),
            (10, 22, "Donor Countries"),
            (40, 22, "Canada"),
        ),
        {"pillar": "security", "name": None, "donors": ["canada"]},
    ),
    (
        "a label with a hint, one with a number",
        ((10, 18, "1. OAS Pillar (tick one):"), (45, 18, "Security"), (10, 20, "2. Donor Countries"), (45, 20, "Canada")),
        {"pillar": "security", "donors": ["canada"]},
    ),
    (
        "the pillars, one with a cross",
        ((10, 18, "OAS Pillar"), (30, 18, "[ ] Democracy [x] Security [ ] Development")),
        {"pillar": "security"},
    ),
    (
        "the pillars with boxes, none with a cross",
        ((10, 18, "OAS Pillar"), (30, 18, "☐ Democracy ☐ Security ☐ Development")),
        {"pillar": None},
    ),
    (
        "two dates behind one label",
        ((10, 18, "Date"), (30, 18, "04/12/2017 to 12/31/2018")),
        {"start": "2017-04-12", "end": "2018-12-31"},
    ),
    ("the last day alone", ((10, 18, "Commencement"), (40, 18, "Completion"), (40, 19.2, "12/31/2018")), {"end": "2018-12-31"}),
    ("a day in words", ((10, 18, "Commencement"), (40, 18, "April 12, 2017")), {"start": "2017-04-12"}),
    (
        "a box beside Ongoing",
        ((10, 18, "Commencement"), (30, 18, "04/12/2017"), (50, 18, "Completion"), (65, 18, "☐ Ongoing")),
        {"start": "2017-04-12", "ongoing": False},
    ),
    (
        "an address broken over two lines",
        ((10, 18, "Additional Information"), (40, 18, "https://example.org/harbor/"), (40, 19, "lights.html")),
        {"link": "https://example.org/harbor/lights.html"},
    ),
    ("a sentence with a label's words", ((10, 17, "The results and the objectives were discussed."),), {"donors": []}),
)  # fmt: skip


@pytest.mark.parametrize(("title", "lines", "facts"), FORM_LINES, ids=[title for title, _, _ in FORM_LINES])
def test_lines_of_forms(
    title: str, lines: Sequence[tuple[float, float, str]], facts: dict[str, Any], known: Names
) -> None:
    found = [
        as_json(sheet)
        for sheet in read([Booklet("belize/drawn.pdf", "belize", "", (_leaf(1, *TEXTS, *lines),))], known)
    ]
    assert len(found) == 1
    assert {key: found[0][key] for key in facts} == facts
    assert found[0]["summary"] == TEXTS[1][2]
    assert found[0]["objectives"] == TEXTS[3][2]


def _sheets(known: Names, *pages: Leaf) -> list[tuple[str, str | None, str | None]]:
    found = read([Booklet("belize/drawn.pdf", "belize", "", pages)], known)
    return [
        (sheet.ref.split("#")[1], " ".join(sheet.texts.get("results", ())) or None, sheet.rejected) for sheet in found
    ]


RESULTS = TEXTS[5][2]
GOES_ON = (10.0, 3.0, "Further keepers will be trained next year, in the harbors of the south.")


def test_a_text_that_runs_over_is_one_sheet(known: Names) -> None:
    form = (10.0, 6.0, "Donor Countries"), (40.0, 6.0, "Canada")
    assert _sheets(known, _leaf(1, *TEXTS), _leaf(2, GOES_ON, *form), _leaf(3, *TEXTS)) == [
        ("1", f"{RESULTS} {GOES_ON[2]}", None),
        ("2", RESULTS, None),
    ]


def test_a_picture_is_rejected_by_its_page_and_keeps_its_number(known: Names) -> None:
    assert _sheets(known, _leaf(1, *TEXTS), _leaf(2, picture=True), _leaf(3, *TEXTS)) == [
        ("1", RESULTS, None),
        ("2", None, "page 2 is a picture; run OCR first (for example ocrmypdf) and import again"),
        ("3", RESULTS, None),
    ]


def test_two_sheets_on_a_page_are_two(known: Names) -> None:
    lower = [(left, top + 30, text) for left, top, text in TEXTS]
    form = (10.0, 18.0, "Donor Countries"), (40.0, 18.0, "Canada")
    page = _leaf(1, *TEXTS, *form, *lower)
    assert _sheets(known, page, _leaf(2, *TEXTS)) == [(number, RESULTS, None) for number in ("1", "2", "3")]


def test_a_page_with_more_words_than_any_sheet_is_left_out(known: Names) -> None:
    words = tuple(Word(Box(at / 8, 50, at / 8 + 0.1, 90), "RESULTS") for at in range(6001))
    ((_, _, reason),) = _sheets(known, Leaf(1, 612, 792, words))
    assert reason
    assert "far more words than a sheet" in reason


def test_labels_without_end_are_read_in_the_end(known: Names) -> None:
    words = ("OBJECTIVES", "RESULTS", "Canada", "Date")
    lines = [(float(left), top / 2, word) for left in (5, 40, 75) for top, word in enumerate(words * 30)]
    assert _sheets(known, _leaf(1, *lines))


def test_a_field_without_a_label_goes_by_its_name(known: Names) -> None:
    form = replace(FORMS[-1], ticks=False, rows=(("name",), ("donors",)))
    assert form.live
    (sheet,) = leaves(draw(form, [PORTS]))
    labels = ("Name", "Activity", "Donor", "Countries")
    bare = replace(sheet, words=tuple(word for word in sheet.words if word.text not in labels))
    (found,) = read([Booklet("belize/drawn.pdf", "belize", "", (bare,))], known)
    assert found.donors == ("canada", "mexico")
    assert any("from the field's name" in line for line in found.review)


def test_a_cover_stands_behind_the_sheets(known: Names) -> None:
    cover = _leaf(1, (30, 20, "Program Sheets"), (30, 22, "Belize 2017"))
    reason = "page 1 holds no heading and no label of the form"
    assert _sheets(known, cover, _leaf(2, *TEXTS)) == [("1", RESULTS, None), ("2", None, reason)]


def test_what_runs_along_the_pages_is_named(known: Names) -> None:
    running = (10.0, 2.0, "Organization of American States")
    pages = [_leaf(number, running, *TEXTS, (40.0, 64.0, f"Page {number}")) for number in (1, 2, 3)]
    found = read([Booklet("belize/drawn.pdf", "belize", "", tuple(pages))], known)
    assert [sheet.furniture for sheet in found] == [(running[2], f"Page {number}") for number in (1, 2, 3)]
    assert not any("Organization" in line for sheet in found for line in sheet.review)


def test_the_side_is_learned_from_the_other_pages(known: Names) -> None:
    """Between two labels, as near to one as to the other, only the booklet's other pages tell whose a value is."""
    between = ((10, 18, "Name of Activity"), (10, 19.5, "Harbor Lights"), (10, 21, "Target Beneficiaries"))
    below = ((10, 18, "Port authorities"), (10, 19.2, "Target Beneficiaries"), (10, 22, "Harbor Inspection"), (10, 23.2, "Name of Activity"))  # fmt: skip
    above = ((10, 18, "Target Beneficiaries"), (10, 19.2, "Port authorities"), (10, 22, "Name of Activity"), (10, 23.2, "Harbor Inspection"))  # fmt: skip
    for others, field in ((above, "name"), (below, "beneficiaries")):
        pages = [_leaf(1, *TEXTS, *between), *(_leaf(number, *TEXTS, *others) for number in (2, 3))]
        found = [as_json(sheet) for sheet in read([Booklet("belize/drawn.pdf", "belize", "", tuple(pages))], known)]
        assert found[0][field] == "Harbor Lights"
        assert (found[1]["name"], found[1]["beneficiaries"]) == ("Harbor Inspection", "Port authorities")


def test_vocabulary_leaves_out_broken_words() -> None:
    booklet = Booklet("belize/drawn.pdf", "belize", "", (_leaf(1, (10, 1, "well devel-"), (10, 2, "oped")),))
    assert not vocabulary_of([booklet.words]).answer("devel")
