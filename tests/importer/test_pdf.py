"""From a PDF to its pages: words by their places, form fields by their values, links and lines."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter, Transformation
from pypdf.generic import DictionaryObject, NameObject, RectangleObject, StreamObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from builder.importer.pdf.document import leaves
from builder.importer.pdf.glyphs import Run, Type, words
from builder.importer.pdf.leaf import Leaf
from builder.importer.pdf.letters import UNREADABLE
from tests.importer.pdfs import (
    HIGH,
    WIDE,
    Drawing,
    annotate,
    dictionary,
    letter_by_letter,
    pdf,
    picture,
    raw,
    rewritten,
    says,
    value_of,
    widget,
)


def leaf_of(*drawings: Drawing) -> Leaf:
    """The page on which all of this is drawn."""
    (leaf,) = leaves(pdf(lambda canvas: [draw(canvas) for draw in drawings]))
    return leaf


def texts(leaf: Leaf) -> list[str]:
    return [word.text for word in leaf.words]


# --- words ---

START = "BT /F1 12 Tf 20 200 Td"
WORDS = [
    # what is drawn, how, the words
    ("a line", says("Name of Activity"), ["Name", "of", "Activity"]),
    ("many blanks", says("a     b"), ["a", "b"]),
    ("lines", says("one two", "three"), ["one", "two", "three"]),
    ("no text", says(), []),
    ("kerned letters", raw(f"{START} [(A) 80 (W) 120 (A) 70 (Y)] TJ ET"), ["AWAY"]),
    ("a gap for a blank", raw(f"{START} [(next) -278 (word)] TJ ET"), ["next", "word"]),
    ("letters set wide apart", raw(f"{START} 4 Tc (PROGRAM SUMMARY) Tj ET"), ["PROGRAM", "SUMMARY"]),
    (
        "the same without a blank",
        raw(f"{START} [(P) -400 (R) -400 (O) -900 (S) -400 (U) -400 (M)] TJ ET"),
        ["PRO", "SUM"],
    ),
    ("a single letter between words", raw(f"{START} [(is) -300 (a) -300 (unit)] TJ ET"), ["is", "a", "unit"]),
    ("a justified line", raw(f"{START} 9 Tw (in all states) Tj ET"), ["in", "all", "states"]),
    ("a squeezed line", raw(f"{START} -1.4 Tw (in all states) Tj ET"), ["in", "all", "states"]),
    ("narrow type", raw(f"{START} 50 Tz (half as wide) Tj ET"), ["half", "as", "wide"]),
    ("small capitals", raw(f"{START} (P) Tj /F1 9 Tf (ROGRAM) Tj ET"), ["PROGRAM"]),
    ("letters raised", raw(f"{START} (May 1) Tj /F1 7 Tf 5 Ts (st) Tj ET"), ["May", "1st"]),
    ("a figure raised behind a year", raw(f"{START} (2017) Tj /F1 7 Tf 5 Ts (12) Tj ET"), ["2017¹²"]),
    (
        "a figure lowered",
        raw(f"{START} (CO) Tj /F1 7 Tf -3 Ts (2) Tj 0 Ts /F1 12 Tf (-free air) Tj ET"),
        ["CO2-free", "air"],
    ),
    (
        "a figure raised before a full stop",
        raw(f"{START} (5 m) Tj /F1 10 Tf 5 Ts (2) Tj 0 Ts /F1 12 Tf (.) Tj ET"),
        ["5", "m²."],
    ),
    ("letters set apart unevenly", raw(f"{START} [(P) -420 (R) -600 (O) -470 (G) -550 (R)] TJ ET"), ["PROGR"]),
    ("a sign out of line", raw(f"{START} (a) Tj -2 Ts (*) Tj 0 Ts (.txt) Tj ET"), ["a*.txt"]),
    ("sizes mixed on a line", raw(f"{START} (big ) Tj /F1 6 Tf (small) Tj ET"), ["big", "small"]),
    ("bold by drawing twice", raw(f"{START} (Will all) Tj 0.3 0 Td (Will all) Tj ET"), ["Will", "all"]),
    (
        "bold by drawing twice, in pieces",
        raw(f"{START} (Will) Tj 0.3 0 Td (W) Tj 11.33 0 Td (i) Tj 2.66 0 Td (ll) Tj ET"),
        ["Will"],
    ),
    ("a shadow", raw(f"{START} (Will) Tj 0.8 -0.8 Td (Will) Tj ET"), ["Will"]),
    ("a value on a line to write on", raw(f"{START} (________) Tj 5 0 Td (John) Tj ET"), ["John"]),
    ("an underscore in an address", says("john_doe@example.org"), ["john_doe@example.org"]),
    ("blanks under a text", raw(f"{START} (              ) Tj 3 0 Td (John) Tj ET"), ["John"]),
    ("dots that lead to a number", raw(f"{START} [(.) -300 (.) -300 (.) -300 (7)] TJ ET"), ["...", "7"]),
    ("columns", raw(f"{START} (left) Tj 100 0 Td (right) Tj ET"), ["left", "right"]),
    ("columns that nearly touch", raw(f"{START} (left) Tj 22 0 Td (right) Tj ET"), ["left", "right"]),
    ("a hyphen at a line's end", says("co-", "operation e-mail"), ["co-", "operation", "e-mail"]),
    ("a soft hyphen", says("soft\xad", "ware"), ["soft-", "ware"]),
    ("a hyphen that ends the page", says("cut-"), ["cut-"]),
    ("a blank that does not break", says("no\xa0break"), ["no", "break"]),
    ("accents", says("acción São açaí"), ["acción", "São", "açaí"]),
    ("an accent over its letter", raw(f"{START} [(acci) (o) 445 (\\264) 112 (n)] TJ ET"), ["acción"]),
    ("an accent higher up", raw(f"{START} (E) Tj 2 Ts [() 500 (\\264)] TJ ET"), ["É"]),
    ("slanting letters", says("half of it", font="Times-Italic"), ["half", "of", "it"]),
    ("text that is not shown", raw(f"{START} 3 Tr (behind a scan) Tj ET"), ["behind", "a", "scan"]),
    ("text beside the page", raw(f"{START} (on) Tj 500 0 Td (off) Tj -500 300 Td (above) Tj ET"), ["on"]),
    ("text from right to left on its head", raw(f"q -1 0 0 -1 350 200 cm {START} (turned) Tj ET Q"), ["turned"]),
    ("text going up", raw("q 0 1 -1 0 100 50 cm BT /F1 12 Tf 0 0 Td (going up) Tj ET Q"), ["up", "going"]),
    ("text going down", raw("q 0 -1 1 0 200 250 cm BT /F1 12 Tf 0 0 Td (going down) Tj ET Q"), ["going", "down"]),
    ("text aslant", raw("q 0.8 -0.6 0.6 0.8 50 250 cm BT /F1 12 Tf 0 0 Td (so it is) Tj ET Q"), ["so", "it", "is"]),
    ("words for other signs", raw(f"/Span <</ActualText (as told)>> BDC {START} (xyz) Tj ET EMC"), ["as", "told"]),
    ("mirrored coordinates", raw(f"q 1 0 0 -1 0 300 cm 1 0 0 -1 0 400 cm {START} (upright) Tj ET Q"), ["upright"]),
]


@pytest.mark.parametrize(("title", "drawing", "expected"), WORDS, ids=[row[0] for row in WORDS])
def test_words(title: str, drawing: Drawing, expected: list[str]) -> None:
    assert texts(leaf_of(drawing)) == expected


def test_a_word_has_its_place() -> None:
    (word,) = leaf_of(says("Hill", left=50, top=100, size=20)).words
    assert (word.box.left, word.box.right) == (50, pytest.approx(50 + 20 * (0.722 + 0.222 * 3), abs=0.1))
    assert word.box.top < 100 + 20 * 0.28
    assert word.box.top < 120 - 0.7 * 20 < 120 < word.box.bottom


def test_all_words_of_a_line_are_as_high() -> None:
    boxes = [word.box for word in leaf_of(says("an A, gypsy: -- ÉÇ")).words]
    assert len(boxes) == 5
    assert len({(box.top, box.bottom) for box in boxes}) == 1


LINES = ["The Member States of the Organization", "fifty-five officials, in Fulfillment of", "WAVE To AV ff fi"]
SHUFFLED = [("letters", False), ("words", True)]


@pytest.mark.parametrize(("title", "by_word"), SHUFFLED, ids=[row[0] for row in SHUFFLED])
@pytest.mark.parametrize("font", ["Helvetica", "Times-Italic", "Courier"])
@pytest.mark.parametrize("size", [6.5, 11, 15])
def test_the_order_of_drawing_says_nothing(title: str, by_word: bool, font: str, size: float) -> None:
    in_order = leaf_of(letter_by_letter(LINES, font, size, by_word=by_word))
    assert texts(in_order) == [word for line in LINES for word in line.split()]
    for seed in range(8):
        assert leaf_of(letter_by_letter(LINES, font, size, seed, by_word)) == in_order


@given(data=st.data())
def test_runs_say_nothing(data: st.DataObject) -> None:
    """The same letters give the same words, in whatever order and however joined."""
    type_ = Type(10.0, 10.0, 8.0, 2.0)
    rows, across = [], 0.0
    for _ in range(data.draw(st.integers(1, 3), "rows")):
        row, across = [], 0.0
        for width, gap, letter in data.draw(
            st.lists(
                st.tuples(st.integers(2, 9), st.sampled_from([0, 0, 0, 0, 1, 2, 3, 6, 20]), st.sampled_from("abé1.-_")),
                min_size=1,
                max_size=12,
            ),
            "letters",
        ):
            row.append((letter, across, across + width))
            across += width + gap
        rows.append(row)
    single = [
        Run(20.0 * number, type_, [letter], [left], [right])
        for number, row in enumerate(rows)
        for letter, left, right in row
    ]
    joined: list[Run] = []
    for run in single:
        last = joined[-1] if joined else None
        if last and last.line == run.line and last.rights[-1] == run.lefts[0] and data.draw(st.booleans(), "joined"):
            last.letters.append(run.letters[0])
            last.lefts.append(run.lefts[0])
            last.rights.append(run.rights[0])
        else:
            joined.append(Run(run.line, type_, [*run.letters], [*run.lefts], [*run.rights]))
    expected = words(single)
    assert "".join(sorted("".join(word.text for word in expected))) == "".join(
        sorted(letter for row in rows for letter, _, _ in row)
    )
    assert words(data.draw(st.permutations(joined), "order")) == expected


def test_letters_that_nobody_knows_are_shown_as_such() -> None:
    """A font whose codes are numbers of shapes, without a table that says which letters they are."""

    def numbered(writer: PdfWriter) -> None:
        descendant = dictionary(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont="/Nobody",
            CIDSystemInfo=dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            DW=600,
        )
        font = dictionary(
            Type="/Font",
            Subtype="/Type0",
            BaseFont="/Nobody",
            Encoding="/Identity-H",
            DescendantFonts=[writer._add_object(descendant)],
        )
        writer.pages[0]["/Resources"]["/Font"][NameObject("/F1")] = writer._add_object(font)  # type: ignore[index]

    data = pdf(raw("BT /F1 12 Tf 20 200 Td <000300240025> Tj ET"))
    (leaf,) = leaves(rewritten(data, numbered))
    assert texts(leaf) == [UNREADABLE * 3]


# --- pages ---


def test_pages_are_numbered_and_sized() -> None:
    found = leaves(pdf(says("one"), says("two")))
    assert [(leaf.number, leaf.width, leaf.height) for leaf in found] == [(1, WIDE, HIGH), (2, WIDE, HIGH)]
    assert list(map(texts, found)) == [["one"], ["two"]]


def everything(canvas: Canvas) -> None:
    canvas.drawString(60, 200, "Upright words, turned")
    canvas.rect(50, 190, 150, 30)
    canvas.linkURL("https://example.org/a", (60, 100, 160, 120))
    canvas.acroForm.textfield(name="field", value="held", x=60, y=50, width=100, height=20)


TURNS = [
    # the page's turn, what turns its drawing the other way
    (0, Transformation()),
    (90, Transformation().rotate(90).translate(HIGH, 0)),
    (180, Transformation().rotate(180).translate(WIDE, HIGH)),
    (270, Transformation().rotate(270).translate(0, WIDE)),
]


@pytest.mark.parametrize(("turn", "against"), TURNS, ids=[str(row[0]) for row in TURNS])
@pytest.mark.parametrize("shift", [(0.0, 0.0), (-30.0, 72.5)])
def test_a_turned_or_moved_page_is_what_its_reader_sees(
    turn: int, against: Transformation, shift: tuple[float, float]
) -> None:
    plain = pdf(everything)
    (expected,) = leaves(plain)
    matrix = against.translate(*shift)

    def turned(writer: PdfWriter) -> None:
        page = writer.pages[0]
        page.add_transformation(matrix)
        wide, high = (WIDE, HIGH) if turn % 180 == 0 else (HIGH, WIDE)
        page.mediabox = RectangleObject((shift[0] - 100, shift[1] - 50, shift[0] + wide, shift[1] + high + 7))
        page.cropbox = RectangleObject((shift[0], shift[1], shift[0] + wide, shift[1] + high))
        page[NameObject("/Rotate")] = value_of(turn)
        for note in page["/Annots"]:  # type: ignore[attr-defined]
            held = note.get_object()
            corners = [matrix.apply_on(tuple(map(float, held["/Rect"][at : at + 2]))) for at in (0, 2)]
            held[NameObject("/Rect")] = value_of([float(each) for corner in corners for each in corner])

    (found,) = leaves(rewritten(plain, turned))
    assert texts(found) == ["Upright", "words,", "turned"]
    assert (found.width, found.height) == (WIDE, HIGH)
    for ours, theirs in zip(
        [*found.words, *found.widgets, *found.links], [*expected.words, *expected.widgets, *expected.links], strict=True
    ):
        assert edges(ours.box) == pytest.approx(edges(theirs.box), abs=0.03)
    assert [edges(box) for box in found.drawn] == [pytest.approx(edges(box), abs=0.03) for box in expected.drawn]


def edges(box: Any) -> list[float]:
    return [box.top, box.left, box.bottom, box.right]


# --- form fields ---


def form(*notes: DictionaryObject, **parent: Any) -> Leaf:
    """A page with these fields. With `parent` they are places of one field that holds this."""

    def filled(writer: PdfWriter) -> None:
        held = writer._add_object(dictionary(**parent)) if parent else None
        for note in notes:
            if held is not None:
                note[NameObject("/Parent")] = held
            annotate(writer, 0, note)

    (leaf,) = leaves(rewritten(pdf(says("Form")), filled))
    return leaf


def look(*states: str) -> DictionaryObject:
    """How a box looks in each of its states."""
    return dictionary(N=dictionary(**{state: StreamObject() for state in states}))


FIELDS = [
    # what it is, the fields, their common parent, kinds and values and names
    ("a text", [widget(20, 50, FT="/Tx", T="unit", V="CICTE")], {}, [("text", "CICTE", "unit")]),
    ("an empty text", [widget(20, 50, FT="/Tx", T="unit")], {}, [("text", "", "unit")]),
    ("lines", [widget(20, 50, FT="/Tx", T="a", V="one\r\ntwo\rthree")], {}, [("text", "one\ntwo\nthree", "a")]),
    ("signs that nobody sees", [widget(20, 50, FT="/Tx", T="a", V="C\u200bIC\u202eTE\x0bP\x01ort")], {}, [("text", "CICTE\nPort", "a")]),
    ("letters of other lands", [widget(20, 50, FT="/Tx", T="a", V="Łódź – “x”")], {}, [("text", "Łódź – “x”", "a")]),
    ("an inherited value", [widget(20, 50)], {"FT": "/Tx", "T": "donor", "V": "Canada"}, [("text", "Canada", "donor")]),
    (
        "an own value before an inherited",
        [widget(20, 50, T="b", V="own")],
        {"FT": "/Tx", "T": "a", "V": "theirs"},
        [("text", "own", "a.b")],
    ),
    (
        "an empty place of a field that holds something",
        [widget(20, 50, V="")],
        {"FT": "/Tx", "T": "a", "V": "held"},
        [("text", "held", "a")],
    ),
    (
        "one field in two places",
        [widget(20, 50), widget(20, 90)],
        {"FT": "/Tx", "T": "a", "V": "held"},
        [("text", "held", "a"), ("text", "held", "a")],
    ),
    ("a number as value", [widget(20, 50, FT="/Tx", T="a", V=2017)], {}, [("text", "2017", "a")]),
    ("a rich text", [widget(20, 50, FT="/Tx", T="a", RV="<body><p>rich <b>text</b></p></body>")], {}, [("text", "rich text", "a")]),
    ("a choice", [widget(20, 50, FT="/Ch", T="a", V="dem", Opt=[["sec", "Security"], ["dem", "Democracy"]])], {}, [("text", "Democracy", "a")]),
    ("a choice shown as it is", [widget(20, 50, FT="/Ch", T="a", V="Security", Opt=["Security"])], {}, [("text", "Security", "a")]),
    ("a choice typed in", [widget(20, 50, FT="/Ch", T="a", V="Other", Opt=[["x", "Y"]])], {}, [("text", "Other", "a")]),
    ("several choices", [widget(20, 50, FT="/Ch", T="a", V=["x", "z"], Opt=[["x", "One"], ["z", "Two"]])], {}, [("text", "One, Two", "a")]),
    ("choices by number", [widget(20, 50, FT="/Ch", T="a", I=[1], Opt=[["x", "One"], ["z", "Two"]])], {}, [("text", "Two", "a")]),
    ("a box ticked", [widget(20, 50, FT="/Btn", T="a", V="/Yes", AS="/Yes", AP=look("Yes", "Off"))], {}, [("check", "on", "a")]),
    ("a box not ticked", [widget(20, 50, FT="/Btn", T="a", V="/Off", AS="/Off", AP=look("Yes", "Off"))], {}, [("check", "", "a")]),
    ("a box ticked, whose look is old", [widget(20, 50, FT="/Btn", T="a", V="/Yes", AS="/Off", AP=look("Yes", "Off"))], {}, [("check", "on", "a")]),
    ("a box ticked by another word", [widget(20, 50, FT="/Btn", T="a", V="Yes", AS="/Off", AP=look("1", "Off"))], {}, [("check", "on", "a")]),
    ("a box that only looks ticked", [widget(20, 50, FT="/Btn", T="a", AS="/Yes", AP=look("Yes", "Off"))], {}, [("check", "on", "a")]),
    ("a box with nothing", [widget(20, 50, FT="/Btn", T="a")], {}, [("check", "", "a")]),
    (
        "one of three",
        [widget(20, 50 + 30 * number, AS="/Off", AP=look(state, "Off")) for number, state in enumerate("abc")],
        {"FT": "/Btn", "Ff": 1 << 15, "T": "pillar", "V": "/b"},
        [("check", "", "pillar"), ("check", "on", "pillar"), ("check", "", "pillar")],
    ),
    (
        "one of two, by what it hands on",
        [widget(20, 50 + 30 * number, AS="/Off", AP=look(state, "Off")) for number, state in enumerate("01")],
        {"FT": "/Btn", "Ff": 1 << 15, "T": "p", "V": "Blue", "Opt": ["Red", "Blue"]},
        [("check", "", "p"), ("check", "on", "p")],
    ),
    ("a button", [widget(20, 50, FT="/Btn", Ff=1 << 16, T="print")], {}, []),
    ("a signature", [widget(20, 50, FT="/Sig", T="signed")], {}, []),
    ("hidden and empty", [widget(20, 50, FT="/Tx", T="a", F=2)], {}, []),
    ("hidden with a value", [widget(20, 50, FT="/Tx", T="a", F=2, V="x")], {}, []),
    ("typed onto the page", [dictionary(Subtype="/FreeText", Rect=[20, 20, 90, 40], Contents="Canada")], {}, [("text", "Canada", "")]),
    ("a comment, which is no part of the page", [dictionary(Subtype="/Text", Rect=[20, 20, 90, 40], Contents="really?")], {}, []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "notes", "parent", "expected"), FIELDS, ids=[row[0] for row in FIELDS])
def test_fields(
    title: str, notes: list[DictionaryObject], parent: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    leaf = form(*notes, **parent)
    assert [(widget.kind, widget.value, widget.name) for widget in leaf.widgets] == expected
    assert texts(leaf) == ["Form"]


def test_a_field_stands_at_its_place() -> None:
    (found,) = form(widget(30, 50, FT="/Tx", T="a")).widgets
    assert edges(found.box) == [50, 30, 70, 130]


def test_the_value_counts_and_not_how_it_looks() -> None:
    def changed(writer: PdfWriter) -> None:
        for note in writer.pages[0]["/Annots"]:  # type: ignore[attr-defined]
            note.get_object()[NameObject("/V")] = TextStringObject("new")

    (leaf,) = leaves(rewritten(pdf(everything), changed))
    assert [widget.value for widget in leaf.widgets] == ["new"]
    assert texts(leaf) == ["Upright", "words,", "turned"]


def test_fields_of_one_name_hold_what_each_page_says() -> None:
    """As tools leave it that put filled forms one behind the other without renaming their fields."""

    def merged(writer: PdfWriter) -> None:
        for page, value in enumerate(["Canada", "Spain"]):
            annotate(writer, page, widget(20, 50, FT="/Tx", T="donor", V=value))

    found = leaves(rewritten(pdf(says("one"), says("two")), merged))
    assert [[widget.value for widget in leaf.widgets] for leaf in found] == [["Canada"], ["Spain"]]


def test_a_value_in_a_stream_is_read() -> None:
    def streamed(writer: PdfWriter) -> None:
        stream = StreamObject()
        stream.set_data("a long text, año".encode("utf-16"))
        annotate(writer, 0, widget(20, 50, FT="/Tx", T="a", V=writer._add_object(stream)))

    (leaf,) = leaves(rewritten(pdf(says("Form")), streamed))
    assert [widget.value for widget in leaf.widgets] == ["a long text, año"]


# --- links, lines, pictures ---


def test_links() -> None:
    def linked(canvas: Canvas) -> None:
        canvas.linkURL("https://example.org/a?b=c", (60, 100, 160, 120))
        canvas.linkURL("www.oas.org", (60, 200, 160, 220))
        canvas.bookmarkPage("here")
        canvas.linkAbsolute("inside", "here", (10, 10, 20, 20))

    leaf = leaf_of(linked)
    assert [(link.address, edges(link.box)) for link in leaf.links] == [
        ("www.oas.org", [80, 60, 100, 160]),
        ("https://example.org/a?b=c", [180, 60, 200, 160]),
    ]


DRAWN = [
    # what is drawn, how, the edges
    ("nothing", "", []),
    ("a frame", "50 100 200 40 re S", [[159.5, 49.5, 200.5, 250.5]]),
    ("a filled frame", "50 100 200 40 re f", [[160, 50, 200, 250]]),
    ("a line", "2 w 50 100 m 250 100 l S", [[199, 49, 201, 251]]),
    ("a path not drawn", "50 100 200 40 re n", []),
    (
        "a table in one path",
        "50 100 m 250 100 l 50 120 m 250 120 l 50 100 m 50 120 l S",
        [[180, 50, 180, 250], [180, 50, 200, 50], [200, 50, 200, 250]],
    ),
    ("what lies under the whole page", "0 0 400 300 re f 50 100 200 40 re f", [[160, 50, 200, 250]]),
    ("beside the page", "450 100 200 40 re f", []),
    ("a map", "10 10 m 20 20 l S " + " ".join(f"{x} {y} m {x} {y + 1} l S" for x in range(90) for y in range(50)), []),
]


@pytest.mark.parametrize(("title", "stream", "expected"), DRAWN, ids=[row[0] for row in DRAWN])
def test_lines_and_frames(title: str, stream: str, expected: list[list[float]]) -> None:
    found = [edges(box) for box in leaf_of(raw(stream)).drawn]
    assert found == [pytest.approx(each, abs=1.1) for each in expected]


def test_what_a_form_of_the_page_draws_stands_where_it_is_put() -> None:
    def stamped(canvas: Canvas) -> None:
        canvas.beginForm("stamp")
        canvas.drawString(0, 0, "Stamp")
        canvas.rect(0, 0, 100, 20, stroke=0, fill=1)
        canvas.endForm()
        canvas.translate(50, 100)
        canvas.scale(2, 2)
        canvas.doForm("stamp")

    leaf = leaf_of(stamped)
    assert [edges(box) for box in leaf.drawn] == [[160, 50, 200, 250]]
    assert [(word.text, word.box.left) for word in leaf.words] == [("Stamp", 50)]


PICTURES = [
    # what is drawn, how, whether that is a picture
    ("a scan", [picture(360, 260)], True),
    ("a scan with its text behind it", [picture(360, 260), raw(f"{START} 3 Tr (text) Tj ET")], True),
    ("a logo", [picture(40, 30)], False),
    ("a text", [says("text")], False),
    ("letters turned into shapes", [raw("".join(f"{x} 50 m {x} 60 {x + 5} 70 {x} 80 c f " for x in range(150)))], True),
]


@pytest.mark.parametrize(("title", "drawings", "expected"), PICTURES, ids=[row[0] for row in PICTURES])
def test_pictures(title: str, drawings: list[Drawing], expected: bool) -> None:
    assert leaf_of(*drawings).picture is expected
