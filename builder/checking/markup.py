"""What a file of the site points at: pages, styles, scripts, and the lists for machines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser

Rule = Literal["link", "picture", "own", "whole", "place"]
"""How a link is meant: to go to; to show; as the site's own address, which may or must be whole; as an id nearby."""


class Link(NamedTuple):
    """A link as it is written."""

    where: str
    """The element and attribute, such as `a href`."""
    written: str
    """The link itself."""
    rule: Rule = "link"
    """How it is meant."""
    is_asked: bool = True
    """Whether another site may be asked for it; not where it is marked as nothing to follow."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What counts of a page."""

    links: tuple[Link, ...]
    """All that it points at."""
    places: frozenset[str]
    """All that an anchor can lead to."""
    doubled: tuple[str, ...]
    """Ids that more than one element has."""


def page(data: bytes) -> Marked:
    """Reads HTML as a browser does."""
    links: list[Link] = []
    ids: list[str] = []
    names: list[str] = []
    root = LexborHTMLParser(data).root
    # without texts; what stands in a template is no part of the page until a script makes it one
    for node in root.traverse() if root else ():
        attributes = node.attributes
        if not attributes and node.tag not in _TEXTUAL:
            continue
        tag = node.tag or ""
        for name, value in attributes.items():
            if name == "id":
                ids.append(value or "")
            elif name in _POINTING:
                found = _attribute(tag, name, value or "", attributes)
                quiet = "nofollow" in (attributes.get("rel") or "").split()
                links.extend(link._replace(is_asked=False) if quiet else link for link in found)
            elif name == "name" and tag == "a":
                names.append(value or "")
        if tag in _TEXTUAL:
            links.extend(_within(tag, node.text(), attributes))
    seen: set[str] = set()
    doubled = [each for each in ids if each in seen or seen.add(each)]  # type: ignore[func-returns-value]
    return Marked(tuple(links), frozenset(seen.union(names)), tuple(dict.fromkeys(doubled)))


def drawing(data: bytes) -> frozenset[str]:
    """The places of an SVG file."""
    return page(data).places


def style(text: str) -> Iterator[Link]:
    """What a style sheet loads."""
    plain = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)
    found = (*_URL.finditer(plain), *_IMPORTED_STYLE.finditer(plain))
    for match in sorted(found, key=re.Match[str].start):
        written = match["link"].strip()
        if not written.startswith("#"):  # an element of whatever page the style is used on
            yield Link("url()" if match.re is _URL else "@import", written, "picture")


def script(text: str) -> Iterator[Link]:
    """The other modules that a module needs, where they are written out."""
    plain = re.sub(r"/\*.*?\*/|(?<![:\\'\"`])//[^\n]*", " ", text, flags=re.DOTALL)
    for match in _IMPORT.finditer(plain):
        yield Link("import", match["link"])


def for_machines(text: str) -> Iterator[Link]:
    """The addresses in a sitemap or feed. Raises ValueError where it cannot be read."""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from None
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in ("loc", "link") and element.text and element.text.strip():
            yield Link(name, element.text.strip(), "whole")
        elif name == "link" and element.get("href"):
            yield Link("link href", element.get("href", ""), "whole")


def robots(text: str) -> Iterator[Link]:
    """The sitemaps that robots.txt names."""
    for line in text.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        if name.strip().lower() == "sitemap":
            yield Link("Sitemap", value.strip(), "whole")


def redirects(text: str) -> Iterator[tuple[str, str]]:
    """Old and new address of each line of `_redirects`; the new one is empty where the line has none."""
    for line in text.splitlines():
        if parts := line.partition(" #")[0].removeprefix("\ufeff").split():
            if parts[0].startswith("#"):
                continue
            yield parts[0], next((part for part in parts[1:] if part.startswith(("/", "http:", "https:"))), "")


_TEXTUAL = frozenset({"style", "script"})

_PLACES = frozenset(
    {
        *("for", "list", "form", "headers", "popovertarget", "aria-activedescendant", "aria-controls"),
        *("aria-describedby", "aria-details", "aria-errormessage", "aria-flowto", "aria-labelledby", "aria-owns"),
    }
)
"""Attributes that name elements of their own page."""

_POINTING = _PLACES | {
    *("href", "xlink:href", "src", "srcset", "imagesrcset", "poster", "action", "formaction"),
    *("data", "content", "style"),
}

_SHOWING = frozenset({"img", "source", "image", "input", "video", "svg", "picture"})

_WHOLE = frozenset(
    {"og:url", "og:image", "og:image:url", "og:image:secure_url", "og:video", "og:audio", "twitter:image"}
)
"""Names of `meta` whose content is read elsewhere, where only a whole address leads anywhere."""

_URL = re.compile(r"""\burl\(\s*(?P<quote>["']?)(?P<link>(?:(?!(?P=quote)\s*\)).)*)(?P=quote)\s*\)""", re.DOTALL)
_IMPORTED_STYLE = re.compile(r"""@import\s+(?P<quote>["'])(?P<link>.*?)(?P=quote)""")
_IMPORT = re.compile(
    r"""(?:(?:^|[;}\n])\s*(?:import|export)\b(?:[\s\w*{},$]*?\bfrom)?\s*|(?<![.\w$])import\(\s*)"""
    r"""(?P<quote>["'])(?P<link>[^"'\n]*)(?P=quote)"""
)
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?(?P<quote>[\"']?)(?P<link>.*?)(?P=quote)\s*", re.I | re.S)
_CANDIDATE = re.compile(r"[\s,]*(?P<link>[^\s,]\S*)(?P<rest>[^,]*)")


def _attribute(tag: str, name: str, value: str, attributes: dict[str, str | None]) -> Iterator[Link]:
    where = f"{tag} {name}"
    if name in _PLACES:
        if name != "for" or tag in ("label", "output"):
            yield from (Link(where, each, "place") for each in value.split())
    elif name in ("srcset", "imagesrcset"):
        yield from (Link(where, each, "picture") for each in _candidates(value))
    elif name == "content":
        yield from _meta(tag, value, attributes)
    elif name == "style":
        yield from (link._replace(where=where) for link in style(value))
    elif name == "data" and tag != "object":
        return
    elif tag == "link":
        yield from _link(where, value, (attributes.get("rel") or "").lower().split(), attributes)
    else:
        yield Link(where, value, "picture" if tag in _SHOWING else "link")


def _link(where: str, value: str, relations: list[str], attributes: dict[str, str | None]) -> Iterator[Link]:
    if {"preconnect", "dns-prefetch"} & set(relations):
        return  # a host, and no page of it
    own = "canonical" in relations or ("alternate" in relations and "hreflang" in attributes)
    yield Link(where, value, "own" if own else "picture" if "icon" in relations else "link")


def _meta(tag: str, value: str, attributes: dict[str, str | None]) -> Iterator[Link]:
    if tag != "meta":
        return
    if (attributes.get("http-equiv") or "").lower() == "refresh":
        found = _REFRESH.fullmatch(value)
        if found and found["link"]:
            yield Link("meta refresh", found["link"])
    else:
        name = (attributes.get("property") or attributes.get("name") or "").lower()
        if name in _WHOLE:
            yield Link(f"meta {name}", value, "whole")


def _candidates(value: str) -> Iterator[str]:
    """The addresses of a srcset; one may have commas in it, but not at its end."""
    position = 0
    while match := _CANDIDATE.match(value, position):
        written = match["link"].rstrip(",")
        yield written
        # a comma right behind the address ends the candidate, and there is no width to pass over
        position = match.end("link") if written != match["link"] else match.end()


def _within(tag: str, text: str, attributes: dict[str, str | None]) -> Iterator[Link]:
    if tag == "style":
        yield from style(text)
    elif (attributes.get("type") or "").lower() == "module":
        yield from script(text)
