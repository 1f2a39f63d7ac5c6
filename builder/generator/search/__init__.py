"""The search: indexes made by Pagefind from the programs' finished pages, and what the page narrows them by.

Below `/pagefind/` stand `0/`, `1/`, …: in a large catalogue each program has its place in one of several indexes, which
the page asks as if they were one. So an edit makes but one of them anew, in a fraction of the memory.
"""

import hashlib
import json
import os
import re
import shutil
import string
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from builder.checksum import checksum, checksum_of
from builder.generator.beginning import link
from builder.generator.catalogue import Catalogue
from builder.generator.links import INDEX, file_of
from builder.generator.record import digest
from builder.generator.render import Edition
from builder.generator.search import choices, layout
from builder.generator.search.pagefind import CHUNK, Pagefind, executable
from builder.workers import begun

SHARE = 2500
"""Programs of one index, as near as it can be told."""

CHOICES = "choices"
"""The folder of what the page narrows by."""

MADE_FROM = ".made-from"
"""In an index's folder: what it was made from, and what it holds."""

LISTED = "index.json"
"""In an index's folder: for each language, what the index is called and where its engine stands."""

_SEARCHED = re.compile(rb"<article[^>]* data-pagefind-body")
"""How the part of a page begins that goes into the index."""

_IGNORED = re.compile(rb"<(aside|nav|section)\b[^>]* data-pagefind-ignore[^>]*>[^<]*(?:<(?!/?\1\b)[^<]*)*</\1>")
"""Large parts of it that do not; what is smaller, or has its like inside, is left for Pagefind to leave out."""

_LAYOUT = checksum_of(Path(layout.__file__).read_bytes())
"""A checksum of how its files are laid out."""

_LETTERS = string.digits + string.ascii_lowercase
"""One for each index that there can be."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched in one language."""

    language: str
    """Its code."""
    pages: Mapping[str, str]
    """The programs' pages by their slugs: their addresses in the site, in the order of their titles."""
    choices: Callable[[], Iterable[tuple[str, bytes]]]
    """Gives what they can be narrowed by, as files by name."""


def searched(edition: Edition) -> Searched:
    """What is searched in a language of the site."""
    told: Catalogue = edition.drawing.globals["catalogue"]  # type: ignore[assignment]
    pages = {each.slug: f"/{edition.links.prefix}{each.address[1:]}" for each in told.entries}
    return Searched(edition.language, pages, lambda: choices.files(told))


def shares(programs: int) -> int:
    """How many indexes so many programs have."""
    return min(max(1, -(-programs // SHARE)), len(_LETTERS))


def body(page: bytes) -> bytes:
    """What is searched of a program's page."""
    found = _SEARCHED.search(page)
    if not found:
        return b""
    # Pagefind parts words at blanks alone, and a fact is no part of its name
    return _IGNORED.sub(b"", page[found.start() : page.rindex(b"</article>")]).replace(b"</dt>", b"</dt> ")


class _Page(NamedTuple):
    """A page that is searched."""

    language: str
    """Of the page."""
    address: str
    """In the site."""


class _Index(NamedTuple):
    """An index that is to be made."""

    number: int
    """Its folder."""
    pages: tuple[_Page, ...]
    """By language, and by title in each."""
    made_from: str
    """A checksum of all that it is made from."""


class Indexing:
    """The index in the making, beside whatever else is made, from `with` to its end; `finish` waits for it.

    What is unchanged since the last build is taken over at once. The rest is made by another process, where there can
    be one, and otherwise when it is waited for. If anything is raised inside, it ends with it.
    """

    def __init__(
        self,
        told: Iterable[Searched],
        site: Path,
        before: Path | None = None,
        read: Callable[[str], bytes] | None = None,
        summed: Callable[[str], str] | None = None,
    ) -> None:
        """The index is made below `site`; `before` is the last one.

        `read` gives what is searched of the page at an address, by default from its file below `site`; `summed` a
        checksum of that, by default of what `read` gives.
        """
        self._told = tuple(told)
        self._folder = site / INDEX.strip("/")
        self._before = before / INDEX.strip("/") if before else None
        self._read = read or (lambda address: body((site / file_of(address)).read_bytes()))
        self._summed = summed or (lambda address: hashlib.sha256(self._read(address)).hexdigest())
        self._until = ExitStack()
        self._waiting: list[_Index] = []
        self._made: Callable[[], None] = lambda: None

    def __enter__(self) -> Self:
        self._waiting = [each for each in self._indexes() if not self._is_taken_over(each)]
        if self._waiting:
            executable()
            self._made = self._until.enter_context(begun(self._make))
        return self

    @property
    def _number(self) -> int:
        return shares(max((len(each.pages) for each in self._told), default=0))

    def _indexes(self) -> Iterator[_Index]:
        pages: list[list[_Page]] = [[] for _ in range(self._number)]
        for told in self._told:
            for slug, address in told.pages.items():
                pages[_share(slug, self._number)].append(_Page(told.language, address))
        for number, own in enumerate(pages):
            summed = [(*page, self._summed(page.address)) for page in own]
            yield _Index(number, tuple(own), checksum(metadata.version("pagefind-bin"), CHUNK, _LAYOUT, number, summed))

    def _is_taken_over(self, each: _Index) -> bool:
        name = str(each.number)
        if not (self._before and _is_still_right(self._before / name, each.made_from)):
            return False
        shutil.copytree(self._before / name, self._folder / name, copy_function=link)
        return True

    def _make(self) -> None:
        for each in self._waiting:
            folder = self._folder / str(each.number)
            listed = {}
            for language in dict.fromkeys(page.language for page in each.pages):
                with Pagefind() as pagefind:  # one for each language takes but the memory of one
                    files = pagefind.index(self._fed(language, each.pages))
                name, engine, laid = layout.laid_out(files)
                listed[language] = (name, engine)
                for place, packed in laid.items():
                    _put(folder / place, packed)
            _put(folder / LISTED, _json(listed))
            held = dict(_files(folder))
            mark = f"{each.made_from}\n{_sized(held)}\n{_held(folder, held)}\n"
            (folder / MADE_FROM).write_text(mark, "utf-8")

    def _fed(self, language: str, pages: Iterable[_Page]) -> Iterator[tuple[str, str]]:
        for page in pages:
            if page.language == language:
                held = self._read(page.address).decode()
                yield page.address, f'<html lang="{language}"><body>{held}</article></body></html>'

    def finish(self) -> None:
        """Waits until the index is whole. Raises ProblemsError where Pagefind fails, with its own words."""
        self._made()
        for each in self._told:
            if each.pages:
                self._choose(each)

    def _choose(self, told: Searched) -> None:
        """What pages load first: which indexes there are, and in which of them each program stands."""
        listed = [json.loads((self._folder / str(share) / LISTED).read_bytes()) for share in range(self._number)]
        own = [each.get(told.language, (None, None)) for each in listed]
        files = dict(told.choices())
        first = {
            "indexes": [name for name, _ in own],
            "engine": next(f"{share}/{engine}" for share, (_, engine) in enumerate(own) if engine),
            "of": "".join(_LETTERS[_share(slug, self._number)] for slug in told.pages),
            "version": checksum(files),
        }
        _put(self._folder / CHOICES / f"{told.language}.json", _json(first))
        for name, held in files.items():
            _put(self._folder / CHOICES / f"{told.language}.{name}.json", held)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._until.close()


def index(told: Iterable[Searched], site: Path, before: Path | None = None) -> None:
    """Writes the index into the folder of the finished pages; what is unchanged since the site `before` is taken over.

    Raises ProblemsError where Pagefind is missing or fails, with its own words.
    """
    with Indexing(told, site, before) as indexing:
        indexing.finish()


def _share(slug: str, number: int) -> int:
    return zlib.crc32(slug.encode()) % number


def _is_still_right(folder: Path, made_from: str) -> bool:
    """Whether an index was made from just this, and nobody has touched it since."""
    mark = folder / MADE_FROM
    try:
        told, sized, held = mark.read_text("utf-8").splitlines()
        if told != made_from:
            return False
        last, files = mark.lstat().st_mtime_ns, dict(_files(folder))
        is_untouched = all(each.st_mtime_ns <= last for each in files.values()) and sized == _sized(files)
        return is_untouched or held == _held(folder, files)
    except (OSError, ValueError):
        return False


def _sized(files: Mapping[str, os.stat_result]) -> str:
    """A checksum of how large an index's files are."""
    return checksum([(name, files[name].st_size) for name in sorted(files)])


def _held(folder: Path, files: Iterable[str]) -> str:
    """A checksum of what they hold."""
    return checksum([(name, digest(folder / name)) for name in sorted(files)])


def _files(folder: Path, below: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """An index's files by their places in it."""
    with os.scandir(folder / below) as found:
        for each in found:
            place = below + each.name
            if each.is_dir(follow_symlinks=False):
                yield from _files(folder, f"{place}/")
            elif place != MADE_FROM:
                yield place, each.stat(follow_symlinks=False)


def _put(path: Path, held: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(held)


def _json(told: object) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
