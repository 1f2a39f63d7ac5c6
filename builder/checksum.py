"""One form for "is it still what it was": a checksum of whatever a thing is made from."""

import hashlib
from functools import partial
from typing import BinaryIO


def checksum(*parts: object) -> str:
    """32 letters that are others as soon as any of the parts is another.

    Of the parts only what `repr` tells counts, so none may be a set, whose order nobody knows.
    """
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def checksum_of(data: bytes) -> str:
    """The same of what a file holds."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def checksum_of_file(file: BinaryIO) -> str:
    """The same of what stands in it from here on."""
    summed = hashlib.blake2b(digest_size=16)
    for held in iter(partial(file.read, 1 << 20), b""):
        summed.update(held)
    return summed.hexdigest()
