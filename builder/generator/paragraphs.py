"""Paragraphs and lists as most texts have them, told without the parser of all of Markdown, which takes much longer.

What is told here is what the parser tells, letter by letter; where that is not certain at a glance, nothing is told.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial

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

_SIGNS = "*[]\\`_<"
"""What may mean more than itself, beside entities."""
_ENTITY = re.compile("&[#A-Za-z0-9]+;")
_MARKED = re.compile(
    # marks that can but open, around words, and marks that can but close
    r"\*(?<![^ \n(]\*)(\*?)((?=[^\W_])[^*\[\]\\`_<]*(?<=[^\W_]))\*\1(?=[ \n.,;:!?)]|\Z)"
    # a link to a place that is spelled as it is written, and no picture
    r"|\[(?<!!\[)([^*\[\]\\`_<]+)\]"
    r"\((https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}/[A-Za-z0-9_/.~=?#-]*|/(?!/)[A-Za-z0-9_/.~=?#-]*)\)",
)


def html(text: str, anchor: Anchor, parsed: Callable[[str], str]) -> str:
    """The text's HTML.

    `parsed` gives the HTML of what is not told here: of a single paragraph or list, or of the whole text where its
    parts could depend on each other.
    """
    blocks = _blocks(text)
    if blocks is None:
        return parsed(text)
    return "".join([_told(block, anchor) or parsed(block) for block in blocks])


def words(text: str) -> str | None:
    """What is read in a text of one paragraph; None where that is not told here."""
    if _DEFINITION in text or not _PARAGRAPH.fullmatch(text) or not _is_clear(text):
        return None
    return _MARKED.sub(lambda found: found[2] or found[3], text)


def _blocks(text: str) -> Sequence[str] | None:
    """The paragraphs and lists of a text that has nothing else, and in which none goes on in the next."""
    if _DEFINITION in text:
        return None
    blocks = _BETWEEN.split(text.strip("\n")) if text else []
    follows_list = False
    for block in blocks:
        is_list = _PARAGRAPH.fullmatch(block) is None
        if is_list and (follows_list or not _LIST.fullmatch(block)):
            return None
        follows_list = is_list
    return blocks


def _told(block: str, anchor: Anchor) -> str | None:
    is_list = bool(_LIST.match(block))
    lines = [item[2:] for item in block.split("\n")] if is_list else [block]
    if not all(map(_is_clear, lines)):
        return None
    told = [_line(line, anchor) for line in lines]
    return "<ul>\n" + "".join([f"<li>{line}</li>\n" for line in told]) + "</ul>\n" if is_list else f"<p>{told[0]}</p>\n"


def _line(text: str, anchor: Anchor) -> str:
    told = str(escapeHtml(text))
    return _MARKED.sub(partial(_marked, anchor), told) if "*" in told or "[" in told else told


def _marked(anchor: Anchor, found: re.Match[str]) -> str:
    second, emphasized, label, target = found.groups()
    if target:
        return anchor(label, target)
    return f"<strong>{emphasized}</strong>" if second else f"<em>{emphasized}</em>"


def _is_clear(text: str) -> bool:
    """Whether every sign in it is a mark around words or part of a link."""
    signs = sum(map(text.count, _SIGNS))
    if signs:
        signs -= sum(sum(map(found[0].count, _SIGNS)) for found in _MARKED.finditer(text))
    return not signs and not ("&" in text and _ENTITY.search(text))
