"""The whole site as one file, for a laptop without a network."""

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from builder.generator.record import Packed

FOLDER = "catalogue/"
"""In the archive, all stands in one folder."""

LEFT_OUT = ("404.html", "_headers", "_redirects", "robots.txt", "sitemap.xml", ".gitignore", ".built-by-catalogue")
"""What only a server has a use for."""

_LINK = re.compile(rb"""((?:href="|action="|data-home="|; url=)[^":?#/][^":?#]*/)(?=["?#])""")
"""A link to a folder of the site, up to where its own name ends."""

LEVEL = 3
"""How hard the archive is packed, of 9: harder would save little, and take half as long again."""


def on_disk(html: bytes) -> bytes:
    """A page whose links name whole files, for no server is there to find the page of a folder."""
    return _LINK.sub(rb"\1index.html", html)


def is_in(place: str) -> bool:
    """Whether the archive has the file that stands there."""
    return place.rpartition("/")[2] not in LEFT_OUT


def pack(place: str, held: bytes, spool: BinaryIO) -> Packed:
    """Adds the file to a spool, as the archive is to have it."""
    told = on_disk(held) if place.endswith(".html") else held
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(told) + packer.flush()
    offset = spool.tell()
    spool.write(packed)
    return Packed(offset, len(packed), len(told), zlib.crc32(told))


def write(parts: Iterable[tuple[str, Packed, BinaryIO]], archive: Path, today: dt.date) -> Mapping[str, Packed]:
    """Puts packed files into one archive, always in the same order and as of the same day; where they now stand.

    Each comes with where it was packed: a spool, or an archive before this one.
    """
    # the format knows no earlier year
    day = (max(today.year, 1980), today.month, today.day, 0, 0, 0)
    archive.parent.mkdir(parents=True, exist_ok=True)
    found = {}
    with zipfile.ZipFile(archive, "w") as whole:
        file = whole.fp
        assert file is not None
        for place, packed, source in sorted(parts, key=lambda each: each[0]):
            told = zipfile.ZipInfo(FOLDER + place, day)
            told.external_attr = 0o644 << 16
            told.compress_type = zipfile.ZIP_DEFLATED
            told.CRC, told.compress_size, told.file_size = packed.crc, packed.size, packed.length
            told.header_offset = file.tell()
            # the library packs whatever it is given, so what is packed already goes in beside it
            file.write(told.FileHeader())
            found[place] = packed._replace(offset=file.tell())
            source.seek(packed.offset)
            file.write(source.read(packed.size))
            whole.filelist.append(told)
            whole.NameToInfo[told.filename] = told
        whole.start_dir = file.tell()
    return found
