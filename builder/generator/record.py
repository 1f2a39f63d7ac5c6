"""What a build made, and from what: the next one makes only what has changed.

Believed is only what can be checked: the record by its own checksum, and each file of the old site by its size and the
moment it was written, or else by what it holds.
"""

import hashlib
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import builder
from builder.checksum import checksum
from builder.content.files import write_whole

NAME = "build.json"
"""The record's file, among what may be deleted."""

OTHERS = ("importer", "preview", "checking", "editing")
"""Parts of the code that no build uses."""


class Piece(NamedTuple):
    """A piece of a long file."""

    own: str
    """The checksum of what it is made from."""
    size: int
    """Bytes."""
    packed: int
    """Bytes that it has in the archive of the whole site."""


class Made(NamedTuple):
    """A file of the site."""

    made_from: str
    """The checksum of all that it is made from; empty where nobody knows."""
    sha256: str
    """The checksum of what it holds."""
    size: int
    """Bytes."""
    modified: int
    """When it was written, in nanoseconds."""
    dead: tuple[str, ...] = ()
    """Links that were left out, for they lead nowhere."""
    common: str = ""
    """Of a long file, the checksum of what all its pieces are made from."""
    pieces: Sequence[Piece] = ()
    """Of a long file, all of it."""


class Record:
    """The files of the site that stands there now, by their places in it."""

    def __init__(self, site: Path, files: Mapping[str, Made]) -> None:
        self._site = site
        self.files = files
        self._folders: set[Path] = set()

    def take_over(self, place: str, made_from: str, fresh: Path) -> Made | None:
        """Puts the file into the new site, too, if it was made from the same and is still what it was."""
        known = self.files.get(place)
        if not (known and made_from and known.made_from == made_from and self.has(place)):
            return None
        target = fresh / place
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        link(self._site / place, target)
        return known._replace(modified=target.stat().st_mtime_ns)

    def has(self, place: str) -> bool:
        """Whether the file stands there as it was made."""
        known, path = self.files.get(place), self._site / place
        with suppress(OSError):
            found = path.lstat()
            if known and stat.S_ISREG(found.st_mode) and found.st_size == known.size:
                return found.st_mtime_ns == known.modified or digest(path) == known.sha256
        return False

    def open(self, place: str, until: ExitStack) -> BinaryIO | None:
        """The file, if it stands there as it was made."""
        return until.enter_context((self._site / place).open("rb")) if self.has(place) else None


def read(folder: Path | None, site: Path) -> Record:
    """What the last build of this site made; nothing where there was none, or its record is damaged."""
    return Record(site, dict(_read(folder, site)) if folder else {})


def _read(folder: Path, site: Path) -> Iterator[tuple[str, Made]]:
    with suppress(OSError, ValueError, TypeError, LookupError):
        own, _, held = (folder / NAME).read_text("utf-8").partition("\n")
        if own == checksum(held):
            told: Any = json.loads(held)
            if told["by"] == maker() and told["site"] == _place(site, folder):
                for place, (made_from, sha256, size, modified, dead, common, pieces) in told["files"].items():
                    found = tuple(Piece(*each) for each in pieces)
                    yield place, Made(made_from, sha256, size, modified, tuple(dead), common, found)


def write(folder: Path, site: Path, files: Mapping[str, Made]) -> None:
    """Keeps what was made for the next build. That it cannot be kept is no harm: that one then makes everything."""
    held = json.dumps(
        {"by": maker(), "site": _place(site, folder), "files": files}, ensure_ascii=False, separators=(",", ":")
    )
    with suppress(OSError):
        write_whole(folder / NAME, f"{checksum(held)}\n{held}".encode())


def _place(site: Path, folder: Path) -> str:
    # from the cache, so that both can be moved together
    return os.path.relpath(site.resolve(), folder.resolve())


@cache
def maker() -> str:
    """A checksum of who makes the site: this code, the packages that are installed, and Python."""
    root = Path(builder.__file__).parent
    own = ((path.relative_to(root), path) for path in sorted(root.rglob("*")) if path.suffix != ".pyc")
    code = [(str(name), path.read_bytes()) for name, path in own if path.is_file() and name.parts[0] not in OTHERS]
    packages = sorted(each.name for part in sys.path if Path(part).is_dir() for each in Path(part).glob("*.dist-info"))
    return checksum(code, packages, sys.version)


def link(source: Path | str, target: Path | str) -> None:
    """The same file under another name, where the file system has that; else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal letters."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
