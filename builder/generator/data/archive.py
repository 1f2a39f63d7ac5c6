"""The whole site as one file, for a laptop without a network: a ZIP, written from what is packed already.

Its form is that of PKWARE's APPNOTE.TXT 6.3.9, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from deflate import deflate_compress

FOLDER = "catalogue/"
"""In the archive, all stands in one folder."""

LEFT_OUT = ("404.html", "_headers", "_redirects", "robots.txt", "sitemap.xml", ".gitignore", ".built-by-catalogue")
"""What only a server has a use for."""

_FOLDER = r"""[^":?#/][^":?#]*/(?=["?#])"""
_LINK = re.compile(rf"""="(?:(?<=href=")|(?<=action=")|(?<=data-home=")){_FOLDER}""".encode())
"""A link to a folder of the site, up to where its own name ends; what begins with plain letters is found fast."""

_LEADS_ON = re.compile(rf"; url={_FOLDER}".encode())
"""The same, on a page that leads on to another."""

LEVEL, LEVEL_OF_PIECES = 1, 3
"""How hard libdeflate packs, of 12, and zlib pieces of files, of 9: harder would save little, and take much longer."""

LAST = 0
"""The number of the last archive among the files that an archive is put together from; spools have those after it."""


class Stretch(NamedTuple):
    """Bytes that stand somewhere already."""

    source: int
    """In which file: LAST, or a spool."""
    offset: int
    """Where they begin there."""
    size: int
    """How many they are."""


class Packed(NamedTuple):
    """A file as the archive is to have it."""

    stretches: tuple[Stretch, ...]
    """Where it stands packed, one piece after the other."""
    length: int
    """How many bytes it has unpacked."""
    crc: int
    """Its checksum, as archives have it."""


@dataclass(frozen=True, slots=True)
class Spool:
    """Where what is packed waits for the archive."""

    number: int
    """Among the files that the archive is put together from."""
    file: BinaryIO
    """What it stands in."""

    def add(self, packed: bytes) -> Stretch:
        """Keeps it."""
        offset = self.file.tell()
        self.file.write(packed)
        return Stretch(self.number, offset, len(packed))


@dataclass(frozen=True, slots=True)
class SpoolFile:
    """The same, for whoever packs next."""

    number: int
    """Among the files that the archive is put together from."""
    path: Path
    """Where it stands."""

    @contextmanager
    def opened(self, *, reading: bool = False) -> Iterator[Spool]:
        """To add to it, or to read what is there."""
        with self.path.open("rb" if reading else "ab") as file:
            yield Spool(self.number, file)


@dataclass(frozen=True, slots=True)
class Archive:
    """One that is there."""

    file: BinaryIO
    """What it stands in."""
    entries: Mapping[str, Packed]
    """The files in it, by their places in the site."""


def on_disk(html: bytes) -> bytes:
    """A page whose links name whole files, for no server is there to find the page of a folder."""
    for kind in (_LINK, _LEADS_ON):
        html = kind.sub(_named, html)
    return html


def _named(found: re.Match[bytes]) -> bytes:
    return found[0] + b"index.html"


def is_in(place: str) -> bool:
    """Whether the archive has the file that stands there."""
    return place.rpartition("/")[2] not in LEFT_OUT


def pack(place: str, held: bytes, spool: Spool) -> Packed:
    """Packs a file of the site into a spool."""
    told = on_disk(held) if place.endswith(".html") else held
    return Packed((spool.add(squeezed(told)),), len(told), zlib.crc32(told))


def squeezed(held: bytes, *, ends: bool = True) -> bytes:
    """A file, or the piece with which it `ends` or does not; all pieces one after the other are the file."""
    if ends:
        return bytes(deflate_compress(held, LEVEL))
    # what libdeflate packs always ends
    packer = zlib.compressobj(LEVEL_OF_PIECES, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(held) + packer.flush(zlib.Z_FULL_FLUSH)


_LOCAL, _CENTRAL = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L")
"""What stands before each file, and of each file in the directory at the end."""

_END, _WIDE_END, _WIDE_PLACE = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
"""What tells of the directory; the same for more than 65,535 files or 4 GB, and where that stands."""

_MANY, _LARGE = 0xFFFF, 0xFFFFFFFF
"""The number stands elsewhere, for it is as large as this or larger."""

_NARROW, _WIDE = 20, 45
"""The versions of the form without and with such numbers."""

_UNIX, _DEFLATED, _UTF_8 = 3 << 8, 8, 0x800
_READABLE = 0o644 << 16

_DAY = 1 << 5 | 1
"""Of every file: 1 January 1980, the first that the form can tell. The same files are the same archive on any day."""


def write(entries: Mapping[str, Packed], file: BinaryIO, spools: Iterable[Spool], last: Archive | None) -> None:
    """Writes the archive of these files, by their places in the site, in an order that is always the same.

    What stands unchanged in the `last` archive is copied in strokes as long as may be.
    """
    sources = {spool.number: spool.file for spool in spools} | ({LAST: last.file} if last else {})
    at, directory = 0, list[bytes]()
    for stroke in _joined(_strokes(entries, last.entries if last else {}, directory.append)):
        if isinstance(stroke, bytes):
            file.write(stroke)
            at += len(stroke)
        else:
            _copy(sources[stroke.source], stroke, file)
            at += stroke.size
    file.write(b"".join(directory) + _end(len(directory), sum(map(len, directory)), at))


def _strokes(
    entries: Mapping[str, Packed], as_it_was: Mapping[str, Packed], tell: Callable[[bytes], None]
) -> Iterator[bytes | Stretch]:
    """What is to be written before the directory, which is told by the way."""
    at = 0
    for place, packed in sorted(entries.items()):
        name = (FOLDER + place).encode()
        size = sum([stretch.size for stretch in packed.stretches])
        large = _large(packed.length, size)
        flags = 0 if name.isascii() else _UTF_8
        sizes = (_LARGE, _LARGE) if large else (size, packed.length)
        known = flags, _DEFLATED, 0, _DAY, packed.crc, *sizes, len(name)
        wide = _in_full(large)
        header = _LOCAL.size + len(name) + len(wide)
        if packed is as_it_was.get(place):
            yield Stretch(LAST, packed.stretches[0].offset - header, header + size)
        else:
            yield _LOCAL.pack(b"PK\3\4", _WIDE if wide else _NARROW, *known, len(wide)) + name + wide
            yield from packed.stretches
        wide = _in_full((*large, at) if at >= _LARGE else large)
        needs = _WIDE if wide else _NARROW
        rest = len(wide), 0, 0, 0, _READABLE, min(at, _LARGE)
        tell(_CENTRAL.pack(b"PK\1\2", _UNIX | needs, needs, *known, *rest) + name + wide)
        at += header + size


def _large(length: int, size: int) -> tuple[int, ...]:
    """Length and size of a file, where one of them is too large for the fields made for them."""
    return (length, size) if max(length, size) >= _LARGE else ()


def _in_full(numbers: Sequence[int]) -> bytes:
    """Numbers that are too large for their fields."""
    return struct.pack(f"<2H{len(numbers)}Q", 1, 8 * len(numbers), *numbers) if numbers else b""


def _end(count: int, size: int, at: int) -> bytes:
    wide = b""
    if count >= _MANY or size >= _LARGE or at >= _LARGE:
        wide = _WIDE_END.pack(b"PK\6\6", _WIDE_END.size - 12, _WIDE, _WIDE, 0, 0, count, count, size, at)
        wide += _WIDE_PLACE.pack(b"PK\6\7", 0, at + size, 1)
    few = min(count, _MANY)
    return wide + _END.pack(b"PK\5\6", 0, 0, few, few, min(size, _LARGE), min(at, _LARGE), 0)


def _joined(strokes: Iterable[bytes | Stretch]) -> Iterator[bytes | Stretch]:
    """The same, with stretches that adjoin each other as one."""
    source = begin = end = -1
    for stroke in strokes:
        if not isinstance(stroke, bytes) and (stroke.source, stroke.offset) == (source, end):
            end += stroke.size
            continue
        if source >= 0:
            yield Stretch(source, begin, end - begin)
        if isinstance(stroke, bytes):
            source = -1
            yield stroke
        else:
            source, begin, end = stroke.source, stroke.offset, stroke.offset + stroke.size
    if source >= 0:
        yield Stretch(source, begin, end - begin)


AT_ONCE = 1 << 20
"""Bytes that are copied in one step."""


def _copy(source: BinaryIO, stretch: Stretch, file: BinaryIO) -> None:
    source.seek(stretch.offset)
    left = stretch.size
    while left:
        held = source.read(min(left, AT_ONCE))
        if not held:
            raise EOFError("what was packed is gone")
        file.write(held)
        left -= len(held)


def read(file: BinaryIO) -> Archive:
    """An archive that `write` has written."""
    file.seek(0, 2)
    size = file.tell()
    held = _tail(file, size, _END.size)
    _, _, _, _, count, length, at, _ = _END.unpack(held)
    if count == _MANY or _LARGE in (length, at):
        held = _tail(file, size, _END.size + _WIDE_PLACE.size + _WIDE_END.size)
        *_, length, at = _WIDE_END.unpack_from(held)
    file.seek(at)
    return Archive(file, dict(_entries(file.read(length))))


def _tail(file: BinaryIO, size: int, length: int) -> bytes:
    file.seek(size - length)
    return file.read(length)


def _entries(directory: bytes) -> Iterator[tuple[str, Packed]]:
    at = 0
    while at < len(directory):
        told = _CENTRAL.unpack_from(directory, at)
        crc, size, length, named, more, offset = *told[7:12], told[16]
        begin = at + _CENTRAL.size
        at = begin + named + more
        place = directory[begin + len(FOLDER) : begin + named].decode()
        header = _LOCAL.size + named
        if more:
            large = iter(struct.unpack(f"<{more // 8}Q", directory[begin + named + 4 : at]))
            length, size, offset = (next(large) if number == _LARGE else number for number in (length, size, offset))
            header += len(_in_full(_large(length, size)))
        yield place, Packed((Stretch(LAST, offset + header, size),), length, crc)
