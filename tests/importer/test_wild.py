"""Wild input: whatever a booklet holds, it is read without a fault, and none of its words is lost."""

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.formwords import built_in, meanings
from builder.importer.language.labels import shipped
from builder.importer.layout.blocks import blocks_of
from builder.importer.layout.lines import lines_of
from builder.importer.layout.prose import same, vocabulary_of
from builder.importer.read import as_json, read
from builder.importer.sheet import Booklet

from .conftest import known_names

PROSE = st.lists(
    st.sampled_from(
        [
            "the",
            "program",
            "trains",
            "officers",
            "of",
            "Belize",
            "and",
            "Peru",
            "in",
            "ports",
            "lamps",
            "were",
            "bought",
            "by",
            "Canada",
            "It",
            "ends",
            "here.",
            "To",
            "begin",
            "(1)",
            "Security",
            "N/A",
            "-",
            "•",
            "1.",
            "follow-",
            "up",
            "States´",
            "2017",
            "launched",
            "“Lights”",
            "Harbor",
            "Network",
            "for",
            "CICTE",
        ]
    ),
    min_size=1,
    max_size=25,
).map(" ".join)
LINES = st.one_of(
    PROSE,
    st.sampled_from(
        [
            *(
                label
                for form in built_in().values()
                for listed in form.labels.model_dump().values()
                for label in listed
            ),
            *("PROGRAM SUMMARY", "OBJECTIVES", "RESULTS", "RESUMEN DEL PROGRAMA", "RÉSULTATS", "OBJETIVOS"),
            *("to", "Date", "Ongoing", "Fecha", "Du", "au", "En curso", "", " ", "\f"),
        ]
    ),
    st.sampled_from(
        [
            "4/12/2017 Date 13/32/2017",
            "http://a.org/b",
            "/c.asp",
            " Canada",
            "Donor Countries Canada and Peru",
            "Link to web page",
        ]
    ),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30),
)
FURNITURE = {same(word) for form in built_in().values() for steps, word in meanings(form) if steps[0] != "pillars"}


@given(st.lists(LINES, max_size=40).map("\n".join))
@example("0\\n")
@settings(max_examples=300)
def test_no_word_of_a_wild_booklet_is_lost(text: str) -> None:
    sheets = read([Booklet("unstated/wild.txt", None, text)], known_names())
    readings = [as_json(sheet) | {"donors": dict(sheet.donor_names)} for sheet in sheets]
    # a backslash of the text's own is no part of a line end
    told = same(json.dumps(readings, ensure_ascii=False).replace("\\\\", "").replace("\\n", ""))
    for block in blocks_of(lines_of(text), vocabulary_of([text]), shipped()):
        if block.kind == "heading":
            continue
        pieces = [token.text for token in block.tokens if token.kind not in ("day", "until")] or block.text.split()
        for piece in pieces:
            word = same(piece)
            known = word in told or word in FURNITURE or all(same(part) in told for part in piece.split(" and "))
            assert known, (piece, told)


@given(st.lists(st.lists(LINES, max_size=12).map("\n".join), max_size=3))
@settings(max_examples=50)
def test_the_same_booklets_give_the_same_sheets(texts: list[str]) -> None:
    booklets = [Booklet(f"unstated/{number}.txt", None, text) for number, text in enumerate(texts)]
    assert read(booklets, known_names()) == read(booklets, known_names())
