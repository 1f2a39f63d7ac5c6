"""What a build made, and from what: the next one makes only what has changed.

Believed is only what can be checked: the record by its own checksum, and each file of the old site by its size and the
moment it was written, or else by what it holds.
"""

import hashlib
import os
import stat
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from builder.kept import keep, kept

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
        self.site = site
        self.files = files
        self.ended = 0
        """When it was whole, in nanoseconds."""
        self.spare: Mapping[str, Made] = {}
        """The files of the site before, where that was kept."""
        self.spare_name = ""
        """What it is called where it is kept."""
        self.spare_ended = 0
        """When it was whole."""

    def has(self, place: str) -> bool:
        """Whether the file stands there as it was made."""
        known = self.files.get(place)
        if known is None:
            return False
        path = f"{self.site}/{place}"
        # another time may be that of a copy
        return stands(path, known) or (_is_file(path) and digest(Path(path)) == known.sha256)

    def open(self, place: str, until: ExitStack) -> BinaryIO | None:
        """The file, if it stands there as it was made."""
        return until.enter_context((self.site / place).open("rb")) if self.has(place) else None


def stands(path: str, made: Made) -> bool:
    """Whether the file stands there as it was made, by what the file system says."""
    with suppress(OSError):
        found = os.lstat(path)
        return stat.S_ISREG(found.st_mode) and found.st_size == made.size and found.st_mtime_ns == made.modified
    return False


def _is_file(path: str) -> bool:
    with suppress(OSError):
        return stat.S_ISREG(os.lstat(path).st_mode)
    return False


def is_same(one: Made, other: Made) -> bool:
    """Whether two records tell of the same file, and of what it was made from."""
    return bool(one.made_from) and one[:4] == other[:4]


def read(folder: Path | None, site: Path) -> Record:
    """What the last build of this site made; nothing where there was none, or its record is damaged."""
    told = next(kept(folder, NAME, OTHERS), None)
    if not (folder and told and told["site"] == _place(site, folder)):
        return Record(site, {})
    found = Record(site, {place: _made(*each) for place, each in told["files"].items()})
    differs = {place: _made(*each) if each else None for place, each in told["differs"].items()}
    found.ended, found.spare_name, found.spare_ended = told["ended"], told["spare"], told["spare_ended"]
    if found.spare_name:
        spare = {**found.files, **differs}
        found.spare = {place: each for place, each in spare.items() if each}
    return found


def _made(made_from: str, sha256: str, size: int, modified: int, dead: Any, common: str, pieces: Any) -> Made:
    return Made(
        made_from, sha256, size, modified, dead, common, tuple([Piece(*each) for each in pieces]) if pieces else ()
    )


def write(folder: Path, site: Path, files: Mapping[str, Made], before: Record, spare: str) -> None:
    """Keeps what was made for the next build, and what the site before has that is another, if it is kept, too."""
    differs = {}
    if spare:
        for place in {**before.files, **files}:
            then, now = before.files.get(place), files.get(place)
            if not (then and now and is_same(then, now)):
                differs[place] = then
    told = {
        "site": _place(site, folder),
        "files": files,
        "ended": time.time_ns(),
        "spare": spare,
        "spare_ended": before.ended,
        "differs": differs,
    }
    keep(folder, NAME, OTHERS, [told])


def _place(site: Path, folder: Path) -> str:
    # from the cache, so that both can be moved together
    return os.path.relpath(site.resolve(), folder.resolve())


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal letters."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
