"""Plain paragraphs and lists are told as the parser of all of Markdown tells them, letter by letter."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.generator import markdown, paragraphs

PLAIN = [
    ("a paragraph", "One & two, \"three\" > 2; it's 5%.", "<p>One &amp; two, &quot;three&quot; &gt; 2; it's 5%.</p>\n"),
    ("two", "One\ntwo\n\n\nThree", "<p>One\ntwo</p>\n<p>Three</p>\n"),
    ("emphasis", "One *two* (**three four**).", "<p>One <em>two</em> (<strong>three four</strong>).</p>\n"),
    ("at both ends", "**One** and *two*", "<p><strong>One</strong> and <em>two</em></p>\n"),
    ("a list", "One:\n\n- two\n- *three*\n\nFour", "<p>One:</p>\n<ul>\n<li>two</li>\n<li><em>three</em></li>\n</ul>\n<p>Four</p>\n"),
    ("a link", "See [it](https://x.org/a?b=c#d).", '<p>See <a href="https://x.org/a?b=c#d" rel="noopener">it</a>.</p>\n'),
    ("a link within", "See [a & b](/known/).", '<p>See <a href="to:/known/">a &amp; b</a>.</p>\n'),
    ("a link that leads nowhere", "See [a](/gone/).", "<p>See a.</p>\n"),
    ("nothing", "", ""),
]  # fmt: skip


def _link(target: str) -> str | None:
    return f"to:{target}" if "known" in target else None


@pytest.fixture
def _no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "_PARSER", None)


@pytest.mark.usefixtures("_no_parser")
@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in PLAIN], ids=[row[0] for row in PLAIN])
def test_what_is_told_without_the_parser(text: str, expected: str) -> None:
    assert markdown.render(text, 3, _link).html == expected


@pytest.mark.usefixtures("_no_parser")
def test_openings_without_the_parser() -> None:
    markdown.opening.cache_clear()
    assert markdown.opening("**One** and [two](/a/)\nthree & four\n\nFour", 99) == "One and two three & four"


SIGNS = [
    *("*", "**", "***", "_", "`", "```", "~~~", "[", "]", "](", ")", "(", "!", "\\", "<", ">", "&", "&amp;", "&#42;", ";"),
    *("](/known/)", "](/gone/)", "](//x.org/)", "](https://x.org/a_b*c)", "](https://x.org)", "](HTTP://x.org/)", "]:", "[a]: /x"),
    *("#", "-", "+", "1.", "2)", "=", "|", "|-|", "---", "===", ".", ",", ":", '"', "'", "“", "”", "¿"),
    *("\n", "\n", "\n\n", "\n\n", "\n \n", "\n- ", "\n- ", "\n* ", "\n+ ", "\n1. ", "\n# ", "\n> ", "\n    ", "\n|", "  \n"),
    *(" ", " ", "  ", "\t", "\r", "\0", "\x1c", "\xa0", "\u2003", "\u2028", "\u0301"),
]  # fmt: skip
WORDS = [
    "Word",
    "word",
    "é",
    "1",
    "a",
    "²",
    "two words",
    "*a*",
    "**b c**",
    "[a](/known/)",
    "[b c](https://x.org/d)",
    "M&E",
]
wild = st.lists(st.sampled_from(WORDS) | st.sampled_from(SIGNS), max_size=14).map("".join)
prose = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
blocks = st.lists(prose | prose.map("- {}".format) | wild, max_size=6).flatmap(
    lambda parts: st.lists(st.sampled_from(["\n", "\n\n", "\n\n\n"]), min_size=len(parts), max_size=len(parts)).map(
        lambda ends: "".join(part + end for part, end in zip(parts, ends, strict=True))
    )
)


@settings(max_examples=400)
@example("- a *b\n- c* d")
@example("- [a](/gone/)\n- `b`")
@example("*a\n\nb* c")
@example("[a]: /known/\n\n[a]")
@example("- a\n\n- b")
@example("a\n===")
@example("a **b*c**")
@given(wild | blocks | st.text())
def test_all_is_told_as_the_parser_tells_it(text: str) -> None:
    tokens = markdown._PARSER.parse(text)
    markdown._shift_headings(tokens, 3)
    markdown._align(tokens)
    dead = tuple(markdown._resolve_links(tokens, _link))
    expected = markdown._PARSER.renderer.render(tokens, markdown._PARSER.options, {})
    told = markdown.render(text, 3, _link)
    assert (str(told.html), told.dead) == (expected, dead)


@settings(max_examples=400)
@given(wild | prose)
def test_what_is_read_in_a_paragraph_is_what_the_parser_reads(text: str) -> None:
    told = paragraphs.words(text)
    assert told is None or " ".join(told.split()) == " ".join(markdown._first_words(text).split())
