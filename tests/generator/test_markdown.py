"""Editors' texts become HTML that can do no harm and fits below the page's headings."""

import re

import pytest

from builder.generator.markdown import opening, render

ROWS = [
    ("a paragraph", "One *two* **three**.", "<p>One <em>two</em> <strong>three</strong>.</p>\n"),
    ("HTML is text", "a <b onclick='x'>b</b>", "<p>a &lt;b onclick='x'&gt;b&lt;/b&gt;</p>\n"),
    ("a block of HTML is text", "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
    ("a comment is text", "<!-- a -->", "<p>&lt;!-- a --&gt;</p>\n"),
    ("a script as a link", "[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
    ("in capitals", "[a](JaVaScRiPt:x)", "<p>[a](JaVaScRiPt:x)</p>\n"),
    ("behind entities", "[a](&#106;avascript:x)", "<p>[a](javascript:x)</p>\n"),
    ("data as a link", "[a](data:text/html,x)", "<p>[a](data:text/html,x)</p>\n"),
    ("a file as a link", "[a](file:///etc/passwd)", "<p>[a](file:///etc/passwd)</p>\n"),
    ("without a scheme", "[a](//example.org/x)", "<p>[a](//example.org/x)</p>\n"),
    ("a relative link", "[a](../x)", "<p>[a](../x)</p>\n"),
    ("in angle brackets", "<javascript:alert(1)>", "<p>&lt;javascript:alert(1)&gt;</p>\n"),
    ("a web address", "[a](https://x.org/?a&b)", '<p><a href="https://x.org/?a&amp;b" rel="noopener">a</a></p>\n'),
    ("in brackets", "<https://x.org>", '<p><a href="https://x.org" rel="noopener">https://x.org</a></p>\n'),
    ("a mail address", "[a](mailto:a@x.org)", '<p><a href="mailto:a@x.org" rel="noopener">a</a></p>\n'),
    ("a mail to nobody", "[a](mailto:)", "<p>[a](mailto:)</p>\n"),
    ("a page of the site", "[a](/known/#x)", '<p><a href="led:/known/#x">a</a></p>\n'),
    ("a page that is not there", "[*a*](/gone/) b", "<p><em>a</em> b</p>\n"),
    ("a quote in a title", '[a](https://x.org "\'\\"<")', None),
    (
        "no picture from elsewhere",
        "![a](https://x.org/p.gif)",
        "<p>a</p>\n",
    ),
    ("nor by a script", "![a](javascript:alert(1))", "<p>![a](javascript:alert(1))</p>\n"),
    (
        "a picture",
        '![a "b"](/known/p.jpg)',
        '<p><img src="led:/known/p.jpg" alt="a &quot;b&quot;" loading="lazy"></p>\n',
    ),
    ("a picture that is not there", "![a <b>](/gone.jpg)", "<p>a &lt;b&gt;</p>\n"),
    ("headings move down", "# A\n\n### B", "<h3>A</h3>\n<h5>B</h5>\n"),
    ("headings move up", "#### A\n\n##### B", "<h3>A</h3>\n<h4>B</h4>\n"),
    ("no heading below the sixth", "# A\n\n###### B", "<h3>A</h3>\n<h6>B</h6>\n"),
    ("a list", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("nothing", "", ""),
]


def _link(target: str) -> str | None:
    return f"led:{target}" if target.startswith(("/known/", "#")) else None


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_render(text: str, expected: str | None) -> None:
    html = str(render(text, 3, _link).html)
    if expected is None:
        assert '<"' not in html
        assert '"<' not in html
    else:
        assert html == expected


def test_a_wide_table_scrolls_by_itself() -> None:
    html = str(render("| a |\n|---|\n| b |", 3, _link).html)
    assert html.startswith('<div class="wide" tabindex="0"><table>')
    assert html.endswith("</table></div>\n")


def test_columns_are_aligned_without_a_style() -> None:
    html = str(render("| a | b | c | d |\n|---|--:|:-:|:--|\n| e | f | g | h |", 3, _link).html)
    assert "style" not in html
    for row in ("th", "td"):
        assert re.findall(f'<{row}(?: class="(.+?)")?>', html) == ["", "at-right", "at-center", "at-left"]


@pytest.mark.parametrize("text", ["```\na\n```", "```python\na\n```", "    a"])
def test_long_lines_of_code_scroll_with_the_keyboard_too(text: str) -> None:
    assert str(render(text, 3, _link).html).startswith('<pre tabindex="0"><code')


def test_dead_links_are_told() -> None:
    assert render("[a](/gone/) [b](/known/) [c](/lost/)", 2, _link).dead == ("/gone/", "/lost/")


OPENINGS = [
    ("a short text", "One two.", 20, "One two."),
    ("marks are left out", "One **two** [three](https://x.org)\nfour.", 40, "One two three four."),
    ("cut at a word", "One two three four", 12, "One two…"),
    ("a cut after a sentence needs no dots", "One two. Three four", 12, "One two."),
    ("no comma before the dots", "One, two, three", 10, "One, two…"),
    ("only the first paragraph", "One.\n\nTwo.", 40, "One."),
    ("headings are passed over", "#### A\n\nOne.\n\nTwo.", 40, "One."),
    ("nothing", "", 40, ""),
]


@pytest.mark.parametrize(
    ("text", "length", "expected"), [row[1:] for row in OPENINGS], ids=[row[0] for row in OPENINGS]
)
def test_opening(text: str, length: int, expected: str) -> None:
    assert opening(text, length) == expected
