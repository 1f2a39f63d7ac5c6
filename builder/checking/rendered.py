"""Every link of a drawn site: those that lead nowhere, and those that lead out of it."""

import difflib
import os
import posixpath
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from builder.checking import markup
from builder.checking.addresses import Base, Inside, Outside, Whole, Wrong, leads
from builder.checking.markup import Link

__all__ = ["Dead", "Found", "links"]


@dataclass(frozen=True, slots=True, order=True)
class Dead:
    """A link that leads nowhere, or not from everywhere; told once, on however many pages it stands."""

    page: str
    """The address of the first page, such as `/about/`."""
    where: str
    """The element and attribute, such as `a href`."""
    link: str
    """The link as it is written there."""
    wrong: str
    """What is wrong; goes on from "the link"."""
    cure: str
    """What to do; empty where only the author can know."""
    others: tuple[str, ...] = ()
    """The addresses of the other pages on which it stands."""
    target: str = ""
    """Where in the site it leads, such as `/about/#Team`; empty where it leads out of it, or only to its own page."""

    @property
    def pages(self) -> tuple[str, ...]:
        """All pages on which it stands."""
        return (self.page, *self.others)

    @property
    def message(self) -> str:
        """All but the page, in one line."""
        cure = f"; {self.cure}" if self.cure else ""
        count = len(self.others)
        also = f" (and on {count} other page{'' if count == 1 else 's'})" if count else ""
        return f"{self.where}: '{self.link}' {self.wrong}{cure}{also}"

    def __str__(self) -> str:
        return f"{self.page}: {self.message}"


@dataclass(frozen=True, slots=True)
class Found:
    """What the links of a site come to."""

    dead: tuple[Dead, ...]
    """Links that lead nowhere, by page."""
    external: Mapping[str, tuple[str, ...]]
    """Well-formed addresses of other sites, each with the addresses of the pages on which it stands."""
    pages: int
    """How many pages were read."""
    links: int
    """How many links were looked at."""


def links(folder: Path, base: str, *, later: Sequence[str] = (), anywhere: Sequence[str] = ("404.html",)) -> Found:
    """Looks at every link of the site in `folder`, which is to be published at `base`.

    `later` are the addresses of folders whose files come after this, such as `/pagefind/`; `anywhere` the names of
    pages that are shown at any address. Raises ValueError where `base` is no web address, OSError where a file is
    unreadable.
    """
    files = frozenset(_files(folder))
    site = _Site(Base.of(base), files, tuple(each.strip("/") + "/" for each in later), _read(folder, files))
    looked = 0
    told = _Told()
    for path in sorted(files, key=_address):
        if path.startswith(site.later):
            continue
        here = None if path.rpartition("/")[2] in anywhere else path
        for link in _links_of(path, site, told):
            looked += 1
            site.look(link, path, here, told)
    site.look_at_anchors(told)
    pages = sum(path.endswith(".html") and not path.startswith(site.later) for path in files)
    return Found(tuple(told.dead()), told.external(), pages, looked)


_Key = tuple[str, str, str]
"""What makes links on several pages one finding: the element, where it leads, and the place there."""


@dataclass(slots=True)
class _Told:
    """What was found so far."""

    wrong: dict[_Key, list[tuple[str, Link, Wrong, str]]] = field(default_factory=lambda: defaultdict(list))
    """Each finding with its pages, and where it leads in the site."""
    outside: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Each external address with its pages."""
    anchors: dict[Inside, list[tuple[str, Link]]] = field(default_factory=lambda: defaultdict(list))
    """Places on pages, with the links that lead to them."""

    def tell(self, key: _Key, path: str, link: Link, wrong: Wrong, target: str = "") -> None:
        """Notes a finding on the page at `path`."""
        self.wrong[key].append((_address(path), link, wrong, target))

    def dead(self) -> list[Dead]:
        """All findings, each once, sorted."""
        made = []
        for stands in self.wrong.values():
            page, link, wrong, target = stands[0]
            others = tuple(dict.fromkeys(other for other, *_ in stands if other != page))
            made.append(Dead(page, link.where, link.written, wrong.what, wrong.cure, others, target))
        return sorted(made)

    def external(self) -> dict[str, tuple[str, ...]]:
        """All external addresses, sorted."""
        return {address: tuple(dict.fromkeys(self.outside[address])) for address in sorted(self.outside)}


@dataclass(slots=True)
class _Site:
    """The drawn site, and what was learned of it."""

    base: Base
    """Where it is published."""
    files: frozenset[str]
    """The paths of all its files."""
    later: tuple[str, ...]
    """The paths of folders whose files are not there yet."""
    read: Callable[[str], bytes]
    """Gives what a file holds."""
    places: dict[str, frozenset[str]] = field(default_factory=dict)
    """What an anchor can lead to on each page that was read."""
    known: dict[tuple[str, Link], Inside | Outside | Wrong | None] = field(default_factory=dict)
    """Where links lead, by the folder on which that depends."""
    beside: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """The names in each folder with their paths, once somebody asks."""
    alike: dict[str, str] = field(default_factory=dict)
    """The paths by what they are in small letters, once somebody asks."""
    guesses: int = 0
    """How often it was guessed what a link means."""

    def look(self, link: Link, path: str, here: str | None, told: _Told) -> None:
        """Follows one link of the page at `path`."""
        if link.rule == "place":
            if link.written not in self.places[path]:
                wrong = Wrong(
                    "names an element that the page does not have", self._meant_place(link.written, self.places[path])
                )
                told.tell((link.where, link.written, ""), path, link, wrong)
            return
        if not link.written.strip() and link.where not in _MAY_BE_EMPTY:
            told.tell((link.where, "", ""), path, link, Wrong("is empty", "give it an address, or take it out"))
            return
        led = self._leads(link, path, here)
        if isinstance(led, Inside):
            if led.anchor and led.anchor.lower() != "top":
                told.anchors[led].append((path, link))
        elif isinstance(led, Outside):
            if not link.is_asked:
                return
            told.outside[led.address].append(_address(path))
        elif led:
            meant = self._read_as(link, here)
            if isinstance(meant, Inside):
                target = _address(meant.path) + ("#" + meant.anchor if meant.anchor else "")
                told.tell((link.where, meant.path, led.what), path, link, led, target)
            else:
                same = re.sub(r"^(\.{1,2}/)+", "", link.written)  # in a frame, how far up depends on the page
                told.tell((link.where, same, led.what), path, link, led)

    def look_at_anchors(self, told: _Told) -> None:
        """Follows the links to places, once all pages are read."""
        for led, stands in told.anchors.items():
            places = self._places_of(self._file_of(led.path) or "")
            if places is None or led.anchor in places or unquote(led.anchor) in places:
                continue
            there, meant = _address(led.path), self._meant_place(unquote(led.anchor), places)
            for path, link in stands:
                on = "this page" if _address(path) == there else f"the page {there}"
                # one that stands in the frame of all pages leads to another page on each
                here = link.written.startswith("#")
                wrong = Wrong(f"leads to a place that {on} does not have", meant)
                target = "" if here else f"{there}#{led.anchor}"
                told.tell((link.where, "" if here else led.path, led.anchor), path, link, wrong, target)

    def _leads(self, link: Link, path: str, here: str | None) -> Inside | Outside | Wrong | None:
        """Where a link leads, with Wrong where no file is there."""
        written = link.written.strip()
        if not written or written[0] in "#?":  # the page itself, wherever it is shown
            return Inside(_at(path), written.partition("#")[2].partition(":~:")[0])
        depth = path.count("/")
        # what climbs to the top of the site leads to the same from every folder as deep as this
        on = f"/{depth}" if depth and written.startswith("../" * depth) else posixpath.dirname(path) if here else path
        key = (on, link)
        if key not in self.known:
            self.known[key] = self._led(link, here)
        return self.known[key]

    def _led(self, link: Link, here: str | None) -> Inside | Outside | Wrong | None:
        if link.where == "import" and not re.match(r"\.{0,2}/|[A-Za-z]+:", link.written):
            return Wrong("names a module without a path, which browsers cannot find", "begin it with './'")
        led = self._read_as(link, here)
        if not isinstance(led, Inside) or led.path.startswith(self.later) or self._file_of(led.path):
            return led
        return self._missing(led.path, link)

    def _read_as(self, link: Link, here: str | None) -> Inside | Outside | Wrong | None:
        whole = _WHOLE.get(link.rule, "never")
        return leads(link.written, here and _at(here), self.base, whole=whole, picture=link.rule == "picture")

    def _file_of(self, path: str) -> str | None:
        file = _file(path)
        return file if file in self.files else None

    def _missing(self, path: str, link: Link) -> Wrong:
        last = path.rpartition("/")[2]
        what = "leads to no file" if "." in last and not last.endswith(".html") else "leads to no page"
        if f"{path}/index.html" in self.files:
            return Wrong(what, f"write a '/' at its end: the page is {_address(path + '/')}")
        if re.match(r"(www\.|[\w-]+(\.[\w-]+)*\.(com|edu|gov|int|net|org)\b)", link.written, re.IGNORECASE):
            return Wrong(what, "if another site is meant, begin it with https://")
        return Wrong(what, self._meant(path))

    def _meant(self, path: str) -> str:
        if not self.beside:
            for each in sorted(map(_at, self.files)):
                self.beside[_above(each)][posixpath.basename(each.rstrip("/"))] = each
                self.alike.setdefault(each.lower(), each)
        if same := self.alike.get(path.lower()):
            return f"write it with the same capitals as {_address(same)}"
        names = self.beside.get(_above(path), {})
        close = self._near(posixpath.basename(path.rstrip("/")), names)
        return f"did you mean {_address(names[close])}?" if close else ""

    def _meant_place(self, place: str, places: Iterable[str]) -> str:
        close = self._near(place, filter(None, places))
        return f"did you mean '{close}'?" if close else ""

    def _near(self, word: str, known: Iterable[str]) -> str:
        """The most similar of those known, if any is, as long as not too many were looked for."""
        self.guesses += 1
        close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.65) if self.guesses <= _GUESSES else []
        return close[0] if close else ""

    def _places_of(self, file: str) -> frozenset[str] | None:
        """What an anchor can lead to in a file; None where an anchor means something else there."""
        if file.endswith(".svg") and file not in self.places:
            self.places[file] = markup.drawing(self.read(file))
        return self.places.get(file)


_WHOLE: Mapping[str, Whole] = {"own": "may", "whole": "must"}

_GUESSES = 50
"""How many links get a guess at what was meant: those tell what is wrong with a site, and each takes a while."""

_MAY_BE_EMPTY = frozenset({"a href", "area href", "form action"})
"""Where nothing is the page itself."""


def _links_of(path: str, site: _Site, told: _Told) -> Iterable[Link]:
    """The links of a file, with whatever else is wrong in it told."""
    if path.endswith(".html"):
        marked = markup.page(site.read(path))
        # the same few ids stand on all pages
        site.places[path] = frozenset(map(sys.intern, marked.places))
        for each in marked.doubled:
            doubled = Wrong("is the id of more than one element of the page", "give each an id of its own")
            told.tell(("id", each, ""), path, Link("id", each), doubled)
        return marked.links
    if path == "_redirects":
        return _redirects(path, site, told)
    reader = {".css": markup.style, ".js": markup.script, ".mjs": markup.script, ".xml": markup.for_machines}
    read = markup.robots if path == "robots.txt" else reader.get(posixpath.splitext(path)[1])
    if read is None:
        return ()
    try:
        return tuple(read(site.read(path).decode("utf-8-sig", "replace")))
    except ValueError as error:
        wrong = Wrong(f"cannot be read: {error}", "correct what writes it")
        told.tell(("file", path, ""), path, Link("file", path), wrong)
        return ()


def _redirects(path: str, site: _Site, told: _Told) -> Iterator[Link]:
    """The new addresses in `_redirects`, as links from the home page.

    Whoever serves the site alone at a host's root leaves out the path of its web address; both are right.
    """
    for old, new in markup.redirects(site.read(path).decode("utf-8-sig", "replace")):
        if not new:
            wrong = Wrong("is sent to no other address", "write the old address, the new one and 301 on a line")
            told.tell(("redirect", old, ""), path, Link("redirect", old), wrong)
        elif ":" in new.partition("://")[2] or ("/:" in new or "*" in new):
            continue  # a pattern
        elif new.startswith("/"):
            bare = new[1:]
            own = new.removeprefix(site.base.path) if new.startswith(site.base.path) else bare
            yield Link("redirect", own if site._file_of(_plain(own)) else bare or "./")
        else:
            yield Link("redirect", new, "own")


def _read(folder: Path, files: Iterable[str]) -> Callable[[str], bytes]:
    root = os.fspath(folder)

    def read(path: str) -> bytes:
        with open(f"{root}/{path}", "rb") as file:  # noqa: PTH123 - ten thousand pages: a Path for each takes as long as reading it
            return file.read()

    return read


def _files(folder: Path) -> Iterator[str]:
    """The paths of all files below a folder, with `/` between."""
    for above, _, names in os.walk(folder):
        inside = Path(above).relative_to(folder).as_posix()
        yield from (name if inside == "." else f"{inside}/{name}" for name in names)


def _file(path: str) -> str:
    """The file of a path: `about/index.html` for `about/`."""
    return f"{path}index.html" if not path or path.endswith("/") else path


def _at(path: str) -> str:
    """The path at which a file is read: `about/` for `about/index.html`."""
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path


def _address(path: str) -> str:
    """The address of a file or path: `/about/` for `about/index.html`."""
    return "/" + _at(path)


def _above(path: str) -> str:
    """The folder in which a page or file stands."""
    return posixpath.dirname(path.rstrip("/"))


def _plain(link: str) -> str:
    return unquote(re.split(r"[?#]", link)[0])
