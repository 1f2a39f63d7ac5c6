"""The one way in which a page points at another.

Templates and texts name a page by its address in the site, such as `/countries/belize/`. What stands in the HTML is
relative, so that the same bytes work at a domain's root and under a path.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass
from urllib.parse import urlsplit

from builder.addresses import PICTURES, parted

ASSETS = "/assets/"
"""Styles, scripts and pictures: one copy, whatever the language."""

INDEX = "/pagefind/"
"""Where the search index stands."""

FAVICON = "/favicon.ico"
"""The icon where browsers look for it unasked."""

DATA = "/data/v1/"
"""The files to take home in a language. Another version of them would stand beside these."""

FOR_ALL = "/data/all/"
"""Files to take home of which there is one, whatever the language."""

_FILES = (ASSETS, INDEX, PICTURES, FAVICON, FOR_ALL)
"""Files that are the same in every language, most of them by their folders."""


@dataclass(frozen=True, slots=True)
class Links:
    """How addresses become links."""

    base: str
    """The site's own web address, ending in `/`."""
    known: Set[str] = frozenset()
    """Every address that a page has. They may be added as pages get their places, before any is drawn."""
    prefix: str = ""
    """The folder of a language other than the main one, such as `es/`."""

    def link(self, target: str, here: str | None, prefix: str | None = None) -> str:
        """What to write in the page at `here` to lead to `target`; with another language's `prefix`, to that in it.

        `here` is None for a page that is shown at any address, such as the one for addresses that do not exist: its
        links start with the path of the site's web address. Raises LookupError where `target` is no page, for that is
        a mistake in a template.
        """
        address, rest = parted(target)
        if not address:
            return target
        if not self.knows(address):
            raise LookupError(f"no page has the address {address}")
        shared = address.startswith(_FILES)
        path = address[1:] if shared else (self.prefix if prefix is None else prefix) + address[1:]
        depth = self.depth(here)
        if depth is None:
            return urlsplit(self.base).path + path + rest
        up = "../" * depth
        return (up + path or "./") + rest

    def absolute(self, address: str) -> str:
        """The web address of a page, for search engines and previews."""
        return self.base + ("" if address.startswith(_FILES) else self.prefix) + address[1:]

    def knows(self, target: str) -> bool:
        """Whether a page, or a folder of files, has this address."""
        address, _ = parted(target)
        return not address or address in self.known or address.startswith((ASSETS, INDEX, FAVICON, DATA, FOR_ALL))

    def depth(self, here: str | None) -> int | None:
        """How many folders deep the page at `here` stands: from pages of the same depth, all links are the same."""
        return None if here is None else (self.prefix + here[1:]).count("/")

    def from_page(self, here: str | None) -> Callable[[str], str]:
        """`link` with its second argument given; for all pages of the same depth, as fast as it goes."""
        home, known = self.link("/", here), self.known
        top = "" if home == "./" else home

        def link(target: str) -> str:
            if target in known and target != "/" and not target.startswith(_FILES):
                return top + target[1:]
            return self.link(target, here)

        return link


def file_of(address: str) -> str:
    """The file of an address, below the site's folder: `about/index.html` for `/about/`, `404.html` for `/404.html`."""
    return address[1:] + "index.html" if address.endswith("/") else address[1:]
