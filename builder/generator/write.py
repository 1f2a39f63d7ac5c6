"""Pages drawn into their files."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from builder import workers
from builder.generator.data import archive
from builder.generator.links import file_of
from builder.generator.record import Made
from builder.generator.render import Placed, draw


class Written(NamedTuple):
    """A file that was written."""

    place: str
    """Where it stands in the site."""
    made: Made
    """What it is."""
    packed: archive.Packed | None
    """Where it stands packed, if it does."""


def write(
    pages: Sequence[Placed], folder: Path, number: int | None = None, spools: Sequence[archive.Spool] = ()
) -> list[Written]:
    """Draws every page into its file below `folder`, on `number` processes or on as many as are worth it.

    With `spools`, one for each process, every page is packed for the archive as well.
    """

    def work(share: int, mine: Iterator[Placed]) -> list[Written]:
        return [_write(page, folder, spools[share] if spools else None) for page in mine]

    return [each for done in workers.share_out(pages, work, number) for each in done]


def _write(page: Placed, folder: Path, spool: archive.Spool | None) -> Written:
    drawn = draw(page)
    written = file(file_of(page.address), drawn.text.encode(), page.made_from, folder, spool)
    return written._replace(made=written.made._replace(dead=drawn.dead))


def file(place: str, held: bytes, made_from: str, folder: Path, spool: archive.Spool | None) -> Written:
    """Writes a file of the site below `folder`; with a spool, it is packed for the archive as well."""
    packed = archive.pack(place, held, spool) if spool and archive.is_in(place) else None
    return Written(place, put(folder / place, held, made_from), packed)


def put(path: Path, held: bytes, made_from: str = "") -> Made:
    """Writes a file, and tells what was made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(held)
    return Made(made_from, hashlib.sha256(held).hexdigest(), len(held), path.stat().st_mtime_ns)
