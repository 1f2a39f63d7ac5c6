"""Pagefind's files under the names by which pages ask for them.

Pagefind names each program's fragment by a checksum, and lists these names in the metadata that a reader needs for
every word: for ten thousand programs, almost as many bytes as the engine. Here the program's place in its index is the
name, which needs no list, in a folder that is another as soon as any of the index's programs is.
"""

import gzip
import json
from collections.abc import Mapping

from builder.checksum import checksum_of

_ENTRY = "pagefind-entry.json"
_MARK = b"pagefind_dcd"
"""How every file of Pagefind's begins, once it is unpacked."""

_NAMELESS = b"\x82\x60"
"""In CBOR, a list of two that begins with an empty text."""


def laid_out(files: Mapping[str, bytes]) -> tuple[str, str, dict[str, bytes]]:
    """An index in one language: its name, the place of the engine that reads it, and all files by their places.

    `files` are those that Pagefind makes. Left out is what pages never ask for: its ready-made interfaces and scripts.
    """
    (told,) = json.loads(files[_ENTRY])["languages"].values()
    name, stemming = told["hash"], told["wasm"] or "unknown"
    programs, meta = _without_names(gzip.decompress(files[f"pagefind.{name}.pf_meta"]))
    engine = files[f"wasm.{stemming}.pagefind"]
    at = f"engine/{stemming}_{checksum_of(engine)[:10]}.pagefind"
    laid = {place: held for place, held in files.items() if place.startswith("index/")}
    for number, program in enumerate(programs):
        laid[f"fragment/{name}/{number:x}.pf_fragment"] = files[f"fragment/{program}.pf_fragment"]
    return name, at, {**laid, f"meta/{name}.pf_meta": gzip.compress(meta, mtime=0), at: engine}


def _without_names(meta: bytes) -> tuple[list[str], bytes]:
    """The names of an index's programs, and its metadata with an empty name for each: the page gives them others.

    Behind a mark, it is a list whose first part is Pagefind's version, and whose second the programs, each a list of
    its name and how many words it has.
    """
    _, at = _head(meta, len(_MARK))
    length, at = _head(meta, at)
    count, at = _head(meta, at + length)
    names, told = [], [meta[:at]]
    for _ in range(count):
        _, at = _head(meta, at)
        length, at = _head(meta, at)
        names.append(meta[at : at + length].decode())
        _, end = _head(meta, at + length)
        told += (_NAMELESS, meta[at + length : end])
        at = end
    return names, b"".join((*told, meta[at:]))


def _head(held: bytes, at: int) -> tuple[int, int]:
    """The size of what stands there in CBOR (RFC 8949), or, of a number, itself; and where it goes on."""
    size = held[at] & 31
    if size < 24:
        return size, at + 1
    end = at + 1 + (1 << (size - 24))
    return int.from_bytes(held[at + 1 : end], "big"), end
