"""One form for "is it still what it was": a checksum of whatever a thing is made from."""

import hashlib


def checksum(*parts: object) -> str:
    """32 letters that are others as soon as any of the parts is another.

    Of the parts only what `repr` tells counts, so none may be a set, whose order nobody knows.
    """
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def checksum_of(data: bytes) -> str:
    """The same of what a file holds."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
