"""What the Markdown of a text must not hold, told with its place: HTML, pictures without words, links to nowhere.

The text is parsed with everything allowed that pages refuse, so that what they would leave out or show raw is found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from builder.addresses import PICTURES, is_allowed, is_web_address, is_within
from builder.frontmatter import Place
from builder.problems import Problem


@dataclass(frozen=True, slots=True, order=True)
class TextLink:
    """A link or a picture in an editor's text that leads to the site itself."""

    path: str
    """The file."""
    line: int
    """1-based."""
    column: int
    """1-based."""
    target: str
    """`/countries/belize/`, `#Results`, `/images/port.jpg`."""
    is_picture: bool = False
    """Whether it is to be shown."""


def check(body: str, path: str, first_line: int) -> tuple[tuple[TextLink, ...], list[Problem]]:
    """Where a text that begins on `first_line` of its file leads to within the site, and what is wrong in it."""
    if not _SIGNS.search(body):
        return (), []
    links, problems = [], []
    for found in _found(body, first_line):
        line, column = found.place
        if found.message:
            problems.append(Problem(path, line, column, "", found.message))
        else:
            links.append(TextLink(path, line, column, found.target, found.is_picture))
    return tuple(links), problems


_SIGNS = re.compile(r"<[A-Za-z/!?]|!\[|\]\((?!https?://[A-Za-z0-9])|\]:|\]\[")
"""Without one of these there is neither HTML nor a link within the site: most texts need no parsing."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A link within the site, or something wrong."""

    place: Place
    """Line and column."""
    target: str
    """Where it leads."""
    message: str = ""
    """What is wrong; empty for a link."""
    is_picture: bool = False
    """Whether it is a picture."""


def _found(body: str, first_line: int) -> Iterator[_Found]:
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for block in _PARSER.parse(body):
        if block.map is None:
            continue
        seeker = _Seeker(lines, first_line, *block.map)
        if block.type == "html_block":
            yield _html(block.content, seeker)
        for token in block.children or ():
            if token.type == "html_inline":
                yield _html(token.content, seeker)
            elif token.type == "image":
                yield _picture(token, seeker)
            elif token.type == "link_open":
                found = _link(str(token.attrs["href"]), seeker)
                if found:
                    yield found


NEAR_LINES, NEAR_LETTERS = 200, 10_000
"""How far ahead things are looked for: without a limit, a text full of links would be read once for each of them."""


class _Seeker:
    """Finds where things stand in a block, one after the other: the parser tells only its lines."""

    def __init__(self, lines: list[str], first_line: int, begin: int, end: int) -> None:
        self._lines, self._first_line, self._end = lines, first_line, end
        self._row, self._column = begin, 0

    def seek(self, word: str, *signs: str) -> Place:
        """Of the word, behind one of the signs if it is there, from here on; else of where we are."""
        for sign in (*signs, ""):
            for row in range(self._row, min(self._end, len(self._lines), self._row + NEAR_LINES)):
                begin = self._column if row == self._row else 0
                at = self._lines[row].find(sign + word, begin, begin + NEAR_LETTERS)
                if at >= 0 and sign + word:
                    self._row, self._column = row, at + len(sign + word)
                    return row + self._first_line, at + len(sign) + 1
        return self._row + self._first_line, self._column + 1


def _html(content: str, seeker: _Seeker) -> _Found:
    shown = content.strip().splitlines()[0]
    place = seeker.seek(shown)
    if shown.startswith("<!--"):
        message = "a remark would be shown on the page; put it after '#' between the lines '---', or delete it"
    elif re.match(r"</?br\b", shown, re.IGNORECASE):
        message = f"'{shown}' is HTML and would be shown as it stands; end the line with '\\' to begin a new one"
    else:
        message = (
            f"'{_cut(shown)}' is HTML and would be shown as it stands; write Markdown (**bold**, *italic*, '- ' for a "
            "list), or '\\<' where the sign itself is meant"
        )
    return _Found(place, "", message)


def _picture(token: Token, seeker: _Seeker) -> _Found:
    source, words = str(token.attrs["src"]), (token.content or "").strip()
    place = seeker.seek("![")
    if not words:
        message = (
            f"the picture '{_cut(source)}' has no alternative text; say between '![' and ']' what it shows, for those "
            "who cannot see it"
        )
        return _Found(place, source, message)
    if not source.startswith(PICTURES) or not is_within(source):
        name = source.rpartition("/")[2]
        cure = f"put the file into content/images/ and write {PICTURES}{name or 'NAME.jpg'}"
        return _Found(place, source, f"the picture '{_cut(source)}' is not one of this catalogue; {cure}")
    return _Found(place, source, is_picture=True)


def _link(address: str, seeker: _Seeker) -> _Found | None:
    """None for one that leads out of the site, and rightly."""
    place = seeker.seek(address, "](", "](<", "<")
    if is_within(address):
        return _Found(place, address)
    if is_allowed(address):
        return None
    return _Found(place, address, f"{_wrong(address)}; {_cure(address)}")


def _wrong(address: str) -> str:
    return f"the link to '{_cut(address)}' leads nowhere" if address else "the link has no address"


def _cure(address: str) -> str:
    if found := re.fullmatch(r"(?:\.{0,2}/)*(?:programs/)?([a-z0-9-]+)\.md(#.*)?", address):
        return f"a program is linked to as /programs/{found[1]}/{found[2] or ''}"
    if re.match(r"(www\.)?[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/|$)", address) and is_web_address(f"https://{address}"):
        return f"write https://{address}"
    return "write https://… for another site, and begin with '/' for a page of this one, such as /countries/belize/"


def _cut(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.validateLink = lambda address: True  # type: ignore[method-assign, assignment]
    parser.normalizeLink = lambda address: address  # type: ignore[method-assign, assignment]
    return parser


_PARSER = _parser()
