"""The editors' Markdown as HTML.

The texts are untrusted: no HTML of their own, no picture from elsewhere, no link that runs a script.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from builder.addresses import is_allowed
from builder.generator import paragraphs

LOWEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML."""

    html: Markup
    """Safe to put into a page."""
    dead: tuple[str, ...]
    """Links and pictures within the site that lead nowhere; they are left out, their words stay."""


def render(text: str, level: int, link: Callable[[str], str | None]) -> Rendered:
    """The text's HTML, its highest heading at `level`.

    `link` gives what to write for an address within the site, or None where no page has it.
    """
    dead: list[str] = []

    def anchor(words: str, address: str) -> str:
        if _is_external(address):
            return f'<a href="{escapeHtml(address)}" rel="noopener">{words}</a>'
        found = link(address)
        if found is None:
            dead.append(address)
            return words
        return f'<a href="{escapeHtml(found)}">{words}</a>'

    def parsed(part: str) -> str:
        tokens = _PARSER.parse(part)
        _shift_headings(tokens, level)
        _align(tokens)
        dead.extend(_resolve_links(tokens, link))
        return str(_PARSER.renderer.render(tokens, _PARSER.options, {}))

    return Rendered(Markup(paragraphs.html(text, anchor, parsed)), tuple(dead))


@lru_cache(maxsize=1 << 15)
def opening(text: str, length: int) -> str:
    """The first paragraph's words, without marks, cut at a word's end if longer than `length` characters."""
    first = _first_lines(text)
    told = paragraphs.words(first)
    words = " ".join((_first_words(first) if told is None else told).split())
    return words if len(words) <= length else _cut(words, length)


def _first_words(text: str) -> str:
    found = next((token for token in _PARSER.parse(text) if token.type == "inline"), None)
    return "".join(_plain(found.children or ())) if found else ""


def _cut(words: str, length: int) -> str:
    kept = words[: words.rfind(" ", 0, length)].rstrip(" ,;:–-")
    return kept if kept.endswith((".", "!", "?")) else f"{kept}…"


def _first_lines(text: str) -> str:
    """Enough of the text to hold its first paragraph; parsing the rest would be in vain."""
    end = text.find("\n\n")
    while end != -1 and text[:end].lstrip().startswith("#") and "\n" not in text[:end].strip():
        text = text[end:].lstrip()
        end = text.find("\n\n")
    return text if end == -1 else text[:end]


def _plain(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        yield " " if token.type in ("softbreak", "hardbreak") else token.content


def _shift_headings(tokens: Sequence[Token], level: int) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    if headings:
        shift = level - min(int(token.tag[1]) for token in headings)
        for token in headings:
            token.tag = f"h{min(LOWEST_HEADING, int(token.tag[1]) + shift)}"


def _align(tokens: Sequence[Token]) -> None:
    """The columns of tables by classes: a page may hold no style of its own."""
    for token in tokens:
        if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", None)):
            token.attrs["class"] = str(style).replace("text-align:", "at-")


def _resolve_links(tokens: Sequence[Token], link: Callable[[str], str | None]) -> Iterator[str]:
    for block in tokens:
        dropped = False
        for token in block.children or ():
            if token.type == "link_open":
                address = str(token.attrs["href"])
                if _is_external(address):
                    token.attrs["rel"] = "noopener"
                    continue
                found = link(address)
                dropped = found is None
                if dropped:
                    token.hidden = True
                    yield address
                else:
                    token.attrs["href"] = str(found)
            elif token.type == "link_close" and dropped:
                token.hidden, dropped = True, False
            elif token.type == "image":
                address = str(token.attrs["src"])
                found = None if _is_external(address) or address.startswith("#") else link(address)
                if found is None:
                    token.type, token.tag = "text", ""
                    yield address
                else:
                    token.attrs |= {"src": found, "loading": "lazy"}


def _is_external(address: str) -> bool:
    return bool(re.match(r"[A-Za-z]+:", address))


class _Renderer(RendererHTML):
    """HTML in which a wide table and a long line of code scroll by themselves, for a keyboard too."""

    def table_open(self, tokens: Sequence[Token], number: int, options: object, env: EnvType) -> str:
        return '<div class="wide" tabindex="0"><table>\n'

    def fence(self, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
        return super().fence(tokens, number, options, env).replace("<pre>", '<pre tabindex="0">', 1)

    def code_block(self, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
        return super().code_block(tokens, number, options, env).replace("<pre>", '<pre tabindex="0">', 1)

    def table_close(self, tokens: Sequence[Token], number: int, options: object, env: EnvType) -> str:
        return "</table></div>\n"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}, renderer_cls=_Renderer).enable("table")
    parser.validateLink = is_allowed  # type: ignore[method-assign, assignment]
    return parser


_PARSER = _parser()
