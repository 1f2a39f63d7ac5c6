"""Pagefind's files under the names by which pages ask for them.

Pagefind names each program's fragment by a checksum, and lists these names in a file that a reader needs for every word:
of ten thousand programs, half of what it weighs. Here the program's place in its index is the name, which pages know
without any list, in a folder that is another as soon as any of the index's programs is.
"""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping

from builder.checksum import checksum_of

_ENTRY = "pagefind-entry.json"
_TEXT, _LIST = 3, 4
"""Kinds of what stands in CBOR (RFC 8949); the rest are numbers."""


def laid_out(files: Mapping[str, bytes]) -> tuple[str, str, dict[str, bytes]]:
    """An index in one language: its name, the place of the engine that reads it, and all files by their places.

    `files` are those that Pagefind makes. Left out is what pages never ask for: its ready-made interfaces and scripts.
    """
    (told,) = json.loads(files[_ENTRY])["languages"].values()
    name, stemming = told["hash"], told["wasm"] or "unknown"
    programs, meta = _numbered(gzip.decompress(files[f"pagefind.{name}.pf_meta"]))
    engine = files[f"wasm.{stemming}.pagefind"]
    at = f"engine/{stemming}_{checksum_of(engine)[:10]}.pagefind"
    laid = {place: held for place, held in files.items() if place.startswith("index/")}
    for number, program in enumerate(programs):
        laid[f"fragment/{name}/{number:x}.pf_fragment"] = files[f"fragment/{program}.pf_fragment"]
    return name, at, {**laid, f"meta/{name}.pf_meta": _packed(meta), at: engine}


def _numbered(meta: bytes) -> tuple[list[str], bytes]:
    """The names of an index's programs, and its metadata with their places, in hexadecimal, instead.

    The metadata is a list whose second part is the programs, each with its name and how many words it has.
    """
    at = meta.index(b"pagefind_dcd") + len(b"pagefind_dcd")
    at += 1  # the list's own head
    _, length, at = _head(meta, at)
    at += length  # Pagefind's version
    before = meta[:at]
    _, count, at = _head(meta, at)
    names, numbered = [], [_begun(_LIST, count)]
    for number in range(count):
        _, length, at = _head(meta, at + 1)
        names.append(meta[at : at + length].decode())
        words = at + length
        _, _, at = _head(meta, words)
        name = f"{number:x}".encode()
        numbered += (_begun(_LIST, 2), _begun(_TEXT, len(name)), name, meta[words:at])
    return names, b"".join((before, *numbered, meta[at:]))


def _head(held: bytes, at: int) -> tuple[int, int, int]:
    """The kind of what stands there, its size or, of a number, itself, and where it goes on."""
    kind, size = held[at] >> 5, held[at] & 31
    if size < 24:
        return kind, size, at + 1
    end = at + 1 + (1 << (size - 24))
    return kind, int.from_bytes(held[at + 1 : end], "big"), end


def _begun(kind: int, size: int) -> bytes:
    """How such a thing begins."""
    if size < 24:
        return bytes((kind << 5 | size,))
    length = 1 if size < 1 << 8 else 2 if size < 1 << 16 else 4
    return bytes((kind << 5 | 23 + length.bit_length(),)) + size.to_bytes(length, "big")


def _packed(held: bytes) -> bytes:
    packing = zlib.compressobj(9, wbits=31)
    return packing.compress(held) + packing.flush()
