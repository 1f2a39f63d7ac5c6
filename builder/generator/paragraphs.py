"""Paragraphs and lists as most texts have them, told without the parser of all of Markdown, which takes much longer.

What is told here is what the parser tells, letter by letter; where that is not certain at a glance, nothing is told.
"""

import re
from collections.abc import Callable

from markdown_it.common.utils import escapeHtml

Anchor = Callable[[str, str], str]
"""Gives the HTML of a link for that of its words and its target."""

_FIRST = r"(?:[^\W\d_]|\d(?!\d*[.)])|\*\*?[^\W_]|[\"'“‘«(¿¡!\[])"
"""How a line begins that begins nothing but a paragraph, or goes on with it."""
_LINE = rf"{_FIRST}[^\n\r\0]*(?<!\s)"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_LIST = re.compile(rf"([-+*]) {_LINE}(?:\n\1 {_LINE})*")
_BETWEEN = re.compile(r"\n(?:[ \t]*\n)+")
_DEFINITION = "]:"
"""Without it, no line can define where links elsewhere in the text lead."""

_ENTITY = re.compile("&[#A-Za-z0-9]+;")
_EMPHASIS = re.compile(
    # marks that can but open, around words, and marks that can but close
    r"\*(?<![^ \n(]\*)(\*?)((?=[^\W_])[^*\[\]]*(?<=[^\W_]))\*\1(?=[ \n.,;:!?)]|\Z)"
)
_LINK = re.compile(
    # to a place that is spelled as it is written; no picture
    r"\[(?<!!\[)([^*\[\]<]+)\]"
    r"\((https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}/[A-Za-z0-9/.~=?#-]*|/(?!/)[A-Za-z0-9/.~=?#-]*)\)"
)


def html(text: str, anchor: Anchor, parsed: Callable[[str], str]) -> str:
    """The text's HTML.

    `parsed` gives the HTML of what is not told here: of a single paragraph or list, or of the whole text where its
    parts could depend on each other.
    """
    blocks = _blocks(text)
    if blocks is None:
        return parsed(text)
    return "".join([(_list if is_list else _paragraph)(block, anchor) or parsed(block) for block, is_list in blocks])


def words(text: str) -> str | None:
    """What is read in a text of one paragraph; None where that is not told here."""
    return _words(text) if _DEFINITION not in text and _PARAGRAPH.fullmatch(text) else None


def _blocks(text: str) -> list[tuple[str, bool]] | None:
    """The paragraphs and lists of a text, and which are lists; None where it has more, or one may go on in the next."""
    if _DEFINITION in text:
        return None
    blocks: list[tuple[str, bool]] = []
    follows_list = False
    for block in _BETWEEN.split(text.strip("\n")) if text else ():
        is_list = not _PARAGRAPH.fullmatch(block)
        if is_list and (follows_list or not _LIST.fullmatch(block)):
            return None
        blocks.append((block, is_list))
        follows_list = is_list
    return blocks


def _paragraph(block: str, anchor: Anchor) -> str | None:
    told = _line(block, anchor)
    return None if told is None else f"<p>{told}</p>\n"


def _list(block: str, anchor: Anchor) -> str | None:
    items = [line[2:] for line in block.split("\n")]
    # no link may be told twice, here and by the parser
    if "[" in block and None in map(_words, items):
        return None
    told = [_line(item, anchor) for item in items]
    return None if None in told else "<ul>\n" + "".join([f"<li>{item}</li>\n" for item in told]) + "</ul>\n"


def _line(text: str, anchor: Anchor) -> str | None:
    if not _is_clear(text):
        return None
    told = str(escapeHtml(text))
    if "*" in text:
        told = _EMPHASIS.sub(_marked, told)
        if "*" in told:
            return None
    if "[" in text or "]" in text:
        return None if _words(text) is None else _LINK.sub(lambda found: anchor(found[1], found[2]), told)
    return told


def _marked(found: re.Match[str]) -> str:
    return f"<strong>{found[2]}</strong>" if found[1] else f"<em>{found[2]}</em>"


def _words(text: str) -> str | None:
    """What is read in a paragraph."""
    if not _is_clear(text):
        return None
    read = _LINK.sub(r"\1", _EMPHASIS.sub(r"\2", text))
    return None if "*" in read or "[" in read or "]" in read else read


def _is_clear(text: str) -> bool:
    """Whether no sign in it can be more than itself, but for those of emphasis and links."""
    return not ("<" in text or "_" in text or "\\" in text or "`" in text or ("&" in text and _ENTITY.search(text)))
