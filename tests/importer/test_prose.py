"""Prose put back together: one row for each rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.importer.language.labels import shipped
from builder.importer.layout.blocks import blocks_of
from builder.importer.layout.lines import lines_of
from builder.importer.layout.prose import ends_sentence, join_lines, mend, same, sentences, vocabulary_of

LONG = "The program supports the member states of the region in the design of policies that reach every single citizen"

JOINED = [
    ("a blank between lines", ["one", "two"], "", "one two"),
    ("a broken word that occurs elsewhere whole", ["an implemen-", "tation plan"], "the implementation", "an implementation plan"),
    ("a compound keeps its hyphen", ["a follow-", "on course"], "", "a follow-on course"),
    ("a compound that occurs both ways goes with the more frequent", ["sub-", "regional"], "sub-regional subregional sub-regional", "sub-regional"),
    ("an acronym with a suffix", ["the ARIN-", "CARIB launch"], "", "the ARIN-CARIB launch"),
    ("a hanging hyphen", ["short-", "and long-term"], "", "short- and long-term"),
    ("a dash stands alone", ["the aim –", "peace"], "", "the aim – peace"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "lines", "elsewhere", "expected"), JOINED, ids=[row[0] for row in JOINED])
def test_lines_join(title: str, lines: list[str], elsewhere: str, expected: str) -> None:
    assert join_lines(lines, vocabulary_of([elsewhere])) == expected


MENDED = [
    ("double blanks", "one  two", "one two"),
    ("an accent as apostrophe", "the Program´s aims", "the Program’s aims"),
    ("a grave accent as apostrophe", "the Program`s aims", "the Program’s aims"),
    ("an accent after a plural", "the States´ laws", "the States’ laws"),
    ("an accent with a blank after it", "the Program´ s aims", "the Program’s aims"),
    ("a blank before a comma", "news, videos , others", "news, videos, others"),
    ("accents on letters stay", "São Tomé", "São Tomé"),
    ("an apostrophe stays", "the country’s", "the country’s"),
]


@pytest.mark.parametrize(("title", "text", "expected"), MENDED, ids=[row[0] for row in MENDED])
def test_text_is_mended(title: str, text: str, expected: str) -> None:
    assert mend(text, vocabulary_of([])) == expected


def test_a_word_parted_after_its_hyphen_closes_where_it_occurs_closed() -> None:
    assert mend("with on- site courses", vocabulary_of(["the on-site course"])) == "with on-site courses"
    assert mend("with short- term goals", vocabulary_of([])) == "with short- term goals"


PARAGRAPHS = [
    ("a blank line parts paragraphs", f"{LONG}.\n\n{LONG}.", [f"{LONG}.", f"{LONG}."]),
    ("lines in a row are one paragraph", f"{LONG}\nand their families.", [f"{LONG} and their families."]),
    (
        "a blank line after every line parts nothing",
        f"{LONG}\n\nand their families, through\n\ncourses.",
        [f"{LONG} and their families, through courses."],
    ),
    (
        "a full line without an end runs on over a blank line, a short one does not",
        f"{LONG}\n\n{LONG[:80]}\n\nThe work goes on in the year that follows and in the one after it, in each country.",
        [
            f"{LONG} {LONG[:80]}",
            "The work goes on in the year that follows and in the one after it, in each country.",
        ],
    ),
    ("a short line that ends a sentence ends a paragraph", f"{LONG}.\nIt ends here.\n{LONG}.", [f"{LONG}. It ends here.", f"{LONG}."]),
    ("bullets are items", f"{LONG}:\n• one\n• two\nand a half\n\n{LONG}.", [f"{LONG}:", "• one", "• two and a half", f"{LONG}."]),
    ("numbers are items where they begin at one", f"{LONG}:\n1. one\n2. two", [f"{LONG}:", "1. one", "2. two"]),
    ("a number at a line's head is no item", f"{LONG} in\n2017. It went on.", [f"{LONG} in 2017. It went on."]),
    ("an enumeration inside a sentence stays", f"{LONG} by (i) courses\n(ii) visits.", [f"{LONG} by (i) courses (ii) visits."]),
    ("a value below a finished sentence stands apart", f"{LONG}.\nSecurity\n\nOAS Pillar", [f"{LONG}.", "Security"]),
    ("a line of blanks is blank", f"{LONG}.\n   \n{LONG}.", [f"{LONG}.", f"{LONG}."]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), PARAGRAPHS, ids=[row[0] for row in PARAGRAPHS])
def test_paragraphs(title: str, text: str, expected: list[str]) -> None:
    texts: list[str] = []
    for block in blocks_of(lines_of(text), vocabulary_of([text]), shipped()):
        if block.kind == "text" and block.soft:
            texts[-1] += f" {block.text}"
        elif block.kind == "text":
            texts.append(block.text)
    assert texts == expected


SENTENCES = [
    ("two", "One is here. Two is there.", ["One is here.", "Two is there."]),
    ("abbreviations", "The U.S. Department paid. St. Lucia thanked Dr. Jones.", ["The U.S. Department paid.", "St. Lucia thanked Dr. Jones."]),
    ("a quote's end", "It is “done.” Then it rested.", ["It is “done.”", "Then it rested."]),
    ("numbers", "About 3.5 percent, or 12. Then more.", ["About 3.5 percent, or 12.", "Then more."]),
    ("no end", "One is here. Two", ["One is here.", "Two"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_sentences(title: str, text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "ends"),
    [("done.", True), ("done.”", True), ("(done.)", True), ("done", False), ("done,", False), ("such as:", False)],
)
def test_end_of_a_sentence(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_no_letter_is_lost_between_lines_and_blocks(text: str) -> None:
    blocks = blocks_of(lines_of(text), vocabulary_of([text]), shipped())
    assert [line.number for block in blocks for line in block.lines] == sorted(
        line.number for block in blocks for line in block.lines
    )
    kept = same("".join(line.text for line in dict.fromkeys(line for block in blocks for line in block.lines)))
    assert same("".join(line.text for line in lines_of(text))) == kept or any(
        block.kind == "heading" for block in blocks
    )
