"""What a text must not hold is told with its place, and where it leads within the site is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.prose import TextLink, check

BR = "is HTML and would be shown as it stands; end the line with '\\' to begin a new one"
HTML = (
    "is HTML and would be shown as it stands; write Markdown (**bold**, *italic*, '- ' for a list), or '\\<' where the "
    "sign itself is meant"
)
REMARK = "a remark would be shown on the page; put it after '#' between the lines '---', or delete it"
SITE = "write https://… for another site, and begin with '/' for a page of this one, such as /countries/belize/"
WORDLESS = "has no alternative text; say between '![' and ']' what it shows, for those who cannot see it"
WRONG = [
    # the text from line 10, what is told
    ("a new line", "a<br>b", [f"10:2: '<br>' {BR}"]),
    ("two of them", "a<br>b<br/>c", [f"10:2: '<br>' {BR}", f"10:7: '<br/>' {BR}"]),
    ("a tag", "one\ntwo <b>three</b>", [f"11:5: '<b>' {HTML}", f"11:13: '</b>' {HTML}"]),
    ("a block", "one\n\n<div>\nx\n</div>", [f"12:1: '<div>' {HTML}"]),
    ("a script", "<script>alert(1)</script>", [f"10:1: '<script>alert(1)</script>' {HTML}"]),
    ("a remark", "one <!-- two -->", [f"10:5: {REMARK}"]),
    ("a remark of its own", "one\n\n<!-- two\nthree -->\n", [f"12:1: {REMARK}"]),
    ("a picture without words", "a ![](/images/a.jpg)", [f"10:3: the picture '/images/a.jpg' {WORDLESS}"]),
    ("with blanks for words", "![ ](/images/a.jpg)", [f"10:1: the picture '/images/a.jpg' {WORDLESS}"]),
    (
        "a picture from elsewhere",
        "![Port](https://x.org/a.jpg)",
        [
            "10:1: the picture 'https://x.org/a.jpg' is not one of this catalogue; put the file into content/images/ and "
            "write /images/a.jpg"
        ],
    ),
    ("a script as a link", "[a](javascript:x)", [f"10:5: the link to 'javascript:x' leads nowhere; {SITE}"]),
    ("no host", "[a](https://)", [f"10:5: the link to 'https://' leads nowhere; {SITE}"]),
    ("no address", "[a]()", ["10:5: the link has no address; " + SITE]),
    ("without https", "[a](www.oas.org/x)", ["10:5: the link to 'www.oas.org/x' leads nowhere; write https://www.oas.org/x"]),
    (
        "a file",
        "[a](../programs/ports.md#x)",
        ["10:5: the link to '../programs/ports.md#x' leads nowhere; a program is linked to as /programs/ports/#x"],
    ),
    ("a bare name", "[a](ports)", [f"10:5: the link to 'ports' leads nowhere; {SITE}"]),
    ("in a table", "| a |\n|---|\n| [b](c) |", [f"12:7: the link to 'c' leads nowhere; {SITE}"]),
    ("in a list", "- a\n- [b](c)", [f"11:7: the link to 'c' leads nowhere; {SITE}"]),
    ("in a heading", "### [b](c)", [f"10:9: the link to 'c' leads nowhere; {SITE}"]),
    ("twice", "[b](c) [b](c)", [f"10:5: the link to 'c' leads nowhere; {SITE}", f"10:12: the link to 'c' leads nowhere; {SITE}"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_is_wrong(text: str, expected: list[str]) -> None:
    _, problems = check(text, "a.md", 10)
    assert [str(problem) for problem in problems] == [f"a.md:{line}" for line in expected]


RIGHT = [
    # the text from line 10, the links within the site: line, column, target
    ("another site", "[a](https://x.org) <https://y.org> <a@x.org> [m](mailto:a@x.org)", []),
    ("a page", "see [a](/countries/belize/#Programs)", [(10, 9, "/countries/belize/#Programs")]),
    ("in angle brackets", "[a](</a b/>)", None),
    ("a place", "x\n[a](#Results)", [(11, 5, "#Results")]),
    ("by a name", "[a][b]\n\n[b]: /about/", [(10, 1, "/about/")]),
    ("a picture", "![a](/images/b.jpg)", [(10, 1, "/images/b.jpg")]),
    ("code is text", "`<br>` and\n\n    <b>\n\n```\n[a](b)\n```", []),
    ("signs that are no HTML", "5 < 6, a <3, x<y>z? <>", None),
    ("an escaped sign", "\\<br> \\[a](b)", []),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in RIGHT], ids=[row[0] for row in RIGHT])
def test_where_it_leads(text: str, expected: list[tuple[int, int, str]] | None) -> None:
    links, problems = check(text, "a.md", 10)
    if expected is not None:
        assert [(link.line, link.column, link.target) for link in links] == expected
        assert problems == []
    assert all(isinstance(link, TextLink) for link in links)


@given(st.text(st.sampled_from("ab <>![]()/#:\n`*_-|&;\"'.x\\")), st.integers(1, 50))
def test_places_are_in_the_text(text: str, first: int) -> None:
    links, problems = check(text, "a.md", first)
    lines = text.split("\n")
    for each in (*links, *problems):
        assert first <= each.line < first + len(lines)
        assert 1 <= each.column <= len(lines[each.line - first]) + 1
