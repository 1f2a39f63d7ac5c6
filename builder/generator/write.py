"""Pages drawn into their files."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import NamedTuple

from builder.generator.data import archive
from builder.generator.data.archive import Spool, SpoolFile
from builder.generator.data.shelf import Weight
from builder.generator.links import file_of
from builder.generator.orders import Order
from builder.generator.record import Made
from builder.generator.render import Placed, draw
from builder.workers import Team


class Written(NamedTuple):
    """A file that was written."""

    place: str
    """Where it stands in the site."""
    made: Made
    """What it is."""
    packed: archive.Packed | None
    """Where it stands packed, if it does."""


def write(
    team: Team, order: Order, pages: Sequence[str], folder: Path, spools: Sequence[SpoolFile] = ()
) -> list[Written]:
    """Draws the pages of these addresses into their files below `folder`.

    With `spools`, one for each who draws, every page is packed for the archive as well.
    """
    weights = order.prepared().shelves[0].weights
    work = partial(_draw, order, weights, folder, spools)
    return [each for done in team.share_out(pages, work, team.worthwhile(len(pages))) for each in done]


def _draw(
    order: Order,
    weights: Mapping[str, Weight],
    folder: Path,
    spools: Sequence[SpoolFile],
    share: int,
    pages: Sequence[str],
) -> list[Written]:
    made = order.prepared()
    # pages tell how large files are
    made.shelves[0].weights.update(weights)
    with spooling(spools, share) as spool:
        return [_write(made.pages[each], folder, spool) for each in pages]


def spooling(spools: Sequence[SpoolFile], share: int) -> AbstractContextManager[Spool | None]:
    """Where a share of the work packs what it has made; nowhere if there are no spools."""
    return spools[share].opened() if spools else nullcontext()


def _write(page: Placed, folder: Path, spool: Spool | None) -> Written:
    drawn = draw(page)
    written = file(file_of(page.address), drawn.text.encode(), page.made_from, folder, spool)
    return written._replace(made=written.made._replace(dead=drawn.dead))


def file(place: str, held: bytes, made_from: str, folder: Path, spool: Spool | None) -> Written:
    """Writes a file of the site below `folder`; with a spool, it is packed for the archive as well."""
    packed = archive.pack(place, held, spool) if spool and archive.is_in(place) else None
    return Written(place, put(folder / place, held, made_from), packed)


def put(path: Path, held: bytes, made_from: str = "") -> Made:
    """Writes a file, and tells what was made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(held)
    return Made(made_from, hashlib.sha256(held).hexdigest(), len(held), path.stat().st_mtime_ns)
