"""Links in the editors' texts against the pages and pictures that there are."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from builder.addresses import parted
from builder.content.prose import TextLink
from builder.facets import FILES, Facets
from builder.problems import Problem, did_you_mean

LISTS = ("programs", *FILES)
"""Lists of the catalogue, by their addresses."""

_PART = re.compile(r"page/[0-9]+/$")
"""The end of the address of a list's further pages."""


def dead_links(
    links: Sequence[TextLink], programs: Mapping[str, bool], facets: Facets, pages: Set[str], pictures: Set[str]
) -> Iterator[Problem]:
    """Those that lead to no page or picture, with the nearest one that exists.

    `programs` has the slug of each program and each alias, and whether it is published; `pages` the slugs of pages and
    `pictures` the addresses of pictures.
    """
    known = {
        *("/", "/search/", "/sitemap.xml", "/robots.txt"),
        *(f"/{name}/" for name in (*LISTS, *pages)),
        *(f"/programs/{slug}/" for slug in programs),
        *(f"/{kind}/{slug}/" for kind in FILES for slug in getattr(facets, kind)),
        *pictures,
    }
    for link in links:
        address, _ = parted(link.target)
        slug = address.removeprefix("/programs/").strip("/")
        if not address or _PART.sub("", address) in known or _may_be(address, facets):
            if address.startswith("/programs/") and not programs.get(slug, True):
                message = f"'{address}' is a draft; until it is published, the words are shown without the link"
                yield Problem(link.path, link.line, link.column, "", message, "warning")
            continue
        what = "picture" if link.is_picture else "page"
        cure = "; its address ends with '/'" if f"{address}/" in known else did_you_mean(address, known)
        if not cure and link.is_picture:
            cure = "; put the file into content/images/"
        message = f"'{address}' is no {what} of this catalogue{cure}"
        yield Problem(link.path, link.line, link.column, "", message)


def _may_be(address: str, facets: Facets) -> bool:
    """It is an entry's of a facet file, or may be one's of a file that cannot be read."""
    kind, _, slug = address.strip("/").partition("/")
    return kind in FILES and bool(slug) and address.endswith("/") and slug in getattr(facets, kind)
