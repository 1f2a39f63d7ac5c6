"""Files to take home, written: many at a time, and the long ones piece by piece."""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, NamedTuple

from builder.generator import hashed, write
from builder.generator.data import archive, long
from builder.generator.data.archive import LAST, Archive, Packed, Spool, SpoolFile, Stretch
from builder.generator.data.shelf import Download, Form, Of
from builder.generator.orders import Order
from builder.generator.record import Made, Piece, Record
from builder.generator.write import Written
from builder.workers import Team


class Task(NamedTuple):
    """A file that is to be made."""

    place: str
    """Where it stands in the site."""
    shelf: int
    """Among which files it is: the number of its language."""
    form: Form
    """What it is."""
    of: Of
    """Which list it holds."""
    made_from: str
    """The checksum of all that it is made from."""
    common: str
    """Of a long file, the checksum of what all its pieces are made from."""


@dataclass(frozen=True, slots=True)
class Old:
    """The site that stands there now."""

    record: Record
    """What is known of it."""
    archive: Archive | None
    """It as one file, if that is still what it was."""


NONE = Old(Record(Path(), {}), None)
"""No site."""

FIRST = ("iati", "json", "csv")
"""The forms that take longest, in this order."""


def write_all(
    team: Team,
    order: Order,
    tasks: Sequence[Task],
    folder: Path,
    old: Old,
    number: int,
    spools: Sequence[SpoolFile] = (),
) -> Iterator[Written]:
    """Makes the files below `folder` in that many shares; with `spools`, one for each, all are packed as well."""
    work = partial(_make, order, folder, old, spools)
    for done in team.share_out(_groups(tasks), work, number):
        yield from done


def _make(
    order: Order, folder: Path, old: Old, spools: Sequence[SpoolFile], share: int, groups: Sequence[Sequence[Task]]
) -> list[Written]:
    shelves = order.prepared().shelves
    with write.spooling(spools, share) as spool:
        begun = [
            _begin(task, shelves[task.shelf].downloads[task.form, task.of], folder, old, spool)
            for group in groups
            for task in group
        ]
        return [finish() for finish in begun]


def _groups(tasks: Sequence[Task]) -> list[list[Task]]:
    """Tasks that are best done by the same process, for they tell the same; those first that take longest."""

    def key(task: Task) -> tuple[int, str, int, bool]:
        form = "csv" if task.form == "xlsx" else task.form
        is_alone = form == "json" and task.of is None
        return FIRST.index(form) if form in FIRST else len(FIRST), form, task.shelf, not is_alone

    # a workbook is made in memory, so before the lists are, which stay
    ordered = sorted(tasks, key=lambda task: (key(task), task.form != "xlsx"))
    return [list(group) for _, group in groupby(ordered, key)]


def _begin(task: Task, download: Download, folder: Path, old: Old, spool: Spool | None) -> Callable[[], Written]:
    """Makes a file; what comes back waits until its checksum is known."""
    made = download.make()
    if isinstance(made, long.Long) and made.is_long:
        return _begin_long(task, tuple(made.pieces()), folder, old, spool)
    written = write.file(task.place, bytes(made), task.made_from, folder, spool)
    return lambda: written


def _begin_long(
    task: Task, parts: Sequence[long.Part], folder: Path, old: Old, spool: Spool | None
) -> Callable[[], Written]:
    path = folder / task.place
    path.parent.mkdir(parents=True, exist_ok=True)
    crc, pieces, stretches = 0, list[Piece](), list[Stretch]()
    with ExitStack() as until, hashed.written(path) as (file, summed):
        before, kept = _kept(task, old, until)
        for number, part in enumerate(parts, 1):
            known = kept.get(part.own)
            text = _read(before, known) if before and known else part.make()
            file.write(text)
            crc = zlib.crc32(text, crc)
            if spool:
                ends = number == len(parts)
                stretches.append((known and known.packed) or spool.add(archive.squeezed(text, ends=ends)))
            pieces.append(Piece(part.own, len(text), stretches[-1].size if spool else 0))
    size = sum(piece.size for piece in pieces)
    modified = path.stat().st_mtime_ns

    def finish() -> Written:
        made = Made(task.made_from, summed.sha256, size, modified, (), task.common, tuple(pieces))
        return Written(task.place, made, Packed(tuple(stretches), size, crc) if spool else None)

    return finish


class Kept(NamedTuple):
    """A piece as it was made before."""

    offset: int
    """Where it begins in its file."""
    size: int
    """Bytes."""
    packed: Stretch | None
    """Where it stands packed, if it does."""


def _kept(task: Task, old: Old, until: ExitStack) -> tuple[BinaryIO | None, Mapping[str, Kept]]:
    """The file as it was before, with its pieces by their checksums; none where they were made from anything else."""
    known = old.record.files.get(task.place)
    if not (known and known.pieces and known.common == task.common):
        return None, {}
    packed = old.archive.entries.get(task.place) if old.archive else None
    return old.record.open(task.place, until), dict(_pieces(known.pieces, packed))


def _pieces(pieces: Sequence[Piece], packed: Packed | None) -> Iterator[tuple[str, Kept]]:
    stands = packed.stretches[0] if packed else None
    if stands and stands.size != sum(piece.packed for piece in pieces):
        stands = None
    offset, at = 0, stands.offset if stands else 0
    for own, size, length in pieces:
        yield own, Kept(offset, size, Stretch(LAST, at, length) if stands else None)
        offset, at = offset + size, at + length


def _read(file: BinaryIO, piece: Kept) -> bytes:
    file.seek(piece.offset)
    return file.read(piece.size)
